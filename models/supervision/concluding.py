"""After the inspection: opinion letter, form handed in, report with its signatures, platform, close (PPL-SUP-041…046)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.kinds import Day, Text
from models.people.rules import refused
from models.supervision import queries, terms
from models.supervision.inspecting import add_finding_to
from models.supervision.planning import VISIT, Findings, stands, today
from models.supervision.tables import OPEN, Supervision
from models.supervision.terms import CLOSED, FED_BACK, INSPECTED, REPORTED
from resources.texts import _


def _rectify_by(context: Context, _visit: Supervision) -> date:
    """The day set where the letter names none (PPL-SUP-045)."""
    return context.calendar.plus(context.today, context.rules["PPL-SUP-045"].value("workdays")).day


@command("supervision.add_finding", _("登记问题"), subject=VISIT, row=72, guard=stands(INSPECTED), rules=("PPL-SUP-041", "PPL-SUP-045"), params=(
    Param("problem", _("问题"), Text(2000, 3)), Param("clause", _("依据条款"), Text(120), required=False),
    Param("demand", _("整改要求"), Text(2000, 2), required=False), Param("responsible", _("责任人"), Text(60)),
    Param("due_on", _("整改期限"), Day(), default=_rectify_by),
))  # fmt: skip
def add_finding(
    unit: Unit, visit: Supervision, problem: str, clause: str | None, demand: str | None, responsible: str, due_on: date
) -> Findings:
    """A finding of the opinion letter, each one rectification item (PPL-SUP-045)."""
    if due_on < visit.inspected_on:
        yield from refused(unit.rules["PPL-SUP-045"], "due_on", found=due_on, expected=_("不早于 {day}").format(day=visit.inspected_on))
    add_finding_to(unit, visit, problem=problem, clause=clause or "", demand=demand or "", responsible=responsible, due_on=due_on)


@command("supervision.feed_back", _("反馈督导意见"), subject=VISIT, row=72, guard=stands(INSPECTED), rules=("PPL-SUP-041", "PPL-SUP-044"), params=(
    Param("opinion", _("督导意见"), Text(4000, 5)), Param("received_by", _("签收人"), Text(60)), Param("fed_back_on", _("签收日期"), Day(), default=today),
))  # fmt: skip
def feed_back(unit: Unit, visit: Supervision, opinion: str, received_by: str, fed_back_on: date) -> Findings:
    """The opinion letter or feedback form was received; from now on its findings are fixed (PPL-SUP-041, 044)."""
    if fed_back_on < visit.inspected_on:
        yield from refused(
            unit.rules["PPL-SUP-041"], "fed_back_on", found=fed_back_on, expected=_("不早于 {day}").format(day=visit.inspected_on)
        )
    visit.state, visit.opinion, visit.received_by, visit.fed_back_on = FED_BACK, opinion, received_by, fed_back_on


def _once(name: str, rule: str) -> Callable[[Context, Supervision], Findings]:
    """After the inspection, and once."""

    def guard(context: Context, visit: Supervision) -> Findings:
        if visit.inspected_on == OPEN or getattr(visit, name) != OPEN:
            yield from refused(context.rules[rule], name, found=terms.STATE.show(visit.state))

    return guard


@command("supervision.hand_in_form", _("登记情况表上交"), subject=VISIT, row=72, guard=_once("handed_on", "PPL-SUP-043"), rules=("PPL-SUP-043",),
         params=(Param("handed_on", _("上交日期"), Day(), default=today),))  # fmt: skip
def hand_in_form(unit: Unit, visit: Supervision, handed_on: date) -> Findings:
    """The form went to the dispatching section and its copy to the quality section (PPL-SUP-043)."""
    visit.handed_on = handed_on
    yield from ()


@command("supervision.upload", _("登记上传平台"), subject=VISIT, row=72, guard=_once("uploaded_on", "PPL-SUP-046"), rules=("PPL-SUP-046",),
         params=(Param("uploaded_on", _("上传日期"), Day(), default=today),))  # fmt: skip
def upload(unit: Unit, visit: Supervision, uploaded_on: date) -> Findings:
    """The result is on the platform; day and user are kept (PPL-SUP-046)."""
    visit.uploaded_on, visit.uploaded_by = uploaded_on, unit.actor.login
    yield from ()


def _may_report(context: Context, visit: Supervision) -> Findings:
    """PPL-SUP-041: after the letter and the verified rectification; elsewhere the inspection is enough."""
    rule = context.rules["PPL-SUP-041"]
    if not rule.active:
        yield from stands(INSPECTED, FED_BACK)(context, visit)
        return
    yield from stands(FED_BACK)(context, visit)
    waiting = [one.number for one in queries.unverified(visit)]
    if waiting:
        yield from rule.found("findings", found=_("整改未核实"), list="、".join(waiting))


@command("supervision.report", _("提交督导报告"), subject=VISIT, row=72, guard=_may_report, rules=("PPL-SUP-041", "PPL-SUP-042"), params=(
    Param("situation", _("督导情况"), Text(8000, 5), default=lambda context, visit: queries.summary(context, visit)),
    Param("problems", _("存在问题"), Text(4000, 3), required=False,
          default=lambda _context, visit: "\n".join(one.problem for one in visit.findings)),
    Param("suggestion", _("意见和建议"), Text(4000, 3), required=False, default=lambda _context, visit: visit.advice),
    Param("signed", _("已签名成员"), Text(400), required=False, help=_("用顿号分开；未签的以后补签")),
    Param("reported_on", _("提交日期"), Day(), default=today),
))  # fmt: skip
def report(unit: Unit, visit: Supervision, situation: str, problems: str | None, suggestion: str | None, signed: str | None,
           reported_on: date) -> Findings:  # fmt: skip
    """The report is handed in, signed by those who are named; who is missing signs later (PPL-SUP-042)."""
    if not visit.inspected_on <= reported_on <= unit.today:
        expected = _("{first} 至今天").format(first=visit.inspected_on)
        yield from unit.rules["SYS-002"].found("reported_on", label=_("提交日期"), found=reported_on, expected=expected)
    visit.state, visit.reported_on = REPORTED, reported_on
    visit.situation, visit.problems, visit.advice = situation, problems or "", suggestion or ""
    yield from _sign(unit, visit, signed, reported_on)


def _sign(unit: Unit, visit: Supervision, names: str | None, day: date) -> Findings:
    members: dict[str, Any] = {one.name: one for one in visit.members}
    for name in queries.names(names):
        if name not in members:
            yield from unit.rules["SYS-002"].found("signed", label=_("签名"), found=name, expected="、".join(members))
        else:
            members[name].signed_on = members[name].signed_on or day


@command("supervision.sign", _("登记补签"), subject=VISIT, row=72, guard=stands(REPORTED), rules=("PPL-SUP-042",), params=(
    Param("signed", _("签名成员"), Text(400), default=lambda _context, visit: "、".join(queries.unsigned(visit))),
    Param("signed_on", _("签名日期"), Day(), default=today),
))  # fmt: skip
def sign(unit: Unit, visit: Supervision, signed: str, signed_on: date) -> Findings:
    """Signatures that were missing (PPL-SUP-042)."""
    yield from _sign(unit, visit, signed, signed_on)


def _may_close(context: Context, visit: Supervision) -> Findings:
    yield from stands(REPORTED)(context, visit)
    waiting, missing = [one.number for one in queries.unverified(visit)], queries.unsigned(visit)
    if waiting:
        yield from context.rules["PPL-SUP-045"].found("findings", found=_("整改未核实"), list="、".join(waiting))
    if missing:
        yield from context.rules["PPL-SUP-042"].found("signed", found=_("缺签名"), list="、".join(missing))


@command("supervision.close", _("督导结案"), subject=VISIT, row=74, guard=_may_close, rules=("PPL-SUP-041", "PPL-SUP-042", "PPL-SUP-045"), params=(
    Param("closed_on", _("结案日期"), Day(), default=today),
))  # fmt: skip
def close(unit: Unit, visit: Supervision, closed_on: date) -> Findings:
    """Everything is rectified, verified and signed (PPL-SUP-042, 045)."""
    visit.state, visit.closed_on = CLOSED, closed_on
    yield from ()
