"""How candidates, scores and marks are counted: once as SQL, used when something changed and again when `verify` proves it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, literal, select

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, Score, ScoreEntry
from models.assessment.scores.terms import ABSENT, CANCELLED, DEFERRED, FAILED, NORMAL, PARTIAL, PASSED, SKILL, THEORY
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.derived import Derived, keep
from models.core.store import in_chunks
from models.core.tables import Base, RuleValue
from models.core.verifying import LEDGERS, Fault
from models.statistics.tables import AgreementCount, AssessorCount, ResultCount
from resources.texts import _

ENTRY, MARKS = "entry", "marks"
LEFT = ("rejected", "withdrawn", "voided", "void")  # applications that came to nothing: applied, not admitted
ADMITTED = ("admitted", "downgraded")
Keys = Sequence[int] | None


def _ones(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return case((criterion, 1), else_=0)


def _sum(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(_ones(criterion)), 0)


def _of(column: Any, keys: Keys) -> ColumnElement[bool]:
    return column.in_(keys) if keys is not None else column.is_not(None)


def _sat(subject: str) -> ColumnElement[bool]:
    """Sat this subject in this batch: neither absent nor put off, nor carried over from an earlier one."""
    return and_(Score.subject == subject, Score.status.not_in((ABSENT, DEFERRED)), Score.carried_from_id.is_(None))


def _people(standard: Standard, keys: Keys) -> Any:
    """One row a candidate: what the scores of this batch say."""
    passes = and_(Score.status == NORMAL, Score.tenths >= standard.mark)
    columns = [
        func.max(_ones(Score.status.not_in((ABSENT, DEFERRED)))).label("there"),
        func.max(_ones(Score.carried_from_id.is_not(None))).label("carried"),
    ]
    for subject in (THEORY, SKILL):
        sat = _sat(subject)
        columns += [
            func.max(_ones(sat)).label(subject), func.max(_ones(and_(sat, passes))).label(f"{subject}_passed"),
            func.sum(case((sat, func.coalesce(Score.tenths, 0)), else_=0)).label(f"{subject}_tenths"),
        ]  # fmt: skip
    return select(Score.enrolment_id, *columns).where(_of(Score.batch_id, keys)).group_by(Score.enrolment_id).subquery("marks")


def results(standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of result_count. Results count once they stand (ASM-STA-002): a subject of a batch still open is nobody's pass."""
    people = _people(standard, keys)
    there, decided = people.c.there == 1, Enrolment.result.is_not(None)
    kind = [
        Enrolment.batch_id, Enrolment.occupation, Enrolment.job, Enrolment.level, func.coalesce(Enrolment.training_class, ""), Enrolment.way,
        _ones(Enrolment.resit_of_id.is_not(None)), func.coalesce(people.c.carried, 0),
    ]  # fmt: skip
    theory, skill = and_(people.c.theory == 1, decided), and_(people.c.skill == 1, decided)
    counts = [
        func.count(), _sum(Enrolment.state.not_in(LEFT)), _sum(and_(there, decided)), _sum(and_(people.c.there == 0, decided)),
        *(_sum(and_(there, Enrolment.result == result)) for result in (PASSED, PARTIAL, FAILED, CANCELLED)),
        _sum(theory), _sum(and_(theory, people.c.theory_passed == 1)), _sum(skill), _sum(and_(skill, people.c.skill_passed == 1)),
        _sum(and_(theory, skill)), _sum(and_(theory, skill, Enrolment.result == PASSED)),
        *(func.coalesce(func.sum(case((decided, column), else_=0)), 0) for column in (people.c.theory_tenths, people.c.skill_tenths)),
    ]  # fmt: skip
    joined = select(*kind, *counts).select_from(Enrolment).outerjoin(people, people.c.enrolment_id == Enrolment.id)
    return joined.where(_of(Enrolment.batch_id, keys)).group_by(*kind)


def _judged(keys: Keys) -> Any:
    """Each mark with how many assessors marked the same subject of the same candidate, and the sum of their marks."""
    same = (AssessorMark.enrolment_id, AssessorMark.subject)
    return select(
        AssessorMark.batch_id, AssessorMark.enrolment_id, AssessorMark.subject, AssessorMark.assessor_id, AssessorMark.tenths,
        func.count().over(partition_by=same).label("judges"), func.sum(AssessorMark.tenths).over(partition_by=same).label("sum"),
    ).where(_of(AssessorMark.batch_id, keys)).subquery("judged")  # fmt: skip


def severities(_standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of assessor_count: marks of named assessors that somebody else marked too (STA-004)."""
    one = _judged(keys)
    off = one.c.judges * one.c.tenths - one.c.sum
    kind = [one.c.batch_id, one.c.subject, one.c.assessor_id, one.c.judges]
    wanted = and_(one.c.judges > 1, one.c.assessor_id.is_not(None))
    return select(*kind, func.count(), func.sum(off), func.sum(off * off)).where(wanted).group_by(*kind)


def marks_agreeing(_standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of agreement_count of several assessors: sums over candidates by how many marked them."""
    same = [AssessorMark.batch_id, AssessorMark.subject, AssessorMark.enrolment_id]
    one = select(
        *same, func.count().label("judges"), func.sum(AssessorMark.tenths).label("sum"),
        func.sum(AssessorMark.tenths * AssessorMark.tenths).label("squares"),
    ).where(_of(AssessorMark.batch_id, keys)).group_by(*same).having(func.count() > 1).subquery("one")  # fmt: skip
    kind = [one.c.batch_id, one.c.subject, literal(MARKS), one.c.judges]
    none = [literal(0)] * 4
    sums = [func.sum(one.c.sum), func.sum(one.c.sum * one.c.sum), func.sum(one.c.squares)]
    return select(*kind, func.count(), *none, *sums).group_by(one.c.batch_id, one.c.subject, one.c.judges)


def entries_agreeing(standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of agreement_count of the two blind entries."""
    first, second = ScoreEntry.__table__.alias("first"), ScoreEntry.__table__.alias("second")
    pair = and_(second.c.enrolment_id == first.c.enrolment_id, second.c.subject == first.c.subject, second.c.turn == 2)
    same = and_(first.c.status == second.c.status, func.coalesce(first.c.tenths, -1) == func.coalesce(second.c.tenths, -1))
    a, b = (and_(one.c.status == NORMAL, func.coalesce(one.c.tenths, 0) >= standard.mark) for one in (first, second))
    kind = [first.c.batch_id, first.c.subject, literal(ENTRY), literal(2)]
    counts = [func.count(), _sum(same), _sum(and_(a, b)), _sum(and_(a, ~b)), _sum(and_(~a, b)), literal(0), literal(0), literal(0)]
    chosen = select(*kind, *counts).select_from(first.join(second, pair)).where(first.c.turn == 1, _of(first.c.batch_id, keys))
    return chosen.group_by(first.c.batch_id, first.c.subject)


PARTS: tuple[tuple[type[Base], tuple[Any, ...]], ...] = (
    (ResultCount, (results,)), (AssessorCount, (severities,)), (AgreementCount, (marks_agreeing, entries_agreeing)),
)  # fmt: skip


def names(table: type[Base]) -> list[str]:
    return [column.name for column in table.__table__.columns if column.name != "id"]


def recount(context: Context, keys: Keys) -> None:
    """Write the counts of these batches anew, or all of them."""
    standard = Standard.of(context.rules)
    for some in [None] if keys is None else in_chunks(keys):
        for table, questions in PARTS:
            batch = table.__table__.c.batch_id
            context.db.execute(delete(table.__table__).where(_of(batch, some)))
            for question in questions:
                context.db.execute(insert(table.__table__).from_select(names(table), question(standard, some)))


def differing(context: Context) -> Iterator[Fault]:
    """The batches whose kept counts are not those of their rows."""
    standard = Standard.of(context.rules)
    codes = {id_: code for id_, code in context.db.execute(select(Batch.id, Batch.code))}
    for table, questions in PARTS:
        kept = {tuple(row) for row in context.db.execute(select(*(table.__table__.c[name] for name in names(table))))}
        found = {tuple(row) for question in questions for row in context.db.execute(question(standard))}
        for batch in sorted({row[0] for row in kept ^ found}):
            yield Fault("statistics", codes.get(batch, str(batch)), _("批次 {batch} 的统计数与成绩不符：成绩或统计数在程序之外被改动").format(
                batch=codes.get(batch, batch)))  # fmt: skip


keep(Derived(
    "statistics", (Enrolment, Score, ScoreEntry, AssessorMark), "batch_id", recount,
    resets=((RuleValue, lambda value: value.rule.startswith("ASM-PAS")),),
))  # fmt: skip
LEDGERS[_("统计数")] = lambda context: list(differing(context))
