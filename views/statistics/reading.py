"""What the dashboard of pass rates asks, all at once, as plain values."""

from dataclasses import dataclass, replace
from datetime import date

from models.core.centre import Context
from models.core.dates import years_plus
from models.statistics import queries, sentences, severity
from models.statistics.queries import ASSESSOR, KIND, Choices, Chosen, Funnel, Month, Rate
from models.statistics.severity import Agreement, Severity

GROUPED = {name: queries.GROUPS[name] for name in (KIND, queries.OCCUPATION, queries.LEVEL, queries.CLASS, ASSESSOR)}
HEAD = (queries.PRESENT, "theory", "practical")


@dataclass(frozen=True)
class Reading:
    """figures of what is chosen; before: the same a year earlier, None without a first and last day."""

    chosen: Chosen
    base: str
    by: str
    choices: Choices
    rates: dict[str, Rate]
    before: dict[str, Rate] | None
    months: tuple[Month, ...]
    funnel: Funnel
    groups: tuple[Rate, ...]
    severity: tuple[Severity, ...]
    agreements: tuple[Agreement, ...]
    sentences: tuple[str, ...]
    batches: dict[str, int]  # id by code, for the list behind a mark

    @property
    def year_before(self) -> dict[str, float]:
        """Change against the year before in percentage points, where both have anybody."""
        if self.before is None:
            return {}
        return {base: (self.rates[base].rate - old.rate) * 100 for base, old in self.before.items()  # type: ignore[operator]
                if old.n and self.rates[base].n and not old.small and not self.rates[base].small}  # fmt: skip


def read(context: Context, chosen: Chosen, base: str, by: str) -> Reading:
    chart, months = queries.funnel(context, chosen, base), queries.months(context, chosen, base)
    assessors = severity.severities(context, chosen)
    said = (*sentences.of_funnel(chart), *sentences.of_months(months), *sentences.of_assessors(assessors))
    before = queries.overall(context, earlier(chosen)) if chosen.first and chosen.last else None
    return Reading(chosen, base, by, queries.choices(context.db), queries.overall(context, chosen), before, tuple(months), chart,
                   tuple(queries.rates(context, chosen, by, base)), tuple(assessors), tuple(severity.agreements(context, chosen)), said,
                   queries.batch_ids(context.db))  # fmt: skip


def earlier(chosen: Chosen) -> Chosen:
    """The same a year before."""
    assert chosen.first and chosen.last
    return replace(chosen, first=years_plus(chosen.first, -1), last=years_plus(chosen.last, -1))


def last_months(today: date, count: int) -> date:
    """The first day of the month that begins so many whole months back; this month counts as one."""
    year, month = divmod(today.year * 12 + today.month - count, 12)
    return date(year, month + 1, 1)
