"""The registers of incidents: the log, follow-ups, leak reports, preparedness."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_

from models.core.centre import Context
from models.core.intake import Intake, declare_import
from models.core.kinds import Choice, Code, Day, Flag, Many, Moment, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import BUSINESS
from models.incidents import queries, rules, terms
from models.incidents.book import KINDS, IncidentBook
from models.incidents.queries import FOLLOW_UPS, LEAKS, LOG, PREPARED
from models.incidents.tables import FollowUp, Incident, LeakReport, Preparation
from resources.texts import _

TONES = {"handled": "caution", "report_submitted": "plain", "evaluation": "caution", "follow_up": "caution", "closed": "good",
         "cancelled": "plain"}
AREA, GROUP = "incidents", _("登记")
EVERYBODY = frozenset(BUSINESS)  # who may know of which row is decided row by row (INC-034)


def first_report(context: Context, incident: Incident) -> str:
    """按时 · 迟 2 分钟 · 剩 4 分钟 · 逾 12 分钟 of the first report's two hops; "" where nothing is asked."""
    late = _lateness(context, incident)
    if late is None:
        return ""
    if incident.site_told_at and incident.group_told_at:
        return _("迟 {n} 分钟").format(n=late) if late else _("按时")
    if incident.state not in terms.RUNNING:
        return _("未登记")
    return _("未报，逾 {n} 分钟").format(n=late) if late else _("计时中")


def _lateness(context: Context, incident: Incident) -> int | None:
    rule = context.rules["INC-021"]
    if not rule.active:
        return None
    told = [moment or context.now for moment in (incident.site_told_at, incident.group_told_at)]
    return max(rules.minutes_late(incident.discovered_at, moment, rule) for moment in told)


def _report_tone(context: Context, incident: Incident) -> str:
    late = _lateness(context, incident)
    whole = incident.site_told_at and incident.group_told_at
    if whole:
        return "danger" if late else "good"
    return "plain" if incident.state not in terms.RUNNING else "danger" if late else "caution"


def _state_tone(_context: Context, incident: Incident) -> str:
    return TONES.get(incident.state, "danger" if incident.rank == terms.MAJOR else "caution")


def _minutes(_context: Context, incident: Incident) -> int | None:
    return sum(one.granted for one in incident.makeups) if incident.makeups else None


def _place(_context: Context, incident: Incident) -> str:
    return f"{incident.site} {incident.rooms}".strip()


LOG_FIELDS = (
    Field("number", _("事件编号"), Code(20), column=Incident.number, sort=True, width=120, imported=True, also=("编号", "事件号")),
    Field("discovered_at", _("发现时间"), Moment(), column=Incident.discovered_at, sort=True, width=140, imported=True, needed=True,
          rule="INC-001",
          also=("发现日期",)),
    Field("kinds", _("类别"), KINDS, width=190, imported=True, complete=True, rule="INC-003", also=("事件类别", "事件类型")),
    Field("rank", _("级别"), terms.CLASS, width=60, imported=True, also=("事件级别",), tone=lambda _c,
          i: "danger" if i.rank == terms.MAJOR else ""),
    Field("place", _("考点/考场"), Text(120), compute=_place, width=150, imported=True, needed=True, also=("考点", "地点", "考场")),
    Field("state", _("状态"), terms.STATE, column=Incident.state, sort=True, width=110, tone=_state_tone),
    Field("first_report", _("初次报告"), Text(), compute=first_report, width=120, tone=_report_tone),
    Field("is_drill", _("演练"), Flag(), width=56, listed=False),
    Field("occurred_at", _("发生时间"), Moment(), listed=False, imported=True, rule="INC-001"),
    Field("site_told_at", _("初次报告时间"), Moment(seconds=True), listed=False, imported=True, rule="INC-020",
          also=("报告时间", "首报时间")),
    Field("group_told_at", _("报领导小组时间"), Moment(seconds=True), listed=False),
    Field("discovered_by", _("报告人"), Text(30), listed=False, imported=True, complete=True, also=("发现人",)),
    Field("means", _("报告方式"), terms.MEANS, compute=lambda _c, i: next((e.means for e in i.entries if e.kind == "report"), None),
          listed=False,
          imported=True),
    Field("batch", _("批次名称"), Text(80), listed=False, imported=True, also=("批次",)),
    Field("subject", _("科目"), terms.SUBJECT, listed=False),
    Field("summary", _("情况简述"), Text(2000, 3), listed=False, imported=True, complete=True, also=("情况", "简述")),
    Field("affected", _("涉及人员"), Text(400, 2), listed=False), Field("affected_count", _("涉及人数"), Whole(), listed=False),
    Field("contents", _("报告内容"), Many(terms.CONTENT), listed=False), Field("tracker", _("跟踪专人"), Text(), listed=False),
    Field("measures", _("采取措施"), Text(2000, 2), listed=False, imported=True, also=("措施",),
          compute=lambda _c, i: "；".join(e.text for e in i.entries if e.kind == "measures")),
    Field("restored_at", _("恢复秩序时间"), Moment(), listed=False), Field("room_record", _("考场情况记录表"), Code(40), listed=False),
    *(Field(name, label, Text(8000, 4), listed=False, imported=True) for name, label in terms.PARTS.items()),
    Field("minutes", _("补足时间（分钟）"), Whole(0, 180), compute=_minutes, listed=False, imported=True, rule="MKT-002",
          also=("补足时间", "补时")),
    Field("lessons", _("经验教训及整改"), Text(4000, 3), listed=False), Field("accountability", _("责任追究"), Text(2000, 2), listed=False),
    Field("commendation", _("有功表扬"), Text(2000, 2), listed=False),
    Field("file_number", _("归档号"), Code(40), listed=False),
    Field("closed_on", _("办结日期"), Day(), width=100, listed=False, imported=True, also=("归档日期",)),
    Field("note", _("备注"), Text(100), listed=False, imported=True),
)  # fmt: skip


def _running(option: str, _day: date) -> ColumnElement[bool]:
    over = Incident.state.in_(terms.OVER)
    if option == "open":
        return Incident.state.in_(terms.NOT_OVER)
    return Incident.state.in_(terms.RUNNING) if option == "running" else Incident.state == "closed" if option == "closed" else over


def _when(option: str, day: date) -> ColumnElement[bool]:
    if option == "last_month":
        day = day.replace(day=1) - timedelta(days=1)
    year = day.year - (option == "last_year")
    first = day if option == "today" else day.replace(day=1) if option.endswith("month") else date(year, 1, 1)
    last = date(year, 12, 31) if option.endswith("year") else day
    return and_(Incident.discovered_at >= datetime.combine(first, time.min),
                Incident.discovered_at < datetime.combine(last + timedelta(days=1), time.min))


_ACTIONS = (
    "incidents.tell", "incidents.classify", "incidents.answer_step", "incidents.fix_measures", "incidents.decide", "incidents.grant_time",
    "incidents.restore", "incidents.submit_report", "incidents.accept_report", "incidents.evaluate", "incidents.close", "incidents.note",
    "incidents.correct", "incidents.report_stage", "incidents.name_tracker", "incidents.confirm_receipt", "incidents.use_spares",
    "incidents.count_papers", "incidents.call_help", "incidents.release_press", "incidents.resume", "incidents.return_report",
    "incidents.hand_up",
    "incidents.add_follow_up", "incidents.link", "incidents.name_participant", "incidents.cancel",
)  # fmt: skip


def _related(_context: Context, incident: Incident) -> list[tuple[str, str, int]]:
    follow_ups = [(f"{one.what} · {one.owner} {one.due_on}", FOLLOW_UPS, one.id) for one in incident.actions]
    return follow_ups + [(f"{one.number} {one.material}", LEAKS, one.id) for one in incident.leaks]


LOG_REGISTER = declare(Register(
    LOG, _("突发事件"), Incident, LOG_FIELDS, row=82, order="discovered_at", descending=True, area=AREA, group=GROUP, readers=EVERYBODY,
    visible=queries.visible,
    facets=(
        Facet("open", _("状态"), {"open": _("未办结"), "running": _("处置中"), "closed": _("已归档"), "over": _("已结束")}, _running),
        Facet("rank", _("级别"), terms.CLASS.options, lambda option, _day: Incident.rank == option),
        Facet("theme", _("类型"), terms.themes(), lambda option, _day: Incident.theme == option),
        Facet("when", _("时间"), {"today": _("今天"), "month": _("本月"), "last_month": _("上月"), "year": _("本年"), "last_year": _("上年")}, _when),
        Facet("drill", _("演练"), {"no": _("实际事件"), "yes": _("演练")}, lambda option, _day: Incident.is_drill == (option == "yes")),
        Facet("complete", _("资料"), {"no": _("不完整"), "yes": _("完整")}, lambda option,
              _day: queries.lacking() if option == "no" else ~queries.lacking()),
    ),
    create=("incidents.report",), actions=_ACTIONS, forms=("F-INCIDENT-FIRST", "F-INCIDENT-STAGE", "F-INCIDENT-FINAL"),
    list_forms=("W-INCIDENT", "W-INCIDENT-MONTH"),
    describe=lambda i: f"{i.number} {terms.kind_names(i.kinds)}", subtitle=lambda context, i: " · ".join(
        filter(None, [_("演练") if i.is_drill else "", terms.CLASS.show(i.rank), _place(context, i), terms.STATE.show(i.state)])),
    notes=queries.notes, related=_related, find=queries.find_incident, intake=lambda: Intake("incidents.import_log", IncidentBook),
))  # fmt: skip

ACTIONS_REGISTER = declare(Register(
    FOLLOW_UPS, _("事件后续"), FollowUp, row=82, order="due_on", area=AREA, group=GROUP, joins=("incident",),
    visible=queries.follow_up_visible,
    readers=EVERYBODY,
    fields=(
        Field("incident", _("事件编号"), Code(20), "incident.number", width=120), Field("what", _("事项"), Text(200), width=240),
        Field("owner", _("责任人"), Text(30), width=80),
        Field("due_on", _("完成期限"), Day(), column=FollowUp.due_on, sort=True, width=100),
        Field("state", _("状态"), Text(), compute=lambda _c, one: terms.OUTCOME.show(one.outcome) or _("办理中"),
              tone=lambda context, one: "good" if one.outcome else "danger" if one.due_on < context.today else "caution"),
        Field("ended_on", _("办结日期"), Day(), compute=lambda _c, one: None if one.ended_on == date.max else one.ended_on),
        Field("told", _("办理情况"), Text(1000, 2), listed=False),
    ),
    facets=(Facet("open", _("状态"), {"open": _("办理中"), "over": _("已办结")},
                  lambda option, _day: FollowUp.ended_on == date.max if option == "open" else FollowUp.ended_on < date.max),),
    actions=("incidents.end_follow_up",), describe=lambda one: one.what, subtitle=lambda _context,
    one: f"{one.incident.number} · {one.owner}",
    related=lambda _context, one: [(one.incident.number, LOG, one.incident_id)], find=queries.find_follow_up,
))  # fmt: skip

LEAK_REGISTER = declare(Register(
    LEAKS, _("失泄密报告"), LeakReport, row=82, order="discovered_at", area=AREA, group=GROUP, visible=queries.leak_visible,
    readers=EVERYBODY,
    fields=(
        Field("number", _("报告单编号"), Code(20), column=LeakReport.number, sort=True, width=120),
        Field("discovered_at", _("发现时间"), Moment(seconds=True), column=LeakReport.discovered_at, sort=True, width=140),
        Field("department", _("泄密部门"), Text(40)), Field("leaked", _("失泄密内容"), terms.LEAKED, width=80),
        Field("material", _("资料名称和编号"), Text(80), width=180), Field("state", _("状态"), terms.LEAK_STATE, width=100,
              tone=lambda _c, leak: "good" if leak.state == "closed" else "caution"),
        Field("incident", _("关联事件"), Code(20), compute=lambda _c, leak: leak.incident.number if leak.incident else None, width=120),
        Field("secrecy", _("密级和数量"), Text(40), listed=False), Field("occupation", _("职业、等级、套号"), Text(60), listed=False),
        Field("medium", _("载体"), Text(40), listed=False), Field("discovered_by", _("发现人"), Text(30), listed=False),
        Field("course", _("经过"), Text(4000, 4), listed=False), Field("since", _("泄密起始时间"), Moment(), listed=False),
        Field("spread", _("可能的扩散范围"), Text(2000, 2), listed=False),
        Field("measures", _("已采取的措施"), Text(2000, 2), listed=False),
        Field("oral_at", _("口头报告时间"), Moment(seconds=True), listed=False),
        Field("group_at", _("报领导小组时间"), Moment(), listed=False),
        Field("submitted_at", _("上报时间"), Moment(), listed=False), Field("decision", _("决定"), Text(2000, 3), listed=False),
        Field("persons", _("责任人"), Text(400, 2), listed=False), Field("self_criticism", _("已交书面检查"), Flag(), listed=False),
        Field("measure", _("处理"), terms.MEASURE, listed=False), Field("aggravated", _("加重"), Flag(), listed=False),
        Field("closed_on", _("办结日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.LEAK_STATE.options, lambda option, _day: LeakReport.state == option),),
    joins=("incident",), create=("incidents.report_leak",),
    actions=("incidents.submit_leak", "incidents.link_leak", "incidents.decide_leak", "incidents.handle_persons", "incidents.close_leak"),
    forms=("F-SECRET-LEAK",), describe=lambda leak: f"{leak.number} {leak.material}", subtitle=lambda _c,
    leak: terms.LEAK_STATE.show(leak.state),
    related=lambda _c, leak: [(leak.incident.number, LOG, leak.incident_id)] if leak.incident else [], find=queries.find_leak,
))  # fmt: skip

PREPARED_REGISTER = declare(Register(
    PREPARED, _("应急准备"), Preparation, row=82, order="held_on", area=AREA, group=GROUP,
    fields=(
        Field("kind", _("事项"), Choice(terms.preparations()), width=130),
        Field("held_on", _("日期"), Day(), column=Preparation.held_on, sort=True, width=100), Field("site", _("考点"), Text(60), width=140),
        Field("ready_on", _("准备就绪"), Day(), width=100), Field("posted_on", _("张贴日期"), Day(), width=100),
        Field("ticks", _("已落实"), Many(terms.all_ticks()), width=260), Field("leader", _("组长"), Text(), listed=False),
        Field("members", _("成员"), Text(400, 2), listed=False), Field("participants", _("参加人"), Text(400, 2), listed=False),
        Field("site_head", _("考点负责人"), Text(), listed=False), Field("patrol", _("巡考人员"), Text(), listed=False),
        Field("officer", _("考务管理责任人"), Text(), listed=False), Field("reporter", _("信息报告人"), Text(), listed=False),
        Field("handlers", _("处置专人"), Text(), listed=False), Field("phone", _("应急电话"), Text(), listed=False),
        Field("on_duty", _("值守人"), Text(), listed=False), Field("medical", _("医护人员"), Text(), listed=False),
        Field("guards", _("安保人员"), Text(), listed=False), Field("safety_officer", _("安全员"), Text(), listed=False),
        Field("findings", _("检查发现"), Text(400, 2), listed=False), Field("removed_on", _("整改完成日期"), Day(), listed=False),
    ),
    facets=(Facet("kind", _("事项"), terms.preparations(), lambda option, _day: Preparation.kind == option),),
    create=("incidents.prepare",), actions=("incidents.confirm_ready", "incidents.complete_preparation"),
    describe=lambda one: f"{terms.preparations()[one.kind]} {one.held_on}", subtitle=lambda _c, one: one.site,
    notes=lambda context, one: _prepared_notes(context, one), find=queries.find_preparation,
))  # fmt: skip


def _prepared_notes(context: Context, one: Preparation) -> list[Any]:
    from models.incidents.preparing import gaps, ready_faults

    if one.kind == "roster" and one.ready_on is None:
        return ready_faults(context, one)
    return gaps(one.kind, {column.key: getattr(one, column.key) for column in Preparation.__table__.columns}, context.rules)


declare_import("incidents.import_log", _("导入突发事件登记簿"), LOG, 82,
               ("INC-001", "INC-002", "INC-003", "INC-020", "INC-028", "INC-043", "MKT-002", "MKT-003", "MKT-004", "MKT-005"))  # fmt: skip
