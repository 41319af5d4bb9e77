"""Attendance and the room's record: who came, who left, who went out for a moment, what the invigilators sign."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.assessment.exams import queries, rules_day
from models.assessment.exams.arranging import Findings, split, wrong
from models.assessment.exams.subjects import SEAT, SESSION
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.exams.tables_day import Outing, RoomRecord
from models.assessment.exams.terms import ABSENT, ABSENT_WHY, DOCUMENT, LEFT_WHY, PRESENT
from models.assessment.plans.steps import rules_of
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.dates import months_plus
from models.core.findings import Finding
from models.core.kinds import Choice, Code, Flag, Moment, PersonName, Text, Whole
from models.people.terms import SEX
from resources.texts import _


def _now(context: Context, _record: Any) -> datetime:
    return context.now


def _open(context: Context, seat: Any) -> Findings:
    """Attendance is not changed once the room's record is signed."""
    if seat is not None and queries.record_of(context.db, seat.session_id, seat.room_id) is not None:
        yield wrong("", _("考场记录"), _("已签字"), _("未办结的考场"))


@command("assessment.mark_present", _("登记到考"), subject=SEAT, row=36, guard=_open,
         rules=("ASM-ATT-001", "ASM-ATT-002", "ASM-ATT-003", "ASM-ATT-004", "ASM-ATT-006"), params=(
    Param("arrived_at", _("到场时间"), Moment(), default=_now), Param("document", _("所持证件"), DOCUMENT, default="id_card"),
    Param("ticket_seen", _("已查准考证"), Flag(), default=True), Param("signed", _("已签到"), Flag(), default=True),
    Param("recognised", _("人脸核验通过"), Flag(), default=True),
    Param("verified_by", _("人工核验人"), PersonName(), required=False, help=_("人脸核验未通过，或证件存疑经负责人同意时填写")),
))  # fmt: skip
def mark_present(unit: Unit, seat: Seat, arrived_at: datetime, document: str, ticket_seen: bool, signed: bool, recognised: bool,
                 verified_by: str | None) -> Findings:  # fmt: skip
    """ASM-ATT-001…006: documents seen, list signed, before the gate closes."""
    own, one = rules_of(unit, seat.session.batch), seat.session
    yield from rules_day.presence_faults(document, ticket_seen, signed, own)
    yield from rules_day.face_faults(recognised, verified_by, own["ASM-ATT-004"])
    yield from rules_day.entry_faults(arrived_at, one.subject, one.starts_at, own["ASM-ATT-006"])
    if verified_by:
        yield from own["ASM-ATT-003"].found("verified_by", found=verified_by)
    seat.attendance, seat.absent_why, seat.arrived_at = PRESENT, None, arrived_at
    seat.document, seat.verified_by = document, verified_by


def _scored(context: Context, seat: Seat) -> Iterator[Finding]:
    """ASM-ATT-011: an absent subject has no score; one that was entered is taken back first."""
    from sqlalchemy import select

    from models.assessment.scores.tables import Score

    statement = select(Score.tenths).where(Score.enrolment_id == seat.enrolment_id, Score.subject == seat.session.subject)
    tenths = context.db.scalar(statement)
    if tenths is not None:
        yield from rules_of(context, seat.session.batch)["ASM-ATT-011"].found("", found=tenths / 10)


@command("assessment.mark_absent", _("登记缺考"), subject=SEAT, row=36, guard=_open, rules=("ASM-ATT-002", "ASM-ATT-006", "ASM-ATT-011"),
         params=(Param("why", _("缺考原因"), ABSENT_WHY, default="never_came"),))  # fmt: skip
def mark_absent(unit: Unit, seat: Seat, why: str) -> Findings:
    """ASM-ATT-011: absent for this subject. Who came too late where minutes cancel the practical is entered so."""
    yield from _scored(unit, seat)
    rule = rules_of(unit, seat.session.batch)["ASM-ATT-006"]
    seat.attendance = ABSENT
    seat.absent_why = rules_day.late_reason(seat.session.subject, rule) if why == "late" else why
    seat.arrived_at = seat.document = seat.verified_by = None


def _rooms(context: Context, one: Any) -> dict[str, str]:
    return {str(room.id): room.code for room, _count in queries.rooms_of(context.db, one.id)} if one is not None else {}


@command("assessment.close_gate", _("封门"), subject=SESSION, row=36, rules=("ASM-ATT-006", "ASM-DAY-002"), params=(
    Param("at", _("时间"), Moment(), default=_now), Param("room", _("考场"), Choice(), required=False, options=_rooms, help=_("留空为全部考场")),
))  # fmt: skip
def close_gate(unit: Unit, one: ExamSession, at: datetime, room: str | None) -> Findings:
    """ASM-ATT-006: at the limit whoever was not entered as present is absent; never before it."""
    rule = rules_of(unit, one.batch)["ASM-ATT-006"]
    closed = rules_day.gate(one.subject, one.starts_at, rule) or one.starts_at
    if rules_day.minute(at) < closed:
        yield wrong("at", _("封门时间"), rules_day.clock(at), _("{time} 起").format(time=rules_day.clock(closed)))
        return
    waiting = [seat for seat in queries.seats_of(unit.db, one.id, int(room) if room else None) if seat.attendance is None]
    for seat in waiting:
        seat.attendance, seat.absent_why = ABSENT, "never_came"
    unit.value = {"absent": len(waiting)}


def _is_there(context: Context, seat: Any) -> Findings:
    if seat is not None and (seat.attendance != PRESENT or seat.left_at is not None):
        yield wrong("", _("出勤"), _("已离场") if seat.left_at else _("未到考"), _("在场的考生"))


@command("assessment.mark_left", _("登记离场"), subject=SEAT, row=36, guard=_is_there, rules=("ASM-ATT-007", "ASM-ATT-009"), params=(
    Param("left_at", _("离场时间"), Moment(), default=_now), Param("why", _("原因"), LEFT_WHY, default="finished"),
))  # fmt: skip
def mark_left(unit: Unit, seat: Seat, left_at: datetime, why: str) -> Findings:
    """ASM-ATT-007: from the region's minute on; who is ill (ASM-ATT-009) or sent out leaves at any time. Nobody comes back."""
    own, one = rules_of(unit, seat.session.batch), seat.session
    ends = queries.end_of(unit, one, seat.room, seat)
    yield from rules_day.leaving_faults(left_at, why, one.starts_at, ends, own["ASM-ATT-007"])
    if why == "ill":
        yield from own["ASM-ATT-009"].found("why", found=rules_day.clock(left_at))
    seat.left_at, seat.left_why = left_at, why


@command("assessment.note_outing", _("登记短时离开"), subject=SEAT, row=36, guard=_is_there, rules=("ASM-ATT-008",), params=(
    Param("out_at", _("离开时间"), Moment(), default=_now), Param("back_at", _("返回时间"), Moment(), required=False),
    Param("escorts", _("陪同人员"), Text(120), help=_("用顿号分开")), Param("escort_sex", _("陪同人员性别"), SEX, required=False),
    Param("why", _("原因"), Text(60)),
))  # fmt: skip
def note_outing(unit: Unit, seat: Seat, out_at: datetime, back_at: datetime | None, escorts: str, escort_sex: str | None, why: str) -> Findings:
    """ASM-ATT-008: out and back with escorts; the time is not given back."""
    people = split(escorts)
    yield from rules_day.escort_faults(people, escort_sex, seat.enrolment.sex, rules_of(unit, seat.session.batch)["ASM-ATT-008"])
    if back_at is not None and back_at < out_at:
        yield from unit.rules["SYS-014"].found("back_at", label=_("返回时间"), found=back_at, other=_("离开时间"), expected=out_at)
    unit.add(Outing(seat_id=seat.id, out_at=out_at, back_at=back_at, escorts=people, escort_sex=escort_sex, why=why))


# -- the room's record ----------------------------------------------------------------------------------------------

_RECORD = (
    Param("room", _("考场"), Choice(), options=_rooms),
    Param("opened", _("启封份数"), Whole(0), default=0, help=_("机考填 0")), Param("answered", _("已答份数"), Whole(0), default=0),
    Param("spare", _("余卷份数"), Whole(0), default=0, help=_("缺考、空白和备用卷")), Param("faulty", _("问题卷份数"), Whole(0), default=0),
    Param("incident", _("突发事件编号"), Code(20), required=False, help=_("缺卷时填写")), Param("ended_at", _("实际结束"), Moment(), default=_now),
    Param("signers", _("签字人"), Text(120), help=_("用顿号分开")),
    Param("corrections", _("信息更正"), Text(1000, 3), required=False), Param("questions", _("考生询问及答复"), Text(1000, 3), required=False),
    Param("visitors", _("其他人员入场"), Text(1000, 3), required=False, help=_("时间、事由和批准人")),
    Param("note", _("考场情况"), Text(4000, 6), required=False), Param("recording", _("监控录像存放"), Text(80), required=False),
)  # fmt: skip


@command("assessment.close_room", _("办结考场"), subject=SESSION, row=36, rules=(
    "ASM-ATT-010", "ASM-ATT-013", "ASM-ATT-016", "ASM-PAP-011", "ASM-PAP-012", "ASM-DAY-003", "MKT-006", "ASM-VEN-013",
), params=_RECORD)  # fmt: skip
def close_room(unit: Unit, one: ExamSession, room: str, opened: int, answered: int, spare: int, faulty: int, incident: str | None,
               ended_at: datetime, signers: str, **given: Any) -> Findings:  # fmt: skip
    """ASM-ATT-010, ASM-PAP-011: the record of a room, whose people and papers add up, signed; its end against what was granted."""
    own, hall = rules_of(unit, one.batch), unit.db.get_one(Room, int(room))
    if queries.record_of(unit.db, one.id, hall.id) is not None or one.started_at is None:
        yield wrong("room", _("考场"), hall.code, _("已开考、未办结的考场"))
        return
    seats = queries.seats_of(unit.db, one.id, hall.id)
    present = sum(1 for seat in seats if seat.attendance == PRESENT)
    absent = sum(1 for seat in seats if seat.attendance == ABSENT)
    names = split(signers)
    yield from rules_day.record_faults(len(seats), present, absent, absent, names, own)
    yield from rules_day.signature_faults(names, opened, own["ASM-PAP-012"])
    yield from rules_day.count_faults(rules_day.Counted(opened, answered, spare, faulty), present, incident, own)
    yield from rules_day.end_faults(ended_at, one.ends_at, queries.end_of(unit, one, hall), own)
    for name, rule in (("visitors", "ASM-ATT-013"), ("questions", "ASM-ATT-016")):
        if given[name]:
            yield from own[rule].found(name)
    months = own["ASM-VEN-013"].value("months")
    kept = months_plus(one.batch.last_exam_day, months) if months and given["recording"] else None
    unit.add(RoomRecord(session_id=one.id, room_id=hall.id, place=f"{one.code}/{hall.code}", expected=len(seats), present=present, absent=absent,
                        opened=opened, answered=answered, spare=spare, faulty=faulty, incident=incident, signers=names, ended_at=ended_at,
                        recording_until=kept, signed_on=unit.today, **given))  # fmt: skip
