"""What is due, on a sheet to take along: each item with its day, what is asked, the rule, and a box to tick."""

from collections.abc import Iterable

from models.core.centre import Context
from models.core.due import DueItem, how_long
from models.core.roles import NAMES
from reports.kit.grid import listing
from reports.kit.marks import tick
from reports.kit.page import A4_LANDSCAPE, Footer, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _


def due_list(context: Context, items: Iterable[DueItem]) -> Paper:
    """The items in the order given."""
    rows = [
        [str(number), _day(item), how_long(item, context.today), item.kind, item.title, item.requirement,
         item.rule, NAMES.get(item.role, item.role), tick(False)]
        for number, item in enumerate(items, 1)
    ]  # fmt: skip
    title = "近期到期事项"
    about = "    ".join([context.centre.name, context.today.isoformat(), _("共 {n} 项").format(n=len(rows))])
    heads = ("序号", "到期日", "期限", "事项", "对象", "要求", "依据", "经办", "完成")
    table = listing(heads, (11, 26, 25, 25, 60, 50, 28, 20, 12), rows, centred=(0, 1, 2))
    return Paper(title, [heading(title), gap(2), Words(about, 9, align="center"), gap(3), table], A4_LANDSCAPE)


def desk_pdf(context: Context, items: Iterable[DueItem]) -> bytes:
    """The same as a PDF with its print time, unnumbered: a person's own working paper."""
    return due_list(context, items).pdf(Footer("DUE", "", context.now))


def _day(item: DueItem) -> str:
    return _("{day}（暂定）").format(day=item.due.isoformat()) if item.provisional else item.due.isoformat()
