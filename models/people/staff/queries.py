"""What can be asked about posts: who holds which on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.core.search import SEARCHED, Line
from models.people.interests import TRAINER
from models.people.staff.tables import StaffPost
from models.people.staff.terms import POST
from models.people.tables import Person
from models.people.tables_interests import Interest

REGISTER = "people.staff"


def on_duty(day: date | BindParameter[Any]) -> ColumnElement[bool]:
    """Posts held on a day, both days inclusive."""
    return and_(or_(StaffPost.starts_on.is_(None), StaffPost.starts_on <= day), or_(StaffPost.ended_on.is_(None), StaffPost.ended_on >= day))


def holders(db: Session, post: str, day: date) -> dict[int, str]:
    """Who holds a post on a day: id of the person → name."""
    held = select(Person.id, Person.name).join(StaffPost, StaffPost.person_id == Person.id).where(StaffPost.post == post, on_duty(day))
    return {one.id: one.name for one in db.execute(held)}


def posts_of(db: Session, person_id: int, day: date) -> set[str]:
    """The posts of a person that are not over on a day, those to come among them."""
    live = or_(StaffPost.ended_on.is_(None), StaffPost.ended_on >= day)
    return set(db.scalars(select(StaffPost.post).where(StaffPost.person_id == person_id, live)))


def full_time(db: Session, day: date, without: int | None = None) -> int:
    """How many people are full-time on a day; without: leaving out this post."""
    statement = select(func.count(StaffPost.person_id.distinct())).where(StaffPost.time == "full", on_duty(day))
    return int(db.scalar(statement.where(StaffPost.id != without) if without else statement) or 0)


def trains(db: Session, person_id: int) -> bool:
    """Whether a person is declared to take part in training of candidates."""
    statement = select(Interest.id).where(Interest.person_id == person_id, Interest.kind == TRAINER, Interest.ended_on.is_(None))
    return db.scalar(statement.limit(1)) is not None


def find_post(db: Session, words: str) -> Sequence[StaffPost]:
    """By name or identity number, the posts on duty first."""
    same = or_(Person.id_no == words.strip().upper(), Person.name == words.strip())
    return list(db.scalars(select(StaffPost).join(Person).where(same).order_by(StaffPost.ended_on.is_not(None), StaffPost.id.desc())))


def lines(_db: Session, one: StaffPost) -> list[Line]:
    from models.core.names import initials

    person = one.person
    return [Line(REGISTER, one.id, f"{person.name} {POST.show(one.post)}", [person.name, *initials(person.name), person.id_no, person.phone or ""])]


SEARCHED |= {StaffPost: lines}
