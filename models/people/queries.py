"""What can be asked about people: how a card stands on any day, what is due, who may be found by which words."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, text
from sqlalchemy.orm import Session, joinedload, selectinload

from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.identity import masked
from models.core.roles import DIRECTOR, EXAM
from models.core.search import SEARCHED, Line
from models.core.tables import Attachment
from models.people import rules
from models.people.rules import Term
from models.people.tables import (
    STILL_OPEN,
    UNENTERED,
    Application,
    Appointment,
    BlacklistEntry,
    Card,
    CardTerm,
    Person,
    Qualification,
    QualifiedOccupation,
)
from models.people.terms import ANY_GRADE, ASSESSOR, CARD_STATE, KIND, SUPERVISOR, listed
from resources.texts import _

NO_CARD = date.max  # valid_to of a qualification without card: sorts last, never due
REGISTER_OF = {ASSESSOR: "people.assessors", SUPERVISOR: "people.supervisors"}
VALIDITY = {ASSESSOR: "PPL-ASR-064", SUPERVISOR: "PPL-SUP-014"}
TERM = {ASSESSOR: "PPL-ASR-082", SUPERVISOR: "PPL-SUP-019"}
DECIDED = {ASSESSOR: "PPL-ASR-083", SUPERVISOR: "PPL-SUP-019"}
CANCELLED = {ASSESSOR: "PPL-ASR-161", SUPERVISOR: "PPL-SUP-051"}
PLATFORM = {ASSESSOR: "PPL-ASR-067", SUPERVISOR: "PPL-SUP-017"}


def state_on(qualification: Qualification, day: date) -> str:
    """How the current card stands on a day near today, from the columns a list has at hand."""
    if not qualification.card_number:
        return "none"
    if qualification.valid_to == NO_CARD and qualification.ended_on is None:
        return "unknown"
    term = Term(qualification.valid_from, qualification.valid_to)
    ended_how = "withdrawn" if qualification.ended_cause else "replaced"  # only a cancelling has a cause
    return rules.card_state([term], qualification.ended_on, ended_how, day)


def state_in_history(qualification: Qualification, day: date) -> tuple[str, str]:
    """(state, card number) on any day, past or future, from all cards and their terms."""
    best = ("none", "")
    for card in qualification.cards:
        terms = [Term(term.starts_on, term.ends_on) for term in card.terms]
        state = rules.card_state(terms, card.ended_on, card.ended_how, day)
        if state == "valid":
            return state, card.number
        if state != "future" or best[0] == "none":
            best = state, card.number
    return best


def state_criterion(state: str, day: date) -> ColumnElement[bool]:
    """The same as `state_on`, as a condition of the database."""
    q = Qualification
    live = and_(q.card_number != "", or_(q.ended_on.is_(None), q.ended_on > day))
    return {
        "none": q.card_number == "",
        "withdrawn": and_(q.card_number != "", q.ended_on <= day, q.ended_cause.is_not(None)),
        "replaced": and_(q.card_number != "", q.ended_on <= day, q.ended_cause.is_(None)),
        "unknown": and_(live, q.valid_to == NO_CARD),
        "valid": and_(live, or_(q.valid_from.is_(None), q.valid_from <= day), q.valid_to >= day, q.valid_to != NO_CARD),
        "expired": and_(live, q.valid_to < day),
        "future": and_(live, q.valid_from > day, q.valid_to != NO_CARD),
    }[state]


def expiring_criterion(within: int, day: date) -> ColumnElement[bool]:
    q = Qualification
    return and_(q.card_number != "", q.ended_on.is_(None), q.valid_to >= day, q.valid_to <= day + timedelta(days=within))


def current_card(qualification: Qualification) -> Card | None:
    return next((card for card in reversed(qualification.cards) if card.number == qualification.card_number), None)


def blacklists(db: Session, person_id: int) -> list[str]:
    """The lists on which a person stands now: assessor, supervisor."""
    statement = select(BlacklistEntry.list_kind).where(BlacklistEntry.person_id == person_id, BlacklistEntry.removed_on.is_(None))
    return list(db.scalars(statement))


def find_qualified(kind: str, db: Session, text: str) -> Sequence[Qualification]:
    """By card number, identity number or name."""
    words = text.strip()
    statement = select(Qualification).join(Person).where(
        Qualification.kind == kind,
        or_(Qualification.card_number == words, Person.id_no == words.upper(), Person.name == words),
    )  # fmt: skip
    return list(db.scalars(statement))


def find_any_qualified(db: Session, text: str) -> Sequence[Qualification]:
    return [*find_qualified(ASSESSOR, db, text), *find_qualified(SUPERVISOR, db, text)]


def find_person(db: Session, text: str) -> Sequence[Person]:
    words = text.strip()
    return list(db.scalars(select(Person).where(or_(Person.id_no == words.upper(), Person.name == words))))


def find_application(db: Session, text: str) -> Sequence[Application]:
    words = text.strip()
    statement = select(Application).join(Person).where(or_(Person.id_no == words.upper(), Person.name == words))
    return list(db.scalars(statement.order_by(Application.id.desc())))


def find_appointment(db: Session, text: str) -> Sequence[Appointment]:
    words = text.strip()
    statement = select(Appointment).join(Qualification).join(Person).where(
        or_(Person.id_no == words.upper(), Person.name == words, Appointment.contract_number == words, Qualification.card_number == words)
    )  # fmt: skip
    return list(db.scalars(statement.order_by(Appointment.id.desc())))


def names_of_live(db: Session, people: Sequence[int]) -> dict[tuple[int, str], str]:
    """(person, kind) → name of those among the people who hold a live qualification of a kind."""
    statement = select(Qualification.person_id, Qualification.kind, Person.name).join(Person).where(
        Qualification.person_id.in_(people), Qualification.ended_on.is_(None), Qualification.card_number != "")  # fmt: skip
    return {(person, kind): name for person, kind, name in db.execute(statement)} if people else {}


def find_listed(db: Session, text: str) -> Sequence[BlacklistEntry]:
    words = text.strip()
    statement = select(BlacklistEntry).join(Person).where(or_(Person.id_no == words.upper(), Person.name == words))
    return list(db.scalars(statement.order_by(BlacklistEntry.id.desc())))


def occupation_pool(context: Context, day: date, *, appointed: bool = False) -> dict[str, int]:
    """Persons with a valid assessor card on a day who are not blacklisted, counted per occupation (PPL-ASR-085).

    appointed: only those whose contract is in force that day.
    """
    listed = select(BlacklistEntry.person_id).where(BlacklistEntry.list_kind == ASSESSOR, BlacklistEntry.removed_on.is_(None))
    statement = (
        select(QualifiedOccupation.occupation, func.count(Qualification.person_id.distinct()))
        .join(Qualification)
        .where(Qualification.kind == ASSESSOR, state_criterion("valid", day), Qualification.person_id.not_in(listed))
        .group_by(QualifiedOccupation.occupation)
    )
    if appointed:
        in_force = and_(Appointment.starts_on <= day, Appointment.ends_on >= day, or_(Appointment.ended_on.is_(None), Appointment.ended_on >= day))
        statement = statement.where(Qualification.appointments.any(in_force))
    return {row[0]: row[1] for row in context.db.execute(statement)}


def file_gaps(context: Context, qualification: Qualification) -> list[Finding]:
    """PPL-ASR-087: which documents the assessor's file lacks; attachments are kept under the document's name."""
    rule = context.rules["PPL-ASR-087"]
    documents = listed("document", context.centre.profile)
    wanted = [code for code in rule.value("documents") or () if code in documents]
    statement = select(Attachment.kind).where(Attachment.subject == f"qualification:{qualification.id}", Attachment.removed_on.is_(None))
    there = set(context.db.scalars(statement))
    missing = [documents[code] for code in wanted if code not in there and documents[code] not in there]
    return rule.found("documents", list="、".join(missing)) if missing else []


_Q = Qualification
_ENDING = select(_Q.id, _Q.card_number, _Q.grade, _Q.valid_to, Person.name).join(Person).where(
    _Q.kind == bindparam("kind"), _Q.valid_to <= bindparam("horizon"), _Q.ended_on.is_(None), _Q.card_number != "")  # fmt: skip
_TO_TAKE_BACK = select(Card.qualification_id, Card.number, Card.ended_on, Card.returned_on, Card.off_platform_on, Person.name).join(
    Card.qualification).join(_Q.person).where(Card.kind == bindparam("kind"), text(STILL_OPEN))  # fmt: skip
_TO_ENTER = select(CardTerm.decided_on, Card.qualification_id, Card.number, Person.name).join(CardTerm.card).join(Card.qualification).join(
    _Q.person).where(Card.kind + "" == bindparam("kind"), text(UNENTERED))  # fmt: skip  (+ "": not by the index of all cards of a kind)
_UNDECIDED = select(Appointment.id, Appointment.contract_number, Appointment.ends_on, _Q.kind, Person.name).join(Appointment.qualification).join(
    _Q.person).where(Appointment.ends_on <= bindparam("horizon"), Appointment.ended_on.is_(None), Appointment.decision.is_(None))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """Cards that end, appointments that want a decision, withdrawn cards that are still out, platform entries."""
    for kind in (ASSESSOR, SUPERVISOR):
        yield from _cards_ending(context, kind)
        yield from _cards_to_take_back(context, kind)
        yield from _platform_entries(context, kind)
    yield from _appointments_ending(context)


def _cards_ending(context: Context, kind: str) -> Iterator[DueItem]:
    rule = context.rules[VALIDITY[kind]]
    horizon = context.today + timedelta(days=max(rule.value("remind_days") or [0]))
    register, requirement, title_of = REGISTER_OF[kind], _("证卡有效期届满，重新核发或收回"), ANY_GRADE.options
    ending, rule_id = _("证卡到期"), rule.id
    for id_, number, grade, valid_to, name in context.rows(_ENDING, kind=kind, horizon=horizon):
        title = f"{title_of.get(grade, grade)} {name} {masked(number)}"
        yield DueItem("people", register, id_, number, title, valid_to, rule_id, requirement, EXAM, ending)


def _cards_to_take_back(context: Context, kind: str) -> Iterator[DueItem]:
    """A withdrawn card comes back, and its person goes from the platform, each within its own days (PPL-ASR-161)."""
    rule = context.rules[CANCELLED[kind]]
    if not rule.active:
        return
    for card in context.rows(_TO_TAKE_BACK, kind=kind):
        title = f"{card.name} {masked(card.number)}"
        for done_on, days, what, kind_of_item in (
            (card.returned_on, rule.value("return_workdays"), _("收回已撤回的证卡"), _("证卡收回")),
            (card.off_platform_on, rule.value("platform_workdays"), _("从评价服务平台删除"), _("平台删除")),
        ):
            if done_on is None and days:
                by = context.calendar.plus(card.ended_on or context.today, days)
                yield DueItem("people", REGISTER_OF[kind], card.qualification_id, card.number, title, by.day, rule.id,
                              what, EXAM, kind_of_item, by.provisional)  # fmt: skip


def _platform_entries(context: Context, kind: str) -> Iterator[DueItem]:
    """Terms decided in this program that nobody has entered on the provincial platform yet."""
    rule = context.rules[PLATFORM[kind]]
    days = rule.value("entry_workdays")
    if not rule.active or not days:
        return
    for term in context.rows(_TO_ENTER, kind=kind):
        by = context.calendar.plus(term.decided_on or context.today, days)
        title = f"{term.name} {masked(term.number)}"
        yield DueItem("people", REGISTER_OF[kind], term.qualification_id, term.number, title, by.day, rule.id,
                      _("在评价服务平台录入变更"), EXAM, _("平台录入"), by.provisional)  # fmt: skip


def _appointments_ending(context: Context) -> Iterator[DueItem]:
    days = {kind: context.rules[DECIDED[kind]].value("decide_before_days") for kind in DECIDED}
    horizon = context.today + timedelta(days=max((n or 0 for n in days.values()), default=0))
    for id_, number, ends_on, kind, name in context.rows(_UNDECIDED, horizon=horizon):
        rule = context.rules[DECIDED[kind]]
        if rule.active and days[kind] and ends_on <= context.today + timedelta(days=days[kind]):
            title = f"{KIND.show(kind)} {name}"
            yield DueItem("people", "people.appointments", id_, number or str(id_), title, ends_on, rule.id,
                          _("聘期届满前作出续聘或解聘决定"), DIRECTOR, _("聘期届满"))  # fmt: skip


def lines_of_qualification(db: Session, qualification: Qualification) -> Iterator[Line]:
    """By name, initials, identity number, telephone and card numbers."""
    from models.core.names import initials

    person = qualification.person
    words = [person.name, *initials(person.name), person.id_no, person.phone or "", *(card.number for card in qualification.cards)]
    yield Line(REGISTER_OF[qualification.kind], qualification.id, f"{person.name} {ANY_GRADE.show(qualification.grade)}", words)


def lines_of_person(db: Session, person: Person) -> Iterator[Line]:
    for qualification in db.scalars(select(Qualification).where(Qualification.person_id == person.id)):
        yield from lines_of_qualification(db, qualification)


def lines_of_card(db: Session, card: Card) -> Iterator[Line]:
    yield from lines_of_qualification(db, card.qualification)


SEARCHED |= {Qualification: lines_of_qualification, Person: lines_of_person, Card: lines_of_card}
AREAS["people"] = due


def whole(db: Session, qualification_id: int) -> Qualification:
    """A qualification with everything a form or a detail panel shows of it."""
    return db.scalars(
        select(Qualification).where(Qualification.id == qualification_id).options(
            joinedload(Qualification.person), selectinload(Qualification.occupations),
            selectinload(Qualification.cards).selectinload(Card.terms), selectinload(Qualification.appointments),
        )
    ).one()


def card_state_words(context: Context, qualification: Qualification) -> str:
    """The state, with the days while its end is in sight: 有效 · 剩 12 天 · 过期 20 天."""
    state = state_on(qualification, context.today)
    left = (qualification.valid_to - context.today).days
    if state == "valid" and left <= max(context.rules[VALIDITY[qualification.kind]].value("remind_days") or [0]):
        return _("剩 {n} 天").format(n=left)
    return _("过期 {n} 天").format(n=-left) if state == "expired" else CARD_STATE.show(state)


def first_day_after(qualification: Qualification) -> date:
    return qualification.valid_to + DAY
