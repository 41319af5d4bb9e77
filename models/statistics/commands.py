"""What may be done with statistics: take a numbered snapshot, note that an annual one was reported."""

import json
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.files import digest_of
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Text
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.statistics import sheets
from models.statistics.queries import Chosen, find_snapshot
from models.statistics.tables import Snapshot
from resources.texts import _

YEAR_KIND, MONTH_KIND, BOARD_KIND = "year", "month", "board"
KIND = Choice({MONTH_KIND: _("月度统计"), YEAR_KIND: _("年度统计"), BOARD_KIND: _("看板")})
STATISTICS, SUMMARY = "statistics", "summary"
PART = Choice({STATISTICS: _("统计表"), SUMMARY: _("工作总结")})
SNAPSHOT = Subject("snapshot", _("统计快照"), Snapshot, find_snapshot)
TAKERS = frozenset({DIRECTOR, GENERAL, EXAM, SUPERVISOR})


@dataclass(frozen=True)
class Span:
    first: date
    last: date


def last_month(context: Context, _record: object) -> date:
    """The first day of the month that is over."""
    year, month = divmod(context.today.year * 12 + context.today.month - 2, 12)
    return date(year, month + 1, 1)


def span_of(kind: str, first: date, last: date | None) -> Span:
    """The whole month or year that the first day lies in; for a board the days as given."""
    if kind == YEAR_KIND:
        return Span(date(first.year, 1, 1), date(first.year, 12, 31))
    if kind == MONTH_KIND:
        return Span(first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1]))
    return Span(first, last or first)


def title_of(kind: str, span: Span) -> str:
    if kind == YEAR_KIND:
        return _("{year} 年度认定统计表").format(year=span.first.year)
    if kind == MONTH_KIND:
        return _("{year} 年 {month} 月认定统计表").format(year=span.first.year, month=span.first.month)
    return _("合格率看板 {first} 至 {last}").format(first=span.first, last=span.last)


def _next_number(unit: Unit) -> str:
    start = f"TJ-{unit.today.year}-"
    highest = unit.db.scalar(select(func.max(Snapshot.number)).where(Snapshot.number.startswith(start)))
    return f"{start}{int(highest[len(start):]) + 1 if highest else 1:04d}"  # fmt: skip


@command("statistics.take_snapshot", _("生成统计快照"), only=TAKERS, rules=("ASM-STA-002", "ASM-STA-003", "SYS-014"), params=(
    Param("kind", _("种类"), KIND, default=MONTH_KIND),
    Param("first", _("起始日期"), Day(), default=last_month, help=_("月度、年度统计取其所在的整月、整年")),
    Param("last", _("截止日期"), Day(), required=False, help=_("只用于看板")),
))  # fmt: skip
def take_snapshot(unit: Unit, kind: str, first: date, last: date | None) -> Iterator[Finding]:
    """Freeze the figures of a span under a number; what is printed later is printed from them."""
    span = span_of(kind, first, last)
    if span.last < span.first:
        yield from unit.rules["SYS-014"].found("last", label=_("截止日期"), found=span.last, other=_("起始日期"), expected=span.first)
        return
    if span.first > unit.today:
        yield from unit.rules["SYS-014"].found("first", label=_("起始日期"), found=span.first, other=_("今天"), expected=unit.today)
        return
    chosen = Chosen(span.first, span.last)
    figures = json.loads(json.dumps(sheets.frozen(unit, chosen), ensure_ascii=False))
    record = Snapshot(number=_next_number(unit), kind=kind, title=title_of(kind, span), first_day=span.first, last_day=span.last,
                      taken_on=unit.today, taken_at=unit.now, taken_by=unit.actor.login, figures=figures, digest=digest(figures))  # fmt: skip
    unit.add(record)
    unit.value = record.number
    yield from sheets.identities(unit, chosen)


def digest(figures: object) -> str:
    """The hash that proves frozen figures."""
    return digest_of(json.dumps(figures, ensure_ascii=False, sort_keys=True).encode())


def report_limit(context: Context, year: int) -> date | None:
    """ASM-STA-001: the last day on which a year is reported in time; None where nothing is asked."""
    rule = context.rules["ASM-STA-001"]
    told = rule.value("report_by") if rule.active else None
    return date.fromisoformat(f"{year + 1}-{told}") if told else None


def _annual(context: Context, snapshot: Snapshot) -> list[Finding]:
    if snapshot is None or snapshot.kind == YEAR_KIND:
        return []
    params: dict[str, Any] = {"label": KIND.show(snapshot.kind), "found": snapshot.number, "expected": KIND.show(YEAR_KIND)}
    return context.rules["SYS-002"].found("", **params)


@command("statistics.record_report", _("登记上报"), subject=SNAPSHOT, only=frozenset({DIRECTOR, GENERAL, EXAM}), guard=_annual,
         rules=("ASM-STA-001", "SYS-014"), params=(
    Param("part", _("上报内容"), PART, default=STATISTICS), Param("day", _("上报日期"), Day(), default=lambda context, _record: context.today),
    Param("way", _("方式或回执"), Text(120), required=False),
))  # fmt: skip
def record_report(unit: Unit, snapshot: Snapshot, part: str, day: date, way: str | None) -> Iterator[Finding]:
    """The day on which the year's statistics or summary went to the office above; after the limit it wants a reason."""
    if not snapshot.taken_on <= day <= unit.today:
        yield from unit.rules["SYS-014"].found("day", label=_("上报日期"), found=day, other=_("快照日期与今天之间"), expected=unit.today)
        return
    if part == STATISTICS:
        snapshot.reported_on = day
    else:
        snapshot.summary_on = day
    snapshot.report_way = way or snapshot.report_way
    limit = report_limit(unit, snapshot.last_day.year)
    if limit and day > limit:
        yield from unit.rules["ASM-STA-001"].found("day", Severity.WARN, found=day, expected=limit)
