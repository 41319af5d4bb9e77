"""What is due is derived, never stored: each area answers for its own, everyone sees the same union.

Thousands of items are made at each look, so an area reads the columns it names (no records), asks its rules once and not
for every row, and makes its items by position. The calendar remembers what it has counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from models.core.centre import Context
from resources.texts import _

OVERDUE, TODAY, SOON, LATER = "overdue", "today", "soon", "later"
INCOMPLETE = ("complete", "no")  # the facet and its answer by which a register lists incomplete records
WEEK = 7  # the desk's word "七日内"; not a limit of any regulation


class DueItem(NamedTuple):
    """One dated to-do. `due` is the last day it is in time (inclusive); `role` whose it is."""

    area: str
    register: str
    record_id: int
    key: str
    title: str
    due: date
    rule: str
    requirement: str
    role: str
    kind: str
    provisional: bool = False
    announced: bool = False  # today is one of the days on which a date ahead is announced (CAL-008)
    at: datetime | None = None  # the moment, where the limit is one of hours or minutes

    def state(self, today: date) -> str:
        if self.due < today:
            return OVERDUE
        if self.due == today:
            return TODAY
        return SOON if (self.due - today).days <= WEEK else LATER


Answer = Callable[[Context], Iterable[DueItem]]
AREAS: dict[str, Answer] = {}  # filled by the areas' queries.py
PAGES: dict[str, int] = {}  # pages that are no register and yet have something due, with their row of the permission matrix


_AREA_AND_KEY = attrgetter("area", "key")


def due_items(context: Context) -> list[DueItem]:
    """Everything that is due for the eyes of this person, most urgent first."""
    from models.core.registers import REGISTERS, may_read

    readable = {key for key, register in REGISTERS.items() if may_read(context, register)}
    readable |= {key for key, row in PAGES.items() if context.may_see(row)}
    of_day: defaultdict[date, list[DueItem]] = defaultdict(list)
    for answer in AREAS.values():
        for item in answer(context):
            if item.register in readable:
                of_day[item.due].append(item)
    items: list[DueItem] = []
    for day in sorted(of_day):
        on_day = sorted(of_day[day], key=_AREA_AND_KEY)
        items += [item._replace(announced=True) for item in on_day] if _announced_today(context, day) else on_day
    return items


def _announced_today(context: Context, day: date) -> bool:
    from models.core.reckoning import reminder_days

    return day > context.today and context.today in reminder_days(context.rules, context.calendar, day)


def incomplete_counts(context: Context) -> dict[str, int]:
    """How many records of each register lack something a complete record has: undated to-dos, listed by the register itself."""
    from models.core.registers import REGISTERS, View, count, may_read

    registers = [one for one in REGISTERS.values() if any(facet.name == INCOMPLETE[0] for facet in one.facets) and may_read(context, one)]
    counts = {one.key: count(context, one, View(facets=dict([INCOMPLETE]))) for one in registers}
    return {key: number for key, number in counts.items() if number}


def how_long(item: DueItem, today: date) -> str:
    """逾期 3 天 · 今日到期 · 剩 12 天 (calendar days)."""
    days = (item.due - today).days
    if days < 0:
        return _("逾期 {n} 天").format(n=-days)
    return _("今日到期") if days == 0 else _("剩 {n} 天").format(n=days)
