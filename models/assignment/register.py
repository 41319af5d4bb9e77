"""How assignments are listed."""

from typing import Any

from models.assessment.exams import queries as exams
from models.assessment.exams.register import GROUP
from models.assessment.exams.terms import DUTY
from models.assignment import scene
from models.assignment.queries import TEAMS, find_assignment
from models.assignment.tables import Assignment, SceneRecord
from models.assignment.terms import (
    ACCEPTED,
    ASSESSING,
    ATTENDED,
    DISPATCHED,
    EXCUSED,
    NO_SHOW,
    PROPOSED,
    REFUSED,
    STATE,
    TONE,
    WITHDRAWN,
)
from models.core.centre import Context
from models.core.kinds import Code, Day, Flag, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

_LEFT = ("assignment.substitute",)
_FITS = {
    PROPOSED: ("assignment.withdraw", "assignment.excuse"), ATTENDED: ("assignment.write_record", "assignment.answer_checklist", "assignment.withdraw"),
    DISPATCHED: ("assignment.accept", "assignment.refuse", "assignment.excuse", "assignment.note_absence", "assignment.withdraw"),
    ACCEPTED: ("assignment.attend", "assignment.excuse", "assignment.note_absence", "assignment.refuse", "assignment.withdraw"),
    EXCUSED: _LEFT, REFUSED: _LEFT, NO_SHOW: _LEFT, WITHDRAWN: ("assignment.substitute", "assignment.decide_ground"),
}  # fmt: skip


def _fits(_context: Context, one: Assignment) -> tuple[str, ...]:
    return _FITS[one.state]


def _not_done(context: Context, one: Assignment) -> str:
    check = scene.check_of(context.db, one.id)
    words = scene.duties(one.session.batch.profile)
    return "、".join(words.get(code, code) for code in check.not_done) if check else ""


def _open_duties(context: Context, one: Assignment) -> int | None:
    check = scene.check_of(context.db, one.id)
    return len(scene.unanswered(one.session.batch.profile, check)) if one.state == ATTENDED and one.post in ASSESSING else None


def _related(_context: Context, one: Any) -> list[tuple[str, str, int]]:
    return [(one.session.code, exams.SESSIONS, one.session_id)]


declare(Register(
    TEAMS, _("派遣"), Assignment, row=14, order="starts_on", descending=True, area="assignment", group=GROUP, joins=("person", "session", "room"),
    fields=(
        Field("starts_on", _("日期"), Day(), column=Assignment.starts_on, sort=True, width=100),
        Field("session", _("场次"), Code(48), path="session.code", width=120),
        Field("name", _("姓名"), PersonName(), "person.name", column=Assignment.sort_name, sort=True, width=90),
        Field("post", _("岗位"), DUTY, width=120), Field("room", _("考场"), Code(20), path="room.code", width=70),
        Field("state", _("状态"), STATE, width=100, tone=lambda _context, one: TONE.get(one.state, "plain")),
        Field("declared_clear", _("申明无回避情形"), Flag(), width=110), Field("dispatched_on", _("派遣日期"), Day(), width=100),
        Field("answered_on", _("答复日期"), Day(), listed=False), Field("arrived_at", _("到岗时间"), Moment(), listed=False),
        Field("why", _("原因"), Text(200), listed=False), Field("letter", _("派遣文号"), Text(60), listed=False),
        Field("lot_seed", _("抽签号"), Whole(), listed=False), Field("found_on", _("发现日期"), Day(), listed=False),
        Field("not_done", _("没有做到的职责"), Text(), compute=_not_done, listed=False),
        Field("open_duties", _("未核对的职责"), Whole(), compute=_open_duties, listed=False),
        Field("decision", _("处理决定"), Text(200), listed=False), Field("decided_on", _("决定日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("状态"), STATE.options, lambda option, _day: Assignment.state == option),
            Facet("post", _("岗位"), DUTY.options, lambda option, _day: Assignment.post == option)),
    actions=("assignment.accept", "assignment.attend", "assignment.write_record", "assignment.answer_checklist",
             "assignment.excuse", "assignment.refuse", "assignment.note_absence", "assignment.withdraw",
             "assignment.substitute", "assignment.decide_ground"),
    fits=_fits, forms=("F-DISPATCH-ASSESSOR", "F-AVOID", "F-SCENE-RECORD"), describe=lambda one: f"{one.person.name} {DUTY.show(one.post)}",
    subtitle=lambda _context, one: f"{one.session.code} · {STATE.show(one.state)}", related=_related, find=find_assignment,
))  # fmt: skip


def _step(context: Context, one: SceneRecord) -> str | None:
    known = scene.moves_of(context.db, one.session_id)
    return next((each for each in reversed(list(scene.STEP.options)) if each in known), None)


def _way(context: Context, one: SceneRecord) -> str:
    """The hand-overs of the session's forms, one a line."""
    moves = scene.moves_of(context.db, one.session_id).values()
    return "\n".join(f"{move.at:%m-%d %H:%M} {scene.STEP.show(move.step)} {move.count} {move.giver} → {move.receiver}" for move in moves)


declare(Register(
    scene.RECORDS, _("现场考评记录"), SceneRecord, row=14, order="name", area="assignment", group=GROUP, joins=("session", "assignment.person"),
    fields=(
        Field("name", _("姓名"), PersonName(), "assignment.person.name", column=SceneRecord.sort_name, sort=True, width=90),
        Field("session", _("场次"), Code(48), path="session.code", width=120), Field("starts_at", _("开考时间"), Moment(), path="session.starts_at", width=130),
        Field("signed_on", _("考评员签字日期"), Day(), width=110), Field("opinion_by", _("督导员"), PersonName(), width=90),
        Field("opinion_on", _("督导员签字日期"), Day(), width=110), Field("step", _("环节"), scene.STEP, compute=_step, width=140),
        Field("said", _("场地设施设备检测工具准备情况及考核情况"), Text(4000, 6), listed=False),
        Field("opinion", _("对鉴定过程的总体评价"), Text(2000, 4), listed=False), Field("way", _("交接记录"), Text(2000, 4), compute=_way, listed=False),
    ),
    actions=("assignment.give_opinion", "assignment.hand_over_records"), forms=("F-SCENE-RECORD",),
    describe=lambda one: f"{one.assignment.person.name} {_('现场考评记录')}", subtitle=lambda _context, one: one.session.code,
    related=lambda _context, one: [(one.session.code, exams.SESSIONS, one.session_id)], find=scene.find_record,
))  # fmt: skip
