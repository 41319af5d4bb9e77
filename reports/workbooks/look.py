"""How the program's workbooks look: one quiet style, headers frozen, numbers that are names kept as text."""

from typing import TYPE_CHECKING, Any

from models.core.kinds import Day, Kind, Moment, Score, Whole
from resources.texts import _

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

DATA, DICTIONARY, NOTES = _("数据"), _("字典"), _("填写说明")
TEXT_FORMAT, DAY_FORMAT, MOMENT_FORMAT = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
FONT = "微软雅黑"
_PIXELS_PER_UNIT = 7.5  # of a column's width in a workbook


def number_format(kind: Kind) -> str:
    """Dates as dates, counts and scores as numbers, everything else (identity numbers, codes, telephones) as text."""
    if isinstance(kind, Day):
        return DAY_FORMAT
    if isinstance(kind, Moment):
        return MOMENT_FORMAT
    return "General" if isinstance(kind, (Whole, Score)) else TEXT_FORMAT


def style_header(cell: "Cell", *, strong: bool = False) -> None:
    """strong: the column identifies a row, an import cannot do without it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF" if strong else "1F2937")
    cell.fill = PatternFill("solid", fgColor="0F5C8C" if strong else "E7F1F8")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(bottom=Side("thin", color="E5E7EB"), right=Side("thin", color="E5E7EB"))
    cell.number_format = TEXT_FORMAT


def put(sheet: "Worksheet", row: int, column: int, value: Any) -> "Cell":
    """A value into a cell; a text that begins with = + - @ stays a text."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return cell


def column_width(pixels: int, label: str) -> float:
    return max(pixels / _PIXELS_PER_UNIT, 2.2 * len(label) + 3)


def lines(sheet: "Worksheet", rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> None:
    """A sheet of plain text: the first row of a block of one cell is its heading."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            cell = put(sheet, number, column, text)
            cell.font = Font(name=FONT, size=10, bold=len(texts) == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=len(texts) > 1)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
