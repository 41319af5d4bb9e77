"""Rulebooks, the test calendar F25, and commands as tests call them."""

from datetime import date, datetime
from typing import Any

from models.core.acts import Outcome, call
from models.core.centre import Centre
from models.core.dates import CalendarDay, WorkCalendar
from models.core.rulebook import Rulebook

EXAM_DAY = date(2026, 11, 20)


def rules(profile: str = "hunan") -> Rulebook:
    return Rulebook(profile)


def at(text: str, day: date = date(2025, 9, 26)) -> datetime:
    """09:12 or 09:12:30 of a day."""
    return datetime.combine(day, datetime.strptime(text, "%H:%M:%S" if text.count(":") > 1 else "%H:%M").time())


def f25() -> WorkCalendar:
    """The test calendar of 2025: holidays off, make-up days worked."""
    off = [*_span(1, 1, 1), *_span(1, 28, 8), *_span(4, 4, 3), *_span(5, 1, 5), *_span(5, 31, 3), *_span(10, 1, 8)]
    work = [date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)]
    return WorkCalendar([*(CalendarDay(day, False) for day in off), *(CalendarDay(day, True) for day in work)])


def _span(month: int, day: int, days: int) -> list[date]:
    first = date(2025, month, day).toordinal()
    return [date.fromordinal(first + n) for n in range(days)]


def ids(findings: Any) -> list[str]:
    return [one.rule for one in findings]


def severities(findings: Any) -> dict[str, str]:
    return {one.rule: str(one.severity) for one in findings}


def reported(centre: Centre, kinds: str = "G3", reason: str = "", **given: Any) -> int:
    """An incident on the exam day, entered; its id. Both hops are in time unless given otherwise."""
    told = {"discovered_at": "2026-11-20 09:12", "site": "第一考点", "rooms": "02机房", "summary": "机房跳闸",
            "told_site_at": "2026-11-20 09:15", "told_group_at": "2026-11-20 09:16", "ends_at": "2026-11-20 10:30"} | given  # fmt: skip
    outcome = call(centre, "incidents.report", kinds=kinds, reason=reason, **{name: value for name, value in told.items() if value})
    assert outcome.done, outcome.findings
    assert outcome.record_id is not None
    return outcome.record_id


def act(centre: Centre, command: str, key: int, reason: str = "", **given: Any) -> Outcome:
    return call(centre, f"incidents.{command}", key, reason=reason, **given)


def done(centre: Centre, command: str, key: int, reason: str = "", **given: Any) -> Outcome:
    outcome = act(centre, command, key, reason, **given)
    assert outcome.done, outcome.findings
    return outcome
