"""Loans: request → approval → hand-over → renewal → return. The clock is the centre's day; every step is its own act."""

from datetime import date
from typing import Any

from models.archives import queries, rules
from models.archives.keeping import Findings, must_be, not_gone
from models.archives.queries import asked_renewal, keeps_archive, next_number, periods_of, renewals_of
from models.archives.rules import Reader
from models.archives.subjects import ITEM, KEEPERS, LOAN
from models.archives.tables import ArchiveItem, ArchiveLoan, ArchiveRenewal
from models.archives.terms import CONDITION, GONE, IN_ARCHIVE, LOAN_STATE, LOST, ON_LOAN, SECRET
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Day, IdNumber, PersonName, Text, Whole
from resources.texts import _

JUDGED = ("ARC-041", "ARC-043", "ARC-044")


def _may_be_asked_for(context: Context, item: ArchiveItem) -> Findings:
    yield from not_gone(context, item)
    if item.state not in GONE:
        yield from must_be(context, item, (IN_ARCHIVE, ON_LOAN), "ARC-040")


@command("archives.request_loan", _("申请外借"), subject=ITEM, row=55, letters="C", also=KEEPERS, guard=_may_be_asked_for,
         rules=("ARC-040", "ARC-041", "ARC-044", "ARC-045", "ARC-046", "ARC-047"), params=(
    Param("borrower", _("借阅人"), PersonName(), default=lambda context, _item: None if keeps_archive(context) else context.actor.name),
    Param("borrower_id_no", _("借阅人证件号码"), IdNumber(), required=False, help=_("与当事人同名时必须填写")),
    Param("department", _("部门"), Text(60), required=False),
    Param("purpose", _("事由"), Text(200)),
    Param("due_on", _("拟还日期"), Day(), required=False, help=_("留空为最长借期")),
))  # fmt: skip
def request_loan(unit: Unit, item: ArchiveItem, borrower: str, borrower_id_no: str | None, department: str | None, purpose: str,
                 due_on: date | None) -> Findings:  # fmt: skip
    """Ask for an item; one that is out makes a place in its waiting list. due_on: the last day, inclusive."""
    reader = Reader(borrower, borrower_id_no)
    findings = list(_against(unit, item, reader, department))
    if due_on:
        findings += rules.period_faults(unit.today, due_on, unit.rules["ARC-041"])
    yield from findings
    if not blocked(findings):
        loan = ArchiveLoan(number=next_number(unit.db, ArchiveLoan, f"JY{unit.today.year}-"), item_id=item.id, borrower=borrower,
                           borrower_id_no=borrower_id_no, department=department, purpose=purpose, state="requested",
                           requested_on=unit.today, requested_by=unit.actor.login, due_on=due_on, marks=[])  # fmt: skip
        unit.add(loan)
        unit.value = loan.number


def _against(unit: Context, item: ArchiveItem, reader: Reader, department: str | None) -> Findings:
    """What stands against this person having this item today: a party, an overdue loan, one period too many."""
    yield from rules.party_faults(reader, queries.parties_of(unit.db, item), unit.rules["ARC-047"], "borrower")
    yield from rules.overdue_faults(reader.name, queries.overdue_of(unit, reader), unit.rules["ARC-046"])
    yield from rules.consecutive_faults(_before(unit, item.id, reader, department), unit.rules)


def _before(unit: Context, item_id: int, reader: Reader, department: str | None, begins_on: date | None = None) -> int:
    earlier = queries.earlier_loans(unit, item_id, reader, department)
    return rules.chain(earlier, begins_on or unit.today, unit.calendar, unit.rules["ARC-045"])


def _in_state(*states: str) -> Any:
    def guard(context: Context, loan: ArchiveLoan) -> Findings:
        if loan.state not in states:
            wanted = "、".join(LOAN_STATE.show(state) for state in states)
            yield Finding(
                "ARC-040", Severity.BLOCK, "state", {"found": LOAN_STATE.show(queries.loan_state(loan, context)), "expected": wanted}
            )

    return guard


def _may_decide(context: Context, loan: ArchiveLoan) -> Findings:
    yield from _in_state("requested")(context, loan)
    yield from _not_own(context, loan)


def _not_own(context: Context, loan: ArchiveLoan) -> Findings:
    if rules.same_person(queries.own_identity(context), Reader(loan.borrower, loan.borrower_id_no)):
        yield from context.rules["PPL-ORG-004"].found("", found=_("本人借阅"))


@command("archives.approve_loan", _("批准外借"), subject=LOAN, row=55, letters="A", guard=_may_decide,
         rules=("ARC-040", "ARC-046", "ARC-047", "ARC-049", "PPL-ORG-004"), params=(
    Param("signature", _("签字批准件"), Text(100), required=False, help=_("涉密资料必填：批示文号或签字件编号")),
))  # fmt: skip
def approve_loan(unit: Unit, loan: ArchiveLoan, signature: str | None) -> Findings:
    """The head's approval, before the item leaves. Secret material wants the signed paper's number (row 57)."""
    findings = list(_against(unit, loan.item, Reader(loan.borrower, loan.borrower_id_no), loan.department))
    findings += rules.secret_loan_faults(loan.item.secrecy, signature, (), unit.rules["ARC-049"], at_handover=False)
    yield from findings
    if not blocked(findings):
        loan.state, loan.approver, loan.approved_by, loan.approved_on = "approved", unit.actor.name, unit.actor.login, unit.today
        loan.signature = signature


@command("archives.refuse_loan", _("不批准外借"), subject=LOAN, row=55, letters="A", guard=_in_state("requested"), rules=("ARC-040",),
         params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def refuse_loan(unit: Unit, loan: ArchiveLoan, why: str) -> Findings:
    loan.state, loan.refused_why = "refused", why
    loan.approver, loan.approved_by, loan.approved_on = unit.actor.name, unit.actor.login, unit.today
    yield from ()


@command("archives.cancel_loan", _("取消申请"), subject=LOAN, row=55, letters="C", also=KEEPERS, guard=_in_state("requested", "approved"),
         rules=("ARC-040",), params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def cancel_loan(unit: Unit, loan: ArchiveLoan, why: str) -> Findings:
    loan.state, loan.refused_why = "cancelled", why
    yield from ()


def _may_lend(context: Context, loan: ArchiveLoan) -> Findings:
    yield from _in_state("approved")(context, loan)
    if loan.state == "approved":
        yield from must_be(context, loan.item, (IN_ARCHIVE,), "ARC-040")
        if loan.approved_by == context.actor.login:
            yield from context.rules["PPL-ORG-004"].found("", found=_("批准人不能办理借出"))


@command("archives.lend", _("办理借出"), subject=LOAN, row=56, letters="C", guard=_may_lend,
         rules=("ARC-001", "ARC-040", "ARC-041", "ARC-042", "ARC-044", "ARC-045", "ARC-046", "ARC-047", "ARC-049"), params=(
    Param("due_on", _("应还日期"), Day(), required=False, default=lambda context, loan: loan.due_on if loan else None,
        help=_("留空为最长借期")),
    Param("days", _("借期（天）"), Whole(1, 999), required=False, help=_("与应还日期二选一")),
    Param("carriers", _("取送人"), Text(120), required=False, help=_("涉密资料须两人，用顿号分开")),
))  # fmt: skip
def lend(unit: Unit, loan: ArchiveLoan, due_on: date | None, days: int | None, carriers: str | None) -> Findings:
    """Hand an approved item over today. due_on: last day of the period, inclusive, at most max_days after today."""
    from models.core.dates import days_plus

    limit = unit.rules["ARC-041"]
    reader = Reader(loan.borrower, loan.borrower_id_no)
    due = days_plus(unit.today, days) if days else due_on or rules.due_date(unit.today, limit)
    names = [name for name in (carriers or "").replace(",", "、").replace("，", "、").split("、") if name.strip()]
    findings = [*rules.period_faults(unit.today, due, limit), *_against(unit, loan.item, reader, loan.department)]
    findings += rules.secret_loan_faults(loan.item.secrecy, loan.signature, names, unit.rules["ARC-049"], at_handover=True)
    yield from findings
    if blocked(findings):
        return
    loan.state, loan.lent_on, loan.lent_by, loan.due_on = "lent", unit.today, unit.actor.login, due
    loan.carriers, loan.pages_out = "、".join(names) or None, loan.item.pages
    loan.periods_before = _before(unit, loan.item_id, reader, loan.department)
    loan.judged_by = unit.rules.versions(*JUDGED)
    loan.item.state = ON_LOAN
    unit.value = due.isoformat()
    yield from rules.day_off_note(due, unit.calendar, unit.rules["ARC-042"])


def _may_renew(context: Context, loan: ArchiveLoan) -> Findings:
    yield from _in_state("lent")(context, loan)
    if loan.state == "lent" and loan.due_on:
        asked = asked_renewal(loan)
        day = asked.requested_on if asked else context.today
        yield from rules.renewal_faults(loan.due_on, renewals_of(loan), loan.periods_before, day, context.calendar, context.rules)


def _may_ask(context: Context, loan: ArchiveLoan) -> Findings:
    yield from _may_renew(context, loan)
    if asked_renewal(loan):
        yield Finding("ARC-043", Severity.BLOCK, "", {"found": _("已有待批的续借申请")})


@command("archives.request_renewal", _("申请续借"), subject=LOAN, row=55, letters="C", also=KEEPERS, guard=_may_ask,
         rules=("ARC-043", "ARC-044"))  # fmt: skip
def request_renewal(unit: Unit, loan: ArchiveLoan) -> Findings:
    """The borrower asks today; the window and the number of periods are judged by this day."""
    assert loan.due_on is not None
    unit.add(ArchiveRenewal(loan=loan, requested_on=unit.today, requested_by=unit.actor.login, old_due=loan.due_on))
    yield from ()


def _may_grant(context: Context, loan: ArchiveLoan) -> Findings:
    yield from _may_renew(context, loan)
    yield from _not_own(context, loan)


@command("archives.renew", _("批准续借"), subject=LOAN, row=55, letters="A", guard=_may_grant,
         rules=("ARC-041", "ARC-042", "ARC-043", "ARC-044", "PPL-ORG-004"), params=(
    Param("due_on", _("新应还日期"), Day(), required=False, help=_("留空为自原到期日起最长借期")),
))  # fmt: skip
def renew(unit: Unit, loan: ArchiveLoan, due_on: date | None) -> Findings:
    """Approve a further period, counted from the old due date; the item need not come back in between."""
    assert loan.due_on is not None
    limit = unit.rules["ARC-041"]
    due = due_on or rules.renewed_due(loan.due_on, limit)
    findings = rules.period_faults(loan.due_on, due, limit)
    yield from findings
    if findings:
        return
    renewal = asked_renewal(loan)
    if renewal is None:
        renewal = ArchiveRenewal(loan=loan, requested_on=unit.today, requested_by=unit.actor.login, old_due=loan.due_on)
        unit.db.add(renewal)
    renewal.new_due, renewal.approved_by, renewal.approved_on = due, unit.actor.login, unit.today
    loan.due_on, loan.judged_by = due, unit.rules.versions(*JUDGED)
    unit.value = due.isoformat()
    yield from rules.day_off_note(due, unit.calendar, unit.rules["ARC-042"])


@command("archives.give_back", _("办理归还"), subject=LOAN, row=56, letters="C", guard=_in_state("lent"),
         rules=("ARC-001", "ARC-011", "ARC-048"), params=(
    Param("pages", _("归还页数"), Whole(), required=False, default=lambda _context, loan: loan.pages_out if loan else None),
    Param("condition", _("状况"), CONDITION, default="intact"),
    Param("condition_note", _("状况说明"), Text(200), required=False),
))  # fmt: skip
def give_back(unit: Unit, loan: ArchiveLoan, pages: int | None, condition: str, condition_note: str | None) -> Findings:
    """Take an item back and count its pages; fewer than filed are refused and reported as a loss instead (ARC-011)."""
    findings = rules.page_faults(loan.pages_out, pages, unit.rules["ARC-011"])
    yield from findings
    if findings:
        return
    loan.state, loan.returned_on, loan.received_by = "returned", unit.today, unit.actor.login
    loan.pages_back, loan.condition, loan.condition_note = pages, condition, condition_note
    loan.item.state = IN_ARCHIVE
    unit.value = {"periods": periods_of(loan), "overdue_days": queries.overdue_days(loan, unit)}


@command("archives.lose_on_loan", _("登记借出遗失"), subject=LOAN, row=56, letters="C", guard=_in_state("lent"), danger=True,
         rules=("ARC-011", "ARC-048"), params=(Param("how", _("经过"), Text(1000, 4)),))  # fmt: skip
def lose_on_loan(unit: Unit, loan: ArchiveLoan, how: str) -> Findings:
    """The item, or pages of it, did not come back: the loan ends as lost, the director confirms (SEC-010 for secret material)."""
    loan.state, loan.returned_on, loan.received_by, loan.condition_note = "lost", unit.today, unit.actor.login, how[:200]
    loan.item.state, loan.item.lost_on, loan.item.lost_how = LOST, unit.today, how
    if loan.item.secrecy == SECRET:
        unit.detail["leak_report"] = loan.item.number
    yield from ()
