"""A subject passed earlier that still counts, and the resit of what is missing (ASM-VAL-001…003)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assessment.candidates.tables import Enrolment
from models.assessment.plans.steps import reached, refusal, rules_of
from models.assessment.queries import find_batch
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import Score
from models.assessment.scores.terms import PARTIAL, Mark
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code
from resources.texts import _

Findings = Iterator[Finding]
NOT_TAKEN = ("withdrawn", "rejected", "voided")  # a resit that was given up before its ticket does not count


def find_partial(db: Session, text: str) -> list[Enrolment]:
    """Candidates with a single pass, by ticket, number or name."""
    words = text.strip()
    named = (Enrolment.ticket == words) | (Enrolment.id_no == words.upper()) | (Enrolment.name == words)
    return list(db.scalars(select(Enrolment).where(named, Enrolment.result == PARTIAL).order_by(Enrolment.id.desc())))


PARTIALLY = Subject("candidate", _("单科合格考生"), Enrolment, find_partial)


def passed_subjects(db: Session, one: Enrolment, standard: Standard) -> list[Score]:
    """The scores of an enrolment that are passes; never what was cancelled, void or cheated (ASM-VAL-003)."""
    scores = db.scalars(select(Score).where(Score.enrolment_id == one.id).order_by(Score.subject))
    return [score for score in scores if standard.passes(Mark(score.tenths, score.status, score.barred))]


def resits_of(db: Session, one: Enrolment) -> int:
    """How often the missing subject was taken again; absence counts, giving up before the ticket does not (ASM-VAL-002)."""
    taken = (Enrolment.resit_of_id == one.id, Enrolment.state.not_in(NOT_TAKEN))
    return db.scalar(select(func.count()).select_from(Enrolment).where(*taken)) or 0


def resit_faults(context: Context, one: Enrolment, batch: Batch, day: date) -> Findings:
    """Whether a single pass still counts on the day of a resit, the last day included, and how many resits there were."""
    rules = rules_of(context, batch)
    if one.result != PARTIAL or one.result_valid_to is None:
        yield from rules["ASM-VAL-001"].found("", found=one.result or "", expected=_("单科合格"))
    elif day > one.result_valid_to:
        yield from rules["ASM-VAL-001"].found("batch", found=day, expected=_("不晚于 {day}").format(day=one.result_valid_to))
    allowed = rules["ASM-VAL-002"].value("resits")
    if allowed is not None and resits_of(context.db, one) >= allowed:
        yield from rules["ASM-VAL-002"].found("", found=_("已补考 {n} 次").format(n=resits_of(context.db, one)))


@command("assessment.apply_resit", _("申请补考"), subject=PARTIALLY, row=34, letters="C", rules=("ASM-VAL-001", "ASM-VAL-002", "ASM-VAL-003", "SYS-031"),
         params=(Param("batch", _("补考批次"), Code(40)),))  # fmt: skip
def apply_resit(unit: Unit, one: Enrolment, batch: str) -> Findings:
    """A new application for what is missing, linked to the old one; what was passed is carried over (ASM-STC-001 row 23)."""
    target = next(iter(find_batch(unit.db, batch)), None)
    if target is None:
        yield from unit.rules["SYS-005"].found("batch", label=_("批次"), key=batch)
        return
    if target.id == one.batch_id or reached(target, "running"):
        yield from refusal(unit, target, _("申请补考"))
    yield from resit_faults(unit, one, target, target.last_exam_day)
    standard = Standard.of(rules_of(unit, target))
    carried = passed_subjects(unit.db, one, standard)
    kept = ("id_kind", "id_no", "name", "sort_name", "sex", "birth", "education", "category", "employer", "major", "training_class", "occupation",
            "job", "level", "phone", "postcode", "address", "photo")  # fmt: skip
    have = {score.subject for score in carried}
    missing = [subject for subject in one.subjects if subject not in have]
    made = unit.add(Enrolment(**{name: getattr(one, name) for name in kept}, batch_id=target.id, subjects=missing, way="exam", state="applied",
                              applied_on=unit.today, resit_of_id=one.id, history=False))  # fmt: skip
    for score in carried:
        unit.add(Score(enrolment_id=made.id, batch_id=target.id, subject=score.subject, tenths=score.tenths, status=score.status,
                       carried_from_id=score.id, public=True))  # fmt: skip
