"""(e) the export of the national query system: read as a stream, whatever its headers, and laid beside the register in
a temporary table, so that a million rows need no million objects."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateTable

from models.assessment.register import ID_WORDS, JOB_WORDS, LEVEL_WORDS, NAME_WORDS, OCCUPATION_WORDS
from models.certificates.reconciliation import normal
from models.certificates.tables import Certificate
from models.core import workbooks
from models.core.centre import Context
from models.core.headers import Plan, plan
from models.core.kinds import Code, Text, plain
from models.core.progress import Progress, Work
from models.core.registers import Field, Register
from models.core.workbooks import BadFile, Sheet
from resources.texts import _

STRIDE = 500  # rows that fit the processor's caches: ten times as many take twice as long
_PACKAGE = b"PK"
_PLAIN_CODE = re.compile(r"[0-9A-Z]*")
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]*")  # composed, without blanks and dots: nothing to make equal
_EXPORTED = re.compile(r"(?:导出|下载|生成|查询|截止)(?:日期|时间)?[:：]?\s*(\d{4}\D?\d{1,2}\D?\d{1,2}日?)")
_FIELDS = (
    ("number", _("证书编号"), ("证书号", "证书号码", "证书编码", "编号", "资格证书编号", "证号")),
    ("id_no", _("证件号码"), ID_WORDS), ("name", _("姓名"), NAME_WORDS), ("occupation", _("职业名称"), OCCUPATION_WORDS),
    ("job", _("工种/职业方向"), JOB_WORDS), ("level", _("职业技能等级"), LEVEL_WORDS),
    ("agency", _("评价机构"), ("机构名称", "发证机构", "评价机构名称", "认定机构", "发证单位", "机构")),
    ("issued_on", _("发证日期"), ("核发日期", "发证时间", "颁证日期", "证书日期", "签发日期")),
)  # fmt: skip
NEEDED = ("number", "id_no", "name")
# Not declared: nobody lists an export, it is only read. Its header is found as that of every other workbook.
EXPORT = Register("certificates.national", _("全国查询系统导出"), Certificate, row=50, order="number", fields=tuple(
    Field(name, label, Code(30) if name in ("number", "id_no") else Text(200), also=also, imported=True, needed=name in NEEDED)
    for name, label, also in _FIELDS
))  # fmt: skip

_META = MetaData()
# What many rows have in common is laid down once: five words less to write and to compare a row.
KIND = Table(
    "net_kind", _META, Column("id", Integer, primary_key=True), Column("occupation", String(120)), Column("job", String(120)),
    Column("level", Integer), Column("agency", String(160)), Column("issued_on", String(20)), prefixes=["TEMPORARY"],
)  # fmt: skip
NET = Table(
    "net_row", _META, Column("id", Integer, primary_key=True), Column("number", String(60)), Column("id_no", String(40)),
    Column("name", String(120)), Column("kind", Integer), Index("ix_net_row_number", "number"), prefixes=["TEMPORARY"],
)  # fmt: skip
_OWN, _SHARED = ("number", "id_no", "name"), ("occupation", "job", "level", "agency", "issued_on")
Numbered = tuple[int, list[Any]]  # a row of a sheet, counted from 1
Kinds = dict[tuple[Any, ...], int]  # the shared cells as written → the id they are laid down under


@dataclass
class Export:
    """What was read: rows, which of the compared fields the file has, the day it says it was made."""

    rows: int = 0
    has: set[str] = field(default_factory=set)
    exported_on: date | None = None


def stage(context: Context, files: Sequence[Path]) -> Work[Export]:
    """Lay all rows of the files into the temporary tables. Raises BadFile for what is no export."""
    connection = context.db.connection()
    for table in (NET, KIND):
        table.drop(connection, checkfirst=True)
        connection.execute(CreateTable(table))
    found, kinds = Export(), Kinds()
    for file in files:
        for parts in _sheets(context, file, found):
            for own, shared in parts:
                _insert(connection, KIND, _fresh(shared, kinds))
                _insert(connection, NET, [(*row, kinds[kind]) for row, kind in zip(own, shared, strict=True) if row[0]])
                found.rows += len(own) - sum(not row[0] for row in own)
                yield Progress(found.rows, 0, _("读取导出文件"))
    for index in NET.indexes:
        index.create(connection)
    return found


def _fresh(shared: Sequence[tuple[Any, ...]], kinds: Kinds) -> list[tuple[Any, ...]]:
    """What was not laid down yet, in its compared form; its ids are noted."""
    made = []
    for kind in set(shared) - kinds.keys():
        kinds[kind] = len(kinds) + 1
        occupation, job, level, agency, day = kind
        made.append((kinds[kind], normal.name(occupation), normal.job(job), normal.level(level), normal.name(agency), normal.day(day) or plain(day)))
    return made


def _insert(connection: Any, table: Table, rows: list[tuple[Any, ...]]) -> None:
    columns = [column.name for column in table.columns][-len(rows[0]) :] if rows else []
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})", rows)


Part = tuple[Sequence[tuple[Any, ...]], Sequence[tuple[Any, ...]]]  # of the same rows: what is their own, what many share


def _sheets(context: Context, file: Path, found: Export) -> Iterator[Iterator[Part]]:
    """The rows of every sheet of a file whose header names what identifies a certificate."""
    limit = context.rules["SYS-012"].value("header_rows")
    missing: list[str] = []
    fitting = 0
    for name, head, rest in _read(file, context, limit):
        planned = plan(EXPORT, Sheet(name, head), limit)
        if planned.missing or not planned.header_rows:
            missing = list(planned.missing)
            continue
        fitting += 1
        found.has |= set(planned.columns)
        found.exported_on = found.exported_on or _said_day(head, planned)
        yield _typed(chain((cells for number, cells in head if number > planned.header_rows[-1]), rest), planned)
    if not fitting:
        raise BadFile(_("{file}：没有找到“{labels}”列").format(file=file.name, labels="、".join(missing) or _("证书编号")),
                      _("核对文件是不是查询系统的导出"))  # fmt: skip


def _read(file: Path, context: Context, limit: int) -> Iterator[tuple[str, list[Numbered], Iterator[list[Any]]]]:
    """(sheet, its first rows with their numbers, the cells of the others); a package is streamed, everything else is
    read as the imports do."""
    limits = context.rules["SYS-012"]
    try:
        with file.open("rb") as opened:
            streamed = opened.read(2) == _PACKAGE
    except OSError as error:
        raise BadFile(_("打不开这个文件"), _("检查文件是否存在、是否正被其他程序占用")) from error
    if not streamed:
        for sheet in workbooks.read(file, limits):
            yield sheet.name, list(sheet.rows[:limit]), (cells for _number, cells in sheet.rows[limit:])
        return
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            rows = iter(book.get_sheet_by_name(name).iter_rows())
            yield name, list(enumerate(islice(rows, limit), 1)), rows
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(_("读不出工作簿的内容，文件可能损坏"), _("用 WPS 或 Excel 打开后另存一份")) from error


def _said_day(head: Iterable[tuple[int, list[Any]]], planned: Plan) -> date | None:
    """The day of the export, where a line above the header says it."""
    for number, cells in head:
        if number < planned.header_rows[0]:
            match = _EXPORTED.search(" ".join(plain(cell) for cell in cells))
            day = normal.day(match[1]) if match else None
            if day:
                return date.fromisoformat(day)
    return None


def _typed(rows: Iterator[list[Any]], planned: Plan) -> Iterator[Part]:
    """Some hundred rows at a time: number, identity number and name in their compared form, the shared cells as written."""
    at = [planned.columns.get(name, -1) for name in _OWN + _SHARED]  # -1, the last cell: an empty one is put there
    own, shared, reach = itemgetter(*at[: len(_OWN)]), itemgetter(*at[len(_OWN) :]), max(at)
    while some := list(islice(rows, STRIDE)):
        if -1 in at or min(map(len, some)) <= reach:
            some = [[*cells, *[""] * max(reach + 1 - len(cells), 1)] for cells in some]
        yield list(zip(*_tidied(*zip(*map(own, some), strict=True)), strict=True)), list(map(shared, some))


def _tidied(number: Sequence[Any], id_no: Sequence[Any], name: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The columns in their compared form. A column of plain words is taken as it is, after one look at all of them together."""
    for codes in (number, id_no):
        yield codes if _whole(codes, _PLAIN_CODE) else [normal.code(value) for value in codes]
    yield name if _whole(name, _PLAIN_NAME) else [normal.name(value) for value in name]


def _whole(values: Sequence[Any], plain_one: re.Pattern[str]) -> bool:
    try:
        return plain_one.fullmatch("".join(values)) is not None
    except TypeError:  # a number, a date, an empty cell among them
        return False
