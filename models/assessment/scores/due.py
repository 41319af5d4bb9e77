"""What is due for scores: sheets to be handed in, results to be published once their notice is over."""

from collections.abc import Iterator

from sqlalchemy import select

from models.assessment.candidates.tables import Enrolment
from models.assessment.plans.course import OVER
from models.assessment.plans.steps import reached, rules_of
from models.assessment.scores.batches import SITS, Line
from models.assessment.scores.results import held_back, notice_ends
from models.assessment.scores.tables import MarkingRecord
from models.assessment.scores.terms import MARKING
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _

_NOT_HANDED = select(Batch).where(Batch.state == "exam_done", Batch.id.not_in(
    select(MarkingRecord.batch_id).where(MarkingRecord.kind == "handed_in")))  # fmt: skip
_NOTICED = select(Batch).where(Batch.state == "notice", Batch.notice_from.is_not(None))
_HELD = select(Enrolment).join(Batch, Batch.id == Enrolment.batch_id).where(
    Batch.notice_from.is_not(None), Batch.state.not_in(("notice", *OVER)), Enrolment.state.in_(SITS), Enrolment.result.is_(None))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """One item a batch and duty; batches are found by their state, which is indexed."""
    for batch in context.db.scalars(_NOT_HANDED):
        if rules_of(context, batch)["ASM-MRK-012"].active:  # on the day of the assessment itself
            yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, batch.last_exam_day, "ASM-MRK-012",
                          MARKING.show("handed_in"), EXAM, MARKING.show("handed_in"))  # fmt: skip
    for batch in context.db.scalars(_NOTICED):
        ends = notice_ends(context, batch, batch.notice_from) if batch.notice_from else None
        if ends:
            yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, ends.day + DAY, "ASM-PUB-002",
                          _("公示期满，公布成绩"), DIRECTOR, _("公布成绩"), ends.provisional)  # fmt: skip
    yield from _held(context)


def _held(context: Context) -> Iterator[DueItem]:
    """Results that waited while the others were published and that nothing holds any more: one item a batch."""
    lines: dict[Batch, list[Line]] = {}
    for one in context.db.scalars(_HELD):
        lines.setdefault(one.batch, []).append(Line(one, []))
    for batch, those in lines.items():
        if reached(batch, "published"):
            held = held_back(context, batch, those)
            free = [line.enrolment for line in those if line.enrolment.id not in held]
            if free:
                what = _("公布暂缓的成绩：{names}").format(names="、".join(one.name for one in free[:3]))
                yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, context.today, "ASM-PUB-002", what,
                              DIRECTOR, _("公布暂缓的成绩"))  # fmt: skip


AREAS["assessment.scores"] = due
