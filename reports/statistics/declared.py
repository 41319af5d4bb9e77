"""The forms of statistics and W-STATS; each gives the frozen figures of one snapshot."""

from typing import TYPE_CHECKING

from models.core.centre import Context
from models.statistics.tables import Snapshot
from reports.books import Book, declare_book
from reports.forms import form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper

SNAPSHOTS, ROW = "statistics.snapshots", 33


@form("F-STAT-YEAR", _("认定统计表"), registers=(SNAPSHOTS,), row=ROW)
def year(context: Context, record: Snapshot) -> "Paper":
    from reports.statistics.sheets import paper

    return paper(context, record)


@form("F-STAT-BOARD", _("合格率一页报告"), registers=(SNAPSHOTS,), row=ROW)
def board(context: Context, record: Snapshot) -> "Paper":
    from reports.statistics.board import page

    return page(context, record)


def _stats(_context: Context, record: Snapshot) -> bytes:
    from reports.statistics.sheets import workbook

    return workbook(record)


W_STATS = declare_book(Book("W-STATS", _("认定统计表（工作簿）"), SNAPSHOTS, ROW, _stats))
