"""What can be asked of results: rates by anything with their intervals, the funnel of batches. Read from the kept counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, extract, func, or_, select
from sqlalchemy.orm import Session

from models.assessment.tables import Batch
from models.assessment.terms import LEVELS, NO_JOB
from models.core.centre import Context
from models.core.roles import GENERAL, SEEING, allowed
from models.statistics import figures
from models.statistics.tables import ResultCount, Snapshot
from resources.texts import _

READERS = allowed(46, SEEING) | {GENERAL}  # who publishes results or checks them, and general affairs, which reports them
MONTH, BATCH, KIND, OCCUPATION, LEVEL, CLASS, ASSESSOR = "month", "batch", "kind", "occupation", "level", "class", "assessor"
GROUPS = {MONTH: _("月份"), KIND: _("职业与等级"), OCCUPATION: _("职业"), LEVEL: _("等级"), BATCH: _("批次"), CLASS: _("培训班"),
          ASSESSOR: _("考评员")}  # fmt: skip
PRESENT = "present"
BASES: Mapping[str, str] = {
    PRESENT: _("实考人数"), "applied": _("报名人数"), "admitted": _("应考人数"), "theory": _("理论实考"), "practical": _("实操实考"),
    "both": _("两科均考"), "first_sit": _("首次参加"), "resit": _("补考"), "carried": _("单科成绩沿用"), "direct": _("直接认定"),
}  # fmt: skip
C = ResultCount


@dataclass(frozen=True)
class Chosen:
    """What a person looks at. Days (inclusive) are those of a batch's last exam day; "" and None leave all in."""

    first: date | None = None
    last: date | None = None
    occupation: str = ""
    level: int | None = None
    training_class: str = ""
    batch: str = ""

    def where(self) -> list[ColumnElement[bool]]:
        tests = self.of_batch()
        if self.occupation:
            tests.append(C.occupation == self.occupation)
        if self.level is not None:
            tests.append(C.level == self.level)
        if self.training_class:
            tests.append(C.training_class == self.training_class)
        return tests

    def of_batch(self) -> list[ColumnElement[bool]]:
        tests: list[ColumnElement[bool]] = []
        if self.first:
            tests.append(Batch.last_exam_day >= self.first)
        if self.last:
            tests.append(Batch.last_exam_day <= self.last)
        if self.batch:
            tests.append(Batch.code == self.batch)
        return tests

    def told(self) -> dict[str, Any]:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items() if value not in (None, "")}


@dataclass(frozen=True)
class Rate:
    """A share with its Wilson interval (STA-001). small: too few to rank or judge (STA-003): the counts are shown instead."""

    key: str
    label: str
    n: int
    passed: int
    lower: float
    upper: float
    small: bool

    @property
    def rate(self) -> float | None:
        return self.passed / self.n if self.n else None

    def words(self) -> str:
        """71.1%; the bare counts (5/6) where they are small; – for nobody."""
        if not self.n:
            return "–"
        return f"{self.passed}/{self.n}" if self.small else percent(self.passed / self.n)

    def interval(self) -> str:
        return f"{percent(self.lower)}–{percent(self.upper)}" if self.n else "–"


def percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def rated(context: Context, key: str, label: str, n: int, passed: int) -> Rate:
    confidence, few = context.rules["STA-001"].value("confidence") / 1000, context.rules["STA-003"]
    lower, upper = figures.wilson(passed, n, confidence)
    return Rate(key, label, n, passed, lower, upper, few.active and n < few.value("people"))


def of_base(base: str) -> tuple[Any, Any]:
    """The sums of a denominator: who counts, and who of them passed."""
    plain = {PRESENT: (C.present, C.passed), "applied": (C.applied, C.passed), "admitted": (C.admitted, C.passed),
             "theory": (C.theory, C.theory_passed), "practical": (C.skill, C.skill_passed), "both": (C.both, C.both_passed)}  # fmt: skip
    if base in plain:
        counted, passed = plain[base]
        return func.sum(counted), func.sum(passed)
    test = {"first_sit": C.resit == 0, "resit": C.resit == 1, "carried": C.carried == 1, "direct": C.direct == 1}[base]
    counted = C.applied if base == "direct" else C.present
    return func.sum(case((test, counted), else_=0)), func.sum(case((test, C.passed), else_=0))


def _grouping(by: str) -> list[Any]:
    columns: dict[str, list[Any]] = {
        MONTH: [extract("year", Batch.last_exam_day), extract("month", Batch.last_exam_day)],
        BATCH: [Batch.code, Batch.name, Batch.occupation, Batch.level], KIND: [C.occupation, C.job, C.level], OCCUPATION: [C.occupation],
        LEVEL: [C.level], CLASS: [C.training_class],
    }  # fmt: skip
    return columns[by]


def level_name(level: int | None) -> str:
    return LEVELS[level].partition("/")[0] if level in LEVELS else ""


def _named(by: str, parts: Sequence[Any]) -> tuple[str, str]:
    """Key and label of a group."""
    if by == MONTH:
        key = f"{int(parts[0])}-{int(parts[1]):02d}"
        return key, key
    if by == BATCH:
        return parts[0], " ".join(part for part in (parts[0], parts[2] or parts[1] or "", level_name(parts[3])) if part)
    if by == KIND:
        job = "" if parts[1] in (NO_JOB, "") else f"（{parts[1]}）"
        return f"{parts[0]}|{parts[1]}|{parts[2]}", f"{parts[0]}{job} {level_name(parts[2])}".strip()
    if by == LEVEL:
        return str(parts[0]), LEVELS.get(parts[0], _("不分等级"))
    return parts[0], parts[0] or _("未填写")


def sums(db: Session, chosen: Chosen, columns: Sequence[Any], by: str = "") -> list[Any]:
    """Sums of counts over what is chosen, by a group or in all."""
    grouping = _grouping(by) if by else []
    statement = select(*grouping, *columns).select_from(C).join(Batch, Batch.id == C.batch_id).where(*chosen.where())
    return list(db.execute(statement.group_by(*grouping).order_by(*grouping) if by else statement))


def overall(context: Context, chosen: Chosen) -> dict[str, Rate]:
    """Every denominator with its rate."""
    columns = [column for base in BASES for column in of_base(base)]
    row = [int(value or 0) for value in sums(context.db, chosen, columns)[0]]
    return {base: rated(context, base, label, *row[2 * at : 2 * at + 2]) for at, (base, label) in enumerate(BASES.items())}


def headcount(context: Context, chosen: Chosen) -> dict[str, int]:
    """How many applied, were admitted, sat, stayed away, and what became of those who sat (ASM-STA-002)."""
    counted = ("applied", "admitted", "present", "absent", "passed", "partial", "failed", "cancelled")
    row = sums(context.db, chosen, [func.sum(getattr(C, name)) for name in counted])[0]
    return {name: int(value or 0) for name, value in zip(counted, row, strict=True)}


def rates(context: Context, chosen: Chosen, by: str, base: str = PRESENT) -> list[Rate]:
    """The rate of each group that has anybody in its denominator, in the order of its key."""
    if by == ASSESSOR:
        from models.statistics.severity import pass_rates

        return pass_rates(context, chosen)
    width = len(_grouping(by))
    rows = sums(context.db, chosen, of_base(base), by)
    return [rated(context, *_named(by, row[:width]), int(row[width] or 0), int(row[width + 1] or 0)) for row in rows if row[width]]


@dataclass(frozen=True)
class Point:
    """A batch in the funnel. lower, upper: the outer limits at its size; outside: beyond them; beyond: only past the inner ones.
    z: distance from the target in standard deviations. Small batches are never judged."""

    key: str
    label: str
    n: int
    passed: int
    rate: float
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    z: float
    small: bool
    outside: bool
    beyond: bool


@dataclass(frozen=True)
class Funnel:
    """All batches against their common rate. dispersion: how much more they differ than chance (used where the rule says so)."""

    target: float
    inner: float
    outer: float
    dispersion: figures.Dispersion
    spread: bool
    points: tuple[Point, ...] = ()

    @property
    def tau2(self) -> float:
        return self.dispersion.tau2 if self.spread else 0.0

    @property
    def outside(self) -> list[Point]:
        """The batches that want a look, the furthest first."""
        return sorted((point for point in self.points if point.outside), key=lambda point: -abs(point.z))

    def limits(self, n: float, confidence: float) -> figures.Interval:
        return figures.funnel_limits(self.target, n, confidence, self.tau2)


def funnel(context: Context, chosen: Chosen, base: str = PRESENT) -> Funnel:
    """STA-002: every batch against all that are chosen, on the arcsine scale."""
    rule = context.rules["STA-002"]
    found = rates(context, replace(chosen, batch=""), BATCH, base)
    total, passed = sum(one.n for one in found), sum(one.passed for one in found)
    target = passed / total if total else 0.0
    counts = [(one.passed, one.n) for one in found if not one.small]
    spread = figures.over_dispersion(counts, target, rule.value("winsor") / 1000)
    empty = Funnel(target, rule.value("inner") / 1000, rule.value("outer") / 1000, spread, bool(rule.value("spread")))
    judged = [_point(empty, one, rule.active) for one in found]
    return replace(empty, points=tuple(point for point in judged if not chosen.batch or point.key == chosen.batch))


def _point(chart: Funnel, one: Rate, judged: bool) -> Point:
    lower, upper = chart.limits(one.n, chart.outer)
    inner_lower, inner_upper = chart.limits(one.n, chart.inner)
    rate = one.passed / one.n
    beyond = judged and not one.small and not inner_lower <= rate <= inner_upper
    outside = judged and not one.small and not lower <= rate <= upper
    z = figures.distance(one.passed, one.n, chart.target, chart.tau2)
    return Point(one.key, one.label, one.n, one.passed, rate, lower, upper, inner_lower, inner_upper, z, one.small, outside, beyond and not outside)


@dataclass(frozen=True)
class Month:
    """A month in the control chart (STA-005): its rate, and whether it lies outside the limits around the mean of the span."""

    rate: Rate
    lower: float
    upper: float
    outside: bool


def months(context: Context, chosen: Chosen, base: str = PRESENT) -> list[Month]:
    rule = context.rules["STA-005"]
    found = rates(context, chosen, MONTH, base)
    total = sum(one.n for one in found)
    target = sum(one.passed for one in found) / total if total else 0.0
    made = []
    for one in found:
        lower, upper = figures.p_chart(target, one.n, rule.value("sigmas"))
        made.append(Month(one, lower, upper, rule.active and not one.small and not lower <= one.passed / one.n <= upper))
    return made


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    occupations: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    first: date | None = None
    last: date | None = None


def choices(db: Session) -> Choices:
    def distinct(column: Any) -> list[Any]:
        return list(db.scalars(select(column).distinct().order_by(column)))

    used = Batch.id.in_(select(C.batch_id))
    first, last = db.execute(select(func.min(Batch.last_exam_day), func.max(Batch.last_exam_day)).where(used)).one()
    return Choices(distinct(C.occupation), distinct(C.level), [one for one in distinct(C.training_class) if one], first, last)


def find_snapshot(db: Session, text: str) -> Sequence[Snapshot]:
    """By number; a year finds its annual one."""
    words = text.strip().upper()
    by_year = (Snapshot.kind == "year") & (extract("year", Snapshot.last_day) == int(words)) if words.isdigit() else Snapshot.id < 0
    return list(db.scalars(select(Snapshot).where(or_(Snapshot.number == words, by_year)).order_by(Snapshot.id.desc())))


def batch_ids(db: Session) -> dict[str, int]:
    """Ids of the batches that are counted, by their number."""
    return {row.code: row.id for row in db.execute(select(Batch.code, Batch.id).where(Batch.id.in_(select(C.batch_id))))}
