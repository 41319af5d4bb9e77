"""What may be done with teams: assign, draw by lot, dispatch, answer, leave, attend, stand in, decide."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from models.assessment.exams import queries as exams
from models.assessment.exams.arranging import not_begun, wrong
from models.assessment.exams.rules import EXAMINERS
from models.assessment.exams.staffing import assign_duty
from models.assessment.exams.subjects import SESSION
from models.assessment.exams.tables import Duty, ExamSession
from models.assessment.exams.terms import DUTY
from models.assignment import facts, guard, lot, queries
from models.assignment.tables import Assignment
from models.assignment.terms import (
    ACCEPTED,
    ASSESSING,
    ATTENDED,
    DISPATCHED,
    EXCUSED,
    NO_SHOW,
    OPEN,
    PROPOSED,
    REFUSED,
    STATE,
    SUPERVISING,
    WITHDRAWN,
)
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Code, Day, Flag, Moment, Text, Whole
from models.core.names import sort_key
from models.core.roles import DIRECTOR
from models.people.declaring import people_named, person_faults
from models.people.interests import INTEREST
from models.people.tables import Person
from models.people.tables_interests import Interest
from resources.texts import _

Findings = Iterator[Finding]
SENT = Subject("assignment", _("派遣"), Assignment, queries.find_assignment)
GUARDED = ("PPL-ASR-002", "PPL-ASR-003", "PPL-ASR-022", "PPL-ASR-065", "PPL-ASR-105", "PPL-ASR-109", "PPL-ASR-110", "PPL-ASR-111", "PPL-ASR-120",
           "PPL-ASR-121", "PPL-ASR-124", "PPL-ASR-150", "PPL-SUP-015", "PPL-SUP-023", "PPL-SUP-030", "PPL-SUP-031", "PPL-EXM-011", "PPL-EXM-012",
           "PPL-EXM-030")  # fmt: skip
_LETTER = Param("letter", _("派遣文号"), Text(60), required=False, help=_("由上级中心派遣的必填"))


def in_state(*states: str) -> Callable[[Context, Any], Findings]:
    """A guard: the assignment stands in one of these states."""

    def stands(_context: Context, one: Any) -> Findings:
        if one is not None and one.state not in states:
            yield wrong("", _("派遣"), STATE.show(one.state), "、".join(STATE.show(state) for state in states))

    return stands


@command("assignment.assign", _("派遣人员"), subject=SESSION, row=14, guard=not_begun, rules=GUARDED, params=(
    Param("person", _("人员"), Text(60), help=_("姓名、身份证号或证卡编号")), Param("post", _("岗位"), DUTY, default="assessor"),
    Param("room", _("考场编号"), Code(20), required=False, help=_("全场岗位留空")), _LETTER,
))  # fmt: skip
def assign(unit: Unit, one: ExamSession, person: str, post: str, room: str | None, letter: str | None) -> Findings:
    """One person takes one post; every rule is asked at once. room: its code, None is the whole session."""
    found = people_named(unit.db, person)
    faults = [*person_faults(found, person), *_sender(unit, post, letter)]
    yield from faults
    if not faults:
        yield from _place(unit, one, found[0], post, room, letter)


def _sender(unit: Unit, post: str, letter: str | None) -> list[Finding]:
    """PPL-ASR-111: where the higher centre sends, its letter is recorded and nobody is chosen here."""
    return [] if letter or post not in (*ASSESSING, *SUPERVISING) else unit.rules["PPL-ASR-111"].found("letter", found=_("无派遣文号"))


def _place(unit: Unit, one: ExamSession, person: Person, post: str, room: str | None, letter: str | None, **more: Any) -> Findings:
    hall = next((each for each, _count in exams.rooms_of(unit.db, one.id) if each.code == room), None) if room else None
    found = guard.judge(facts.fellows(unit, one, post, [person.id])[0], post, facts.target_of(unit, one, hall.id if hall else None), unit.rules)
    yield from found
    if blocked(found):
        return
    yield from _write(unit, one, person, post, room, letter, **more)


def _write(unit: Unit, one: ExamSession, person: Person, post: str, room: str | None, letter: str | None, **more: Any) -> Findings:
    senior = any(each.grade == guard.SENIOR and each.ended_on is None for each in person.qualifications)
    source = "assessor" if post in EXAMINERS else "staff"
    written = list(assign_duty(unit, one, duty=post, name=person.name, room=room, source=source, is_senior=senior,
                               employer=person.employer, phone=person.phone) or ())  # fmt: skip
    faults = [each for each in written if isinstance(each, Finding)]
    yield from faults
    unit.db.flush()
    duty = next((each for each in reversed(exams.duties_of(unit.db, one.id)) if each.name == person.name and each.duty == post), None)
    if duty is not None and not blocked(faults):
        made = Assignment(session_id=one.id, person_id=person.id, sort_name=sort_key(person.name), room_id=duty.room_id, post=post, state=PROPOSED,
                          starts_on=one.starts_at.date(), duty_id=duty.id, letter=letter, **more)  # fmt: skip
        unit.add(made)


@command("assignment.propose_team", _("抽签组成考评小组"), subject=SESSION, row=14, letters="C", guard=not_begun, rules=GUARDED, params=(
    Param("size", _("人数"), Whole(1, 60), required=False, help=_("留空则按规定人数")),
    Param("seed", _("抽签号"), Whole(1), required=False, help=_("同一抽签号得到同一小组；留空由程序给出")),
))  # fmt: skip
def propose_team(unit: Unit, one: ExamSession, size: int | None, seed: int | None) -> Findings:
    """A whole valid team by a seeded lot that is kept and can be drawn again, or none; nobody is drawn against whom anything stands."""
    yield from _sender(unit, "assessor", None)
    drawn_by, target = seed or unit.seq, facts.target_of(unit, one)
    here = [each for each in queries.team_of(unit.db, one.id) if each.post in ASSESSING]
    wanted = (size or target.size or 1) - len(here)
    team = lot.drawn(facts.fellows(unit, one, "assessor", most=None), target, unit.rules, wanted, drawn_by) if wanted > 0 and not here else []
    if len(team) < max(wanted, 1):
        told = _("可抽 {n} 人").format(n=len(team)) if team else _("没有可抽的小组")
        yield wrong("size", _("考评小组"), told, _("{n} 名符合条件的考评人员，含组长").format(n=max(wanted, 1)))
        return
    for fellow, post in team:
        yield from guard.judge(fellow, post, target, unit.rules)
        yield from _write(unit, one, unit.db.get_one(Person, fellow.id), post, None, None, lot_seed=drawn_by)
    unit.value = {"seed": drawn_by, "team": [fellow.name for fellow, _post in team], "wanted": wanted}
    unit.detail["lot"] = unit.value


@command("assignment.dispatch_team", _("派遣考评小组"), subject=SESSION, row=14, letters="A", guard=not_begun,
         rules=("PPL-ASR-104", "PPL-ASR-108", "PPL-ASR-109"), params=(
    _LETTER, Param("on", _("派遣日期"), Day(), default=lambda context, _record: context.today)))  # fmt: skip
def dispatch_team(unit: Unit, one: ExamSession, letter: str | None, on: date) -> Findings:
    """The team is complete and is sent: one leader, rotated. Everybody still stands before the rules as they are today."""
    team = queries.team_of(unit.db, one.id)
    target = facts.target_of(unit, one)
    examiners = [each for each in team if each.post in ASSESSING]
    leaders = [each for each in examiners if each.post == "leader"]
    if examiners and len({each.person_id for each in leaders}) != unit.rules["PPL-ASR-104"].value("count"):
        yield from unit.rules["PPL-ASR-104"].found("leader", found=_("组长 {n} 人").format(n=len(leaders)))
    yield from guard.rotation_faults(target.team, target.previous, unit.rules["PPL-ASR-109"])
    yield from guard.same_team_faults(target.team, target.previous, unit.rules["PPL-ASR-108"])
    waiting = [each for each in team if each.state == PROPOSED]
    if not waiting:
        yield wrong("", _("派遣"), _("没有拟派人员"), _("至少一名拟派人员"))
    for each in waiting:
        each.state, each.dispatched_on, each.letter = DISPATCHED, on, letter or each.letter


@command("assignment.accept", _("接受派遣"), subject=SENT, row=14, letters="C", guard=in_state(DISPATCHED), rules=("PPL-ASR-120", "PPL-ASR-122"), params=(
    Param("clear", _("申明无回避情形"), Flag(), required=False), Param("relation", _("回避关系"), INTEREST, required=False),
    Param("candidate", _("考生姓名"), Text(60), required=False), Param("on", _("答复日期"), Day(), default=lambda context, _record: context.today),
))  # fmt: skip
def accept(unit: Unit, one: Assignment, clear: bool | None, relation: str | None, candidate: str | None, on: date) -> Findings:
    """PPL-ASR-122: accepted with the declaration; who names a candidate is excused from this room and the relation is kept."""
    if candidate:
        kind = relation or "other"
        unit.add(Interest(person_id=one.person_id, sort_name=one.sort_name, kind=kind, other_name=candidate, source="own", declared_on=on))
        _leave(unit, one, EXCUSED, f"{INTEREST.show(kind)} {candidate}", on)
        return
    if not clear:
        yield from unit.rules["PPL-ASR-122"].found("clear", Severity.BLOCK, found=_("未申明"))
    one.state, one.declared_clear, one.answered_on = ACCEPTED, clear, on


def _leave(unit: Unit, one: Assignment, state: str, why: str, on: date) -> None:
    """Out of the team; the line on the exam day's staff list ends with it."""
    one.state, one.why, one.answered_on = state, why, on
    unit.db.get_one(Duty, one.duty_id).ended_on = on


_WHY = Param("why", _("原因"), Text(200))
_ON = Param("on", _("日期"), Day(), default=lambda context, _record: context.today)


@command("assignment.refuse", _("登记拒绝"), subject=SENT, row=14, letters="C", guard=in_state(DISPATCHED, ACCEPTED),
         rules=("PPL-ASR-150", "PPL-SUP-023"), params=(_WHY, _ON))  # fmt: skip
def refuse(unit: Unit, one: Assignment, why: str, on: date) -> Findings:
    """Refused without an accepted reason: counts in the run of missed dispatches."""
    _leave(unit, one, REFUSED, why, on)
    yield from ()


def _before_the_day(context: Context, one: Any) -> Findings:
    yield from in_state(*OPEN)(context, one)
    if one is not None and context.now >= one.session.starts_at and DIRECTOR not in context.actor.roles:
        yield wrong("", _("准假"), str(context.now), _("场次开始前；开始后由主任批准，或登记缺席"))


@command("assignment.excuse", _("准假"), subject=SENT, row=18, guard=_before_the_day, rules=("PPL-ASR-115", "PPL-ASR-150"), params=(_WHY, _ON))
def excuse(unit: Unit, one: Assignment, why: str, on: date) -> Findings:
    """Leave granted before the session begins; counts in no run. Afterwards only the director grants it, with a reason (PPL-ASR-115)."""
    if unit.now >= one.session.starts_at:
        yield from unit.rules["PPL-ASR-115"].found("on", Severity.WARN, found=str(unit.now), expected=_("场次开始前"))
    _leave(unit, one, EXCUSED, why, on)


@command("assignment.attend", _("登记到岗"), subject=SENT, row=14, letters="C", guard=in_state(DISPATCHED, ACCEPTED),
         rules=("PPL-ASR-122",), params=(Param("arrived_at", _("到岗时间"), Moment(), default=lambda context, _record: context.now),))  # fmt: skip
def attend(unit: Unit, one: Assignment, arrived_at: datetime) -> Findings:
    """The person came; who never declared about recusal cannot begin (PPL-ASR-122)."""
    if one.declared_clear is None:
        yield from unit.rules["PPL-ASR-122"].found("clear", Severity.BLOCK, found=_("未申明"))
    one.state, one.arrived_at = ATTENDED, arrived_at
    unit.db.get_one(Duty, one.duty_id).arrived_at = arrived_at


@command("assignment.note_absence", _("登记缺席"), subject=SENT, row=14, letters="C", guard=in_state(DISPATCHED, ACCEPTED),
         rules=("PPL-ASR-150", "PPL-SUP-023"), params=(_WHY, _ON))  # fmt: skip
def note_absence(unit: Unit, one: Assignment, why: str, on: date) -> Findings:
    """Did not come; counts in the run of missed dispatches."""
    _leave(unit, one, NO_SHOW, why, on)
    yield from ()


@command("assignment.withdraw", _("撤回派遣"), subject=SENT, row=14, guard=in_state(*OPEN, ATTENDED), rules=("PPL-ASR-123",), params=(
    _WHY, Param("undeclared", _("发现未申报的回避情形"), Flag(), default=False), _ON,
))  # fmt: skip
def withdraw(unit: Unit, one: Assignment, why: str, undeclared: bool, on: date) -> Findings:
    """The centre takes the assignment back. undeclared: a ground came out that was not declared; the head decides (PPL-ASR-123)."""
    _leave(unit, one, WITHDRAWN, why, on)
    if undeclared and unit.rules["PPL-ASR-123"].active:
        one.found_on = on
    yield from ()


def _undecided(_context: Context, one: Any) -> Findings:
    if one is not None and (one.found_on is None or one.decided_on is not None):
        yield wrong("", _("派遣"), STATE.show(one.state), _("待处理的未申报回避"))


@command("assignment.decide_ground", _("处理未申报回避"), subject=SENT, row=9, letters="A", guard=_undecided, rules=("PPL-ASR-123",), params=(
    Param("decision", _("处理决定"), Text(200)), _ON))  # fmt: skip
def decide_ground(unit: Unit, one: Assignment, decision: str, on: date) -> Findings:
    """Criticism or cancelling: the head's word about a ground that was not declared."""
    one.decision, one.decided_on = decision, on
    yield from ()


@command("assignment.substitute", _("临时替换"), subject=SENT, row=14, letters="C", guard=in_state(EXCUSED, REFUSED, NO_SHOW, WITHDRAWN),
         rules=GUARDED, params=(Param("person", _("替换人员"), Text(60)), _LETTER))  # fmt: skip
def substitute(unit: Unit, one: Assignment, person: str, letter: str | None) -> Findings:
    """Somebody else takes the place on the day, before the same rules."""
    found = people_named(unit.db, person)
    faults = [*person_faults(found, person), *_sender(unit, one.post, letter)]
    yield from faults
    if not faults:
        yield from _place(unit, one.session, found[0], one.post, one.room.code if one.room else None, letter, stands_in_for_id=one.id)


def withdraw_all(unit: Unit, person_id: int, since: date, why: str) -> int:
    """PPL-MIS-003: everything a person is still expected for or on duty at, from a day on (inclusive), is taken back; answers how many."""
    live = queries.serving(unit.db, person_id, since)
    for each in live:
        _leave(unit, each, WITHDRAWN, why[:200], unit.today)
    return len(live)
