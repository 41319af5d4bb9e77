"""Applications of experts: what they state, the copies, the centre's review (PPL-EXP-003, 004, 005, 007, 010, 011)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Day, File, Flag, IdNumber, Many, PersonName, Phone, Text
from models.core.tables import Attachment
from models.people.applying import person_of
from models.people.eligibility import declarations_ticked
from models.people.experts import queries, rules, terms
from models.people.experts.guards import may_check, today, wrong
from models.people.experts.tables import ExpertApplication
from models.people.experts.terms import AGREED, DRAFT, MATCH, PAST, REJECTED, WAY
from models.people.guards import not_about_oneself, not_listed
from models.people.terms import ASSESSOR, EDUCATION, LEVEL, TITLE_RANK
from resources.texts import _

Findings = Iterator[Finding]
APPLICATION = Subject("application", _("专家申报"), ExpertApplication, queries.find_application)
JUDGED_BY = ("PPL-EXP-003", "PPL-EXP-005", "PPL-EXP-010", "PPL-EXP-011")
_CONDITIONS = ("PPL-EXP-003", "PPL-EXP-005", "PPL-EXP-009", "PPL-EXP-010", "PPL-EXP-011", "PPL-ASR-022")


def _declared(context: Context, _record: Any) -> dict[str, str]:
    return terms.declarations(context.centre.profile)


@command("people.apply_expert", _("申报专家"), row=2, letters="C", guard=may_check(2), rules=(*_CONDITIONS, "PPL-EXP-004", "PPL-EXP-007"), params=(
    Param("name", _("姓名"), PersonName()), Param("id_no", _("身份证号"), IdNumber()), Param("occupation", _("专业（职业）"), Text(60)),
    Param("way", _("产生途径"), WAY), Param("employer", _("工作单位"), Text(80)), Param("phone", _("联系电话"), Phone()),
    Param("post_title", _("职务/职称/技能等级"), Text(60)), Param("education", _("学历"), EDUCATION),
    Param("own_staff", _("是否本单位职工"), Flag()),
    Param("cert_level", _("证书等级"), LEVEL, required=False), Param("match", _("证书和职称的职业"), MATCH, default="own"),
    Param("title_rank", _("专业技术职称"), TITLE_RANK, required=False),
    Param("work_since", _("从事本职业起"), Day(), required=False), Param("assessing_since", _("从事考评起"), Day(), required=False,
        help=_("留空按考评员证卡首次核发日")),
    Param("past", _("以往命题"), PAST, required=False), Param("honour", _("荣誉称号"), Text(80), required=False),
    Param("declared", _("本人声明"), Many(), options=_declared, required=False),
    Param("resume", _("业绩和工作简历"), Text(2000, 6), required=False),
    Param("starts_on", _("拟聘期起"), Day(), default=today), Param("applied_on", _("申报日期"), Day(), default=today),
))  # fmt: skip
def apply_expert(unit: Unit, declared: list[str] | None, post_title: str, cert_level: str | None, **given: Any) -> Findings:
    """An application as expert of one occupation. Its conditions are judged on the day the term would start (T-7)."""
    person, faults = person_of(unit, given)
    yield from faults
    if person is None:
        return
    person.post_title = post_title
    own = {name: given[name] for name in given if name in ExpertApplication.__table__.c}
    level, rank = (int(cert_level) if cert_level else None), int(not given["honour"])
    one = ExpertApplication(person_id=person.id, sort_name=person.sort_name, state=DRAFT, cert_level=level, rank=rank, declared=declared, **own)
    one.judged_by = unit.rules.versions(*JUDGED_BY)[:200]
    unit.add(one)
    yield from not_about_oneself(unit, person.id)
    yield from declarations_ticked(declared or (), _declared(unit, None), unit.rules["PPL-EXP-004"])
    yield from judged(unit, one, given["starts_on"])


def judged(context: Context, one: ExpertApplication, starts_on: date, approved: bool = False) -> list[Finding]:
    """All that stands against a term of this applicant that begins on a day. approved: see PPL-EXP-005."""
    found = list(not_listed(context, one.person_id, ASSESSOR))
    found += rules.conditions(queries.candidate(context, one, starts_on), context.rules)
    found += rules.age_faults(one.person.birth, one.person.sex, starts_on, approved and bool(one.honour), context.rules["PPL-EXP-005"])
    return found + queries.lost_before(context, one.person_id)


def evidence_gaps(context: Context, one: ExpertApplication) -> list[Finding]:
    """PPL-EXP-007: copies that lack. Of certificate and title one may lack with a reason where the other alone meets the
    condition: the condition itself says "or"."""
    rule, names = context.rules["PPL-EXP-007"], terms.evidence(context.centre.profile)
    if not rule.active:
        return []
    there = set(context.db.scalars(select(Attachment.kind).where(Attachment.subject == f"expert_application:{one.id}", Attachment.removed_on.is_(None))))
    missing = [code for code in rule.value("required") or () if code not in there and names.get(code) not in there]
    either = {"skill_certificate", "title_certificate"}
    excusable = either & set(missing) if len(either & set(missing)) == 1 else set()
    blocking = [names.get(code, code) for code in missing if code not in excusable]
    if blocking:
        return rule.found("evidence", Severity.BLOCK, list="、".join(blocking))
    return rule.found("evidence", Severity.WARN, list="、".join(names.get(code, code) for code in missing)) if missing else []


def _undecided(context: Context, one: ExpertApplication | None) -> Findings:
    if one is not None and one.state != DRAFT:
        yield wrong(_("进度"), terms.APPLICATION_STATE.show(one.state), terms.APPLICATION_STATE.show(DRAFT))


def _may_add(context: Context, one: ExpertApplication | None) -> Findings:
    yield from may_check(2)(context, one)
    yield from _undecided(context, one)


@command("people.add_expert_evidence", _("添加专家申报材料"), subject=APPLICATION, row=2, letters="C", guard=_may_add,
         rules=("PPL-EXP-007", "SYS-003", "SYS-004"), params=(
    Param("kind", _("材料"), Choice(), options=lambda context, _record: terms.evidence(context.centre.profile) or {"other": _("其他材料")}),
    Param("file", _("扫描件"), File((".pdf", ".jpg", ".png"))),
))  # fmt: skip
def add_evidence(unit: Unit, one: ExpertApplication, kind: str, file: str) -> Findings:
    """A copy joins the application; the review counts it (PPL-EXP-007)."""
    faults = file_faults(unit, Path(file))
    yield from faults
    if not faults:
        add_attachment(unit, f"expert_application:{one.id}", Path(file), kind)


def _may_review(context: Context, one: ExpertApplication | None) -> Findings:
    if one is not None:
        yield from not_about_oneself(context, one.person_id)
    yield from _undecided(context, one)


@command("people.review_expert", _("审核专家申报"), subject=APPLICATION, row=3, letters="A", guard=_may_review,
         rules=(*_CONDITIONS, "PPL-EXP-007", "PPL-ORG-004", "SYS-014"), params=(
    Param("agree", _("同意"), Flag(), default=True), Param("opinion", _("审核意见"), Text(1000, 4)), Param("on", _("审核日期"), Day(), default=today),
))  # fmt: skip
def review(unit: Unit, one: ExpertApplication, agree: bool, opinion: str, on: date) -> Findings:
    """The centre's review of the conditions, with the copies at hand (PPL-EXP-008)."""
    if on < one.applied_on:
        yield from unit.rules["SYS-014"].found("on", label=_("审核日期"), found=on, other=_("申报日期"), expected=f"≥ {one.applied_on}")
    if agree:
        found = judged(unit, one, one.starts_on) + evidence_gaps(unit, one)
        yield from found
        if blocked(found):
            return
    one.review, one.reviewed_on, one.state = opinion, on, AGREED if agree else REJECTED
