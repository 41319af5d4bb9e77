"""The hand-over sheet of one custodian, and the list of all. Layouts are proposed (湖南 保密管理要求 2; 河南 安全规程 六)."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from models.core.centre import Context
from models.people.organisation.custody import KIND
from models.people.organisation.tables import OPEN, Custody
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_SHEET = """
| 保管物 | «thing» | 类别 | «kind» |
| 移交人 | «before» | 接收人 | «name» |
| 监交人 | «witness» | 交接日期 | «day» |
| 移交清单 | «listed» | → | → |
| 移交人<br>（签字） | «blank» | 接收人<br>（签字） | «blank» |
| 监交人<br>（签字） | «blank» | 评价机构<br>（盖章） | «blank» |
"""
_LIST = (("序号", 12.0), ("类别", 44.0), ("保管物", 62.0), ("保管人", 26.0), ("开始日期", 28.0), ("结束日期", 28.0), ("移交人", 26.0), ("监交人", 26.0))


def sheet(_context: Context, one: Custody) -> Paper:
    """F-CUSTODY 保管交接单; for the first custodian it is the sheet by which the thing is entrusted."""
    values = {
        "thing": one.thing, "kind": KIND.show(one.kind), "before": one.before.person.name if one.before else "—", "name": one.person.name,
        "witness": one.witness, "day": one.starts_on.isoformat(), "listed": one.listed, "blank": "",
    }  # fmt: skip
    body = grid(_SHEET, (30, 60, 30, 60), values, height=170 * mm, tall={3: 80, 4: 20, 5: 20})
    number = Words(one.document, 9, align="center")
    return Paper(f"保管交接单 {one.thing}", [heading("保管交接单"), gap(2), number, gap(3), body])


def listed(context: Context, kept: Sequence[Custody]) -> Paper:
    """W-CUSTODY 保管人一览表 of the list as it stands."""
    rows = [
        [str(n), KIND.show(one.kind), one.thing, one.person.name, one.starts_on.isoformat(),
         "" if one.ended_on == OPEN else one.ended_on.isoformat(), one.before.person.name if one.before else "", one.witness]
        for n, one in enumerate(kept, 1)
    ]  # fmt: skip
    about = Words(_("{centre}    共 {n} 项    {day}").format(centre=context.centre.name, n=len(rows), day=context.today), 9, align="center")
    table = listing([head for head, _width in _LIST], [width for _head, width in _LIST], rows, size=9, centred=(0, 4, 5))
    return Paper("保管人一览表", [heading("保管人一览表"), gap(2), about, gap(3), table], A4_LANDSCAPE)
