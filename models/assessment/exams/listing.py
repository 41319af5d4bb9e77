"""Sessions around a day, for the page of rooms; what is due before and after them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from models.assessment.exams import papers, queries
from models.assessment.exams.tables import ExamSession, Seat
from models.assessment.exams.terms import SUBJECT
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import EXAM
from resources.texts import _


def near(context: Context, around: timedelta) -> list[ExamSession]:
    """The sessions around today: those to come first, in order, then those that were held, newest first."""
    start = datetime.combine(context.today, datetime.min.time())
    statement = select(ExamSession).where(ExamSession.starts_at >= start - around, ExamSession.starts_at <= start + around)
    found = list(context.db.scalars(statement.order_by(ExamSession.starts_at, ExamSession.id)))
    return [one for one in found if one.starts_at >= start] + [one for one in reversed(found) if one.starts_at < start]


_SESSIONS = select(ExamSession.id, ExamSession.code, ExamSession.subject, ExamSession.starts_at, ExamSession.ready_at)
_OPEN = _SESSIONS.where(ExamSession.ended_at.is_(None), ExamSession.starts_at < bindparam("until")).order_by(ExamSession.starts_at)
_MOVED = _SESSIONS.where(ExamSession.started_at.is_(None), ExamSession.id.in_(
    select(Seat.session_id).where(Seat.moved_on.is_not(None), Seat.number.is_not(None))))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """A session to be made ready, rooms to be closed, tickets to be issued again, papers that are still out."""
    start = datetime.combine(context.today, datetime.min.time())
    ahead = timedelta(days=context.rules["ASM-DAY-001"].value("ahead") + 1)
    for one in context.rows(_OPEN, until=start + ahead):
        day, told = one.starts_at.date(), f"{one.code} {SUBJECT.show(one.subject)}"
        if day < context.today:
            yield _item(one, told, "ASM-ATT-010", _("办结各考场记录并结束场次"), _("考场记录"))
        elif one.ready_at is None:
            yield _item(one, told, "ASM-DAY-001", _("备妥考场、人员和材料"), _("考前准备"))
    for one in context.rows(_MOVED):
        yield _item(one, one.code, "ASM-ROM-009", _("座位或时间有变，重发准考证"), _("准考证"))
    for id_, number, starts_at, holder in papers.open_bags(context, context.today):
        what, wanted = _("{who} 处，尚未送交考务室").format(who=holder), _("收回并封存试卷")
        yield DueItem("assessment", queries.PAPERS, id_, number, what, starts_at.date(), "ASM-PAP-001", wanted, EXAM, _("试卷流转"))


def _item(one: Any, title: str, rule: str, what: str, kind: str) -> DueItem:
    return DueItem("assessment", queries.SESSIONS, one.id, one.code, title, one.starts_at.date(), rule, what, EXAM, kind, at=one.starts_at)


AREAS["exams"] = due
