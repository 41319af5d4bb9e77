"""Where head office prints (sport, fujian, chongqing): numbers are taken over from the platform, finished certificates
arrive, are counted by two, checked on the same day and signed for (CRT-008, CRT-037)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from models.certificates.booking import book, lot_faults, second_person, serial_faults
from models.certificates.issuing import ROSTER, correction_faults, roster_approved, snapshot
from models.certificates.ledger import FINISHED, OUTSIDE, ranges, written
from models.certificates.numbers import parts
from models.certificates.queries import copy_of, find_arrival
from models.certificates.tables import BlankLot, Certificate, Roster
from models.certificates.tables_life import Arrival
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.kinds import Code, Day, Text, Whole
from resources.texts import _

Findings = Iterator[Finding]
ARRIVAL = Subject("arrival", _("到证"), Arrival, find_arrival)
RECEIVED = "received"


def mode(context: Context) -> str:
    """self_print · received: who makes the paper in this region (registers 4.1)."""
    return str(context.rules["CRT-037"].value("mode"))


def _today(context: Context, _record: Any) -> date:
    return context.today


class NumbersIntake:
    """Numbers the platform gave (CRT-008): each row finds its approved certificate by person, occupation and level. A
    number that is taken is refused (CRT-005); what does not find a line of an approved roster too (CRT-033)."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        lines = select(Certificate).where(Certificate.history.is_(False), Certificate.roster_id.is_not(None), Certificate.state != "void")
        self._lines = {(one.id_no, one.occupation, one.level): one for one in context.db.scalars(lines.order_by(Certificate.id))}
        self._taken = set(context.db.scalars(select(Certificate.number).where(Certificate.number != "")))
        self._chosen: list[tuple[Certificate, Row]] = []
        self._found = 0

    def look_up(self, rows: Sequence[Row]) -> None:
        """The lines of the rosters are read whole at the beginning."""

    def judge(self, row: Row) -> str:
        values = row.values
        line, number = self._lines.get(_key(row)), values.get("number")
        self._found += 1
        if line is None or line.state == "planned":
            row.findings += self.rules["CRT-033"].found("id_no", found=values.get("id_no", ""), expected=_("已批准名册中的人员"))
            return NEW
        if line.number == number and (values.get("serial") or "") in ("", line.serial):
            return UNCHANGED
        if line.number not in ("", number) or (number in self._taken and line.number != number):
            row.findings += self.rules["CRT-005"].found("number", found=number, expected=line.number or _("未用过的编号"))
        if values.get("serial"):
            row.findings += serial_faults(self.context, values["serial"])
        self._taken.add(str(number))
        return CHANGED

    def stored_id(self, row: Row) -> int:
        return self._lines[_key(row)].id

    def accept(self, row: Row, verdict: str) -> None:
        if verdict == CHANGED:
            self._chosen.append((self._lines[_key(row)], row))

    def tally(self) -> dict[str, int]:
        return {"certificates": self._found}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for line, row in self._chosen:
            record = unit.db.get_one(Certificate, line.id)
            read = parts(row.values["number"])
            record.number, record.scope, record.sequence = row.values["number"], read.scope if read else "", read.sequence if read else None
            record.serial = row.values.get("serial") or record.serial
            record.issued_on = row.values.get("issued_on") or record.issued_on
            record.state = "numbered" if record.state == "approved" else record.state
        unit.db.flush()
        return [change for change in unit.changes.collected if "before" in change]


def _key(row: Row) -> tuple[str, str, int]:
    return row.values.get("id_no", ""), row.values.get("occupation", ""), row.values.get("level", 0)


def take_in(unit: Unit, first: int, last: int, day: date, document: str, second: str, certificate: Certificate | None = None) -> list[Finding]:
    """Finished copies arrive: a lot of their own, so that the equations hold for them too, and one movement RCV into the
    finished ones. first…last: inclusive."""
    digits = int(unit.rules["LDG-003"].value("digits"))
    wrong = lot_faults(unit, written(first, digits), written(last, digits))
    if not wrong:
        wrong += list(book(unit, "RCV", first, last, day, flow=(OUTSIDE, FINISHED), document=document, second=second, state="on_hand",
                           number=certificate.number if certificate else None, certificate_id=certificate.id if certificate else None))  # fmt: skip
    if not wrong:
        unit.add(BlankLot(name=document, first=first, last=last, digits=digits, received_on=day, counted_by=second, supplier=_("上级制发")))
    return wrong


def _may_arrive(context: Context, roster: Roster) -> Findings:
    if mode(context) != RECEIVED:
        yield from context.rules["CRT-033"].found("mode", found=_("自行打印"), expected=_("上级制发证书的地区"))
    yield from roster_approved(context, roster)


@command("certificates.receive_finished", _("登记到证"), subject=ROSTER, row=50, letters="C", guard=_may_arrive, params=(
    Param("document", _("寄送单号"), Text(60)), Param("courier", _("快递单号"), Code(40), required=False), Param("count", _("清点份数"), Whole(1, 100_000)),
    Param("second", _("清点复核人"), Text(60)), Param("day", _("到达日期"), Day(), default=_today),
), rules=("CRT-033", "CRT-036", "CRT-037", "CRT-060", "LDG-001", "LDG-002", "LDG-003"))  # fmt: skip
def receive_finished(unit: Unit, roster: Roster, document: str, courier: str | None, count: int, second: str, day: date) -> Findings:
    """Certificates of a roster that came finished, by the serials of the platform's list; counted by two."""
    lines = list(unit.db.scalars(select(Certificate).where(Certificate.roster_id == roster.id, Certificate.state == "numbered", Certificate.serial != "")
                                 .order_by(Certificate.serial)))  # fmt: skip
    wrong = second_person(unit, second) + correction_faults(unit, lines)
    if count != len(lines):
        wrong += unit.rules["LDG-001"].found("count", found=count, expected=len(lines))
    spans = ranges(int(one.serial) for one in lines) if not wrong else []
    for at, (first, last) in enumerate(spans):
        wrong += take_in(unit, first, last, day, f"{document}-{at + 1}" if len(spans) > 1 else document, second)
    yield from wrong
    if wrong:
        return
    unit.db.flush()
    for certificate in lines:
        _is_here(unit, certificate)
    unit.add(Arrival(roster_id=roster.id, document=document, courier=courier, count=count, counted_by=unit.actor.name, second=second, arrived_on=day))


def _is_here(unit: Unit, certificate: Certificate) -> None:
    copy = copy_of(unit.db, int(certificate.serial))
    assert copy is not None
    copy.certificate_id = certificate.id
    certificate.state, certificate.printed_text = "valid", snapshot(certificate)


def _unchecked(context: Context, arrival: Arrival) -> Findings:
    if arrival.checked_on is not None:
        yield from context.rules["CRT-037"].found("checked_on", Severity.BLOCK, found=arrival.checked_on, expected=_("未检查的到证"))


@command("certificates.check_arrival", _("检查到证"), subject=ARRIVAL, row=50, letters="C", guard=_unchecked, rules=("CRT-037",), params=(
    Param("faults", _("异常情况"), Text(1000, 4), required=False, help=_("留空为无误；有误须报告平台维护人员")),
    Param("reported_on", _("报告日期"), Day(), required=False), Param("day", _("检查日期"), Day(), default=_today),
))  # fmt: skip
def check_arrival(unit: Unit, arrival: Arrival, faults: str | None, reported_on: date | None, day: date) -> Findings:
    """Nothing wrong: receipt is signed on the platform. Otherwise the faults are reported first; corrections follow."""
    if faults and reported_on is None:
        yield from unit.rules["CRT-037"].found("reported_on", Severity.BLOCK, list=_("报告平台维护人员的日期"))
    if day > arrival.arrived_on:
        yield from unit.rules["CRT-037"].found("day", Severity.WARN, found=day, expected=arrival.arrived_on)
    arrival.checked_on, arrival.checked_by, arrival.faults, arrival.reported_on = day, unit.actor.name, faults, reported_on
    arrival.signed_on = None if faults else day


def _faulty(context: Context, arrival: Arrival) -> Findings:
    if not arrival.faults or arrival.signed_on is not None:
        yield from context.rules["CRT-037"].found("signed_on", Severity.BLOCK, found=arrival.signed_on or _("未检查"), expected=_("有误已报告的到证"))


@command("certificates.sign_arrival", _("异常处理后签收"), subject=ARRIVAL, row=50, letters="C", guard=_faulty, rules=("CRT-037",),
         params=(Param("day", _("签收日期"), Day(), default=_today),))  # fmt: skip
def sign_arrival(unit: Unit, arrival: Arrival, day: date) -> Findings:
    """The faults are settled with the maintainers: receipt is signed on the platform."""
    arrival.signed_on = day
    yield from ()
