"""The worked example of the catalogue (registers.md 4.9) as records: a centre of eleven certificates and their faults."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import update

from models.assessment.tables import Batch, PassRow, ScopeRow
from models.certificates.ledger import FLOWS, ranges
from models.certificates.numbers import parts
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, Reissue, Roster, SignOff, StockCount
from models.core import store
from models.core.centre import Centre
from models.core.tables import Setting

FILING = "Y000041019001"
ISSUED, HANDED = date(2024, 7, 1), date(2024, 7, 5)
PASSED = (
    ("T001", "甲一", "保育师", "--", 4), ("T002", "甲二", "保育师", "--", 4), ("T003", "甲三", "保育师", "--", 4), ("T004", "甲四", "保育师", "--", 4),
    ("T005", "甲五", "车工", "数控车床", 3), ("T006", "甲六", "车工", "数控车床", 3), ("T007", "甲七", "保育师", "--", 3), ("T008", "甲八", "保育师", "--", 3),
    ("T011", "甲十一", "车工", "普通车床", 4), ("T013", "甲十三", "保育师", "--", 4),
)  # fmt: skip
# row, number after the filing number, person, name, occupation, job, level, serial, state, handed out
ROWS = (
    ("C00", "233000001", "T900", "乙零", "保育师", "--", 3, "00000050", "valid", True),
    ("C01", "244000001", "T001", "甲一", "保育师", "--", 4, "00000112", "valid", True),
    ("C02", "244000002", "T002", "甲二", "保育师", "--", 4, "00000102", "valid", True),
    ("C03", "244000004", "T003", "甲叁", "保育师", "--", 4, "00000104", "valid", True),
    ("C04", "243000001", "T005", "甲五", "车工", "数控车床", 3, "00000105", "valid", True),
    ("C05", "233000002", "T006", "甲六", "车工", "数控车床", 3, "00000106", "valid", True),
    ("C06", "244000005", "T007", "甲七", "保育师", "--", 3, "00000107", "valid", True),
    ("C07", "243000003", "T008", "甲八", "保育师", "--", 3, "00000109", "valid", False),
    ("C08", "244000006", "T010", "甲十", "保育师", "--", 4, "00000110", "valid", True),
    ("C09", "244000007", "T011", "甲十一", "车工", "普通车床", 4, "00000111", "valid", True),
    ("C10", "244000008", "T012", "甲十二", "保育师", "--", 4, "00000114", "revoked", True),
    ("C11", "244000002", "T013", "甲十三", "保育师", "--", 4, "00000113", "valid", True),
)  # fmt: skip
NUMBER = {row[0]: FILING + row[1] for row in ROWS}
SIGNED = (
    ("233000001", 50, "self", "乙零"), ("244000001", 101, "self", "甲一"), ("244000001", 112, "self", "甲一"), ("244000002", 102, "self", "甲二"),
    ("244000002", 113, "self", "甲十三"), ("243000001", 105, "courier", None), ("233000002", 106, "self", "甲六"), ("244000005", 107, "proxy", "丙一"),
    ("244000006", 110, "self", "甲十"), ("244000007", 111, "self", "甲十一"), ("244000008", 114, "self", "甲十二"), ("244000099", 0, "self", "甲九九"),
)  # fmt: skip
ONLINE = (
    ("233000001", "T900", "乙零", "保育师", "--", 3, "2023-12-20"), ("244000001", "T001", "甲一", "保育师", "--", 4, "2024-07-01"),
    ("244000002", "T002", "甲二", "保育师", "--", 4, "2024-07-01"), ("244000004", "T003", "甲三", "保育师", "--", 4, "2024-07-01"),
    ("243000001", "T005", "甲五", "车工", "普通车床", 3, "2024-07-01"), ("244000005", "T007", "甲七", "保育师", "--", 3, "2024-07-01"),
    ("243000003", "T008", "甲八", "保育师", "--", 3, "2024-07-01"), ("244000006", "T01O", "甲十", "保育师", "--", 4, "2024-07-01"),
    ("244000008", "T012", "甲十二", "保育师", "--", 4, "2024-07-01"), ("244000050", "T050", "甲五十", "保育师", "--", 4, "2024-07-01"),
)  # fmt: skip
STAMP = {"first_entry": 1, "entry": 1}
LEVELS = {3: "三级/高级", 4: "四级/中级", 5: "五级/初级"}


def export(path: Path, rows: Iterable[tuple[Any, ...]] = ONLINE, agency: str = "演练职业技能评价中心") -> Path:
    """The export of the query system as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["证书编号", "证件号码", "姓名", "职业", "工种", "等级", "发证日期", "评价机构"])
    for number, id_no, name, occupation, job, level, issued in rows:
        sheet.append([FILING + number, id_no, name, occupation, job, LEVELS[level], issued, agency])
    book.save(path)
    return path


def fill(centre: Centre) -> Centre:
    """Store the example in an empty training centre of Henan, whose filing number becomes that of the example."""
    with store.writing(centre.engine) as db:
        db.execute(update(Setting).where(Setting.name == "filing_no").values(value=FILING))
        centre.settings["filing_no"] = FILING
        for occupation, job, levels in (("保育师", "--", (5, 4, 3)), ("车工", "--", (5,)), ("车工", "数控车床", (4, 3, 2, 1))):
            db.add_all(ScopeRow(occupation=occupation, job=job, level=level, valid_from=date(2022, 3, 1), valid_to=date(2025, 2, 28), **STAMP)
                       for level in levels)  # fmt: skip
        db.add_all([
            Batch(code="B1", first_exam_day=date(2024, 6, 15), last_exam_day=date(2024, 6, 16), profile="henan", **STAMP),
            Batch(code="B0", first_exam_day=date(2023, 12, 1), last_exam_day=date(2023, 12, 1), profile="henan", **STAMP),
            Roster(id=1, number="R1", batch_code="B1", made_on=ISSUED, made_by="考务", approved_on=ISSUED, approved_by="主任", lines=11, **STAMP),
        ])  # fmt: skip
        db.add_all(_pass("B1", *row) for row in PASSED)
        db.add(_pass("B0", "T900", "乙零", "保育师", "--", 3))
        db.flush()
        made = {row[0]: _certificate(centre, row) for row in ROWS}
        db.add_all(made.values())
        db.flush()
        _paper(db, made)
        db.add_all(SignOff(number=FILING + number, serial=f"{serial:08d}" if serial else "", day=HANDED, way=way, signer=signer,
                           courier="SF100" if way == "courier" else None, **STAMP) for number, serial, way, signer in SIGNED)  # fmt: skip
        db.commit()
    return centre


def _pass(batch: str, id_no: str, name: str, occupation: str, job: str, level: int) -> PassRow:
    return PassRow(batch_code=batch, id_no=id_no, name=name, sort_name=name, occupation=occupation, job=job, level=level, state="approved",
                   approved_on=date(2023, 12, 10) if batch == "B0" else date(2024, 6, 25), **STAMP)  # fmt: skip


def _certificate(centre: Centre, row: tuple[Any, ...]) -> Certificate:
    name, number, id_no, holder, occupation, job, level, serial, state, handed = row
    read = parts(FILING + number)
    assert read is not None
    # C11 repeats the number of C02: only a row taken over from elsewhere can
    return Certificate(
        number=FILING + number, scope=read.scope, sequence=read.sequence, batch_code="B0" if name == "C00" else "B1", roster_id=1, id_kind="other",
        id_no=id_no, name=holder, sort_name=holder, occupation=occupation, job=job, level=level, agency=centre.name,
        issued_on=date(2023, 12, 20) if name == "C00" else ISSUED, serial=serial, state=state, handed_on=HANDED if handed else None,
        ended_on=date(2024, 7, 20) if state == "revoked" else None, history=name == "C11", **STAMP,
    )  # fmt: skip


def _paper(db: Any, made: dict[str, Certificate]) -> None:
    issued = (101, 102, 104, 105, 106, 107, 109, 110, 111, 113, 114)
    handed = (101, 102, 104, 105, 106, 107, 110, 111, 112, 113, 114)
    owner = {int(one.serial): one for one in made.values()} | {101: made["C01"]}
    lot = BlankLot(name="L1", first=101, last=116, digits=8, received_on=ISSUED, **STAMP)
    db.add_all([BlankLot(name="L0", first=50, last=50, digits=8, received_on=date(2023, 12, 1), **STAMP), lot])
    lines: list[tuple[str, int, int]] = [("RCV", 50, 50), ("ISS", 50, 50), ("HND", 50, 50), ("RCV", 101, 116)]
    lines += [("ISS", serial, serial) for serial in issued] + [("SPL", 103, 103), ("REI", 112, 112)]
    lines += [("HND", serial, serial) for serial in handed]
    where: dict[int, str] = {}
    for code, first, last in lines:
        db.add(Movement(code=code, first=first, last=last, digits=8, day=date(2023, 12, 20) if first == 50 else HANDED, by="综合", second="档案",
                        number=owner[first].number if first in owner else None, cause="damaged" if code == "REI" else None,
                        old_serial="00000101" if code == "REI" else None, **STAMP))  # fmt: skip
        if code != "RCV":
            where[first] = FLOWS[code][1]
    states = {"F": "on_hand", "O": "handed", "W": "spoiled"}
    db.add_all(Copy(serial=serial, bucket=bucket, state=states[bucket], certificate_id=owner[serial].id if serial in owner else None,
                    since=HANDED, **STAMP) for serial, bucket in where.items())  # fmt: skip
    db.add(Reissue(certificate_id=made["C01"].id, cause="damaged", applied_on=HANDED, why="破损", old_serial="00000101", new_serial="00000112",
                   checked_on=HANDED, approved_on=HANDED, state="printed", **STAMP))  # fmt: skip
    db.flush()
    found = {"B": ranges((115, 116)), "F": ranges((109,)), "W": ranges((103,))}
    db.add(StockCount(day=date(2024, 7, 31), lot_id=lot.id, by="综合", second="档案", found=found, **STAMP))
