"""更正: one person asks, the director decides; what follows depends on where the paper is (CRT-060…063).

Before printing the register is put right. A printed copy that still lies here is voided and the certificate printed
anew. After hand-out the register is put right and a reissue for wrong data begins. Where head office prints, the wrong
copy is sent back. Level and date stand in the number itself: those are voided and numbered anew (CRT-054).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.commands import correct_pass
from models.assessment.queries import exam_days, filed_scope
from models.assessment.rules import scope_faults
from models.assessment.tables import PassRow
from models.certificates.booking import book
from models.certificates.handing import CERTIFICATE
from models.certificates.queries import copy_of, find_correction, open_corrections
from models.certificates.receiving import RECEIVED, mode
from models.certificates.tables import Certificate, Reissue
from models.certificates.tables_life import Correction
from models.certificates.terms import CORRECTION_STATE, FIELD, STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import WrongNumber, read_identity
from models.core.kinds import Code, Day, Text
from models.core.names import sort_key
from resources.texts import _

Findings = Iterator[Finding]
CORRECTION = Subject("correction", _("更正"), Correction, find_correction)
BEFORE, HERE, OUTSIDE = "before_print", "after_print", "after_handout"


def _today(context: Context, _record: Any) -> date:
    return context.today


def stage_of(context: Context, certificate: Certificate) -> str:
    """Where a correction finds the certificate: not printed, printed and here, handed out (or of an old ledger)."""
    if certificate.state != "valid":
        return BEFORE
    copy = copy_of(context.db, int(certificate.serial)) if certificate.serial.isdigit() else None
    if certificate.handed_on is None and not certificate.history and (copy is None or copy.bucket == "F"):
        return HERE
    return OUTSIDE


def rule_of(stage: str) -> str:
    return "CRT-060" if stage == BEFORE else "CRT-061"


def _correctable(context: Context, certificate: Certificate) -> Findings:
    if certificate.state in ("revoked", "void"):
        yield from context.rules["CRT-063"].found("state", Severity.BLOCK, found=STATE.show(certificate.state), expected=_("拟发至有效的证书"))


def value_faults(context: Context, certificate: Certificate, field: str, value: str) -> list[Finding]:
    """What stands against the new value: nothing changed, an identity number that is none, a job outside the scope."""
    old = getattr(certificate, field)
    if value == old:
        return context.rules["CRT-063"].found("value", Severity.BLOCK, found=value, expected=_("与原值不同的值"))
    if field == "id_no":
        try:
            read_identity(value, context.today)
        except WrongNumber as wrong:
            return context.rules["SYS-018"].found("value", Severity.BLOCK, found=value, expected=str(wrong))
    if field in ("occupation", "job"):
        told = {"occupation": certificate.occupation, "job": certificate.job} | {field: value}
        key = (told["occupation"], told["job"], certificate.level)
        return scope_faults(filed_scope(context.db), key, exam_days(context.db, certificate.batch_code), context.rules["CRT-030"])
    return []


@command("certificates.request_correction", _("申请更正"), subject=CERTIFICATE, row=50, letters="C", guard=_correctable, params=(
    Param("field", _("更正栏目"), FIELD), Param("value", _("更正为"), Text(60)),
    Param("proof", _("依据材料"), Text(200), help=_("如身份证复印件、情况说明扫描件")),
    Param("why", _("情况说明"), Text(1000, 3)), Param("day", _("申请日期"), Day(), default=_today),
), rules=("CRT-060", "CRT-061", "CRT-063", "CRT-030", "SYS-018"))  # fmt: skip
def request_correction(unit: Unit, certificate: Certificate, field: str, value: str, proof: str, why: str, day: date) -> Findings:
    """Asked for with its proof; printing and hand-out wait for the decision."""
    wrong = value_faults(unit, certificate, field, value)
    if any(one.field == field for one in open_corrections(unit.db, [certificate.id])):
        wrong += unit.rules["CRT-063"].found("field", Severity.BLOCK, found=_("更正待批准"), expected=_("没有待批准的同栏更正"))
    if day > unit.today:
        wrong += unit.rules["CRT-063"].found("day", Severity.BLOCK, found=day, expected=_("不晚于今天"))
    yield from wrong
    if not wrong:
        unit.add(Correction(certificate_id=certificate.id, field=field, old=getattr(certificate, field) or "", new=value, proof=proof, why=why,
                            stage=stage_of(unit, certificate), requested_on=day, requested_by=unit.actor.name, state="requested"))  # fmt: skip


def _undecided(context: Context, correction: Correction) -> Findings:
    rule = context.rules["CRT-063"]
    if correction.state != "requested":
        yield from rule.found("state", Severity.BLOCK, found=CORRECTION_STATE.show(correction.state), expected=CORRECTION_STATE.show("requested"))
    if correction.requested_by == context.actor.name:
        yield from rule.found("decided_by", Severity.BLOCK, found=context.actor.name, expected=_("申请人以外的批准人"))


@command("certificates.approve_correction", _("批准更正"), subject=CORRECTION, row=48, letters="A", guard=_undecided,
         rules=("CRT-060", "CRT-061", "CRT-063", "LDG-001", "LDG-002"),
         params=(Param("day", _("批准日期"), Day(), default=_today),))  # fmt: skip
def approve_correction(unit: Unit, correction: Correction, day: date) -> Findings:
    """The register takes the new value; a wrong copy that lies here is voided, one that is out begins a reissue."""
    certificate = correction.certificate
    wrong = list(_correctable(unit, certificate))
    stage = stage_of(unit, certificate)
    if not wrong and stage == HERE and certificate.serial.isdigit():
        correction.old_serial = certificate.serial
        wrong = list(book(unit, "VOD", int(certificate.serial), int(certificate.serial), day, number=certificate.number, cause="wrong",
                          document=_("更正 {n}").format(n=correction.id), approved_by=unit.actor.name))  # fmt: skip
    yield from wrong
    if wrong:
        return
    _put_right(unit, certificate, correction)
    correction.stage, correction.state, correction.decided_on, correction.decided_by = stage, "approved", day, unit.actor.name
    if stage == HERE:
        certificate.serial, certificate.state, certificate.printed_text = "", "numbered", None
    elif stage == OUTSIDE and certificate.serial:
        correction.old_serial = certificate.serial
        _begin_reissue(unit, certificate, correction)


def _put_right(unit: Unit, certificate: Certificate, correction: Correction) -> None:
    setattr(certificate, correction.field, correction.new)
    if correction.field == "name":
        certificate.sort_name = sort_key(correction.new)
    if correction.field == "id_no":
        certificate.id_kind = read_identity(correction.new, unit.today).kind
    passed = unit.db.get(PassRow, certificate.pass_id) if certificate.pass_id else None
    if passed is not None:
        correct_pass(passed, correction.field, correction.new)


def _begin_reissue(unit: Unit, certificate: Certificate, correction: Correction) -> None:
    begun = select(Reissue.id).where(Reissue.certificate_id == certificate.id, Reissue.state != "closed")
    if unit.db.scalar(begun) is None:
        unit.db.add(Reissue(certificate_id=certificate.id, cause="wrong", why=correction.why, declaration=False, applied_on=correction.requested_on,
                            old_serial=certificate.serial, state="applied"))  # fmt: skip


@command("certificates.refuse_correction", _("不予更正"), subject=CORRECTION, row=48, letters="A", guard=_undecided, rules=("CRT-063",),
         params=(Param("why", _("理由"), Text(400, 3)),))  # fmt: skip
def refuse_correction(unit: Unit, correction: Correction, why: str) -> Findings:
    correction.state, correction.decision, correction.decided_on, correction.decided_by = "refused", why, unit.today, unit.actor.name
    yield from ()


def wrong_copy_here(context: Context, correction: Correction) -> bool:
    """Whether the wrong copy of an approved correction lies here and may go back."""
    serial = correction.old_serial
    copy = copy_of(context.db, int(serial)) if serial and serial.isdigit() and correction.sent_on is None else None
    return copy is not None and copy.bucket == "W"


def goes_back(context: Context, correction: Correction) -> bool:
    """Whether head office made the wrong copy, it lies here and was not sent back yet (CRT-061)."""
    return mode(context) == RECEIVED and wrong_copy_here(context, correction)


def _may_send(context: Context, correction: Correction) -> Findings:
    if not wrong_copy_here(context, correction):
        yield from context.rules["CRT-061"].found("old_serial", found=correction.old_serial or "", expected=_("已收回或作废、尚未寄回的错证"))


@command("certificates.send_back", _("寄回错证"), subject=CORRECTION, row=50, letters="C", guard=_may_send, rules=("CRT-061", "LDG-001", "LDG-002"), params=(
    Param("courier", _("快递单号"), Code(40)), Param("day", _("寄出日期"), Day(), default=_today),
))  # fmt: skip
def send_back(unit: Unit, correction: Correction, courier: str, day: date) -> Findings:
    """The wrong copy goes back to head office (movement SND)."""
    serial = int(correction.old_serial or 0)
    wrong = list(book(unit, "SND", serial, serial, day, number=correction.certificate.number, cause="wrong", courier=courier,
                      document=_("更正 {n}").format(n=correction.id)))  # fmt: skip
    yield from wrong
    if not wrong:
        correction.sent_on, correction.courier = day, courier
