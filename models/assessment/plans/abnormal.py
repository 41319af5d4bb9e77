"""The abnormal operations of a batch (异常操作记录), with the codes of the platform (ASM-BAT-012)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, literal, or_, select

from models.assessment.candidates.tables import Enrolment
from models.assessment.exams.tables import ExamSession
from models.assessment.plans.course import lists
from models.assessment.plans.queries import rules_of
from models.assessment.plans.rules import abnormal_code
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.tables import AbnormalOperation
from resources.texts import pick

PARTS = (Enrolment, ExamSession, Score)  # records whose acts count for their batch


@dataclass(frozen=True)
class Abnormal:
    """One passed warning: its code and the code's words, when, by whom, what was found, and the reason given."""

    code: str
    label: str
    at: datetime
    actor: str
    sentence: str
    reason: str


def abnormal_of(context: Context, batch: Batch) -> Sequence[Abnormal]:
    """What was passed with a reason for a batch, its candidates, sessions and scores, in order; [] where nothing is kept."""
    if not rules_of(context, batch)["ASM-BAT-012"].active:
        return []
    found = context.db.scalars(select(AbnormalOperation).where(_about(batch.id)).order_by(AbnormalOperation.id))
    return [_told(one) for one in found]


def _about(batch_id: int) -> ColumnElement[bool]:
    subject = AbnormalOperation.subject
    parts = [
        subject.in_(select(literal(f"{part.__tablename__}:") + cast(part.id, String)).where(part.batch_id == batch_id)) for part in PARTS
    ]
    return or_(subject == f"batch:{batch_id}", *parts)


def _told(one: AbnormalOperation) -> Abnormal:
    code = abnormal_code(one.rule)
    return Abnormal(code, pick(lists()["abnormal"][code]), one.at, one.actor, one.sentence, one.reason)
