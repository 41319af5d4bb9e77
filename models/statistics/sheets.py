"""What a monthly or annual sheet says (forms.md F-STAT-YEAR, W-STATS): one row an occupation and level, totals, what does not add up."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.assessment.tables import Batch
from models.assessment.terms import LEVELS, NO_JOB
from models.certificates.tables import Certificate
from models.core.centre import Context
from models.core.findings import Finding
from models.statistics import queries, sentences, severity
from models.statistics.queries import KIND, C, Chosen
from resources.texts import _


@dataclass(frozen=True)
class Line:
    """One row: `level` 0 where there is none. certificates: issued for batches of the span; struck: people with a score taken away."""

    occupation: str
    level: int
    batches: int
    applied: int
    admitted: int
    present: int
    theory_passed: int
    skill_passed: int
    passed: int
    certificates: int
    struck: int
    note: str = ""

    @property
    def rate(self) -> float | None:
        """合格率: passed of the present, in percent with two decimals as the sheet has it; None for nobody."""
        return round(self.passed / self.present * 100, 2) if self.present else None

    @property
    def level_name(self) -> str:
        return LEVELS.get(self.level, "")


_SUMMED = tuple(one.name for one in fields(Line) if one.name not in ("occupation", "level", "note"))


def lines(context: Context, first: date, last: date) -> list[Line]:
    """The rows of a span of last exam days, both inclusive. What does not add up is said in the row's note."""
    chosen = Chosen(first, last)
    summed = (C.applied, C.admitted, C.present, C.theory_passed, C.skill_passed, C.passed)
    columns = [func.count(func.distinct(C.batch_id)), *map(func.sum, (*summed, C.struck))]
    issued = _issued(context, first, last)
    found = []
    for occupation, job, level, batches, *counts, struck in queries.sums(context.db, chosen, columns, KIND):
        name = occupation if job in (NO_JOB, "") else f"{occupation}（{job}）"
        applied, admitted, present, theory, skill, passed = (int(count or 0) for count in counts)
        given = issued.get((occupation, job, level), 0)
        doubt = _doubt(applied, present, passed, given)
        found.append(Line(name, level, batches, applied, admitted, present, theory, skill, passed, given, int(struck or 0), doubt))
    return found


def _issued(context: Context, first: date, last: date) -> dict[tuple[str, str, int], int]:
    codes = select(Batch.code).where(Batch.last_exam_day >= first, Batch.last_exam_day <= last)
    kind = (Certificate.occupation, Certificate.job, Certificate.level)
    counted = select(*kind, func.count(func.distinct(Certificate.number))).where(Certificate.batch_code.in_(codes), Certificate.number != "")
    return {(occupation, job, level): n for occupation, job, level, n in context.db.execute(counted.group_by(*kind))}


def _doubt(applied: int, present: int, passed: int, certificates: int) -> str:
    """W-STATS 5–9: present ≤ applied, passed ≤ present, certificates ≤ passed."""
    if present > applied:
        return _("实考多于报名")
    if passed > present:
        return _("合格多于实考")
    return _("发证多于合格") if certificates > passed else ""


def total(found: list[Line]) -> Line:
    sums = {name: sum(getattr(one, name) for one in found) for name in _SUMMED}
    return Line(_("合计"), 0, **sums)


def identities(context: Context, chosen: Chosen) -> list[Finding]:
    """ASM-STA-002: those who sat are the passed, the partly passed, the failed and the cancelled."""
    counts = queries.headcount(context, chosen)
    whole = sum(counts[name] for name in ("passed", "partial", "failed", "cancelled"))
    return [] if whole == counts["present"] else context.rules["ASM-STA-002"].found("present", found=counts["present"], expected=whole)


def frozen(context: Context, chosen: Chosen) -> dict[str, Any]:
    """Everything a snapshot keeps, as plain values: sheet, rates, months, funnel, severity, sentences."""
    assert chosen.first and chosen.last
    chart, months, assessors = queries.funnel(context, chosen), queries.months(context, chosen), severity.severities(context, chosen)
    rows = lines(context, chosen.first, chosen.last)
    versions = context.rules.versions("STA-001", "STA-002", "STA-003", "STA-004", "STA-005")
    return {
        "chosen": chosen.told(), "judged_by": versions, "headcount": queries.headcount(context, chosen),
        "rates": {base: asdict(rate) for base, rate in queries.overall(context, chosen).items()},
        "lines": [asdict(one) for one in rows],
        "months": [asdict(one) for one in months], "kinds": [asdict(one) for one in queries.rates(context, chosen, KIND)],
        "funnel": {"target": chart.target, "inner": chart.inner, "outer": chart.outer, "tau2": chart.tau2,
                   "points": [asdict(point) for point in chart.points]},
        "severity": [asdict(one) for one in assessors],
        "sentences": [*sentences.of_funnel(chart), *sentences.of_months(months), *sentences.of_assessors(assessors)],
    }  # fmt: skip
