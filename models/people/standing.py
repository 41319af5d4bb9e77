"""Qualification as of any date, past or future, answered from history with its reasons; and a person's timeline."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import masked
from models.core.kinds import Day, Text
from models.core.rulebook import Rulebook
from models.people.declaring import people_named, person_faults
from models.people.queries import state_in_history
from models.people.tables import Application, BlacklistEntry, CardTerm, Person, Qualification
from models.people.terms import ANY_GRADE, ASSESSOR, CARD_STATE, DECISION, KIND, LIST_KIND
from resources.texts import _

CARD_ON_THE_DAY = {ASSESSOR: "PPL-ASR-065", "supervisor": "PPL-SUP-015"}

# What areas beside and above know against people on a day, by person: training, evaluation, misconduct add theirs.
Bar = Callable[[Context, Collection[int], date], Mapping[int, list[Finding]]]
BARS: list[Bar] = []


@dataclass(frozen=True)
class Event:
    """One point of a person's timeline. tone: plain · good · caution · danger."""

    day: date
    words: str
    tone: str = "plain"


EVENTS: list[Callable[[Context, Person], Iterable[Event]]] = []  # further events, by areas beside and above


# -- as of a date ---------------------------------------------------------------------------------------------------


def faults_on(context: Context, person: Person, kind: str, day: date) -> list[Finding]:
    """All that stands against a person acting as assessor or supervisor on a day: card, blacklist, what other areas know."""
    held = [one for one in person.qualifications if one.kind == kind]
    states = [state_in_history(one, day) for one in held]
    found: list[Finding] = []
    if not any(state == "valid" for state, _number in states):
        state = states[-1][0] if states else "none"
        found += card_faults(context.rules, kind, state, _ends(held[-1]) if held else None, day)
    if kind in lists_on(context, person.id, day):
        found += context.rules["PPL-ASR-022"].found("person", Severity.BLOCK, found=LIST_KIND.show(kind))
    for bar in BARS:
        found += bar(context, [person.id], day).get(person.id, [])
    return found


def card_faults(rules: Rulebook, kind: str, state: str, ends_on: date | None, day: date) -> list[Finding]:
    """PPL-ASR-065, PPL-SUP-015: a card that is not valid on one day, with the day it ended."""
    told = CARD_STATE.show(state) + (_("（至 {day}）").format(day=ends_on) if ends_on and state == "expired" else "")
    return rules[CARD_ON_THE_DAY[kind]].found("card", found=told, expected=_("{day} 有效").format(day=day))


def _ends(held: Qualification) -> date | None:
    return max((term.ends_on for card in held.cards for term in card.terms), default=None)


def lists_on(context: Context, person_id: int, day: date) -> set[str]:
    """The blacklists on which a person stood on a day; the day of the decision counts, that of the removal no more."""
    statement = select(BlacklistEntry.list_kind, BlacklistEntry.removed_on).where(
        BlacklistEntry.person_id == person_id, BlacklistEntry.decided_on <= day
    )
    return {kind for kind, removed in context.db.execute(statement) if removed is None or removed > day}


def standing(context: Context, person: Person, kind: str, day: date) -> dict[str, Any]:
    """What a person held on a day: each qualification with grade, occupations, card, validity and contract."""
    return {
        "person": person.name, "on": day.isoformat(), "kind": kind,
        "held": [_held(one, day) for one in person.qualifications if one.kind == kind],
        "rules": [_told(context, rule) for rule in (CARD_ON_THE_DAY[kind], "PPL-ASR-022")],
    }  # fmt: skip


def _held(one: Qualification, day: date) -> dict[str, Any]:
    state, number = state_in_history(one, day)
    terms = [term for card in one.cards if card.number == number for term in card.terms]
    covering = next((term for term in terms if (term.starts_on or date.min) <= day <= term.ends_on), None)
    contract = next((each for each in one.appointments if each.starts_on <= day <= (each.ended_on or each.ends_on)), None)
    return {
        "grade": one.grade, "title": ANY_GRADE.show(one.grade), "state": state, "state_words": CARD_STATE.show(state), "card": masked(number),
        "valid_from": covering.starts_on.isoformat() if covering and covering.starts_on else None,
        "valid_to": covering.ends_on.isoformat() if covering else None,
        "occupations": [each.occupation for each in one.occupations],
        "appointed": contract is not None, "appointed_to": contract.ends_on.isoformat() if contract else None,
    }  # fmt: skip


def _told(context: Context, rule_id: str) -> dict[str, Any]:
    rule = context.rules[rule_id]
    return {"rule": rule.id, "active": rule.active, "text": rule.sentence(), "clause": rule.clause}


@command("people.qualification", _("查询某日资格"), row=1, letters="ACR",
         rules=("PPL-ASR-022", "PPL-ASR-065", "PPL-SUP-015", "SYS-002", "SYS-005"), params=(
    Param("person", _("人员"), Text(60), help=_("姓名、身份证号或证卡编号")),
    Param("on", _("日期"), Day(), default=lambda context, _record: context.today, help=_("过去或将来的任何一天")),
    Param("kind", _("资格类型"), KIND, required=False, help=_("留空：考评人员优先")),
))  # fmt: skip
def qualification(unit: Unit, person: str, on: date, kind: str | None) -> Iterator[Finding]:
    """Whether a person may act on a day, with the rules and values it follows from. Writes nothing but that it was asked."""
    found = people_named(unit.db, person)
    wrong = person_faults(found, person)
    yield from wrong
    if wrong:
        return
    kinds = {one.kind for one in found[0].qualifications}
    asked = kind or (ASSESSOR if ASSESSOR in kinds or not kinds else min(kinds))
    yield from faults_on(unit, found[0], asked, on)
    unit.value = standing(unit, found[0], asked, on)


# -- timeline -------------------------------------------------------------------------------------------------------


def timeline(context: Context, person: Person) -> list[Event]:
    """What happened to a person, oldest first: applied, examined, carded, appointed, sanctioned, and what other areas add."""
    found = [*_applied(context, person), *_carded(person), *_appointed(person), *_listed(context, person)]
    for further in EVENTS:
        found += further(context, person)
    return sorted(found, key=lambda event: event.day)


def _applied(context: Context, person: Person) -> Iterator[Event]:
    for one in context.db.scalars(select(Application).where(Application.person_id == person.id)):
        yield Event(one.applied_on, _("申报{grade}").format(grade=ANY_GRADE.show(one.grade)))
        if one.reviewed_on:
            yield Event(one.reviewed_on, _("审核不同意") if one.state == "rejected" else _("审核同意"), "danger" if one.state == "rejected" else "plain")
        if one.examined_on:
            failed = one.state == "failed"
            yield Event(one.examined_on, _("资格考核不合格") if failed else _("资格考核合格"), "danger" if failed else "good")


def _carded(person: Person) -> Iterator[Event]:
    for held in person.qualifications:
        for card in held.cards:
            for number, term in enumerate(card.terms):
                yield _term(held, term, number)
            if card.ended_on:
                withdrawn = card.ended_how == "withdrawn"
                yield Event(card.ended_on, _("证卡撤回") if withdrawn else _("证卡换发"), "danger" if withdrawn else "plain")


def _term(held: Qualification, term: CardTerm, number: int) -> Event:
    words = _("{grade}证卡重新核发，至 {day}") if number else _("{grade}证卡核发，至 {day}")
    return Event(term.starts_on or term.ends_on, words.format(grade=ANY_GRADE.show(held.grade), day=term.ends_on), "good")


def _appointed(person: Person) -> Iterator[Event]:
    for held in person.qualifications:
        for one in held.appointments:
            yield Event(one.starts_on, _("聘任，至 {day}").format(day=one.ends_on))
            if one.decision and one.decided_on:
                yield Event(one.decided_on, DECISION.show(one.decision))
            if one.ended_on:
                yield Event(one.ended_on, _("聘任终止"), "caution")


def _listed(context: Context, person: Person) -> Iterator[Event]:
    for one in context.db.scalars(select(BlacklistEntry).where(BlacklistEntry.person_id == person.id)):
        yield Event(one.decided_on, _("列入{list}").format(list=LIST_KIND.show(one.list_kind)), "danger")
        if one.removed_on:
            yield Event(one.removed_on, _("移出{list}").format(list=LIST_KIND.show(one.list_kind)))
