"""A session from its preparation to its end: what is ticked, made ready, started, delayed, ended."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.assessment.exams import queries, rules, rules_day
from models.assessment.exams.arranging import Findings, wrong
from models.assessment.exams.hooks import END, READY, START, demanded
from models.assessment.exams.subjects import SEAT, SESSION
from models.assessment.exams.tables import ExamSession, Room, Seat, StepDone
from models.assessment.exams.terms import DUTY, REVIEW, SKILL, Step, preparation, timeline
from models.assessment.plans.steps import require, rules_of
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Flag, Moment, PersonName, Text, Whole
from resources.texts import _

# What each step of preparation keeps; a step that is not done is pointed out when the session is made ready.
PREPARED = ("ASM-VEN-005", "ASM-VEN-007", "ASM-VEN-008", "ASM-VEN-009", "ASM-VEN-011", "ASM-VEN-014", "ASM-VEN-015", "ASM-VEN-016", "ASM-VEN-017",
            "ASM-ROM-011", "ASM-ROM-012", "ASM-ROM-013", "ASM-STF-012", "ASM-PAP-021", "ASM-ATT-015")  # fmt: skip
# What is kept with a step of the day.
KEPT = ("ASM-VEN-019", "ASM-PAP-006", "ASM-PAP-009", "ASM-PAP-010", "ASM-PAP-013", "ASM-PAP-014", "ASM-PAP-017", "ASM-PAP-018", "ASM-DAY-004",
        "ASM-ATT-004", "ASM-ATT-005", "ASM-ATT-014")  # fmt: skip
_TICKED = {"rooms": Severity.WARN, "accepted": Severity.BLOCK}  # what a session does without only with a reason, and what not at all


def steps(profile: str, subject: str) -> dict[str, Step]:
    """Everything that is ticked for a session: what is prepared, then the timeline."""
    return {step.id: step for step in [*preparation(profile, subject), *timeline(profile, subject)]}


def _choices(_context: Context, one: Any) -> Mapping[str, str]:
    return {id_: step.words for id_, step in steps(one.batch.profile, one.subject).items()} if one is not None else {}


def _now(context: Context, _record: Any) -> datetime:
    return context.now


@command("assessment.tick_step", _("登记步骤"), subject=SESSION, row=36, rules=("ASM-DAY-001", "ASM-DAY-002", "ASM-DAY-003", *PREPARED, *KEPT), params=(
    Param("step", _("步骤"), Choice(), options=_choices), Param("done_at", _("完成时间"), Moment(), default=_now),
    Param("by_name", _("办理人"), PersonName(), default=lambda context, _record: context.actor.name),
    Param("is_fine", _("符合要求"), Flag(), default=True), Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def tick_step(unit: Unit, one: ExamSession, step: str, done_at: datetime, by_name: str, is_fine: bool, note: str | None) -> Findings:
    """ASM-DAY-001…003: a step was done at a time by a person. One found wanting is ticked again once it was put right."""
    own, planned = rules_of(unit, one.batch), steps(one.batch.profile, one.subject)[step]
    if planned.anchor:
        yield from rules_day.step_faults(planned, done_at, one.starts_at, queries.end_of(unit, one), note, own)
    stored = queries.steps_of(unit.db, one.id).get(step)
    if stored is None:
        unit.add(StepDone(session_id=one.id, step=step, done_at=done_at, by_name=by_name, is_fine=is_fine, note=note))
    else:
        stored.done_at, stored.by_name, stored.is_fine, stored.note = done_at, by_name, is_fine, note


# -- ready ----------------------------------------------------------------------------------------------------------


def unprepared(context: Context, one: ExamSession) -> Iterator[Finding]:
    """What stands against a session being ready, or is still missing: seats, rooms, people, steps of preparation."""
    own, rooms = rules_of(context, one.batch), queries.rooms_of(context.db, one.id)
    if not rooms:
        yield wrong("", _("座位"), _("未编排"), _("已编排座位的场次"))
        return
    for room, count in rooms:
        yield from rules.capacity_faults(count, room.kind, room.capacity, own["ASM-ROM-001"])
        yield from rules.spacing_faults(room.kind, room.spacing_cm, own["ASM-VEN-006"])
        if not room.has_camera:
            yield from own["ASM-VEN-013"].found("rooms", found=room.code)
    if one.subject == REVIEW:
        site = context.db.scalars(select(Room).where(Room.site == one.site)).all()
        seats = [own["ASM-VEN-016"].value("seats") or 0] if "answer_room" in queries.steps_of(context.db, one.id) else [0]
        yield from rules.review_faults([room.kind for room in site], seats, own["ASM-VEN-016"])
        minutes = int((one.ends_at - one.starts_at).total_seconds()) // 60
        yield from rules.defence_faults({room.code: count for room, count in rooms}, minutes, own["ASM-DAY-006"])
    posts = queries.posts_of(context.db, one.id)
    yield from rules.staffing_faults(queries.need_of(context.db, one), posts, own)
    lacking = [DUTY.show(duty) for duty in own["ASM-VEN-018"].value("duties") or () if duty not in {each.duty for each in posts}]
    if lacking:
        yield from own["ASM-VEN-018"].found("duties", list="、".join(lacking))
    yield from _not_ticked(context, one)
    yield from demanded(READY, context, one)


def _not_ticked(context: Context, one: ExamSession) -> Iterator[Finding]:
    own, done = rules_of(context, one.batch), queries.steps_of(context.db, one.id)
    for step in preparation(one.batch.profile, one.subject):
        ticked = done.get(step.id)
        if ticked is None or not ticked.is_fine:
            yield from own[step.rule].found("step", _TICKED.get(step.id, Severity.RECORD), found=step.words)


@command("assessment.ready_session", _("场次就绪"), subject=SESSION, row=36, params=(Param("at", _("时间"), Moment(), default=_now),), rules=(
    "ASM-VEN-006", "ASM-VEN-007", "ASM-VEN-011", "ASM-VEN-013", "ASM-VEN-016", "ASM-VEN-018", "ASM-ROM-001", "ASM-DAY-006", "ASM-STF-001", "ASM-STF-002",
    "ASM-STF-003", "ASM-STF-004", "ASM-STF-005", "ASM-STF-006", "ASM-STF-007", "ASM-STF-013", "PPL-EXM-019",
))  # fmt: skip
def ready_session(unit: Unit, one: ExamSession, at: datetime) -> Findings:
    """Rooms accepted, people complete, what must be prepared is: the session may start."""
    yield from unprepared(unit, one)
    one.ready_at = at


# -- start, delay, end ----------------------------------------------------------------------------------------------


def _may_start(context: Context, one: Any) -> Findings:
    if one is not None and (one.ready_at is None or one.started_at is not None):
        yield wrong("", _("场次"), _("未就绪") if one.ready_at is None else _("已开考"), _("已就绪、未开考的场次"))


@command("assessment.start_session", _("开考"), subject=SESSION, row=36, guard=_may_start,
         rules=("ASM-DAY-003", "ASM-VEN-011", "PPL-ASR-045", "PPL-ASR-114", "PPL-ASR-116", "PPL-EXM-014"),
         params=(Param("at", _("开考时间"), Moment(), default=_now),))  # fmt: skip
def start_session(unit: Unit, one: ExamSession, at: datetime) -> Findings:
    """ASM-DAY-003: not before the announced time."""
    if rules_day.minute(at) < one.starts_at:
        found, expected = rules_day.clock(at), rules_day.clock(one.starts_at)
        yield from rules_of(unit, one.batch)["ASM-DAY-003"].found("at", found=found, expected=expected)
    yield from demanded(START, unit, one)
    one.started_at = at


_DELAY = (
    Param("lost_from", _("中断起"), Moment()), Param("lost_to", _("中断止"), Moment()), Param("minutes", _("顺延分钟"), Whole(1, 600)),
    Param("why", _("原因"), Text(200, 3)), Param("decided_by", _("决定人"), PersonName()),
)  # fmt: skip


def _delay(unit: Unit, record: Any, batch: Batch, lost_from: datetime, lost_to: datetime, minutes: int, why: str, decided_by: str) -> Findings:
    own = rules_of(unit, batch)
    yield from rules_day.delay_faults(minutes, lost_from, lost_to, own["ASM-DAY-004"])
    yield from own["ASM-DAY-005"].found("minutes", found=_("{who} 决定顺延 {n} 分钟：{why}").format(who=decided_by, n=minutes, why=why))
    record.lost_minutes += minutes


@command("assessment.delay_session", _("登记延误"), subject=SESSION, row=36, rules=("ASM-DAY-004", "ASM-DAY-005"), params=_DELAY)
def delay_session(unit: Unit, one: ExamSession, why: str, **given: Any) -> Findings:
    """ASM-DAY-004, ASM-DAY-005: time lost for all is added to the end, not more than was lost."""
    yield from _delay(unit, one, one.batch, why=why, **given)
    one.lost_why = why


@command("assessment.delay_seat", _("登记工位延误"), subject=SEAT, row=36, rules=("ASM-DAY-004", "ASM-DAY-005"), params=_DELAY)
def delay_seat(unit: Unit, seat: Seat, **given: Any) -> Findings:
    """ASM-DAY-004: time lost at one workstation is added for its candidate."""
    if seat.session.subject != SKILL:
        yield wrong("", _("科目"), seat.session.subject, _("技能"))
        return
    yield from _delay(unit, seat, seat.session.batch, **given)


def _running(context: Context, one: Any) -> Findings:
    if one is not None and (one.started_at is None or one.ended_at is not None):
        yield wrong("", _("场次"), _("未开考") if one.started_at is None else _("已结束"), _("考试中的场次"))


@command("assessment.end_session", _("结束场次"), subject=SESSION, row=36, guard=_running,
         rules=("ASM-ATT-010", "ASM-DAY-003", "PPL-ASR-130", "PPL-ASR-180", "PPL-EXM-016"))  # fmt: skip
def end_session(unit: Unit, one: ExamSession) -> Findings:
    """Every room has its record: the session ended when its last room did."""
    rule, ends = rules_of(unit, one.batch)["ASM-ATT-010"], []
    for room, _count in queries.rooms_of(unit.db, one.id):
        record = queries.record_of(unit.db, one.id, room.id)
        if record is None:
            yield from rule.found("", list=_("{room} 考场记录").format(room=room.code))
        else:
            ends.append(record.ended_at)
    yield from demanded(END, unit, one)
    one.ended_at = max(ends, default=None)


# -- what a batch waits for -----------------------------------------------------------------------------------------


def _every(attribute: str, title: str) -> Any:
    """A check of a batch: each of its sessions has come so far."""

    def answer(context: Context, batch: Batch) -> Iterator[Finding]:
        sessions = queries.sessions_of(context.db, batch.id)
        behind = [one.code for one in sessions if getattr(one, attribute) is None]
        if behind:
            yield wrong("", _("场次"), "、".join(behind), title)

    return answer


for _event, _attribute, _title in (
    ("arrange", "arranged_on", _("已编排的场次")), ("ticket", "tickets_on", _("准考证已发的场次")), ("ready", "ready_at", _("已就绪的场次")),
    ("finish", "ended_at", _("已结束的场次")),
):  # fmt: skip
    require(_event, f"sessions_{_attribute}", _every(_attribute, _title))
