"""How rooms, sessions and seats are listed."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from models.assessment.candidates.terms import AnyLevel
from models.assessment.exams import queries, terms
from models.assessment.exams.room_plan import RoomPlan
from models.assessment.exams.running import unprepared
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.register import BATCH_WORDS, CLEAR, ID_WORDS, LEVEL_WORDS, NAME_WORDS, READERS
from models.assessment.terms import Job
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, Flag, IdNumber, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

GROUP = _("评价")


def _counted(context: Context, one: ExamSession) -> int:
    return sum(count for _room, count in queries.rooms_of(context.db, one.id))


def _present(context: Context, one: ExamSession) -> str:
    found = queries.attendance(context.db, one.id).values()
    told = [sum(room.get(state, 0) for room in found) for state in (terms.PRESENT, terms.ABSENT)]
    return _("到 {a} 缺 {b}").format(a=told[0], b=told[1]) if any(told) else ""


STAGE = terms.Choice({
    "planned": _("待编排"), "arranged": _("已编排"), "ticketed": _("准考证已发"), "ready": _("就绪"), "running": _("考试中"), "ended": _("已结束"),
})  # fmt: skip


def stage_of(_context: Context, one: ExamSession) -> str:
    """How far a session is."""
    done = (("ended", one.ended_at), ("running", one.started_at), ("ready", one.ready_at), ("ticketed", one.tickets_on), ("arranged", one.arranged_on))
    return next((name for name, at in done if at), "planned")


_TONE = {"ended": "good", "running": "caution", "planned": "caution"}


def _stage(option: str, _day: date) -> ColumnElement[bool]:
    ended, running = ExamSession.ended_at.is_not(None), ExamSession.started_at.is_not(None)
    return {"open": ~running & ~ended, "running": running & ~ended, "ended": ended}[option]


def _related(context: Context, one: ExamSession) -> list[tuple[str, str, int]]:
    rooms = [(f"{room.code} · {count}", queries.ROOMS, room.id) for room, count in queries.rooms_of(context.db, one.id)]
    return [(one.batch.code, "assessment.batches", one.batch_id), *rooms]


def _notes(context: Context, one: ExamSession) -> list[Finding]:
    """What is still missing before the start."""
    return list(unprepared(context, one)) if one.started_at is None else []


declare(Register(
    queries.ROOMS, _("考场"), Room, row=33, order="code", area="assessment", group=GROUP, readers=READERS,
    fields=(
        Field("site", _("考点"), Text(60), column=Room.site, width=140), Field("code", _("考场编号"), Code(20), column=Room.code, sort=True, width=90),
        Field("name", _("考场名称"), Text(60)), Field("kind", _("类型"), terms.ROOM_KIND, width=90),
        Field("capacity", _("座位或工位数"), Whole(), width=90), Field("columns", _("列数"), Whole(), width=60, listed=False),
        Field("place", _("楼、层、室"), Text(60)), Field("spacing_cm", _("最小间距（厘米）"), Whole(), width=110),
        Field("has_camera", _("监控可用"), Flag(), width=80),
    ),
    facets=(Facet("kind", _("类型"), terms.ROOM_KIND.options, lambda option, _day: Room.kind == option),),
    create=("assessment.add_room",), actions=("assessment.accept_room", "assessment.edit_room"),
    describe=lambda room: f"{room.code} {room.name or ''}".strip(), subtitle=lambda _context, room: room.site, find=queries.find_room,
))  # fmt: skip

declare(Register(
    queries.SESSIONS, _("考试场次"), ExamSession, row=33, order="starts_at", descending=True, area="assessment", group=GROUP, readers=READERS,
    joins=("batch",),
    fields=(
        Field("code", _("场次"), Code(48), column=ExamSession.code, width=110), Field("batch", _("批次"), Text(100), path="batch.name", width=180),
        Field("subject", _("科目"), terms.SUBJECT, width=80), Field("site", _("考点"), Text(60)),
        Field("starts_at", _("开考时间"), Moment(), column=ExamSession.starts_at, sort=True, width=130), Field("ends_at", _("结束时间"), Moment(), width=130),
        Field("candidates", _("人数"), Whole(), compute=_counted, width=60), Field("attendance", _("出勤"), Text(), compute=_present, width=100),
        Field("stage", _("状态"), STAGE, compute=stage_of, width=90, tone=lambda context, one: _TONE.get(stage_of(context, one), "plain")),
        Field("new_end", _("实际应结束"), Moment(), compute=lambda context, one: queries.end_of(context, one), listed=False),
        Field("ended_at", _("实际结束"), Moment(), listed=False), Field("lost_minutes", _("延误分钟"), Whole(), listed=False),
        Field("arranged_by_lot", _("抽签号"), Whole(), listed=False), Field("tickets_on", _("准考证发放"), Day(), listed=False),
    ),
    facets=(
        Facet("stage", _("状态"), {"open": _("未开考"), "running": _("考试中"), "ended": _("已结束")}, _stage),
        Facet("subject", _("科目"), terms.SUBJECT.options, lambda option, _day: ExamSession.subject == option),
    ),
    create=("assessment.plan_session",), actions=(
        "assessment.arrange_seats", "assessment.issue_tickets", "assessment.assign_duty", "assessment.draw_invigilators", "assessment.pack_papers",
        "assessment.tick_step", "assessment.ready_session", "assessment.start_session", "assessment.close_gate", "assessment.close_room",
        "assessment.end_session", "assessment.delay_session", "assessment.note_on_site", "assessment.change_session",
    ), notes=_notes,
    describe=lambda one: one.code, subtitle=lambda _context, one: f"{terms.SUBJECT.show(one.subject)} · {one.starts_at:%Y-%m-%d %H:%M}",
    related=_related, find=queries.find_session,
    forms=("F-TICKET", "F-SIGN-THEORY", "F-SIGN-SKILL", "F-DOOR", "F-SEAT", "F-ROOM-RECORD", "F-ROOMDIST", "F-DRAW", "F-STATION", "F-SCORE-SKILL",
           "F-ROOM-BRIEF", "F-STAFF-SIGN", "F-SEATMAP", "F-TIMETABLE", "F-BOARD", "F-SIGNS", "F-STAFF-PLAN", "F-PAPER-SEAL", "F-PAPER-BAG",
           "F-SITE-ACCEPT", "F-PREP-NOTICE"),
))  # fmt: skip


def _seat(kind: str) -> Any:
    return lambda option, _day: Seat.attendance == option if option != "open" else Seat.attendance.is_(None)


declare(Register(
    queries.SEATS, _("座位与出勤"), Seat, row=33, order="place", area="assessment", group=GROUP, readers=READERS,
    joins=("session", "room", "enrolment"), within=lambda: Seat.number.is_not(None),
    fields=(
        Field("session", _("场次"), Code(48), path="session.code", width=110, imported=True, needed=True, also=("场次号", "场次编号", "考试场次")),
        Field("place", _("考场座位"), Text(30), column=Seat.place, sort=True, width=90),
        Field("station", _("工位"), Whole(), width=60),
        Field("name", _("姓名"), PersonName(), path="enrolment.name", width=90, imported=True, also=NAME_WORDS),
        Field("ticket", _("准考证号"), Code(24), path="enrolment.ticket", width=130, imported=True, also=("考号", "准考证", "考生号")),
        Field("id_no", _("证件号码"), IdNumber(), path="enrolment.id_no", width=170, mask=masked, clear_to=CLEAR, imported=True, also=ID_WORDS),
        Field("occupation", _("职业"), Text(60), path="enrolment.occupation"), Field("job", _("工种/方向"), Job(), path="enrolment.job", listed=False),
        Field("level", _("级别"), AnyLevel(), path="enrolment.level", listed=False, imported=True, also=LEVEL_WORDS),
        # what a room plan has (W-ROOMPLAN)
        Field("batch", _("批次"), Text(100), path="session.batch.code", listed=False, imported=True, needed=True, also=("批次编号", *BATCH_WORDS)),
        Field("subject", _("科目"), terms.SUBJECT, path="session.subject", listed=False, imported=True, needed=True, also=("考试科目", "考核科目")),
        Field("site", _("考点"), Text(60), path="session.site", listed=False, imported=True, also=("考试地点", "考核地点")),
        Field("room", _("考场"), Code(20), path="room.code", listed=False, imported=True, needed=True, also=("考场编号", "考场号", "考室")),
        Field("number", _("座位号"), Whole(1, 5000), listed=False, imported=True, needed=True, also=("座位号/工位号", "座号", "工位号", "座位")),
        Field("starts_at", _("考试时间起"), Moment(), path="session.starts_at", listed=False, imported=True, also=("开考时间", "开始时间", "考试时间")),
        Field("ends_at", _("考试时间止"), Moment(), path="session.ends_at", listed=False, imported=True, also=("结束时间",)),
        Field("attendance", _("出勤"), terms.ATTENDANCE, width=80,
              tone=lambda _context, seat: {"present": "good", "absent": "caution", "refused": "danger"}.get(seat.attendance or "", "plain")),
        Field("absent_why", _("缺考原因"), terms.ABSENT_WHY, width=110), Field("arrived_at", _("到场"), Moment(), listed=False),
        Field("left_at", _("离场"), Moment(), listed=False), Field("document", _("所持证件"), terms.DOCUMENT, listed=False),
        Field("moved_on", _("准考证待重发"), Day(), listed=False), Field("lost_minutes", _("延误分钟"), Whole(), listed=False),
    ),
    facets=(Facet("attendance", _("出勤"), {**terms.ATTENDANCE.options, "open": _("未登记")}, _seat("attendance")),),
    actions=("assessment.mark_present", "assessment.mark_absent", "assessment.mark_left", "assessment.note_outing", "assessment.draw_station",
             "assessment.report_violation", "assessment.move_seat", "assessment.free_seat", "assessment.delay_seat"),
    describe=lambda seat: f"{seat.place} {seat.enrolment.name}", subtitle=lambda _context, seat: seat.session.code, find=queries.find_seat,
    intake=lambda: Intake("assessment.import_room_plan", RoomPlan),
))  # fmt: skip

declare_import("assessment.import_room_plan", _("导入考场编排表"), queries.SEATS, 35,
               ("ASM-ROM-001", "ASM-ROM-002", "ASM-STC-001", "ASM-FEE-001", "ASM-REG-018", "SYS-014"))  # fmt: skip
