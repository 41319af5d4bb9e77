"""Before a supervision: plan, notice, badges (PPL-SUP-040, 041, 016)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Flag, Text
from models.core.roles import EXAM
from models.people.queries import find_qualified
from models.people.rules import refused
from models.people.standing import faults_on
from models.people.tables import Qualification
from models.people.terms import SUPERVISOR
from models.supervision import queries, terms
from models.supervision.tables import OPEN, AssessorRating, Supervision, SupervisionMember
from models.supervision.terms import NOTICED, PLANNED
from resources.texts import _

Findings = Iterator[Finding]
EXAM_TOO = frozenset({EXAM})  # beside row 15, which lets exam affairs dispatch in Hunan only: a badge is no dispatch
VISIT = Subject("supervision", _("质量督导"), Supervision, queries.find_supervision)
MEMBER = Subject("member", _("督导组成员"), SupervisionMember, queries.find_member)


def today(context: Context, _record: Any) -> date:
    return context.today


def stands(*states: str) -> Callable[[Context, Supervision], Findings]:
    """PPL-SUP-041: a step belongs to some states only; a closed supervision stays as it is everywhere."""

    def guard(context: Context, visit: Supervision) -> Findings:
        if visit.state not in states:
            expected = "、".join(terms.STATE.show(state) for state in states)
            yield from refused(context.rules["PPL-SUP-041"], "state", found=terms.STATE.show(visit.state), expected=expected)

    return guard


def _holders(unit: Unit, text: str, days: tuple[date, ...]) -> tuple[list[Qualification], list[Finding]]:
    """The supervisors of these names or card numbers, and what stands against them on the days (PPL-SUP-015)."""
    holders: list[Qualification] = []
    faults: list[Finding] = []
    for name in queries.names(text):
        found = find_qualified(SUPERVISOR, unit.db, name)
        if len(found) != 1:
            expected = _("唯一的质量督导员，同名的用证卡编号")
            faults += unit.rules["SYS-002"].found("members", label=_("督导员"), found=name, expected=expected)
            continue
        holders += found
        for day in dict.fromkeys(days):
            faults += faults_on(unit, found[0].person, SUPERVISOR, day)
    return holders, faults


def _from_lists(unit: Unit, kind: str, methods: list[str]) -> Findings:
    rule = unit.rules["PPL-SUP-040"]
    if kind not in rule.value("kinds"):
        yield from rule.found("kind", found=terms.KIND.show(kind))
    beyond = [one for one in methods if one not in rule.value("methods")]
    if beyond:
        yield from rule.found("methods", found=terms.METHODS.show(beyond))


@command("supervision.plan", _("计划督导"), row=70, rules=("PPL-SUP-040", "PPL-SUP-015", "PPL-ASR-022", "SYS-002"), params=(
    Param("kind", _("督导形式"), terms.KIND, default="on_site"), Param("methods", _("督导方法"), terms.METHODS, default=["site"]),
    Param("batch", _("批次"), Code(40), required=False, help=_("已登记的批次自动带出地点、职业、等级、日期和考评员")),
    Param("site", _("地点"), Text(80), required=False), Param("starts_on", _("开始日期"), Day(), required=False),
    Param("ends_on", _("结束日期"), Day(), required=False),
    Param("members", _("督导员"), Text(400), help=_("姓名或证卡编号，用顿号分开")), Param("focus", _("督导重点"), Text(1000, 3), required=False),
    Param("has_theory", _("有理论考试"), Flag(), required=False), Param("has_defence", _("有一级答辩"), Flag(), required=False),
))  # fmt: skip
def plan(unit: Unit, kind: str, methods: list[str], batch: str | None, site: str | None, starts_on: date | None, ends_on: date | None,
         members: str, focus: str | None, has_theory: bool | None, has_defence: bool | None) -> Findings:  # fmt: skip
    """A supervision with its group; what a known batch tells need not be typed. Days inclusive."""
    known = queries.known_of(unit.db, batch) if batch else None
    first = starts_on or (known.starts_on if known else unit.today)
    last = max(first, ends_on or (known.ends_on if known else first))
    place = site or (known and known.batch.site) or ""
    if not place:
        yield from unit.rules["SYS-002"].found("site", label=_("地点"), found="", expected=_("填写地点"))
    yield from _from_lists(unit, kind, methods)
    holders, faults = _holders(unit, members, (first, last))
    yield from faults
    visit = Supervision(
        number=queries.next_number(unit), kind=kind, methods=methods, state=PLANNED, batch=batch or "", site=place, starts_on=first,
        ends_on=last, focus=focus or "", occupation=(known and known.batch.occupation) or "",
        level=str(known.batch.level) if known and known.batch.level else "", leader=(known and known.batch.leader) or "",
        has_theory=has_theory if has_theory is not None else bool(known is None or known.has_theory),
        has_defence=has_defence if has_defence is not None else bool(known and known.has_defence),
    )  # fmt: skip
    unit.add(visit)
    unit.value = visit.number
    for holder in holders:
        unit.add(SupervisionMember(supervision_id=visit.id, qualification_id=holder.id, name=holder.person.name))
    for name in known.assessors if known else ():
        unit.add(AssessorRating(supervision_id=visit.id, name=name, qualification_id=queries.holder_of(unit.db, name)))


@command("supervision.notify", _("发出督导通知"), subject=VISIT, row=71, guard=stands(PLANNED), rules=("PPL-SUP-041",), params=(
    Param("noticed_on", _("通知日期"), Day(), default=today), Param("materials", _("需准备的材料"), Text(1000, 3), required=False),
))  # fmt: skip
def notify(unit: Unit, visit: Supervision, noticed_on: date, materials: str | None) -> Findings:
    """The first of the five steps (PPL-SUP-041)."""
    visit.state, visit.noticed_on, visit.materials = NOTICED, noticed_on, materials or ""
    yield from ()


@command("supervision.hand_out_badges", _("登记发放胸卡"), subject=VISIT, row=15, also=EXAM_TOO, rules=("PPL-SUP-016",), params=(
    Param("badge_out_on", _("发放日期"), Day(), default=today),
))  # fmt: skip
def hand_out_badges(unit: Unit, visit: Supervision, badge_out_on: date) -> Findings:
    """The badges of the whole group go out (PPL-SUP-016)."""
    for member in visit.members:
        if member.badge_out_on is None:
            member.badge_out_on, member.badge_back_on = badge_out_on, OPEN
    yield from ()


@command("supervision.take_back_badges", _("登记交回胸卡"), subject=VISIT, row=15, also=EXAM_TOO, rules=("PPL-SUP-016",), params=(
    Param("badge_back_on", _("交回日期"), Day(), default=today), Param("who", _("交回人"), Text(200), required=False, help=_("空白为全体成员")),
))  # fmt: skip
def take_back_badges(unit: Unit, visit: Supervision, badge_back_on: date, who: str | None) -> Findings:
    """The badges come back, of all or of those named; not before they went out (PPL-SUP-016)."""
    wanted = queries.names(who)
    for member in visit.members:
        if member.badge_back_on == OPEN and (not wanted or member.name in wanted):
            if member.badge_out_on is not None and badge_back_on < member.badge_out_on:
                yield from refused(unit.rules["PPL-SUP-016"], "badge_back_on", found=badge_back_on, expected=member.badge_out_on)
            member.badge_back_on = badge_back_on
