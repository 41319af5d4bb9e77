"""Panels: members, signatures, conclusion; acceptance of a bank (PPL-EXP-014) and review of an own norm (PPL-EXP-015)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Code, Day, PersonName, Text
from models.core.rulebook import Rule
from models.people.experts import queries, rules
from models.people.experts.guards import today, wrong
from models.people.experts.tables import Expert, ExpertPanel, PanelMember
from models.people.experts.terms import ACCEPTANCE, CONCLUSION, FIELD, NORM, PANEL, VOTE
from models.people.tables import Person
from resources.texts import _

Findings = Iterator[Finding]
SUBJECT = Subject("panel", _("评审或验收"), ExpertPanel, queries.find_panel)
RULE_OF = {ACCEPTANCE: "PPL-EXP-014", NORM: "PPL-EXP-015"}


def rule_of(context: Context, panel: ExpertPanel) -> Rule:
    return context.rules[RULE_OF[panel.kind]]


def signed(panel: ExpertPanel) -> int:
    return sum(one.signed_on is not None for one in panel.members)


def faults(context: Context, panel: ExpertPanel) -> list[Finding]:
    """What stands against a conclusion now: too few members, signatures that are missing."""
    return rules.panel_faults(len(panel.members), signed(panel), rule_of(context, panel))


@command("people.form_panel", _("组织评审或验收"), row=63, letters="C", rules=("PPL-EXP-014", "PPL-EXP-015", "PPL-EXP-016", "PPL-EXP-017"), params=(
    Param("kind", _("类别"), PANEL), Param("title", _("题库或评价规范名称"), Text(80)), Param("occupation", _("专业（职业）"), Text(60)),
    Param("edition", _("版本"), Text(40), required=False), Param("held_on", _("评审日期"), Day()), Param("place", _("地点"), Text(80), required=False),
))  # fmt: skip
def form_panel(unit: Unit, kind: str, held_on: date, **given: str | None) -> Findings:
    """A meeting that accepts a bank or reviews a norm; its members are named next."""
    if kind == ACCEPTANCE:
        yield from queries.bank_faults(unit, unit.today)
    unit.add(ExpertPanel(kind=kind, held_on=held_on, **given))


def _open(context: Context, panel: ExpertPanel | None) -> Findings:
    if panel is not None and panel.concluded_on is not None:
        yield wrong(_("评审或验收"), panel.concluded_on, _("尚未作出结论"))


@command("people.add_panel_member", _("增加评审成员"), subject=SUBJECT, row=63, letters="C", guard=_open, rules=("PPL-EXP-014", "PPL-EXP-015"), params=(
    Param("name", _("姓名"), PersonName(), help=_("专家库中的专家自动带出单位和职称")), Param("employer", _("工作单位"), Text(80), required=False),
    Param("post_title", _("职务/职称/技能等级"), Text(60), required=False), Param("field", _("熟悉的方面"), FIELD, required=False),
))  # fmt: skip
def add_member(unit: Unit, panel: ExpertPanel, name: str, employer: str | None, post_title: str | None, field: str | None) -> Findings:
    """One member. A review of a norm takes experts of the database only; an acceptance also others who know the bank's work."""
    expert = _expert(unit, panel, name)
    if panel.kind == NORM and expert is None:
        yield wrong(_("姓名"), name, _("{day} 在聘的专家").format(day=panel.held_on), "name")
        return
    employer = employer or (expert.person.employer if expert else None) or ""
    if any((one.name, one.employer) == (name, employer) or (expert and one.expert_id == expert.id) for one in panel.members):
        yield wrong(_("姓名"), name, _("尚未列入的成员"), "name")
        return
    post_title = post_title or (expert.person.post_title if expert else None)
    unit.add(PanelMember(panel_id=panel.id, expert_id=expert.id if expert else None, name=name, employer=employer, post_title=post_title,
                         field=field or ("occupation" if expert else None)))  # fmt: skip


def _expert(unit: Unit, panel: ExpertPanel, name: str) -> Expert | None:
    """The serving expert of that name, of the panel's occupation first."""
    found = [one for one in unit.db.scalars(select(Expert).join(Person).where(Person.name == name).order_by(Expert.id))
             if queries.state_of(one, panel.held_on) == "serving"]  # fmt: skip
    return next((one for one in found if one.occupation == panel.occupation), found[0] if found else None)


@command("people.drop_panel_member", _("去掉评审成员"), subject=SUBJECT, row=63, letters="C", guard=_open, rules=("PPL-EXP-014", "PPL-EXP-015"),
         params=(Param("name", _("姓名"), PersonName()),))  # fmt: skip
def drop_member(unit: Unit, panel: ExpertPanel, name: str) -> Findings:
    """Who does not come after all is taken off, before he has signed."""
    found = [one for one in panel.members if one.name == name and one.signed_on is None]
    if not found:
        yield wrong(_("姓名"), name, _("未签字的成员"), "name")
    for one in found:
        one.left_on = unit.today


@command("people.sign_panel", _("登记评审签字"), subject=SUBJECT, row=63, letters="C", guard=_open, rules=("PPL-EXP-014", "PPL-EXP-015", "SYS-014"), params=(
    Param("names", _("签字成员"), Text(400, 2), required=False, help=_("用顿号分开；留空为全部未签字的成员")),
    Param("vote", _("意见"), VOTE, default="agree"), Param("signed_on", _("签字日期"), Day(), default=today),
))  # fmt: skip
def sign_panel(unit: Unit, panel: ExpertPanel, names: str | None, vote: str, signed_on: date) -> Findings:
    """Who signed which opinion on which day."""
    named = [one.strip() for one in (names or "").replace("，", "、").split("、") if one.strip()]
    unknown = set(named) - {one.name for one in panel.members}
    if unknown:
        yield wrong(_("签字成员"), "、".join(sorted(unknown)), "、".join(one.name for one in panel.members), "names")
        return
    if signed_on < panel.held_on:
        yield from unit.rules["SYS-014"].found("signed_on", label=_("签字日期"), found=signed_on, other=_("评审日期"), expected=f"≥ {panel.held_on}")
    for one in panel.members:
        if one.name in named or (not named and one.signed_on is None):
            one.vote, one.signed_on = vote, signed_on


@command("people.conclude_panel", _("作出评审结论"), subject=SUBJECT, row=63, letters="AC", guard=_open, rules=("PPL-EXP-014", "PPL-EXP-015"), params=(
    Param("conclusion", _("结论"), CONCLUSION), Param("opinion", _("评审意见"), Text(2000, 6)), Param("concluded_on", _("结论日期"), Day(), default=today),
))  # fmt: skip
def conclude_panel(unit: Unit, panel: ExpertPanel, conclusion: str, opinion: str, concluded_on: date) -> Findings:
    """The result: only with enough members, and signed by all of them."""
    found = faults(unit, panel)
    yield from found
    if not blocked(found):
        panel.conclusion, panel.opinion, panel.concluded_on = conclusion, opinion, concluded_on


def _passed(context: Context, panel: ExpertPanel | None) -> Findings:
    if panel is None:
        return
    if panel.kind != NORM:
        yield wrong(_("类别"), PANEL.show(panel.kind), PANEL.show(NORM))
    elif panel.conclusion != "passed":
        yield from rule_of(context, panel).found("conclusion", found=CONCLUSION.show(panel.conclusion) or _("尚无结论"), expected=CONCLUSION.show("passed"))


@command("people.file_norm", _("登记规范备案"), subject=SUBJECT, row=63, letters="AC", guard=_passed, rules=("PPL-EXP-015",), params=(
    Param("filed_on", _("备案日期"), Day(), default=today), Param("filed_number", _("备案文号"), Code(60), required=False),
))  # fmt: skip
def file_norm(unit: Unit, panel: ExpertPanel, filed_on: date, filed_number: str | None) -> Findings:
    """The province took the norm: only after the review of the experts (PPL-EXP-015)."""
    panel.filed_on, panel.filed_number = filed_on, filed_number
    yield from ()
