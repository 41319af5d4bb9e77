"""A reconciliation as a workbook: how many of each class, then every finding with both values side by side."""

import io
from collections.abc import Mapping
from typing import Any

from reports.workbooks.look import put, style_header
from resources.texts import _

HEADS = (_("类别"), _("差异"), _("编号"), _("栏目"), _("台账"), _("对方"), _("线索"), _("严重程度"), _("处理办法"))
NAMES = ("class", "title", "key", "about", "left", "right", "hint", "severity", "action")
WIDTHS = (10, 22, 26, 12, 34, 34, 30, 10, 30)


def workbook(centre: str, told: Mapping[str, Any]) -> bytes:
    """told: the answer of certificates.reconcile. All cells are text: a number never loses digits, nothing is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    summary, sheet = book.active, book.create_sheet(_("差异"))
    assert summary is not None
    summary.title = _("汇总")
    titles = {one["class"]: one["title"] for one in told["findings"]}
    lines = [(_("单位"), centre), (_("核对日期"), told["as_of"]), (_("台账行数"), str(told["register_rows"])),
             (_("导出行数"), str(told["online_rows"])), (_("差异合计"), str(sum(told["counts"].values()))),
             *((f"{kind} {titles[kind]}", str(count)) for kind, count in told["counts"].items())]  # fmt: skip
    _fill(summary, (_("项目"), _("内容")), lines, (34, 40))
    _fill(sheet, HEADS, [[str(one[name]) for name in NAMES] for one in told["findings"]], WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, heads: Any, rows: Any, widths: Any) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for number, row in enumerate([heads, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = put(sheet, number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                style_header(cell)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
