"""What must hold of scope, public notice and passes: pure functions of values, no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.core.dates import WorkCalendar
from models.core.findings import Finding
from models.core.rulebook import Rule

Key = tuple[str, str, int]  # occupation, job, level


@dataclass
class Scope:
    """The filed scope as a lookup. `rows`: triple → validities (both days inclusive, None is open)."""

    rows: dict[Key, list[tuple[date | None, date | None]]] = field(default_factory=dict)

    def add(self, key: Key, starts: date | None, ends: date | None) -> None:
        self.rows.setdefault(key, []).append((starts, ends))

    def is_filed(self, key: Key) -> bool:
        return key in self.rows

    def in_force(self, key: Key, day: date | None) -> bool:
        """Whether a triple is filed and its validity covers the day; without a day, whether it is filed at all."""
        return any(day is None or _covers(term, day) for term in self.rows.get(key, ()))

    def valid_on(self, day: date) -> bool:
        """Whether any row of the filing is in force on the day."""
        return any(_covers(term, day) for terms in self.rows.values() for term in terms)

    def names(self) -> set[tuple[str, str]]:
        return {(occupation, job) for occupation, job, _level in self.rows}


def _covers(term: tuple[date | None, date | None], day: date) -> bool:
    return (term[0] or date.min) <= day <= (term[1] or date.max)


def scope_faults(scope: Scope, key: Key, exam_days: Iterable[date], rule: Rule) -> list[Finding]:
    """Whether a certificate or batch stays within the filed scope on every exam day.

    rule: FIL-010 (or CRT-030). The key is occupation, job and level together (FIL-003). Source: 证书管理办法 第九条.
    """
    days: list[date | None] = [*exam_days] or [None]
    if all(scope.in_force(key, day) for day in days):
        return []
    return rule.found("occupation", found=f"{key[0]} {key[1]} {key[2]}级", expected="备案范围内的职业、工种和等级")


def notice_over(notice_from: date | None, publicity: Rule, calendar: WorkCalendar) -> date | None:
    """The first day on which numbers may be assigned: the day after the last working day of public notice.

    notice_from: first day of the notice; it counts itself when it is a working day. None where no notice is demanded.
    publicity: CRT-032. Source: 考务管理办法 第二十六条.
    """
    days = publicity.value("publicity_workdays") if publicity.active else None
    if not days or notice_from is None:
        return None
    return calendar.plus(notice_from, days).day
