"""A register as a workbook: what a view shows, all its columns, written row by row so that size does not matter.

Rows are written as sheet XML by hand (several times the speed of openpyxl's own writer on 100,000 rows) and put behind
the header row of a styled workbook. Every text is an inline string: one that begins with = + - @ stays a text.
"""

import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from models.core.centre import Centre, Context
from models.core.findings import Finding
from models.core.kinds import Day, Moment, Score, Whole
from models.core.progress import Progress, Work
from models.core.registers import Field, Register, View, count, key_of, may_read, page
from reports.forms import refusal
from reports.workbooks import look
from reports.workbooks.template import profile_row
from resources.texts import _, pick

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_STRIDE = 500  # rows between two looks at progress and cancel
_CHUNK = 1000
_EPOCH = datetime(1899, 12, 30)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET = "xl/worksheets/sheet1.xml"
_IN_MEMORY = 8 * 1024 * 1024
_READABLE_YEARS = range(1901, 9999)  # Excel's own calendar is wrong before; 9999-12-31 stands for "no card"


@dataclass(frozen=True)
class Exported:
    """content: the .xlsx; digest: the SHA-256 that 填写说明 carries; rows without the header; full: numbers whole.
    Without content the findings say why not."""

    content: bytes = b""
    digest: str = ""
    rows: int = 0
    full: bool = False
    findings: tuple[Finding, ...] = ()


def export(context: Context, register: Register, view: View, full: bool = False) -> Work[Exported]:
    """Write what a view shows. Personal numbers are masked, unless `full` is asked for and the role may see them whole.

    Yields Progress. The digest covers 数据 as text: cells of a row joined by tabs, rows ended by line feeds, headers
    first, UTF-8.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    styles = _styles(workbook)
    columns = [_Column(context, field, full, styles) for field in exported(register)]
    total = count(context, register, view)
    digest = hashlib.sha256()
    digest.update(_digested([column.field.label for column in columns]))
    number = 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as rows:
        for number, record in enumerate(_whole(context, register, view), 1):
            values = [column.value(record) for column in columns]
            digest.update(_digested([column.text(value) for column, value in zip(columns, values, strict=True)]))
            cells = "".join(column.cell(value) for column, value in zip(columns, values, strict=True))
            rows.write(f'<row r="{number + 1}">{cells}</row>'.encode())
            if number % _STRIDE == 0:
                yield Progress(number, total, _("写入"))
        whole = full and not any(column.masked for column in columns)
        _dress(workbook.active, columns, number)
        about = _about(context, register, number, digest.hexdigest(), whole)
        look.lines(workbook.create_sheet(look.NOTES), about, (22, 80))
        return Exported(_filled(workbook, rows, number, len(columns)), digest.hexdigest(), number, whole)


def _whole(context: Context, register: Register, view: View) -> Iterator[Any]:
    """All records of a view with the rows that belong to them, loaded a thousand at a time instead of one by one."""
    from sqlalchemy import inspect, select
    from sqlalchemy.orm import selectinload

    table: Any = register.table
    joined = {path.partition(".")[0] for path in register.joins}
    lists = [getattr(table, one.key) for one in inspect(table).relationships if one.uselist and one.key not in joined]
    after = None
    while chunk := page(context, register, view, after, _CHUNK):
        if lists:
            shown = select(table).where(table.id.in_([record.id for record in chunk]))
            context.db.execute(shown.options(*map(selectinload, lists))).all()
        yield from chunk
        after = key_of(register, view, chunk[-1])


def exporting(
    centre: Centre, register: Register, view: View, *, full: bool = False, purpose: str = ""
) -> Work[Exported]:
    """Export for a person: refused without the right to read (GEN-003), and kept in the audit trail with its digest."""
    from models.core.acts import call

    with centre.reading() as context:
        if not may_read(context, register):
            return Exported(
                findings=(
                    refusal(context, _("导出{title}").format(title=register.title), register.row, register.who_reads),
                )
            )
        made = yield from export(context, register, view, full)
    outcome = call(
        centre,
        "core.record_export",
        register=register.key,
        rows=made.rows,
        full=made.full,
        digest=made.digest,
        purpose=purpose,
    )
    return made if outcome.done else Exported(findings=tuple(outcome.findings))


def exported(register: Register) -> tuple[Field, ...]:
    """The columns of an export: those an import takes, so that it can come back, then what the list shows besides."""
    return (*register.imports, *(field for field in register.shown if not field.imported))


class _Column:
    """How one field is written: its value, its text for the digest, its cell as XML."""

    def __init__(self, context: Context, field: Field, full: bool, styles: dict[str, int]):
        self.field = field
        self.masked = field.mask is not None and not (full and context.actor.roles & field.clear_to)
        self._context, self._kind = context, field.kind
        self.style = styles[look.TEXT_FORMAT if self.masked else look.number_format(field.kind)]
        self._text_style = styles[look.TEXT_FORMAT]
        self._native: Callable[[Any], str] | None = None
        if isinstance(field.kind, (Whole, Score)):
            self._native = str
        elif isinstance(field.kind, (Day, Moment)):
            self._native = _serial

    def value(self, record: Any) -> Any:
        value = self.field.value(self._context, record)
        if not self.masked:
            return value
        text = self._kind.show(value)
        return self.field.mask(text) if text and self.field.mask else text

    def text(self, value: Any) -> str:
        return value or "" if self.masked else self._kind.show(value)

    def cell(self, value: Any) -> str:
        if value is None or value == "":
            return f'<c s="{self.style}"/>'
        if self._native and not self.masked and _representable(value):
            return f'<c s="{self.style}"><v>{self._native(value)}</v></c>'
        return (
            f'<c s="{self._text_style}" t="inlineStr"><is><t xml:space="preserve">{_xml(self.text(value))}</t></is></c>'
        )


def _representable(value: Any) -> bool:
    return not isinstance(value, date) or value.year in _READABLE_YEARS


def _serial(value: date) -> str:
    """The number by which a workbook knows a day or a moment."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    since = moment - _EPOCH
    return f"{since.days + since.seconds / 86400:.10g}"


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _digested(cells: list[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")


def _styles(workbook: "Workbook") -> dict[str, int]:
    """Number of the cell style for each number format, as the rows will cite it."""
    from openpyxl.styles import Font

    scratch = workbook.create_sheet()
    found = {}
    for column, name in enumerate((look.TEXT_FORMAT, look.DAY_FORMAT, look.MOMENT_FORMAT, "General"), 1):
        cell = scratch.cell(1, column)
        cell.font, cell.number_format = Font(name=look.FONT, size=10), name
        found[name] = cell.style_id
    workbook.remove(scratch)
    return found


def _dress(sheet: "Worksheet", columns: list[_Column], rows: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.title = look.DATA
    for place, column in enumerate(columns, 1):
        look.style_header(look.put(sheet, 1, place, column.field.label))
        width = look.column_width(column.field.width, column.field.label)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"


def _about(context: Context, register: Register, rows: int, digest: str, whole: bool) -> list[tuple[str, ...]]:
    return [
        (_("{title}：导出说明").format(title=register.title),),
        (_("机构"), f"{context.centre.name}（{context.centre.filing_no}）"),
        (_("适用地区"), pick(profile_row(context)["name"])),
        (_("行数"), str(rows)),
        (_("证件号码"), _("完整") if whole else _("已遮盖中间各位")),
        (_("导出人"), context.actor.name),
        (_("导出时间"), context.now.strftime("%Y-%m-%d %H:%M")),
        (_("“数据”页 SHA-256"), digest),
        (_("计算方法"), _("各格显示的文字以制表符相连，每行以换行符结束，首行为表头，UTF-8 编码")),
    ]


def _filled(workbook: "Workbook", rows: IO[bytes], number: int, columns: int) -> bytes:
    """The workbook with the written rows behind the header row of its first sheet."""
    from openpyxl.utils import get_column_letter

    shell, out = io.BytesIO(), io.BytesIO()
    workbook.save(shell)
    dimension = f'<dimension ref="A1:{get_column_letter(columns)}{number + 1}"/>'.encode()
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target:
        for entry in source.infolist():
            if entry.filename != _SHEET:
                target.writestr(entry.filename, source.read(entry))
                continue
            before, end, after = source.read(entry).partition(b"</sheetData>")
            with target.open(_SHEET, "w", force_zip64=True) as sheet:
                sheet.write(re.sub(rb"<dimension [^>]*/>", dimension, before))
                rows.seek(0)
                while chunk := rows.read(1 << 20):
                    sheet.write(chunk)
                sheet.write(end + after)
    return out.getvalue()
