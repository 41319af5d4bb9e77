"""What can be asked of scores: finders, and the counts that statistics stand on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.tables import AssessorMark, Correction, MarkingRecord, Score, ScoreReport
from models.assessment.scores.terms import ABSENT, CANCELLED, CHEAT, DEFERRED, NORMAL, PASSED, REVIEW, SKILL, THEORY, VIOLATION, VOID
from models.assessment.tables import Batch

NOT_THERE = (ABSENT, DEFERRED)
STRUCK = (VIOLATION, CHEAT, VOID)
SEATED = ("admitted", "present", "published", "certified")  # states of an application from its ticket on
BASES = ("applied", "admitted", "present", "absent", "cancelled", "theory", "practical", "review", "both", "first_sit", "resit",
         "carried", "direct")  # fmt: skip


def find_score(db: Session, text: str) -> Sequence[Score]:
    """By ticket, identity number or name, and after a blank the subject: P20240010001 理论."""
    words, _blank, subject = text.strip().partition(" ")
    statement = select(Score).join(Score.enrolment).where(or_(Enrolment.ticket == words, Enrolment.id_no == words.upper(), Enrolment.name == words))
    if subject:
        from models.assessment.scores.terms import SUBJECT

        wanted = SUBJECT.also.get(subject) or next((code for code, label in SUBJECT.options.items() if subject in (code, label)), subject)
        statement = statement.where(Score.subject == wanted)
    return list(db.scalars(statement.order_by(Score.id)))


def find_correction(db: Session, text: str) -> Sequence[Correction]:
    """By ticket or name, the newest first."""
    named = or_(Enrolment.ticket == text.strip(), Enrolment.name == text.strip())
    joined = select(Correction).join(Correction.score).join(Score.enrolment)
    return list(db.scalars(joined.where(named).order_by(Correction.id.desc())))


def find_report(db: Session, text: str) -> Sequence[ScoreReport]:
    return list(db.scalars(select(ScoreReport).where(ScoreReport.number == text.strip().upper())))


def find_marking(db: Session, text: str) -> Sequence[MarkingRecord]:
    """The records of a batch by its number."""
    joined = select(MarkingRecord).join(Batch, Batch.id == MarkingRecord.batch_id)
    return list(db.scalars(joined.where(Batch.code == text.strip()).order_by(MarkingRecord.id)))


def mark_of(slot: int) -> Callable[[Any, Score], int | None]:
    """What the assessor of a column of the sheet gave, in tenths."""

    def read(context: Any, score: Score) -> int | None:
        same = (AssessorMark.enrolment_id == score.enrolment_id, AssessorMark.subject == score.subject, AssessorMark.slot == slot)
        return context.db.scalar(select(AssessorMark.tenths).where(*same))

    return read


def judges_of(context: Any, score: Score) -> str | None:
    """Who gave the marks, in their order, as the sheet names them."""
    same = (AssessorMark.enrolment_id == score.enrolment_id, AssessorMark.subject == score.subject)
    names = list(context.db.scalars(select(AssessorMark.name).where(*same).order_by(AssessorMark.slot)))
    return "、".join(name or "" for name in names) if any(names) else None


def facts(*where: ColumnElement[bool]) -> Select[Any]:
    """One row an enrolment, for whoever counts: id, batch, occupation, job, level, training class, first and last exam day,
    marks and status of each subject, and 0/1 for every denominator of BASES and for `passed`.

    present: sat at least one subject. theory, practical, review: sat that one. both: sat theory and practical.
    absent: has scores, and sat none. carried: at least one subject counts from an earlier assessment.
    passed: what the scores gave; a result that is not published counts as soon as it is derived.
    """
    subjects = {one: aliased(Score, name=f"score_{one}") for one in (THEORY, SKILL, REVIEW)}
    there = {one: and_(score.id.is_not(None), score.carried_from_id.is_(None), score.status.not_in(NOT_THERE)) for one, score in subjects.items()}
    scored = or_(*(score.id.is_not(None) for score in subjects.values()))
    sat = or_(*there.values())
    struck = or_(Enrolment.result == CANCELLED, *(and_(score.id.is_not(None), score.status.in_(STRUCK)) for score in subjects.values()))
    flags: dict[str, Any] = {
        "applied": Enrolment.id > 0,
        "admitted": or_(Enrolment.state.in_(SEATED), scored),
        "present": sat, "absent": and_(scored, ~sat), "cancelled": struck,
        "theory": there[THEORY], "practical": there[SKILL], "review": there[REVIEW], "both": and_(there[THEORY], there[SKILL]),
        "first_sit": and_(sat, Enrolment.resit_of_id.is_(None)), "resit": and_(sat, Enrolment.resit_of_id.is_not(None)),
        "carried": or_(*(score.carried_from_id.is_not(None) for score in subjects.values())),
        "direct": Enrolment.way != "exam",
        "passed": Enrolment.result == PASSED,
    }  # fmt: skip
    columns: list[Any] = [Enrolment.id, Enrolment.batch_id, Batch.code, Enrolment.occupation, Enrolment.job, Enrolment.level,
                          Enrolment.training_class, Batch.first_exam_day, Batch.last_exam_day, Enrolment.result]  # fmt: skip
    for name, score in subjects.items():
        columns += [score.tenths.label(f"{name}_tenths"), score.status.label(f"{name}_status")]
    columns += [case((flag, 1), else_=0).label(f"is_{name}") for name, flag in flags.items()]
    statement = select(*columns).select_from(Enrolment).join(Batch, Batch.id == Enrolment.batch_id)
    for name, score in subjects.items():
        statement = statement.outerjoin(score, and_(score.enrolment_id == Enrolment.id, score.subject == name))
    return statement.where(*where)


@dataclass(frozen=True)
class Counted:
    """Of one denominator: how many people, and how many of them passed."""

    n: int
    passed: int

    @property
    def rate(self) -> float | None:
        """passed ÷ n; None where nobody counts."""
        return self.passed / self.n if self.n else None


def denominators(db: Session, *where: ColumnElement[bool]) -> dict[str, Counted]:
    """Every denominator of BASES over the enrolments of a criterion (of Enrolment or Batch), and of each how many passed."""
    rows = facts(*where).subquery()
    sums = []
    for base in BASES:
        sums += [func.coalesce(func.sum(rows.c[f"is_{base}"]), 0), func.coalesce(func.sum(rows.c[f"is_{base}"] * rows.c.is_passed), 0)]
    found = list(db.execute(select(*sums)).one())
    return {base: Counted(int(found[2 * at]), int(found[2 * at + 1])) for at, base in enumerate(BASES)}


def subject_passes(db: Session, mark: int, *where: ColumnElement[bool]) -> dict[str, Counted]:
    """Per subject how many sat it and how many reached `mark` (tenths)."""
    sat = case((Score.status.not_in(NOT_THERE), 1), else_=0)
    good = case((and_(Score.status == NORMAL, Score.barred.is_(None), Score.tenths >= mark), 1), else_=0)
    statement = (
        select(Score.subject, func.sum(sat), func.sum(good)).join(Score.enrolment).join(Batch, Batch.id == Score.batch_id).where(*where)
    )
    return {subject: Counted(int(n or 0), int(passed or 0)) for subject, n, passed in db.execute(statement.group_by(Score.subject))}
