"""Score rechecks and objections: the windows, the reply, who checks, what holds publication back (registers.md 1.6)."""

from datetime import date

import pytest

from models.complaints import clock, rules
from models.complaints.rechecking import publication_faults
from models.complaints.tables import Complaint, Recheck
from models.core.dates import WorkCalendar, published
from models.core.rulebook import Rulebook
from tests.centres import seat
from tests.complaints.conftest import rules_of

CALENDAR = WorkCalendar(published())
ASKED = {"candidate": "林晓彤", "batch": "2025-03批", "subject": "理论", "score": "58", "request": "核对总分"}


def applied(desk, published_on: str, applied_on: str, login: str = "exam", **given) -> int:
    given.setdefault("reason", "时间紧")
    return desk.done(login, "apply_recheck", on=date.fromisoformat(applied_on), published_on=published_on, **(ASKED | given)).record_id


@pytest.mark.parametrize(
    ("published_on", "applied_on", "accepted"),
    [
        ("2025-03-28", "2025-04-27", True),  # SRQ-T1: day 30 is a worked Sunday and does not move
        ("2025-03-28", "2025-04-28", False),
        ("2025-04-05", "2025-05-06", True),  # SRQ-T2: day 30 is a holiday and moves
        ("2025-04-05", "2025-05-07", False),
    ],
)
def test_srq_002_chongqing_takes_applications_for_thirty_days(desk_of, published_on, applied_on, accepted):
    desk = desk_of("chongqing")
    record = applied(desk, published_on, applied_on)
    outcome = desk.do("exam", "accept_recheck", record, on=date.fromisoformat(applied_on))
    assert outcome.done is accepted
    assert accepted or rules_of(outcome) == ["SRQ-002"]


def test_srq_t3_srq_003_the_reply_is_due_five_working_days_after_acceptance(desk_of):
    desk = desk_of("chongqing")
    record = applied(desk, "2025-04-28", "2025-04-29")
    desk.done("exam", "accept_recheck", record, on=date(2025, 4, 30))
    assert desk.due(date(2025, 4, 30)) == {"复核答复": date(2025, 5, 12)}


@pytest.mark.parametrize(("day", "late"), [(date(2025, 5, 12), False), (date(2025, 5, 13), True)])
def test_srq_003_a_late_reply_wants_a_reason(desk_of, day, late):
    desk = desk_of("chongqing")
    record = applied(desk, "2025-04-28", "2025-04-29")
    desk.done("exam", "accept_recheck", record, on=date(2025, 4, 30))
    desk.done("exam", "check_recheck", record, on=date(2025, 5, 6), items="漏登", result="维持", second_by="李核对")
    outcome = desk.do("exam", "reply_recheck", record, on=day, way="handed")
    assert rules_of(outcome) == (["SRQ-003"] if late else [])
    assert desk.do("archive", "close_recheck", record, on=day, archive_no="A-1").done is not late


def test_srq_003_without_acceptance_the_clock_runs_from_the_application():
    rule = Rulebook("chongqing")["SRQ-003"]
    assert clock.reply_due(None, date(2025, 4, 30), rule, CALENDAR).day == date(2025, 5, 12)


@pytest.mark.parametrize(("submitted", "fine"), [("2025-10-09", True), ("2025-10-10", False)])
def test_srq_t4_srq_004_in_fujian_the_day_of_submission_counts(desk_of, submitted, fine):
    desk = desk_of("fujian")
    record = applied(desk, "2025-09-24", "2025-09-28")
    desk.done("exam", "accept_recheck", record, on=date(2025, 9, 28))
    assert desk.due(date(2025, 9, 28))["成绩复查报送"] == date(2025, 10, 9)
    outcome = desk.do("exam", "submit_recheck", record, on=date.fromisoformat(submitted))
    assert rules_of(outcome) == ([] if fine else ["SRQ-004"])


@pytest.mark.parametrize(("applied_on", "asked"), [("2025-09-30", False), ("2025-10-09", True)])
def test_srq_004_the_candidate_leaves_the_station_a_working_day(desk_of, applied_on, asked):
    desk = desk_of("fujian")
    outcome = desk.do("exam", "apply_recheck", on=date.fromisoformat(applied_on), published_on="2025-09-24", **ASKED)
    assert outcome.needs_reason is asked
    assert rules_of(outcome) == (["SRQ-004"] if asked else [])


@pytest.mark.parametrize(
    ("profile", "items", "fine"), [("fujian", "漏登、错统分数", True), ("fujian", "评分标准", False), ("henan", "评分标准", True)]
)
def test_srq_005_the_scoring_standard_is_not_rechecked(desk_of, profile, items, fine):
    desk = desk_of(profile)
    record = applied(desk, "2025-03-03", "2025-03-03")
    desk.done("exam", "accept_recheck", record, on=date(2025, 3, 3))
    if profile == "fujian":
        desk.done("exam", "submit_recheck", record, on=date(2025, 3, 3))
    outcome = desk.do("exam", "check_recheck", record, on=date(2025, 3, 4), items=items, result="维持", second_by="李核对")
    assert rules_of(outcome) == ([] if fine else ["SRQ-005"])


def test_srq_t5_srq_006_hunan_publishes_after_five_full_working_days():
    rule = Rulebook("hunan")["SRQ-006"]
    posted = date(2025, 3, 3)
    assert clock.notice_end(posted, rule, CALENDAR).day == date(2025, 3, 10)
    assert rules_of(rules.not_publishable(posted, date(2025, 3, 10), 0, rule, CALENDAR)) == ["SRQ-006"]
    assert rules.not_publishable(posted, date(2025, 3, 11), 0, rule, CALENDAR) == []
    assert rules.not_publishable(posted, posted, 1, Rulebook("chongqing")["SRQ-006"], CALENDAR) == []


def test_srq_t6_srq_006_an_open_objection_holds_publication_back(desk_of):
    desk = desk_of("hunan", date(2025, 9, 26))
    posted = date(2025, 9, 26)
    raised = desk.done(
        "exam", "raise_objection", on=date(2025, 10, 10), batch="B1", contact="匿名来电", published_on="2025-09-26", request="替考"
    ).record_id

    def stands(day: date) -> list[str]:
        with seat(desk.centre, "director", day).reading() as context:
            return rules_of(publication_faults(context, "B1", posted))

    assert clock.notice_end(posted, Rulebook("hunan")["SRQ-006"], CALENDAR).day == date(2025, 10, 10)
    assert stands(date(2025, 10, 13)) == ["SRQ-006"]
    desk.done("exam", "review_objection", raised, on=date(2025, 10, 13))
    assert stands(date(2025, 10, 14)) == ["SRQ-006"]
    desk.done("director", "resolve_objection", raised, on=date(2025, 10, 14), finding="查无此事")
    assert stands(date(2025, 10, 14)) == []


def test_srq_007_henan_does_not_recheck_a_zero_from_wrong_identity_data(desk):
    record = applied(desk, "2025-03-03", "2025-03-03", wrong_identity="是", score="0")
    assert rules_of(desk.do("exam", "accept_recheck", record, on=date(2025, 3, 3))) == ["SRQ-007"]
    desk.done("exam", "refuse_recheck", record, on=date(2025, 3, 3), why="信息填涂不准确")
    assert desk.do("exam", "reply_recheck", record, on=date(2025, 3, 3), way="handed").done


@pytest.mark.parametrize(("applied_on", "fine"), [("2025-04-02", True), ("2025-04-03", False)])
def test_srq_009_henan_has_a_window_of_its_own_making(desk, applied_on, fine):
    record = applied(desk, "2025-03-03", applied_on)
    outcome = desk.do("exam", "accept_recheck", record, on=date.fromisoformat(applied_on))
    assert rules_of(outcome)[:1] == (["SRQ-003"] if fine else ["SRQ-009"])


@pytest.mark.parametrize("profile", ["sport", "hunan"])
def test_srq_002_where_the_text_is_silent_there_is_no_window(profile):
    book = Rulebook(profile)
    assert rules.window_faults(date(2025, 1, 1), date(2025, 12, 1), [book["SRQ-002"], book["SRQ-009"]], CALENDAR) == []


@pytest.mark.parametrize(
    ("second", "scorer", "fine"), [("李核对", "", True), ("考务", "", False), ("李核对", "李核对", False), ("李核对", "考务", False)]
)
def test_srq_001_two_people_check_and_not_the_original_scorer(desk, second, scorer, fine):
    record = applied(desk, "2025-03-03", "2025-03-03")
    desk.done("exam", "accept_recheck", record, on=date(2025, 3, 3))
    given = {"items": "漏登", "result": "维持", "checked_by": "考务", "second_by": second, "scorer": scorer}
    assert rules_of(desk.do("exam", "check_recheck", record, on=date(2025, 3, 3), **given)) == ([] if fine else ["SRQ-001"])


def test_a_corrected_score_says_what_it_is_now(desk):
    record = applied(desk, "2025-03-03", "2025-03-03")
    desk.done("exam", "accept_recheck", record, on=date(2025, 3, 3))
    given = {"items": "错统分数", "result": "更正", "second_by": "李核对"}
    assert rules_of(desk.do("exam", "check_recheck", record, on=date(2025, 3, 3), **given)) == ["SYS-002"]
    assert desk.do("exam", "check_recheck", record, on=date(2025, 3, 3), corrected_to="61", **given).done


def test_srq_010_fraud_that_a_recheck_shows_opens_a_report_of_that_day(desk):
    record = applied(desk, "2025-03-03", "2025-03-03")
    desk.done("exam", "accept_recheck", record, on=date(2025, 3, 3))
    outcome = desk.done(
        "exam", "check_recheck", record, on=date(2025, 3, 5), items="错登", result="维持", second_by="李核对", fraud="评分员改分"
    )
    assert outcome.value == {"report": "TS-2025-0001"}
    with desk.centre.reading() as context:
        report = context.db.query(Complaint).one()
        assert (report.kind, report.received_on, report.grounds, report.state) == ("J", date(2025, 3, 5), ["CG2"], "registered")
        assert context.db.get_one(Recheck, record).complaint_id == report.id
