"""A workbook before it is imported: its sheets, how each would be read, and a few lines to recognise the columns by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.core import headers, workbooks
from models.core.centre import Context
from models.core.headers import SERIAL, Plan
from models.core.registers import Register
from models.core.workbooks import as_found, is_blank

SAMPLES = 3  # filled cells shown of each column


@dataclass(frozen=True)
class Look:
    """One sheet: the proposed reading, whether it fits at all, and sample texts by column (from 0)."""

    plan: Plan
    fits: bool
    rows: int
    samples: Sequence[str]


def look_at(context: Context, register: Register, path: Path) -> list[Look]:
    """Every sheet of a workbook, those to import marked as fitting. Raises BadFile."""
    limits = context.rules["SYS-012"]
    sheets = workbooks.read(path, limits)
    plans = [headers.plan(register, sheet, limits.value("header_rows")) for sheet in sheets]
    fitting = {one.sheet for one in plans if one.score and not one.missing}
    if not fitting:
        fitting = {max(plans, key=lambda one: one.score).sheet}
    return [_look(sheet, one, one.sheet in fitting) for sheet, one in zip(sheets, plans, strict=True)]


def _look(sheet: workbooks.Sheet, plan: Plan, fits: bool) -> Look:
    below = [cells for number, cells in sheet.rows if not plan.header_rows or number > plan.header_rows[-1]]
    samples = []
    for column in range(len(plan.headers)):
        cells = (cells[column] for cells in below[:50] if column < len(cells) and not is_blank(cells[column]))
        samples.append("、".join(dict.fromkeys(as_found(cell)[:18] for cell, _n in zip(cells, range(SAMPLES), strict=False))))
    return Look(plan, fits, len(below), samples)


def mapped(register: Register, plan: Plan, columns: Mapping[str, int]) -> Plan:
    """The plan as the person mapped it; the serial number column stays where it was found."""
    serial = {SERIAL: plan.columns[SERIAL]} if SERIAL in plan.columns else {}
    return headers.with_columns(register, plan, {**serial, **columns})


def letter(column: int) -> str:
    """A column's letter in the workbook: 0 is A, 26 is AA."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
