"""A violation as it is seen in the room (ASM-DIS-001, ASM-DIS-002): the case knows session, room, seat and invigilators; deciding is
done in candidates (cases.py)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.assessment.candidates import cases
from models.assessment.candidates.terms import violations
from models.assessment.exams import queries
from models.assessment.exams.arranging import Findings, wrong
from models.assessment.exams.rules import EXAMINERS, INVIGILATORS
from models.assessment.exams.subjects import SEAT
from models.assessment.exams.tables import Seat
from models.assessment.exams.terms import PRESENT
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.kinds import Choice, Flag, Moment, Text, Whole
from models.core.roles import DIRECTOR
from resources.texts import _


def _now(context: Context, _record: Any) -> datetime:
    return context.now


def _codes(context: Context, seat: Seat | None) -> Mapping[str, str]:
    return violations(seat.session.batch.profile if seat is not None else context.rules.profile)


def _watching(context: Context, seat: Seat | None) -> str | None:
    """Who watches the room of the seat, or the whole site: the two witnesses of ASM-DIS-001."""
    if seat is None:
        return None
    duties = [one for one in queries.duties_of(context.db, seat.session_id) if one.room_id in (None, seat.room_id)]
    return "、".join(one.name for one in duties if one.duty in INVIGILATORS + EXAMINERS) or None


def _was_there(context: Context, seat: Seat | None) -> Findings:
    yield from cases.allowed_here(context)
    if seat is not None and seat.attendance != PRESENT:
        yield wrong("", _("出勤"), _("未到考"), _("到考的考生"))


@command("assessment.report_violation", _("登记违纪"), subject=SEAT, row=cases.ROW, letters="C", also=frozenset({DIRECTOR}), guard=_was_there,
         rules=("ASM-DIS-001", "ASM-DIS-002", "PPL-ORG-010"), params=(
    Param("at", _("时间"), Moment(), default=_now), Param("facts", _("违纪事实"), Text(1000, 3)),
    Param("code", _("拟适用条款"), Choice(), required=False, options=_codes, help=_("可在处理时确定")),
    Param("reminded_at", _("提醒时间"), Moment(), required=False, help=_("违纪前提醒过的，填第一次提醒的时间")),
    Param("evidence", _("证据份数"), Whole(0, 99), default=0),
    Param("witnesses", _("见证人"), Text(80), required=False, default=_watching, help=_("两人，顿号分隔")),
    Param("statement", _("考生陈述"), Text(1000, 3), required=False),
    Param("removed", _("已责令离场"), Flag(), default=False),
))  # fmt: skip
def report_violation(unit: Unit, seat: Seat, at: datetime, facts: str, reminded_at: datetime | None, removed: bool, **more: Any) -> Findings:
    """A case with everything the seat knows; who is sent out has left at that minute."""
    day = seat.session.starts_at.date()
    if at.date() != day:
        yield wrong("at", _("时间"), at.date(), day)
        return
    told = [reminded_at.isoformat()] if reminded_at else []
    case = cases.record(unit, seat.enrolment, at, facts, subject=seat.session.subject, room=seat.room.code, seat=str(seat.number or ""),
                        reminders=told, **more)  # fmt: skip
    if removed and seat.left_at is None:
        seat.left_at, seat.left_why = at, "removed"
    unit.value = case.number

