"""The first report, its chain and its ten minutes; dates after handling."""

from datetime import date, datetime

import pytest

from models.core.findings import Severity
from models.incidents import rules as judge
from models.incidents.terms import GENERAL, GROUP, HEAD, MAJOR, PATROL, SITE
from tests.incidents.makers import at, f25, ids, rules


def test_inc_t1_both_hops_at_exactly_600_seconds_are_on_time():
    found = [judge.first_report_faults(hop, at("09:12:30"), at("09:22:30"), rules()) for hop in (SITE, GROUP)]
    assert found == [[], []]


def test_inc_020_one_second_more_is_late():
    found = judge.first_report_faults(SITE, at("09:12:30"), at("09:22:31"), rules())
    assert ids(found) == ["INC-020"]
    assert found[0].severity is Severity.WARN
    assert "迟 1 分钟" in found[0].params["found"]


def test_inc_t2_hop_1_is_on_time_and_hop_2_two_minutes_late():
    assert judge.first_report_faults(SITE, at("09:12"), at("09:15"), rules()) == []
    late = judge.first_report_faults(GROUP, at("09:12"), at("09:24"), rules())
    assert ids(late) == ["INC-021"]
    assert judge.minutes_late(at("09:12"), at("09:24"), rules()["INC-021"]) == 2


def test_inc_t3_a_major_incident_goes_through_the_patrol_in_time():
    told = {SITE: at("10:03"), PATROL: at("10:05")}
    assert judge.first_report_faults(GROUP, at("10:00"), at("10:09"), rules()) == []
    assert judge.chain_notes(MAJOR, told, GROUP, rules()) == []


def test_inc_022_without_the_patrol_the_chain_is_noted_in_hunan_only():
    assert ids(judge.chain_notes(MAJOR, {SITE}, GROUP, rules())) == ["INC-022"]
    assert judge.chain_notes(MAJOR, {SITE}, GROUP, rules("henan")) == []


def test_inc_023_a_general_incident_reminds_of_its_three_times():
    assert ids(judge.chain_notes(GENERAL, {SITE}, GROUP, rules())) == ["INC-023"]
    assert judge.chain_notes(GENERAL, {SITE}, HEAD, rules()) == []


@pytest.mark.parametrize("profile", ["sport", "fujian", "henan", "chongqing"])
def test_inc_020_021_the_ten_minutes_are_proposed_elsewhere(profile):
    assert rules(profile)["INC-020"].standing == "proposed"
    assert rules(profile)["INC-021"].value("minutes") == 10
    assert rules()["INC-020"].standing == "stated"


def test_inc_t6_report_and_evaluation_count_from_the_end_of_handling():
    handled, calendar = date(2025, 9, 26), f25()
    assert calendar.plus(handled, rules()["INC-028"].value("workdays")).day == date(2025, 9, 30)
    assert calendar.plus(handled, rules()["INC-041"].value("workdays")).day == date(2025, 10, 16)
    assert calendar.plus(handled, rules()["INC-027"].value("workdays")).day == date(2025, 10, 10)


def test_inc_t7_the_written_account_of_s3_counts_from_the_exam_saturday():
    rule = rules("sport")["INC-029"]
    assert rule.value("kinds") == ["S3"]
    assert f25().plus(date(2025, 3, 8), rule.value("workdays")).day == date(2025, 3, 12)


@pytest.mark.parametrize(
    ("done_on", "late"),
    [(date(2025, 9, 30), False), (date(2025, 10, 9), True)],  # the due day itself is in time
)
def test_inc_028_a_report_after_its_day_wants_a_reason(done_on, late):
    assert bool(judge.late_faults(done_on, date(2025, 9, 30), rules()["INC-028"])) is late


@pytest.mark.parametrize(("told", "late"), [("09:42", False), ("09:42:01", True)])
def test_inc_026_a_staged_report_comes_at_least_every_thirty_minutes(told, late):
    assert bool(judge.stage_faults(at("09:12"), at(told), rules()["INC-026"])) is late


LATEST = datetime(2025, 9, 26, 12, 0)


def test_inc_001_what_lies_in_the_future_or_runs_backwards_is_refused():
    rule = rules()["INC-001"]
    order = [("occurred_at", "发生", at("09:10")), ("discovered_at", "发现", at("09:12")), ("told", "报告", None)]
    assert judge.times_in_order(order, LATEST, rule) == []
    same = [("occurred_at", "发生", at("09:12")), ("discovered_at", "发现", at("09:12"))]
    assert judge.times_in_order(same, LATEST, rule) == []
    backwards = [("occurred_at", "发生", at("09:13")), ("discovered_at", "发现", at("09:12"))]
    assert [(one.rule, one.about, str(one.severity)) for one in judge.times_in_order(backwards, LATEST, rule)] == [
        ("INC-001", "discovered_at", "block")
    ]
    future = [("discovered_at", "发现", datetime(2025, 9, 26, 12, 0, 1))]
    assert ids(judge.times_in_order(future, LATEST, rule)) == ["INC-001"]
    assert judge.times_in_order([("discovered_at", "发现", LATEST)], LATEST, rule) == []


@pytest.mark.parametrize(("arrival", "entered"), [("09:29:59", True), ("09:30:00", False)])
def test_inc_039_h02_thirty_full_minutes_late_is_too_late(arrival, entered):
    limit = rules("henan")["INC-039"]
    assert judge.admitted(at("09:00"), at(arrival), limit) is entered
    assert bool(judge.lateness_faults(["H02"], at("09:00"), at(arrival), limit)) is entered


def test_inc_039_asks_nothing_of_other_kinds_or_without_a_start():
    limit = rules("henan")["INC-039"]
    assert judge.lateness_faults(["H01"], at("09:00"), at("09:10"), limit) == []
    assert judge.lateness_faults(["H02"], None, at("09:10"), limit) == []
