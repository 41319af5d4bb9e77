"""Fees of candidates: booked after the review with the announced amount, waived, returned (ASM-FEE-001 to 006)."""

from collections.abc import Mapping
from datetime import date

from models.assessment.candidates import queries, rules
from models.assessment.candidates.guards import CANDIDATE, Findings, needs_recheck
from models.assessment.candidates.tables import Enrolment, Payment
from models.assessment.candidates.terms import ADMITTED, FEE_ITEM, RECHECKED, SITTING, Money
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Choice, Code, Day, Flag, Text
from resources.texts import _

CERTIFICATE = "certificate"


def _today(context: Context, _record: object) -> date:
    return context.today


def announced(context: Context) -> dict[str, int]:
    """What was announced for each item, in fen (ASM-FEE-002); {} where nothing is entered or the rule is off."""
    rule = context.rules["ASM-FEE-002"]
    told = rule.value("amounts") or {} if rule.active else {}
    return {item: round(float(yuan) * 100) for item, yuan in told.items()}


def paid_items(payments: list[Payment]) -> dict[str, Payment]:
    """The booking of each item that was not returned: a return is a booking of its own with the amount below zero."""
    found: dict[str, Payment] = {}
    for one in payments:
        if one.amount < 0:
            found.pop(one.item, None)
        else:
            found[one.item] = one
    return found


def _may_pay(context: Context, one: Enrolment | None) -> Findings:
    """ASM-FEE-001: after the review, the second one where there is one; ASM-FEE-003: not where nothing is charged."""
    yield from context.rules["ASM-FEE-003"].found("")
    fee = context.rules["ASM-FEE-001"]
    if one is None or not fee.active:
        return
    allowed = (RECHECKED, ADMITTED) if needs_recheck(context, one.level) else SITTING
    yield from [Finding(fee.id, fee.severity, "state", dict(found.params)) for found in
                rules.state_faults(one.state, allowed, context.rules["ASM-STC-001"])]  # fmt: skip


def is_first_resit(context: Context, one: Enrolment) -> bool:
    """ASM-FEE-004: the first application that takes up what was passed before, while that is still valid on the exam day."""
    before = context.db.get(Enrolment, one.resit_of_id) if one.resit_of_id else None
    return before is not None and rules.certificate_free(before.resit_of_id is None, before.result_valid_to, one.batch.last_exam_day)


def _amount(context: Context, one: Enrolment | None) -> int | None:
    return announced(context).get("theory") if one is not None else None


@command("assessment.book_fee", _("登记收费"), subject=CANDIDATE, row=34, letters="C", guard=_may_pay,
         rules=("ASM-FEE-001", "ASM-FEE-002", "ASM-FEE-003", "ASM-FEE-004", "ASM-FEE-006"), params=(
    Param("item", _("收费项目"), FEE_ITEM, default="theory"), Param("amount", _("金额（元）"), Money(), default=_amount),
    Param("paid_on", _("收费日期"), Day(), default=_today), Param("voucher", _("票据号"), Code(30), required=False),
    Param("waived", _("免收"), Flag(), default=False), Param("note", _("免收依据或备注"), Text(100), required=False),
))  # fmt: skip
def book_fee(
    unit: Unit, one: Enrolment, item: str, amount: int, paid_on: date, voucher: str | None, waived: bool, note: str | None
) -> Findings:
    """One item with the announced amount; what is exempt is kept as waived with 0, so nobody asks twice."""
    standard, booked = announced(unit).get(item), paid_items(queries.fees_of(unit.db, one.id))
    exempt = item == CERTIFICATE and unit.rules["ASM-FEE-004"].active and is_first_resit(unit, one)
    found = unit.rules["ASM-FEE-004"].found("item") if exempt else rules.fee_faults(amount, standard, waived, unit.rules["ASM-FEE-002"])
    if waived and not exempt and not note:
        found += unit.rules["ASM-FEE-006"].found("note")
    if item in booked:
        found += unit.rules["SYS-002"].found("item", label=_("收费项目"), found=FEE_ITEM.show(item), expected=_("尚未收费的项目"))
    yield from found
    if not blocked(found):
        free = waived or exempt
        unit.add(Payment(enrolment_id=one.id, item=item, standard=standard, amount=0 if free else amount, voucher=voucher, paid_on=paid_on,
                         waived=free, note=note))  # fmt: skip
        _settle(unit, one)


def _settle(unit: Unit, one: Enrolment) -> None:
    """The day on which the last of the announced exam fees was settled; None while one of them is open."""
    unit.db.flush()
    booked = paid_items(queries.fees_of(unit.db, one.id))
    paid = rules.is_settled(one.subjects, set(booked) - {CERTIFICATE}, set(announced(unit)))
    one.fee_paid_on = max(each.paid_on for each in booked.values()) if paid else None


def _booked(context: Context, one: Enrolment | None) -> Mapping[str, str]:
    booked = paid_items(queries.fees_of(context.db, one.id)) if one is not None else {}
    return {item: f"{FEE_ITEM.show(item)} {Money().show(each.amount)}" for item, each in booked.items() if not each.waived}


def _may_return(context: Context, one: Enrolment | None) -> Findings:
    """Where the fee stands before the ticket, it goes back only before the ticket or after the application has ended."""
    fee = context.rules["ASM-FEE-001"]
    if one is not None and fee.active and one.state == ADMITTED:
        yield from fee.found("state", found=_("已发准考证"), expected=_("未发准考证或已终止的申请"))
    if one is not None and not _booked(context, one):
        yield from context.rules["SYS-002"].found("item", label=_("收费项目"), found="", expected=_("已登记的收费"))


@command("assessment.return_fee", _("退费"), subject=CANDIDATE, row=34, letters="C", guard=_may_return, rules=("ASM-FEE-001",), params=(
    Param("item", _("收费项目"), Choice(), options=_booked), Param("returned_on", _("退费日期"), Day(), default=_today),
    Param("voucher", _("票据号"), Code(30), required=False), Param("why", _("退费原因"), Text(100)),
))  # fmt: skip
def return_fee(unit: Unit, one: Enrolment, item: str, returned_on: date, voucher: str | None, why: str) -> Findings:
    """The whole amount of an item goes back; both bookings stay."""
    paid = paid_items(queries.fees_of(unit.db, one.id))[item]
    unit.add(Payment(enrolment_id=one.id, item=item, standard=paid.standard, amount=-paid.amount, voucher=voucher, paid_on=returned_on,
                     waived=False, note=why))  # fmt: skip
    _settle(unit, one)
    yield from ()
