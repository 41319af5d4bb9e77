"""F-STAT-YEAR on paper and W-STATS as a workbook: the rows of one snapshot, totals at the foot."""

import io
from collections.abc import Sequence
from typing import Any

from models.core.centre import Context
from models.statistics.sheets import Line, total
from models.statistics.tables import Snapshot
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_HEADS = ("序号", "职业（工种）", "等级", "批次数", "报名人数", "应考", "实考", "理论合格", "技能合格", "合格人数", "合格率", "发证数", "违纪人数", "备注")
_WIDTHS = (11, 44, 26, 14, 18, 14, 14, 18, 18, 18, 17, 15, 18, 12)  # sum 257, the width between the margins
_BOOK = ("年度", "职业（工种）", "等级", "批次数", "报名人数", "实考人数", "合格人数", "合格率", "发证数", "违纪人数", "备注")
_BOOK_WIDTHS = (8, 32, 16, 9, 10, 10, 10, 9, 9, 10, 24)


def lines_of(record: Snapshot) -> list[Line]:
    return [Line(**one) for one in record.figures["lines"]]


def paper(context: Context, record: Snapshot) -> Paper:
    found = lines_of(record)
    rows = [_row(str(number), one) for number, one in enumerate(found, 1)]
    told = _("{centre}    {first} 至 {last}    快照 {number}").format(
        centre=context.centre.name, first=record.first_day, last=record.last_day, number=record.number)  # fmt: skip
    table = listing(_HEADS, _WIDTHS, [*rows, _row("", total(found))], size=8.5, centred=(0, *range(3, 13)))
    foot = Words("填表人：                    单位负责人（签字、盖章）：                              日期：        年    月    日", 10)
    return Paper(record.title, [heading(record.title), gap(2), Words(told, 9, align="center"), gap(3), table, gap(6), foot], A4_LANDSCAPE)


def _row(number: str, one: Line) -> list[str]:
    counts = (one.batches, one.applied, one.admitted, one.present, one.theory_passed, one.skill_passed, one.passed)
    return [number, one.occupation, one.level_name, *map(str, counts), rate_words(one), str(one.certificates), str(one.struck), one.note]


def rate_words(one: Line) -> str:
    return "–" if one.rate is None else f"{one.rate:.2f}%"


def workbook(record: Snapshot) -> bytes:
    """W-STATS: one row an occupation and level of the year, for the platform."""
    found = lines_of(record)
    rows = [(record.last_day.year, one.occupation, one.level_name, one.batches, one.applied, one.present, one.passed, one.rate, one.certificates,
             one.struck, one.note) for one in (*found, total(found))]  # fmt: skip
    return book(_("认定统计表"), _BOOK, rows, _BOOK_WIDTHS, f"{record.number}  {record.title}")


def book(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float] = (), about: str = "") -> bytes:
    """A workbook of one sheet: header row, rows of text and numbers, what they are about on a second sheet."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from reports.workbooks import look

    made = Workbook()
    sheet: Any = made.active
    sheet.title = title
    for column, head in enumerate(heads, 1):
        look.style_header(look.put(sheet, 1, column, head))
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1] if widths else look.column_width(110, head)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            look.put(sheet, number, column, value)
    sheet.freeze_panes = "A2"
    if about:
        look.lines(made.create_sheet(look.NOTES), [(about,)], (80,))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
