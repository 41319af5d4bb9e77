"""What is due for scores: sheets to be handed in, results to be published once their notice is over."""

from collections.abc import Iterator

from sqlalchemy import select

from models.assessment.plans.steps import rules_of
from models.assessment.scores.results import notice_ends
from models.assessment.scores.tables import MarkingRecord
from models.assessment.scores.terms import MARKING
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _


def due(context: Context) -> Iterator[DueItem]:
    """One item a batch and duty; batches are found by their state, which is indexed."""
    handed = select(MarkingRecord.batch_id).where(MarkingRecord.kind == "handed_in")
    for batch in context.db.scalars(select(Batch).where(Batch.state == "exam_done", Batch.id.not_in(handed))):
        if rules_of(context, batch)["ASM-MRK-012"].active:  # on the day of the assessment itself
            yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, batch.last_exam_day, "ASM-MRK-012",
                          MARKING.show("handed_in"), EXAM, MARKING.show("handed_in"))  # fmt: skip
    for batch in context.db.scalars(select(Batch).where(Batch.state == "notice", Batch.notice_from.is_not(None))):
        ends = notice_ends(context, batch, batch.notice_from) if batch.notice_from else None
        if ends:
            yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, ends.day + DAY, "ASM-PUB-002",
                          _("公示期满，公布成绩"), DIRECTOR, _("公布成绩"), ends.provisional)  # fmt: skip


AREAS["assessment.scores"] = due
