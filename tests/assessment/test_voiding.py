"""Voiding and postponing a batch of the sport region (ASM-BAT-007…009): what the application must say, and what its decision changes."""

from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.plans import rules
from models.assessment.plans.tables import BatchStep, VoidRequest
from models.assessment.tables import Batch
from models.core.rulebook import Rulebook
from models.core.tables import AbnormalOperation
from tests.assessment.batches import act, done, new_batch, put_at, refused, state_of


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("given", "refuses"), [
    ((True, date(2025, 4, 20), None, "none"), False), ((True, None, None, "none"), True), ((False, None, "人数不足", "none"), False),
    ((False, None, None, "none"), True), ((True, date(2025, 4, 20), None, "received"), True), ((True, date(2025, 4, 20), None, "sealed"), False),
    ((False, None, "人数不足", "returned"), False),
])  # fmt: skip
def test_asm_bat_009_a_void_application_names_day_or_reason_and_the_papers(given, refuses):
    assert bool(rules.void_faults(*given, rule=Rulebook("sport")["ASM-BAT-009"])) is refuses


def approved(centre, today="2025-03-05", first="2025-03-20"):
    work = centre("sport", on=day(today))
    batch = new_batch(work, first=day(first), region="北京")
    put_at(work, batch, "approved")
    return work, batch


def test_asm_bat_007_and_asm_bat_008_after_approval_a_batch_changes_only_by_a_void_application(centre):
    work, batch = approved(centre)
    outcome = act(work, "assessment.request_void_batch", batch, postponed="是", first_day="2025-04-20", papers="sealed")
    assert {(one.rule, one.severity) for one in outcome.findings} == {("ASM-BAT-007", "warn")}  # AB-06 alone: the window is open
    done(work, "assessment.request_void_batch", batch, postponed="是", first_day="2025-04-20", papers="sealed", reason="场地维修")
    assert state_of(work, batch) == "void_req"
    assert refused(work, "assessment.void_batch", batch, document="平台") == {"ASM-BAT-009"}  # a postponement was asked for
    done(work, "assessment.postpone_batch", batch, document="平台")
    done(work, "assessment.resume_batch", batch, document="平台")
    with work.reading() as context:
        kept = context.db.get_one(Batch, batch)
        assert (kept.state, str(kept.first_exam_day)) == ("approved", "2025-04-20")
        request = context.db.scalars(select(VoidRequest)).one()  # ASM-BAT-008: all of it is kept
        assert (request.decision, request.papers, request.postponed) == ("postponed", "sealed", True)
        names = context.db.scalars(select(BatchStep.name).order_by(BatchStep.id)).all()
        assert names == ["request_void", "postpone", "resume", "new_days"]


def test_asm_bat_009_a_new_day_whose_window_has_passed_is_another_abnormal_operation(centre):
    work, batch = approved(centre)
    done(work, "assessment.request_void_batch", batch, postponed="是", first_day="2025-03-25", reason="场地维修")
    with work.reading() as context:
        assert set(context.db.scalars(select(AbnormalOperation.rule))) == {"ASM-BAT-002", "ASM-BAT-007"}


def test_asm_bat_009_without_reason_nothing_is_voided(centre):
    work, batch = approved(centre)
    assert "ASM-BAT-009" in refused(work, "assessment.request_void_batch", batch, postponed="否", reason="人数不足")
    assert "ASM-BAT-009" in refused(
        work, "assessment.request_void_batch", batch, postponed="否", why="人数不足", papers="received", reason="人数不足"
    )
    done(work, "assessment.request_void_batch", batch, postponed="否", why="人数不足", papers="returned", reason="人数不足")
    done(work, "assessment.void_batch", batch, document="平台")
    assert state_of(work, batch) == "voided"
    assert refused(work, "assessment.resume_batch", batch, document="平台") == {"ASM-STM-001"}
