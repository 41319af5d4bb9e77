"""Booking a movement: the month must be open, every serial must be where the movement takes it from; then the line of
the journal and the copies change together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.certificates.ledger import BLANK, FLOWS, OUTSIDE, overlap, written
from models.certificates.tables import BlankLot, Copy, LockedMonth, Movement
from models.certificates.terms import BUCKET
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding
from resources.texts import _

Findings = Iterator[Finding]
STATES = {"ISS": "on_hand", "REI": "on_hand", "SPL": "spoiled", "VOD": "voided", "HND": "handed", "UND": "on_hand", "RCY": "recovered",
          "SND": "sent_back", "DST": "destroyed", "TRF": "outside", "RCV": "on_hand", "ADJ": "adjusted"}  # fmt: skip


def month_open(context: Context, day: date) -> list[Finding]:
    """LDG-002: a locked month takes no line; neither does a day that has not come."""
    if day > context.today:
        return context.rules["LDG-002"].found("day", found=day, expected=_("不晚于今天"))
    locked = select(LockedMonth).where(LockedMonth.month == day.replace(day=1), LockedMonth.reopened_on.is_(None))
    if context.db.scalar(locked) is None:
        return []
    return context.rules["LDG-002"].found("day", found=_("{month} 已锁定").format(month=f"{day:%Y-%m}"), expected=_("未锁定的月份"))


def serial_faults(context: Context, text: str, about: str = "serial") -> list[Finding]:
    """LDG-003: digits of the length the profile sets."""
    digits = context.rules["LDG-003"].value("digits")
    if text.isdigit() and len(text) == digits:
        return []
    return context.rules["LDG-003"].found(about, found=text, expected=_("{n} 位数字").format(n=digits))


def misplaced(context: Context, first: int, last: int, bucket: str) -> tuple[int, str] | None:
    """The first serial of a span that is not in the bucket, and where it is instead; outside when it is in no lot."""
    found = context.db.execute(select(Copy.serial, Copy.bucket).where(Copy.serial.between(first, last)))
    copies = {row.serial: row.bucket for row in found}
    touching = select(BlankLot.first, BlankLot.last).where(BlankLot.first <= last, BlankLot.last >= first)
    lots = context.db.execute(touching).all()
    for serial in range(first, last + 1):
        where = copies.get(serial) or (BLANK if any(lot.first <= serial <= lot.last for lot in lots) else OUTSIDE)
        if where != bucket:
            return serial, where
    return None


def book(unit: Unit, code: str, first: int, last: int, day: date, *, flow: tuple[str, str] | None = None,
         certificate_id: int | None = None, state: str = "", **facts: Any) -> Findings:  # fmt: skip
    """One movement of serials first…last (inclusive), or the findings against it. facts: further columns of the line."""
    came_from, went_to = flow or FLOWS[code]
    findings = month_open(unit, day)
    wrong = misplaced(unit, first, last, came_from) if code != "RCV" else None
    if wrong is not None:
        found = f"{written(wrong[0], _digits(unit))} {BUCKET.show(wrong[1])}"
        findings += unit.rules["LDG-001"].found("serial", found=found, expected=BUCKET.show(came_from))
    yield from findings
    if findings:
        return
    line = Movement(code=code, first=first, last=last, digits=_digits(unit), day=day, by=facts.pop("by", unit.actor.name),
                    bucket_from=came_from if flow else None, bucket_to=went_to if flow else None, **facts)  # fmt: skip
    unit.db.add(line)
    if (came_from, went_to) != (OUTSIDE, BLANK):
        _move_copies(unit, code, first, last, day, went_to, certificate_id, state)
    unit.db.flush()


def _move_copies(unit: Unit, code: str, first: int, last: int, day: date, went_to: str, certificate_id: int | None, state: str) -> None:
    known = {copy.serial: copy for copy in unit.db.scalars(select(Copy).where(Copy.serial.between(first, last)))}
    for serial in range(first, last + 1):
        copy = known.get(serial)
        if copy is None:
            copy = Copy(serial=serial, bucket=went_to, state="", since=day)
            unit.db.add(copy)
        copy.bucket, copy.since, copy.state = went_to, day, state or STATES.get(code, copy.state)
        copy.certificate_id = certificate_id or copy.certificate_id


def _digits(context: Context) -> int:
    return int(context.rules["LDG-003"].value("digits"))


def lot_faults(context: Context, first: str, last: str) -> list[Finding]:
    """A new lot: two serials of the right length in order, touching no other lot (LDG-003)."""
    findings = serial_faults(context, first, "first") + serial_faults(context, last, "last")
    if not findings and int(first) > int(last):
        findings = context.rules["LDG-003"].found("last", found=last, expected=f"≥ {first}")
    lots = [(low, high) for low, high in context.db.execute(select(BlankLot.first, BlankLot.last))]
    if not findings and overlap(lots, int(first), int(last)):
        findings = context.rules["LDG-003"].found("first", found=f"{first}–{last}", expected=_("不与已有批次重叠的流水码"))
    return findings


def second_person(context: Context, name: str, about: str = "second") -> list[Finding]:
    """Counting and checking is done by two: the second is not the one who acts (CRT-036)."""
    if name.strip() != context.actor.name:
        return []
    return context.rules["LDG-001"].found(about, found=name, expected=_("经手人以外的第二人"))


