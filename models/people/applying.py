"""Applications: from the person's own request to the card, step by step (PPL-ASR-030…060, PPL-SUP-005…012)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity
from models.core.identity import read_identity
from models.core.kinds import Choice, Code, Day, File, Flag, IdNumber, Many, PersonName, Phone, Score, Text, Whole
from models.core.names import sort_key
from models.core.tables import Attachment
from models.people import eligibility, queries, rules
from models.people.advice import applicant_of, eligibility_of
from models.people.cards import close_card, give_card, live_card, next_number, prolong
from models.people.guards import not_about_oneself, not_listed
from models.people.tables import Application, Person, Qualification, QualifiedOccupation
from models.people.terms import (
    ASSESSOR,
    BRANCH,
    EDUCATION,
    GRADE,
    LEVEL,
    SENIOR,
    SUPERVISOR,
    SUPERVISOR_KIND,
    TITLE_RANK,
    TOP_LEVEL,
    declarations,
    listed,
)
from resources.texts import _

Findings = Iterator[Finding]
APPLICATION = Subject("application", _("资格申报"), Application, queries.find_application)
_JUDGED_BY = ("PPL-ASR-010", "PPL-ASR-013", "PPL-ASR-014", "PPL-ASR-015", "PPL-ASR-016", "PPL-ASR-017", "PPL-SUP-004")


def _today(context: Context, _record: Any) -> date:
    return context.today


_PERSON = (
    Param("name", _("姓名"), PersonName()), Param("id_no", _("身份证号"), IdNumber()),
    Param("education", _("文化程度"), EDUCATION, required=False), Param("major", _("专业"), Text(40), required=False),
    Param("work_years", _("工龄"), Whole(0, 60), required=False), Param("employer", _("工作单位"), Text(80)),
    Param("phone", _("联系电话"), Phone()),
    Param("own_staff", _("是否本单位职工"), Flag(), required=False),
)  # fmt: skip
_LAST = (
    Param("resume", _("工作简历"), Text(2000, 6), required=False, help=_("起止年月、单位、岗位，一段一行")),
    Param("applied_on", _("申请日期"), Day(), default=_today),
)


@command("people.apply_assessor", _("申报考评员资格"), row=2, params=(
    *_PERSON,
    Param("grade", _("类别"), GRADE), Param("occupation", _("申报职业"), Text(60)),
    Param("cert_level", _("证书等级"), LEVEL, required=False), Param("cert_number", _("资格证书编号"), Code(30), required=False),
    Param("top_level", _("本职业最高等级"), TOP_LEVEL, required=False, default="1"),
    Param("own_occupation", _("证书为本职业"), Flag(), required=False, default=True),
    Param("title_rank", _("专业技术职称"), TITLE_RANK, required=False),
    Param("work_since", _("从事本职业起"), Day(), required=False), Param("assessing_since", _("从事考评起"), Day(), required=False),
    Param("declared", _("本人声明"), Many(), options=lambda context, _record: declarations(ASSESSOR, context.centre.profile), required=False),
    Param("exceptional", _("破格理由"), Text(1000, 3), required=False, help=_("未满足的条件、能力证明和批准人")),
    *_LAST,
), rules=("PPL-ASR-001", "PPL-ASR-010", "PPL-ASR-013", "PPL-ASR-018", "PPL-ASR-019", "PPL-ASR-020", "PPL-ASR-022", "PPL-ASR-030", "PPL-ASR-031"))  # fmt: skip
def apply_assessor(unit: Unit, **given: Any) -> Findings:
    """An application for assessor or senior assessor: the person's own request, judged on its day.

    The predicates 011–017 refuse or warn now and again at the review; declarations must all be ticked (PPL-ASR-010).
    """
    yield from _apply(unit, ASSESSOR, given)


@command("people.apply_supervisor", _("申报质量督导员资格"), row=2, params=(
    *_PERSON,
    Param("grade", _("督导类别"), SUPERVISOR_KIND), Param("branch", _("资历"), BRANCH),
    Param("work_since", _("从事管理或技术工作起"), Day(), required=False), Param("assessing_since", _("从事考评起"), Day(), required=False),
    Param("excellent", _("优秀考评人员"), Flag(), required=False),
    Param("declared", _("本人声明"), Many(), options=lambda context, _record: declarations(SUPERVISOR, context.centre.profile), required=False),
    *_LAST,
), rules=("PPL-SUP-001", "PPL-SUP-002", "PPL-SUP-003", "PPL-SUP-004", "PPL-SUP-005", "PPL-ASR-022"))  # fmt: skip
def apply_supervisor(unit: Unit, **given: Any) -> Findings:
    """An application for internal supervisor; an external one is only recorded (PPL-SUP-001, 011)."""
    from models.people.rules import kind_faults, own_cards_only

    wrong = kind_faults(given["grade"], given["own_staff"], unit.rules["PPL-SUP-001"], unit.rules["PPL-SUP-002"])
    wrong += own_cards_only(given["grade"], unit.rules["PPL-SUP-011"])
    yield from wrong
    if not wrong:
        yield from _apply(unit, SUPERVISOR, given)


def _apply(unit: Unit, kind: str, given: dict[str, Any]) -> Findings:
    person, wrong = person_of(unit, given)
    yield from wrong
    if person is None:
        return
    yield from not_listed(unit, person.id, kind)
    own = {name: given[name] for name in given if name in Application.__table__.c}
    own |= {name: int(own[name]) for name in ("cert_level", "top_level") if own.get(name) is not None}
    application = Application(person_id=person.id, sort_name=person.sort_name, kind=kind, state="draft", **own)
    application.judged_by = unit.rules.versions(*_JUDGED_BY)[:200]
    unit.add(application)
    yield from eligibility_of(unit, application)


def person_of(unit: Unit, given: dict[str, Any]) -> tuple[Person | None, list[Finding]]:
    """The person an identity number stands for, made or completed; a different name under it is refused."""
    person = unit.db.scalar(select(Person).where(Person.id_no == given["id_no"]))
    if person is not None and person.name != given["name"]:
        rule = unit.rules["SYS-014"]
        return None, rule.found("name", label=_("姓名"), found=given["name"], other=_("同一证件号的姓名"), expected=person.name)
    if person is None:
        told = read_identity(given["id_no"], unit.today)
        person = Person(id_kind=told.kind, id_no=told.number, name=given["name"], sort_name=sort_key(given["name"]), sex=told.sex or None, birth=told.birth)
        unit.add(person)
    for name in ("education", "major", "work_years", "employer", "phone", "own_staff"):
        if given.get(name) is not None:
            setattr(person, name, given[name])
    return person, []


def _step_rule(context: Context, application: Application) -> Any:
    return context.rules["PPL-ASR-030" if application.kind == ASSESSOR else "PPL-SUP-005"]


def _stands_at(wanted: str) -> Any:
    def guard(context: Context, application: Application) -> Findings:
        yield from not_about_oneself(context, application.person_id)
        yield from eligibility.step_in_order(application.state, wanted, _step_rule(context, application))

    return guard


@command("people.recommend", _("登记单位推荐"), subject=APPLICATION, row=2, guard=_stands_at("recommended"),
         rules=("PPL-ASR-030", "PPL-SUP-005"), params=(
    Param("opinion", _("推荐意见"), Text(1000, 4)), Param("on", _("盖章日期"), Day(), default=_today),
))  # fmt: skip
def recommend(unit: Unit, application: Application, opinion: str, on: date) -> Findings:
    """The employer's opinion with seal and date: the second of the three steps (PPL-ASR-030)."""
    wrong = eligibility.opinion_in_order(application.applied_on, on, _step_rule(unit, application))
    yield from wrong
    if not wrong:
        application.recommendation, application.recommended_on, application.state = opinion, on, "recommended"


def _evidence(context: Context, application: Application) -> list[Finding]:
    rule = context.rules["PPL-ASR-032"]
    required = {code: text for code, text in listed("evidence", context.centre.profile).items() if code in (rule.value("required") or ())}
    if application.kind != ASSESSOR or not rule.active:
        return []
    statement = select(Attachment.kind).where(Attachment.subject == f"application:{application.id}", Attachment.removed_on.is_(None))
    attached = set(context.db.scalars(statement))
    applicant = applicant_of(context, application)
    met = (eligibility.certificate_met(applicant, context.rules), eligibility.title_met(applicant, context.rules))
    accepted_by = {(True, False): "certificate", (False, True): "title"}.get(met, "both")
    return eligibility.evidence_complete({code for code, text in required.items() if code in attached or text in attached}, required, accepted_by, rule)


@command("people.tick_evidence", _("添加申报材料"), subject=APPLICATION, row=2, rules=("PPL-ASR-032", "SYS-003", "SYS-004"), params=(
    Param("kind", _("材料"), Choice(), options=lambda context, _record: listed("evidence", context.centre.profile) or {"other": _("其他材料")}),
    Param("file", _("扫描件"), File((".pdf", ".jpg", ".png"))),
))  # fmt: skip
def tick_evidence(unit: Unit, application: Application, kind: str, file: str) -> Findings:
    """A copy of a certificate joins the application; the checklist counts it (PPL-ASR-032)."""
    findings = file_faults(unit, Path(file))
    yield from findings
    if not findings:
        add_attachment(unit, f"application:{application.id}", Path(file), kind)


@command("people.review", _("审核申报"), subject=APPLICATION, row=3, letters="A", guard=_stands_at("reviewed"),
         rules=("PPL-ASR-013", "PPL-ASR-019", "PPL-ASR-030", "PPL-ASR-032", "PPL-SUP-005", "PPL-ORG-004"), params=(
    Param("agree", _("同意"), Flag(), default=True), Param("opinion", _("审核意见"), Text(1000, 4)),
    Param("on", _("盖章日期"), Day(), default=_today),
))  # fmt: skip
def review(unit: Unit, application: Application, agree: bool, opinion: str, on: date) -> Findings:
    """The centre's review: eligibility once more, the copies, not dated before the employer's opinion."""
    wrong = eligibility.opinion_in_order(application.recommended_on, on, _step_rule(unit, application))
    if agree:
        wrong += eligibility_of(unit, application) + _evidence(unit, application)
    yield from wrong
    application.review, application.reviewed_on, application.state = opinion, on, "reviewed" if agree else "rejected"


@command("people.record_training", _("登记资格培训"), subject=APPLICATION, row=5, letters="C", guard=_stands_at("trained"),
         rules=("PPL-ASR-033", "PPL-ASR-040"), params=(Param("hours", _("学时"), Score(0, 1000), help=_("理论加考评授课，不含实习")),))  # fmt: skip
def record_training(unit: Unit, application: Application, hours: float) -> Findings:
    """Lesson hours without practice hours; below the limit nobody is admitted to the exam (PPL-ASR-040)."""
    application.training_hours = hours
    wrong = eligibility.training_enough(hours, unit.rules["PPL-ASR-040"]) if application.kind == ASSESSOR else []
    yield from wrong
    application.state = "trained"


@command("people.record_exam", _("登记资格考核"), subject=APPLICATION, row=6, guard=_stands_at("passed"),
         rules=("PPL-ASR-033", "PPL-ASR-050", "PPL-SUP-012"), params=(
    Param("theory_score", _("专业知识成绩"), Score()), Param("practical_score", _("实际操作成绩"), Score(), required=False),
    Param("examined_on", _("考核日期"), Day(), default=_today),
))  # fmt: skip
def record_exam(unit: Unit, application: Application, theory_score: float, practical_score: float | None, examined_on: date) -> Findings:
    """Both parts must be passed where there are two (PPL-ASR-050); supervisors write one exam (PPL-SUP-012)."""
    rule = unit.rules["PPL-ASR-050" if application.kind == ASSESSOR else "PPL-SUP-012"]
    application.theory_score, application.practical_score, application.examined_on = theory_score, practical_score, examined_on
    passed = not rule.active or eligibility.exam_passed(theory_score, practical_score, rule)
    application.state = "passed" if passed else "failed"
    yield from ()


def _ready_for_card(context: Context, application: Application) -> Findings:
    yield from not_about_oneself(context, application.person_id)
    yield from not_listed(context, application.person_id, application.kind)
    if application.state != "passed":
        rule = context.rules["PPL-ASR-060" if application.kind == ASSESSOR else "PPL-SUP-012"]
        yield from (rule if rule.active else context.rules["PPL-ASR-033"]).found("state", Severity.BLOCK)


def _free_number(context: Context, application: Application) -> str | None:
    holder = _held_by(context, application)
    return None if holder and live_card(holder) else next_number(context, application.kind, application.grade)


@command("people.grant_card", _("核发证卡"), subject=APPLICATION, row=7, guard=_ready_for_card,
         rules=("PPL-ASR-060", "PPL-ASR-061", "PPL-ASR-062", "PPL-ASR-063", "PPL-ASR-064", "PPL-SUP-012", "PPL-SUP-013", "PPL-SUP-014"), params=(
    Param("decision", _("核发决定"), Text(200)),
    Param("number", _("证卡编号"), Code(30), required=False, default=_free_number, help=_("已持有在用证卡的留空，沿用原编号")),
    Param("issued_on", _("核发时间"), Day(), default=_today),
))  # fmt: skip
def grant_card(unit: Unit, application: Application, decision: str, number: str | None, issued_on: date) -> Findings:
    """The card at the end of the way. A person who becomes senior gets a new card; the old one is replaced (PPL-ASR-063).
    Who holds a card of this grade keeps it with its number: the occupation joins it, and it is prolonged if it has run out."""
    early = eligibility.opinion_in_order(application.reviewed_on, issued_on, unit.rules["PPL-ASR-031"])
    yield from [Finding(one.rule, Severity.BLOCK, "issued_on", one.params) for one in early]
    holder = _held_by(unit, application) or _new_holder(unit, application)
    yield from _take_over(unit, holder, application)
    card = live_card(holder)
    if card is None:
        yield from give_card(unit, holder, number, issued_on, decision)
    elif number and number != card.number:
        yield from rules.refused(unit.rules["PPL-ASR-062"], "number", found=number, expected=card.number)
    elif queries.state_on(holder, issued_on) != "valid":
        yield from prolong(unit, holder, card, issued_on, decision)
    if application.grade == SENIOR and unit.rules["PPL-ASR-063"].active:
        _replace_lower(unit, application, issued_on)
    application.qualification_id, application.state = holder.id, "carded"


def _held_by(context: Context, application: Application) -> Qualification | None:
    same = (Qualification.person_id == application.person_id, Qualification.kind == application.kind, Qualification.grade == application.grade)
    return context.db.scalar(select(Qualification).where(*same))


def _new_holder(unit: Unit, application: Application) -> Qualification:
    holder = Qualification(person_id=application.person_id, kind=application.kind, grade=application.grade, sort_name=application.sort_name)
    unit.add(holder)
    return holder


def _take_over(unit: Unit, holder: Qualification, application: Application) -> Findings:
    """What the application proved becomes the qualification's; a further occupation wants a reason (PPL-ASR-004)."""
    holder.cert_level, holder.cert_number, holder.title_rank = application.cert_level, application.cert_number, application.title_rank
    holder.exceptional = application.exceptional
    held = [one.occupation for one in holder.occupations]
    if application.occupation and application.occupation not in held:
        yield from rules.further_occupation(held, [application.occupation], unit.rules["PPL-ASR-004"])
        unit.add(QualifiedOccupation(qualification_id=holder.id, occupation=application.occupation, added_on=unit.today))


def _replace_lower(unit: Unit, application: Application, day: date) -> None:
    lower = unit.db.scalar(select(Qualification).where(
        Qualification.person_id == application.person_id, Qualification.kind == ASSESSOR, Qualification.grade == ASSESSOR))  # fmt: skip
    card = live_card(lower) if lower else None
    if lower is not None and card is not None:
        close_card(unit, card, "replaced", _("升为高级考评员"), day)
        lower.ended_on = day
