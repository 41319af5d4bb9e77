"""Custodians are named and hand over; who leaves hands over first (PPL-ORG-008)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.kinds import Choice, Day, Text
from models.core.roles import DIRECTOR, GENERAL
from models.core.search import SEARCHED, Line
from models.people.declaring import people_named, person_faults
from models.people.organisation.tables import OPEN, Custody
from models.people.staff.queries import on_duty
from models.people.staff.tables import StaffPost
from models.people.tables import Person
from resources.texts import _

Findings = Iterator[Finding]
REGISTER = "people.custody"
KIND = Choice({
    "upload": _("上传账号、密码和证书"), "bank": _("题库账号和密码"), "platform": _("平台账号和密码"), "seal": _("印章"), "secret": _("涉密试卷和磁介质"),
    "device": _("设备"), "fire": _("消防器材"), "archive": _("档案"), "certificate": _("证书"), "other": _("其他"),
})  # fmt: skip


def find_custody(db: Session, text: str) -> Sequence[Custody]:
    """By thing, or by the custodian's name; who is in charge first."""
    words = text.strip()
    found = select(Custody).join(Person).where((Custody.thing == words) | (Person.name == words))
    return list(db.scalars(found.order_by(Custody.ended_on.desc(), Custody.id.desc())))


CUSTODY = Subject("custody", _("专人保管"), Custody, find_custody)
_PERSON = Param("person", _("保管人"), Text(60), help=_("姓名、身份证号或证卡编号"))
_ON = Param("on", _("日期"), Day(), default=lambda context, _record: context.today)
_LISTED = Param("listed", _("移交清单"), Text(400, 3), required=False)


def kept_by(db: Session, person_id: int) -> list[str]:
    """The things a person is in charge of."""
    return list(db.scalars(select(Custody.thing).where(Custody.person_id == person_id, Custody.ended_on == OPEN).order_by(Custody.id)))


def leaves_behind(context: Context, person_id: int) -> list[Finding]:
    """PPL-ORG-008: what somebody who leaves is still in charge of."""
    things = kept_by(context.db, person_id)
    return context.rules["PPL-ORG-008"].found("", found="、".join(things), expected=_("已交接")) if things else []


def _begin(unit: Unit, person: str, **facts: Any) -> Findings:
    found = people_named(unit.db, person)
    faults = person_faults(found, person)
    yield from faults
    if not faults:
        unit.add(Custody(person_id=found[0].id, sort_name=found[0].sort_name, **facts))


@command("people.name_custodian", _("指定保管人"), only=frozenset({DIRECTOR}), rules=("PPL-ORG-008", "SYS-002", "SYS-005"), params=(
    Param("kind", _("类别"), KIND), Param("thing", _("保管物"), Text(80), help=_("哪个账号、哪枚印章、哪个柜子")), _PERSON, _ON, _LISTED,
    Param("document", _("文号"), Text(60), required=False),
))  # fmt: skip
def name_custodian(unit: Unit, kind: str, thing: str, person: str, on: date, listed: str | None, document: str | None) -> Findings:
    """The one custodian of a thing; where there is one already, it is handed over instead."""
    held = unit.db.scalar(select(Custody).where(Custody.thing == thing, Custody.ended_on == OPEN))
    if held is not None:
        yield from unit.rules["SYS-002"].found("thing", label=_("保管物"), found=held.person.name, expected=_("办理交接"))
        return
    yield from _begin(unit, person, kind=kind, thing=thing, starts_on=on, listed=listed or "", document=document or "")


def _in_charge(context: Context, one: Custody) -> Findings:
    if one is not None and one.ended_on != OPEN:
        yield from context.rules["SYS-002"].found("", label=CUSTODY.label, found=one.ended_on, expected=_("现任保管人"))


@command("people.hand_over_custody", _("办理交接"), subject=CUSTODY, only=frozenset({DIRECTOR, GENERAL}), guard=_in_charge,
         rules=("PPL-ORG-008", "SYS-002", "SYS-005", "SYS-014"), params=(
    Param("person", _("接收人"), Text(60), help=_("姓名、身份证号或证卡编号")), Param("witness", _("监交人"), Text(60)), _ON, _LISTED,
    Param("document", _("文号"), Text(60), required=False),
))  # fmt: skip
def hand_over(unit: Unit, one: Custody, person: str, witness: str, on: date, listed: str | None, document: str | None) -> Findings:
    """From one custodian to the next on one day, with a third as witness; the old line ends the day before."""
    if on <= one.starts_on:
        yield from unit.rules["SYS-014"].found("on", label=_("日期"), found=on, other=_("开始日期"), expected=f"> {one.starts_on}")
    meant = [each.name for each in people_named(unit.db, person)]
    if one.person.name in meant or witness in (one.person.name, *meant):
        yield from unit.rules["SYS-002"].found("person", label=_("接收人"), found=person, expected=_("移交、接收、监交各为一人"))
    one.ended_on = on - DAY
    yield from _begin(unit, person, kind=one.kind, thing=one.thing, starts_on=on, before_id=one.id, witness=witness, listed=listed or "",
                      document=document or "")  # fmt: skip


_LEFT = select(StaffPost.person_id, func.max(StaffPost.ended_on).label("day")).group_by(StaffPost.person_id).subquery()
_ORPHANED = select(Custody.id, Custody.thing, Person.name, _LEFT.c.day).join(Custody.person).join(_LEFT, _LEFT.c.person_id == Custody.person_id).where(
    Custody.ended_on == OPEN, Custody.person_id.not_in(select(StaffPost.person_id).where(on_duty(bindparam("today")))), _LEFT.c.day.is_not(None))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """Things whose custodian has left: held no post any more since a day, and hands over from that day (PPL-ORG-008)."""
    rule = context.rules["PPL-ORG-008"]
    if not rule.active:
        return
    for key, thing, name, day in context.rows(_ORPHANED, today=context.today):
        yield DueItem("people", REGISTER, key, thing, f"{thing} {name}", day, rule.id, _("交接给新的保管人"), GENERAL, _("专人保管"))


def lines(_db: Session, one: Custody) -> list[Line]:
    from models.core.names import initials

    return [Line(REGISTER, one.id, f"{one.thing} {one.person.name}", [one.thing, one.person.name, *initials(one.person.name)])]


SEARCHED |= {Custody: lines}
AREAS["people.custody"] = due
