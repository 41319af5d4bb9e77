"""Appointments: contract, term, the decision before it ends (PPL-ASR-080…084, PPL-SUP-019)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY, last_day_of_term
from models.core.findings import Finding
from models.core.kinds import Code, Day, Text
from models.people import queries, rules
from models.people.guards import not_about_oneself, not_listed
from models.people.hindrances import hindered
from models.people.queries import TERM
from models.people.tables import Appointment, Qualification
from models.people.terms import ASSESSOR, DECISION
from resources.texts import _

Findings = Iterator[Finding]
HOLDER = Subject("card", _("证卡或人员"), Qualification, queries.find_any_qualified)
APPOINTMENT = Subject("appointment", _("聘任"), Appointment, queries.find_appointment)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _may_appoint(context: Context, holder: Qualification) -> Findings:
    yield from not_about_oneself(context, holder.person_id)
    yield from not_listed(context, holder.person_id, holder.kind)
    qualified = context.rules["PPL-ASR-081"]
    held = [one.occupation for one in holder.occupations]
    yield from rules.qualified_faults(queries.state_on(holder, context.today), held, None, qualified)
    yield from hindered(context, holder, context.today)


@command("people.appoint", _("签订聘任"), subject=HOLDER, row=12, guard=_may_appoint,
         rules=("PPL-ASR-080", "PPL-ASR-081", "PPL-ASR-082", "PPL-SUP-019", "PPL-ORG-004"), params=(
    Param("contract_number", _("合同编号"), Code(40), required=False),
    Param("starts_on", _("聘期起"), Day(), default=_today), Param("ends_on", _("聘期止"), Day(), required=False,
        help=_("留空则为一般聘期")),
))  # fmt: skip
def appoint(unit: Unit, holder: Qualification, contract_number: str | None, starts_on: date, ends_on: date | None) -> Findings:
    """A contract for a qualified person; terms are inclusive on both days. A running term is not doubled (PPL-ASR-080)."""
    yield from _sign(unit, holder, contract_number, starts_on, ends_on)


def _sign(unit: Unit, holder: Qualification, contract_number: str | None, starts_on: date, ends_on: date | None) -> Findings:
    """One more term. ends_on: None is the usual term of the region, which has to be typed where none is stated."""
    term = unit.rules[TERM[holder.kind]]
    years = term.value("term_years")
    ends_on = ends_on or (last_day_of_term(starts_on, years) if years else None)
    if ends_on is None:
        yield from unit.rules["SYS-002"].found("ends_on", label=_("聘期止"), found="", expected=_("本地区未规定一般聘期，请填写"))
        return
    running = [one for one in holder.appointments if (one.ended_on or one.ends_on) >= starts_on and one.starts_on <= ends_on]
    if running:
        found = _("{start} 至 {end}").format(start=running[0].starts_on, end=running[0].ended_on or running[0].ends_on)
        yield from rules.refused(unit.rules["PPL-ASR-080"], "starts_on", found=found, expected=_("与现有聘期不重叠"))
        return
    yield from rules.appointment_faults(starts_on, ends_on, holder.valid_to, term)
    unit.add(
        Appointment(
            qualification_id=holder.id, sort_name=holder.sort_name, contract_number=contract_number, starts_on=starts_on, ends_on=ends_on
        )
    )


def _is_open(context: Context, appointment: Appointment) -> Findings:
    yield from not_about_oneself(context, appointment.qualification.person_id)
    if appointment.ended_on is not None:
        yield from rules.refused(context.rules["PPL-ASR-083"], "ended_on", found=appointment.ended_on)


@command("people.evaluate_term", _("聘期综合评估"), subject=APPOINTMENT, row=11, guard=_is_open, rules=("PPL-ASR-084", "PPL-SUP-019"),
         params=(Param("evaluation", _("评估结论"), Text(2000, 6)),))  # fmt: skip
def evaluate_term(unit: Unit, appointment: Appointment, evaluation: str) -> Findings:
    """The written evaluation of the whole term, before the decision (PPL-ASR-084)."""
    appointment.evaluation = evaluation
    yield from ()


@command("people.decide_term", _("续聘或解聘决定"), subject=APPOINTMENT, row=12, guard=_is_open, rules=("PPL-ASR-083",
    "PPL-SUP-019"), params=(
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
    yield from hindered(context, holder, context.today)
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
    yield from _sign(unit, appointment.qualification, contract_number, starts_on, ends_on)


@command("people.end_appointment", _("终止聘任"), subject=APPOINTMENT, row=12, guard=_is_open, rules=("PPL-ASR-083",), danger=True, params=(
    Param("ended_on", _("终止日期"), Day(), default=_today), Param("why", _("原因"), Text(400, 3)),
))  # fmt: skip
def end_appointment(unit: Unit, appointment: Appointment, ended_on: date, why: str) -> Findings:
    """End a contract before its term; `ended_on` is its last day and lies within the term."""
    if not appointment.starts_on <= ended_on <= appointment.ends_on:
        expected = _("{start} 至 {end}").format(start=appointment.starts_on, end=appointment.ends_on)
        yield from unit.rules["SYS-002"].found("ended_on", label=_("终止日期"), found=ended_on, expected=expected)
        return
    appointment.ended_on, appointment.ended_why = ended_on, why
