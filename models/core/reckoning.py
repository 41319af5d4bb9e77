"""Counting as people write it, and lateness: what the regulations' phrases come to, each answer with its rules."""

import re
from datetime import date, datetime

from models.core.dates import Reckoning, WorkCalendar, days_plus, months_plus
from models.core.findings import Finding, Severity
from models.core.rulebook import Rulebook
from resources.texts import _

CANDIDATE_RIGHT, LOAN_RETURN, DUTY = "candidate_right", "loan_return", "duty"  # whose last day it is (CAL-005)
_PHRASE = re.compile(r"([+-]?)(\d{1,4}|半)(工作日|个工作日|wd|天|日|d|个月|月|m|年|y)?")
_WORKDAYS, _DAYS, _MONTHS = {"", "工作日", "个工作日", "wd"}, {"天", "日", "d"}, {"个月", "月", "m"}


class NoPeriod(ValueError):
    """The text is no period; the message says what one looks like."""


def count(rules: Rulebook, calendar: WorkCalendar, start: date, phrase: str) -> Reckoning:
    """The day that lies `phrase` after or before (-) a day: +7, -10 working days, +30天, +1个月, +3年, +半年.

    Months and years end on the same day number or the month's last day (CAL-006), days are calendar days (CAL-004);
    neither moves off a day of rest: see `last_day`. Raises NoPeriod.
    """
    match = _PHRASE.fullmatch("".join(phrase.split()))
    unit = (match[3] or "") if match else ""
    if match is None or (match[2] == "半" and unit not in ("年", "y")):
        raise NoPeriod(_("期限应写成 +7、-10（工作日）、+30天、+1个月、+3年、+半年"))
    sign = -1 if match[1] == "-" else 1
    if match[2] == "半":
        return _fixed(months_plus(start, sign * rules["CAL-006"].value("half_year_months")), "CAL-006")
    n = int(match[2])
    if unit in _WORKDAYS:
        return calendar.minus(start, n) if sign < 0 else calendar.plus(start, n)
    if unit in _DAYS:
        return _fixed(days_plus(start, sign * n), "CAL-004")
    return _fixed(months_plus(start, sign * n * (1 if unit in _MONTHS else 12)), "CAL-006")


def _fixed(day: date, rule: str) -> Reckoning:
    return Reckoning(day, rules=(rule,))


def last_day(rules: Rulebook, calendar: WorkCalendar, day: date, kind: str = DUTY) -> Reckoning:
    """The last day of a period that ends on `day`, inclusive: it moves off a day of rest for a candidate's right and
    the return of an archive loan, never for a duty of the centre (CAL-005)."""
    return calendar.roll(day) if kind in rules["CAL-005"].value("roll_for") else _fixed(day, "CAL-005")


def reminder_days(rules: Rulebook, calendar: WorkCalendar, due: date) -> list[date]:
    """The days on which a fixed date is announced: the set numbers of working days before it (CAL-008), earliest first."""
    return sorted(calendar.minus(due, n).day for n in rules["CAL-008"].value("remind_workdays"))


def late(rules: Rulebook, due: date, done: date, about: str = "") -> list[Finding]:
    """A late act of the centre is not refused, it wants a reason (CAL-010). due: the last day in time, inclusive."""
    if done <= due:
        return []
    return rules["CAL-010"].found(about, Severity.WARN, found=done, expected=_("不晚于 {due}").format(due=due))


def late_minutes(rules: Rulebook, since: datetime, done: datetime, minutes: int, about: str = "") -> list[Finding]:
    """The same for a period of minutes, compared in seconds: the exact minute is in time (CAL-009)."""
    taken = (done - since).total_seconds()
    if taken <= minutes * 60:
        return []
    return rules["CAL-009"].found(about, Severity.WARN, found=_("{n} 秒").format(n=int(taken)), expected=_("{n} 分钟内").format(n=minutes))
