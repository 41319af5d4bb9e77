"""The legal calendar: every worked example of assessment.md on dates, both sides of each limit, and what a moved day does."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from models.assessment.plans.legal import Done, Facts, lateness, legal_calendar, step_named, window_limit
from models.assessment.plans.queries import calendar_of
from models.assessment.plans.tables import BatchStep
from models.assessment.tables import Batch
from models.core.dates import WorkCalendar, published
from models.core.due import due_items
from models.core.rulebook import OwnValue, Rulebook
from models.core.tables import AbnormalOperation
from tests.assessment.batches import done, new_batch, put_at, refused
from tests.centres import seat

F25 = WorkCalendar(published())


def day(text):
    return date.fromisoformat(text)


def steps(profile, first, last=None, **facts):
    """Name → step of a batch in the published year."""
    drawn = legal_calendar(Rulebook(profile), F25, Facts(day(first), day(last or first), **facts))
    return {one.name: one for one in drawn}


def limits(profile, first, last=None, **facts):
    return {name: str(one.limit) for name, one in steps(profile, first, last, **facts).items() if one.limit}


# Windows of the sport region -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("exam_days", "applied", "limit", "in_time"), [
    (["2025-03-20"], "2025-02-28", "2025-03-01", True), (["2025-03-20"], "2025-03-01", "2025-03-01", True),
    (["2025-03-20"], "2025-03-02", "2025-03-01", False), (["2025-04-05"], "2025-03-16", "2025-03-15", False),
    (["2025-03-15"], "2025-02-20", "2025-03-01", True), (["2025-03-31"], "2025-03-01", "2025-03-01", True),
    (["2025-03-14", "2025-03-16"], "2025-02-16", "2025-02-15", False), (["2025-03-14", "2025-03-16"], "2025-02-15", "2025-02-15", True),
    (["2025-01-10"], "2024-12-15", "2024-12-15", True),
])  # fmt: skip
def test_asm_bat_002_a_batch_is_applied_for_within_its_window(exam_days, applied, limit, in_time):
    days = tuple(map(day, exam_days))
    step = steps("sport", exam_days[0], exam_days[-1], days=days)["application"]
    assert str(step.limit) == limit
    assert (lateness(step, day(applied), Rulebook("sport")) == []) is in_time


def test_asm_bat_002_the_target_is_a_day_earlier_and_never_a_day_of_rest():
    step = steps("sport", "2025-03-20")["application"]
    assert (str(step.target), str(step.limit)) == ("2025-02-28", "2025-03-01")
    assert str(window_limit(day("2026-05-15"), Rulebook("sport")["ASM-BAT-002"])) == "2026-05-01"


@pytest.mark.parametrize(("applied", "decided"), [("2025-03-12", "2025-03-14"), ("2025-03-14", "2025-03-18"), ("2025-04-30", "2025-05-07")])
def test_asm_bat_010_the_authority_decides_within_two_working_days(applied, decided):
    step = steps("sport", "2025-06-20", done={"submit": Done(day(applied))})["approval"]
    assert str(step.limit) == decided
    assert steps("sport", "2025-06-20")["approval"].state(day(applied)) == "waiting"
    assert lateness(step, day("2025-12-01"), Rulebook("sport")) == []  # we owe no reason for the authority


# Announcements and plans ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "limit", "target"), [
    ("2025-05-15", "2025-03-15", "2025-03-14"), ("2025-04-30", "2025-02-28", "2025-02-28"), ("2025-08-31", "2025-06-30", "2025-06-30"),
])  # fmt: skip
def test_asm_pln_006_an_announcement_lies_two_months_before(first, limit, target):
    step = steps("chongqing", first)["announcement"]
    assert (str(step.limit), str(step.target)) == (limit, target)
    assert not lateness(step, step.limit, Rulebook("chongqing"))
    assert [one.severity for one in lateness(step, day("2025-07-01"), Rulebook("chongqing"))] == ["warn"]


@pytest.mark.parametrize(("first", "limit"), [("2025-03-14", "2025-02-28"), ("2025-03-22", "2025-03-10"), ("2025-10-16", "2025-09-26")])
def test_asm_pln_011_henan_submits_the_plan_ten_working_days_before(first, limit):
    step = steps("henan", first)["batch_plan"]
    assert str(step.limit) == limit
    assert not lateness(step, day(limit), Rulebook("henan"))


def test_asm_pln_011_a_plan_after_that_day_wants_a_reason():
    step = steps("henan", "2025-03-14")["batch_plan"]
    assert [one.rule for one in lateness(step, day("2025-03-03"), Rulebook("henan"))] == ["ASM-PLN-011"]


def test_asm_ven_002_fujian_sends_venue_data_ten_working_days_before():
    assert limits("fujian", "2025-03-14")["venue_data"] == "2025-02-28"


def test_asm_ven_012_and_asm_pap_004_count_calendar_days():
    found = steps("chongqing", "2025-03-14", levels=frozenset({0}))
    assert (str(found["prep_notice"].limit), str(found["prep_notice"].target)) == ("2025-03-09", "2025-03-07")
    assert str(found["paper_request"].limit) == "2025-03-07"
    assert "paper_request" not in steps("chongqing", "2025-03-14", levels=frozenset({4}))


# Scores --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("last", "limit"), [("2025-03-14", "2025-03-19"), ("2025-09-27", "2025-09-30"), ("2025-09-30", "2025-10-11")])
def test_asm_pub_001_fujian_reports_within_three_working_days(last, limit):
    assert limits("fujian", last)["score_report"] == limit


def test_asm_pub_001_fujians_centre_confirms_within_three_more():
    assert limits("fujian", "2025-03-14", done={"report": Done(day("2025-03-19"))})["score_confirmation"] == "2025-03-24"


@pytest.mark.parametrize(("last", "limit"), [("2025-03-14", "2025-04-07"), ("2025-09-26", "2025-10-23")])
def test_asm_pub_001_chongqing_publishes_within_fifteen_working_days(last, limit):
    assert limits("chongqing", last)["publication"] == limit


def test_asm_pub_001_hunan_submits_within_a_month():
    assert limits("hunan", "2025-03-14")["platform"] == "2025-04-14"


# The worked examples of section 24 -----------------------------------------------------------------------------------


def test_the_worked_example_of_sport():
    found = steps("sport", "2025-03-20")
    wanted = {"application": "2025-03-01", "upload": "2025-03-13", "arrangement": "2025-03-19", "tickets": "2025-03-19"}
    assert {name: str(found[name].limit) for name in wanted} == wanted
    assert str(found["arrangement"].opens) == "2025-03-18"


@pytest.mark.parametrize(
    ("starts", "limit"),
    [(time(9), "2025-03-14"), (time(11, 59), "2025-03-14"), (time(12), "2025-03-15"), (time(13, 30), "2025-03-15"), (None, "2025-03-14")],
)
def test_asm_ven_004_half_a_day_before_the_session(starts, limit):
    assert limits("sport", "2025-03-15", starts=starts)["venue"] == limit


def test_the_worked_example_of_henan():
    found = limits("henan", "2025-03-14")
    assert (found["batch_plan"], found["venue"], found["supervision_report"]) == ("2025-02-28", "2025-03-13", "2025-03-16")
    assert limits("henan", "2025-05-10")["batch_plan"] == "2025-04-24"  # DUT-131


def test_the_worked_example_of_chongqing():
    found = limits("chongqing", "2025-03-14", levels=frozenset({4}), done={"publish": Done(day("2025-03-20"))})
    wanted = {"announcement": "2025-01-14", "upload": "2025-02-28", "prep_notice": "2025-03-09", "venue": "2025-03-13", "papers": "2025-03-13",
              "publication": "2025-04-07", "recheck": "2025-04-21"}  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(("first", "pickup"), [("2025-05-06", "2025-04-30"), ("2025-09-29", "2025-09-28"), ("2025-03-17", "2025-03-14")])
def test_asm_pap_002_papers_are_fetched_on_exactly_one_day(first, pickup):
    step, rules = steps("chongqing", first)["papers"], Rulebook("chongqing")
    assert str(step.limit) == pickup
    assert not lateness(step, step.limit, rules)
    for other in (-1, 1):
        assert [one.severity for one in lateness(step, date.fromordinal(step.limit.toordinal() + other), rules)] == ["warn"]


def test_beyond_the_published_calendar_a_limit_is_provisional():
    step = steps("henan", "2031-03-14")["batch_plan"]
    assert step.provisional


# Lateness, and a day that moves --------------------------------------------------------------------------------------


def test_asm_bat_013_the_mode_of_a_centre_refuses_what_is_late():
    step = step_named(legal_calendar(Rulebook("henan"), F25, Facts(day("2025-03-14"), day("2025-03-14"))), "batch_plan")
    strict = Rulebook("henan", [OwnValue("ASM-BAT-013", "mode", "block", date.min)])
    assert [one.severity for one in lateness(step, day("2025-03-03"), Rulebook("henan"))] == ["warn"]
    assert [one.severity for one in lateness(step, day("2025-03-03"), strict)] == ["block"]


def test_asm_gen_002_a_moved_day_moves_what_is_open_and_keeps_what_was_late(centre):
    work = centre("henan", on=day("2025-03-05"))
    batch = new_batch(work, first=day("2025-03-14"), on=day("2025-02-20"))
    for system in ("affairs", "exam", "video"):
        done(work, "assessment.note_platform_link", system=system, connected_on="2024-01-05")
    put_at(work, batch, "reg_closed")
    assert refused(work, "assessment.submit_batch", batch, login="director") == {"ASM-PLN-011"}  # 28 February has gone
    done(work, "assessment.submit_batch", batch, login="director", reason="等待场地确认")
    done(work, "assessment.move_exam_days", batch, first_day="2025-03-22", why="场地冲突")
    with work.reading() as context:
        kept = context.db.get_one(Batch, batch)
        found = {one.name: one for one in calendar_of(context, kept)}
        assert str(found["batch_plan"].limit) == "2025-03-10"
        assert found["batch_plan"].state(context.today) == "late"  # late it was, late it stays
        step = context.db.scalars(select(BatchStep).where(BatchStep.name == "submit")).one()
        assert (str(step.due_on), step.late) == ("2025-02-28", True)
        assert context.db.scalars(select(AbnormalOperation.rule)).all() == ["ASM-PLN-011"]
    put_at(work, batch, "returned")  # sent back: the limit is open again, and counts by the new day
    done(work, "assessment.submit_batch", batch, login="director", on=day("2025-03-10"))
    with work.reading() as context:
        assert [one.late for one in context.db.scalars(select(BatchStep).where(BatchStep.name == "submit").order_by(BatchStep.id))] == [
            True,
            False,
        ]


def test_asm_bat_006_a_submitted_batch_of_the_sport_region_keeps_its_days(centre):
    work = centre("sport")
    batch = new_batch(work)
    done(work, "assessment.move_exam_days", batch, first_day="2026-12-20", why="选定日期")
    put_at(work, batch, "submitted")
    assert refused(work, "assessment.move_exam_days", batch, first_day="2026-12-27", why="雪情") == {"ASM-BAT-006"}
    put_at(work, batch, "running")
    other = centre("henan")
    begun = new_batch(other)
    put_at(other, begun, "running")
    assert refused(other, "assessment.move_exam_days", begun, first_day="2026-12-27", why="雪情") == {"ASM-STM-001"}


def test_steps_that_no_move_does_are_noted_by_hand(centre):
    work = centre("fujian", on=day("2025-03-03"))
    batch = new_batch(work, first=day("2025-03-14"), level=None)
    assert refused(work, "assessment.note_step", batch, step="venue_data") == {"ASM-VEN-002"}  # 28 February
    done(work, "assessment.note_step", batch, step="venue_data", day="2025-02-28", document="邮件")
    assert refused(work, "assessment.note_step", batch, step="tickets") == {"SYS-002"}  # that is a move
    with work.reading() as context:
        found = {one.name: one for one in calendar_of(context, context.db.get_one(Batch, batch))}
        assert found["venue_data"].state(context.today) == "done"


def test_the_desk_lists_the_open_steps_of_batches_on_their_way(centre):
    work = centre("henan", on=day("2025-03-05"))
    batch = new_batch(work, first=day("2025-03-14"))
    with seat(work, "exam").reading() as context:
        items = {one.kind: one for one in due_items(context) if one.area == "assessment" and one.record_id == batch}
        assert (str(items["上报实施计划"].due), items["上报实施计划"].state(context.today), items["上报实施计划"].role) == (
            "2025-02-28",
            "overdue",
            "DIR",
        )
    done(work, "assessment.cancel_batch", batch, login="director")
    with seat(work, "exam").reading() as context:
        assert not [one for one in due_items(context) if one.register == "assessment.batches"]


def test_a_listed_batch_asks_for_nothing(centre):
    work = centre("henan", on=day("2025-03-05"))
    batch = new_batch(work, first=day("2025-03-14"))
    put_at(work, batch, "listed")
    with seat(work, "exam").reading() as context:
        assert not [one for one in due_items(context) if one.register == "assessment.batches"]


@pytest.mark.parametrize(("profile", "limit"), [("sport", "2025-03-14"), ("henan", "2025-03-14"), ("chongqing", "2025-03-15")])
def test_asm_rom_008_tickets_are_out_the_day_before_in_chongqing_before_the_exam(profile, limit):
    step = steps(profile, "2025-03-15")["tickets"]
    assert str(step.limit) == limit
    assert not lateness(step, step.limit, Rulebook(profile))
    assert [one.rule for one in lateness(step, day("2025-03-16"), Rulebook(profile))] == ["ASM-ROM-008"]


@pytest.mark.parametrize(("on", "late"), [("2025-03-14", False), ("2025-03-16", False), ("2025-03-17", True)])
def test_asm_rom_003_earlier_is_no_matter_later_is(on, late):
    step = steps("sport", "2025-03-17")["arrangement"]
    assert (str(step.opens), str(step.limit)) == ("2025-03-15", "2025-03-16")
    assert bool(lateness(step, day(on), Rulebook("sport"))) is late


@pytest.mark.parametrize(("profile", "limit"), [("henan", "2025-03-16"), ("fujian", "2025-03-17")])
def test_asm_sup_001_the_supervision_report(profile, limit):
    assert limits(profile, "2025-03-14")["supervision_report"] == limit


@pytest.mark.parametrize(("profile", "first", "limit", "target"), [
    ("sport", "2025-03-15", "2025-03-08", "2025-03-07"), ("sport", "2025-10-12", "2025-10-05", "2025-09-30"),
    ("chongqing", "2025-03-14", "2025-02-28", "2025-02-28"),
])  # fmt: skip
def test_asm_reg_010_registrations_are_uploaded_in_time(profile, first, limit, target):
    step = steps(profile, first)["upload"]
    assert (str(step.limit), str(step.target)) == (limit, target)
    assert not lateness(step, step.limit, Rulebook(profile))
    assert [one.rule for one in lateness(step, step.limit + timedelta(days=1), Rulebook(profile))] == ["ASM-REG-010"]


@pytest.mark.parametrize(("published", "last"), [("2025-03-20", "2025-04-21"), ("2025-04-01", "2025-05-06")])
def test_the_last_day_for_rechecks_moves_off_a_day_of_rest_in_chongqing(published, last):
    step = steps("chongqing", "2025-03-01", done={"publish": Done(day(published))})["recheck"]
    assert str(step.limit) == last


def test_the_last_day_for_rechecks_in_fujian():
    step = steps("fujian", "2025-03-01", done={"publish": Done(day("2025-03-13"))})["recheck_centre"]
    assert str(step.limit) == "2025-03-24"
    assert step.state(day("2025-03-24")) == "ahead" and step.state(day("2025-03-25")) == "done"
    assert not lateness(step, day("2025-04-24"), Rulebook("fujian"))  # it is the candidates' right, nobody is late


def test_a_step_whose_day_is_not_known_stands_behind_what_it_waits_for():
    drawn = [one.name for one in legal_calendar(Rulebook("sport"), F25, Facts(day("2025-03-20"), day("2025-03-20")))]
    assert drawn.index("approval") == drawn.index("application") + 1
