"""Reading the workbooks people have: .xlsx, .xls, .csv (UTF-8 or GB18030), with a clear answer to every strange file."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.core import ole
from models.core.rulebook import Rule
from resources.texts import _

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET_XML = re.compile(r"xl/worksheets/[^/]+\.xml")
_MB = 1024 * 1024
_NEEDS_SECOND_LOOK = (b't="e"', b"<f>", b"<f ", b"<f/")  # an error cell, a formula
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_DIMENSION = re.compile(rb'<dimension ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_PROLOGUE = 4096  # bytes of a part in which a document type would be declared
_INVISIBLE = " \t\r\n\u00a0\u3000\u200b\ufeff"
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 50
WIDEST = 256  # columns looked at; a roster has twenty
_OTHERS = {
    b"%PDF": "PDF", b"\xff\xd8\xff": "JPG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"MZ": _("Windows 程序"),
    b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x7fELF": _("Linux 程序"), b"SQLite": "SQLite", b"\x1f\x8b": "gzip",
}  # fmt: skip


class BadFile(Exception):
    """Why a file cannot be read, and what the person can do about it."""

    def __init__(self, why: str, advice: str):
        super().__init__(why)
        self.why, self.advice = why, advice


@dataclass(frozen=True)
class CellError:
    """A cell that holds an error (#DIV/0!) or a formula whose result was never stored."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows as (row number in the sheet from 1, cells from column A on). Empty rows are left out."""

    name: str
    rows: list[tuple[int, list[Any]]]


def read(path: Path, limits: Rule) -> list[Sheet]:
    """All sheets with anything in them. limits: rule SYS-012. Raises BadFile."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise BadFile(_("打不开这个文件"), _("检查文件是否存在、是否正被其他程序占用")) from error
    if size == 0:
        raise BadFile(_("文件是空的"), _("请选择有内容的工作簿"))
    if size > limits.value("max_mb") * _MB:
        raise BadFile(_("文件超过 {n} MB").format(n=limits.value("max_mb")), _("删去图片和无关的表后再导入"))
    if start.startswith(b"PK"):
        sheets = _read_package(path, limits)
    elif start == ole.MAGIC:
        sheets = _read_ole(path)
    else:
        sheets = [_read_text(path, start)]
    if not any(sheet.rows for sheet in sheets):
        raise BadFile(_("所有工作表都是空的"), _("请选择有内容的工作簿"))
    return [sheet for sheet in sheets if sheet.rows]


def _read_package(path: Path, limits: Rule) -> list[Sheet]:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed = max(1, sum(entry.compress_size for entry in entries))
            if unpacked > limits.value("max_unpacked_mb") * _MB or (unpacked > 64 * _MB and unpacked / packed > limits.value("max_ratio")):
                raise BadFile(_("文件解压后异常庞大，可能是压缩炸弹"), _("用 WPS 或 Excel 另存一份再导入"))
            names = {entry.filename for entry in entries}
            _refuse_entities(package, names)
            vast = any(_area(package, name) > limits.value("max_cells") for name in names if _SHEET_XML.fullmatch(name))
            suspicious = not vast and _sheets_to_look_at_twice(package, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise BadFile(_("文件不完整，不是有效的工作簿"), _("重新取得文件，或用 WPS 另存一份")) from error
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        raise BadFile(_("这不是 Excel 工作簿（可能是改了扩展名的其他文件）"), _("用 WPS 或 Excel 打开后另存为 .xlsx"))
    if vast:
        return _streamed(path)
    sheets = _calamine(path)
    return _with_errors(path, sheets) if suspicious else sheets


def _area(package: zipfile.ZipFile, name: str) -> int:
    """Cells between the first and the last one used, as the sheet says itself: calamine makes room for all of them."""
    with package.open(name) as part:
        told = _DIMENSION.search(part.read(_PROLOGUE))
    if not told:
        return 0
    left, top, right, bottom = (cell.decode() for cell in told.groups())
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _streamed(path: Path) -> list[Sheet]:
    """A sheet with a stray cell far away, read row by row: slow, but in little memory."""
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:  # ours to close: a file that openpyxl cannot read it leaves open
            book = load_workbook(file, read_only=True, data_only=True)
            return [Sheet(sheet.title, list(_streamed_rows(sheet))) for sheet in book.worksheets]
    except Exception as error:  # openpyxl names no common class for what it cannot read
        raise BadFile(_("读不出工作簿的内容，文件可能损坏"), _("用 WPS 或 Excel 打开后另存一份再导入")) from error


def _streamed_rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Only the rows that are there: openpyxl's own iterator would fill the million rows between with empty cells."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats)
        for number, found in parser.parse():
            cells: list[Any] = [""] * WIDEST
            for cell in found:
                if cell["column"] <= WIDEST and cell["value"] is not None:
                    error = cell["data_type"] == "e"
                    cells[cell["column"] - 1] = CellError(str(cell["value"])) if error else cell["value"]
            if not all(is_blank(cell) for cell in cells):
                yield number, cells


def _refuse_entities(package: zipfile.ZipFile, names: Iterable[str]) -> None:
    """A workbook never declares a document type; one that does wants to blow up whoever expands its entities."""
    for name in names:
        if name.endswith((".xml", ".rels")):
            with package.open(name) as part:
                if _DOCTYPE.search(part.read(_PROLOGUE)):
                    raise BadFile(_("文件里有可疑的 XML 实体定义，已拒绝读取"), _("用 WPS 或 Excel 另存一份再导入"))


def _sheets_to_look_at_twice(package: zipfile.ZipFile, names: Iterable[str]) -> bool:
    """calamine reads error cells as empty and drops formulas without stored result: only then openpyxl looks again."""
    for name in names:
        if _SHEET_XML.fullmatch(name):
            with package.open(name) as part:
                tail = b""
                while chunk := part.read(_MB):
                    piece = tail + chunk
                    if any(mark in piece for mark in _NEEDS_SECOND_LOOK):
                        return True
                    tail = chunk[-16:]
    return False


def _read_ole(path: Path) -> list[Sheet]:
    content = path.read_bytes()
    if _ENCRYPTED in content:  # its directory may stand anywhere in the file
        raise BadFile(_("文件设置了打开密码"), _("用 WPS 或 Excel 去掉密码，另存后再导入"))
    try:
        ole.stream_names(content)
    except ole.Damaged as error:
        raise BadFile(_("读不出工作簿的内容，文件可能损坏"), _("用 WPS 或 Excel 打开后另存一份再导入")) from error
    return _calamine(path)


def _calamine(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))  # by content: an ending may be wrong
        return [
            Sheet(found.name, list(_numbered(workbook.get_sheet_by_name(found.name))))
            for found in workbook.sheets_metadata
            if found.typ is SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise BadFile(_("文件设置了打开密码"), _("用 WPS 或 Excel 去掉密码，另存后再导入")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(_("读不出工作簿的内容，文件可能损坏"), _("用 WPS 或 Excel 打开后另存一份再导入")) from error


def _numbered(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold something. calamine gives rows from the first one on, but columns only from the first used one."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if any(not is_blank(cell) for cell in row):
            yield number, (before + row if before else row)[:WIDEST]


def _with_errors(path: Path, sheets: list[Sheet]) -> list[Sheet]:
    """The same sheets with error cells and formulas without result in their places."""
    from openpyxl import load_workbook

    try:
        with path.open("rb") as one, path.open("rb") as other:
            formulas, values = load_workbook(one, read_only=True), load_workbook(other, read_only=True, data_only=True)
            return [Sheet(sheet.name, _mended(sheet.rows, values[sheet.name], formulas[sheet.name])) for sheet in sheets]
    except Exception:  # openpyxl refuses some files that calamine reads; what calamine read is still good
        return sheets


def _mended(rows: list[tuple[int, list[Any]]], values: Any, formulas: Any) -> list[tuple[int, list[Any]]]:
    found = {number: list(row) for number, row in rows}
    pairs = zip(values.iter_rows(max_col=WIDEST), formulas.iter_rows(max_col=WIDEST), strict=False)
    for number, (value_row, formula_row) in enumerate(pairs, 1):
        for column, (value, formula) in enumerate(zip(value_row, formula_row, strict=False)):
            error = _error_in(value, formula)
            if error:
                row = found.setdefault(number, [])
                row.extend([""] * (column + 1 - len(row)))
                row[column] = error
    return sorted(found.items())


def _error_in(value: Any, formula: Any) -> CellError | None:
    if value.data_type == "e":
        return CellError(str(value.value))
    if value.value is None and isinstance(formula.value, str) and formula.value.startswith("="):
        return CellError(_("公式 {formula} 没有保存结果").format(formula=formula.value[:40]))
    return None


def _read_text(path: Path, start: bytes) -> Sheet:
    other = next((name for magic, name in _OTHERS.items() if start.startswith(magic)), "")
    if other:
        raise BadFile(_("这是 {kind} 文件，不是工作簿").format(kind=other), _("请选择 .xlsx、.xls 或 .csv 文件"))
    raw = path.read_bytes()
    text = next((decoded for decoded in (_decoded(raw, name) for name in ("utf-8-sig", "utf-16", "gb18030")) if decoded is not None), None)
    if text is None or "\x00" in text:
        raise BadFile(_("不是工作簿，也不是文本表格"), _("请选择 .xlsx、.xls 或 .csv 文件"))
    if text.lstrip()[:1] == "<":
        raise BadFile(_("这是网页或 XML 格式的表格，只是用了工作簿的扩展名"), _("用 WPS 或 Excel 打开后另存为 .xlsx"))
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = [(number, [cell.strip() for cell in row][:WIDEST]) for number, row in enumerate(lines, 1)]
    except csv.Error as error:
        raise BadFile(_("文本表格的格式有误：{error}").format(error=error), _("用 WPS 打开后另存为 .xlsx")) from error
    return Sheet(path.stem, [(number, row) for number, row in rows if any(row)])


def _delimiter(text: str) -> str:
    """The sign that most lines hold most often: a comma inside one address does not outvote the tabs of every line."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines)))


def _decoded(raw: bytes, encoding: str) -> str | None:
    if encoding == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def is_blank(cell: Any) -> bool:
    return not cell.strip(_INVISIBLE) if isinstance(cell, str) else cell is None


def as_found(cell: Any) -> str:
    """A cell as it is quoted back to the person."""
    if isinstance(cell, float):
        return f"{cell:.6G}" if abs(cell) >= 1e15 else f"{cell:g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
