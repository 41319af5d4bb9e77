"""How evaluations and annual reviews are listed, filtered and found."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.core.centre import Context
from models.core.kinds import Code, Day, Flag, PersonName, Text, Whole
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from models.core.search import SEARCHED, Line
from models.evaluation import queries
from models.evaluation.queries import REVIEWS, ROUNDS
from models.evaluation.tables import OPEN, AnnualReview, RoundEvaluation
from models.evaluation.terms import ATTENDANCE, COMMEND, GRADE, OUTCOME, PROPOSAL, RETRAIN, TONES
from models.people.queries import REGISTER_OF
from models.people.terms import KIND
from models.supervision.queries import said_of
from resources.texts import _

AREA, GROUP = "evaluation", _("人员")
SCORE = Text()
E, R = RoundEvaluation, AnnualReview


def _day(value: date) -> date | None:
    return None if value == OPEN else value


def _score(_context: Context, one: RoundEvaluation | AnnualReview) -> str:
    return "" if one.score is None else f"{one.score:.2f}" if isinstance(one, AnnualReview) else f"{one.score:g}"


def _named(login: str, context: Context) -> str:
    return user_names(context).get(login, login)


ROUND_FIELDS = (
    Field("name", _("考评员"), PersonName(), column=E.sort_name, sort=True, width=80),
    Field("round", _("批次"), Code(60), column=E.round, width=100),
    Field("ended_on", _("考评结束日"), Day(), column=E.ended_on, sort=True, width=110),
    Field("attendance", _("参加情况"), ATTENDANCE, column=E.attendance, width=120,
          tone=lambda _c, one: "danger" if one.attendance == "no_show" else ""),
    Field("candidates", _("考评人数"), Whole(), width=80), Field("score", _("认定分数"), SCORE, compute=_score, width=80),
    Field("is_leader", _("组长"), Flag(), width=60),
    Field("evaluated_by", _("评价人"), Text(), compute=lambda context, one: _named(one.evaluated_by, context), width=100),
    Field("evaluated_on", _("评价日期"), Day(), listed=False), Field("opinion", _("认定意见"), Text(2000, 4), listed=False),
    Field("analysis", _("组长分析意见"), Text(4000, 5), listed=False),
    Field("analysed_on", _("分析日期"), Day(), compute=lambda _c, one: _day(one.analysed_on), listed=False),
)  # fmt: skip

REVIEW_FIELDS = (
    Field("name", _("姓名"), PersonName(), path="qualification.person.name", column=R.sort_name, sort=True, width=80),
    Field("year", _("年度"), Whole(), column=R.year, sort=True, width=70), Field("kind", _("人员类别"), KIND, column=R.kind, listed=False),
    Field("card_number", _("证卡编号"), Code(), path="qualification.card_number", width=155),
    Field("score", _("年度得分"), SCORE, compute=_score, width=80),
    Field("grade", _("等次"), GRADE, width=80, tone=lambda _c, one: TONES[one.grade]),
    Field("derivation", _("计算过程"), Text(2000, 3), width=260),
    Field("proposal", _("后续处理"), PROPOSAL, width=130, tone=lambda _c, one: "caution" if one.proposal and one.settled_on == OPEN else ""),
    Field("confirmed_on", _("确认日期"), Day(), compute=lambda _c, one: _day(one.confirmed_on), width=100),
    Field("summary_on", _("小结提交"), Day(), listed=False), Field("summary", _("个人小结"), Text(8000, 6), listed=False),
    Field("manager_opinion", _("管理人员意见"), Text(2000, 4), listed=False),
    Field("supervised", _("督导记载"), Text(400), listed=False,
          compute=lambda context, one: said_of(context.db, one.qualification, one.year)),
    Field("supervisor_opinion", _("督导员意见"), Text(2000, 4), listed=False),
    Field("outcome", _("决定"), OUTCOME, listed=False), Field("settlement", _("处理情况"), Text(2000, 4), listed=False),
    Field("settled_on", _("处理日期"), Day(), compute=lambda _c, one: _day(one.settled_on), listed=False),
)  # fmt: skip


def _by_state(option: str, _today: date) -> ColumnElement[bool]:
    if option == "open":
        return R.confirmed_on == OPEN
    return R.settled_on == OPEN if option == "pending" else R.settled_on < OPEN


def _by_grade(option: str, _today: date) -> ColumnElement[bool]:
    return R.grade == option


def _by_attendance(option: str, _today: date) -> ColumnElement[bool]:
    return E.attendance == option


def _fits(_context: Context, review: AnnualReview) -> Sequence[str]:
    if review.confirmed_on == OPEN:
        return tuple(f"evaluation.{name}" for name in ("hand_in_summary", "give_manager_opinion", "give_supervisor_opinion", "confirm"))
    if review.settled_on != OPEN or not review.proposal:
        return ()
    act = "commend" if review.proposal == COMMEND else "retrain" if review.proposal == RETRAIN else "decide"
    return (f"evaluation.{act}",)


def _related(_context: Context, one: Any) -> list[tuple[str, str, int]]:
    return [(one.qualification.person.name, REGISTER_OF[one.qualification.kind], one.qualification_id)]


declare(Register(
    key=ROUNDS, title=_("考评员认定"), table=E, fields=ROUND_FIELDS, row=22, order="ended_on", descending=True, area=AREA, group=GROUP,
    facets=(Facet("attendance", _("参加情况"), ATTENDANCE.options, _by_attendance),), joins=("qualification.person",),
    create=("evaluation.evaluate",), actions=("evaluation.correct", "evaluation.analyse"), forms=("F-ASSESSOR-EVAL",),
    fits=lambda _c, one: ("evaluation.correct", "evaluation.analyse") if one.is_leader else ("evaluation.correct",),
    describe=lambda one: f"{one.name} {one.round}", find=queries.find_evaluation, related=_related,
))  # fmt: skip
declare(Register(
    key=REVIEWS, title=_("年度考核"), table=R, fields=REVIEW_FIELDS, row=25, order="year", descending=True, area=AREA, group=GROUP,
    facets=(
        Facet("state", _("进度"), {"open": _("待确认"), "pending": _("未办结"), "settled": _("已办结")}, _by_state),
        Facet("grade", _("等次"), GRADE.options, _by_grade),
    ),
    readers=frozenset({"DIR", "GEN", "EXM", "SUP"}), joins=("qualification.person",), create=("evaluation.draw_up",), fits=_fits,
    actions=("evaluation.hand_in_summary", "evaluation.give_manager_opinion", "evaluation.give_supervisor_opinion", "evaluation.confirm",
             "evaluation.commend", "evaluation.retrain", "evaluation.decide"),
    forms=("F-ASSESSOR-ANNUAL",), list_forms=("F-ASSESSOR-ANNUALS",), describe=lambda one: f"{one.qualification.person.name} {one.year}",
    find=queries.find_review, related=_related,
))  # fmt: skip


def lines_of_evaluation(_db: Session, one: RoundEvaluation) -> Iterator[Line]:
    yield Line(ROUNDS, one.id, f"{one.name} {one.round}", [one.name, one.sort_name, one.round])


def lines_of_review(_db: Session, one: AnnualReview) -> Iterator[Line]:
    name = one.qualification.person.name
    yield Line(REVIEWS, one.id, _("{name} {year} 年度考核").format(name=name, year=one.year), [name, one.sort_name, str(one.year)])


SEARCHED |= {E: lines_of_evaluation, R: lines_of_review}
