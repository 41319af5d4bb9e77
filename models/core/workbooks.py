"""Reading the workbooks people have: .xlsx, .xls, .csv (UTF-8 or GB18030), with a clear answer to every strange file."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.core.rulebook import Rule
from resources.texts import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET_XML = re.compile(r"xl/worksheets/[^/]+\.xml")
_MB = 1024 * 1024
_NEEDS_SECOND_LOOK = re.compile(rb't="e"|<f[ >/]')
WIDEST = 256  # columns looked at; a roster has twenty


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
    """One sheet: its name and its rows as (row number in the sheet from 1, cells). Empty rows are left out."""

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
    elif start == _OLE:
        sheets = _read_ole(path)
    else:
        sheets = [_read_text(path)]
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
            suspicious = _sheets_to_look_at_twice(package, names)
    except zipfile.BadZipFile as error:
        raise BadFile(_("文件不完整，不是有效的工作簿"), _("重新取得文件，或用 WPS 另存一份")) from error
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        raise BadFile(_("这不是 Excel 工作簿（可能是改了扩展名的其他文件）"), _("用 WPS 或 Excel 打开后另存为 .xlsx"))
    sheets = _calamine(path)
    return _with_errors(path, sheets) if suspicious else sheets


def _sheets_to_look_at_twice(package: zipfile.ZipFile, names: Iterable[str]) -> bool:
    """calamine reads error cells as empty and drops formulas without stored result: only then openpyxl looks again."""
    for name in names:
        if _SHEET_XML.fullmatch(name):
            with package.open(name) as part:
                tail = b""
                while chunk := part.read(_MB):
                    if _NEEDS_SECOND_LOOK.search(tail + chunk):
                        return True
                    tail = chunk[-16:]
    return False


def _read_ole(path: Path) -> list[Sheet]:
    with path.open("rb") as file:
        if _ENCRYPTED in file.read(4 * _MB):
            raise BadFile(_("文件设置了打开密码"), _("用 WPS 或 Excel 去掉密码，另存后再导入"))
    return _calamine(path)


def _calamine(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_path(str(path))
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
    """Rows that hold something; calamine starts at the first row with a cell."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        if any(cell != "" for cell in row):
            yield number, row[:WIDEST]


def _with_errors(path: Path, sheets: list[Sheet]) -> list[Sheet]:
    """The same sheets with error cells and formulas without result in their places."""
    from openpyxl import load_workbook

    try:
        formulas = load_workbook(path, read_only=True)
        values = load_workbook(path, read_only=True, data_only=True)
    except Exception:  # openpyxl refuses some files that calamine reads; what calamine read is still good
        return sheets
    mended = []
    for sheet in sheets:
        rows = dict(sheet.rows)
        pairs = zip(values[sheet.name].iter_rows(max_col=WIDEST), formulas[sheet.name].iter_rows(max_col=WIDEST), strict=False)
        for number, (value_row, formula_row) in enumerate(pairs, 1):
            for column, (value, formula) in enumerate(zip(value_row, formula_row, strict=False)):
                error = _error_in(value, formula)
                if error:
                    row = rows.setdefault(number, [])
                    row.extend([""] * (column + 1 - len(row)))
                    row[column] = error
        mended.append(Sheet(sheet.name, sorted(rows.items())))
    formulas.close()
    values.close()
    return mended


def _error_in(value: Any, formula: Any) -> CellError | None:
    if value.data_type == "e":
        return CellError(str(value.value))
    if value.value is None and isinstance(formula.value, str) and formula.value.startswith("="):
        return CellError(_("公式 {formula} 没有保存结果").format(formula=formula.value[:40]))
    return None


def _read_text(path: Path) -> Sheet:
    raw = path.read_bytes()
    text = next((decoded for decoded in (_decoded(raw, name) for name in ("utf-8-sig", "utf-16", "gb18030")) if decoded is not None), None)
    if text is None or "\x00" in text[:4096]:
        raise BadFile(_("不是工作簿，也不是文本表格"), _("请选择 .xlsx、.xls 或 .csv 文件"))
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [(number, [cell.strip() for cell in row][:WIDEST]) for number, row in enumerate(csv.reader(io.StringIO(text), dialect), 1)]
    except csv.Error as error:
        raise BadFile(_("文本表格的格式有误：{error}").format(error=error), _("用 WPS 打开后另存为 .xlsx")) from error
    return Sheet(path.stem, [(number, row) for number, row in rows if any(row)])


def _decoded(raw: bytes, encoding: str) -> str | None:
    if encoding == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_found(cell: Any) -> str:
    """A cell as it is quoted back to the person."""
    if isinstance(cell, float):
        return f"{cell:.6G}" if abs(cell) >= 1e15 else f"{cell:g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
