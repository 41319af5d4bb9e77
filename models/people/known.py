"""What the centre knows already of the people and cards a roster names."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.core.acts import Unit
from models.core.identity import read_identity
from models.core.names import sort_key
from models.people.tables import Appointment, BlacklistEntry, Card, Person, Qualification, QualifiedOccupation

PERSON_FIELDS = ("ethnicity", "education", "politics", "major", "work_years", "employer", "phone", "post_title", "own_staff", "note")
QUALIFICATION_FIELDS = ("cert_level", "cert_number", "title_rank", "issuing_body", "duty", "duty_years")


class Known:
    """Filled as rows come: a short roster must not read a million people, a long one not ask for each row.

    people: id_no → (id, name). stored: (id_no, grade) → the row a new one is compared with. owner_of: card number →
    (id_no, grade). listed: id_no of people on the blacklist of the kind. occupations, terms: by qualification id.
    """

    def __init__(self, db: Session, kind: str):
        self._db, self._kind = db, kind
        self.people: dict[str, tuple[int, str]] = {}
        self.stored: dict[tuple[str, str], Any] = {}
        self.owner_of: dict[str, tuple[str, str]] = {}
        self.listed: set[str] = set()
        self.occupations: dict[int, list[str]] = {}
        self.terms: dict[int, list[tuple[date, date]]] = {}
        self._asked: set[str] = set()

    def look_up(self, id_numbers: Set[str | None], card_numbers: Set[str | None]) -> None:
        """Read what is there about these identity and card numbers; None and what was asked before are left out."""
        ids = [number for number in id_numbers if number and number not in self._asked]
        self._asked.update(ids)
        people = select(Person.id, Person.id_no, Person.name).where(Person.id_no.in_(ids))
        found = {id_no: (id_, name) for id_, id_no, name in self._db.execute(people)}
        if found:
            self.people |= found
            self._look_up_people([id_ for id_, _name in found.values()])
        self._look_up_cards([number for number in card_numbers if number and number not in self.owner_of])

    def _look_up_cards(self, numbers: list[str]) -> None:
        owners = select(Card.number, Person.id_no, Qualification.grade).join(Card.qualification).join(Person)
        for number, id_no, grade in self._db.execute(owners.where(Card.kind == self._kind, Card.number.in_(numbers))):
            self.owner_of[number] = id_no, grade

    def _look_up_people(self, ids: list[int]) -> None:
        kind = Qualification.kind == self._kind
        columns = [getattr(Person, name) for name in ("id_no", "name", "sex", *PERSON_FIELDS)]
        own = [getattr(Qualification, name) for name in ("id", "grade", "card_number", "valid_to", "ended_on", *QUALIFICATION_FIELDS)]
        held = self._db.execute(select(*columns, *own).join(Qualification.person).where(kind, Qualification.person_id.in_(ids))).all()
        self.stored |= {(row.id_no, row.grade): row for row in held}
        listed = select(Person.id_no).join(BlacklistEntry).where(
            BlacklistEntry.list_kind == self._kind, BlacklistEntry.removed_on.is_(None), BlacklistEntry.person_id.in_(ids))  # fmt: skip
        self.listed.update(self._db.scalars(listed))
        qualifications = [row.id for row in held]
        occupations = select(QualifiedOccupation.qualification_id, QualifiedOccupation.occupation)
        mine = QualifiedOccupation.qualification_id.in_(qualifications)
        for id_, occupation in self._db.execute(occupations.where(mine).order_by(QualifiedOccupation.id)):
            self.occupations.setdefault(id_, []).append(occupation)
        terms = select(Appointment.qualification_id, Appointment.starts_on, Appointment.ends_on)
        for id_, starts_on, ends_on in self._db.execute(terms.where(Appointment.qualification_id.in_(qualifications))):
            self.terms.setdefault(id_, []).append((starts_on, ends_on))


def person_of_row(unit: Unit, people: dict[str, Person], values: Mapping[str, Any], fields: Sequence[str]) -> Person:
    """The person a row names by identity number, made where nobody knows him, completed by what the row says of `fields`.

    people: by identity number those looked up for these rows; a new one is added to it.
    """
    person = people.get(values["id_no"])
    if person is None:
        told = read_identity(values["id_no"], unit.today)
        person = Person(id_kind=told.kind, id_no=told.number, name=values["name"], sort_name=sort_key(values["name"]), sex=told.sex or None,
                        birth=told.birth)  # fmt: skip
        unit.add(person)
        people[person.id_no] = person
    for name in fields:
        if values.get(name) is not None:
            setattr(person, name, values[name])
    return person
