"""What the monthly sheet asks: a span of days, a grouping, the shares and their workbook."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.complaints.queries import GROUPS, Share, timeliness
from models.core.centre import Context
from models.core.dates import months_plus
from resources.texts import _

MONTH, QUARTER, YEAR, LAST = "month", "quarter", "year", "last"
SPANS = {MONTH: _("本月"), LAST: _("上月"), QUARTER: _("近三个月"), YEAR: _("今年")}
HEADS = (_("件数"), _("按时"), _("有超期"), _("逾期未办"), _("按时占已判定"))


@dataclass(frozen=True)
class Sheet:
    """One reading: what was received between two days (both inclusive), grouped."""

    by: str
    first: date
    last: date
    shares: tuple[Share, ...]

    @property
    def total(self) -> int:
        return sum(one.cases for one in self.shares)


def span(name: str, today: date) -> tuple[date, date]:
    start = today.replace(day=1)
    return {
        MONTH: (start, today), LAST: (months_plus(start, -1), start - timedelta(days=1)), QUARTER: (months_plus(start, -2), today),
        YEAR: (date(today.year, 1, 1), today),
    }[name]  # fmt: skip


def read(context: Context, by: str, name: str) -> Sheet:
    first, last = span(name, context.today)
    return Sheet(by, first, last, tuple(timeliness(context, by, first, last)))


def workbook(context: Context, sheet: Sheet) -> bytes:
    from reports.complaints.lists import monthly_workbook

    return monthly_workbook(sheet.shares, sheet.by, sheet.first, sheet.last, context.centre.name)


def cells(share: Share) -> tuple[str, ...]:
    from reports.complaints.lists import share_words

    return (share.label, str(share.cases), str(share.in_time), str(share.late), str(share.overdue), share_words(share))


__all__ = ["GROUPS", "HEADS", "SPANS", "Sheet", "cells", "read", "span", "workbook"]
