"""A person's own workbook back with what is wrong: headers and faulty rows, the cells marked, a column 错误."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.core import workbooks
from models.core.findings import Severity
from models.core.headers import Plan
from models.core.intake import Report, RowFault
from models.core.rulebook import Rule
from models.core.workbooks import CellError
from reports.workbooks import look
from resources.texts import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ERRORS = _("错误")
_WIDEST, _NARROWEST, _ERROR_WIDTH = 40, 8, 70
_MARKS = {Severity.BLOCK: ("FDECEA", "B42318"), Severity.WARN: ("FEF4E6", "B54708")}  # ground, ink
_WORDS = {Severity.BLOCK: _("不能导入"), Severity.WARN: _("需写明理由")}
_Row = tuple[int, Sequence[Any]]  # row number in the sheet from 1, cells: values, or openpyxl's read-only cells


def fault_workbook(path: Path, report: Report, limits: Rule) -> bytes:
    """The rejected and held-back rows of an import as .xlsx: put right, it can be imported again.

    path: the file that was imported (.xlsx keeps its cell formats; .xls and .csv become .xlsx). report: what the import
    answered. limits: rule SYS-012. Titles and headers come along; an earlier column 错误 is replaced. Raises BadFile
    when the file can no longer be read.
    """
    from openpyxl import Workbook

    by_sheet: dict[str, dict[int, list[RowFault]]] = defaultdict(lambda: defaultdict(list))
    for fault in report.faults:
        by_sheet[fault.sheet][fault.row].append(fault)
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in _sheets(path, limits):
        plan = next((one for one in report.plans if one.sheet == name), None)
        if plan and name in by_sheet:
            _copy(workbook.create_sheet(name), plan, rows, by_sheet[name])
    if not workbook.worksheets:
        workbook.create_sheet(look.DATA)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _sheets(path: Path, limits: Rule) -> Iterator[tuple[str, Iterator[_Row]]]:
    if path.suffix.lower() == ".xlsx":
        from openpyxl import load_workbook

        try:
            source = load_workbook(path, read_only=True, data_only=True)
        except Exception:  # openpyxl refuses some files that the import could read: their formats are lost, no more
            source = None
        if source is not None:
            for sheet in source.worksheets:
                sheet.reset_dimensions()
                yield sheet.title, enumerate(sheet.iter_rows(max_col=workbooks.WIDEST), 1)
            source.close()
            return
    for read in workbooks.read(path, limits):
        yield read.name, iter(read.rows)


def _copy(sheet: "Worksheet", plan: Plan, rows: Iterator[_Row], faults: dict[int, list[RowFault]]) -> None:
    head = plan.header_rows[-1]
    errors = plan.headers.index(ERRORS) if ERRORS in plan.headers else len(plan.headers)
    styles = _Styles(sheet)
    widths: dict[int, int] = defaultdict(lambda: _NARROWEST)
    for number, cells in rows:
        if number > head and number not in faults:
            continue
        at = number if number <= head else sheet.max_row + 1
        for column, cell in enumerate(cells):
            if column == errors:
                continue
            target = look.put(sheet, at, column + 1, _value(cell))
            styles.copy(cell, target)
            if number >= head and target.value is not None:
                widths[column] = max(widths[column], min(_WIDEST, _units(str(target.value)) + 2))
        if number > head:
            _mark(sheet, at, errors, plan, faults[number])
    _finish(sheet, head, errors, widths)


def _finish(sheet: "Worksheet", head: int, errors: int, widths: dict[int, int]) -> None:
    from openpyxl.utils import get_column_letter

    look.style_header(look.put(sheet, head, errors + 1, ERRORS), strong=True)
    for column, width in (*widths.items(), (errors, _ERROR_WIDTH)):
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = f"A{head + 1}"


def _mark(sheet: "Worksheet", row: int, errors: int, plan: Plan, faults: list[RowFault]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for fault in reversed(faults):  # the first, gravest one last: its colour stays
        if fault.column in plan.headers:
            ground, ink = _MARKS[fault.severity]
            cell = sheet.cell(row, plan.headers.index(fault.column) + 1)
            cell.fill, cell.font = (
                PatternFill("solid", fgColor=ground),
                Font(name=look.FONT, size=10, bold=True, color=ink),
            )
    cell = look.put(sheet, row, errors + 1, "\n".join(_sentence(fault) for fault in faults))
    cell.font = Font(name=look.FONT, size=10, color=_MARKS[faults[0].severity][1])
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _sentence(fault: RowFault) -> str:
    """不能导入 · 身份证号：校验码应为 3，实为 4（PPL-ASR-…）."""
    return _("{kind} · {column}：{text}（{rule}）").format(
        kind=_WORDS[fault.severity], column=fault.column, text=fault.text, rule=fault.rule
    )


def _value(cell: Any) -> Any:
    value = cell.value if hasattr(cell, "value") else cell
    return str(value) if isinstance(value, CellError) else None if value == "" else value


def _units(text: str) -> int:
    """Width of a text in characters of a workbook's column: a Chinese one takes two."""
    return max(sum(1 if character < "\u2000" else 2 for character in line) for line in text.split("\n"))


class _Styles:
    """Copies the look of cells from another workbook, each style once."""

    def __init__(self, sheet: "Worksheet"):
        self._sheet = sheet
        self._known: dict[int, Any] = {}

    def copy(self, source: Any, target: Any) -> None:
        from copy import copy

        if not getattr(source, "has_style", False):
            return
        if source._style_id not in self._known:
            for part in ("font", "fill", "border", "alignment", "number_format"):
                setattr(target, part, copy(getattr(source, part)))
            self._known[source._style_id] = copy(target._style)
        target._style = copy(self._known[source._style_id])
