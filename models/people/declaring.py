"""People declare with whom they have an interest; anybody on duty may enter what comes out later (PPL-ASR-120, 122)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Day, IdNumber, PersonName, Text
from models.core.names import sort_key
from models.people import interests
from models.people.interests import INTEREST, SOURCE, TEACH_CLASS, TO_MATTERS, TO_PEOPLE
from models.people.queries import find_any_qualified, find_person
from models.people.tables import Person
from models.people.tables_interests import Interest
from resources.texts import _

Findings = Iterator[Finding]
INTERESTED = Subject("interest", _("利益关系"), Interest, interests.find_interest)


def people_named(db: Session, words: str) -> list[Person]:
    """The persons meant by a name, an identity number or a card number."""
    found = {one.id: one for one in find_person(db, words)}
    found |= {one.person_id: one.person for one in find_any_qualified(db, words)}
    return list(found.values())


def person_faults(found: list[Person], words: str, about: str = "person") -> list[Finding]:
    """Nobody of that name, or several who want their identity or card number."""
    if not found:
        return [Finding("SYS-005", Severity.BLOCK, about, {"label": _("人员"), "key": words})]
    if len(found) > 1:
        told = _("{n} 人同名").format(n=len(found))
        return [Finding("SYS-002", Severity.BLOCK, about, {"label": _("人员"), "found": told, "expected": _("身份证号或证卡编号")})]
    return []


def _wanting(kind: str, given: dict[str, Any]) -> Findings:
    """What a kind of interest must name."""
    needed = [("other_name", _("对方姓名"))] if kind in TO_PEOPLE else []
    needed += [("class_name", _("班级"))] if kind == TEACH_CLASS else []
    needed += [("matter", _("批次、案件或档号"))] if kind in TO_MATTERS else []
    for name, label in needed:
        if not given[name]:
            yield Finding("SYS-002", Severity.BLOCK, name, {"label": label, "found": "", "expected": label})


@command("people.declare_interest", _("申报利益关系"), row=1, letters="C", rules=("PPL-ASR-120", "SYS-002", "SYS-014"), params=(
    Param("person", _("申报人"), Text(60), help=_("姓名、身份证号或证卡编号")), Param("kind", _("关系"), INTEREST),
    Param("other_name", _("对方姓名"), PersonName(), required=False), Param("other_id_no", _("对方身份证号"), IdNumber(), required=False),
    Param("class_name", _("班级"), Text(60), required=False, help=_("任教班级，与考生的培训班同名")),
    Param("matter", _("批次、案件或档号"), Text(60), required=False),
    Param("from_on", _("起"), Day(), required=False), Param("to_on", _("止"), Day(), required=False, help=_("仍在继续的留空")),
    Param("source", _("来源"), SOURCE, default="own"), Param("declared_on", _("申报日期"), Day(), default=lambda context, _record: context.today),
    Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def declare_interest(unit: Unit, person: str, kind: str, from_on: date | None, to_on: date | None, **given: Any) -> Findings:
    """A tie of a person of the centre to another person, a class or a matter. from_on, to_on: inclusive, None is open."""
    found = people_named(unit.db, person)
    wrong = [*person_faults(found, person), *_wanting(kind, given)]
    if from_on and to_on and to_on < from_on:
        wrong += unit.rules["SYS-014"].found("to_on", label=_("止"), found=to_on, other=_("起"), expected=f"≥ {from_on}")
    yield from wrong
    if wrong:
        return
    given["class_name"] = given["class_name"].strip() if given["class_name"] else None
    unit.add(Interest(person_id=found[0].id, sort_name=sort_key(found[0].name), kind=kind, from_on=from_on, to_on=to_on, **given))


def _stands(context: Context, one: Interest) -> Findings:
    if one is not None and one.ended_on is not None:
        yield Finding("SYS-002", Severity.BLOCK, "", {"label": _("利益关系"), "found": str(one.ended_on), "expected": _("仍有效的申报")})


@command("people.end_interest", _("撤销申报"), subject=INTERESTED, row=1, letters="C", guard=_stands, rules=("PPL-ASR-120",), params=(
    Param("why", _("原因"), Text(200), help=_("如登记有误；关系终止的请填写“止”日期")),
    Param("ended_on", _("日期"), Day(), default=lambda context, _record: context.today),
))  # fmt: skip
def end_interest(unit: Unit, one: Interest, why: str, ended_on: date) -> Findings:
    """A declaration that was wrong no longer counts; it stays in the register."""
    one.ended_on, one.ended_why = ended_on, why
    yield from ()


@command("people.close_interest", _("登记关系终止"), subject=INTERESTED, row=1, letters="C", guard=_stands, rules=("PPL-ASR-120", "SYS-014"),
         params=(Param("to_on", _("止"), Day(), default=lambda context, _record: context.today),))  # fmt: skip
def close_interest(unit: Unit, one: Interest, to_on: date) -> Findings:
    """The last day of a relation; a taught class still counts for the window of PPL-ASR-120."""
    if one.from_on and to_on < one.from_on:
        yield from unit.rules["SYS-014"].found("to_on", label=_("止"), found=to_on, other=_("起"), expected=f"≥ {one.from_on}")
    one.to_on = to_on
