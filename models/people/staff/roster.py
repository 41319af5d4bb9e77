"""A staff roster (W-STAFF) judged row by row, then written; a roster never erases what it does not mention."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import blocked
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.people.known import person_of_row
from models.people.staff import rules
from models.people.staff.commands import may_keep
from models.people.staff.queries import trains
from models.people.staff.tables import StaffPost
from models.people.tables import Person
from resources.texts import _

OF_PERSON = ("education", "phone", "post_title")
OF_POST = ("time", "duty", "note")
NEEDED = (("post", _("岗位")), ("time", _("专/兼职")), ("state", _("状态")))


class StaffRoster:
    """The `Taking` of people.staff (models.core.intake). A row is known by identity number and post."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._people: dict[str, Person] = {}
        self._posts: dict[tuple[str, str], StaffPost] = {}
        self._new: dict[str, set[str]] = {}
        self._accepted: list[dict[str, Any]] = []
        self._counts = {"people": 0, "full_time": 0}

    def look_up(self, rows: Sequence[Row]) -> None:
        """The persons the next rows name, and their posts that are not over."""
        numbers = {row.values["id_no"] for row in rows if row.values.get("id_no")} - self._people.keys()
        self._people |= {one.id_no: one for one in self.context.db.scalars(select(Person).where(Person.id_no.in_(numbers)))}
        live = select(StaffPost).join(Person).where(Person.id_no.in_(numbers), StaffPost.ended_on.is_(None))
        self._posts |= {(one.person.id_no, one.post): one for one in self.context.db.scalars(live)}

    def judge(self, row: Row) -> str:
        values = row.values
        self._counts["people"] += 1
        self._counts["full_time"] += values.get("time") == "full"
        row.findings += may_keep(self.context)
        for name, label in NEEDED:
            if not values.get(name) and not blocked(row.findings):
                row.findings += self.rules["SYS-002"].found(name, label=label, found="", expected=label)
        if blocked(row.findings):
            return NEW
        known, id_no, post = self._people.get(values["id_no"]), values["id_no"], values["post"]
        if known is not None and known.name != values["name"]:
            row.findings += self.rules["SYS-014"].found("name", label=_("姓名"), found=values["name"], other=_("同一证件号的姓名"), expected=known.name)
            return NEW
        there = self._posts.get((id_no, post))
        if there is None and values["state"] == "on":
            row.findings += self._faults(known, values)
        return NEW if there is None else CHANGED if self._differs(there, values) else UNCHANGED

    def _faults(self, known: Person | None, values: dict[str, Any]) -> list[Any]:
        id_no, post = values["id_no"], values["post"]
        held = {kept for number, kept in self._posts if number == id_no} | self._new.get(id_no, set())
        found = rules.incompatible(held, post, self.rules["PPL-ORG-004"])
        return found + rules.trainer_faults(post, known is not None and trains(self.context.db, known.id), self.rules["PPL-EXM-011"])

    def _differs(self, there: StaffPost, values: dict[str, Any]) -> bool:
        own = any(values.get(name) not in (None, getattr(there, name)) for name in OF_POST)
        return own or values["state"] == "off" or any(values.get(name) not in (None, getattr(there.person, name)) for name in OF_PERSON)

    def accept(self, row: Row, verdict: str) -> None:
        self._accepted.append(row.values)
        if row.values["state"] == "on":
            self._new.setdefault(row.values["id_no"], set()).add(row.values["post"])

    def tally(self) -> dict[str, int]:
        return dict(self._counts)

    def store(self) -> list[dict[str, Any]]:
        """Written through the session: a centre has tens of staff, and each change then stands in the audit entry."""
        unit = self.context
        assert isinstance(unit, Unit)
        for values in self._accepted:
            person = person_of_row(unit, self._people, values, OF_PERSON)
            post = self._posts.get((person.id_no, values["post"]))
            if post is None:
                post = StaffPost(person_id=person.id, sort_name=person.sort_name, post=values["post"], time=values["time"], duty=values.get("duty") or "")
                unit.add(post)
                self._posts[person.id_no, post.post] = post
            for name in OF_POST:
                if values.get(name) is not None:
                    setattr(post, name, values[name])
            if values["state"] == "off":
                post.ended_on = unit.today
        unit.db.flush()
        return []
