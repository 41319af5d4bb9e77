"""What can be asked about misconduct: who may know of a case, who is suspended on a day, what a person's timeline shows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select, true
from sqlalchemy.orm import Session

from models.complaints.rules import Who
from models.conduct import rules, terms
from models.conduct.tables import OPEN, MisconductCase, PressureReport
from models.conduct.terms import DROPPED, REVOKED
from models.core.centre import Context
from models.core.findings import Finding
from models.core.queries import attachments
from models.core.roles import DIRECTOR, GENERAL, SUPERVISOR
from models.core.search import SEARCHED, Line
from models.people.standing import BARS, EVENTS, Event
from models.people.tables import Person
from resources.texts import _

CASES, PRESSURE = "conduct.cases", "conduct.pressure"
SEES_ALL, TOLD_OF_PRESSURE = frozenset({DIRECTOR, GENERAL, SUPERVISOR}), frozenset({DIRECTOR, SUPERVISOR})
M = MisconductCase


def next_number(db: Session, year: int) -> tuple[str, int]:
    """The next running number of a year: WJ-2026-0001."""
    serial = (db.scalar(select(func.max(M.serial)).where(M.year == year)) or 0) + 1
    return f"WJ-{year}-{serial:04d}", serial


def find_case(db: Session, text: str) -> Sequence[MisconductCase]:
    """By number, or by the person's name."""
    words = text.strip()
    exact = list(db.scalars(select(M).where(M.number == words.upper())))
    return exact or list(db.scalars(select(M).join(Person).where(Person.name == words).order_by(M.id.desc())))


def find_pressure(db: Session, text: str) -> Sequence[PressureReport]:
    return list(db.scalars(select(PressureReport).where(PressureReport.assessor == text.strip()).order_by(PressureReport.id.desc())))


def visible(context: Context) -> ColumnElement[bool]:
    """Nobody knows of a case about himself; exam affairs, question bank and finance know of those they recorded."""
    me = context.actor
    others = M.person_id != me.person_id if me.person_id is not None else true()
    return others if me.roles & SEES_ALL else and_(others, M.entered_by == me.login)


def pressure_visible(context: Context) -> ColumnElement[bool]:
    """PPL-ASR-165: director and supervisors only, and not he whom it names."""
    if not context.actor.roles & TOLD_OF_PRESSURE:
        return false()
    return and_(PressureReport.demander_login != context.actor.login, PressureReport.demanded_by != context.actor.name)


def concerned(case: MisconductCase) -> Who:
    return Who("", case.person.name, case.person_id)


def codes(case: MisconductCase) -> list[str]:
    return [case.code, *case.further]


def has_evidence(context: Context, case: MisconductCase) -> bool:
    return bool(case.evidence or attachments(context, case))


def wanted_steps(context: Context, case: MisconductCase) -> dict[str, str]:
    """Steps after the decision that are not done yet → the rule that wants each."""
    asked = context.rules["PPL-MIS-004"], context.rules["PPL-ASR-163"]
    steps = rules.follows(case.external, codes(case), case.sanctions, *asked)
    return {step: rule for step, rule in steps.items() if getattr(case, terms.STEPS[step]) is None}


def bars(context: Context, people: Collection[int], day: date) -> Mapping[int, list[Finding]]:
    """For standing.BARS: who is suspended on a day (PPL-MIS-006), by person."""
    rule = context.rules["PPL-MIS-006"]
    if not rule.active:
        return {}
    taken_off = M.suspended_on.is_not(None), M.suspended_on <= day, M.state.not_in((DROPPED, REVOKED))
    live = select(M.person_id, M.state, M.suspended_on, M.again_on).where(*taken_off)  # few, whoever is asked about
    wanted, found = set(people), dict[int, list[Finding]]()
    for person_id, state, since, again_on in context.db.execute(live):
        if person_id in wanted and rules.is_suspended(state, since, again_on, day):
            until = _("待决定") if again_on is None else _("不再派遣") if again_on == OPEN else _("至 {day} 前").format(day=again_on)
            found[person_id] = rule.found("person", found=until)
    return found


def events(context: Context, person: Person) -> Iterator[Event]:
    """Decided cases on the person's timeline, as far as the one who looks may know of them."""
    for case in context.db.scalars(select(M).where(M.person_id == person.id, M.decided_on.is_not(None), visible(context))):
        if context.actor.roles & SEES_ALL and case.decided_on:
            yield Event(case.decided_on, _("违纪处理：{what}").format(what=terms.sanctions().show(case.sanctions)), "danger")


def suspended_now(context: Context, person_id: int) -> bool:
    return bool(bars(context, [person_id], context.today))


def lines(_db: Session, one: Any) -> list[Line]:
    from models.core.names import initials

    name = one.person.name
    return [Line(CASES, one.id, f"{one.number} {name}", [one.number, name, *initials(name), one.batch])]


SEARCHED |= {MisconductCase: lines}
BARS.append(bars)
EVENTS.append(events)
