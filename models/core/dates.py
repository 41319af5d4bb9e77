"""The one date algebra of the program (assessment.md 0.4 with CAL-001…011). Pure: no clock, no database.

`n` counts days, months or years; the day an event falls on is never counted. Every function over working days
answers with a `Reckoning`, which can be explained day by day and says when it rests on a year without calendar.
"""

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

import resources
from resources.texts import _

DAY = timedelta(days=1)
WEEKDAYS = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))  # from Monday, as short as a calendar's heads
_KEPT = 20_000  # reckonings a calendar remembers; beyond them it counts anew
WEEKEND = (6, 7)  # ISO weekdays; a centre takes them from CAL-001


@dataclass(frozen=True)
class CalendarDay:
    """One published exception to Monday–Friday: a day off, or a weekend day that is worked."""

    day: date
    works: bool
    name: str = ""
    decree: str = ""
    address: str = ""
    version: str = ""


def edition(entry: CalendarDay) -> int:
    """The year whose notice made this exception: a day of December may come from the notice of the next year."""
    return int(entry.version[:4]) if entry.version[:4].isdigit() else entry.day.year


@dataclass(frozen=True)
class Reckoning:
    """A computed date, the days it passed over with the reason of each, whether it is provisional (暂定), and the ids
    of the rules it was counted by."""

    day: date
    provisional: bool = False
    skipped: list[tuple[date, str]] = field(default_factory=list)
    counted: list[date] = field(default_factory=list)
    years: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


_WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class WorkCalendar:
    """China's working days of the loaded years. Rule CAL-001: a listed make-up day works, a listed holiday does not,
    else Monday–Friday; a year without table is Monday–Friday and provisional."""

    def __init__(self, days: Iterable[CalendarDay], weekend: Iterable[int] = WEEKEND):
        self._weekend = frozenset(weekend)
        self._days: Mapping[date, CalendarDay] = {entry.day: entry for entry in days}
        self.versions = {edition(entry): f"{entry.decree} {entry.version}".strip() for entry in self._days.values()}
        self.years = set(self.versions)
        self._counted: dict[tuple[date, int, tuple[str, ...]], Reckoning] = {}

    def is_working(self, day: date) -> bool:
        entry = self._days.get(day)
        return entry.works if entry else day.isoweekday() not in self._weekend

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def why_off(self, day: date) -> str:
        """Why nobody works that day, in words: the holiday, or the weekday."""
        entry = self._days.get(day)
        if entry and not entry.works:
            return entry.name or _("节假日")
        return _WEEKDAYS[day.weekday()]

    def describe(self, day: date) -> str:
        entry = self._days.get(day)
        if entry and entry.works:
            return _("调休上班")
        return _("工作日") if self.is_working(day) else self.why_off(day)

    def entry(self, day: date) -> CalendarDay | None:
        return self._days.get(day)

    def plus(self, start: date, n: int) -> Reckoning:
        """WD+(X, n): the n-th working day after X; X itself is never counted (CAL-002, CAL-003). n ≥ 0."""
        return self._walk(start, n, DAY, ("CAL-001", "CAL-002") + (() if self.is_working(start) else ("CAL-003",)))

    def minus(self, start: date, n: int) -> Reckoning:
        """WD-(X, n): the n-th working day before X; X itself is never counted (CAL-007)."""
        return self._walk(start, n, -DAY, ("CAL-001", "CAL-007"))

    def roll(self, day: date) -> Reckoning:
        """ROLL(X): X if it is a working day, else the next one (CAL-005). Only for rights of a candidate and loans."""
        return self._walk(day, int(not self.is_working(day)), DAY, ("CAL-001", "CAL-005"))

    def last_working_until(self, day: date) -> date:
        """The target of a to-do whose limit is `day`: that day, or the last working day before it."""
        return day if self.is_working(day) else self.minus(day, 1).day

    def _walk(self, start: date, n: int, step: timedelta, rules: tuple[str, ...]) -> Reckoning:
        """Counted once: a due list asks the same few days for thousands of records. A changed calendar is another object."""
        asked = (start, n, rules)  # the rules tell the direction, too
        found = self._counted.get(asked)
        if found is None:
            found = self._count(start, n, step, rules)
            if len(self._counted) < _KEPT:
                self._counted[asked] = found
        return found

    def _count(self, start: date, n: int, step: timedelta, rules: tuple[str, ...]) -> Reckoning:
        day, years = start, {start.year} if n == 0 else set()
        skipped, counted = list[tuple[date, str]](), list[date]()
        while len(counted) < n:
            day += step
            years.add(day.year)
            if self.is_working(day):
                counted.append(day)
            else:
                skipped.append((day, self.why_off(day)))
        return Reckoning(day, not years <= self.years, skipped, counted, tuple(sorted(years)), rules)


def days_plus(start: date, n: int) -> date:
    """CD+ / CD- (negative n): calendar days, the first not counted, the last included (CAL-004)."""
    return start + timedelta(days=n)


def months_plus(start: date, n: int) -> date:
    """MO+ / MO- (negative n): same day number n months away, or the last day of that month (CAL-006)."""
    month = start.year * 12 + start.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_plus(start: date, n: int) -> date:
    """YR+(X, n): same day n years later; from 29 February in a year without one, 28 February (CAL-006)."""
    return months_plus(start, 12 * n)


@lru_cache(maxsize=5_000)  # a roster has few issue days and many people
def last_day_of_term(start: date, years: int) -> date:
    """The last good day of a validity or term of n years from `start` (T-5): the day before the anniversary.

    From 29 February the anniversary in a common year counts as 1 March, so the last good day is 28 February.
    """
    anniversary = years_plus(start, years)
    return anniversary if (start.month, start.day) == (2, 29) and anniversary.day == 28 else anniversary - DAY


def years_before(day: date, years: int) -> date:
    """The latest start of a single period of n years that is complete on `day` (T-3): the anniversary itself counts."""
    return years_plus(day, -years)


@cache
def published() -> tuple[CalendarDay, ...]:
    """The calendar that comes with the program: every year with an official decree at the time of its release."""
    with resources.path("calendar", "china.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            CalendarDay(date.fromisoformat(row["date"]), row["kind"] == "work", row["name"], row["decree"],
                        row["address"], row["version"])
            for row in csv.DictReader(lines)
        )  # fmt: skip
