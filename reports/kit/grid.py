"""From the grid a form is written down in to a table on paper.

The notation is that of the form catalogue: rows of cells between bars, `→` merged into the cell on the left, `↑` into
the cell above, `«name»` a value, `<br>` a new line, everything else the form's own words. Labels stand centred,
values at the left.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from reports.kit import fonts
from reports.kit.text import BODY, LEADING, Words

RULE = 0.5  # points
ROW = 8 * mm  # a row is never lower
PAD_X, PAD_Y = 1.6 * mm, 1.2 * mm
_COMFORTABLE = 2 * ROW - 2 * PAD_Y  # a value that needs more is set smaller before its row grows
_LIST_COMFORTABLE = 3 * ROW
_SPLIT = 120 * mm
HEAD_GROUND = HexColor("#f3f4f6")
_VALUE = re.compile(r"«(\w+)»")


@dataclass(frozen=True)
class _Cell:
    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def grid(layout: str, widths: Sequence[float], values: Mapping[str, str | Flowable], *, height: float,
         tall: Mapping[int, float] | None = None) -> Table:  # fmt: skip
    """A form's table. widths in mm; height: points the page has for it; tall: for rows that share what is left over,
    their least height in mm by row number from 0. Values that need more room than that shrink, then wrap."""
    cells = _cells(layout)
    points = [width * mm for width in widths]
    contents = {(cell.row, cell.column): _content(cell, values) for cell in cells}
    heights = _heights(cells, contents, points, {row: least * mm for row, least in (tall or {}).items()}, height)
    data: list[list[Any]] = [["" for _column in widths] for _row in heights]
    style: list[tuple[Any, ...]] = cells_style()
    for cell in cells:
        content = contents[cell.row, cell.column]
        data[cell.row][cell.column] = content
        if hasattr(content, "stretch"):
            content.stretch(sum(heights[cell.row : cell.row + cell.rows]) - 2 * PAD_Y)
        if cell.rows > 1 or cell.columns > 1:
            style.append(("SPAN", *_corners(cell)))
        if cell.row in (tall or {}) and _VALUE.fullmatch(cell.text):
            style.append(("VALIGN", *_corners(cell), "TOP"))
    table = Table(data, points, heights, splitInRow=1)
    table.setStyle(TableStyle(style))
    return table


def listing(heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str | Flowable]], *,
            size: float = 9, centred: Sequence[int] = ()) -> Table:  # fmt: skip
    """A list whose header row stands on every page. widths in mm; `centred`: columns by number from 0."""
    points = [width * mm for width in widths]
    head = [Words(text, size, "hei", "center") for text in heads]
    body = [[_plain_cell(value, size, column in centred) for column, value in enumerate(row)] for row in rows]
    heights = [
        max(ROW, *(_needed(cell, width) for cell, width in zip(row, points, strict=True))) for row in (head, *body)
    ]
    tall = max(heights) > _SPLIT  # a row is cut only where it would not fit a page: else its head stands alone below
    table = Table([head, *body], points, heights, repeatRows=1, splitInRow=int(tall))
    table.setStyle(TableStyle([*cells_style(), ("BACKGROUND", (0, 0), (-1, 0), HEAD_GROUND)]))
    return table


def cells_style() -> list[tuple[Any, ...]]:
    """What every table has: rules, padding, and an embedded font even where a cell is empty."""
    return [
        ("FONT", (0, 0), (-1, -1), fonts.face(fonts.SONG).chinese, BODY),
        ("GRID", (0, 0), (-1, -1), RULE, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PAD_X),
        ("RIGHTPADDING", (0, 0), (-1, -1), PAD_X),
        ("TOPPADDING", (0, 0), (-1, -1), PAD_Y),
        ("BOTTOMPADDING", (0, 0), (-1, -1), PAD_Y),
    ]


def _plain_cell(value: str | Flowable, size: float, centred: bool) -> Flowable:
    return (
        Words(value, size, align="center" if centred else "left", tall=_LIST_COMFORTABLE)
        if isinstance(value, str)
        else value
    )


def _cells(layout: str) -> list[_Cell]:
    rows = [[part.strip() for part in line.strip().strip("|").split("|")] for line in layout.strip().splitlines()]
    if len({len(row) for row in rows}) != 1:
        raise ValueError("every row of a grid has the same number of cells")
    return [
        _Cell(row, column, text, _reach(rows, row, column, 1, 0, "↑"), _reach(rows, row, column, 0, 1, "→"))
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text not in ("→", "↑")
    ]


def _reach(rows: list[list[str]], row: int, column: int, down: int, right: int, mark: str) -> int:
    """How many cells a cell covers in one direction, itself included."""
    reach = 1
    while (
        (below := row + reach * down) < len(rows)
        and (beside := column + reach * right) < len(rows[row])
        and rows[below][beside] == mark
    ):
        reach += 1
    return reach


def _content(cell: _Cell, values: Mapping[str, str | Flowable]) -> Flowable:
    whole = _VALUE.fullmatch(cell.text)
    if whole:
        value = values[whole[1]]
        return Words(value, tall=_COMFORTABLE) if isinstance(value, str) else value
    return Words(_VALUE.sub(lambda match: str(values[match[1]]), cell.text.replace("<br>", "\n")), align="center")


def _corners(cell: _Cell) -> tuple[tuple[int, int], tuple[int, int]]:
    return (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1)


def _heights(cells: list[_Cell], contents: Mapping[tuple[int, int], Flowable], widths: Sequence[float],
             tall: Mapping[int, float], height: float) -> list[float]:  # fmt: skip
    """Each row as high as its fullest cell; what the page has left goes to the tall rows, in proportion."""
    heights = [ROW] * (max(cell.row for cell in cells) + 1)
    for cell in cells:
        width = sum(widths[cell.column : cell.column + cell.columns])
        needed = _needed(contents[cell.row, cell.column], width)
        rows = range(cell.row, cell.row + cell.rows)
        lacking = needed - sum(heights[row] for row in rows)
        if lacking > 0 and not tall.keys() & set(rows):
            for row in rows:
                heights[row] += lacking / cell.rows
    spare = height - sum(points for row, points in enumerate(heights) if row not in tall)
    for row, least in tall.items():
        heights[row] = max(least, spare * least / sum(tall.values()))
    return heights


def _needed(content: Flowable, width: float) -> float:
    return float(content.wrap(width - 2 * PAD_X, 10**6)[1]) + 2 * PAD_Y


class Memo(Flowable):
    """A long text with the place for stamp and date at its lower right; the text shrinks before the place does."""

    def __init__(self, written: str, sign: str = "", size: float = BODY):
        super().__init__()
        self.written, self.sign, self.size = written, sign, size
        self._height = 20 * mm

    def stretch(self, height: float) -> None:
        self._height = height

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = avail_width, self._height
        return self.width, self.height

    def draw(self) -> None:
        foot = self.size * LEADING * 1.6 if self.sign else 0
        words = Words(self.written, self.size, tall=self.height - foot)
        words.wrap(self.width, self.height)
        words.drawOn(self.canv, 0, self.height - words.height)
        if self.sign:
            sign = Words(self.sign, self.size, align="right")
            sign.wrap(self.width - 4 * mm, foot)
            sign.drawOn(self.canv, 0, 1.5 * mm)
