"""What is due in rechecks, objections and appeals, and the flag an open appeal sets on a staff record."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, or_, select

from models.complaints import clock
from models.complaints.tables import Recheck, StaffAppeal
from models.complaints.terms import (
    ACCEPTED,
    ANSWERED,
    APPEAL_KIND,
    APPLIED,
    CHECKED,
    CLOSED,
    FILED,
    FORWARDED,
    RAISED,
    RECHECK,
    RECHECK_KIND,
    REVIEWING,
    SUBMITTED,
)
from models.core.centre import Context
from models.core.dates import days_plus
from models.core.due import DueItem
from models.core.findings import Finding
from models.core.registers import FLAGS
from models.core.roles import EXAM, GENERAL
from models.people.tables import Qualification
from resources.texts import _

RECHECKS, APPEALS = "complaints.rechecks", "complaints.appeals"


_RECHECKS = select(Recheck.id, Recheck.kind, Recheck.number, Recheck.candidate, Recheck.published_on, Recheck.applied_on, Recheck.accepted_on,
                   Recheck.submitted_on).where(Recheck.kind == RECHECK, Recheck.state.in_((APPLIED, ACCEPTED, SUBMITTED, CHECKED)))  # fmt: skip
_A = StaffAppeal
_APPEALS = select(_A.id, _A.kind, _A.number, _A.name, _A.state, _A.forwarded_on, _A.answered_on).where(or_(
    and_(_A.state == FORWARDED, _A.forwarded_on.is_not(None)),
    and_(_A.result == "revoked", _A.restored_on.is_(None), _A.state.in_((ANSWERED, CLOSED)))))  # fmt: skip


def due_rechecks(context: Context) -> Iterator[DueItem]:
    """SRQ-003: replies that are open; SRQ-004: applications the station has not submitted yet."""
    reply, station = context.rules["SRQ-003"], context.rules["SRQ-004"]
    for one in context.rows(_RECHECKS):
        if station.active and one.submitted_on is None and one.published_on:
            end = clock.window_end(one.published_on, station, context.calendar)
            if end is not None:
                yield _item(one, end, station.id, _("向中心报送复查申请"), _("成绩复查报送"))
        if reply.active:
            yield _item(
                one, clock.reply_due(one.accepted_on, one.applied_on, reply, context.calendar), reply.id, _("答复考生"), _("复核答复")
            )


def _item(one: Any, by: Any, rule: str, requirement: str, kind: str) -> DueItem:
    title = f"{RECHECK_KIND.show(one.kind)} {one.number} {one.candidate or ''}"
    return DueItem("complaints", RECHECKS, one.id, one.number, title, by.day, rule, requirement, EXAM, kind, by.provisional)


def unresolved(record: Recheck) -> bool:
    return record.state in (RAISED, REVIEWING)


def due_appeals(context: Context) -> Iterator[DueItem]:
    """PPL-APL-002: the result is followed up; PPL-APL-003: after a revoked sanction card and platform are restored."""
    follow, restore = context.rules["PPL-APL-002"], context.rules["PPL-APL-003"]
    for one in context.rows(_APPEALS):
        title = f"{APPEAL_KIND.show(one.kind)} {one.number} {one.name}"
        if one.state == FORWARDED and one.forwarded_on and follow.active:
            day = days_plus(one.forwarded_on, follow.value("follow_days"))
            yield DueItem("complaints", APPEALS, one.id, one.number, title, day, follow.id, _("跟进申诉结果"), GENERAL, _("申诉跟进"))
        elif one.state != FORWARDED and restore.active and one.answered_on:
            by = context.calendar.plus(one.answered_on, restore.value("workdays"))
            yield DueItem("complaints", APPEALS, one.id, one.number, title, by.day, restore.id, _("恢复证卡、资格并在平台重新录入"),
                          GENERAL,
                          _("申诉后恢复"), by.provisional)  # fmt: skip


def open_appeal_flag(context: Context, record: Qualification) -> list[Finding]:
    """APL-004: an open appeal is flagged on the staff record; it suspends nothing."""
    statement = select(StaffAppeal.number).where(
        StaffAppeal.person_id == record.person_id, StaffAppeal.state.in_((FILED, FORWARDED, ANSWERED))
    )
    numbers = list(context.db.scalars(statement))
    return context.rules["APL-004"].found("", list="、".join(numbers)) if numbers else []


FLAGS.setdefault(Qualification, []).append(open_appeal_flag)
