"""Leak reports (失泄密报告单): draft → submitted → linked → decided → persons handled → closed (INC-070…074)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Flag, Text
from models.core.roles import ARCHIVE, DIRECTOR, EXAM
from models.incidents import queries, rules, terms
from models.incidents.tables import Incident, LeakReport
from models.incidents.timeline import CLOCK, Findings, now
from resources.texts import _

LEAK = Subject("leak", _("失泄密报告单"), LeakReport, queries.find_leak)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _me(context: Context, _record: Any) -> str:
    return context.actor.name


def _stands(*states: str) -> Callable[[Context, LeakReport], Findings]:
    def guard(context: Context, leak: LeakReport) -> Findings:
        if leak.state not in states:
            expected = "、".join(terms.LEAK_STATE.show(state) for state in states)
            yield Finding("INC-072", Severity.BLOCK, "state", {"found": terms.LEAK_STATE.show(leak.state), "expected": expected})

    return guard


@command("incidents.report_leak", _("填报失泄密"), row=81, rules=("INC-001", "INC-070", "INC-071", "INC-072"), params=(
    Param("department", _("泄密部门"), Text(40)), Param("leaked", _("失泄密内容"), terms.LEAKED),
    Param("material", _("资料名称和编号"), Text(80)),
    Param("secrecy", _("密级和数量"), Text(40), required=False), Param("occupation", _("职业、等级、套号"), Text(60), required=False),
    Param("medium", _("载体"), Text(40), required=False), Param("discovered_at", _("发现时间"), CLOCK, default=now),
    Param("discovered_by", _("发现人"), Text(30), default=_me), Param("since", _("泄密起始时间"), CLOCK, required=False),
    Param("course", _("经过"), Text(4000, 4)), Param("spread", _("可能的扩散范围"), Text(2000, 2), required=False),
    Param("measures", _("已采取的措施"), Text(2000, 2), required=False), Param("oral_at", _("口头报告负责人时间"), CLOCK, required=False),
    Param("group_at", _("报领导小组时间"), CLOCK, required=False), Param("filled_by", _("填报人"), Text(30), default=_me),
))  # fmt: skip
def report_leak(unit: Unit, discovered_at: datetime, since: datetime | None, oral_at: datetime | None, group_at: datetime | None,
                **given: Any) -> Findings:  # fmt: skip
    """A draft of the department where the leak happened; the oral report is measured like a first report (INC-070)."""
    event = unit.rules["INC-001"]
    wrong = rules.times_in_order([("since", _("起始时间"), since), ("discovered_at", _("发现时间"), discovered_at)], queries.latest(unit),
                                 event)
    for name, moment in (("oral_at", oral_at), ("group_at", group_at)):
        wrong += rules.times_in_order([("discovered_at", _("发现时间"), discovered_at), (name, _("报告时间"), moment)],
                                      queries.latest(unit), event)
    yield from wrong
    if wrong:
        return
    if oral_at is not None:
        yield from _oral_faults(unit, discovered_at, oral_at)
    own = {name: value for name, value in given.items() if value is not None}
    number = queries.next_number(unit, LeakReport, "XM", discovered_at.year)
    unit.add(LeakReport(number=number, state="draft", recorded_by=unit.actor.login, recorded_at=unit.now, discovered_at=discovered_at,
                        since=since,
                        oral_at=oral_at, group_at=group_at, **own))  # fmt: skip
    unit.value = number


def _oral_faults(unit: Unit, discovered_at: datetime, oral_at: datetime) -> list[Finding]:
    rule = unit.rules["INC-070"]
    late = rules.minutes_late(discovered_at, oral_at, rule)
    expected = _("{limit} 前").format(limit=rules.clock(rules.deadline(discovered_at, rule)))
    return rule.found("oral_at", Severity.WARN, found=rules.clock(oral_at), expected=expected) if late else []


@command("incidents.submit_leak", _("上报失泄密报告单"), subject=LEAK, row=81, guard=_stands("draft"), rules=("INC-070", "INC-071"),
         params=(
    Param("at", _("上报时间"), CLOCK, default=now), Param("to", _("报送负责人"), Text(30)),
    Param("oral_at", _("口头报告时间"), CLOCK, required=False, default=lambda _context, leak: leak.oral_at),
    Param("group_at", _("报领导小组时间"), CLOCK, required=False, default=lambda _context, leak: leak.group_at),
))  # fmt: skip
def submit_leak(unit: Unit, leak: LeakReport, at: datetime, to: str, oral_at: datetime | None, group_at: datetime | None) -> Findings:
    """The form goes to the head of the agency; after its working day it wants a reason."""
    times = [("discovered_at", _("发现时间"), leak.discovered_at), ("at", _("上报时间"), at)]
    wrong = rules.times_in_order(times, max(queries.latest(unit), leak.discovered_at), unit.rules["INC-001"])
    yield from wrong
    if wrong:
        return
    rule = unit.rules["INC-070"]
    if rule.active:
        yield from rules.late_faults(at.date(), unit.calendar.plus(leak.discovered_at.date(), rule.value("workdays")).day, rule, "at")
    if oral_at is not None and leak.oral_at is None:
        yield from _oral_faults(unit, leak.discovered_at, oral_at)
    if group_at is None:
        yield from unit.rules["INC-071"].found("group_at", Severity.RECORD, found="", expected=_("报领导小组时间"))
    leak.submitted_at, leak.submitted_to, leak.oral_at, leak.group_at, leak.state = at, to, oral_at, group_at, "submitted"


def _leak_incidents(context: Context, _leak: Any) -> dict[str, str]:
    """Incidents this report may belong to: those of a leak first."""
    found = context.db.scalars(select(Incident).where(Incident.state != "cancelled",
                                                      queries.visible(context)).order_by(Incident.id.desc()).limit(200))
    ranked = sorted(found, key=lambda one: not set(one.kinds) & set(terms.LEAK_KINDS))
    return {one.number: f"{one.number} {one.site} {terms.kind_names(one.kinds)}" for one in ranked}


@command("incidents.link_leak", _("关联突发事件"), subject=LEAK, row=82, guard=_stands("submitted", "linked"), rules=("INC-044", "INC-074"),
         params=(Param("number", _("事件编号"), Choice(), options=_leak_incidents),))  # fmt: skip
def link_leak(unit: Unit, leak: LeakReport, number: str) -> Findings:
    """Tie the report to its incident (M1 or F5)."""
    leak.incident_id, leak.state = queries.find_incident(unit.db, number)[0].id, "linked"
    unit.db.expire(leak, ["incident"])
    yield from ()


@command("incidents.decide_leak", _("失泄密处理决定"), subject=LEAK, row=82, letters="A", guard=_stands("submitted", "linked"),
         rules=("INC-070", "INC-074"),
         params=(Param("decision", _("决定"), Text(2000, 3)), Param("on", _("日期"), Day(), default=_today)))  # fmt: skip
def decide_leak(unit: Unit, leak: LeakReport, decision: str, on: date) -> Findings:
    """The director's decision; a report on papers must be linked first (INC-074)."""
    if leak.leaked == "papers" and leak.incident_id is None:
        yield from unit.rules["INC-074"].found("incident", found=_("未关联事件"))
        return
    leak.decision, leak.decided_on, leak.state = decision, on, "decided"


@command("incidents.handle_persons", _("登记人员处理"), subject=LEAK, row=82, letters="A", guard=_stands("decided"), rules=("INC-073",),
         params=(
    Param("persons", _("责任人"), Text(400, 2)), Param("self_criticism", _("已交书面检查"), Flag(), default=False),
    Param("measure", _("处理"), terms.MEASURE), Param("aggravated", _("故意或隐瞒，加重"), Flag(), required=False, default=False),
))  # fmt: skip
def handle_persons(unit: Unit, leak: LeakReport, persons: str, self_criticism: bool, measure: str, aggravated: bool) -> Findings:
    """Three ticks: written self-criticism, handled, aggravated (INC-073)."""
    if not self_criticism:
        yield from unit.rules["INC-073"].found("self_criticism", Severity.RECORD, found=_("未交"), expected=_("书面检查"))
    leak.persons, leak.self_criticism, leak.measure, leak.aggravated = persons, self_criticism, measure, aggravated
    leak.state = "persons_handled"


def _may_close(context: Context, leak: LeakReport) -> Findings:
    yield from _stands("persons_handled")(context, leak)
    decisions = len(queries.decided(leak.incident)) if leak.incident else 0
    yield from rules.leak_closing_faults(leak.leaked, decisions, leak.incident is not None, context.rules["INC-074"])


@command("incidents.close_leak", _("失泄密归档"), subject=LEAK, only=frozenset({DIRECTOR, EXAM, ARCHIVE}), row=82, guard=_may_close,
         rules=("INC-074",))
def close_leak(unit: Unit, leak: LeakReport) -> Findings:
    """Filed once the persons are dealt with and, for papers, the incident has its decision (INC-074)."""
    leak.closed_on, leak.state = unit.today, "closed"
    yield from ()
