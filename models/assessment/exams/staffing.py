"""Who does what in a session: named people with a duty, their times apart, rooms drawn by lot where the region says so."""

import random
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from models.assessment.exams import queries, rules
from models.assessment.exams.arranging import Findings, not_begun, wrong
from models.assessment.exams.subjects import DUTY, SESSION
from models.assessment.exams.tables import Duty, ExamSession, Room
from models.assessment.exams.terms import DUTY as DUTIES
from models.assessment.exams.terms import SOURCE
from models.assessment.onsite.rules import arrival_by, late_faults
from models.assessment.plans.steps import rules_of
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Flag, Moment, PersonName, Phone, Text, Whole
from resources.texts import _


@command("assessment.assign_duty", _("安排人员"), subject=SESSION, row=35, guard=not_begun,
         rules=("PPL-EXM-030", "ASM-STF-006", "ASM-STF-013"), params=(
    Param("duty", _("岗位"), DUTIES), Param("name", _("姓名"), PersonName()), Param("room", _("考场编号"), Code(20), required=False, help=_("全场岗位留空")),
    Param("source", _("人员来源"), SOURCE, default="staff"), Param("is_senior", _("高级考评员"), Flag(), default=False),
    Param("employer", _("单位"), Text(80), required=False), Param("phone", _("联系电话"), Phone(), required=False),
))  # fmt: skip
def assign_duty(unit: Unit, one: ExamSession, duty: str, name: str, room: str | None, **given: Any) -> Findings:
    """A named person takes a duty. Times that overlap exclude each other (PPL-EXM-030), a supervisor is no examiner of the
    session (ASM-STF-006), an invigilator belongs to the staff or the examiners in sport (ASM-STF-013)."""
    own = rules_of(unit, one.batch)
    hall = _hall(unit, one, room)
    if room and hall is None:
        yield wrong("room", _("考场"), room, _("本场次的考场"))
        return
    yield from conflicts(unit, one, duty, name, hall)
    posts = [*queries.posts_of(unit.db, one.id), rules.Post(duty, name, room, given["source"], given["is_senior"])]
    yield from (each for each in rules.both_faults(posts, own["ASM-STF-006"]))
    yield from rules.source_faults(posts[-1:], own["ASM-STF-013"])
    unit.add(Duty(session_id=one.id, room_id=hall.id if hall else None, duty=duty, name=name, **given))


def _hall(unit: Unit, one: ExamSession, code: str | None) -> Room | None:
    return next((room for room, _count in queries.rooms_of(unit.db, one.id) if room.code == code), None)


def conflicts(context: Context, one: ExamSession, duty: str, name: str, hall: Room | None) -> Iterator[Finding]:
    """PPL-EXM-030: what else this person does at the time; the same duty in the same room is one too many."""
    rule = rules_of(context, one.batch)["PPL-EXM-030"]
    for other in queries.duties_of_person(context.db, name, one.starts_at, one.ends_at):
        same_place = other.session_id == one.id and other.room_id == (hall.id if hall else None)
        if same_place and other.duty != duty and rules.combinable(duty, other.duty, rule):
            continue
        if other.session_id == one.id and None in (other.room_id, hall and hall.id) and other.duty != duty and rules.combinable(duty, other.duty, rule):
            continue
        yield from rule.found("name", found=f"{name} {other.session.code} {DUTIES.show(other.duty)}")
        return


@command("assessment.relieve_duty", _("撤换人员"), subject=DUTY, row=35, rules=("ASM-STF-007",),
         params=(Param("ended_on", _("日期"), Day(), default=lambda context, _record: context.today),))  # fmt: skip
def relieve_duty(unit: Unit, duty: Duty, ended_on: date) -> Findings:
    """Somebody else will do it; the record stays."""
    duty.ended_on = ended_on
    yield from ()


@command("assessment.draw_invigilators", _("监考抽签"), subject=SESSION, row=35, guard=not_begun, rules=("ASM-ROM-005",),
         params=(Param("seed", _("抽签号"), Whole(1), required=False),))  # fmt: skip
def draw_invigilators(unit: Unit, one: ExamSession, seed: int | None) -> Findings:
    """ASM-ROM-005: the invigilators of a session are spread over its rooms by a seeded lot that is kept."""
    people = [each for each in queries.duties_of(unit.db, one.id) if each.duty in rules.INVIGILATORS]
    halls = [room for room, _count in queries.rooms_of(unit.db, one.id)]
    if not people or not halls:
        yield wrong("", _("监考员"), len(people), _("已编排考场和已安排的监考员"))
        return
    drawn = seed or unit.seq
    order = sorted(people, key=lambda each: each.id)
    random.Random(drawn).shuffle(order)
    for place, each in enumerate(order):
        each.room_id, each.drawn_by_lot = halls[place % len(halls)].id, drawn
    unit.db.flush()
    unit.value = {"seed": drawn, "people": len(order)}
    yield from rules_of(unit, one.batch)["ASM-ROM-005"].found("", found=drawn)


@command("assessment.sign_pledge", _("签承诺书"), subject=DUTY, row=36, rules=("ASM-STF-012",),
         params=(Param("pledged_on", _("签署日期"), Day(), default=lambda context, _record: context.today),))  # fmt: skip
def sign_pledge(unit: Unit, duty: Duty, pledged_on: date) -> Findings:
    """The pledge of an examiner, signed at the meeting before the exam."""
    duty.pledged_on = pledged_on
    yield from ()


@command("assessment.sign_in_staff", _("人员签到"), subject=DUTY, row=36, rules=("ASM-STF-012", "PPL-EXM-015"),
         params=(Param("arrived_at", _("到岗时间"), Moment(), default=lambda context, _record: context.now),))  # fmt: skip
def sign_in_staff(unit: Unit, duty: Duty, arrived_at: datetime) -> Findings:
    """ASM-STF-012: present on the day; in Chongqing an examiner signs the pledge first."""
    rule = rules_of(unit, duty.session.batch)["ASM-STF-012"]
    if rule.value("pledge") and duty.duty in rules.EXAMINERS and duty.pledged_on is None:
        yield wrong("pledged_on", _("承诺书"), _("未签"), _("先签承诺书"))
        yield from rule.found("", who=duty.name)
        return
    duty.arrived_at = arrived_at
    yield from _late(unit, duty)


def _late(context: Context, duty: Duty) -> list[Finding]:
    rule, one = rules_of(context, duty.session.batch)["PPL-EXM-015"], duty.session
    by = arrival_by(one.subject, duty.duty in rules.EXAMINERS, one.starts_at, rule)
    return late_faults(duty.arrived_at, by, duty.name, rule) if duty.arrived_at else []


def is_late(context: Context, duty: Duty) -> bool | None:
    """PPL-EXM-015: whether somebody came after the time the region sets; None before he came."""
    return bool(_late(context, duty)) if duty.arrived_at else None
