"""The forms of statistics; each prints the frozen figures of one snapshot."""

from typing import TYPE_CHECKING

from models.core.centre import Context
from models.statistics.tables import Snapshot
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
