"""After handling: the final report and its acceptance, evaluation, what is handed up, follow-ups, filing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.archives.receiving import Dossier, hand_in
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Code, Day, Text
from models.core.roles import ARCHIVE, DIRECTOR, EXAM
from models.incidents import queries, rules, terms
from models.incidents.tables import FollowUp, Incident
from models.incidents.timeline import INCIDENT, NOT_OVER, Findings, add_line, at_param, stands_in
from resources.texts import _

FOLLOW_UP = Subject("action", _("后续事项"), FollowUp, queries.find_follow_up)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _own(name: str) -> Any:
    return lambda _context, incident: getattr(incident, name)


def course_so_far(_context: Context, incident: Incident) -> str:
    """The course of handling as the timeline has it: what the report begins with."""
    told = [one for one in incident.entries if one.kind in ("report", "measures", "stage", "decision", "makeup", "spare", "call",
                                                            "restored", "fact")]
    return incident.course or "\n".join(f"{one.at:%m-%d %H:%M} {_sentence(one)}" for one in told)


def _sentence(line: Any) -> str:
    if line.kind == "report":
        return _("{who}{means}报告{whom}").format(who=line.who, means=terms.MEANS.show(line.means or None), whom=line.to_whom)
    return f"{line.text}（{line.who}）" if line.who else str(line.text)


@command("incidents.submit_report", _("提交事件报告"), subject=INCIDENT, row=82, guard=stands_in("handled"), rules=("INC-028",), params=(
    Param("cause", _("原因"), Text(4000, 3), required=False, default=_own("cause")),
    Param("course", _("处理经过"), Text(8000, 6), required=False, default=course_so_far),
    Param("result", _("处理结果"), Text(4000, 3), required=False, default=_own("result")),
    Param("social_effect", _("社会影响"), Text(4000, 2), required=False, default=_own("social_effect")),
    Param("lessons", _("经验教训及整改"), Text(4000, 2), required=False, default=_own("lessons")),
    Param("on", _("提交日期"), Day(), default=_today),
))  # fmt: skip
def submit_report(unit: Unit, incident: Incident, on: date, lessons: str | None, **parts: str | None) -> Findings:
    """The final report to the head of the agency: four parts, none empty; after its day it wants a reason."""
    restored = queries.restored_on(incident)
    assert restored is not None
    rule = unit.rules["INC-028"]
    wrong = rules.report_faults(parts, terms.PARTS, rule)
    yield from wrong
    if blocked(wrong):
        return
    if rule.active:
        yield from rules.late_faults(on, unit.calendar.plus(restored, rule.value("workdays")).day, rule, "on")
    for name, text in parts.items():
        setattr(incident, name, text)
    incident.lessons, incident.submitted_on, incident.state = lessons or incident.lessons, on, "report_submitted"
    add_line(unit, incident, "final", unit.now, _("提交突发事件报告"), who=unit.actor.name, to_whom=terms.ADDRESSEE.show(terms.HEAD))


_SUBMITTED = stands_in("report_submitted")


@command("incidents.return_report", _("退回补充"), subject=INCIDENT, row=82, letters="A", guard=_SUBMITTED, rules=("INC-028",),
         params=(Param("why", _("要补充什么"), Text(400, 2)),))  # fmt: skip
def return_report(unit: Unit, incident: Incident, why: str) -> Findings:
    """The director wants more: back to HANDLED."""
    incident.submitted_on, incident.state = None, "handled"
    add_line(unit, incident, "final", unit.now, _("退回：{why}").format(why=why), who=unit.actor.name)
    yield from ()


@command("incidents.accept_report", _("认可报告"), subject=INCIDENT, row=82, letters="A", guard=_SUBMITTED, rules=("INC-028", "INC-043"),
         params=(Param("opinion", _("意见"), Text(400, 2), required=False),))  # fmt: skip
def accept_report(unit: Unit, incident: Incident, opinion: str | None) -> Findings:
    """Accepted by the director: a major incident goes on to its evaluation, a general one to its follow-ups."""
    incident.accepted_on = unit.today
    incident.state = "evaluation" if incident.rank == terms.MAJOR and not incident.evaluated_on else "follow_up"
    add_line(unit, incident, "final", unit.now, " ".join(filter(None, [_("认可报告"), opinion])), who=unit.actor.name)
    yield from ()


@command("incidents.evaluate", _("调查评估"), subject=INCIDENT, row=82,
         guard=stands_in("handled", "report_submitted", "evaluation", "follow_up"),
         rules=("INC-041", "INC-042"), params=(
    Param("investigators", _("评估人员"), Text(120)), Param("consequences", _("事件后果"), Text(4000, 3)),
    Param("lessons", _("经验教训"), Text(4000, 3)),
    Param("plan_changes", _("措施和预案修改"), Text(4000, 2)), Param("accountability", _("责任追究"), Text(2000, 2), required=False),
    Param("commendation", _("有功表扬"), Text(2000, 2), required=False), Param("on", _("评估日期"), Day(), default=_today),
))  # fmt: skip
def evaluate(unit: Unit, incident: Incident, on: date, accountability: str | None, commendation: str | None, **told: str) -> Findings:
    """Appointed persons investigate, evaluate and sum up; the plan is amended (INC-041), responsibility and merit kept (INC-042)."""
    restored, rule = queries.restored_on(incident), unit.rules["INC-041"]
    if restored and rule.active:
        yield from rules.late_faults(on, unit.calendar.plus(restored, rule.value("workdays")).day, rule, "on")
    for name, text in (told | {"accountability": accountability, "commendation": commendation}).items():
        setattr(incident, name, text)
    incident.evaluated_on = on
    if not (accountability and commendation):
        yield from unit.rules["INC-042"].found("accountability", Severity.RECORD, expected=_("没有的写“无”"))
    if incident.state == "evaluation":
        incident.state = "follow_up"
    add_line(unit, incident, "evaluation", unit.now, told["lessons"], who=told["investigators"])


@command("incidents.hand_up", _("登记上报上交"), subject=INCIDENT, row=82, guard=NOT_OVER, rules=("INC-027", "INC-029", "INC-032"), params=(
    Param("what", _("内容"), terms.HANDUP, default=lambda context, one: next(iter(queries.duties(context, one)), None)),
    Param("to", _("上报对象"), Text(60)), at_param(_("上报时间")), Param("text", _("说明"), Text(2000, 3), required=False),
))  # fmt: skip
def hand_up(unit: Unit, incident: Incident, what: str, to: str, at: Any, text: str | None) -> Findings:
    """The group's summary (INC-027), the written account (INC-029), the supervision form (INC-032): handed up, late with a reason."""
    rule = unit.rules[{"summary": "INC-027", "account": "INC-029", "form": "INC-032"}[what]]
    start = queries.restored_on(incident) if what == "summary" else incident.discovered_at.date()
    if start and rule.active and rule.value("workdays"):
        yield from rules.late_faults(at.date(), unit.calendar.plus(start, rule.value("workdays")).day, rule, "at")
    add_line(unit, incident, "handup", at, text or terms.HANDUP.show(what), code=what, to_whom=to, who=unit.actor.name)


@command("incidents.add_follow_up", _("增加后续事项"), subject=INCIDENT, row=82, guard=NOT_OVER, rules=("INC-041", "INC-043"), params=(
    Param("what", _("事项"), Text(200)), Param("owner", _("责任人"), Text(30)), Param("due_on", _("完成期限"), Day()),
))  # fmt: skip
def add_follow_up(unit: Unit, incident: Incident, what: str, owner: str, due_on: date) -> Findings:
    """An action of the review that is tracked until it is done or transferred."""
    unit.add(FollowUp(incident_id=incident.id, what=what, owner=owner, due_on=due_on))
    unit.db.expire(incident, ["actions"])
    yield from ()


def _still_open(context: Context, action: FollowUp) -> Findings:
    if action.ended_on != date.max:
        yield from context.rules["INC-043"].found("ended_on", found=action.ended_on)


@command("incidents.end_follow_up", _("办结后续事项"), subject=FOLLOW_UP, row=82, guard=_still_open, rules=("INC-043", "INC-052"), params=(
    Param("outcome", _("结果"), terms.OUTCOME, default="done"), Param("told", _("办理情况或移交对象"), Text(1000, 2)),
    Param("on", _("日期"), Day(), default=_today),
))  # fmt: skip
def end_follow_up(unit: Unit, action: FollowUp, outcome: str, told: str, on: date) -> Findings:
    action.outcome, action.told, action.ended_on = outcome, told, on
    yield from ()


def lacks(context: Context, incident: Incident) -> dict[str, Any]:
    """What keeps an incident from being closed (INC-043): label → what is missing, falsy where nothing is."""
    steps = terms.steps(incident.kinds)
    unanswered = queries.open_steps(incident)
    return {
        _("清单未答复"): "、".join(f"{step} {terms.named(steps[step])}" for step in unanswered),
        _("报告未经主任认可"): incident.accepted_on is None,
        _("重大事件未评估"): incident.rank == terms.MAJOR and incident.evaluated_on is None,
        _("后续事项未办结"): "、".join(one.what for one in queries.open_follow_ups(incident)),
        _("未上报上交"): "、".join(terms.HANDUP.show(one) for one in queries.duties(context, incident)),
        _("失泄密报告未办结"): "、".join(leak.number for leak in incident.leaks if leak.state not in ("persons_handled", "closed")),
    }


def _may_close(context: Context, incident: Incident) -> Iterator[Finding]:
    yield from NOT_OVER(context, incident)
    yield from rules.closing_faults(lacks(context, incident), context.rules["INC-043"])


@command("incidents.close", _("归档"), subject=INCIDENT, only=frozenset({DIRECTOR, EXAM, ARCHIVE}), row=82, guard=_may_close,
         rules=("INC-043",), params=(Param("file_number", _("归档号"), Code(40)),))  # fmt: skip
def close(unit: Unit, incident: Incident, file_number: str) -> Findings:
    """Filed under its archive number once nothing is left open."""
    title = _("突发事件 {number} 案卷").format(number=incident.number)
    yield from hand_in(unit, Dossier(file_number, title, "K20", unit.today, batch=incident.batch or None))
    incident.file_number, incident.closed_on, incident.state = file_number, unit.today, "closed"
    add_line(unit, incident, "filed", unit.now, _("归档 {number}").format(number=file_number), who=unit.actor.name)
    yield from ()
