"""A violation seen in the room: what the case knows of its seat, who may record it, what the decision then asks (ASM-DIS-001, 002)."""

import pytest
from sqlalchemy import select

from models.assessment.candidates.tables import Violation
from models.core import store
from tests.assessment.exams.makers import DAY, EVE, at, do, done, refused, seats
from tests.assessment.exams.test_day import started


def case(made):
    with store.reading(made.engine) as db:
        one = db.scalars(select(Violation)).one()
        db.expunge_all()
        return one


def present(made, profile="henan"):
    """The id of a seat whose candidate is there."""
    code = started(made, profile)
    seat = seats(made, code)[0].id
    done(made, "exam", DAY, "assessment.mark_present", seat, arrived_at="08:50")
    return seat


def test_asm_dis_001_the_case_knows_room_seat_and_who_watched(centre):
    made = centre("henan")
    seat = present(made)
    done(made, "exam", DAY, "assessment.report_violation", seat, at=str(at("09:20")), facts="桌下翻阅纸条", evidence=1)
    one = case(made)
    assert (one.room, one.subject, one.state, one.evidence) == ("01", "theory", "recorded", 1)
    assert one.seat == str(seats(made, "2026-11-1")[0].number)
    assert one.witnesses == "监考甲、监考乙、考评甲、考评乙、考评丙"
    assert seats(made, "2026-11-1")[0].left_at is None


def test_who_is_sent_out_has_left(centre):
    made = centre("henan")
    seat = present(made)
    done(made, "exam", DAY, "assessment.report_violation", seat, at=str(at("09:20")), facts="与邻座传递答案", removed=True)
    left = seats(made, "2026-11-1")[0]
    assert (left.left_at, left.left_why) == (at("09:20"), "removed")


def test_asm_dis_002_a_reminder_is_kept_with_the_case(centre):
    made = centre("sport")
    seat = present(made, "sport")
    done(made, "exam", DAY, "assessment.report_violation", seat, at=str(at("09:15")), facts="手机放在座位旁", reminded_at=str(at("09:12")))
    assert case(made).reminders == [at("09:12").isoformat()]


def test_nobody_breaks_a_rule_who_is_not_there_or_on_another_day(centre):
    made = centre("henan")
    seat = present(made)
    absent = seats(made, "2026-11-1")[1].id
    assert refused(do(made, "exam", DAY, "assessment.report_violation", absent, at=str(at("09:20")), facts="某事")) == {"SYS-002"}
    assert refused(do(made, "exam", DAY, "assessment.report_violation", seat, at=str(at("09:20", EVE)), facts="某事")) == {"SYS-002"}


@pytest.mark.parametrize(("profile", "allowed"), [("fujian", True), ("henan", False)])
def test_a_supervisor_reports_in_fujian_and_nowhere_else(centre, profile, allowed):
    made = centre(profile)
    seat = present(made, profile)
    given = {"at": str(at("09:20")), "facts": "旁窥"}
    if allowed:
        done(made, "supervisor", DAY, "assessment.report_violation", seat, **given)
        assert case(made).facts == "旁窥"
    else:
        assert refused(do(made, "supervisor", DAY, "assessment.report_violation", seat, **given)) == {"PPL-ORG-010"}
