"""How supervisions, findings and cases are listed, filtered and found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, not_

from models.core.centre import Context
from models.core.kinds import Code, Day, Text, Whole
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, SUPERVISOR
from models.people.queries import REGISTER_OF
from models.supervision import queries, terms
from models.supervision.queries import CASES, FINDINGS, VISITS
from models.supervision.tables import OPEN, Rectification, Supervision, SupervisionCase
from models.supervision.terms import CLOSED, FED_BACK, INSPECTED, NOTICED, PLANNED, REPORTED
from resources.texts import _

AREA, GROUP = "supervision", _("质量督导")
S, R, C = Supervision, Rectification, SupervisionCase
_TONES = {PLANNED: "plain", CLOSED: "good"}


def _day(name: str) -> Any:
    """A day that is not yet there is empty."""
    return lambda _context, one: None if getattr(one, name) == OPEN else getattr(one, name)


def _issued(value: Any) -> Any:
    """What the form and the letter say is read by others once the form is signed (row 72 of the matrix)."""

    def shown(context: Context, one: Supervision) -> Any:
        return value(context, one) if one.inspected_on != OPEN or context.actor.roles & {SUPERVISOR, DIRECTOR} else None

    return shown


def _members(_context: Context, one: Supervision) -> str:
    return "、".join(member.name for member in one.members)


def _ratings(_context: Context, one: Supervision) -> str:
    return "；".join(f"{rating.name} {terms.RATING.show(rating.grade)}" for rating in one.ratings if rating.grade)


def _badges(_context: Context, one: Supervision) -> str:
    return "、".join(member.name for member in one.members if member.badge_back_on == OPEN)


VISIT_FIELDS = (
    Field("number", _("督导编号"), Code(20), column=S.number, sort=True, width=105),
    Field("state", _("进度"), terms.STATE, column=S.state, width=84, tone=lambda _c, one: _TONES.get(one.state, "caution")),
    Field("batch", _("批次"), Code(40), column=S.batch, width=100), Field("site", _("地点"), Text(80), width=150),
    Field("ends_on", _("督导日期"), Day(), column=S.ends_on, sort=True, width=100),
    Field("members", _("督导员"), Text(400), compute=_members, width=150),
    Field("kind", _("督导形式"), terms.KIND, listed=False), Field("methods", _("督导方法"), terms.METHODS, listed=False),
    Field("occupation", _("职业"), Text(60), listed=False), Field("level", _("等级"), Text(20), listed=False),
    Field("starts_on", _("开始日期"), Day(), listed=False), Field("focus", _("督导重点"), Text(1000, 2), listed=False),
    Field("noticed_on", _("通知日期"), Day(), compute=_day("noticed_on"), listed=False),
    Field("leader", _("考务负责人"), Text(60), listed=False), Field("expected", _("应考数"), Whole(), listed=False),
    Field("present", _("实考数"), Whole(), listed=False), Field("absent", _("缺考数"), Whole(), listed=False),
    Field("summary", _("评级统计"), Text(400), compute=_issued(queries.summary), listed=False),
    Field("ratings", _("考评员评价"), Text(400), compute=_issued(_ratings), listed=False),
    Field("papers_advice", _("试卷建议"), Text(2000, 2), compute=_issued(lambda _c, one: one.papers_advice), listed=False),
    Field("advice", _("工作建议"), Text(2000, 2), compute=_issued(lambda _c, one: one.advice), listed=False),
    Field("handling", _("异常情况处理记录"), Text(2000, 2), compute=_issued(lambda _c, one: one.handling), listed=False),
    Field("inspected_on", _("签署日期"), Day(), compute=_day("inspected_on"), listed=False),
    Field("handed_on", _("上交日期"), Day(), compute=_day("handed_on"), listed=False),
    Field("opinion", _("督导意见"), Text(4000, 3), listed=False), Field("received_by", _("签收人"), Text(60), listed=False),
    Field("fed_back_on", _("签收日期"), Day(), compute=_day("fed_back_on"), listed=False),
    Field("reported_on", _("报告日期"), Day(), compute=_day("reported_on"), listed=False),
    Field("unsigned", _("缺签名"), Text(400), listed=False,
          compute=lambda _c, one: "、".join(queries.unsigned(one)) if one.state == REPORTED else ""),
    Field("uploaded_on", _("上传日期"), Day(), compute=_day("uploaded_on"), listed=False),
    Field("uploaded_by", _("上传人"), Text(), compute=lambda context, one: user_names(context).get(one.uploaded_by), listed=False),
    Field("badges", _("胸卡未交回"), Text(400), compute=_badges, listed=False),
    Field("closed_on", _("结案日期"), Day(), compute=_day("closed_on"), listed=False),
)  # fmt: skip

FINDING_FIELDS = (
    Field("number", _("整改编号"), Code(24), column=R.number, sort=True, width=120),
    Field("problem", _("问题"), Text(2000, 3), width=220), Field("responsible", _("责任人"), Text(60), width=80),
    Field("due_on", _("整改期限"), Day(), column=R.due_on, sort=True, width=100),
    Field("done_on", _("完成日期"), Day(), compute=_day("done_on"), width=100),
    Field("verified_on", _("核实日期"), Day(), compute=_day("verified_on"), width=100),
    Field("item", _("情况表项目"), Whole(), listed=False), Field("clause", _("依据条款"), Text(120), listed=False),
    Field("demand", _("整改要求"), Text(2000, 2), listed=False), Field("measure", _("整改措施"), Text(2000, 3), listed=False),
    Field("proof", _("佐证"), Text(200), listed=False), Field("verified_by", _("核实人"), Text(60), listed=False),
    Field("note", _("退回原因"), Text(400), listed=False),
)  # fmt: skip

CASE_FIELDS = (
    Field("raised_on", _("提出日期"), Day(), column=C.raised_on, sort=True, width=100), Field("name", _("对象"), Text(60), width=90),
    Field("kind", _("类别"), terms.CASE, width=110), Field("facts", _("事实"), Text(4000, 3), width=220),
    Field("decided_on", _("决定日期"), Day(), compute=_day("decided_on"), width=100),
    Field("cause", _("妨碍情形"), Text(60), compute=lambda _c, one: terms.causes().get(one.cause, ""), listed=False),
    Field("raised_by", _("提出人"), Text(60), listed=False),
    Field("supervision", _("督导编号"), Text(), compute=lambda _c, one: one.supervision.number if one.supervision else "", listed=False),
    Field("decision", _("决定"), Text(2000, 3), listed=False),
)  # fmt: skip


def _by_state(option: str, _today: date) -> ColumnElement[bool]:
    return S.closed_on == OPEN if option == "open" else S.state == option


def _by_work(option: str, _today: date) -> ColumnElement[bool]:
    done, verified = R.done_on != OPEN, R.verified_on != OPEN
    return verified if option == "verified" else not_(verified) & (done if option == "done" else not_(done))


def _by_decision(option: str, _today: date) -> ColumnElement[bool]:
    return C.decided_on == OPEN if option == "open" else C.decided_on < OPEN


_NEXT = {
    PLANNED: ("notify", "fill_in", "submit_form"), NOTICED: ("fill_in", "submit_form"), INSPECTED: ("add_finding", "feed_back", "report"),
    FED_BACK: ("report",), REPORTED: ("close", "sign"), CLOSED: (),
}  # fmt: skip


def _fits(_context: Context, one: Supervision) -> Sequence[str]:
    acts = list(_NEXT[one.state])
    if one.state == REPORTED and queries.unsigned(one):
        acts = ["sign", "close"]
    elif one.state == REPORTED:
        acts = ["close"]
    acts += [name for name, day in (("hand_in_form", one.handed_on), ("upload", one.uploaded_on)) if one.inspected_on != OPEN == day]
    if any(member.badge_out_on is None for member in one.members) and one.state in (PLANNED, NOTICED):
        acts.append("hand_out_badges")
    if any(member.badge_back_on == OPEN for member in one.members):
        acts.append("take_back_badges")
    return tuple(f"supervision.{name}" for name in acts)


def _fits_finding(_context: Context, one: Rectification) -> Sequence[str]:
    if one.verified_on != OPEN:
        return ()
    return ("supervision.rectify",) if one.done_on == OPEN else ("supervision.verify", "supervision.rectify")


def _people(_context: Context, one: Supervision) -> list[tuple[str, str, int]]:
    members = [(member.name, REGISTER_OF["supervisor"], member.qualification_id) for member in one.members]
    return members + [(f"{each.number} {each.problem[:16]}", FINDINGS, each.id) for each in one.findings]


ACTS = ("notify", "fill_in", "submit_form", "add_finding", "feed_back", "report", "sign", "close", "hand_in_form", "upload", "hand_out_badges",
        "take_back_badges")  # fmt: skip
declare(Register(
    key=VISITS, title=_("督导记录"), table=S, fields=VISIT_FIELDS, row=72, order="ends_on", descending=True, area=AREA, group=GROUP,
    facets=(
        Facet("state", _("进度"), {"open": _("未结案"), **terms.STATE.options}, _by_state),
        Facet("kind", _("形式"), terms.KIND.options, lambda option, _day: S.kind == option),
    ),
    joins=("members",), create=("supervision.plan", "supervision.load_wording"), actions=tuple(f"supervision.{name}" for name in ACTS), fits=_fits,
    describe=lambda one: f"{one.number} {one.batch or one.site}", find=queries.find_supervision, related=_people,
    forms=tuple(f"F-SUPERVISION-{name}" for name in ("FJ", "NOTICE", "OPINION", "HEN", "RECTIFY", "REPORT")),
    list_forms=("F-SUPERVISION-PLAN",),
))  # fmt: skip
declare(Register(
    key=FINDINGS, title=_("整改"), table=R, fields=FINDING_FIELDS, row=72, order="due_on", descending=True, area=AREA, group=GROUP,
    facets=(Facet("work", _("进度"), {"open": _("待整改"), "done": _("待核实"), "verified": _("已核实")}, _by_work),),
    joins=("supervision",), actions=("supervision.rectify", "supervision.verify"), fits=_fits_finding,
    describe=lambda one: f"{one.number} {one.problem[:20]}", find=queries.find_finding,
    related=lambda _context, one: [(one.supervision.number, VISITS, one.supervision_id)],
))  # fmt: skip
declare(Register(
    key=CASES, title=_("督导案件"), table=C, fields=CASE_FIELDS, row=27, order="raised_on", descending=True, area=AREA, group=GROUP,
    facets=(
        Facet("state", _("进度"), {"open": _("待决定"), "decided": _("已决定")}, _by_decision),
        Facet("kind", _("类别"), terms.CASE.options, lambda option, _day: C.kind == option),
    ),
    readers=frozenset({DIRECTOR, SUPERVISOR}), joins=("supervision",), create=("supervision.raise_case",), actions=("supervision.decide_case",),
    fits=lambda _c, one: ("supervision.decide_case",) if one.decided_on == OPEN else (),
    describe=lambda one: f"{one.name} {terms.CASE.show(one.kind)}", find=queries.find_case,
    related=lambda _context, one: [(one.supervision.number, VISITS, one.supervision_id)] if one.supervision else [],
))  # fmt: skip
