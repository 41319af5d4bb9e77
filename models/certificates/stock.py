"""Blanks and the journal: receipt, spoiling, transfer, counting, adjusting, reversing, destroying (LDG-001…005)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.certificates.booking import book, lot_faults, second_person, serial_faults
from models.certificates.ledger import BLANK, FINISHED, FLOWS, WAITING, ranges, written
from models.certificates.queries import find_lot, find_movement
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, SignOff, StockCount
from models.certificates.terms import BUCKET, MOVEMENT
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Choice, Code, Day, Text
from resources.texts import _

Findings = Iterator[Finding]
LOT = Subject("lot", _("空白证书批"), BlankLot, find_lot)
LINE = Subject("movement", _("流水账记录"), Movement, find_movement)
REVERSIBLE = ("SPL", "ISS", "HND", "TRF", "ADJ")
_RANGE = re.compile(r"(\d+)(?:\s*[-–—~至]\s*(\d+))?")


def _today(context: Context, _record: Any) -> date:
    return context.today


@command("certificates.receive_lot", _("空白证书入库"), row=50, letters="C", rules=("LDG-001", "LDG-002", "LDG-003"), params=(
    Param("name", _("批号"), Text(40), help=_("凭证号或到货单号")), Param("first", _("流水码起"), Code(20)), Param("last", _("流水码止"), Code(20)),
    Param("supplier", _("来源"), Text(80), required=False), Param("keeper", _("保管人"), Text(60)), Param("box", _("存放处"), Text(40), required=False),
    Param("second", _("清点复核人"), Text(60)), Param("day", _("入库日期"), Day(), default=_today),
))  # fmt: skip
def receive_lot(unit: Unit, name: str, first: str, last: str, second: str, day: date, **facts: Any) -> Findings:
    """A delivery of blanks with contiguous serials, counted by two."""
    wrong = lot_faults(unit, first, last) + second_person(unit, second)
    if not wrong:
        wrong += list(book(unit, "RCV", int(first), int(last), day, document=name, second=second, why=facts.get("supplier")))
    yield from wrong
    if not wrong:
        unit.add(BlankLot(name=name, first=int(first), last=int(last), digits=len(first), received_on=day, counted_by=second, **facts))


@command("certificates.spoil", _("登记打印废品"), subject=LOT, row=50, letters="C", rules=("CRT-007", "LDG-001", "LDG-002", "LDG-003"), params=(
    Param("first", _("流水码起"), Code(20)), Param("last", _("流水码止"), Code(20), required=False), Param("why", _("原因"), Text(400)),
    Param("day", _("日期"), Day(), default=_today),
))  # fmt: skip
def spoil(unit: Unit, lot: BlankLot, first: str, last: str | None, why: str, day: date) -> Findings:
    """A print accident uses up the blank, never the number; it waits for destruction."""
    wrong = serial_faults(unit, first, "first") + serial_faults(unit, last or first, "last")
    yield from wrong or book(unit, "SPL", int(first), int(last or first), day, why=why)


@command("certificates.transfer", _("调出空白证书"), subject=LOT, row=49, letters="A", danger=True, rules=("LDG-001", "LDG-002"), params=(
    Param("first", _("流水码起"), Code(20)), Param("last", _("流水码止"), Code(20)), Param("receiver", _("接收单位"), Text(80)),
    Param("day", _("日期"), Day(), default=_today),
))  # fmt: skip
def transfer(unit: Unit, lot: BlankLot, first: str, last: str, receiver: str, day: date) -> Findings:
    wrong = serial_faults(unit, first, "first") + serial_faults(unit, last, "last")
    yield from wrong or book(unit, "TRF", int(first), int(last), day, why=receiver, approved_by=unit.actor.name)


def read_ranges(text: str | None) -> list[tuple[int, int]] | None:
    """Serials as typed: 00000115-00000116、00000120. None when it does not read so."""
    parts = [part.strip() for part in re.split(r"[、,，;；\n]+", text or "") if part.strip()]
    found = [_RANGE.fullmatch(part) for part in parts]
    if not all(found):
        return None
    return [(int(match[1]), int(match[2] or match[1])) for match in found if match]


@command("certificates.count_lot", _("清点"), subject=LOT, row=50, letters="C", rules=("LDG-005", "LDG-015"), params=(
    Param("blanks", _("空白（流水码）"), Text(4000, 3), required=False, help=_("如 00000115-00000116、00000120")),
    Param("finished", _("待发（流水码）"), Text(4000, 3), required=False), Param("waiting", _("待销毁（流水码）"), Text(4000, 3), required=False),
    Param("second", _("第二清点人"), Text(60)), Param("day", _("清点日期"), Day(), default=_today),
))  # fmt: skip
def count_lot(unit: Unit, lot: BlankLot, second: str, day: date, **counted: str | None) -> Findings:
    """What lies there, serial by serial, as a document of its own; a difference is found by the reconciliation (E6)."""
    wrong = second_person(unit, second)
    found = {}
    for bucket, name in ((BLANK, "blanks"), (FINISHED, "finished"), (WAITING, "waiting")):
        spans = read_ranges(counted[name])
        if spans is None or any(low > high for low, high in spans):
            wrong += unit.rules["LDG-015"].found(name, found=counted[name], expected=_("流水码或起止流水码"))
        else:
            found[bucket] = ranges(serial for low, high in spans for serial in range(low, high + 1))
    yield from wrong
    if not wrong:
        unit.add(StockCount(lot_id=lot.id, day=day, by=unit.actor.name, second=second, found=found))


@command("certificates.adjust", _("调整账面"), subject=LOT, row=49, letters="A", danger=True, rules=("LDG-001", "LDG-002"), params=(
    Param("first", _("流水码起"), Code(20)), Param("last", _("流水码止"), Code(20), required=False),
    Param("came_from", _("原在"), Choice(BUCKET.options), default=BLANK), Param("went_to", _("调至"), Choice(BUCKET.options), default=WAITING),
    Param("why", _("查明的情况"), Text(400, 3)), Param("day", _("日期"), Day(), default=_today),
))  # fmt: skip
def adjust(unit: Unit, lot: BlankLot, first: str, last: str | None, came_from: str, went_to: str, why: str, day: date) -> Findings:
    """After an investigation the director puts serials where they are."""
    wrong = serial_faults(unit, first, "first") + serial_faults(unit, last or first, "last")
    yield from wrong or book(unit, "ADJ", int(first), int(last or first), day, flow=(came_from, went_to), why=why, approved_by=unit.actor.name)


def _may_reverse(context: Context, line: Movement) -> Findings:
    """Only the last line about its serials; a line already reversed, or one another act rests on, is corrected by that act."""
    rule = context.rules["LDG-002"]
    if line.code not in REVERSIBLE or line.history:
        yield from rule.found("code", found=MOVEMENT.show(line.code), expected="、".join(MOVEMENT.show(code) for code in REVERSIBLE))
        return
    later = select(Movement.id).where(Movement.id > line.id, Movement.first <= line.last, Movement.last >= line.first)
    if context.db.scalar(later) is not None:
        yield from rule.found("movement", found=_("其后另有记录"), expected=_("这些流水码的最后一笔"))


@command("certificates.reverse", _("冲销"), subject=LINE, row=50, letters="C", guard=_may_reverse, rules=("LDG-002",),
         params=(Param("why", _("冲销原因"), Text(400, 3)), Param("day", _("日期"), Day(), default=_today)))  # fmt: skip
def reverse(unit: Unit, line: Movement, why: str, day: date) -> Findings:
    """A line that names the wrong one and moves its serials back; what a certificate says follows."""
    came_from, went_to = (line.bucket_from or FLOWS[line.code][0]), (line.bucket_to or FLOWS[line.code][1])
    state = {"HND": "on_hand"}.get(line.code, "drawn" if came_from == BLANK else "adjusted")
    wrong = list(book(unit, "REV", line.first, line.last, day, flow=(went_to, came_from), why=why, reverses=line.id, number=line.number, state=state))
    yield from wrong
    if wrong or not line.number:
        return
    certificate = unit.db.scalar(select(Certificate).where(Certificate.number == line.number, Certificate.serial == written(line.first, line.digits)))
    if certificate is not None and line.code == "ISS":
        certificate.serial, certificate.state, certificate.printed_text = "", "numbered", None
    elif certificate is not None and line.code == "HND":
        certificate.handed_on = None
        for signed in unit.db.scalars(select(SignOff).where(SignOff.number == line.number, SignOff.serial == certificate.serial)):
            signed.undone_on = signed.undone_on or day


@command("certificates.destroy", _("销毁"), row=60, letters="A", danger=True, rules=("LDG-002", "LDG-004"), params=(
    Param("list_number", _("销毁清册编号"), Text(40)), Param("serials", _("流水码"), Text(4000, 3), required=False, help=_("留空为全部待销毁的")),
    Param("executor", _("销毁人"), Text(60)), Param("witness", _("监销人（质量督导员）"), Text(60)), Param("way", _("销毁方式"), Text(40)),
    Param("day", _("销毁日期"), Day(), default=_today),
))  # fmt: skip
def destroy(unit: Unit, list_number: str, serials: str | None, executor: str, witness: str, way: str, day: date) -> Findings:
    """By list, with the director's approval, an executor and a witness who is another person (LDG-004)."""
    rule = unit.rules["LDG-004"]
    spans = read_ranges(serials) if serials else ranges(unit.db.scalars(select(Copy.serial).where(Copy.bucket == WAITING)))
    if not spans:
        yield from rule.found("serials", found=serials or 0, expected=_("待销毁的流水码"))
        return
    if executor == witness:
        yield from rule.found("witness", found=witness, expected=_("销毁人以外的监销人"))
        return
    for first, last in spans:
        yield from book(unit, "DST", first, last, day, document=list_number, by=executor, second=witness, approved_by=unit.actor.name, why=way)
