"""What is due of the people on site: names for the plan, the site check, when to be there, notes to settle."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from models.assessment.exams import queries as exams
from models.assessment.exams.rules import EXAMINERS, INVIGILATORS, SUPERVISORS
from models.assessment.exams.tables import Duty, ExamSession, StepDone
from models.assessment.exams.terms import SKILL, SUBJECT
from models.assessment.onsite import queries
from models.assessment.onsite.noting import rule_for
from models.assessment.onsite.rules import arrival_by
from models.assessment.onsite.tables import SiteNote
from models.assessment.onsite.terms import DEFECT, NOTE
from models.assessment.plans.course import LISTED, OVER, SET_ASIDE
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.dates import days_plus
from models.core.due import AREAS, DueItem
from models.core.roles import EXAM
from resources.texts import _

KINDS = ((INVIGILATORS, _("监考员")), (EXAMINERS, _("考评员")), (SUPERVISORS, _("内部督导员")), (("clerk",), _("考务人员")))


_COMING = select(ExamSession).where(
    ExamSession.started_at.is_(None), ExamSession.starts_at >= bindparam("since"), ExamSession.starts_at < bindparam("until"),
).options(joinedload(ExamSession.batch)).order_by(ExamSession.starts_at)  # fmt: skip
_ANY_NOTE = select(SiteNote.id).where(SiteNote.settled_at.is_(None)).limit(1)
_UNSETTLED = select(SiteNote).where(SiteNote.settled_at.is_(None)).options(joinedload(SiteNote.session).joinedload(ExamSession.batch)).order_by(SiteNote.at)
_TICKED = select(StepDone.id).where(StepDone.session_id == bindparam("session"), StepDone.step == "accepted", StepDone.is_fine.is_(True))
_AHEAD = (Batch.first_exam_day >= bindparam("today"), Batch.state.not_in((LISTED, *OVER, *SET_ASIDE)))
_BATCHES = select(Batch.id, Batch.code, Batch.name, Batch.first_exam_day).where(*_AHEAD).order_by(Batch.first_exam_day)
_POSTS = select(ExamSession.batch_id, Duty.duty).join(Duty, Duty.session_id == ExamSession.id).join(Batch, Batch.id == ExamSession.batch_id).where(
    *_AHEAD, Duty.ended_on.is_(None)).distinct()  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """All that the people on site owe, from what is stored and the calendar."""
    yield from _notes(context)
    start = datetime.combine(context.today, datetime.min.time())
    ahead = timedelta(days=context.rules["ASM-DAY-001"].value("ahead") + 1)
    for one in context.db.scalars(_COMING, {"since": start, "until": start + ahead}):
        yield from _checked(context, one)
        yield from _arrivals(context, one)
    yield from _named(context)


def _notes(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-116: put right before the session; PPL-ASR-118, PPL-EXM-034: decided on the same day."""
    for one in context.db.scalars(_UNSETTLED) if context.value(_ANY_NOTE) is not None else ():
        rule = rule_for(one.kind, rules_of(context, one.session.batch))
        day = one.session.starts_at.date() if one.kind == DEFECT else one.at.date()
        if rule.active:
            yield DueItem("assessment", queries.NOTES, one.id, one.session.code, f"{NOTE.show(one.kind)} {one.about or one.by_name}", day, rule.id,
                          _("登记整改或处理结果"), EXAM, NOTE.show(one.kind))  # fmt: skip


def _checked(context: Context, one: ExamSession) -> Iterator[DueItem]:
    """PPL-ASR-116: where the region names the day, the team checks the site of a practical so many days before."""
    rule = rules_of(context, one.batch)["PPL-ASR-116"]
    days = rule.value("days_before")
    if not rule.active or days is None or one.subject != SKILL:
        return
    if context.value(_TICKED, session=one.id) is None:
        yield DueItem("assessment", exams.SESSIONS, one.id, one.code, f"{one.code} {SUBJECT.show(one.subject)}", days_plus(one.starts_at.date(), -days),
                      rule.id, _("考评小组检查验收场地设备"), EXAM, _("场地检查"))  # fmt: skip


def _arrivals(context: Context, one: ExamSession) -> Iterator[DueItem]:
    """PPL-EXM-015: on the day, when people have to be there; gone once everybody signed in."""
    rule = rules_of(context, one.batch)["PPL-EXM-015"]
    by = min(filter(None, (arrival_by(one.subject, each, one.starts_at, rule) for each in (False, True))), default=None)
    if by is None or one.ready_at is None or by.date() != context.today or not queries.unsigned(context.db, one.id):
        return
    yield DueItem("assessment", exams.SESSIONS, one.id, one.code, f"{one.code} {SUBJECT.show(one.subject)}", by.date(), rule.id,
                  _("{time} 前人员到岗签到").format(time=f"{by:%H:%M}"), EXAM, _("人员到岗"), at=by)  # fmt: skip


def _named(context: Context) -> Iterator[DueItem]:
    """PPL-EXM-023: who invigilates, assesses, supervises and helps stands fixed so many working days before the first day."""
    rule = context.rules["PPL-EXM-023"]
    if not rule.active:
        return
    batches = context.rows(_BATCHES, today=context.today)
    named: dict[int, set[str]] = {}
    for batch_id, post in context.rows(_POSTS, today=context.today) if batches else ():
        named.setdefault(batch_id, set()).add(post)
    for batch in batches:
        lacking = [label for wanted, label in KINDS if not named.get(batch.id, set()).intersection(wanted)]
        if lacking:
            by = context.calendar.minus(batch.first_exam_day, rule.value("workdays"))
            yield DueItem("assessment", "assessment.batches", batch.id, batch.code, batch.name or batch.code, by.day, rule.id,
                          _("确定人员：{list}").format(list="、".join(lacking)), EXAM, _("人员安排"), by.provisional)  # fmt: skip


AREAS["onsite"] = due
