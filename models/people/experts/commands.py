"""The database of experts: their facts, groups and leaders, confidentiality, and the loss of the status."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding
from models.core.kinds import Choice, Day, File, Flag, Many, Phone, Text, Whole
from models.people.eligibility import declarations_ticked
from models.people.experts import queries, rules, terms
from models.people.experts.guards import kept_and_live, may_check, may_keep, not_ended, today, wrong
from models.people.experts.tables import Expert, ExpertGroup
from models.people.experts.terms import GROUP_POST, INACTIVE, LEADER, MATCH, PAST
from models.people.terms import EDUCATION, LEVEL, TITLE_RANK
from resources.texts import _

Findings = Iterator[Finding]
EXPERT = Subject("expert", _("专家"), Expert, queries.find_expert)
GROUP = Subject("group", _("专家组"), ExpertGroup, queries.find_group)
_OF_PERSON = ("post_title", "education", "employer", "phone", "own_staff")


def _own(name: str) -> Any:
    return lambda _context, one: getattr(one, name) if one else None


def _of_person(name: str) -> Any:
    return lambda _context, one: getattr(one.person, name) if one else None


def _level(_context: Context, one: Expert | None) -> str | None:
    return str(one.cert_level) if one and one.cert_level is not None else None


@command("people.edit_expert", _("补登专家资料"), subject=EXPERT, row=1, letters="C", guard=kept_and_live, rules=("PPL-EXP-013",), params=(
    Param("post_title", _("职务/职称/技能等级"), Text(60), required=False, default=_of_person("post_title")),
    Param("education", _("学历"), EDUCATION, required=False, default=_of_person("education")),
    Param("employer", _("工作单位"), Text(80), required=False, default=_of_person("employer")),
    Param("phone", _("联系电话"), Phone(), required=False, default=_of_person("phone")),
    Param("own_staff", _("是否本单位职工"), Flag(), required=False, default=_of_person("own_staff")),
    Param("cert_level", _("证书等级"), Choice(LEVEL.options, LEVEL.also), required=False, default=_level),
    Param("match", _("证书和职称的职业"), MATCH, required=False, default=_own("match")),
    Param("title_rank", _("专业技术职称"), TITLE_RANK, required=False, default=_own("title_rank")),
    Param("work_since", _("从事本职业起"), Day(), required=False, default=_own("work_since")),
    Param("assessing_since", _("从事考评起"), Day(), required=False, default=_own("assessing_since")),
    Param("assess_years", _("考评年限"), Whole(0, 60), required=False, default=_own("assess_years")),
    Param("past", _("以往命题"), PAST, required=False, default=_own("past")),
    Param("honour", _("荣誉称号"), Text(80), required=False, default=_own("honour")),
    Param("note", _("备注"), Text(100), required=False, default=_own("note")),
))  # fmt: skip
def edit_expert(unit: Unit, one: Expert, cert_level: str | None, **given: Any) -> Findings:
    """What the database of experts keeps of a person, and what the conditions look at."""
    for name in _OF_PERSON:
        setattr(one.person, name, given.pop(name))
    one.cert_level = int(cert_level) if cert_level else None
    for name, value in given.items():
        setattr(one, name, value)
    yield from ()


# -- groups ----------------------------------------------------------------------------------------------------------------


@command("people.form_expert_group", _("设立专家组"), row=1, letters="C", guard=may_keep, rules=("PPL-EXP-001",), params=(
    Param("occupation", _("专业（职业）"), Text(60)), Param("name", _("组名"), Text(120), required=False, help=_("留空则按规定的默认组名")),
    Param("is_new", _("新开发职业"), Flag(), required=False, default=False), Param("formed_on", _("设立日期"), Day(), default=today),
))  # fmt: skip
def form_group(unit: Unit, occupation: str, name: str | None, is_new: bool, formed_on: date) -> Findings:
    """One group per occupation; the occupation's experts that are in no group join it as members (PPL-EXP-001)."""
    there = queries.group_of(unit.db, occupation)
    if there is not None:
        yield from unit.rules["PPL-EXP-001"].found("occupation", found=there.name, expected=_("每个职业一个专家组"))
    group = make_group(unit, occupation, name, formed_on, is_new)
    for one in unit.db.scalars(queries.ungrouped(occupation)):
        one.group_id, one.group_post, one.post_since = group.id, terms.MEMBER, formed_on


def make_group(unit: Unit, occupation: str, name: str | None, formed_on: date, is_new: bool = False) -> ExpertGroup:
    usual = unit.rules["PPL-EXP-001"].value("name").format(centre=unit.centre.name, occupation=occupation)
    group = ExpertGroup(occupation=occupation, name=name or usual[:120], is_new=is_new, formed_on=formed_on)
    unit.add(group)
    return group


def _stands(context: Context, group: ExpertGroup | None) -> Findings:
    yield from may_keep(context)
    if group is not None and group.dissolved_on is not None:
        yield wrong(_("专家组"), group.dissolved_on, _("未撤销的专家组"))


@command("people.dissolve_expert_group", _("撤销专家组"), subject=GROUP, row=1, letters="C", guard=_stands, rules=("PPL-EXP-001",), danger=True,
         params=(Param("dissolved_on", _("撤销日期"), Day(), default=today, help=_("最后一日")),))  # fmt: skip
def dissolve_group(unit: Unit, group: ExpertGroup, dissolved_on: date) -> Findings:
    """The group ends; its members stay experts."""
    group.dissolved_on = dissolved_on
    for one in group.members:
        one.group_id = one.group_post = one.post_since = None
    yield from ()


@command("people.set_group_post", _("任命专家组职务"), subject=EXPERT, row=12, letters="A", guard=not_ended,
         rules=("PPL-EXP-001", "PPL-EXP-003", "PPL-EXP-006", "PPL-EXP-010", "PPL-EXP-011", "PPL-ORG-004"), params=(
    Param("post", _("组内职务"), GROUP_POST),
    Param("declared", _("组长声明"), Many(), required=False, help=_("任组长时逐项勾选"),
          options=lambda context, _record: terms.declarations(context.centre.profile, LEADER) or {"none": _("无")}),
    Param("since", _("任职日期"), Day(), default=today),
))  # fmt: skip
def set_group_post(unit: Unit, one: Expert, post: str, declared: list[str] | None, since: date) -> Findings:
    """Leader or member of the group of the expert's occupation, or out of it. A leader is held to more (PPL-EXP-006)."""
    group = queries.group_of(unit.db, one.occupation)
    if post == "none":
        one.group_id = one.group_post = one.post_since = None
        return
    if group is None:
        yield wrong(_("专家组"), one.occupation, _("先设立该职业的专家组"), "post")
        return
    if post == LEADER:
        yield from _as_leader(unit, one, group, declared or [], since)
    one.group_id, one.group_post, one.post_since = group.id, post, since


def _as_leader(unit: Unit, one: Expert, group: ExpertGroup, declared: list[str], since: date) -> Findings:
    if queries.state_of(one, since) != "serving":
        yield wrong(_("专家"), terms.STATE.show(queries.state_of(one, since)), _("{day} 在聘").format(day=since), "since")
    leader = queries.leader_of(unit.db, group.id)
    yield from rules.second_leader(leader.person.name if leader and leader.id != one.id else None, unit.rules["PPL-EXP-001"])
    yield from declarations_ticked(declared, terms.declarations(unit.centre.profile, LEADER), unit.rules["PPL-EXP-006"])
    yield from rules.leader_faults(queries.candidate(unit, one, since), group.is_new, unit.rules)


# -- confidentiality --------------------------------------------------------------------------------------------------------


def _may_sign(context: Context, one: Expert | None) -> Findings:
    yield from may_check(11)(context, one)
    if one is not None and one.ended_on is not None:
        yield wrong(_("专家"), one.ended_on, _("未取消资格的专家"))


@command("people.sign_expert_secrecy", _("登记专家保密协议"), subject=EXPERT, row=11, letters="C", guard=_may_sign,
         rules=("PPL-EXP-009", "SYS-003", "SYS-004"), params=(
    Param("signed_on", _("签订日期"), Day(), default=today), Param("file", _("扫描件"), File((".pdf", ".jpg", ".png")), required=False),
))  # fmt: skip
def sign_secrecy(unit: Unit, one: Expert, signed_on: date, file: str | None) -> Findings:
    """The day the confidentiality agreement was signed, with its scan where there is one."""
    faults = file_faults(unit, Path(file)) if file else []
    yield from faults
    if not faults:
        one.secrecy_on = signed_on
        if file:
            add_attachment(unit, f"expert:{one.id}", Path(file), _("保密协议"))


# -- loss of the status -----------------------------------------------------------------------------------------------------


def _no_case(context: Context, one: Expert | None) -> Findings:
    yield from not_ended(context, one)
    if one is not None and one.case_on is not None:
        yield wrong(_("取消资格建议"), one.case_on, _("没有待决定的建议"))


@command("people.propose_expert_end", _("建议取消专家资格"), subject=EXPERT, row=8, letters="C", guard=_no_case,
         rules=("PPL-EXP-009", "PPL-ORG-004"), params=(
    Param("cause", _("事由"), Choice(), options=lambda _context, _record: terms.causes()), Param("facts", _("事实"), Text(1000, 4)),
    Param("proposed_on", _("建议日期"), Day(), default=today),
))  # fmt: skip
def propose_end(unit: Unit, one: Expert, cause: str, facts: str, proposed_on: date) -> Findings:
    """A case for the director: nothing ends by itself."""
    one.case_cause, one.case_facts, one.case_on = cause, facts, proposed_on
    yield from ()


def _has_case(context: Context, one: Expert | None) -> Findings:
    yield from not_ended(context, one)
    if one is not None and one.case_on is None and queries.silent_since(context, one) is None:
        yield wrong(_("取消资格建议"), _("没有"), _("有建议，或长期未参加"))


@command("people.decide_expert_end", _("决定专家资格"), subject=EXPERT, row=9, letters="A", guard=_has_case, rules=("PPL-EXP-009", "PPL-ORG-004"),
         danger=True, params=(
    Param("end", _("取消资格"), Flag()), Param("why", _("理由"), Text(400, 3)),
    Param("judicial", _("移送司法机关"), Text(80), required=False, help=_("触犯法律的填写受理机关和文号")),
    Param("decided_on", _("决定日期"), Day(), default=today),
))  # fmt: skip
def decide_end(unit: Unit, one: Expert, end: bool, why: str, judicial: str | None, decided_on: date) -> Findings:
    """The director keeps the status, or ends it with its running term; a kept one is asked about again only for what comes later."""
    cause = one.case_cause or INACTIVE
    if end:
        one.ended_on, one.ended_cause, one.ended_why, one.judicial = decided_on, cause, why, judicial
        one.group_id = one.group_post = one.post_since = None
        for term in one.terms:
            if term.ended_on is None and term.ends_on > decided_on:
                term.ended_on, term.ended_why = max(decided_on, term.starts_on), why
    else:
        one.kept_on = decided_on
    one.case_cause = one.case_on = None
    one.case_facts = f"{one.case_facts or ''}\n{decided_on} {why}".strip()
    yield from ()
