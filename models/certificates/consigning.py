"""代发: certificates given to an institution with a record, and its receipts when they come back (CRT-039)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.certificates.handing import on_hand, put_in_hands
from models.certificates.issuing import ROSTER
from models.certificates.queries import find_consignment
from models.certificates.tables import Certificate, Copy, Roster
from models.certificates.tables_life import Consignment
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Text
from resources.texts import _

Findings = Iterator[Finding]
CONSIGNMENT = Subject("consignment", _("代发交接"), Consignment, find_consignment)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _receipts_by(context: Context, _record: Any) -> date:
    return context.today + timedelta(days=context.rules["CRT-038"].value("days"))


def lying(context: Context, roster: Roster) -> list[tuple[Certificate, Copy]]:
    """The valid certificates of a roster whose paper lies here and is with nobody."""
    here = select(Certificate, Copy).join(Copy, Copy.certificate_id == Certificate.id).where(
        Certificate.roster_id == roster.id, Certificate.state == "valid", Copy.bucket == "F", Copy.state != "institution"
    ).order_by(Certificate.number)  # fmt: skip
    return [(certificate, copy) for certificate, copy in context.db.execute(here) if certificate.serial.isdigit() and int(certificate.serial) == copy.serial]


def _something_lies(context: Context, roster: Roster) -> Findings:
    if not lying(context, roster):
        yield from context.rules["CRT-039"].found("roster", found=0, expected=_("待发的证书"))


@command("certificates.consign", _("委托代发"), subject=ROSTER, row=50, letters="C", guard=_something_lies, rules=("CRT-039", "CRT-052", "CRT-061"), params=(
    Param("receiver", _("接收单位"), Text(80)), Param("received_by", _("接收人"), Text(60)), Param("day", _("交接日期"), Day(), default=_today),
    Param("receipts_due", _("签收记录返还期限"), Day(), default=_receipts_by),
))  # fmt: skip
def consign(unit: Unit, roster: Roster, receiver: str, received_by: str, day: date, receipts_due: date) -> Findings:
    """All certificates of a roster that lie here go to an institution; they count as handed out with its receipts."""
    ready = lying(unit, roster)
    for certificate, _copy in ready:
        yield from on_hand(unit, certificate)
    if receipts_due < day:
        yield from unit.rules["CRT-039"].found("receipts_due", found=receipts_due, expected=f"≥ {day}")
    for _certificate, copy in ready:
        copy.state, copy.since = "institution", day
    unit.add(Consignment(roster_id=roster.id, receiver=receiver, received_by=received_by, day=day, given_by=unit.actor.name,
                         serials=[certificate.serial for certificate, _copy in ready], receipts_due=receipts_due))  # fmt: skip


def waiting(context: Context, consignment: Consignment) -> list[Certificate]:
    """The certificates of a consignment that nobody has signed for yet."""
    there = select(Certificate).join(Copy, Copy.certificate_id == Certificate.id).where(
        Certificate.roster_id == consignment.roster_id, Copy.state == "institution", Copy.bucket == "F").order_by(Certificate.number)  # fmt: skip
    given = set(consignment.serials)
    return [certificate for certificate in context.db.scalars(there) if certificate.serial in given]


def _out(context: Context, consignment: Consignment) -> Findings:
    if consignment.returned_on is not None:
        yield from context.rules["CRT-039"].found("returned_on", found=consignment.returned_on, expected=_("未返还签收记录的交接"))


@command("certificates.take_receipts", _("收到签收记录"), subject=CONSIGNMENT, row=50, letters="C", guard=_out,
         rules=("CRT-039", "LDG-001", "LDG-002"), params=(
    Param("receipt", _("签收记录"), Text(100), help=_("考生签字表或快递单号清单")), Param("day", _("返还日期"), Day(), default=_today),
))  # fmt: skip
def take_receipts(unit: Unit, consignment: Consignment, receipt: str, day: date) -> Findings:
    """The candidates' signatures come back: every certificate still with the institution is handed out by them."""
    for certificate in waiting(unit, consignment):
        yield from put_in_hands(unit, certificate, "institution", day, signer=certificate.name, receipt=receipt)
    consignment.returned_on, consignment.receipt = day, receipt
