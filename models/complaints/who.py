"""Who is who in a case: accounts and people behind the names, who is complained of, who may know of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, union_all
from sqlalchemy.orm import Session

from models.complaints.rules import Who
from models.complaints.tables import Accused, Complaint
from models.complaints.terms import CLOSED, DECIDED, NOT_INVESTIGATED, NOTIFIED, WITHDRAWN
from models.core.centre import Context
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.core.tables import User
from models.people.queries import find_any_qualified, find_person
from models.people.tables import Person

READERS = frozenset({DIRECTOR, GENERAL, SUPERVISOR, EXAM, ARCHIVE})  # rows 65–69 of the matrix
SEES_ALL = frozenset({DIRECTOR, GENERAL, SUPERVISOR})
TO_FILE = (NOT_INVESTIGATED, DECIDED, NOTIFIED, WITHDRAWN, CLOSED)


def account(db: Session, word: str) -> User | None:
    """The open account a word means: its login, or the name of exactly one."""
    users = list(db.scalars(select(User).where(or_(User.login == word.lower(), User.name == word))))
    exact = [user for user in users if user.login == word.lower()]
    return exact[0] if exact else users[0] if len(users) == 1 else None


def who(db: Session, word: str | None) -> Who:
    """What is known of somebody a column or a person names: login, or a name without account."""
    user = account(db, word) if word else None
    return Who(user.login, user.name, user.person_id) if user else Who("", word or "", None)


def stored(db: Session, word: str) -> str:
    """How somebody is kept in a column: the login where there is an account, else the name."""
    user = account(db, word)
    return user.login if user else word


def roles_of(db: Session, word: str | None) -> frozenset[str]:
    user = account(db, word) if word else None
    return frozenset(user.roles) if user and user.disabled_on is None else frozenset()


def meant(db: Session, word: str) -> Who | None:
    """The person an accusation means: an account, or one registered person by name, card or identity number, or just a
    name. None where several people bear it: then the card or identity number must be given."""
    user = account(db, word)
    if user:
        return Who(user.login, user.name, user.person_id)
    people = {person.id: person for person in find_person(db, word)}
    people |= {one.person.id: one.person for one in find_any_qualified(db, word)}
    if len(people) > 1:
        return None
    if not people:
        return Who("", word, None)
    person = next(iter(people.values()))
    holder = db.scalar(select(User).where(User.person_id == person.id))
    return Who(holder.login if holder else "", person.name, person.id)


def accused(case: Complaint) -> list[Who]:
    return [Who(one.login or "", one.name, one.person_id) for one in case.accused if one.removed_on is None]


def directors(db: Session) -> list[Who]:
    return [Who(user.login, user.name, user.person_id) for user in db.scalars(select(User)) if DIRECTOR in user.roles]


def director_accused(context: Context, case: Complaint) -> bool:
    """CMP-011: whether a director is among the accused."""
    return any(head.is_same(one) for head in directors(context.db) for one in accused(case))


def accuses(context: Context) -> ColumnElement[bool]:
    """Cases that complain of the person who looks: by account, by person, or by a name without account (CMP-010)."""
    me = context.actor
    same = [Accused.login == me.login, and_(Accused.login.is_(None), Accused.person_id.is_(None), Accused.name == me.name)]
    if me.person_id is not None:
        same.append(Accused.person_id == me.person_id)
    return Complaint.id.in_(select(Accused.complaint_id).where(Accused.removed_on.is_(None), or_(*same)))


def visible(context: Context) -> ColumnElement[bool]:
    """The cases a person may know of: never his own; exam affairs those they took or handle, the archive those to file."""
    open_to = ~accuses(context)
    roles = context.actor.roles
    if roles & SEES_ALL:
        return open_to
    mine = [
        select(Complaint.id).where(column == context.actor.login) for column in (Complaint.entered_by, Complaint.handler, Complaint.lead)
    ]
    own = Complaint.id.in_(union_all(*mine))
    return and_(open_to, or_(own, Complaint.state.in_(TO_FILE)) if ARCHIVE in roles else own)


def identities(db: Session, case: Complaint) -> list[tuple[str, str | None]]:
    """(name, identity number) of those the dossier documents: the complainant and who is complained of."""
    numbers = {one.person_id: db.get_one(Person, one.person_id).id_no for one in accused(case) if one.person_id}
    named = [(case.complainant, None)] if case.complainant else []
    return [*named, *((one.name, numbers.get(one.person_id or 0)) for one in accused(case))]


STEP_BY = (("registered_by", "登记"), ("screened_by", "初步决定"), ("facts_by", "查明事实"), ("decided_by", "作出决定"))


def tainted(context: Context, case: Complaint) -> Sequence[str]:
    """CMP-010: columns of the steps that somebody did who is now complained of; they are to be repeated."""
    those = accused(case)
    if not those:
        return ()
    did: list[Any] = [name for name, _label in STEP_BY if getattr(case, name) and any(
        who(context.db, getattr(case, name)).is_same(one) for one in those)]  # fmt: skip
    return did


def locked(context: Context, case: Complaint) -> bool:
    """CMP-010: the handler or lead is now complained of; only the appointment of another one opens the case again."""
    those = accused(case)
    return any(who(context.db, name).is_same(one) for name in (case.handler, case.lead) if name for one in those)
