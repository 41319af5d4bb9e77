"""What is due about evaluations: after a round, at the end of a year, after a grade."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, exists, func, select

from models.assessment.exams.tables import Duty, ExamSession
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from models.evaluation.queries import REVIEWS, ROUNDS
from models.evaluation.tables import OPEN, AnnualReview, RoundEvaluation
from models.evaluation.terms import CASES, COMMEND, PROPOSAL, RETRAIN
from models.people.tables import Appointment, Person, Qualification
from models.people.terms import ASSESSOR
from resources.texts import _

SESSIONS = "assessment.sessions"
BACK = timedelta(days=366)  # older rounds are no to-do any more, they are history
DECEMBER = 12
WORKDAYS = {
    COMMEND: "PPL-ASR-146",
    RETRAIN: "PPL-ASR-147",
    "dismiss": "PPL-ASR-148",
    "dismiss_cancel": "PPL-ASR-148",
    "cancel": "PPL-ASR-149",
}


_EVALUATED = exists().where(RoundEvaluation.round == Batch.code, RoundEvaluation.name == Duty.name)
_UNEVALUATED = (
    select(func.max(ExamSession.id), Batch.code, Duty.name, func.max(ExamSession.ends_at))
    .join(Duty, Duty.session_id == ExamSession.id).join(Batch, Batch.id == ExamSession.batch_id)
    .where(ExamSession.starts_at >= bindparam("since"), ExamSession.starts_at < bindparam("today"), Duty.source == ASSESSOR, Duty.ended_on.is_(None),
           ~_EVALUATED)
    .group_by(Batch.code, Duty.name).having(func.max(ExamSession.ends_at) < bindparam("today"))
)  # fmt: skip
_E, _R = RoundEvaluation, AnnualReview
_UNANALYSED = select(_E.id, _E.round, _E.name, _E.ended_on).where(_E.is_leader.is_(True), _E.analysed_on == OPEN, _E.ended_on >= bindparam("back"))
_REVIEWS = select(_R.id, _R.kind, _R.year, _R.summary_on, _R.confirmed_on, _R.proposal, _R.proposed_by, Person.name).join(
    Qualification, Qualification.id == _R.qualification_id).join(Person)  # fmt: skip
_UNCONFIRMED = _REVIEWS.where(_R.confirmed_on == OPEN)
_UNSETTLED = _REVIEWS.where(_R.settled_on == OPEN, _R.confirmed_on != OPEN, _R.proposal != "")


def due(context: Context) -> Iterator[DueItem]:
    """Everything of this area, from indexed columns."""
    yield from _unevaluated(context)
    yield from _unanalysed(context)
    yield from _not_drawn_up(context)
    yield from _unconfirmed(context)
    yield from _unsettled(context)


def _unevaluated(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-132: assessors named for a batch that is over, who have no evaluation there."""
    rule = context.rules["PPL-ASR-132"]
    if not rule.active:
        return
    since, today = datetime.combine(context.today - BACK, time()), datetime.combine(context.today, time())
    for session, number, name, ended_at in context.rows(_UNEVALUATED, since=since, today=today):
        by = context.calendar.plus(ended_at.date(), rule.value("workdays"))
        title = _("{batch} {name}").format(batch=number, name=name)
        yield DueItem("evaluation", SESSIONS, session, number, title, by.day, rule.id, _("填写考评员认定表"), EXAM, _("考评员认定"),
                      by.provisional)  # fmt: skip


def _unanalysed(context: Context) -> Iterator[DueItem]:
    rule = context.rules["PPL-ASR-135"]
    if not rule.active:
        return
    for key, number, name, ended_on in context.rows(_UNANALYSED, back=context.today - BACK):
        by = context.calendar.plus(ended_on, rule.value("workdays"))
        yield DueItem("evaluation", ROUNDS, key, number, f"{number} {name}", by.day, rule.id, _("组长分析评分情况"), EXAM, _("组长分析"),
                      by.provisional)  # fmt: skip


def _not_drawn_up(context: Context) -> Iterator[DueItem]:
    """In December: the year's review, where somebody is appointed and nobody is reviewed yet (PPL-ASR-140, PPL-SUP-020)."""
    asked = [rule for rule in (context.rules["PPL-ASR-140"], context.rules["PPL-ASR-149"], context.rules["PPL-SUP-020"]) if rule.active]
    year = context.today.year
    if context.today.month < DECEMBER or not asked:
        return
    if context.db.scalar(select(AnnualReview.id).where(AnnualReview.year == year).limit(1)) is not None:
        return
    if context.db.scalar(select(Appointment.id).where(Appointment.ends_on >= date(year, 1, 1)).limit(1)) is None:
        return
    yield DueItem("evaluation", REVIEWS, 0, str(year), _("{year} 年度考核").format(year=year), date(year, DECEMBER, 31), asked[0].id,
                  _("建立年度考核"), EXAM, _("年度考核"))  # fmt: skip


def _unconfirmed(context: Context) -> Iterator[DueItem]:
    """The summary by 31 December, the grade by the month set for supervisors (a proposal for assessors)."""
    summary, yearly = context.rules["PPL-ASR-144"], context.rules["PPL-SUP-020"]
    month = yearly.value("month") % DECEMBER + 1
    for review in context.rows(_UNCONFIRMED):
        name, title = review.name, _("{name} {year} 年度").format(name=review.name, year=review.year)
        if summary.active and review.kind == ASSESSOR and review.summary_on is None:
            yield DueItem("evaluation", REVIEWS, review.id, name, title, date(review.year, DECEMBER, 31), summary.id, _("提交个人小结"), EXAM,
                          _("个人小结"))  # fmt: skip
        elif yearly.active or review.kind == ASSESSOR:
            rule = yearly.id if review.kind != ASSESSOR else "PPL-ASR-145"
            by = date(review.year + 1, month, 1) - timedelta(days=1)
            yield DueItem("evaluation", REVIEWS, review.id, name, title, by, rule, _("确认年度等次"), DIRECTOR, _("年度考核"))


def _unsettled(context: Context) -> Iterator[DueItem]:
    for review in context.rows(_UNSETTLED):
        by = context.calendar.plus(review.confirmed_on, context.rules[WORKDAYS[review.proposal]].value("workdays"))
        role = DIRECTOR if review.proposal in (*CASES, COMMEND) else EXAM
        title = _("{name} {year} 年度").format(name=review.name, year=review.year)
        yield DueItem("evaluation", REVIEWS, review.id, review.name, title, by.day, review.proposed_by, PROPOSAL.show(review.proposal), role,
                      _("考核结果处理"), by.provisional)  # fmt: skip


AREAS["evaluation"] = due
