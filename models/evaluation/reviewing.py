"""The year of assessors and supervisors: drawn up, summary, two opinions, grade confirmed (PPL-ASR-140…149, PPL-SUP-020)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Text, Whole
from models.evaluation import queries, rules
from models.evaluation.tables import OPEN, AnnualReview
from models.evaluation.terms import CANCEL, COMMEND, EXCELLENT, GIVEN, GRADE, NONE, RETRAIN, UNQUALIFIED
from models.people.guards import not_about_oneself
from models.people.rules import refused
from models.people.terms import ASSESSOR
from resources.texts import _

Findings = Iterator[Finding]
REVIEW = Subject("review", _("年度考核"), AnnualReview, queries.find_review)
JUDGED = ("PPL-ASR-140", "PPL-ASR-141", "PPL-ASR-142", "PPL-ASR-143", "PPL-ASR-148", "PPL-ASR-149", "PPL-SUP-020")


def _today(context: Context, _record: Any) -> date:
    return context.today


def _is_open(context: Context, review: AnnualReview) -> Findings:
    yield from not_about_oneself(context, review.qualification.person_id)
    if review.confirmed_on != OPEN:
        yield from refused(context.rules["PPL-ASR-145"], "confirmed_on", found=_("等次已于 {day} 确认").format(day=review.confirmed_on))


@command("evaluation.draw_up", _("建立年度考核"), row=25, rules=JUDGED[:4], params=(
    Param("year", _("年度"), Whole(2000, 2099), default=lambda context, _record: context.today.year),
))  # fmt: skip
def draw_up(unit: Unit, year: int) -> Findings:
    """One review for everybody with a contract or a round in the year who has none yet; score and grade compute themselves."""
    if year > unit.today.year:
        yield from unit.rules["SYS-002"].found("year", label=_("年度"), found=year, expected=_("不晚于今年"))
        return
    known, made = queries.reviewed(unit.db, year), 0
    for holder in queries.to_review(unit.db, year):
        if holder.id not in known:
            review = AnnualReview(qualification_id=holder.id, sort_name=holder.sort_name, kind=holder.kind, year=year, grade=NONE)
            unit.add(review)
            queries.recompute(unit.db, unit.rules, review)
            made += 1
    unit.value = made


@command("evaluation.hand_in_summary", _("登记个人小结"), subject=REVIEW, row=25, guard=_is_open, rules=("PPL-ASR-144",), params=(
    Param("summary", _("个人小结"), Text(8000, 6)), Param("summary_on", _("提交日期"), Day(), default=_today),
))  # fmt: skip
def hand_in_summary(unit: Unit, review: AnnualReview, summary: str, summary_on: date) -> Findings:
    """The person's own summary of the year, as handed in (PPL-ASR-144)."""
    review.summary, review.summary_on = summary, summary_on
    yield from ()


def _another(unit: Unit, other: str) -> Findings:
    if other == unit.actor.login:
        yield from unit.rules["PPL-ASR-145"].found("opinion", found=_("两份意见为同一人"))


@command("evaluation.give_manager_opinion", _("填写管理人员意见"), subject=REVIEW, row=23, guard=_is_open, rules=("PPL-ASR-145",),
         params=(Param("opinion", _("评议意见"), Text(2000, 4)),))  # fmt: skip
def give_manager_opinion(unit: Unit, review: AnnualReview, opinion: str) -> Findings:
    """The first of the two opinions (PPL-ASR-145); it does not enter the score."""
    yield from _another(unit, review.supervisor_by)
    review.manager_opinion, review.manager_by = opinion, unit.actor.login


@command("evaluation.give_supervisor_opinion", _("填写督导员意见"), subject=REVIEW, row=24, guard=_is_open, rules=("PPL-ASR-145",),
         params=(Param("opinion", _("评议意见"), Text(2000, 4)),))  # fmt: skip
def give_supervisor_opinion(unit: Unit, review: AnnualReview, opinion: str) -> Findings:
    """The second of the two opinions, by another person (PPL-ASR-145)."""
    yield from _another(unit, review.manager_by)
    review.supervisor_opinion, review.supervisor_by = opinion, unit.actor.login


def _given_faults(unit: Unit, review: AnnualReview, grade: str | None) -> Findings:
    """A computed grade is not rewritten (PPL-ASR-140); where nothing is computed, a person gives it."""
    scoring = unit.rules["PPL-ASR-140"]
    if review.kind == ASSESSOR and scoring.active:
        if grade is not None and grade != review.grade:
            yield from refused(scoring, "grade", found=GRADE.show(grade), expected=GRADE.show(review.grade))
    elif grade is None:
        yield from unit.rules["SYS-002"].found("grade", label=_("等次"), found="", expected=_("由中心评定"))


@command("evaluation.confirm", _("确认等次"), subject=REVIEW, row=25, letters="A", guard=_is_open,
         rules=(*JUDGED, "PPL-ASR-144", "PPL-ASR-145", "PPL-ASR-146", "PPL-ASR-147"), params=(
    Param("grade", _("等次"), GIVEN, required=False, help=_("由得分计算的不填；无公式的地区和督导员在此评定")),
))  # fmt: skip
def confirm(unit: Unit, review: AnnualReview, grade: str | None) -> Findings:
    """Freezes score and grade and says what follows: commendation, retraining, or a case a person decides."""
    queries.recompute(unit.db, unit.rules, review)
    yield from _given_faults(unit, review, grade)
    if review.kind == ASSESSOR:
        lacking = [label for label, by in ((_("管理人员意见"), review.manager_by), (_("督导员意见"), review.supervisor_by)) if not by]
        if lacking:
            yield from unit.rules["PPL-ASR-145"].found("opinion", list="、".join(lacking))
        if review.summary_on is None:
            yield from unit.rules["PPL-ASR-144"].found("summary")
    if grade is not None:
        review.grade = grade
    review.proposal, review.proposed_by = consequence(unit, review)
    review.confirmed_on, review.confirmed_by = unit.today, unit.actor.login
    review.judged_by = unit.rules.versions("PPL-ASR-140", "PPL-ASR-141")
    if not review.proposal:
        review.settled_on = unit.today


def consequence(context: Context, review: AnnualReview) -> tuple[str, str]:
    """(what follows a grade, the rule that says so); ("", "") where nothing does (PPL-ASR-146…149, PPL-SUP-020)."""
    book = context.rules
    if review.kind != ASSESSOR:
        follows = {EXCELLENT: COMMEND, UNQUALIFIED: CANCEL}.get(review.grade, "") if book["PPL-SUP-020"].active else ""
        return follows, "PPL-SUP-020" if follows else ""
    if review.grade == EXCELLENT and book["PPL-ASR-146"].active:
        return COMMEND, "PPL-ASR-146"
    if review.grade != UNQUALIFIED:
        return "", ""
    if book["PPL-ASR-149"].active:
        return CANCEL, "PPL-ASR-149"
    twice = book["PPL-ASR-148"]
    case = ""
    if twice.active:
        case = rules.bad_years(queries.unqualified_years(context.db, review), review.year, queries.terms_of(review.qualification), twice)
    if case:
        return case, "PPL-ASR-148"
    return (RETRAIN, "PPL-ASR-147") if book["PPL-ASR-147"].active else ("", "")
