"""What is due about incidents: the ten minutes, reports, evaluation, hand-ups, follow-ups, leak reports, yearly duties."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from models.core.centre import Context
from models.core.dates import DAY, months_plus
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.core.rulebook import Rule
from models.incidents import queries, rules, terms
from models.incidents.queries import FOLLOW_UPS, LEAKS, LOG, PREPARED, OpenIncident
from models.incidents.tables import FollowUp, Incident, LeakReport, Preparation
from resources.texts import _

_SAME = DueItem._fields.index("due")  # from here on an item says the same of all incidents that stand alike
HOPS = ((terms.SITE, "INC-020"), (terms.GROUP, "INC-021"))


_OPEN_FOLLOW_UPS = select(FollowUp.id, FollowUp.what, FollowUp.due_on, FollowUp.rule, Incident.number).join(FollowUp.incident).where(
    FollowUp.ended_on == date.max)  # fmt: skip
_LEAKS = select(LeakReport.id, LeakReport.number, LeakReport.material, LeakReport.oral_at, LeakReport.discovered_at).where(LeakReport.state == "draft")
_PREPARED = select(Preparation.kind, func.max(Preparation.held_on).label("day")).group_by(Preparation.kind)
_ANY_INCIDENT = select(Incident.id).limit(1)
_TRAINED = select(func.count()).where(Preparation.kind == "training", Preparation.held_on >= bindparam("begin"))
_TO_COME = select(Preparation.id, Preparation.site, Preparation.held_on).where(Preparation.held_on >= bindparam("today"))


def due(context: Context) -> Iterator[DueItem]:
    """Everything of this area that this person may know of."""
    maker = _Maker(context)
    alike: dict[Any, list[tuple[Any, ...]]] = {}  # incidents without lines of their own that stand alike are asked once
    for incident in queries.open_incidents(context):
        if incident.entries or incident.state in terms.RUNNING:
            yield from _of(maker, incident)
            continue
        stands = queries.stands(incident)
        if stands not in alike:
            alike[stands] = [item[_SAME:] for item in _of(maker, incident)]
        for rest in alike[stands]:
            yield DueItem("incidents", LOG, incident.id, incident.number, maker.title(incident), *rest)
    yield from _follow_ups(context)
    yield from _leaks(context)
    yield from _yearly(context)
    yield from _evacuation(context)


class _Maker:
    """Makes the items of incidents; what the rules say of all of them is asked once."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        asked = [self.rules[rule_id] for rule_id in ("INC-027", "INC-028", "INC-029", "INC-032", "INC-041")]
        self.workdays = {rule.id: rule.value("workdays") if rule.active else None for rule in asked}
        self.handed_up = queries.to_hand_up(context)
        self._names: dict[tuple[str, ...], str] = {}

    def title(self, incident: OpenIncident) -> str:
        """Number, place and kinds; the names of the same kinds are put together once."""
        kinds = tuple(incident.kinds)
        if kinds not in self._names:
            self._names[kinds] = terms.kind_names(incident.kinds)
        return " ".join(filter(None, (incident.number, incident.site, self._names[kinds])))

    def at(self, incident: OpenIncident, moment: datetime, rule: Rule, requirement: str, kind: str, role: str = EXAM) -> Iterator[DueItem]:
        if rule.active:
            yield DueItem("incidents", LOG, incident.id, incident.number, self.title(incident), moment.date(), rule.id, requirement, role, kind,
                          at=moment)  # fmt: skip

    def within(self, incident: OpenIncident, start: date, rule: str, requirement: str, kind: str, role: str = EXAM) -> Iterator[DueItem]:
        days = self.workdays[rule]
        if days:
            by = self.context.calendar.plus(start, days)
            yield DueItem("incidents", LOG, incident.id, incident.number, self.title(incident), by.day, rule, requirement, role, kind,
                          by.provisional)  # fmt: skip


def _of(maker: _Maker, incident: OpenIncident) -> Iterator[DueItem]:
    if incident.state in terms.RUNNING:
        yield from _clocks(maker, incident)
    for code in incident.kinds:
        if code in terms.with_day_steps():
            yield from _day_steps(maker, incident)
            break
    restored, found = queries.restored_on(incident), incident.discovered_at.date()
    if restored and incident.state == "handled":
        yield from maker.within(incident, restored, "INC-028", _("提交突发事件报告"), _("事件报告"))
    if restored and incident.rank == terms.MAJOR and incident.evaluated_on is None:
        yield from maker.within(incident, restored, "INC-041", _("组织调查评估"), _("调查评估"))
    left = maker.handed_up.left(incident)
    if restored and "summary" in left:
        yield from maker.within(incident, restored, "INC-027", _("领导小组总结上报"), _("总结上报"), DIRECTOR)
    if "account" in left:
        yield from maker.within(incident, found, "INC-029", _("书面材料上报"), _("书面上报"))
    if "form" in left:
        yield from maker.within(incident, found, "INC-032", _("上交督导情况表"), _("督导情况表"), SUPERVISOR)


def _clocks(maker: _Maker, incident: OpenIncident) -> Iterator[DueItem]:
    asked, reports = maker.rules, queries.told(incident)
    for addressee, rule_id in HOPS:
        if addressee not in reports:
            moment = rules.deadline(incident.discovered_at, asked[rule_id])
            what = _("报告{whom}").format(whom=terms.ADDRESSEE.show(addressee))
            yield from maker.at(incident, moment, asked[rule_id], what, _("初次报告"))
    if incident.rank == terms.MAJOR and terms.SUPERVISOR not in reports and asked["INC-031"].active:
        moment = rules.deadline(incident.discovered_at, asked["INC-031"])
        yield from maker.at(incident, moment, asked["INC-031"], _("督导员逐级上报"), _("逐级上报"), SUPERVISOR)
    if incident.disorder and terms.HEAD not in reports and asked["INC-038"].active:
        moment = rules.deadline(incident.discovered_at, asked["INC-038"])
        yield from maker.at(incident, moment, asked["INC-038"], _("报告评价机构负责人"), _("吵闹罢考上报"))
    if incident.state == "in_handling":
        moment = rules.deadline(queries.last_told(incident), asked["INC-026"])
        yield from maker.at(incident, moment, asked["INC-026"], _("作阶段性报告"), _("阶段性报告"))


def _day_steps(maker: _Maker, incident: OpenIncident) -> Iterator[DueItem]:
    """Steps that fall on the exam day itself, once the step before them is done (H03-3)."""
    done, given = queries.done_steps(incident), queries.answered(incident)
    for step, row in terms.steps(incident.kinds).items():
        if row.get("day") and step not in given and row.get("after", step) in done | {step}:
            end = datetime.combine(incident.discovered_at.date(), datetime.max.time())
            yield from maker.at(incident, end.replace(microsecond=0), maker.rules["INC-043"], terms.named(row), _("当日办理"))


def _follow_ups(context: Context) -> Iterator[DueItem]:
    for one in context.rows(_OPEN_FOLLOW_UPS.where(queries.follow_up_visible(context))):
        yield DueItem("incidents", FOLLOW_UPS, one.id, one.number, f"{one.number} {one.what}", one.due_on, one.rule or "INC-043", one.what, EXAM,
                      _("后续事项"))  # fmt: skip


def _leaks(context: Context) -> Iterator[DueItem]:
    rule = context.rules["INC-070"]
    if not rule.active:
        return
    for leak in context.rows(_LEAKS.where(queries.leak_visible(context))):
        title = f"{leak.number} {leak.material}"
        if leak.oral_at is None:
            moment = rules.deadline(leak.discovered_at, rule)
            yield DueItem("incidents", LEAKS, leak.id, leak.number, title, moment.date(), rule.id, _("口头报告负责人"), EXAM, _("失泄密"),
                          at=moment)
        by = context.calendar.plus(leak.discovered_at.date(), rule.value("workdays"))
        yield DueItem("incidents", LEAKS, leak.id, leak.number, title, by.day, rule.id, _("上报失泄密报告单"), EXAM, _("失泄密"),
                      by.provisional)


def _yearly(context: Context) -> Iterator[DueItem]:
    """Training, drill and inspection, once the centre keeps this register at all (INC-013, 065, 066)."""
    last: dict[str, date] = {one.kind: one.day for one in context.rows(_PREPARED)}
    if not last and context.value(_ANY_INCIDENT) is None:
        return
    year_end = date(context.today.year, 12, 31)
    trained = context.value(_TRAINED, begin=date(context.today.year, 1, 1))
    wanted: Iterable[tuple[str, bool, date, str, str]] = (
        ("INC-013", (trained or 0) < context.rules["INC-013"].value("per_year"), year_end, _("本年度预案培训"), GENERAL),
        ("INC-066", queries.drills_in(context, context.today.year) < context.rules["INC-066"].value("per_year"), year_end,
         _("本年度应急演练"), EXAM),
        ("INC-065", True, months_plus(last["inspection"], context.rules["INC-065"].value("months")) if "inspection" in last else year_end,
         _("安全检查"), EXAM),
    )  # fmt: skip
    for rule_id, missing, by, requirement, role in wanted:
        if missing and context.rules[rule_id].active:
            yield DueItem("incidents", PREPARED, 0, rule_id, requirement, by, rule_id, requirement, role, _("应急准备"))


def _evacuation(context: Context) -> Iterator[DueItem]:
    """INC-014: for each exam day on the roster the site's evacuation plan, posted the day before."""
    rule = context.rules["INC-014"]
    if not rule.active:
        return
    rosters = context.rows(_TO_COME.where(Preparation.kind == "roster"), today=context.today)
    plans = context.rows(_TO_COME.where(Preparation.kind == "evacuation"), today=context.today) if rosters else ()
    posted = {(one.site, one.held_on) for one in plans}
    for roster in rosters:
        if (roster.site, roster.held_on) not in posted:
            by = roster.held_on - rule.value("days") * DAY
            yield DueItem("incidents", PREPARED, roster.id, roster.site, f"{roster.site} {roster.held_on}", by, rule.id,
                          _("张贴疏散方案"), EXAM, _("应急准备"))  # fmt: skip


AREAS["incidents"] = due
