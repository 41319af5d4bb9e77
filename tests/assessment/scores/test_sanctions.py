"""Decided violations and results: before publication, after it, and while nobody has decided."""

from datetime import date, datetime

import pytest

from models.assessment.candidates.banning import follow_up
from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.scores import ledger
from models.assessment.tables import PassRow
from models.core import audit, store
from models.core.acts import Unit
from tests.assessment.scores.desk import OTHER, Desk
from tests.centres import TODAY
from tests.certificates.desk import some


def case_of(desk, ticket, effects, subject="theory", state="decided"):
    """A violation as the area of candidates keeps it; answers its id."""
    with store.writing(desk.centre.engine) as db:
        one = db.query(Enrolment).filter_by(ticket=ticket).one()
        made = Violation(number=f"V-{ticket}", who="candidate", enrolment_id=one.id, batch_id=one.batch_id, name=one.name, id_kind=one.id_kind,
                         id_no=one.id_no, subject=subject, at=datetime(2026, 11, 12, 9, 30), facts="某事", evidence=1, reminders=[], state=state,
                         effects=list(effects), certificate="none", first_entry=1, entry=1)  # fmt: skip
        db.add(made)
        db.commit()
        return made.id


def change(desk, case, state):
    """The decision is taken, or falls, as the commands of candidates do it."""
    with store.writing(desk.centre.engine) as db:
        audit.queue_for_head(db)
        one = db.get_one(Violation, case)
        one.state = state
        follow_up(Unit(desk.centre.context(db), "test", ""), one)
        db.commit()


def faults(desk):
    with desk.centre.reading() as context:
        return [one.text for one in ledger.check(context)]


@pytest.mark.parametrize("profile", ["hunan", "chongqing"])
def test_asm_stc_001_a_decided_sanction_cancels_the_result(centre, profile):
    desk = Desk(centre, profile, people=3)
    case_of(desk, "T002", ("QUAL", "OUT"))
    case_of(desk, "T003", ("SUBJ",), "skill")
    desk.marker()
    desk.both("theory", 80, 90, 90)
    desk.both("skill", 70)  # T002 was sent away: nobody waits for the practical
    desk.enter("skill", 90, first=3)
    desk.enter("skill", 90, first=3, login=OTHER)
    desk.sign()
    desk.done("assessment.score_batch")
    publish(desk)
    assert desk.results() == {"T001": "passed", "T002": "cancelled", "T003": "partial"}
    assert [row.name for row in some(desk.centre, PassRow)] == [some(desk.centre, Enrolment)[0].name]
    assert faults(desk) == []


def test_asm_stc_001_a_decision_after_publication_and_its_end(centre):
    desk = Desk(centre, "chongqing", people=2)
    desk.full((80, 70), (90, 90))
    publish(desk)
    case = case_of(desk, "T002", ("ALL",), state="proposed")
    assert desk.results()["T002"] == "passed"
    change(desk, case, "decided")
    assert desk.results() == {"T001": "passed", "T002": "cancelled"} and faults(desk) == []
    assert [(row.state, row.why) for row in some(desk.centre, PassRow)] == [("approved", None), ("cancelled", "成绩取消")]
    change(desk, case, "lifted")
    assert desk.results()["T002"] == "passed" and faults(desk) == []
    assert {row.state for row in some(desk.centre, PassRow)} == {"approved"}


def test_asm_pub_002_an_undecided_violation_holds_back_its_candidate_only(centre):
    desk = Desk(centre, "chongqing", people=2)
    desk.full((80, 70), (90, 90))
    case = case_of(desk, "T002", (), state="recorded")
    publish(desk)
    assert desk.results() == {"T001": "passed", "T002": None}
    change(desk, case, "lifted")
    desk.done("assessment.publish_held")
    assert desk.results()["T002"] == "passed"


def publish(desk):
    if desk.centre.profile == "hunan":
        desk.done("assessment.notice_batch", login="director")
    desk.done("assessment.publish_batch", login="director", on=date(2026, 11, 28) if desk.centre.profile == "hunan" else TODAY)
