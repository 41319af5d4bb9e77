"""From receipt to the archive: what each step wants, and the ways off the road."""

from datetime import date

import pytest

from models.core.registers import REGISTERS, View, count
from models.core.tables import User
from tests.centres import seat
from tests.complaints.conftest import FULL, rules_of

DAY = date(2025, 3, 3)
PARTS = {
    "complainant": "CMP-002",
    "employer": "CMP-002",
    "contact": "CMP-002",
    "content": "CMP-002",
    "evidence": "CMP-002",
    "grounds": "CMP-005",
}


def received(desk, **facts):
    """Taken by exam affairs: stays RECEIVED until general affairs registers it."""
    return desk.done("exam", "receive", on=DAY, received_at="2025-03-03 09:00", **facts).record_id


@pytest.mark.parametrize(("lacking", "rule"), list(PARTS.items()))
def test_cmp_002_and_cmp_005_a_registration_is_complete(desk, lacking, rule):
    case = received(desk, **{name: value for name, value in FULL.items() if name != lacking})
    assert rules_of(desk.do("general", "register", case, on=DAY)) == [rule]
    assert desk.do("general", "register", case, on=DAY, **{lacking: FULL[lacking]}).done
    assert desk.case(case).state == "registered"


def test_general_affairs_receives_and_registers_in_one_act(desk):
    assert desk.case(desk.receive("2025-03-03 10:00", on=DAY)).state == "registered"
    partly = desk.done("general", "receive", on=DAY, received_at="2025-03-03 10:00", content="来电").record_id
    assert desk.case(partly).state == "received"


def test_cmp_003_an_anonymous_case_is_taken_with_a_reason_and_told_by_memo(desk):
    facts = {"anonymous": "是", "content": "替考", "evidence": "无", "grounds": "5"}
    asked = desk.do("general", "receive", on=DAY, received_at="2025-03-03 10:00", **facts)
    assert asked.needs_reason and rules_of(asked)[0] == "CMP-003"
    case = desk.done("general", "receive", on=DAY, received_at="2025-03-03 10:00", reason="匿名电话", **facts).record_id
    desk.done("director", "assign", case, on=DAY, handler="general", lead="supervisor")
    desk.done("director", "screen", case, on=DAY, investigate="否", screening="查无此人", why="无线索")
    assert desk.do("general", "notify_preliminary", case, on=DAY, way="none").done
    assert desk.case(case).state == "not_investigated"


def test_cmp_004_the_channel_is_one_of_the_list(desk):
    from models.core.acts import call

    assert call(
        desk.centre,
        "core.set_rule_value",
        rule="CMP-004",
        param="channels",
        value="oral,telephone,letter",
        from_day="2025-01-01",
        why="本校",
    ).done
    assert rules_of(desk.do("general", "receive", on=DAY, received_at="2025-03-03 10:00", channel="web", **FULL)) == ["CMP-004"]
    assert desk.do("general", "receive", on=DAY, received_at="2025-03-03 10:00", channel="letter", **FULL).done


def test_cmp_005_a_public_report_needs_no_ground(desk):
    facts = {name: value for name, value in FULL.items() if name != "grounds"}
    assert desk.case(desk.receive("2025-03-03 10:00", on=DAY, kind="Q", **{**facts, "grounds": ""})).state == "registered"


@pytest.mark.parametrize(("moment", "fine"), [("2025-03-03 00:00", True), ("2025-03-04 00:00", False)])
def test_received_in_the_future_is_refused(desk, moment, fine):
    outcome = desk.do("general", "receive", on=DAY, received_at=moment, **FULL)
    assert outcome.done is fine
    assert fine or rules_of(outcome) == ["SYS-014"]


def test_cmp_008_no_investigation_without_the_stored_notice(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY)
    desk.done("director", "assign", case, on=DAY, handler="general", lead="supervisor")
    assert rules_of(desk.do("general", "notify_preliminary", case, on=DAY, way="post", letter_no="1")) == ["CMP-008"]  # nothing decided
    desk.done("director", "screen", case, on=DAY, investigate="是", screening="有线索")
    assert rules_of(desk.do("general", "notify_preliminary", case, on=DAY, way="post")) == ["CMP-008"]
    assert rules_of(desk.do("general", "notify_preliminary", case, on=DAY, way="none")) == ["CMP-008"]  # not anonymous
    assert desk.do("general", "notify_preliminary", case, on=DAY, way="post", letter_no="TZ-1").done


def test_not_to_investigate_needs_its_reason(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY)
    desk.done("director", "assign", case, on=DAY, handler="general")
    assert rules_of(desk.do("director", "screen", case, on=DAY, investigate="否", screening="已了解")) == ["SYS-002"]


@pytest.mark.parametrize(
    ("new_due", "rule"), [("2025-03-12", "CMP-015"), ("2025-03-13", ""), ("2025-03-21", ""), ("2025-03-24", "CMP-018")]
)
def test_cmp_015_and_cmp_018_a_new_date_lies_after_the_old_and_not_far(desk, new_due, rule):
    """Old date 12 March: seven working days later is the 21st."""
    case = desk.investigated("2025-03-03 10:00", DAY)
    outcome = desk.do("director", "extend", case, on=date(2025, 3, 11), new_due=new_due, why="关键证人出差在外地，回来后再询问")
    assert rules_of(outcome)[:1] == ([rule] if rule else ["CMP-016"])
    assert outcome.needs_reason is (rule == "CMP-018")


def test_cmp_018_a_second_extension_wants_ten_characters(desk):
    case = desk.investigated("2025-03-03 10:00", DAY)
    desk.done("director", "extend", case, on=DAY, new_due="2025-03-14", why="证人出差")
    short = desk.do("director", "extend", case, on=DAY, new_due="2025-03-17", why="还是证人出差", reason="说明")
    assert not short.done and rules_of(short)[0] == "CMP-018"
    assert desk.do("director", "extend", case, on=DAY, new_due="2025-03-17", why="关键证人出差在外地，尚未返回", reason="说明").done


@pytest.mark.parametrize(("day", "late"), [(date(2025, 3, 12), False), (date(2025, 3, 13), True)])
def test_cmp_017_the_notice_of_an_extension_comes_before_the_date_it_extends_has_passed(desk, day, late):
    case = desk.investigated("2025-03-03 10:00", DAY)
    desk.done("director", "extend", case, on=date(2025, 3, 11), new_due="2025-03-21", why="关键证人出差在外地")
    outcome = desk.do("general", "notify_extension", case, on=day, way="post", letter_no="YQ-1")
    assert outcome.needs_reason is late
    if late:
        assert rules_of(outcome) == ["CMP-017"]
        desk.done("general", "notify_extension", case, on=day, way="post", letter_no="YQ-1", reason="邮路延误")
    assert desk.case(case).extended_late is late


def test_cmp_016_there_is_nothing_to_tell_without_an_extension(desk):
    case = desk.investigated("2025-03-03 10:00", DAY)
    assert rules_of(desk.do("general", "notify_extension", case, on=DAY, way="post", letter_no="1")) == ["CMP-016"]


def test_cmp_012_no_decision_without_facts_and_none_before_receipt(desk):
    case = desk.investigated("2025-03-03 10:00", DAY)
    assert rules_of(desk.do("director", "decide", case, on=DAY, decision="成立")) == ["SYS-031"]
    desk.done("supervisor", "find_facts", case, on=DAY, facts="属实")
    assert rules_of(desk.do("director", "decide", case, on=DAY, decision="成立", at="2025-03-03 09:59")) == ["SYS-014"]
    assert rules_of(desk.do("director", "decide", case, on=DAY, decision="")) == ["SYS-002"]
    assert desk.do("director", "decide", case, on=DAY, decision="成立", at="2025-03-03 10:00").done


def test_cmp_012_is_asked_where_facts_are_empty(desk):
    from models.complaints.tables import Complaint
    from models.core import store

    case = desk.found("2025-03-03 10:00", DAY)
    with store.writing(desk.centre.engine) as db:
        db.get_one(Complaint, case).facts = ""
        db.commit()
    assert rules_of(desk.do("director", "decide", case, on=DAY, decision="成立")) == ["CMP-012"]


def test_cmp_013_every_request_to_the_accused_ends_with_an_answer_or_its_absence(desk):
    case = desk.investigated("2025-03-03 10:00", DAY, accused="某考评员")
    desk.done("supervisor", "ask_accused", case, on=DAY, name="某考评员", question="当日情况")
    assert rules_of(desk.do("supervisor", "find_facts", case, on=DAY, facts="属实")) == ["CMP-013"]
    assert rules_of(desk.do("supervisor", "record_answer", case, on=DAY)) == ["SYS-002"]  # an answer has words
    desk.done("supervisor", "record_answer", case, on=DAY, outcome="silent")
    assert desk.do("supervisor", "find_facts", case, on=DAY, facts="属实").done
    assert rules_of(desk.do("supervisor", "record_answer", case, on=DAY, outcome="silent")) == ["SYS-031"]


@pytest.mark.parametrize(("day", "late"), [(date(2025, 3, 4), False), (date(2025, 3, 5), True)])
def test_cmp_019_the_outcome_is_told_by_the_next_working_day(desk, day, late):
    case = desk.found("2025-03-03 10:00", DAY)
    desk.done("director", "decide", case, on=DAY, decision="成立")
    outcome = desk.do("general", "notify_outcome", case, on=day, way="handed", letter_no="GZ-1")
    assert outcome.needs_reason is late
    assert rules_of(outcome) == (["CMP-019"] if late else [])


@pytest.mark.parametrize(("day", "late"), [(date(2025, 3, 10), False), (date(2025, 3, 11), True)])
def test_cmp_020_the_file_is_archived_within_five_working_days(desk, day, late):
    case = desk.found("2025-03-03 10:00", DAY)
    desk.done("director", "decide", case, on=DAY, decision="成立")
    desk.done("general", "notify_outcome", case, on=DAY, way="handed", letter_no="GZ-1")
    assert desk.due(DAY, "archive") == {"整理归档": date(2025, 3, 10)}
    outcome = desk.do("archive", "file", case, on=day, archive_no="A-1")
    assert rules_of(outcome) == (["CMP-020"] if late else [])


def test_cmp_021_a_closed_case_has_its_number_and_is_read_only(desk):
    case = desk.found("2025-03-03 10:00", DAY)
    desk.done("director", "decide", case, on=DAY, decision="成立")
    assert rules_of(desk.do("archive", "file", case, on=DAY, archive_no="A-1")) == ["SYS-031"]  # the outcome was not told
    desk.done("general", "notify_outcome", case, on=DAY, way="handed", letter_no="GZ-1")
    assert rules_of(desk.do("archive", "file", case, on=DAY)) == ["SYS-002"]
    desk.done("archive", "file", case, on=DAY, archive_no="A-1", pages="3")
    assert rules_of(desk.do("general", "correct", case, on=DAY, why="改", content="x")) == ["CMP-021"]


def test_cmp_021_missing_notices_are_named():
    from types import SimpleNamespace

    from models.complaints.handling import lacking_to_close
    from models.complaints.rules import not_closable
    from models.core.rulebook import Rulebook

    case = SimpleNamespace(notices=[], ended_how=None, decision=None, investigate=True)
    findings = not_closable(lacking_to_close(case), Rulebook("henan")["CMP-021"])
    assert findings[0].params["list"] == "处理决定或不予调查、初步决定通知、结果告知"
    assert not_closable([], Rulebook("henan")["CMP-021"]) == []


def test_cmp_021_reopening_is_a_new_cycle_with_a_new_receipt_and_the_old_one_stays(desk):
    case = desk.closed("2025-03-03 10:00", DAY, accused="exam")
    assert rules_of(desk.do("general", "reopen", case, on=date(2025, 4, 1), why="新证据")) == ["PPL-ORG-010"]
    number = desk.done("director", "reopen", case, on=date(2025, 4, 1), why="新证据", received_at="2025-04-01 09:00").value["number"]
    assert number == "TS-2025-0001/2"
    assert desk.due(date(2025, 4, 1))["作出处理结果"] == date(2025, 4, 11)  # 4–6 April are a holiday
    assert desk.case(case).state == "closed"
    assert rules_of(desk.do("director", "reopen", case, on=date(2025, 4, 2), why="再来")) == ["SYS-031"]


def test_cmp_022_a_public_report_is_led_by_a_supervisor(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, kind="Q")
    assert rules_of(desk.do("director", "assign", case, on=DAY, handler="general")) == ["CMP-022"]
    assert rules_of(desk.do("director", "assign", case, on=DAY, handler="general", lead="exam")) == ["CMP-022"]
    assert desk.do("director", "assign", case, on=DAY, handler="general", lead="supervisor").done
    desk.done("director", "screen", case, on=DAY, investigate="是", screening="有线索")
    desk.done("general", "notify_preliminary", case, on=DAY, way="post", letter_no="TZ-1")
    assert rules_of(desk.do("general", "find_facts", case, on=DAY, facts="属实")) == ["CMP-022"]
    assert desk.do("supervisor", "find_facts", case, on=DAY, facts="属实").done


@pytest.mark.parametrize(("ground", "asked"), [("CG1", False), ("CG2", True), ("CG3", False), ("CG4", True), ("CG5", True)])
def test_cmp_023_fraud_scope_and_falsification_are_led_by_a_supervisor_or_say_why_not(desk, ground, asked):
    case = desk.receive("2025-03-03 10:00", on=DAY, grounds=ground)
    outcome = desk.do("director", "assign", case, on=DAY, handler="general", lead="exam")
    assert outcome.needs_reason is asked
    assert rules_of(outcome) == (["CMP-023"] if asked else [])


@pytest.mark.parametrize(("relation", "fine"), [("none", True), ("relative", False), ("teacher", False), ("assessor", False)])
def test_cmp_024_a_related_supervisor_does_not_investigate(desk, relation, fine):
    case = desk.receive("2025-03-03 10:00", on=DAY, kind="Q")
    outcome = desk.do("director", "assign", case, on=DAY, handler="general", lead="supervisor", relation=relation)
    assert rules_of(outcome) == ([] if fine else ["CMP-024"])


def test_ppl_sup_048_the_supervisor_complained_of_does_not_investigate_the_report(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, kind="Q", accused="supervisor")
    assert set(rules_of(desk.do("director", "assign", case, on=DAY, handler="general", lead="supervisor"))) == {"CMP-009", "PPL-SUP-048"}


def test_cmp_025_ending_a_public_report_needs_a_supervisors_named_consent_and_its_reason(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, kind="Q")
    given = {"on": DAY, "why": "举报人撤回", "letter": "撤-1"}
    assert rules_of(desk.do("general", "withdraw", case, **given, reason="已问过")) == ["CMP-025"]
    assert rules_of(desk.do("general", "withdraw", case, **given, reason="已问过", consent="exam")) == ["CMP-025"]
    assert desk.do("general", "withdraw", case, **given, consent="supervisor").needs_reason
    assert desk.do("general", "withdraw", case, **given, consent="supervisor", reason="督导员同意：已核实无事实").done


def test_a_withdrawal_is_written_and_the_director_may_go_on_ex_officio(desk):
    case = desk.investigated("2025-03-03 10:00", DAY)
    assert rules_of(desk.do("general", "withdraw", case, on=DAY, why="和解")) == ["SYS-002"]
    desk.done("general", "withdraw", case, on=DAY, why="和解", letter="撤-1")
    assert desk.due(DAY, "archive") == {"整理归档": date(2025, 3, 10)}
    desk.done("director", "go_on", case, on=DAY, why="涉及公共利益")
    assert desk.due(DAY) == {"作出处理结果": date(2025, 3, 12)}
    desk.done("general", "withdraw", case, on=DAY, why="和解", letter="撤-1")
    assert desk.do("archive", "file", case, on=DAY, archive_no="A-1").done


@pytest.mark.parametrize(
    ("to", "register", "prefix"), [("R", "rechecks", "FH"), ("O", "rechecks", "FH"), ("A", "appeals", "SS"), ("B", "appeals", "SS")]
)
def test_routing_starts_the_clock_of_the_target_at_the_original_receipt(desk, to, register, prefix):
    case = desk.receive("2025-02-28 10:00", on=DAY)
    outcome = desk.done("general", "reroute", case, on=DAY, to=to, why="请求核对分数")
    assert outcome.value == {"moved_to": f"{prefix}-2025-0001"}
    assert desk.case(case).state == "moved"
    with seat(desk.centre, "director", DAY).reading() as context:
        assert count(context, REGISTERS[f"complaints.{register}"], View(ranges={"applied_on" if register == "rechecks" else "filed_on": (
            date(2025, 2, 28), date(2025, 2, 28))})) == 1  # fmt: skip


def test_an_enquiry_ends_where_it_is(desk):
    case = desk.receive("2025-02-28 10:00", on=DAY)
    assert desk.done("general", "reroute", case, on=DAY, to="enquiry", why="只是询问").value == {"moved_to": "enquiry"}
    assert desk.due(DAY) == {}


def test_cmp_001_a_register_without_appointed_registrar_says_so(desk):
    from models.complaints.queries import no_registrar, registrars
    from models.core.acts import call
    from models.core.findings import Severity

    case = received(desk, content="来电")
    with desk.centre.reading() as context:
        from models.complaints.tables import Complaint

        noted = {
            finding.rule: finding.severity for finding in REGISTERS["complaints.cases"].notes(context, context.db.get_one(Complaint, case))
        }
        assert noted["CMP-001"] is Severity.WARN
        users = {user.login: user.id for user in context.db.query(User)}
    assert rules_of(call(desk.centre, "complaints.appoint_registrar", users["exam"])) == ["CMP-001"]
    assert call(desk.centre, "complaints.appoint_registrar", users["general"], since="2025-01-01", until="2025-03-03").done
    for day, there in ((DAY, True), (date(2025, 3, 4), False)):
        with seat(desk.centre, "director", day).reading() as context:
            assert bool(registrars(context)) is there
            assert bool(no_registrar(context)) is not there


def test_cmp_027_what_follows_is_found_from_both_sides(desk):
    from models.complaints.queries import linked_to

    case = desk.investigated("2025-03-03 10:00", DAY)
    desk.done("general", "link", case, on=DAY, kind="certificate", target="S000041029001253000001")
    assert rules_of(desk.do("general", "link", case, on=DAY, kind="certificate", target="S000041029001253000001")) == ["SYS-002"]
    with desk.centre.reading() as context:
        assert [one.id for one in linked_to(context.db, "certificate", "S000041029001253000001")] == [case]
        assert linked_to(context.db, "incident", "S000041029001253000001") == []


def test_cmp_028_a_closed_dossier_waits_for_the_archive_with_its_kind_and_years(desk):
    import json

    from models.complaints.queries import pending_handovers
    from models.core.tables import AuditEntry

    case = desk.closed("2025-03-03 10:00", DAY)
    with seat(desk.centre, "archive", DAY).reading() as context:
        assert [one.id for one in pending_handovers(context)] == [case]
        entry = context.db.query(AuditEntry).filter(AuditEntry.command == "complaints.file").one()
        assert json.loads(entry.detail)["handed_over"] == {"kind": "K19", "years": 3, "archive_no": "2025-TS-001"}


@pytest.mark.parametrize(("profile", "years"), [("sport", 2), ("fujian", 2), ("hunan", 3), ("henan", 3), ("chongqing", 3)])
def test_cmp_028_how_long_complaint_files_are_kept(profile, years):
    from models.core.rulebook import Rulebook

    assert Rulebook(profile)["CMP-028"].value("years") == years


def test_ppl_org_012_a_complaint_has_a_named_officer(desk):
    case = desk.receive("2024-06-14 10:00", on=date(2024, 6, 14))
    assert desk.due(date(2024, 6, 14)) == {"初步了解": date(2024, 6, 19), "书面通知": date(2024, 6, 19), "作出处理结果": date(2024, 6, 25)}
    assert rules_of(desk.do("director", "assign", case, on=date(2024, 6, 14))) == ["SYS-002"]


def test_closed_cases_keep_their_dates_when_the_calendar_changes(desk, tmp_path):
    import json

    from models.complaints import clock
    from models.complaints.tables import Complaint
    from models.core.acts import call

    closed, still_open = desk.closed("2025-03-03 10:00", DAY), desk.receive("2025-03-03 10:00", on=DAY)
    file = tmp_path / "2025.json"
    file.write_text(
        json.dumps({"year": 2025, "papers": [], "days": [{"name": "停工", "date": "2025-03-05", "isOffDay": True}]}), encoding="utf-8"
    )
    assert call(desk.centre, "core.load_calendar", file=str(file)).done
    assert desk.due(DAY)["作出处理结果"] == date(2025, 3, 13)
    with desk.centre.reading() as context:
        dates = {case: clock.stops(context.db.get_one(Complaint, case), context.calendar, context.rules) for case in (closed, still_open)}
        assert {stop.step: stop.due for stop in dates[closed]}["decision"] == date(2025, 3, 12)
        assert "CMP-014@" in context.db.get_one(Complaint, closed).judged_by
