"""A certificate's life after printing: hand-out, return, recovery, voiding, revocation, upload (CRT-038…048, 070…074)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select, update

from models.assessment.commands import BATCH
from models.assessment.tables import Batch
from models.certificates.booking import book, month_open
from models.certificates.queries import copy_of, find_certificate, open_corrections
from models.certificates.tables import Certificate, Copy, Reissue, SignOff
from models.certificates.terms import FIELD, GROUND, ONLINE, STATE, WAY
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Code, Day, PersonName, Text
from resources.texts import _

Findings = Iterator[Finding]
FRAUD, LENT = "IV7", "IV8"  # 骗取、转让、涂改 · 出借、出租 (CRT-072)
CERTIFICATE = Subject("certificate", _("证书"), Certificate, find_certificate)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _own_serial(certificate: Certificate) -> int | None:
    return int(certificate.serial) if certificate.serial.isdigit() else None


def on_hand(context: Context, certificate: Certificate) -> Findings:
    """Only a valid certificate whose paper lies here is handed out, with no correction waiting (CRT-061); CRT-052 asks for
    the old copy first."""
    if certificate.state != "valid":
        yield from context.rules["CRT-040"].found("state", found=STATE.show(certificate.state), expected=STATE.show("valid"))
    serial = _own_serial(certificate)
    copy = copy_of(context.db, serial) if serial is not None else None
    if copy is None or copy.bucket != "F":
        yield from context.rules["LDG-001"].found("serial", found=certificate.serial or _("没有纸质证书"), expected=_("待发的证书"))
    for waiting in open_corrections(context.db, [certificate.id]):
        yield from context.rules["CRT-061"].found("correction", found=FIELD.show(waiting.field), expected=_("没有待批准的更正"))
    reissue = open_reissue(context, certificate)
    rule = context.rules["CRT-052"]
    if reissue and reissue.cause in (rule.value("causes") or ()) and reissue.recovered_on is None:
        yield from rule.found("recovered_on", found=reissue.old_serial, expected=_("已收回"))


def open_reissue(context: Context, certificate: Certificate) -> Reissue | None:
    """The reissue whose new copy waits to be handed out."""
    return context.db.scalar(select(Reissue).where(Reissue.certificate_id == certificate.id, Reissue.state == "printed").order_by(Reissue.id.desc()))


def sign_off_faults(context: Context, holder: str, way: str, given: dict[str, Any]) -> list[Finding]:
    """CRT-040: a signature or a courier number, exactly one; CRT-041: a proxy needs name, ID number and authorisation."""
    signed, courier = bool(given.get("signer")), bool(given.get("courier"))
    expected = _("快递单号") if way == "courier" else _("领取人签字")
    findings = []
    if signed == courier or courier != (way == "courier"):
        findings += context.rules["CRT-040"].found("courier" if way == "courier" else "signer", found=given.get("courier") or given.get("signer") or "",
                                                   expected=expected)  # fmt: skip
    other = way == "proxy" or (way == "self" and signed and given["signer"] != holder)
    if other and not (signed and given.get("signer_id") and given.get("authorisation")):
        findings += context.rules["CRT-041"].found("authorisation", list="、".join((_("代领人"), _("证件号码"), _("委托书"))))
    return findings


@command("certificates.hand_out", _("发放"), subject=CERTIFICATE, row=50, letters="C", guard=on_hand, params=(
    Param("way", _("领取方式"), WAY, default="self"),
    Param("signer", _("领取人"), PersonName(), required=False, default=lambda _context, certificate: None),
    Param("signer_id", _("代领人证件号码"), Code(20), required=False), Param("authorisation", _("委托书"), Text(100), required=False),
    Param("courier", _("快递单号"), Code(40), required=False), Param("receipt", _("考生签收回执"), Text(100), required=False),
    Param("day", _("日期"), Day(), default=_today),
), rules=("CRT-038", "CRT-039", "CRT-040", "CRT-041", "CRT-052", "CRT-061", "LDG-001", "LDG-002"))  # fmt: skip
def hand_out(unit: Unit, certificate: Certificate, way: str, day: date, **given: Any) -> Findings:
    """Somebody receives the paper. Through an institution it counts as handed out only with the receipts (CRT-039)."""
    wrong = sign_off_faults(unit, certificate.name, way, given)
    if day < certificate.issued_on:
        wrong += unit.rules["CRT-040"].found("day", found=day, expected=f"≥ {certificate.issued_on}")
    serial = _own_serial(certificate)
    assert serial is not None
    copy = copy_of(unit.db, serial)
    waiting = way == "institution" and not given.get("receipt")
    if waiting and copy is not None and copy.state == "institution":
        wrong += unit.rules["CRT-039"].found("receipt", found="", expected=_("考生签收回执"))
    yield from wrong
    if wrong:
        return
    if waiting:
        assert copy is not None
        copy.state, copy.since = "institution", day
        return
    yield from put_in_hands(unit, certificate, way, day, **given)


def put_in_hands(unit: Unit, certificate: Certificate, way: str, day: date, **given: Any) -> Findings:
    """The paper changes hands: movement, sign-off, and the reissue it belonged to is closed."""
    serial = int(certificate.serial)
    wrong = list(book(unit, "HND", serial, serial, day, certificate_id=certificate.id, number=certificate.number, document=WAY.show(way),
                      courier=given.get("courier")))  # fmt: skip
    yield from wrong
    if wrong:
        return
    unit.db.add(SignOff(number=certificate.number, serial=certificate.serial, day=day, way=way, **given))
    certificate.handed_on = day
    reissue = open_reissue(unit, certificate)
    if reissue:
        reissue.handed_on, reissue.state = day, "closed"


def _out(context: Context, certificate: Certificate) -> Findings:
    if certificate.handed_on is None:
        yield from context.rules["CRT-042"].found("handed_on", Severity.BLOCK, found=_("未发放"), expected=_("已发放的证书"))


@command("certificates.take_back_parcel", _("邮件退回"), subject=CERTIFICATE, row=50, letters="C", guard=_out, rules=("CRT-042", "LDG-002"),
         params=(Param("day", _("退回日期"), Day(), default=_today),))  # fmt: skip
def take_back_parcel(unit: Unit, certificate: Certificate, day: date) -> Findings:
    """An undelivered parcel: the copy is on hand again, its courier number stays in the history (CRT-042)."""
    signed = unit.db.scalar(select(SignOff).where(SignOff.number == certificate.number, SignOff.serial == certificate.serial,
                                                  SignOff.undone_on.is_(None), SignOff.way == "courier"))  # fmt: skip
    serial = _own_serial(certificate)
    if signed is None or serial is None:
        yield from unit.rules["CRT-042"].found("courier", Severity.BLOCK, found="", expected=_("邮寄的证书"))
        return
    wrong = list(book(unit, "UND", serial, serial, day, number=certificate.number, courier=signed.courier))
    yield from wrong
    if not wrong:
        signed.undone_on, certificate.handed_on = day, None


def _with_holder(context: Context, certificate: Certificate) -> Findings:
    if _outside(context, certificate) is None:
        yield from context.rules["LDG-001"].found("serial", found=certificate.serial or _("没有纸质证书"), expected=_("在外的证书"))


@command("certificates.recover", _("收回旧证"), subject=CERTIFICATE, row=50, letters="C", guard=_with_holder, rules=("CRT-052", "CRT-071", "LDG-002"), params=(
    Param("serial", _("收回的流水码"), Code(20), default=lambda context, certificate: _outside(context, certificate)),
    Param("day", _("收回日期"), Day(), default=_today), Param("why", _("说明"), Text(400), required=False),
))  # fmt: skip
def recover(unit: Unit, certificate: Certificate, serial: str, day: date, why: str | None) -> Findings:
    """An old, wrong, damaged or revoked copy comes back and waits for destruction."""
    copy = copy_of(unit.db, int(serial)) if serial.isdigit() else None
    if copy is None or copy.certificate_id != certificate.id:
        yield from unit.rules["LDG-001"].found("serial", found=serial, expected=_("这份证书的流水码"))
        return
    wrong = list(book(unit, "RCY", copy.serial, copy.serial, day, number=certificate.number, why=why))
    yield from wrong
    reissue = open_reissue(unit, certificate)
    if not wrong and reissue and reissue.old_serial == serial:
        reissue.recovered_on = day


def _outside(context: Context, certificate: Certificate) -> str | None:
    """The copy of a certificate that is with its holder: the one a reissue replaced first."""
    if certificate is None:
        return None
    copies = context.db.scalars(select(Copy).where(Copy.certificate_id == certificate.id, Copy.bucket == "O").order_by(Copy.serial)).all()
    digits = context.rules["LDG-003"].value("digits")
    return f"{copies[0].serial:0{digits}d}" if copies else None


def _may_void(context: Context, certificate: Certificate) -> Findings:
    """CRT-007: only before hand-out; afterwards it is revoked."""
    if certificate.handed_on is not None or certificate.history:
        yield from context.rules["CRT-007"].found("state", found=_("已发放"), expected=_("从未发放的证书"))
    elif certificate.state not in ("numbered", "valid"):
        yield from context.rules["CRT-007"].found("state", found=STATE.show(certificate.state), expected=STATE.show("numbered"))


@command("certificates.void", _("作废编号"), subject=CERTIFICATE, row=48, letters="A", guard=_may_void, danger=True, rules=("CRT-007", "LDG-002"),
         params=(Param("why", _("作废原因"), Text(400, 3)), Param("day", _("日期"), Day(), default=_today)))  # fmt: skip
def void(unit: Unit, certificate: Certificate, why: str, day: date) -> Findings:
    """The number is kept as void and never given again; a printed copy waits for destruction."""
    serial = _own_serial(certificate)
    wrong = list(book(unit, "VOD", serial, serial, day, number=certificate.number, why=why)) if serial is not None else month_open(unit, day)
    yield from wrong
    if not wrong:
        certificate.state, certificate.ended_on, certificate.ended_why = "void", day, why


def _may_revoke(context: Context, certificate: Certificate) -> Findings:
    if certificate.state != "valid":
        yield from context.rules["CRT-074"].found("state", found=STATE.show(certificate.state), expected=STATE.show("valid"))


@command("certificates.revoke", _("撤回证书"), subject=CERTIFICATE, row=52, letters="A", guard=_may_revoke, danger=True, params=(
    Param("ground", _("无效情形"), GROUND), Param("why", _("事实与依据"), Text(1000, 4)), Param("decided_on", _("决定日期"), Day(), default=_today),
), rules=("CRT-070", "CRT-071", "CRT-072", "CRT-074"))  # fmt: skip
def revoke(unit: Unit, certificate: Certificate, ground: str, why: str, decided_on: date) -> Findings:
    """By decision of the director; the number stays. Recovering the paper and the deletion online become due (CRT-071)."""
    if decided_on < certificate.issued_on or decided_on > unit.today:
        yield from unit.rules["CRT-074"].found("decided_on", found=decided_on, expected=f"{certificate.issued_on} – {unit.today}")
    if ground == LENT:  # forbidden, but the text names no consequence: the director's own reason
        yield from unit.rules["CRT-072"].found("ground", Severity.WARN, found=GROUND.show(ground), expected=_("主任决定的理由"))
    certificate.state, certificate.ended_on, certificate.ended_ground, certificate.ended_why = "revoked", decided_on, ground, why


def _was_issued(context: Context, certificate: Certificate) -> Findings:
    if certificate.state not in ("valid", "revoked", "void"):
        yield from context.rules["CRT-071"].found("state", found=STATE.show(certificate.state), expected=STATE.show("valid"))


@command("certificates.note_online", _("登记上网情况"), subject=CERTIFICATE, row=51, letters="C", guard=_was_issued, rules=("CRT-071",), params=(
    Param("online", _("上网情况"), Choice(ONLINE.options)),
))  # fmt: skip
def note_online(unit: Unit, certificate: Certificate, online: str) -> Findings:
    """What the query system answered: online, returned, deletion requested, deleted."""
    certificate.online = online
    yield from ()


@command("certificates.note_submitted", _("登记上报"), subject=BATCH, row=51, letters="C", rules=("CRT-035",),
         params=(Param("day", _("上报日期"), Day(), default=_today),))  # fmt: skip
def note_submitted(unit: Unit, batch: Batch, day: date) -> Findings:
    """The valid certificates of a batch that were not submitted yet; a late submission wants its reason (CRT-035)."""
    from models.core.dates import months_plus

    rule = unit.rules["CRT-035"]
    until = months_plus(batch.last_exam_day, rule.value("months"))
    if day > until:
        yield from rule.found("day", Severity.WARN, found=day, expected=f"≤ {until}")
    unit.db.execute(update(Certificate).where(Certificate.batch_code == batch.code, Certificate.state == "valid", Certificate.submitted_on.is_(None),
                                              Certificate.history.is_(False))
                    .values(submitted_on=day, online="submitted", entry=unit.seq, version=Certificate.version + 1))  # fmt: skip
