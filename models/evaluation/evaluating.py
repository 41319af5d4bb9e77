"""After a round: its people are evaluated, the leader analyses (PPL-ASR-132, 135)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.exams.tables import ExamSession
from models.assessment.plans.steps import followed, reached, require, rules_of
from models.assessment.tables import Batch
from models.assignment.tables import Assignment
from models.assignment.terms import ASSESSING
from models.assignment.terms import ATTENDED as SERVED
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Flag, Score, Text, Whole
from models.evaluation import queries
from models.evaluation.tables import OPEN, AnnualReview, RoundEvaluation
from models.evaluation.terms import ATTENDANCE, ATTENDED
from models.people.queries import find_qualified
from models.people.rules import refused
from models.people.tables import Person, Qualification
from models.people.terms import ASSESSOR
from resources.texts import _

Findings = Iterator[Finding]
EVALUATION = Subject("evaluation", _("考评员认定"), RoundEvaluation, queries.find_evaluation)


def _today(context: Context, _record: Any) -> date:
    return context.today


def evaluator_faults(context: Context, holder: Qualification, name: str) -> Findings:
    """PPL-ASR-132: neither the assessor himself nor somebody who was in the same round."""
    rule, own = context.rules["PPL-ASR-132"], context.actor.person_id
    if own is None:
        return
    if own == holder.person_id:
        yield from refused(rule, "assessor", found=_("本人"))
        return
    mates = select(RoundEvaluation.id).join(Qualification).where(RoundEvaluation.round == name, Qualification.person_id == own)
    if context.db.scalar(mates.limit(1)) is not None:
        yield from rule.found("assessor", found=_("同场考评组成员"))


def _value_faults(unit: Unit, attendance: str, score: float | None, candidates: int, ended_on: date) -> Findings:
    there = attendance == ATTENDED
    if there and score is None:
        yield from unit.rules["SYS-002"].found("score", label=_("认定分数"), found="", expected=_("0 至 100"))
    if not there and (score is not None or candidates):
        yield from unit.rules["SYS-002"].found(
            "score", label=_("认定分数"), found=score or candidates, expected=_("未参加的不填分数和人数")
        )
    if there and not candidates and unit.rules["PPL-ASR-140"].value("weight") == "candidates":
        yield from unit.rules["SYS-002"].found("candidates", label=_("考评人数"), found=candidates, expected=_("至少 1 人"))
    if ended_on > unit.today:
        yield from unit.rules["SYS-002"].found("ended_on", label=_("考评结束日"), found=ended_on, expected=_("不晚于今天"))


def _year_is_open(unit: Unit, holder_id: int, year: int) -> Findings:
    """PPL-ASR-140: what a confirmed grade was computed from stays as it is; else the year is computed again afterwards."""
    unit.db.flush()
    review = unit.db.scalar(select(AnnualReview).where(AnnualReview.qualification_id == holder_id, AnnualReview.year == year))
    if review is not None and review.confirmed_on != OPEN:
        yield from refused(unit.rules["PPL-ASR-140"], "ended_on", found=_("{year} 年度等次已确认").format(year=year))
    elif review is not None:
        queries.recompute(unit.db, unit.rules, review)


@command("evaluation.evaluate", _("认定考评员"), row=22, rules=("PPL-ASR-132", "PPL-ASR-140"), params=(
    Param("assessor", _("考评员"), Text(60), help=_("姓名、证卡编号或证件号码")), Param("round", _("批次"), Code(60)),
    Param("ended_on", _("考评结束日"), Day(), default=_today), Param("attendance", _("参加情况"), ATTENDANCE, default=ATTENDED),
    Param("candidates", _("考评人数"), Whole(0, 9999), required=False, default=0), Param("score", _("认定分数"), Score(), required=False),
    Param("is_leader", _("考评组长"), Flag(), default=False), Param("opinion", _("认定意见"), Text(2000, 4), required=False, default=""),
))  # fmt: skip
def evaluate(unit: Unit, assessor: str, ended_on: date, attendance: str, score: float | None, **given: Any) -> Findings:
    """One assessor of one round, 0–100; who was excused or stayed away is entered without a score (PPL-ASR-132)."""
    found = find_qualified(ASSESSOR, unit.db, assessor)
    if len(found) != 1:
        expected = _("唯一的考评员，同名的用证卡编号")
        yield from unit.rules["SYS-002"].found("assessor", label=_("考评员"), found=assessor, expected=expected)
        return
    holder = found[0]
    yield from evaluator_faults(unit, holder, given["round"])
    yield from _value_faults(unit, attendance, score, given["candidates"] or 0, ended_on)
    known = select(RoundEvaluation.id).where(RoundEvaluation.qualification_id == holder.id, RoundEvaluation.round == given["round"])
    if unit.db.scalar(known) is not None:
        yield from refused(unit.rules["PPL-ASR-132"], "round", found=_("该批次已认定，请更正"))
        return
    own = {name: value or ("" if name == "opinion" else 0) for name, value in given.items() if name not in ("round", "is_leader")}
    unit.add(RoundEvaluation(
        qualification_id=holder.id, name=holder.person.name, sort_name=holder.sort_name, round=given["round"], ended_on=ended_on,
        attendance=attendance, score=score, is_leader=bool(given["is_leader"]), evaluated_by=unit.actor.login, evaluated_on=unit.today, **own,
    ))  # fmt: skip
    yield from _year_is_open(unit, holder.id, ended_on.year)


def _not_own(context: Context, one: RoundEvaluation) -> Findings:
    yield from evaluator_faults(context, one.qualification, one.round)
    batch = context.db.scalar(select(Batch).where(Batch.code == one.round)) if context.rules["PPL-ASR-133"].active else None
    if batch is not None and followed(batch) and reached(batch, "reported"):
        yield from refused(context.rules["PPL-ASR-133"], "", found=_("成绩已上报，评价不再修改"))


def unrated(context: Context, batch: Batch) -> Findings:
    """PPL-ASR-133: every assessor who attended a session of the batch has his evaluation before its scores go up."""
    rated = select(Qualification.person_id).join(RoundEvaluation).where(RoundEvaluation.round == batch.code)
    there = select(Person.name).join(Assignment, Assignment.person_id == Person.id).join(ExamSession, ExamSession.id == Assignment.session_id)
    mine = (ExamSession.batch_id == batch.id, Assignment.state == SERVED, Assignment.post.in_(ASSESSING), Assignment.person_id.not_in(rated))
    names = sorted(context.db.scalars(there.where(*mine).distinct()))
    if names:
        yield from rules_of(context, batch)["PPL-ASR-133"].found("", found="、".join(names))


require("report", "assessors_evaluated", unrated, profiles=("sport",))


@command("evaluation.correct", _("更正认定"), subject=EVALUATION, row=22, guard=_not_own, rules=("PPL-ASR-132", "PPL-ASR-133", "PPL-ASR-140"), params=(
    Param("attendance", _("参加情况"), ATTENDANCE, default=lambda _c, one: one.attendance),
    Param("candidates", _("考评人数"), Whole(0, 9999), default=lambda _c, one: one.candidates),
    Param("score", _("认定分数"), Score(), required=False, default=lambda _c, one: one.score),
    Param("opinion", _("认定意见"), Text(2000, 4), required=False, default=lambda _c, one: one.opinion),
))  # fmt: skip
def correct(unit: Unit, one: RoundEvaluation, attendance: str, candidates: int, score: float | None, opinion: str | None) -> Findings:
    """An error in an evaluation is put right as long as the year's grade is not confirmed (PPL-ASR-140)."""
    one.attendance, one.candidates, one.score, one.opinion = attendance, candidates, score, opinion or ""
    yield from _value_faults(unit, attendance, score, candidates, one.ended_on)
    yield from _year_is_open(unit, one.qualification_id, one.ended_on.year)


def _leads(context: Context, one: RoundEvaluation) -> Findings:
    if not one.is_leader:
        yield from refused(context.rules["PPL-ASR-135"], "is_leader", found=_("不是考评组长"))


@command("evaluation.analyse", _("登记组长分析意见"), subject=EVALUATION, row=22, guard=_leads, rules=("PPL-ASR-135",), params=(
    Param("analysis", _("分析意见"), Text(4000, 5)), Param("analysed_on", _("日期"), Day(), default=_today),
))  # fmt: skip
def analyse(unit: Unit, one: RoundEvaluation, analysis: str, analysed_on: date) -> Findings:
    """The leader's analysis of the team's scoring (PPL-ASR-135)."""
    one.analysis, one.analysed_on = analysis, analysed_on
    yield from ()
