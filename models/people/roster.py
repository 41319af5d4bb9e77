"""Taking a roster of assessors or supervisors: each row against the rules and what is stored, then all at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.core.acts import Unit
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import Identity, read_identity, tidy
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.names import initials, sort_key
from models.core.rulebook import Rule
from models.core.search import Line, put_lines
from models.core.store import insert_many
from models.people import rules
from models.people.known import PERSON_FIELDS, QUALIFICATION_FIELDS, Known
from models.people.queries import NO_CARD, REGISTER_OF, TERM, VALIDITY
from models.people.tables import Appointment, Card, CardTerm, Person, Qualification, QualifiedOccupation
from models.people.terms import ANY_GRADE, ASSESSOR, INTERNAL, SEX
from resources.texts import _

_SEPARATORS = re.compile(r"[、,，;；/\n]+")
_LEVEL = r"(?:[一二三四五1-5]级|初级工?|中级工?|高级工?)"
_TOP = r"(?:高级技师|技师)"


def _range_of(level: str) -> str:
    return rf"{level}(?:\s*[/、,，至到~～—-]+\s*{level})*"


_LEVEL_TAIL = re.compile(  # in parentheses any level; without them only what is no part of an occupation's name
    rf"\s*[（(]\s*{_range_of(f'(?:{_LEVEL}|{_TOP})')}\s*[)）]|\s*{_range_of(_LEVEL)}(?=\s*(?:[、,，;；/\n]|$))"
)


def split_occupations(text_: str | None) -> list[str]:
    """The occupations a cell lists, each once. A level behind one (电工三级, 电工（三级/高级工）) is no part of its name."""
    parts = _SEPARATORS.split(_LEVEL_TAIL.sub("", text_ or ""))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def ends_of(values: dict[str, Any], validity: Rule) -> date | None:
    """The last good day a row claims: written, or following from the issue date."""
    issued = values.get("issued_on")
    return values.get("valid_to") or (rules.last_good_day(issued, validity) if issued else None)


def term_of(values: dict[str, Any]) -> tuple[date, date] | None:
    """The term of appointment a row states, when it states both days."""
    return (values["term_from"], values["term_to"]) if values.get("term_from") and values.get("term_to") else None


class Roster:
    """The `Taking` of people.assessors and people.supervisors (models.core.intake)."""

    def __init__(self, context: Context, kind: str):
        self.context, self.kind, self.rules = context, kind, context.rules
        self._only_grade = ASSESSOR if kind == ASSESSOR else INTERNAL  # where the region has no grades to choose from
        self._known = Known(context.db, kind)
        self._fresh: dict[tuple[str, str], dict[str, Any]] = {}
        self._names: dict[str, str] = {}
        self._changes: list[tuple[int, Row]] = []
        self._ids: set[str] = set()
        self._cards: set[str] = set()

    # -- judging ------------------------------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Row]) -> None:
        self._known.look_up({row.values.get("id_no") for row in rows}, {row.values.get("card_number") for row in rows})

    def judge(self, row: Row) -> str:
        self._ids.add(row.values.get("id_no") or tidy(str(row.cells.get("id_no", ""))))
        self._cards.add(row.values.get("card_number") or tidy(str(row.cells.get("card_number", ""))))
        wrong = {finding.about for finding in row.findings}
        if not wrong & {"id_no", "name"}:
            row.findings += self._identity(row.values)
        if "grade" not in wrong:
            row.findings += self._grade(row.values)
        if "card_number" not in wrong:
            row.findings += self._card(row.values, wrong)
        row.findings += self._appointment(row.values)
        if any(finding.severity is Severity.BLOCK for finding in row.findings):
            return NEW
        stored = self._known.stored.get(self._key(row.values))
        fresh = self._fresh.get(self._key(row.values))
        row.findings += self._occupation(row.values, stored, fresh)
        if stored is None and fresh is None:
            return NEW
        return self._compare(row, stored) if stored is not None else self._compare_fresh(row, fresh)

    def _key(self, values: dict[str, Any]) -> tuple[str, str]:
        return values["id_no"], values.get("grade") or self._only_grade

    def _identity(self, values: dict[str, Any]) -> list[Finding]:
        """One number is one person; the sex is that of the number."""
        id_no = values["id_no"]
        known = self._known.people[id_no][1] if id_no in self._known.people else self._names.get(id_no)
        if known and known != values["name"]:
            return self.rules["SYS-014"].found("name", label=_("姓名"), found=values["name"], other=_("同一证件号的姓名"), expected=known)
        told = read_identity(id_no, self.context.today).sex
        if values.get("sex") and told and told != values["sex"]:
            return self.rules["SYS-014"].found(
                "sex", label=_("性别"), found=SEX.show(values["sex"]), other=_("身份证号"), expected=SEX.show(told)
            )
        if id_no in self._known.listed:
            return rules.blacklisted([self.kind], self.kind, self.rules["PPL-ASR-022"])
        return []

    def _grade(self, values: dict[str, Any]) -> list[Finding]:
        if self.kind == ASSESSOR:
            return rules.grade_faults(values.get("grade"), self.rules["PPL-ASR-001"])
        own = values.get("own_staff")
        return rules.kind_faults(values.get("grade"), own, self.rules["PPL-SUP-001"], self.rules["PPL-SUP-002"])

    def _card(self, values: dict[str, Any], wrong: Iterable[str]) -> list[Finding]:
        number, grade = values.get("card_number"), values.get("grade")
        if not number:
            return []
        filing_no = self.context.centre.filing_no
        if not grade:
            findings: list[Finding] = []  # without a grade the number cannot be judged; the grade's own finding stands
        elif self.kind == ASSESSOR:
            findings = rules.card_number_faults(number, grade, filing_no, self.rules["PPL-ASR-061"])
        else:
            findings = rules.supervisor_number_faults(number, grade, filing_no, self.rules["PPL-SUP-013"])
        owner = self._known.owner_of.get(number)
        if owner and owner != (values.get("id_no"), grade or self._only_grade):
            findings += rules.refused(self.rules["PPL-ASR-062"], "card_number", found=number, expected=_("未被他人使用的编号"))
        issued = values.get("issued_on")
        if issued and not {"issued_on", "valid_to"} & set(wrong):
            findings += self._validity(values, issued)
        return findings

    def _validity(self, values: dict[str, Any], issued: date) -> list[Finding]:
        validity = self.rules[VALIDITY[self.kind]]
        findings = rules.issue_day_faults(issued, self.context.today, validity)
        if not findings and values.get("valid_to"):
            findings = rules.validity_faults(issued, values["valid_to"], validity)
        return findings

    def _occupation(self, values: dict[str, Any], stored: Any, fresh: dict[str, Any] | None) -> list[Finding]:
        if self.kind != ASSESSOR:
            return []
        added = split_occupations(values.get("occupations"))
        held = self._known.occupations.get(stored.id, []) if stored is not None else fresh["occupations"] if fresh else []
        if not added and not held:
            return self.rules["PPL-ASR-003"].found("occupations", found="", expected=_("考评职业（工种）"))
        return [replace(one, about="occupations") for one in rules.further_occupation(held, added, self.rules["PPL-ASR-004"])]

    def _appointment(self, values: dict[str, Any]) -> list[Finding]:
        start, end = values.get("term_from"), values.get("term_to")
        if not start or not end:
            return []
        found = rules.appointment_faults(start, end, values.get("valid_to"), self.rules[TERM[self.kind]])
        return [replace(one, about="term_to") for one in found]

    def _compare(self, row: Row, stored: Any) -> str:
        """A row about a qualification that is there: its card must be the same one; the rest may bring news."""
        values, number = row.values, row.values.get("card_number")
        ends = ends_of(values, self.rules[VALIDITY[self.kind]])
        if number and stored.card_number and number != stored.card_number:
            row.findings += self._contradiction("card_number", _("证卡编号"), number, stored.card_number)
        elif number and stored.card_number and ends and stored.valid_to not in (ends, NO_CARD):
            about = "valid_to" if values.get("valid_to") else "issued_on"
            if stored.ended_on is not None:
                row.findings += rules.refused(self.rules["PPL-ASR-066"], "card_number", found=_("证卡已撤回或换发"))
            elif ends > stored.valid_to:
                row.findings += self.rules["PPL-ASR-066"].found(
                    about, Severity.WARN, found=ends.isoformat(), expected=stored.valid_to.isoformat())  # fmt: skip
            else:
                row.findings += self._contradiction(about, _("有效期至"), ends.isoformat(), stored.valid_to.isoformat())
        fields = [*PERSON_FIELDS, "sex", *QUALIFICATION_FIELDS]
        news = any(values.get(name) is not None and values[name] != getattr(stored, name) for name in fields)
        new_card = bool(number) and (not stored.card_number or (ends or stored.valid_to) != stored.valid_to)
        more = set(split_occupations(values.get("occupations"))) - set(self._known.occupations.get(stored.id, ()))
        new_term = term_of(values) not in (None, *self._known.terms.get(stored.id, ()))
        return CHANGED if news or new_card or new_term or (more and self.kind == ASSESSOR) else UNCHANGED

    def _compare_fresh(self, row: Row, fresh: dict[str, Any] | None) -> str:
        assert fresh is not None
        number = row.values.get("card_number")
        if number and fresh["values"].get("card_number") and number != fresh["values"]["card_number"]:
            row.findings += self._contradiction("card_number", _("证卡编号"), number, fresh["values"]["card_number"])
        for name in ("issued_on", "valid_to"):
            found, expected = row.values.get(name), fresh["values"].get(name)
            if found and expected and found != expected:
                row.findings += self._contradiction(name, _("有效期"), found.isoformat(), expected.isoformat())
        return CHANGED

    def _contradiction(self, about: str, label: str, found: str, expected: str) -> list[Finding]:
        return self.rules["SYS-014"].found(about, label=label, found=found, other=_("已登记的内容"), expected=expected)

    # -- taking -------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        key = self._key(row.values)
        stored = self._known.stored.get(key)
        self._names[key[0]] = row.values["name"]
        if row.values.get("card_number"):
            self._known.owner_of[row.values["card_number"]] = key
        if stored is not None:
            self._changes.append((stored.id, row))
            return
        identity = read_identity(key[0], self.context.today)
        fresh = self._fresh.setdefault(key, {"values": {}, "grade": key[1], "occupations": [], "row": row, "identity": identity})
        fresh["values"] = fresh["values"] | row.values
        fresh["occupations"] += [one for one in split_occupations(row.values.get("occupations")) if one not in fresh["occupations"]]

    def tally(self) -> dict[str, int]:
        return {"people": len(self._ids - {""}), "cards": len(self._cards - {""})}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for qualification_id, row in self._changes:
            _Change(unit, unit.db.get_one(Qualification, qualification_id), row.values, self.kind).apply()
        for one in self._fresh.values():
            if one["values"]["id_no"] in self._known.people:  # known from another register: what the row adds is kept
                bring_news(unit.db.get_one(Person, self._known.people[one["values"]["id_no"]][0]), (*PERSON_FIELDS, "sex"), one["values"])
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        _Bulk(unit, self.kind, self._known.people).write(list(self._fresh.values()))
        return updated


def bring_news(record: Any, names: Iterable[str], values: dict[str, Any]) -> None:
    """A missing value never erases one."""
    for name in names:
        if values.get(name) is not None:
            setattr(record, name, values[name])


class _Change:
    """What one row brings to a qualification that is there. A missing value never erases one."""

    def __init__(self, unit: Unit, qualification: Qualification, values: dict[str, Any], kind: str):
        self.unit, self.qualification, self.values, self.kind = unit, qualification, values, kind

    def apply(self) -> None:
        bring_news(self.qualification.person, (*PERSON_FIELDS, "sex"), self.values)
        bring_news(self.qualification, QUALIFICATION_FIELDS, self.values)
        held = {one.occupation for one in self.qualification.occupations}
        for occupation in split_occupations(self.values.get("occupations")) if self.kind == ASSESSOR else []:
            if occupation not in held:
                self.unit.db.add(QualifiedOccupation(qualification=self.qualification, occupation=occupation, added_on=self.unit.today))
        if self.values.get("card_number"):
            self._card()
        term = term_of(self.values)
        if term and term not in {(one.starts_on, one.ends_on) for one in self.qualification.appointments}:
            self.unit.db.add(Appointment(qualification=self.qualification, sort_name=self.qualification.sort_name,
                                         starts_on=term[0], ends_on=term[1]))  # fmt: skip

    def _card(self) -> None:
        q, number = self.qualification, self.values["card_number"]
        ends = ends_of(self.values, self.unit.rules[VALIDITY[self.kind]])
        if q.card_number == number and (ends is None or ends == q.valid_to):
            return
        card = next((card for card in q.cards if card.number == number), None)
        if card is None:
            card = Card(qualification=q, kind=self.kind, number=number, issued_on=self.values.get("issued_on"))
            self.unit.db.add(card)
        if ends:
            first = q.valid_to == NO_CARD  # no validity is known yet: this is no renewal
            start = self.values.get("issued_on") if first else rules.renewal_start(q.valid_to, q.valid_to)
            card.terms.append(CardTerm(starts_on=start, ends_on=ends, judged_by=self.unit.rules.versions(VALIDITY[self.kind])))
        q.card_number, q.valid_to, q.valid_from = number, ends or NO_CARD, q.valid_from or self.values.get("issued_on")


class _Bulk:
    """Writes new people, qualifications, occupations, cards, terms, appointments and their search lines in a few statements."""

    def __init__(self, unit: Unit, kind: str, people: dict[str, tuple[int, str]]):
        self.unit, self.kind, self.people = unit, kind, people
        self.stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        self.validity = unit.rules[VALIDITY[kind]]
        self.judged_by = unit.rules.versions(VALIDITY[kind])
        self.rows: dict[Any, list[dict[str, Any]]] = {
            table: [] for table in (Person, Qualification, QualifiedOccupation, Card, CardTerm, Appointment)
        }
        self.lines: list[Line] = []

    def write(self, fresh: list[dict[str, Any]]) -> None:
        newcomers = list(dict.fromkeys(one["values"]["id_no"] for one in fresh if one["values"]["id_no"] not in self.people))
        ids = dict(zip(newcomers, fresh_ids(self.unit, Person, len(newcomers)), strict=True))
        made = set()
        for qualification_id, one in zip(fresh_ids(self.unit, Qualification, len(fresh)), fresh, strict=True):
            values = one["values"]
            id_no = values["id_no"]
            if id_no in ids and id_no not in made:
                made.add(id_no)
                self.rows[Person].append(self._person(ids[id_no], values, one["identity"]))
            person_id = ids.get(id_no) or self.people[id_no][0]
            self._qualification(qualification_id, person_id, values, one)
        self._cards_get_ids()
        connection = self.unit.db.connection()
        for table, rows in self.rows.items():
            insert_many(connection, table.__table__, rows)
        put_lines(connection, self.lines)

    def _person(self, id_: int, values: dict[str, Any], identity: Identity) -> dict[str, Any]:
        return {
            "id": id_, "id_kind": identity.kind, "id_no": identity.number, "name": values["name"], "sort_name": sort_key(values["name"]),
            "sex": values.get("sex") or identity.sex or None, "birth": identity.birth,
            **{name: values.get(name) for name in PERSON_FIELDS}, **self.stamp,
        }  # fmt: skip

    def _qualification(self, id_: int, person_id: int, values: dict[str, Any], one: dict[str, Any]) -> None:
        issued, number = values.get("issued_on"), values.get("card_number") or ""
        ends, grade = ends_of(values, self.validity), one["grade"]
        row: Row = one["row"]
        self.rows[Qualification].append({
            "id": id_, "person_id": person_id, "kind": self.kind, "grade": grade, "sort_name": sort_key(values["name"]),
            **{name: values.get(name) for name in QUALIFICATION_FIELDS}, "card_number": number, "valid_from": issued,
            "valid_to": ends if number and ends else NO_CARD, "source_row": f"{row.sheet}!{row.number}", **self.stamp,
        })  # fmt: skip
        if self.kind == ASSESSOR:
            self.rows[QualifiedOccupation] += [
                {"qualification_id": id_, "occupation": occupation, "added_on": self.unit.today, **self.stamp}
                for occupation in one["occupations"]
            ]
        if number:
            self.rows[Card].append({"qualification_id": id_, "kind": self.kind, "number": number, "issued_on": issued, "reprints": 0,
                                    "ends": ends, **self.stamp})  # fmt: skip
        if term_of(values):
            self.rows[Appointment].append({"qualification_id": id_, "sort_name": sort_key(values["name"]), "starts_on": values["term_from"],
                                           "ends_on": values["term_to"], **self.stamp})  # fmt: skip
        words = [values["name"], *initials(values["name"]), values["id_no"], values.get("phone") or "", number]
        self.lines.append(Line(REGISTER_OF[self.kind], id_, f"{values['name']} {ANY_GRADE.show(grade)}", words))

    def _cards_get_ids(self) -> None:
        for id_, card in zip(fresh_ids(self.unit, Card, len(self.rows[Card])), self.rows[Card], strict=True):
            card["id"] = id_
            ends = card.pop("ends")
            if ends:
                self.rows[CardTerm].append({"card_id": id_, "starts_on": card["issued_on"], "ends_on": ends, "decision": "",
                                            "judged_by": self.judged_by, **self.stamp})  # fmt: skip
