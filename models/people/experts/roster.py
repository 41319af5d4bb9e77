"""A roster of experts (W-EXPERT) judged row by row, then written; a roster never erases what it does not mention."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.core.acts import Unit
from models.core.centre import Context
from models.core.dates import last_day_of_term
from models.core.findings import Severity, blocked
from models.core.identity import read_identity
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.people.experts import queries, rules
from models.people.experts.commands import make_group
from models.people.experts.guards import may_keep
from models.people.experts.tables import Expert, ExpertGroup, ExpertTerm
from models.people.experts.terms import LEADER, MEMBER
from models.people.known import person_of_row
from models.people.tables import Person
from resources.texts import _

OF_PERSON = ("post_title", "education", "own_staff")
OF_EXPERT = ("assess_years", "note")
_Key = tuple[str, str]  # identity number, occupation


class ExpertRoster:
    """The `Taking` of people.experts (models.core.intake). A row is known by identity number and occupation."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._people: dict[str, Person] = {}
        self._experts: dict[_Key, Expert] = {}
        self._groups: dict[str, ExpertGroup | None] = {}
        self._leaders: dict[str, str] = {}  # occupation → identity number of the leader
        self._accepted: list[dict[str, Any]] = []
        self._counts = {"people": 0, "leaders": 0}

    def look_up(self, rows: Sequence[Row]) -> None:
        """The persons and experts the next rows name, and the leaders of their groups."""
        numbers = {row.values["id_no"] for row in rows if row.values.get("id_no")} - self._people.keys()
        self._people |= {one.id_no: one for one in self.context.db.scalars(select(Person).where(Person.id_no.in_(numbers)))}
        there = select(Expert).join(Person).where(Person.id_no.in_(numbers)).options(selectinload(Expert.terms))
        self._experts |= {(one.person.id_no, one.occupation): one for one in self.context.db.scalars(there)}
        for occupation in {str(row.values["occupation"]) for row in rows if row.values.get("occupation")} - self._groups.keys():
            self._groups[occupation] = group = queries.group_of(self.context.db, occupation)
            leader = queries.leader_of(self.context.db, group.id) if group else None
            if leader is not None:
                self._leaders[occupation] = leader.person.id_no

    def judge(self, row: Row) -> str:
        values = row.values
        self._counts["people"] += 1
        self._counts["leaders"] += values.get("group_post") == LEADER
        row.findings += may_keep(self.context)
        if blocked(row.findings):
            return NEW
        known = self._people.get(values["id_no"])
        if known is not None and known.name != values["name"]:
            row.findings += self.rules["SYS-014"].found("name", label=_("姓名"), found=values["name"], other=_("同一证件号的姓名"), expected=known.name)
            return NEW
        self._judge_leader(row)
        self._judge_term(row)
        there = self._experts.get((values["id_no"], values["occupation"]))
        return NEW if there is None else CHANGED if self._differs(there, values) else UNCHANGED

    def _judge_leader(self, row: Row) -> None:
        """PPL-EXP-001: a second leader is refused. What old leaders had to prove is asked when one is named here."""
        values = row.values
        if values.get("group_post") == LEADER:
            leader = self._leaders.get(values["occupation"])
            row.findings += rules.second_leader(leader if leader != values["id_no"] else None, self.rules["PPL-EXP-001"])

    def _judge_term(self, row: Row) -> None:
        """A term of another length, and one that begins above the age, want a reason: the roster tells what was."""
        values = row.values
        starts_on, ends_on = values.get("term_from"), values.get("term_to")
        if ends_on and not starts_on:
            row.findings += self.rules["SYS-002"].found("term_from", label=_("聘期起"), found="", expected=_("聘期起"))
        elif starts_on:
            rule = self.rules["PPL-EXP-008"]
            ends_on = values["term_to"] = ends_on or last_day_of_term(starts_on, rule.value("term_years"))
            row.findings += rules.term_faults(starts_on, ends_on, rule, Severity.WARN)
            told = read_identity(values["id_no"], self.context.today)
            row.findings += rules.age_faults(told.birth, told.sex, starts_on, False, self.rules["PPL-EXP-005"])

    def _differs(self, there: Expert, values: dict[str, Any]) -> bool:
        own = any(values.get(name) not in (None, getattr(there, name)) for name in (*OF_EXPERT, "group_post"))
        return own or self._new_term(there, values) or any(values.get(name) not in (None, getattr(there.person, name)) for name in OF_PERSON)

    @staticmethod
    def _new_term(there: Expert, values: dict[str, Any]) -> bool:
        return values.get("term_from") is not None and values["term_from"] not in {term.starts_on for term in there.terms}

    def accept(self, row: Row, verdict: str) -> None:
        self._accepted.append(row.values)
        if row.values.get("group_post") == LEADER:
            self._leaders[row.values["occupation"]] = row.values["id_no"]

    def tally(self) -> dict[str, int]:
        return dict(self._counts)

    def store(self) -> list[dict[str, Any]]:
        """Written through the session: a centre has some hundred experts, and each change then stands in the audit entry."""
        unit = self.context
        assert isinstance(unit, Unit)
        for values in self._accepted:
            person = person_of_row(unit, self._people, values, OF_PERSON)
            expert = self._experts.get((person.id_no, values["occupation"]))
            if expert is None:
                expert = Expert(person_id=person.id, sort_name=person.sort_name, occupation=values["occupation"])
                unit.add(expert)
                self._experts[person.id_no, expert.occupation] = expert
            for name in OF_EXPERT:
                if values.get(name) is not None:
                    setattr(expert, name, values[name])
            self._join(unit, expert, values)
            self._term(unit, expert, values)
        unit.db.flush()
        return []

    def _join(self, unit: Unit, expert: Expert, values: dict[str, Any]) -> None:
        """The group named in the row, made where it is not there; a post without a group's name means that of the occupation."""
        if not values.get("group_name") and not values.get("group_post"):
            return
        group = self._groups.get(expert.occupation)
        if group is None:
            if not values.get("group_name") and not self.rules["PPL-EXP-001"].active:
                return
            group = self._groups[expert.occupation] = make_group(unit, expert.occupation, values.get("group_name"), values.get("term_from") or unit.today)
        expert.group_id, expert.group_post = group.id, values.get("group_post") or expert.group_post or MEMBER
        expert.post_since = expert.post_since or values.get("term_from")

    def _term(self, unit: Unit, expert: Expert, values: dict[str, Any]) -> None:
        if values.get("term_from") is None or not self._new_term(expert, values):
            return
        starts_on, ends_on = values["term_from"], values["term_to"]
        unit.add(ExpertTerm(expert_id=expert.id, sort_name=expert.sort_name, starts_on=starts_on, ends_on=ends_on))
        if expert.term_to == queries.NEVER or ends_on > expert.term_to:
            expert.term_from, expert.term_to = starts_on, ends_on
