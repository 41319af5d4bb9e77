"""The centre and the export of the reconciliation bench: so many certificates, each of them online, a few that differ."""

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bench.places import DAY, source_hash
from bench.results import HISTORY
from models.assessment.tables import Batch, PassRow
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, Roster, SignOff
from models.core import store
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre

ROWS = {"s": 2_000, "m": 50_000, "l": 1_000_000}
SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "核对演示中心", "training": "1"}
EXTRA, DIFFERENT = 5, 2_000  # rows that are only online; every so many a name differs
_HEADS = ("序号", "姓名", "证件号码", "职业名称", "工种/职业方向", "职业技能等级", "证书编号", "评价机构", "发证日期")
_LEVELS = {5: "五级/初级工", 4: "四级/中级工", 3: "三级/高级工", 2: "二级/技师", 1: "一级/高级技师"}
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_A_BATCH, _BATCHES_A_YEAR, _FIRST_YEAR, _CHUNK = 1_000, 60, 8, 20_000
_STAMP = {"version": 1, "first_entry": 1, "entry": 1}


def _place(n: int) -> tuple[int, int, date]:
    """Batch, level and day of the n-th certificate: a batch has one level, a year so many batches."""
    batch = n // _A_BATCH
    year = 2000 + _FIRST_YEAR + batch // _BATCHES_A_YEAR
    return batch, 5 - batch % 5, date(year, 2, 1) + timedelta(days=batch % _BATCHES_A_YEAR * 5)


def _person(n: int) -> tuple[str, str]:
    size = len(_NAMES)
    return _NAMES[n % size] + _NAMES[n // size % size] + _NAMES[n // 7 % size], f"4101{n:08d}00000{n % 10}"


def certificates(rows: int) -> Iterator[dict[str, Any]]:
    used: dict[str, int] = {}
    for n in range(rows):
        batch, level, day = _place(n)
        scope = f"{SETTINGS['filing_no']}{day.year % 100:02d}{level}"
        used[scope] = used.get(scope, 0) + 1
        name, id_no = _person(n)
        yield {"id": n + 1, **_STAMP, "number": f"{scope}{used[scope]:06d}", "scope": scope, "sequence": used[scope], "batch_code": f"B{batch:04d}",
               "id_kind": "resident", "id_no": id_no, "name": name, "sort_name": str(n), "occupation": "电工", "job": "--", "level": level,
               "agency": SETTINGS["name"], "issued_on": day, "form": "paper", "serial": f"{n + 1:08d}", "state": "valid", "online": "online",
               "history": True}  # fmt: skip


def export(rows: int) -> Path:
    """The export as a workbook, written as a stream and kept for the next run."""
    return _kept(f"network-{rows}.xlsx", _lines(rows))


def ledger(rows: int) -> Path:
    """The same certificates as an office keeps them in a workbook of its own: without the differences."""
    return _kept(f"ledger-{rows}.xlsx", chain([_HEADS], (_line(n, row) for n, row in enumerate(certificates(rows), 1))))


def _kept(name: str, lines: Iterable[tuple[Any, ...]]) -> Path:
    path = HISTORY / name
    if not path.exists():
        HISTORY.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        _write(partial, lines)
        partial.rename(path)
    return path


def _write(path: Path, lines: Iterable[tuple[Any, ...]]) -> None:
    """A workbook by hand: the libraries that write one hold it in memory, or take minutes for a million rows."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="导出" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number, cells in enumerate(lines, 1):
                inline = "".join(f'<c r="{"ABCDEFGHI"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(cells))
                sheet.write(f'<row r="{number}">{inline}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def _lines(rows: int) -> Iterator[tuple[Any, ...]]:
    yield _HEADS
    for n, row in enumerate(certificates(rows), 1):
        yield _line(n, row | {"name": row["name"] + "之"} if n % DIFFERENT == 0 else row)
    for n in range(1, EXTRA + 1):
        yield (rows + n, "无名", f"X{n}", "电工", "--", _LEVELS[4], f"{SETTINGS['filing_no']}994{n:06d}", SETTINGS["name"], "2025-01-01")


def _line(n: int, row: dict[str, Any]) -> tuple[Any, ...]:
    return (n, row["name"], row["id_no"], row["occupation"], row["job"], _LEVELS[row["level"]], row["number"], row["agency"], row["issued_on"])


def folder(size: str, kind: str) -> Path:
    """The centre of a size, from the cache or made now; half a centre is never left, nor an outdated one.

    kind: `register`: the ledger as it is taken over, its paper with it; `books`: passed, printed, handed out and signed for here.
    """
    made = HISTORY / f"network-{kind}-{size}-{source_hash()}"
    if not made.exists():
        partial = HISTORY / f"making-network-{kind}-{size}"
        for old in (partial, *HISTORY.glob(f"network-{kind}-{size}-*")):
            shutil.rmtree(old, ignore_errors=True)
        create_embedded(partial, SETTINGS, TRAINING_PASSWORD)
        centre = open_centre(str(partial), "general", TRAINING_PASSWORD, on=DAY)
        _fill(centre, ROWS[size], kind == "books")
        centre.close()
        partial.rename(made)
    return made


def _fill(centre: Centre, rows: int, with_books: bool) -> None:
    day = date(2008, 1, 2)
    with store.writing(centre.engine) as db:
        put = lambda table, some: store.insert_many(db.connection(), table.__table__, some)  # noqa: E731
        db.add_all(Batch(first_entry=1, entry=1, code=f"B{n:04d}", first_exam_day=_exam_day(n), last_exam_day=_exam_day(n), profile="henan")
                   for n in range(-(-rows // _A_BATCH)))  # fmt: skip
        put(BlankLot, [{"id": 1, **_STAMP, "name": "L1", "first": 1, "last": rows + 100, "digits": 8, "received_on": day, "history": False}])
        put(Movement, [{"id": 1, **_STAMP, "day": day, "code": "RCV", "first": 1, "last": rows + 100, "digits": 8, "history": False}])
        if with_books:
            put(Roster, [{"id": 1, **_STAMP, "number": "R", "batch_code": "B", "made_on": day, "made_by": "张三", "approved_on": day,
                          "approved_by": "李四", "lines": rows}])  # fmt: skip
        every = certificates(rows)
        while some := list(islice(every, _CHUNK)):
            (_put_books if with_books else _put_taken_over)(put, some)
        db.commit()


def _exam_day(batch: int) -> date:
    return _place(batch * _A_BATCH)[2] - timedelta(days=20)


def _put_taken_over(put: Any, some: list[dict[str, Any]]) -> None:
    put(Certificate, some)
    put(Copy, [_copy(row) | {"state": "old"} for row in some])
    for at in range(0, len(some), _A_BATCH):
        first, last = some[at], some[min(at + _A_BATCH, len(some)) - 1]
        put(Movement, [{"id": first["id"] + 1, **_STAMP, "day": first["issued_on"], "code": "OPN", "first": first["id"], "last": last["id"], "digits": 8,
                        "history": True}])  # fmt: skip


def _copy(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], **_STAMP, "serial": row["id"], "bucket": "O", "state": "handed", "certificate_id": row["id"], "since": row["issued_on"]}


def _put_books(put: Any, some: list[dict[str, Any]]) -> None:
    put(Certificate, [row | {"history": False, "handed_on": row["issued_on"], "roster_id": 1} for row in some])
    put(PassRow, [{"id": row["id"], **_STAMP, **{name: row[name] for name in ("batch_code", "id_no", "name", "sort_name", "occupation", "job", "level")},
                   "state": "approved", "approved_on": row["issued_on"] - timedelta(days=5)} for row in some])  # fmt: skip
    put(Copy, [_copy(row) for row in some])
    put(SignOff, [{"id": row["id"], **_STAMP, "number": row["number"], "serial": row["serial"], "day": row["issued_on"], "way": "self",
                   "signer": row["name"]} for row in some])  # fmt: skip
    lines = [(row["id"], code, row["issued_on"]) for row in some for code in ("ISS", "HND")]
    put(Movement, [{"id": 2 * id_ + (code == "HND"), **_STAMP, "day": day, "code": code, "first": id_, "last": id_, "digits": 8, "history": False}
                   for id_, code, day in lines])  # fmt: skip
