"""The review of an application: submitted, proofs registered, conditions checked, passed, refused, downgraded, re-checked
by the office above (ASM-STC-001 rows 2 to 8)."""

from datetime import date

from models.assessment.candidates import queries, rules
from models.assessment.candidates.guards import CANDIDATE, Findings, ban_faults, double_faults, needs_recheck, within
from models.assessment.candidates.rules import Evidence
from models.assessment.candidates.tables import Enrolment, Proof
from models.assessment.candidates.terms import (
    APPLIED,
    CONTEST,
    DIRECT,
    DOWNGRADED,
    DRAFT,
    FORM_KIND,
    GRADE,
    HOW,
    INCOMPLETE,
    RECHECKED,
    REJECTED,
    REVIEWED,
    STAFF,
    AnyLevel,
    materials,
)
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Day, Flag, Text
from models.core.roles import DIRECTOR
from resources.texts import _

ROW = 34
CONDITION = Choice({"standard": _("国家职业标准的其他条件"), "years": _("工作年限"), "prior": _("已有等级证书"), "training": _("培训结业"),
                    "study": _("学籍或学历"), "title": _("专业技术职称"), "contest": _("竞赛成绩")})  # fmt: skip
# The fields an applicant in Fujian fills in himself and completely (ASM-REG-014, annex 2).
FORM_FIELDS = (
    ("sex", _("性别")), ("birth", _("出生日期")), ("education", _("文化程度")), ("address", _("家庭地址")), ("postcode", _("邮政编码")),
    ("phone", _("电话号码")), ("employer", _("工作单位")), ("photo", _("照片")),
)  # fmt: skip


def _today(context: Context, _record: object) -> date:
    return context.today


@command("assessment.submit_candidate", _("提交申报"), subject=CANDIDATE, row=ROW, letters="C", guard=within(DRAFT),
         rules=("ASM-STC-001", "ASM-REG-009", "ASM-REG-014", "ASM-REG-016", "ASM-REG-017", "ASM-REG-018", "ASM-WAY-001"), params=(
    Param("applied_on", _("申报日期"), Day(), default=_today),
    Param("confirmed", _("本人已核对并签字确认"), Flag(), default=False),
))  # fmt: skip
def submit_candidate(unit: Unit, one: Enrolment, applied_on: date, confirmed: bool) -> Findings:
    """The candidate hands the application in, voluntarily and with the own data confirmed (STC row 2)."""
    findings = rules.way_faults(one.way, None, unit.rules["ASM-WAY-001"]) + double_faults(unit, one) + ban_faults(unit, one, one.batch)
    if not confirmed:
        findings += [found for id_ in ("ASM-REG-009", "ASM-REG-016") for found in unit.rules[id_].found("confirmed", found=_("未确认"))]
    lacking = [label for name, label in FORM_FIELDS if not getattr(one, name)]
    findings += unit.rules["ASM-REG-014"].found("", list="、".join(lacking)) if lacking else []
    yield from findings
    if not blocked(findings):
        one.state, one.applied_on, one.confirmed_on = APPLIED, applied_on, applied_on if confirmed else None


def _items(context: Context, _record: object) -> dict[str, str]:
    return materials(context.rules.profile)


@command("assessment.note_proof", _("登记材料"), subject=CANDIDATE, row=ROW, letters="C", guard=within(DRAFT, APPLIED, INCOMPLETE),
         rules=("ASM-REG-001", "ASM-REG-002"), params=(
    Param("item", _("材料"), Choice(), options=_items), Param("how", _("形式"), HOW, default="paper"),
    Param("name", _("名称"), Text(80), required=False), Param("grade", _("证书等级"), GRADE, required=False),
    Param("number", _("编号"), Text(40), required=False), Param("issued_on", _("发证日期"), Day(), required=False),
    Param("theory_passed", _("理论课程合格"), Flag(), required=False), Param("skill_passed", _("实操课程合格"), Flag(), required=False),
    Param("source", _("核验来源"), Text(80), required=False, help=_("网络核验时填写")),
    Param("returned", _("原件已当场退还"), Flag(), default=False), Param("note", _("备注"), Text(200), required=False),
))  # fmt: skip
def note_proof(unit: Unit, one: Enrolment, item: str, how: str, **facts: object) -> Findings:
    """A document that was seen, or its result online with source, time and operator (ASM-REG-002)."""
    if how == "online" and not (unit.rules["ASM-REG-002"].active and facts["source"]):
        expected = _("核验来源") if unit.rules["ASM-REG-002"].active else _("原件")
        yield from unit.rules["SYS-002"].found("source", label=_("形式"), found=HOW.show(how), expected=expected)
        return
    proof = queries.proofs_of(unit.db, one.id).get(item) or Proof(enrolment_id=one.id, item=item)
    proof.how, proof.checked_at, proof.checked_by = how, unit.now, unit.actor.login
    for name, value in facts.items():
        setattr(proof, name, value)
    unit.db.add(proof)


@command("assessment.mark_incomplete", _("告知补材料"), subject=CANDIDATE, row=ROW, letters="C", guard=within(APPLIED),
         rules=("ASM-STC-001",), params=(Param("list", _("待补材料"), Text(200)),))  # fmt: skip
def mark_incomplete(unit: Unit, one: Enrolment, list: str) -> Findings:
    """All that is missing is told at once and handed out as a list (STC row 3)."""
    one.state, one.review_note = INCOMPLETE, list
    yield from ()


@command("assessment.complete_materials", _("材料已补齐"), subject=CANDIDATE, row=ROW, letters="C", guard=within(INCOMPLETE),
         rules=("ASM-STC-001",))  # fmt: skip
def complete_materials(unit: Unit, one: Enrolment) -> Findings:
    one.state = APPLIED
    yield from ()


# -- the conditions -----------------------------------------------------------------------------------------------------


def eligibility(context: Context, one: Enrolment, condition: str | None, day: date) -> list[Finding]:
    """What stands against admitting an application to the exam: its materials, its way, its condition, each by its rule.

    condition: the registration condition the reviewer ticks. day: the day of the application. The exam day is the first one.
    """
    proofs = queries.proofs_of(context.db, one.id)
    facts = {item: queries.evidence(proof) for item, proof in proofs.items()}
    found = _material_faults(context, one, condition, proofs) + _way_faults(context, one, condition, day, facts)
    if condition is None:
        found += context.rules["ASM-REG-006"].found("condition", why=_("未选定符合的报名条件"))
    if condition == "years":
        prior = facts.get("H4")
        found += rules.work_years_faults(one.level, prior.issued_on if prior else None, day, context.rules["ASM-REG-008"]) if (
            context.rules["ASM-REG-008"].active) else []  # fmt: skip
    return found


def _material_faults(context: Context, one: Enrolment, condition: str | None, proofs: dict[str, Proof]) -> list[Finding]:
    listed, upper = context.rules["ASM-REG-001"], context.rules["ASM-REG-004"]
    summary = upper.value("levels") or () if upper.active else ()
    if not listed.active:
        return []
    items = [item for item in listed.value("items") if item != "E2" or one.way != "exam"]
    has_prior = condition == "prior" or one.prior_level is not None
    wanted = rules.wanted_materials(items, one.level, condition, has_prior, summary)
    evidenced = {"E2"} if set(proofs) & {"X1", "X2", "X3", "X4", "X5"} else set()
    lacking = [item for item in wanted if item not in proofs and item not in evidenced]
    names = materials(context.rules.profile)
    found = listed.found("items", list="、".join(names[item] for item in lacking)) if lacking else []
    if "C5" in lacking and one.level in summary:
        found += upper.found("items", level=AnyLevel().show(one.level))
    kept = [proof.item for proof in proofs.values() if proof.how == "paper" and not proof.returned and proof.item == "F2"]
    return found + (context.rules["ASM-REG-005"].found("items", list=_("原件退还")) if kept else [])


def _way_faults(context: Context, one: Enrolment, condition: str | None, day: date, facts: dict[str, Evidence]) -> list[Finding]:
    book, exam_day = context.rules, one.batch.first_exam_day
    found = rules.way_faults(one.way, _way_of(one), book["ASM-WAY-001"])
    if one.category == STAFF and condition == "title" and book["ASM-WAY-007"].active:
        found += rules.title_faults(one.level, rules.title_ceiling(facts.get("X4"), day, book["ASM-WAY-007"]), book["ASM-WAY-007"])
    if not book["ASM-WAY-002"].active:
        return found
    if rules.needs_table(one.way, one.category) and one.category in ("student", "graduating", "graduate"):
        found += rules.student_faults(one.way, one.student_group, one.level, one.graduates_on, exam_day, facts, book["ASM-WAY-002"])
        found += rules.graduate_faults(one.way, one.graduates_on, exam_day, book["ASM-WAY-009"])
    if one.way == DIRECT:
        found += rules.certificate_faults(one.occupation, facts.get("X1"), book["ASM-WAY-004"])
    if one.way == CONTEST:
        found += rules.contest_faults(one.occupation, one.level, book["ASM-WAY-006"])
    return found


def _way_of(one: Enrolment) -> str | None:
    """The way of the batch, where the course of the batch is kept here."""
    return None if one.batch.state == "listed" else one.batch.way


@command("assessment.review_candidate", _("审核合格"), subject=CANDIDATE, row=ROW, letters="C", guard=within(APPLIED),
         rules=("ASM-STC-001", "ASM-REG-001", "ASM-REG-003", "ASM-REG-004", "ASM-REG-005", "ASM-REG-006", "ASM-REG-008", "ASM-REG-018",
                "ASM-WAY-001", "ASM-WAY-002", "ASM-WAY-004", "ASM-WAY-006", "ASM-WAY-007", "ASM-WAY-009"), params=(
    Param("condition", _("符合的条件"), CONDITION), Param("opinion", _("审核意见"), Text(200), default=_("符合报名条件")),
    Param("form_kind", _("申报表种类"), FORM_KIND, required=False), Param("stamped", _("复印件已盖章"), Flag(), default=False),
    Param("reviewed_on", _("审核日期"), Day(), default=_today),
))  # fmt: skip
def review_candidate(
    unit: Unit, one: Enrolment, condition: str, opinion: str, form_kind: str | None, stamped: bool, reviewed_on: date
) -> Findings:
    """The conditions are met: each is checked by its rule with what proves it (STC row 4). Who typed the data should not
    review it (ASM-REG-006, a warning)."""
    findings = eligibility(unit, one, condition, one.applied_on or reviewed_on) + ban_faults(unit, one, one.batch)
    if not stamped:
        findings += unit.rules["ASM-REG-005"].found("stamped", list=_("复印件盖章"))
    findings += _form_faults(unit, one, form_kind)
    if one.entered_by == unit.actor.login:
        findings += own_entry(unit)
    yield from findings
    if not blocked(findings):
        one.state, one.condition, one.review_note, one.form_kind = REVIEWED, condition, opinion, form_kind
        one.reviewed_on, one.reviewed_by = reviewed_on, unit.actor.name


def own_entry(context: Context) -> list[Finding]:
    return context.rules["ASM-REG-006"].found("reviewed_by", Severity.WARN, why=_("审核人就是录入人"))


def _form_faults(context: Context, one: Enrolment, kind: str | None) -> list[Finding]:
    """ASM-REG-003: special skills have their own form, students of the qualification theirs."""
    expected = "special" if one.level == 0 else "student" if one.category in ("student", "graduating") else "general"
    if kind == expected:
        return []
    return context.rules["ASM-REG-003"].found("form_kind", found=FORM_KIND.show(kind), expected=FORM_KIND.show(expected))


@command("assessment.reject_candidate", _("不予受理"), subject=CANDIDATE, row=ROW, letters="C", guard=within(APPLIED, INCOMPLETE), danger=True,
         rules=("ASM-STC-001",), params=(Param("why", _("理由"), Text(200)), Param("reviewed_on", _("审核日期"), Day(), default=_today)))  # fmt: skip
def reject_candidate(unit: Unit, one: Enrolment, why: str, reviewed_on: date) -> Findings:
    """The conditions are not met; the application and the reason stay (STC row 5)."""
    one.state, one.ended_why, one.reviewed_on, one.reviewed_by = REJECTED, why, reviewed_on, unit.actor.name
    yield from ()


def _names(table: type[Enrolment] | type[Proof]) -> list[str]:
    return [column.name for column in table.__table__.columns]


def _may_downgrade(context: Context, one: Enrolment | None) -> Findings:
    if not context.rules["ASM-REG-007"].active:
        yield from context.rules["ASM-STC-001"].found("state", found=_("本地区"), expected=_("可降级申报的地区"))
    elif one is not None:
        yield from rules.state_faults(one.state, (APPLIED, INCOMPLETE), context.rules["ASM-STC-001"])


@command("assessment.downgrade_candidate", _("降级申报"), subject=CANDIDATE, row=ROW, letters="C", guard=_may_downgrade,
         rules=("ASM-STC-001", "ASM-REG-007", "ASM-REG-017"), params=(Param("level", _("等级"), AnyLevel()), Param("why", _("理由"), Text(200))))  # fmt: skip
def downgrade_candidate(unit: Unit, one: Enrolment, level: int, why: str) -> Findings:
    """A new application for a lower level, linked to the one that did not meet the conditions (STC row 6); proofs go along."""
    if level <= one.level:
        yield from unit.rules["SYS-002"].found(
            "level", label=_("等级"), found=AnyLevel().show(level), expected=_("低于{level}").format(level=AnyLevel().show(one.level))
        )
        return
    skipped = {"id", "version", "first_entry", "entry", "state", "level", "ended_why", "reviewed_on", "reviewed_by", "review_note"}
    kept = {name: getattr(one, name) for name in _names(Enrolment) if name not in skipped}
    lower = Enrolment(**kept | {"state": APPLIED, "level": level, "downgraded_from_id": one.id})
    findings = double_faults(unit, lower)
    yield from findings
    if blocked(findings):
        return
    one.state, one.ended_why = DOWNGRADED, why
    unit.add(lower)
    for proof in queries.proofs_of(unit.db, one.id).values():
        facts = {name: getattr(proof, name) for name in _names(Proof) if name not in skipped | {"enrolment_id"}}
        unit.db.add(Proof(**facts | {"enrolment_id": lower.id}))
    unit.value = lower.id


# -- the office above ---------------------------------------------------------------------------------------------------


def _may_recheck(context: Context, one: Enrolment | None) -> Findings:
    if one is None:
        return
    if not needs_recheck(context, one.level):
        yield from context.rules["ASM-STC-001"].found("state", found=AnyLevel().show(one.level), expected=_("须由上级复审的申请"))
        return
    yield from rules.state_faults(one.state, (REVIEWED,), context.rules["ASM-STC-001"])


@command("assessment.send_forms", _("送审申报表"), subject=CANDIDATE, row=ROW, letters="C", guard=_may_recheck, rules=("ASM-REG-011",), params=(
    Param("uploaded_on", _("数据上传日期"), Day()), Param("sent_on", _("送审日期"), Day(), default=_today),
))  # fmt: skip
def send_forms(unit: Unit, one: Enrolment, uploaded_on: date, sent_on: date) -> Findings:
    """The forms go to the centre above after the upload, at the latest N working days before the exam (ASM-REG-011)."""
    yield from rules.delivery_faults(uploaded_on, sent_on, one.batch.first_exam_day, unit.calendar, unit.rules["ASM-REG-011"])
    one.uploaded_on, one.forms_sent_on = uploaded_on, sent_on


@command("assessment.recheck_candidate", _("登记上级复审"), subject=CANDIDATE, row=ROW, letters="C", also=frozenset({DIRECTOR}), guard=_may_recheck,
         rules=("ASM-STC-001", "ASM-REG-011", "ASM-REG-012"), params=(
    Param("passed", _("复审通过"), Flag()), Param("rechecked_on", _("复审日期"), Day(), default=_today),
    Param("document", _("上级文书或回执"), Text(100)),
))  # fmt: skip
def recheck_candidate(unit: Unit, one: Enrolment, passed: bool, rechecked_on: date, document: str) -> Findings:
    """What the office above decided (STC rows 7 and 8)."""
    second = unit.rules["ASM-REG-011"]
    if second.active and one.level in (second.value("levels") or ()) and one.forms_sent_on is None:
        yield from second.found("forms_sent_on", level=AnyLevel().show(one.level), found=_("未送审"), expected=one.batch.first_exam_day)
        return
    one.state, one.rechecked_on = RECHECKED if passed else REJECTED, rechecked_on
    one.ended_why = None if passed else document
    one.review_note = "；".join(part for part in (one.review_note, document) if part)
