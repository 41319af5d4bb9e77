"""The mass: many people with qualification, card, validity and search line, as one command and one audit entry."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from models.core.acts import Param, Unit, calling, command
from models.core.bulk import fresh_ids
from models.core.centre import Centre, Context
from models.core.dates import last_day_of_term
from models.core.findings import Finding
from models.core.kinds import Whole
from models.core.names import initials, sort_key
from models.core.progress import Progress, Work
from models.core.roles import DIRECTOR
from models.core.search import Line, put_lines
from models.core.store import insert_many
from models.demo import incidents
from models.demo.inventing import OCCUPATIONS, Invented, person
from models.demo.story import PEOPLE, SEED
from models.people.queries import REGISTER_OF, VALIDITY
from models.people.tables import Application, Appointment, BlacklistEntry, Card, CardTerm, Person, Qualification, QualifiedOccupation
from models.people.terms import ANY_GRADE, ASSESSOR, EXTERNAL, INTERNAL, SENIOR, SUPERVISOR
from resources.texts import _

_CHUNK = 20_000
_SERIAL_DIGITS = 7  # four, as the rule proposes, are too few for a mass of cards
_OPEN_ITEMS = 1_500  # cards that end soon or have ended; with the other areas some 5,000 items are open in size l
_OPEN_EVERY = 20  # in a small mass one card in twenty
_SUPERVISOR_EVERY, _SENIOR_EVERY, _LACKING_EVERY, _SPARE_DAYS = 100, 5, 300, 100
_COUNTED = (Person, Qualification, Card, CardTerm, Appointment, Application, BlacklistEntry, *incidents.COUNTED)


def fill_up(centre: Centre, total: int) -> Work[None]:
    """Fill a training centre up to `total` people. Card numbers need more digits then, by a rule value of the centre's own."""
    yield Progress(0, total, _("人员"))
    layout = {"serial_digits": _SERIAL_DIGITS, "length": len(centre.filing_no) + 1 + _SERIAL_DIGITS, "serial_max": 10**_SERIAL_DIGITS - 1}
    for param, value in layout.items():
        given = {"rule": "PPL-ASR-061", "param": param, "value": str(value), "why": _("演示大量数据，序列号加长")}
        yield from calling(centre, "core.set_rule_value", **given)
    with centre.reading() as context:
        there = context.db.scalar(select(func.count(Person.id))) or 0
    outcome = yield from calling(centre, "demo.fill_people", count=total - there)
    if not outcome.done:
        raise RuntimeError(f"demo.fill_people: {outcome.findings}")


def counted(context: Context) -> dict[str, int]:
    return {table.__tablename__: context.db.scalar(select(func.count()).select_from(table)) or 0 for table in _COUNTED}


@command("demo.fill_people", _("填充演练人员"), only=frozenset({DIRECTOR}), internal=True, params=(Param("count", _("人数"), Whole(1)),))
def fill_people(unit: Unit, count: int) -> Iterator[Finding | Progress]:
    """Invent people, a training centre only. They are written past the session, so the entry tells their number, not each."""
    if not unit.centre.training:
        yield from unit.rules["SYS-009"].found("")
        return
    mass = _Mass(unit, count)
    for first in range(0, count, _CHUNK):
        yield Progress(first, count, _("人员"))
        mass.write(range(first, min(first + _CHUNK, count)))
    unit.detail["filled"] = count


class _Mass:
    """Rows of the people tables for invented people, numbered on from those that are there."""

    def __init__(self, unit: Unit, count: int):
        self.unit = unit
        self.stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        self.person_ids, self.qualification_ids, self.card_ids = (
            list(fresh_ids(unit, table, count)) for table in (Person, Qualification, Card)
        )
        self.open_every = max(_OPEN_EVERY, count // (_OPEN_ITEMS - _OPEN_ITEMS // 50))  # room for what the story left open
        self.judged_by = {kind: unit.rules.versions(VALIDITY[kind]) for kind in VALIDITY}
        self.remind = max(unit.rules["PPL-ASR-064"].value("remind_days"))

    def write(self, numbers: range) -> None:
        connection = self.unit.db.connection()
        rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in (Person, Qualification, QualifiedOccupation, Card, CardTerm)}
        lines = []
        for number in numbers:
            one = person(SEED, PEOPLE + number)
            made, line = self._rows(number, one)
            for table, row in made.items():
                rows[table].append(row | self.stamp)
            lines.append(line)
        for table, found in rows.items():
            insert_many(connection, table.__table__, found)
        put_lines(connection, lines)

    def _rows(self, number: int, one: Invented) -> tuple[dict[Any, dict[str, Any]], Line]:
        kind, grade = self._role(number)
        sort_name, (issued, ends) = sort_key(one.name), self._validity(number, kind)
        person_id, id_, card_id = (ids[number] for ids in (self.person_ids, self.qualification_ids, self.card_ids))
        card = self._card(number, grade)
        made: dict[Any, dict[str, Any]] = {
            Person: {"id": person_id, "id_kind": "resident", "id_no": one.id_no, "name": one.name, "sort_name": sort_name, "sex": one.sex,
                     "birth": one.birth, "education": one.education, "work_years": 5 + number % 25, "employer": one.employer,
                     "phone": one.phone if number % _LACKING_EVERY else None, "post_title": one.title, "own_staff": grade == INTERNAL},
            Qualification: {"id": id_, "person_id": person_id, "kind": kind, "grade": grade, "sort_name": sort_name, "card_number": card,
                            "valid_from": issued, "valid_to": ends, **self._evidence(kind, grade)},
            Card: {"id": card_id, "qualification_id": id_, "kind": kind, "number": card, "issued_on": issued, "reprints": 0},
            CardTerm: {"card_id": card_id, "starts_on": issued, "ends_on": ends, "decision": "", "judged_by": self.judged_by[kind]},
        }  # fmt: skip
        if kind == ASSESSOR:
            made[QualifiedOccupation] = {"qualification_id": id_, "occupation": OCCUPATIONS[number % len(OCCUPATIONS)], "added_on": issued}
        words = [one.name, *initials(one.name), one.id_no, made[Person]["phone"] or "", card]
        return made, Line(REGISTER_OF[kind], id_, f"{one.name} {ANY_GRADE.show(grade)}", words)

    def _role(self, number: int) -> tuple[str, str]:
        if number % _SUPERVISOR_EVERY == 0:
            return SUPERVISOR, EXTERNAL if number // _SUPERVISOR_EVERY % 2 else INTERNAL
        return ASSESSOR, SENIOR if number % _SENIOR_EVERY == 1 else ASSESSOR

    def _evidence(self, kind: str, grade: str) -> dict[str, Any]:
        if kind == ASSESSOR:
            return {"cert_level": 1 if grade == SENIOR else 3, "issuing_body": None, "duty_years": None}
        body = self.unit.centre.name if grade == INTERNAL else _("省职业技能评价服务中心（演示）")
        return {"cert_level": None, "issuing_body": body, "duty_years": 6}

    def _card(self, number: int, grade: str) -> str:
        """The own centre's numbers follow its rules; an external supervisor's begins with another body's code."""
        filing_no, serial = self.unit.centre.filing_no, number + 1
        if grade == INTERNAL:
            return f"{filing_no}{serial // _SUPERVISOR_EVERY + 100:05d}"
        if grade == EXTERNAL:
            return f"Y0000410000{serial // _SUPERVISOR_EVERY:07d}"
        return f"{filing_no}{self.unit.rules['PPL-ASR-061'].value('grade_digit')[grade]}{serial:0{_SERIAL_DIGITS}d}"

    def _validity(self, number: int, kind: str) -> tuple[date, date]:
        """Both days of a validity: the few open ones end soon or ended lately, all others run on beyond any reminder."""
        years = self.unit.rules[VALIDITY[kind]].value("years")
        if number % self.open_every == 7:
            left = number // self.open_every % (self.remind + self.remind // 2) - self.remind // 2
        else:
            left = self.remind + 1 + number * 7919 % (years * 365 - self.remind - _SPARE_DAYS)
        ends = self.unit.today + timedelta(days=left)
        issued = date(ends.year - years, ends.month, min(ends.day, 28)) + timedelta(days=1)
        return issued, last_day_of_term(issued, years)
