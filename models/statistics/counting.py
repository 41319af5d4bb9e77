"""How candidates, scores and marks are counted: once as SQL, used when something changed and again when `verify` proves it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, literal, select

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.queries import facts
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, Score, ScoreEntry
from models.assessment.scores.terms import CANCELLED, FAILED, NORMAL, PARTIAL, PASSED, SKILL, THEORY
from models.assessment.tables import Batch
from models.core.centre import Context, own_values
from models.core.derived import Derived, keep
from models.core.rulebook import Rulebook
from models.core.tables import Base, RuleValue, Setting
from models.core.verifying import LEDGERS, Fault
from models.statistics.tables import AgreementCount, AssessorCount, ResultCount
from resources.texts import _

ENTRY, MARKS = "entry", "marks"
_AT_ONCE = 500  # batches in one statement
_MARK = "statistics_mark"  # the setting that says by which pass mark the counts were made, in tenths
Keys = Sequence[int] | None


def _ones(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return case((criterion, 1), else_=0)


def _sum(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(_ones(criterion)), 0)


def _of(column: Any, keys: Keys) -> ColumnElement[bool]:
    return column.in_(keys) if keys is not None else column.is_not(None)


def results(standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of result_count (ASM-STA-002). Who sat counts once the result stands: an open batch has no rate."""
    one = facts(_of(Enrolment.batch_id, keys)).subquery("one").c
    decided = one.result.is_not(None)
    sat = and_(one.is_present == 1, decided)
    kind = [one.batch_id, one.occupation, one.job, one.level, func.coalesce(one.training_class, ""), one.is_direct, one.is_resit, one.is_carried]
    counts = [func.count(), _sum(one.is_admitted == 1), _sum(sat), _sum(and_(one.is_absent == 1, decided))]
    counts += [_sum(and_(sat, one.result == result)) for result in (PASSED, PARTIAL, FAILED, CANCELLED)]
    counts.append(_sum(one.is_cancelled == 1))
    there = {THEORY: and_(one.is_theory == 1, decided), SKILL: and_(one.is_practical == 1, decided)}
    for subject, sits in there.items():
        tenths, status = one[f"{subject}_tenths"], one[f"{subject}_status"]
        passes = and_(sits, status == NORMAL, func.coalesce(tenths, 0) >= standard.mark)
        counts += [_sum(sits), _sum(passes), func.coalesce(func.sum(case((sits, func.coalesce(tenths, 0)), else_=0)), 0)]
    both = and_(one.is_both == 1, decided)
    counts += [_sum(both), _sum(and_(both, one.result == PASSED))]
    return select(*kind, *counts).group_by(*kind)


def _judged(keys: Keys) -> Any:
    """Each mark with how many assessors marked the same subject of the same candidate, and the sum of their marks."""
    same = (AssessorMark.enrolment_id, AssessorMark.subject)
    return select(
        AssessorMark.batch_id, AssessorMark.enrolment_id, AssessorMark.subject, AssessorMark.assessor_id, AssessorMark.tenths,
        func.count().over(partition_by=same).label("judges"), func.sum(AssessorMark.tenths).over(partition_by=same).label("sum"),
    ).where(_of(AssessorMark.batch_id, keys)).subquery("judged")  # fmt: skip


def severities(standard: Standard, keys: Keys = None) -> Select[Any]:
    """The rows of assessor_count (STA-004): how marks of named assessors lie against the others', and who of them passed."""
    one = _judged(keys)
    off = one.c.judges * one.c.tenths - one.c.sum
    kind = [one.c.batch_id, one.c.subject, one.c.assessor_id, one.c.judges]
    decided = and_(Score.status == NORMAL, Enrolment.result.is_not(None))
    passed = and_(decided, func.coalesce(Score.tenths, 0) >= standard.mark)
    joined = (
        select(*kind, func.count(), func.sum(off), func.sum(off * off), _sum(decided), _sum(passed))
        .select_from(one)
        .join(Enrolment, Enrolment.id == one.c.enrolment_id)
        .outerjoin(Score, and_(Score.enrolment_id == one.c.enrolment_id, Score.subject == one.c.subject))
    )
    return joined.where(one.c.assessor_id.is_not(None)).group_by(*kind)


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
    """Write the counts of these batches anew, or all of them: also when the pass mark is another than they were counted by."""
    standard = Standard.of(Rulebook(context.centre.profile, own_values(context.db), context.today))
    if _counted_by(context) != standard.mark:
        keys = None
        context.db.execute(delete(Setting).where(Setting.name == _MARK))
        context.db.execute(insert(Setting).values(name=_MARK, value=str(standard.mark), version=1, first_entry=0, entry=0))
    for some in [None] if keys is None else [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]:
        for table, questions in PARTS:
            batch = table.__table__.c.batch_id
            context.db.execute(delete(table).where(_of(batch, some)))
            for question in questions:
                context.db.execute(insert(table).from_select(names(table), question(standard, some)))


def _counted_by(context: Context) -> int | None:
    told = context.db.scalar(select(Setting.value).where(Setting.name == _MARK))
    return int(told) if told else None


def differing(context: Context) -> Iterator[Fault]:
    """The batches whose kept counts are not those of their rows."""
    standard = Standard(_counted_by(context) or Standard.of(context.rules).mark)
    codes = {row.id: row.code for row in context.db.execute(select(Batch.id, Batch.code))}
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
