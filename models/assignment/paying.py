"""Allowances of assessors: listed from who is sent, amounts typed by finance, paid to whoever attended (PPL-ASR-170…172)."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.assessment.candidates.terms import Money
from models.assessment.commands import BATCH
from models.assessment.exams.arranging import wrong
from models.assessment.exams.tables import ExamSession
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.assignment.tables import Allowance, Assignment
from models.assignment.terms import ASSESSING, ATTENDED, SERVING, STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import days_plus
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.kinds import Day, Flag, Text
from models.core.roles import FINANCE
from models.core.search import SEARCHED, Line
from models.people.tables import Appointment, Person, Qualification
from models.people.terms import ASSESSOR
from resources.texts import _

Findings = Iterator[Finding]
ALLOWANCES = "assignment.allowances"


def find_allowance(db: Session, words: str) -> Sequence[Allowance]:
    """By session and name (2026-03-1/李红), or by name; what is not paid first."""
    code, _slash, name = words.strip().rpartition("/")
    joined = select(Allowance).join(Assignment, Assignment.id == Allowance.assignment_id).join(Person)
    statement = joined.where(or_(Person.name == name, Person.id_no == name))
    if code:
        statement = statement.join(ExamSession, ExamSession.id == Allowance.session_id).where(ExamSession.code == code)
    return list(db.scalars(statement.order_by(Allowance.paid_on.is_not(None), Allowance.id.desc())))


PAYABLE = Subject("allowance", _("劳务费"), Allowance, find_allowance)


def allowances_of(db: Session, batch_id: int) -> list[Allowance]:
    """The list of a batch, by session and person."""
    statement = select(Allowance).where(Allowance.batch_id == batch_id).options(joinedload(Allowance.assignment).joinedload(Assignment.person))
    return list(db.scalars(statement.order_by(Allowance.session_id, Allowance.sort_name)))


def contracted(db: Session, person_id: int, day: date) -> bool:
    """Whether the centre has a contract with an assessor on a day, both ends inclusive."""
    held = select(Appointment.id).join(Qualification).where(Qualification.person_id == person_id, Qualification.kind == ASSESSOR)
    return db.scalar(held.where(Appointment.starts_on <= day, func.coalesce(Appointment.ended_on, Appointment.ends_on) >= day).limit(1)) is not None


@command("assignment.list_allowances", _("编制劳务费发放表"), subject=BATCH, row=76, letters="C", rules=("PPL-ASR-170", "PPL-ASR-171", "PPL-ASR-172"))
def list_allowances(unit: Unit, batch: Batch) -> Findings:
    """PPL-ASR-172: everybody who serves as assessor of the batch gets his line, once. PPL-ASR-171: whoever has no contract with the
    centre is refused, and with him the list."""
    rule, made = rules_of(unit, batch)["PPL-ASR-171"], 0
    listed = select(Allowance.assignment_id).where(Allowance.batch_id == batch.id)
    here = (ExamSession.batch_id == batch.id, Assignment.post.in_(ASSESSING), Assignment.state.in_(SERVING), Assignment.id.not_in(listed))
    fresh = select(Assignment).join(ExamSession, ExamSession.id == Assignment.session_id).where(*here).options(joinedload(Assignment.person))
    for one in list(unit.db.scalars(fresh.order_by(Assignment.id))):
        if rule.active and not contracted(unit.db, one.person_id, one.starts_on):
            yield from rule.found("", found=one.person.name)
        unit.db.add(Allowance(assignment_id=one.id, session_id=one.session_id, batch_id=batch.id, sort_name=one.sort_name))
        made += 1
    unit.value = {"listed": made}


def _unpaid(_context: Context, one: Allowance) -> Findings:
    if one is not None and one.paid_on is not None:
        yield wrong("", _("劳务费"), str(one.paid_on), _("未发放的劳务费"))


@command("assignment.set_allowance", _("填写劳务费金额"), subject=PAYABLE, row=79, letters="C", guard=_unpaid, rules=("PPL-ASR-170",), params=(
    Param("amount", _("应发（元）"), Money(), default=lambda _context, one: one and one.amount),
    Param("tax", _("代扣税（元）"), Money(), default=lambda _context, one: one.tax if one else 0),
    Param("account", _("银行卡号、开户行"), Text(60), required=False, default=lambda _context, one: one and one.account),
))  # fmt: skip
def set_allowance(unit: Unit, one: Allowance, amount: int, tax: int, account: str | None) -> Findings:
    """What finance reckoned by the centre's own rates; no region names an amount."""
    if tax > amount:
        yield wrong("tax", _("代扣税（元）"), Money().show(tax), _("不超过应发"))
        return
    one.amount, one.tax, one.account = amount, tax, account


@command("assignment.pay_allowance", _("登记发放劳务费"), subject=PAYABLE, row=78, letters="C", guard=_unpaid, rules=("PPL-ASR-170", "PPL-ASR-172"), params=(
    Param("paid_on", _("发放日期"), Day(), default=lambda context, _record: context.today), Param("signed", _("本人已签字"), Flag(), default=True),
))  # fmt: skip
def pay_allowance(unit: Unit, one: Allowance, paid_on: date, signed: bool) -> Findings:
    """PPL-ASR-170: paid to who attended, and to nobody else."""
    if one.assignment.state != ATTENDED:
        yield from unit.rules["PPL-ASR-170"].found("", found=STATE.show(one.assignment.state))
        return
    if one.amount is None:
        yield wrong("amount", _("应发（元）"), "", _("先填写金额"))
        return
    one.paid_on, one.signed = paid_on, signed


_UNPAID = select(func.min(Allowance.id)).join(Assignment, Assignment.id == Allowance.assignment_id).where(
    Allowance.paid_on.is_(None), Assignment.state == ATTENDED).group_by(Allowance.session_id)  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-170: who attended is paid within some days of the session; one item a session."""
    waiting = [key for (key,) in context.rows(_UNPAID)]
    firsts = select(Allowance).where(Allowance.id.in_(waiting)).options(joinedload(Allowance.session).joinedload(ExamSession.batch))
    for one in context.db.scalars(firsts) if waiting else ():
        rule = rules_of(context, one.session.batch)["PPL-ASR-170"]
        if rule.active:
            yield DueItem("assignment", ALLOWANCES, one.id, one.session.code, one.session.code, days_plus(one.session.starts_at.date(), rule.value("days")),
                          rule.id, _("发放考评人员劳务费"), FINANCE, _("劳务费"))  # fmt: skip


def _line(db: Session, one: Allowance) -> Iterator[Line]:
    person = db.get_one(Assignment, one.assignment_id).person
    yield Line(ALLOWANCES, one.id, f"{person.name} {_('劳务费')}", [person.name])


AREAS["assignment.allowances"] = due
SEARCHED[Allowance] = _line
