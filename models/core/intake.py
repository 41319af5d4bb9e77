"""Importing a workbook into a register: preview, then one command that takes the good rows, all or nothing, or none.

What breaks a `block` rule is rejected, what breaks a `warn` rule is held back until a reason is given; both come back
with row, column, what was found and what is expected. The same file a second time changes nothing and says so.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from models.core import workbooks
from models.core.acts import Outcome, Param, Unit, calling, command
from models.core.centre import Centre, Context
from models.core.files import digest_of
from models.core.findings import Finding, Severity, blocked, warnings
from models.core.headers import SERIAL, Plan, fields_of, plan, with_columns
from models.core.kinds import BadValue, Day, File, Flag, Json, plain
from models.core.progress import Progress, Work, to_the_end
from models.core.registers import REGISTERS, Register
from models.core.sheetrows import Column, content_of, is_note, released
from models.core.workbooks import BadFile, CellError, as_found, is_blank
from resources.texts import _

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_STRIDE = 500  # rows looked up together, and between two looks at progress and cancel
_YEAR = re.compile(r"(19|20)\d\d")
_TWO_DAYS = re.compile(r"^\D{0,2}?(\d{4}.+?)\s*(?:[-—–−~～至到]+|起至?)\s*(\d{4}.+?)\D{0,2}$")
_TEXT_MARK = "'’‘`"  # typed before a number to keep it text


@dataclass(frozen=True)
class RowFault:
    """One thing wrong with one row, in the words of the sheet."""

    sheet: str
    row: int
    serial: str
    column: str
    found: str
    expected: str
    rule: str
    severity: Severity
    text: str
    clause: str


@dataclass
class Row:
    """One row on its way in: values by field name, and the findings about it."""

    sheet: str
    number: int
    serial: str
    values: dict[str, Any]
    cells: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)


class Taking(Protocol):
    """How an area takes rows: judge each against rules and what is stored, then store the accepted ones at once."""

    def look_up(self, rows: Sequence[Row]) -> None:
        """Read what is stored about the next rows, in a few questions for all of them."""

    def judge(self, row: Row) -> str:
        """new · changed · unchanged; adds findings to the row."""

    def accept(self, row: Row, verdict: str) -> None: ...

    def store(self) -> list[dict[str, Any]]:
        """Write all accepted rows; answers the before/after of records that were changed."""

    def tally(self) -> dict[str, int]:
        """What the file holds, counted over all its rows: people, cards …"""


@runtime_checkable
class OpensFile(Protocol):
    """A `Taking` that wants more of the file than its rows: pictures inside it, a folder beside it."""

    def opened(self, path: Path) -> None: ...


@dataclass(frozen=True)
class Intake:
    """What a register says about its import: the command, and how to begin. keeps_twins: a row that repeats an earlier
    one is a fact of the old ledger and goes to the area, not to the duplicates."""

    command: str
    begin: Callable[[Context], Taking]
    keeps_twins: bool = False
    begin_history: Callable[[Context], Taking] | None = None  # where old rows are taken in another way than new ones


@dataclass
class Report:
    """What an import did, or would do. Counts are rows."""

    file: str
    digest: str
    plans: list[Plan]
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: list[RowFault] = field(default_factory=list)
    rejected: list[RowFault] = field(default_factory=list)
    duplicates: list[RowFault] = field(default_factory=list)
    marked: list[RowFault] = field(default_factory=list)  # taken as they are, with what is wrong with them (history)
    ignored: list[tuple[str, int, str]] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    written: bool = False

    @property
    def faults(self) -> list[RowFault]:
        return sorted([*self.rejected, *self.held], key=lambda fault: (fault.sheet, fault.row))

    @property
    def bad_rows(self) -> int:
        return len({(fault.sheet, fault.row) for fault in self.faults})

    def summary(self) -> dict[str, Any]:
        """The report as programs read it."""
        return {
            "file": self.file, "rows": self.rows, "new": self.new, "changed": self.changed, "unchanged": self.unchanged,
            "held": [asdict(fault) for fault in self.held], "rejected": [asdict(fault) for fault in self.rejected],
            "duplicates": [asdict(fault) for fault in self.duplicates], "marked": [asdict(fault) for fault in self.marked],
            "found": self.found,
            "ignored": [{"sheet": sheet, "row": row, "text": text} for sheet, row, text in self.ignored],
            "sheets": [{"sheet": plan.sheet, "header_row": plan.header_rows[-1] if plan.header_rows else 0,
                        "unknown_headers": list(plan.unknown)} for plan in self.plans],
        }  # fmt: skip


def plans_for(context: Context, register: Register, path: Path) -> list[Plan]:
    """How each fitting sheet of a workbook reads; the best guess alone where none fits. Raises BadFile."""
    return _best_plans(context, register, workbooks.read(path, context.rules["SYS-012"]))


def _best_plans(context: Context, register: Register, sheets: Iterable[workbooks.Sheet]) -> list[Plan]:
    found = [plan(register, sheet, context.rules["SYS-012"].value("header_rows")) for sheet in sheets]
    fitting = [one for one in found if one.score and not one.missing]
    return fitting or [max(found, key=lambda one: one.score)]


def preview(centre: Centre, register: Register, path: Path, plans: list[Plan] | None = None, reason: str = "",
            history: bool = False) -> Work[Report]:  # fmt: skip
    """What an import would do; nothing is written. Raises BadFile."""
    with centre.reading() as context:
        report, _taking, _accepted = yield from _judged(context, register, path, plans, reason, history)
    return report


def carrying_out(centre: Centre, register: Register, path: Path, plans: list[Plan] | None = None, *, reason: str = "",
                 all_or_nothing: bool = False, history: bool = False) -> Work[Outcome]:  # fmt: skip
    """Import as the register's command, as long work. The outcome's value is the Report."""
    assert register.intake is not None
    return calling(centre, register.intake().command, reason=reason, file=str(path), all_or_nothing=all_or_nothing,
                   columns=_packed(plans), history=history)  # fmt: skip


def carry_out(centre: Centre, register: Register, path: Path, **how: Any) -> Outcome:
    return to_the_end(carrying_out(centre, register, path, **how))


def _packed(plans: list[Plan] | None) -> str | None:
    return json.dumps([{"sheet": one.sheet, "columns": dict(one.columns)} for one in plans], ensure_ascii=False) if plans else None


IMPORT_PARAMS = (
    Param("file", _("工作簿"), File((".xlsx", ".xls", ".csv"))),
    Param("all_or_nothing", _("全部或不导入"), Flag(), default=False),
    Param("history", _("历史数据"), Flag(), default=False, help=_("按原样收入旧记录，只作标记")),
    Param("columns", _("列的对应"), Json(20_000, keys=("sheet", "columns")), required=False, help=_("留空则自动识别表头")),
)


def declare_import(name: str, title: str, register: str, row: int, rules: tuple[str, ...], also: frozenset[str] = frozenset()) -> None:
    """Declare the import command of a register: one act, one audit entry with the file's hash and a digest of its rows."""

    @command(name, title, row=row, letters="C", also=also, rules=(*rules, "SYS-012", "SYS-017"), params=IMPORT_PARAMS)
    def take(unit: Unit, file: str, all_or_nothing: bool, history: bool, columns: str | None) -> Iterator[Finding | Progress]:
        yield from _take(unit, REGISTERS[register], Path(file), all_or_nothing, columns, history)


def _take(
    unit: Unit, register: Register, path: Path, all_or_nothing: bool, columns: str | None, history: bool
) -> Iterator[Finding | Progress]:
    try:
        plans = _unpacked(unit, register, path, columns)
        report, taking, accepted = yield from _judged(unit, register, path, plans, unit.reason, history)
    except BadFile as bad:
        yield from unit.rules["SYS-012"].found("file", name=path.name, why=bad.why, advice=bad.advice)
        return
    unit.value = report
    unnamed = [label for one in report.plans for label in one.missing]
    if unnamed:
        yield from unit.rules["SYS-012"].found("file", name=path.name, why=_("没有找到“{labels}”列").format(labels="、".join(unnamed)),
                                               advice=_("核对表头，或在导入时指定列的对应"))  # fmt: skip
        return
    if all_or_nothing and report.bad_rows:
        yield from unit.rules["SYS-017"].found("", count=report.bad_rows)
        return
    yield Progress(report.rows, report.rows, _("写入"))
    updated = taking.store()
    report.written = True
    unit.detail["import"] = {"register": register.key, "file": path.name, "sha256": report.digest, "rows": report.rows,
                             "new": report.new, "changed": report.changed, "unchanged": report.unchanged,
                             "rows_sha256": accepted.digest}  # fmt: skip
    unit.detail["updated"] = updated
    for row in accepted.with_reason:
        unit.abnormal(warnings(row.findings), f"{register.key} {row.sheet}!{row.number}")


def _unpacked(context: Context, register: Register, path: Path, columns: str | None) -> list[Plan] | None:
    if not columns:
        return None
    limits = context.rules["SYS-012"]
    wanted = {one["sheet"]: one["columns"] for one in json.loads(columns)}
    sheets = [sheet for sheet in workbooks.read(path, limits) if sheet.name in wanted]
    return [with_columns(register, plan(register, sheet, limits.value("header_rows")), wanted[sheet.name]) for sheet in sheets]


class _Accepted:
    """What is kept of the accepted rows: a digest of all, and those that a reason let pass. The rows themselves are the area's."""

    def __init__(self) -> None:
        self._digest, self._between = hashlib.sha256(), b""
        self.with_reason: list[Row] = []

    def take(self, row: Row) -> None:
        words = json.dumps(row.values, ensure_ascii=False, sort_keys=True, default=str)
        self._digest.update(self._between + words.encode())
        self._between = b"\n"
        if row.findings:
            self.with_reason.append(row)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def _judged(
    context: Context, register: Register, path: Path, plans: list[Plan] | None, reason: str, history: bool
) -> Work[tuple[Report, Taking, _Accepted]]:
    assert register.intake is not None
    limits = context.rules["SYS-012"]
    yield Progress(0, 0, _("读取文件"))
    sheets = {sheet.name: sheet for sheet in workbooks.read(path, limits)}
    plans = plans or _best_plans(context, register, sheets.values())
    report = Report(path.name, digest_of(path.read_bytes()), plans)
    intake = register.intake()
    taking = ((history and intake.begin_history) or intake.begin)(context)
    if isinstance(taking, OpensFile):
        taking.opened(path)
    reader = _Reader(context, register)
    accepted = _Accepted()
    if any(one.missing for one in plans):
        return report, taking, accepted
    total = sum(len(sheets[one.sheet].rows) for one in plans)
    done = 0
    for one in plans:
        rows = reader.rows(sheets[one.sheet], one, report)
        while some := list(islice(rows, _STRIDE)):
            taking.look_up(some)
            for row in some:
                verdict = taking.judge(row)
                if _sort_out(context, register, one, row, verdict, reason, report):
                    accepted.take(row)
                    taking.accept(row, verdict)
            done += len(some)
            yield Progress(done, total, _("核对"))
    report.found = {"rows": report.rows} | taking.tally()
    return report, taking, accepted


def _sort_out(context: Context, register: Register, planned: Plan, row: Row, verdict: str, reason: str, report: Report) -> bool:
    """Put a judged row into its heap; True when it goes in. A finding of severity RECORD marks a row that is taken."""
    if blocked(row.findings):
        report.rejected += _faults(context, register, planned, row, Severity.BLOCK)
        return False
    if warnings(row.findings) and verdict != UNCHANGED and not reason:
        report.held += _faults(context, register, planned, row, Severity.WARN)
        return False
    report.marked += _faults(context, register, planned, row, Severity.RECORD)
    setattr(report, verdict, getattr(report, verdict) + 1)
    return verdict != UNCHANGED


def _faults(context: Context, register: Register, planned: Plan, row: Row, severity: Severity) -> list[RowFault]:
    return [_fault(context, register, planned, row, one) for one in row.findings if one.severity is severity]


def _fault(context: Context, register: Register, planned: Plan, row: Row, finding: Finding) -> RowFault:
    rule = context.rules[finding.rule]
    about = next((one for one in register.imports if one.name == finding.about), None)
    label = planned.label(finding.about, about.label if about else finding.about)
    found = finding.params.get("found", as_found(row.cells.get(finding.about, "")))
    return RowFault(row.sheet, row.number, row.serial, label, str(found), str(finding.params.get("expected", "")),
                    rule.id, finding.severity, rule.sentence(finding.params), rule.clause)  # fmt: skip


def _yearless(cell: Any) -> bool:
    """3.25 or 11-20, which a form takes as this year's; a bare number may still be a day as the workbook counts them."""
    counted = isinstance(cell, (int, float)) and cell >= 10_000
    return not counted and not _YEAR.search(unicodedata.normalize("NFKC", plain(cell)))


class _Reader:
    """Turns sheet rows into typed rows, and notices notes, repeated headers and rows given twice."""

    def __init__(self, context: Context, register: Register):
        self._context, self._register = context, register
        assert register.intake is not None
        self._keeps_twins = register.intake().keeps_twins
        self._seen: dict[int, int] = {}  # hash of a row's content → its number: 64 bits tell 100,000 rows apart

    def rows(self, sheet: workbooks.Sheet, planned: Plan, report: Report) -> Iterator[Row]:
        columns = [Column(one, at) for one, at in fields_of(self._register, planned)]
        needed = [column.at for column in columns if column.field.needed]
        serial_column = planned.columns.get(SERIAL)
        for number, cells in released(sheet.rows):
            if number <= planned.header_rows[-1] or all(is_blank(cell) for cell in cells):
                continue
            if is_note(cells, planned.written, needed):
                report.ignored.append((sheet.name, number, " ".join(plain(cell) for cell in cells if not is_blank(cell))[:60]))
                continue
            report.rows += 1
            serial = plain(cells[serial_column]) if serial_column is not None and serial_column < len(cells) else ""
            row = self._typed(sheet.name, number, serial, cells, columns)
            twin = self._twin(row)
            if twin is None:
                yield row
            else:
                finding = Finding("SYS-013", Severity.RECORD, "", {"other": twin, "found": twin})
                report.duplicates.append(_fault(self._context, self._register, planned, row, finding))

    def _typed(self, sheet: str, number: int, serial: str, cells: list[Any], columns: list["Column"]) -> Row:
        row = Row(sheet, number, serial, {}, {})
        for column in columns:
            one, cell = column.field, cells[column.at] if column.at < len(cells) else ""
            if isinstance(cell, str):
                cell = cell.lstrip(_TEXT_MARK)
            row.cells[one.name] = cell
            if isinstance(cell, str) and cell in column.known:
                row.values[one.name] = column.known[cell]
                continue
            if one.begins and isinstance(cell, str) and (span := _TWO_DAYS.match(plain(cell))):
                if one.begins not in row.values:
                    self._parse(row, Column(self._register.field(one.begins), column.at), span[1])
                cell = span[2]
            faults = len(row.findings)
            if not is_blank(cell):
                self._parse(row, column, cell)
            if one.needed and one.name not in row.values and len(row.findings) == faults:
                expected = one.kind.hint or one.label
                row.findings += self._context.rules["SYS-002"].found(one.name, label=one.label, found="", expected=expected)
        return row

    def _parse(self, row: Row, column: "Column", cell: Any) -> None:
        one = column.field
        if isinstance(cell, CellError):
            row.findings += self._context.rules["SYS-002"].found(one.name, label=one.label, found=str(cell), expected=one.kind.hint)
            return
        try:
            if isinstance(one.kind, Day) and _yearless(cell):
                raise BadValue(_("写明年份的日期，如 2026-11-20"), cell)  # "3.25" is this year's only for who types it today
            value = one.kind.parse(cell, self._context.today)
        except BadValue as bad:
            row.findings += self._bad(one, cell, bad)
            return
        if value is not None:
            row.values[one.name] = value
            if column.repeats and isinstance(cell, str):
                column.known[cell] = value

    def _bad(self, one: Any, cell: Any, bad: BadValue) -> list[Finding]:
        """Rule of a value that does not read: the field's own where it names one, else SYS-002."""
        params = {"label": one.label, "found": as_found(cell), "expected": bad.expected}
        rule = self._context.rules[one.rule] if one.rule else None
        return [Finding(rule.id if rule and rule.active else "SYS-002", Severity.BLOCK, one.name, params)]

    def _twin(self, row: Row) -> int | None:
        """The number of an earlier row with the same content; two rows with faults are each reported."""
        if row.findings or self._keeps_twins:
            return None
        earlier = self._seen.setdefault(hash(content_of(row.values)), row.number)
        return None if earlier == row.number else earlier
