"""Entering an incident and reporting it: first report, hops, class and kind, tracker, staged reports, notes, calls."""

from datetime import datetime
from typing import Any

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Severity
from models.core.kinds import Choice, Flag, Many, Text, Whole
from models.core.roles import DIRECTOR, EXAM
from models.incidents import queries, rules, terms
from models.incidents.tables import Incident, Participant
from models.incidents.timeline import CLOCK, INCIDENT, NOT_OVER, RUNNING, Findings, add_line, at_param, now, time_faults, told
from resources.texts import _

_JUDGED_BY = ("INC-020", "INC-021", "INC-028", "INC-041")


def _kinds(context: Context, _record: Any) -> dict[str, str]:
    return terms.labelled(terms.kinds_of(context.rules))


def _site_today(context: Context, _record: Any) -> str | None:
    roster = queries.roster_of(context, context.today)
    return roster.site if roster else None


def _me(context: Context, _record: Any) -> str:
    return context.actor.name


@command("incidents.report", _("登记突发事件"), row=81, rules=(
    "INC-001", "INC-002", "INC-003", "INC-005", "INC-020", "INC-021", "INC-022", "INC-023", "INC-024", "INC-039", "INC-066"), params=(
    Param("kinds", _("类别"), Many(), options=_kinds),
    Param("rank", _("级别"), terms.CLASS, required=False, help=_("留空按类别")),
    Param("discovered_at", _("发现时间"), CLOCK, default=now), Param("occurred_at", _("发生时间"), CLOCK, required=False),
    Param("site", _("考点"), Text(60), default=_site_today), Param("rooms", _("考场"), Text(120), required=False, help=_("多个用顿号分开")),
    Param("batch", _("批次"), Text(80), required=False), Param("subject", _("科目"), terms.SUBJECT, required=False),
    Param("summary", _("情况简述"), Text(2000, 3), required=False, help=_("只写事实；判断另记。留空为类别名称")),
    Param("discovered_by", _("报告人"), Text(30), default=_me),
    Param("affected", _("涉及人员和考生"), Text(400, 2), required=False),
    Param("affected_count", _("涉及人数"), Whole(0, 100_000), required=False),
    Param("contents", _("报告内容"), Many(terms.CONTENT), required=False),
    Param("told_site_at", _("报考点负责人时间"), CLOCK, required=False), Param("told_group_at", _("报领导小组时间"), CLOCK, required=False),
    Param("means", _("报告方式"), terms.MEANS, required=False, default="telephone"),
    Param("starts_at", _("开考时间"), CLOCK, required=False), Param("ends_at", _("原结束时间"), CLOCK, required=False),
    Param("practical", _("实操考核"), Flag(), required=False, default=False),
    Param("disorder", _("有吵闹、起哄、罢考"), Flag(), required=False, default=False),
    Param("drill", _("演练"), Flag(), required=False, default=False),
))  # fmt: skip
def report(unit: Unit, kinds: list[str], rank: str | None, discovered_at: datetime, occurred_at: datetime | None,
           told_site_at: datetime | None,
           told_group_at: datetime | None, means: str | None, drill: bool, **given: Any) -> Findings:  # fmt: skip
    """A sudden event, or a drill on the same form: the ten minutes run from `discovered_at`, not from the time of entry.

    rank: None takes that of the kinds. told_*: the first report's two hops where they were made already.
    """
    known = terms.kinds_of(unit.rules)
    rank = rank or rules.default_class(kinds)
    times = [("occurred_at", _("发生时间"), occurred_at), ("discovered_at", _("发现时间"), discovered_at)]
    wrong = rules.times_in_order(times, queries.latest(unit), unit.rules["INC-001"]) + rules.class_faults(rank, kinds, known, unit.rules)
    wrong += rules.lateness_faults(kinds, given["starts_at"], discovered_at, unit.rules["INC-039"])
    yield from wrong
    if wrong:
        return
    rank = rank or terms.GENERAL  # only where the centre does without INC-002
    rooms = given["rooms"] or ""
    yield from rules.rooms_faults(kinds, len(split_rooms(rooms)), unit.rules["INC-005"])
    number = queries.next_number(unit, Incident, "YL" if drill else "SJ", discovered_at.year)
    insider = bool(unit.actor.roles & {EXAM, DIRECTOR})
    own = {name: value for name, value in given.items() if value is not None}
    own["summary"] = own.get("summary") or terms.kind_names(kinds)
    incident = Incident(
        number=number, is_drill=drill, profile=unit.centre.profile, state="discovered", rank=rank, kinds=kinds, theme=terms.theme_of(kinds),
        occurred_at=occurred_at, discovered_at=discovered_at, recorded_at=unit.now, recorded_by=unit.actor.login,
        classified_by=unit.actor.name if insider else "", judged_by=unit.rules.versions(*_JUDGED_BY)[:200], **own,
    )  # fmt: skip
    unit.add(incident)
    unit.value = number
    add_line(unit, incident, "found", discovered_at, incident.summary, who=incident.discovered_by)
    for addressee, moment in ((terms.SITE, told_site_at), (terms.GROUP, told_group_at)):
        if moment is not None:
            yield from told(unit, incident, addressee, moment, means, incident.discovered_by, terms.ADDRESSEE.show(addressee))


def split_rooms(text: str) -> list[str]:
    return [part for part in text.replace("，", "、").replace(",", "、").split("、") if part.strip()]


@command("incidents.tell", _("登记报告"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=(
    "INC-020", "INC-021", "INC-022", "INC-023", "INC-024", "INC-030", "INC-031", "INC-033", "INC-038"), params=(
    Param("to", _("报告对象"), terms.ADDRESSEE), at_param(_("报告时间")), Param("means", _("报告方式"), terms.MEANS, default="telephone"),
    Param("by", _("报告人"), Text(60), default=_me), Param("receiver", _("接报人"), Text(60), required=False),
    Param("text", _("报告内容"), Text(1000, 2), required=False),
))  # fmt: skip
def tell(unit: Unit, incident: Incident, to: str, at: datetime, means: str, by: str, receiver: str | None, text: str | None) -> Findings:
    """One hop of the report chain: to whom, when, by what means. Late first reports want a reason."""
    yield from told(unit, incident, to, at, means, by, receiver or terms.ADDRESSEE.show(to), text)


def _unconfirmed(context: Context, incident: Incident) -> dict[str, str]:
    """Reports whose receipt nobody confirmed yet: line → what it was."""
    if incident is None:
        return {}
    confirmed = {one.refers_to for one in incident.entries if one.kind == "received"}
    reports = [one for one in incident.entries if one.kind in ("report", "stage") and one.id not in confirmed]
    return {str(one.id): f"{one.at:%H:%M} {one.to_whom}" for one in reports}


@command("incidents.confirm_receipt", _("登记收到确认"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=("INC-024",), params=(
    Param("line", _("哪次报告"), Choice(), options=_unconfirmed, default=lambda context,
          one: next(reversed(_unconfirmed(context, one)), None)),
    at_param(), Param("by", _("确认人"), Text(60)),
))  # fmt: skip
def confirm_receipt(unit: Unit, incident: Incident, line: str, at: datetime, by: str) -> Findings:
    """The addressee confirmed a report: a new line that refers to it."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, "received", at, who=by, refers_to=int(line))


def _own(name: str) -> Any:
    return lambda _context, incident: getattr(incident, name)


@command("incidents.classify", _("定级"), subject=INCIDENT, row=82, rules=("INC-002", "INC-003", "INC-004", "INC-005", "INC-061"),
         guard=NOT_OVER,
         params=(
    Param("kinds", _("类别"), Many(), options=_kinds, default=_own("kinds")), Param("rank", _("级别"), terms.CLASS, default=_own("rank")),
    Param("decided_by", _("决定人"), Text(30), required=False, help=_("考点负责人或领导小组；调整级别时必填")), at_param(),
))  # fmt: skip
def classify(unit: Unit, incident: Incident, kinds: list[str], rank: str, decided_by: str | None, at: datetime) -> Findings:
    """Confirm or change kind and class. Clocks of the higher class run from the original discovery (INC-004)."""
    wrong = rules.class_faults(rank, kinds, terms.kinds_of(unit.rules), unit.rules) + time_faults(unit, incident, at)
    if incident.classified_by:
        wrong += rules.reclass_faults(incident.rank, rank, incident.state, decided_by, unit.rules["INC-004"])
    yield from wrong
    yield from rules.rooms_faults(kinds, len(split_rooms(incident.rooms)), unit.rules["INC-005"])
    if set(kinds) & set(unit.rules["INC-061"].value("kinds") or ()) and not decided_by:
        yield from unit.rules["INC-061"].found("decided_by", Severity.RECORD, found="", expected=_("主管领导"))
    if any(one.severity is Severity.BLOCK for one in wrong):
        return
    told_now = f"{terms.CLASS.show(rank)} {terms.kind_names(kinds)}"
    before = f"{terms.CLASS.show(incident.rank)} → " if incident.rank != rank else ""
    add_line(unit, incident, "class", at, before + told_now, code=rank, who=decided_by or unit.actor.name)
    incident.kinds, incident.rank, incident.theme = kinds, rank, terms.theme_of(kinds)
    incident.classified_by = decided_by or unit.actor.name
    if incident.state == "reported_group":
        incident.state = "classified"


@command("incidents.name_tracker", _("指定跟踪专人"), subject=INCIDENT, row=82, guard=RUNNING, rules=("INC-025",),
         params=(Param("tracker", _("专人"), Text(30)), at_param()))  # fmt: skip
def name_tracker(unit: Unit, incident: Incident, tracker: str, at: datetime) -> Findings:
    """The one person who follows the incident and writes the staged reports (INC-025)."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        incident.tracker = tracker
        add_line(unit, incident, "fact", at, _("指定 {name} 跟踪").format(name=tracker), who=unit.actor.name)


def _tracked(context: Context, incident: Incident) -> Findings:
    yield from RUNNING(context, incident)
    if not incident.tracker:
        yield from context.rules["INC-025"].found("tracker", found="", expected=_("跟踪专人"))


@command("incidents.report_stage", _("阶段性报告"), subject=INCIDENT, row=82, guard=_tracked, rules=("INC-025", "INC-026"), params=(
    Param("text", _("进展、决定和措施"), Text(2000, 4)), at_param(_("报告时间")),
    Param("means", _("报告方式"), terms.MEANS, default="telephone"),
    Param("to", _("接报人"), Text(60), default=lambda _context, _one: terms.ADDRESSEE.show(terms.GROUP)),
    Param("state", _("当前状态"), Text(200), required=False),
))  # fmt: skip
def report_stage(unit: Unit, incident: Incident, text: str, at: datetime, means: str, to: str, state: str | None) -> Findings:
    """One staged report of the tracker; coming later than the interval it wants a reason (INC-026)."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        yield from rules.stage_faults(queries.last_told(incident), at, unit.rules["INC-026"])
        add_line(unit, incident, "stage", at, text, who=incident.tracker, to_whom=to, means=means, scope=state)


@command("incidents.note", _("记录经过"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=("INC-001", "INC-025"), params=(
    Param("kind", _("性质"), terms.NOTE, default="fact", help=_("看到的是事实，推测和评价是判断")),
    Param("text", _("内容"), Text(2000, 3)), at_param(),
    Param("who", _("当事人"), Text(60), required=False),
))  # fmt: skip
def note(unit: Unit, incident: Incident, kind: str, text: str, at: datetime, who: str | None) -> Findings:
    """A line of the timeline: a raw fact, or a judgement apart from it."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, kind, at, text, who=who)


def _correctable(_context: Context, incident: Incident) -> dict[str, str]:
    if incident is None:
        return {}
    lines = [one for one in incident.entries if one.kind not in ("correction", "received")]
    return {str(one.id): f"{one.at:%m-%d %H:%M} {terms.ENTRY.show(one.kind)} {one.text[:30]}" for one in lines}


@command("incidents.correct", _("更正记录"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=("INC-025",), params=(
    Param("line", _("更正哪一条"), Choice(), options=_correctable), Param("text", _("正确的内容"), Text(2000, 3)),
    at_param(_("正确的时间")),
))  # fmt: skip
def correct(unit: Unit, incident: Incident, line: str, text: str, at: datetime) -> Findings:
    """A correction is a new line that refers to the old one, which stays as it is."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, "correction", at, text, refers_to=int(line), who=unit.actor.name)


@command("incidents.call_help", _("登记求助"), subject=INCIDENT, row=81, guard=RUNNING, rules=("INC-062",), params=(
    Param("number", _("电话"), Choice(), options=lambda context,
          _one: {one: one for one in [*context.rules["INC-062"].value("numbers"), "other"]}),
    at_param(_("拨打时间")), Param("by", _("拨打人"), Text(60), default=_me),
    Param("text", _("所报情况"), Text(400, 2), help=_("地点、方位、情况")),
))  # fmt: skip
def call_help(unit: Unit, incident: Incident, number: str, at: datetime, by: str, text: str) -> Findings:
    """A call to 110, 119, 122 or 120: caller, time, place and situation told (INC-062)."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, "call", at, text, code=number, who=by, means="telephone")


@command("incidents.release_press", _("信息发布"), subject=INCIDENT, row=82, guard=NOT_OVER, rules=("INC-035",), params=(
    Param("text", _("发布内容"), Text(2000, 4)), Param("approved_by", _("批准人"), Text(30), required=False), at_param(_("发布时间")),
))  # fmt: skip
def release_press(unit: Unit, incident: Incident, text: str, approved_by: str | None, at: datetime) -> Findings:
    """A text for the press or the candidates, only with its approver (INC-035)."""
    wrong = time_faults(unit, incident, at)
    if not approved_by:
        wrong += unit.rules["INC-035"].found("approved_by", found="", expected=_("批准人"))
    yield from wrong
    if not wrong:
        add_line(unit, incident, "press", at, text, approved_by=approved_by, approved_at=at)


@command("incidents.name_participant", _("列为参与人"), subject=INCIDENT, row=82, guard=NOT_OVER, rules=("INC-034",), params=(
    Param("login", _("账号"), Choice(), options=lambda context, _one: dict(sorted(_users(context).items()))),
))  # fmt: skip
def name_participant(unit: Unit, incident: Incident, login: str) -> Findings:
    """Share the record with a person outside the circle of INC-034."""
    if login not in {one.login for one in incident.participants}:
        unit.add(Participant(incident_id=incident.id, login=login))
    yield from ()


def _users(context: Context) -> dict[str, str]:
    from models.core.queries import user_names

    return user_names(context)


@command("incidents.link", _("关联记录"), subject=INCIDENT, row=82, guard=NOT_OVER, rules=("INC-044",), params=(
    Param("kind", _("关联类型"), terms.LINK), Param("number", _("编号或姓名"), Text(60)),
    Param("text", _("说明"), Text(200), required=False),
))  # fmt: skip
def link(unit: Unit, incident: Incident, kind: str, number: str, text: str | None) -> Findings:
    """A violation, staff case, leak report, waiver or certificate that belongs to the incident, by its number (INC-044)."""
    add_line(unit, incident, "link", unit.now, f"{terms.LINK.show(kind)} {number} {text or ''}".strip(), code=kind, who=unit.actor.name)
    yield from ()


@command("incidents.cancel", _("撤销登记"), subject=INCIDENT, row=82, letters="A", guard=NOT_OVER, rules=("GEN-002",), danger=True,
         params=(Param("why", _("原因"), Text(400, 2)),))  # fmt: skip
def cancel(unit: Unit, incident: Incident, why: str) -> Findings:
    """An incident entered by mistake: it stays, cancelled with its reason (GEN-002)."""
    incident.state = "cancelled"
    add_line(unit, incident, "filed", unit.now, _("撤销：{why}").format(why=why), who=unit.actor.name)
    yield from ()
