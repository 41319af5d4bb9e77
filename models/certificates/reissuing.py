"""补发: application, check, approval, printing (CRT-050…056). The new copy is handed out by certificates.hand_out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.certificates.booking import book, second_person, serial_faults
from models.certificates.handing import CERTIFICATE
from models.certificates.issuing import content_faults, snapshot
from models.certificates.queries import copy_of, find_reissue
from models.certificates.receiving import RECEIVED, mode, take_in
from models.certificates.tables import Certificate, Reissue
from models.certificates.terms import CAUSE, PAPERS, REISSUE_STATE, STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Flag, Many, Text, Whole
from resources.texts import _

Findings = Iterator[Finding]
REISSUE = Subject("reissue", _("补发申请"), Reissue, find_reissue)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _may_apply(context: Context, certificate: Certificate) -> Findings:
    """CRT-050: a valid certificate with paper, and no reissue under way."""
    rule = context.rules["CRT-050"]
    if certificate.state != "valid" or not certificate.serial:
        yield from rule.found("state", found=STATE.show(certificate.state), expected=_("有效的纸质证书"))
    begun = select(Reissue).where(Reissue.certificate_id == certificate.id, Reissue.state != "closed")
    if context.db.scalar(begun) is not None:
        yield from rule.found("state", found=_("补发办理中"), expected=_("没有未办结的补发"))


@command("certificates.apply_reissue", _("申请补发"), subject=CERTIFICATE, row=50, letters="C", guard=_may_apply, rules=("CRT-050", "CRT-053"), params=(
    Param("cause", _("事由"), CAUSE), Param("why", _("情况说明"), Text(1000, 4)), Param("id_shown", _("已核对本人身份证原件"), Flag(), default=False),
    Param("declaration", _("有遗失声明"), Flag(), default=False), Param("applied_on", _("申请日期"), Day(), default=_today),
))  # fmt: skip
def apply_reissue(unit: Unit, certificate: Certificate, cause: str, why: str, id_shown: bool, declaration: bool, applied_on: date) -> Findings:
    """The holder applies with the original identity card (CRT-050); for a loss the declaration is noted (CRT-053)."""
    if not id_shown:
        yield from unit.rules["CRT-050"].found("id_shown", found=_("未核对"), expected=_("身份证原件"))
    if cause == "lost" and not declaration:
        yield from unit.rules["CRT-050"].found("declaration", list=_("遗失声明"))
    unit.add(Reissue(certificate_id=certificate.id, cause=cause, why=why, declaration=declaration, applied_on=applied_on,
                     old_serial=certificate.serial, state="applied"))  # fmt: skip


def _stands_at(*states: str) -> Any:
    def guard(context: Context, reissue: Reissue) -> Findings:
        if reissue.state not in states:
            expected = "、".join(REISSUE_STATE.show(state) for state in states)
            yield from context.rules["CRT-051"].found("state", found=REISSUE_STATE.show(reissue.state), expected=expected)

    return guard


@command("certificates.check_reissue", _("核实"), subject=REISSUE, row=50, letters="C", guard=_stands_at("applied"), rules=("CRT-051",), params=(
    Param("result", _("核实结果"), Text(200), help=_("在查询系统或数据库中查到的信息")), Param("day", _("核实日期"), Day(), default=_today),
))  # fmt: skip
def check_reissue(unit: Unit, reissue: Reissue, result: str, day: date) -> Findings:
    reissue.checked_on, reissue.checked_by, reissue.check_result, reissue.state = day, unit.actor.name, result, "checked"
    yield from ()


@command("certificates.approve_reissue", _("批准补发"), subject=REISSUE, row=48, letters="A", guard=_stands_at("checked"), rules=("CRT-051",))
def approve_reissue(unit: Unit, reissue: Reissue) -> Findings:
    reissue.approved_on, reissue.approved_by, reissue.state = unit.today, unit.actor.name, "approved"
    yield from ()


def paper_faults(context: Context, papers: list[str], fee: int) -> list[Finding]:
    """CRT-055: what is missing of the papers, and of the fee in yuan."""
    rule = context.rules["CRT-055"]
    missing = [code for code in rule.value("papers") if code not in papers]
    findings = rule.found("documents", list="、".join(map(PAPERS.show, missing))) if missing else []
    return findings + (rule.found("fee", found=fee, expected=rule.value("fee")) if fee != rule.value("fee") else [])


def _not_accepted(context: Context, reissue: Reissue) -> Findings:
    if reissue.accepted_on is not None or reissue.state in ("printed", "closed"):
        yield from context.rules["CRT-055"].found("state", found=reissue.accepted_on or REISSUE_STATE.show(reissue.state), expected=_("未受理的补发"))


def _receipt_number(context: Context, reissue: Any) -> str | None:
    return f"BF{context.today.year}-{reissue.id:04d}" if reissue else None


@command("certificates.accept_reissue", _("受理并发回执"), subject=REISSUE, row=50, letters="C", guard=_not_accepted, rules=("CRT-055", "CRT-056"), params=(
    Param("documents", _("收到的材料"), Many(PAPERS.options), required=False),
    Param("fee", _("收取工本费（元）"), Whole(0, 10_000), default=lambda context, _reissue: context.rules["CRT-055"].value("fee")),
    Param("receipt_number", _("回执编号"), Code(40), default=_receipt_number), Param("day", _("受理日期"), Day(), default=_today),
))  # fmt: skip
def accept_reissue(unit: Unit, reissue: Reissue, documents: list[str] | None, fee: int, receipt_number: str, day: date) -> Findings:
    """Papers and fee are complete: the receipt is given, and the working days of CRT-056 run from it."""
    yield from paper_faults(unit, documents or [], fee)
    if day < reissue.applied_on:
        yield from unit.rules["CRT-055"].found("day", found=day, expected=f"≥ {reissue.applied_on}")
    reissue.documents, reissue.fee, reissue.receipt_number = documents or [], fee, receipt_number
    reissue.accepted_on, reissue.accepted_by = day, unit.actor.name


def _may_print(context: Context, reissue: Reissue) -> Findings:
    yield from _stands_at("approved")(context, reissue)
    if reissue.accepted_on is None:
        yield from context.rules["CRT-055"].found("accepted_on", found=_("未受理"), expected=_("已发回执"))


@command("certificates.print_reissue", _("登记补发打印"), subject=REISSUE, row=48, letters="C", guard=_may_print, params=(
    Param("serial", _("新流水码"), Code(20)), Param("second", _("验印人"), Text(60)), Param("day", _("打印日期"), Day(), default=_today),
), rules=("CRT-010", "CRT-030", "CRT-053", "CRT-054", "CRT-055", "LDG-001", "LDG-002", "LDG-003"))  # fmt: skip
def print_reissue(unit: Unit, reissue: Reissue, serial: str, second: str, day: date) -> Findings:
    """The same number and issue date on a new blank (CRT-054); a lost copy is flagged as declared lost (CRT-053). Where
    head office prints, the new copy arrives finished."""
    certificate = reissue.certificate
    wrong = serial_faults(unit, serial) + second_person(unit, second)
    if certificate.state != "valid":
        wrong += unit.rules["CRT-054"].found("state", found=STATE.show(certificate.state), expected=STATE.show("valid"))
    if not wrong and not certificate.history:  # an old row stays as it was taken over, its faults included
        wrong += content_faults(unit, certificate)
    if not wrong and mode(unit) == RECEIVED:
        wrong += take_in(unit, int(serial), int(serial), day, _("补发 {n}").format(n=reissue.id), second, certificate)
    elif not wrong:
        wrong += list(book(unit, "REI", int(serial), int(serial), day, certificate_id=certificate.id, number=certificate.number, cause=reissue.cause,
                           old_serial=reissue.old_serial, document=_("补发 {n}").format(n=reissue.id), second=second,
                           approved_by=reissue.approved_by))  # fmt: skip
    yield from wrong
    if wrong:
        return
    old = copy_of(unit.db, int(reissue.old_serial)) if reissue.old_serial.isdigit() else None
    if reissue.cause == "lost" and old is not None:
        old.lost_on = reissue.applied_on
    reissue.new_serial, reissue.printed_on, reissue.state = serial, day, "printed"
    certificate.serial, certificate.handed_on = serial, None
    certificate.printed_text = snapshot(certificate)
