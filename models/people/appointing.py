"""Appointments: contract, term, the decision before it ends (PPL-ASR-080…084, PPL-SUP-019)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY, last_day_of_term
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Text
from models.people import queries, rules
from models.people.guards import not_about_oneself, not_listed
from models.people.queries import TERM
from models.people.tables import Appointment, Qualification
from models.people.terms import ASSESSOR, DECISION
from resources.texts import _

Findings = Iterator[Finding]
HOLDER = Subject("card", _("证卡或人员"), Qualification, queries.find_any_qualified)
APPOINTMENT = Subject("appointment", _("聘任"), Appointment, queries.find_appointment)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _usual_end(context: Context, holder: Qualification) -> date | None:
    years = context.rules[TERM[holder.kind]].value("term_years")
    return last_day_of_term(context.today, years) if years else None


def _may_appoint(context: Context, holder: Qualification) -> Findings:
    yield from not_about_oneself(context, holder.person_id)
    yield from not_listed(context, holder.person_id, holder.kind)
    qualified = context.rules["PPL-ASR-081"]
    held = [one.occupation for one in holder.occupations]
    yield from rules.qualified_faults(queries.state_on(holder, context.today), held, None, qualified)


@command("people.appoint", _("签订聘任"), subject=HOLDER, row=12, guard=_may_appoint,
         rules=("PPL-ASR-080", "PPL-ASR-081", "PPL-ASR-082", "PPL-SUP-019", "PPL-ORG-004"), params=(
    Param("contract_number", _("合同编号"), Code(40), required=False),
    Param("starts_on", _("聘期起"), Day(), default=_today), Param("ends_on", _("聘期止"), Day(), default=_usual_end),
))  # fmt: skip
def appoint(unit: Unit, holder: Qualification, contract_number: str | None, starts_on: date, ends_on: date) -> Findings:
    """A contract for a qualified person; terms are inclusive on both days. A running term is not doubled (PPL-ASR-080)."""
    running = [one for one in holder.appointments if one.ended_on is None and one.ends_on >= starts_on and one.starts_on <= ends_on]
    if running:
        found = f"{running[0].starts_on}–{running[0].ends_on}"
        yield from unit.rules["PPL-ASR-080"].found("starts_on", Severity.BLOCK, found=found, expected=_("与现有聘期不重叠"))
        return
    yield from rules.appointment_faults(starts_on, ends_on, holder.valid_to, unit.rules[TERM[holder.kind]])
    _sign(unit, holder, contract_number, starts_on, ends_on)


def _sign(unit: Unit, holder: Qualification, contract_number: str | None, starts_on: date, ends_on: date) -> None:
    unit.add(Appointment(qualification_id=holder.id, sort_name=holder.sort_name, contract_number=contract_number, starts_on=starts_on, ends_on=ends_on))


def _is_open(context: Context, appointment: Appointment) -> Findings:
    yield from not_about_oneself(context, appointment.qualification.person_id)
    if appointment.ended_on is not None:
        yield from context.rules["PPL-ASR-083"].found("ended_on", Severity.BLOCK, found=appointment.ended_on)


@command("people.evaluate_term", _("聘期综合评估"), subject=APPOINTMENT, row=11, guard=_is_open, rules=("PPL-ASR-084", "PPL-SUP-019"),
         params=(Param("evaluation", _("评估结论"), Text(2000, 6)),))  # fmt: skip
def evaluate_term(unit: Unit, appointment: Appointment, evaluation: str) -> Findings:
    """The written evaluation of the whole term, before the decision (PPL-ASR-084)."""
    appointment.evaluation = evaluation
    yield from ()


@command("people.decide_term", _("续聘或解聘决定"), subject=APPOINTMENT, row=12, guard=_is_open, rules=("PPL-ASR-083", "PPL-SUP-019"), params=(
    Param("decision", _("决定"), DECISION), Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def decide_term(unit: Unit, appointment: Appointment, decision: str, decided_on: date) -> Findings:
    """The director decides on the basis of the recorded work; the to-do is then done (PPL-ASR-083)."""
    appointment.decision, appointment.decided_on = decision, decided_on
    yield from ()


def _may_reappoint(context: Context, appointment: Appointment) -> Findings:
    holder = appointment.qualification
    yield from _is_open(context, appointment)
    yield from not_listed(context, holder.person_id, holder.kind)
    if holder.kind == ASSESSOR:
        decided, evaluated = context.rules["PPL-ASR-083"], context.rules["PPL-ASR-084"]
    else:
        decided = evaluated = context.rules["PPL-SUP-019"]
    yield from rules.reappointment_faults(appointment.decision, appointment.evaluation, decided, evaluated)


@command("people.reappoint", _("续聘"), subject=APPOINTMENT, row=12, guard=_may_reappoint,
         rules=("PPL-ASR-082", "PPL-ASR-083", "PPL-ASR-084", "PPL-SUP-019"), params=(
    Param("contract_number", _("合同编号"), Code(40), required=False),
    Param("starts_on", _("聘期起"), Day(), default=lambda _context, appointment: appointment.ends_on + DAY),
    Param("ends_on", _("聘期止"), Day(), required=False, help=_("留空则为一般聘期")),
))  # fmt: skip
def reappoint(unit: Unit, appointment: Appointment, contract_number: str | None, starts_on: date, ends_on: date | None) -> Findings:
    """A further term after the decision to renew, with the evaluation where it is required."""
    holder = appointment.qualification
    term = unit.rules[TERM[holder.kind]]
    ends_on = ends_on or last_day_of_term(starts_on, term.value("term_years"))
    yield from rules.appointment_faults(starts_on, ends_on, holder.valid_to, term)
    _sign(unit, holder, contract_number, starts_on, ends_on)


@command("people.end_appointment", _("终止聘任"), subject=APPOINTMENT, row=12, guard=_is_open, rules=("PPL-ASR-083",), danger=True, params=(
    Param("ended_on", _("终止日期"), Day(), default=_today), Param("why", _("原因"), Text(400, 3)),
))  # fmt: skip
def end_appointment(unit: Unit, appointment: Appointment, ended_on: date, why: str) -> Findings:
    appointment.ended_on, appointment.ended_why = ended_on, why
    yield from ()
