"""The registers of people: assessors, supervisors, applications, appointments, blacklist."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select, text, union
from sqlalchemy.orm import aliased

from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import masked, masked_middle
from models.core.intake import Intake, declare_import
from models.core.kinds import Choice, Code, Day, Flag, IdNumber, PersonName, Phone, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.core.rulebook import Rulebook
from models.people import queries, terms
from models.people.queries import NO_CARD
from models.people.roster import Roster
from models.people.tables import (
    ASSESSOR_LACKS,
    PERSON_LACKS,
    SUPERVISOR_LACKS,
    WORK_YEARS_LACK,
    Application,
    Appointment,
    BlacklistEntry,
    Qualification,
)
from resources.texts import _

CLEAR = frozenset({DIRECTOR, GENERAL, EXAM})  # who may see whole identity numbers and telephones (matrix row 1, C or A)
TAKES_OVER = frozenset({DIRECTOR})  # decision 0018: the director brings in the rosters the centre already has
Q = Qualification
TONES = {"valid": "good", "expired": "danger", "withdrawn": "plain", "replaced": "plain", "future": "plain", "none": "plain", "unknown": "caution"}
_SOON = max(Rulebook("henan")["PPL-ASR-064"].value("remind_days"))  # the tone of a pill, not a limit



class _Level(Choice):
    """证书等级: shown by its Chinese number, stored as 1–5, 0 for none."""

    def parse(self, raw: Any, today: date) -> int | None:
        code = super().parse(raw, today)
        return int(code) if code is not None else None

    def show(self, value: Any) -> str:
        return super().show(None if value is None else str(value))


LEVEL = _Level(terms.LEVEL.options, terms.LEVEL.also)


def _state_tone(context: Context, record: Qualification) -> str:
    state = queries.state_on(record, context.today)
    return "caution" if state == "valid" and (record.valid_to - context.today).days <= _SOON else TONES[state]


def _person_fields() -> tuple[Field, ...]:
    return (
        Field("name", _("姓名"), PersonName(), "person.name", column=Q.sort_name, sort=True, width=90, imported=True, needed=True,
              also=("人员姓名", "考评员姓名", "督导员姓名", "名字")),
        Field("sex", _("性别"), terms.SEX, "person.sex", width=56, imported=True, complete=True),
        Field("id_no", _("身份证号"), IdNumber(), "person.id_no", width=170, mask=masked, clear_to=CLEAR, imported=True, needed=True,
              rule="SYS-018", also=("证件号码", "身份证号码", "公民身份号码", "身份证", "证件号", "居民身份证号",
                                "居民身份证号码", "有效证件号码", "身份证件号码")),
    )  # fmt: skip


def _card_fields(number_rule: str, validity_rule: str) -> tuple[Field, ...]:
    return (
        Field("card_number", _("证卡编号"), Code(30), column=Q.card_number, sort=True, width=170, imported=True, rule=number_rule,
              also=("证卡号", "证书编号", "证件编号", "考评员证号", "考评员证卡编号", "督导员证号", "督导员证卡编号", "卡号", "胸卡编号",
                    "证号", "证卡号码", "资格证号", "考评员证号码", "考评证号", "考评员证卡号", "督导证号")),
        Field("state", _("状态"), Text(), compute=queries.card_state_words, width=100, tone=_state_tone),
        Field("issued_on", _("核发时间"), Day(), "valid_from", column=Q.valid_from, width=100, imported=True, rule=validity_rule,
              also=("发证日期", "核发日期", "发证时间", "颁发日期", "发卡日期", "签发日期", "有效期起", "有效期自", "初次核发时间",
                    "有效期开始日期", "有效期起始日期", "起始日期", "领证日期", "取证时间")),
        Field("valid_to", _("有效期至"), Day(), compute=lambda _context, q: None if q.valid_to == NO_CARD else q.valid_to,
              column=Q.valid_to, sort=True, width=100, imported=True, rule=validity_rule, begins="issued_on",
              also=("有效期", "有效期限", "有效期间", "有效期起止", "有效期起止日期", "证卡有效期限", "有效期止", "到期日期", "截止日期",
                    "有效截止日期", "证卡有效期", "失效日期", "到期时间")),
    )  # fmt: skip


def _more_person_fields() -> tuple[Field, ...]:
    return (
        Field("employer", _("工作单位"), Text(80), "person.employer", width=160, imported=True, complete=True,
              also=("所在单位", "单位", "单位名称", "工作单位名称", "现工作单位", "所属单位")),
        Field("phone", _("联系电话"), Phone(), "person.phone", width=120, mask=masked_middle, clear_to=CLEAR, imported=True, complete=True,
              also=("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "移动电话", "联系手机")),
        Field("post_title", _("职务/职称/技能等级"), Text(60), "person.post_title", listed=False, imported=True, complete=True,
              also=("职务/职称", "职称", "职务", "职务职称", "专业技术职务", "专业技术职称", "职称/职务")),
        Field("major", _("专业"), Text(40), "person.major", listed=False, imported=True, also=("所学专业",)),
        Field("own_staff", _("是否本单位职工"), Flag(), "person.own_staff", listed=False, imported=True, complete=True,
              also=("本单位职工", "是否本单位", "是否本校", "是否本校职工", "校内外")),
        Field("note", _("备注"), Text(200), "person.note", listed=False, imported=True, also=("说明", "注")),
        Field("term_from", _("聘期起"), Day(), compute=lambda _context, q: q.appointments[-1].starts_on if q.appointments else None,
              listed=False, imported=True, also=("聘用起", "聘任开始日期", "聘期开始", "聘任日期", "聘用日期")),
        Field("term_to", _("聘期止"), Day(), compute=lambda _context, q: q.appointments[-1].ends_on if q.appointments else None,
              listed=False, imported=True, begins="term_from",
              also=("聘用止", "聘任结束日期", "聘期结束", "聘期至", "聘期", "聘任期限", "聘用期限", "聘期起止", "聘任起止日期", "聘任期")),
    )  # fmt: skip


ASSESSOR_FIELDS = (
    *_person_fields(),
    Field("grade", _("类别"), terms.GRADE, width=96, imported=True, rule="PPL-ASR-001",
          also=("考评级别", "考评等级", "考评员类别", "考评员等级", "级别", "资格等级", "考评员级别", "资格类别")),
    Field("occupations", _("考评职业"), Text(200, 3), compute=lambda _context, q: "、".join(one.occupation for one in q.occupations), width=150,
          imported=True, also=("职业", "考评职业工种", "职业工种", "工种", "考评工种", "职业（工种）", "考评职业（工种）", "职业名称", "申报职业", "考评专业",
                           "考评职业（工种）及等级", "职业及等级", "考评职业及等级", "职业（工种）及等级", "考评范围", "可考评职业")),
    *_card_fields("PPL-ASR-061", "PPL-ASR-064"),
    Field("cert_level", _("证书等级"), LEVEL, listed=False, imported=True, complete=True,
          also=("技能等级", "职业技能等级", "职业资格等级", "技能证书等级", "资格等级证书")),
    Field("cert_number", _("资格证书编号"), Code(30), listed=False, imported=True, also=("技能等级证书编号", "职业资格证书编号", "技能证书编号")),
    *_more_person_fields(),
    Field("ethnicity", _("族别"), Text(20), "person.ethnicity", listed=False, imported=True, also=("民族",)),
    Field("education", _("文化程度"), terms.EDUCATION, "person.education", listed=False, imported=True, complete=True, also=("学历", "最高学历")),
    Field("politics", _("政治面貌"), terms.POLITICS, "person.politics", listed=False, imported=True),
    Field("work_years", _("工龄"), Whole(0, 60), "person.work_years", listed=False, imported=True, complete=True, also=("工作年限", "从业年限")),
)  # fmt: skip

SUPERVISOR_FIELDS = (
    *_person_fields(),
    Field("grade", _("督导类别"), terms.SUPERVISOR_KIND, width=90, imported=True, rule="PPL-SUP-001",
          also=("类别", "督导员类别", "内督/外督", "内外督", "督导员类型", "类型")),
    *_card_fields("PPL-SUP-013", "PPL-SUP-014"),
    Field("issuing_body", _("发证机构"), Text(80), listed=False, imported=True, complete=True, also=("核发机构", "发证单位")),
    *_more_person_fields(),
    Field("education", _("学历"), terms.EDUCATION, "person.education", listed=False, imported=True, complete=True, also=("文化程度", "最高学历")),
    Field("duty_years", _("从事考评（管理）年限"), Whole(0, 60), listed=False, imported=True, complete=True,
          also=("从事考评年限", "从事管理年限", "从业年限", "工作年限", "考评年限")),
    Field("duty", _("主要职责"), Text(60), listed=False, imported=True, also=("职责", "督导内容")),
)  # fmt: skip


def missing_labels(context: Context, register: Register, record: Any) -> list[str]:
    """What a complete record would have and this one lacks (● of the workbook tables)."""
    return [field.label for field in register.fields if field.complete and field.value(context, record) in (None, "")]


def _state_facet() -> Facet:
    return Facet("state", _("状态"), terms.CARD_STATE.options, lambda option, day: queries.state_criterion(option, day))


def _expiry_facet() -> Facet:
    steps = sorted(set(Rulebook("henan")["PPL-ASR-064"].value("remind_days")) - {0})
    options = {str(step): _("{n} 天内到期").format(n=step) for step in steps}
    return Facet("expiring", _("到期"), options, lambda option, day: queries.expiring_criterion(int(option), day))


_LACKS = {terms.ASSESSOR: ((PERSON_LACKS, WORK_YEARS_LACK), ASSESSOR_LACKS), terms.SUPERVISOR: ((PERSON_LACKS,), SUPERVISOR_LACKS)}


def lacks(kind: str) -> tuple[str, ...]:
    """The conditions, in the database's words, of which one holds for an incomplete record of a kind."""
    of_person, own = _LACKS[kind]
    return *of_person, own


def _lacking(kind: str) -> ColumnElement[bool]:
    """Records that lack a field of a complete record (●), by the indexes of just these: few among many."""
    one = aliased(Q)
    of_person, own = _LACKS[kind]
    found = [select(one.id).join(one.person).where(one.kind + "" == kind, text(condition)) for condition in of_person]
    return Q.id.in_(union(*found, select(one.id).where(text(own))))


def _complete_facet(kind: str) -> Facet:
    options = {"no": _("不完整"), "yes": _("完整")}
    return Facet("complete", _("资料"), options, lambda option, _day: _lacking(kind) if option == "no" else ~_lacking(kind))


def _grade_facet(label: str, kind: Choice) -> Facet:
    return Facet("grade", label, kind.options, lambda option, _day: Q.grade == option)


def _qualification_notes(register_key: str) -> Callable[[Context, Any], list[Finding]]:
    def notes(context: Context, record: Qualification) -> list[Finding]:
        from models.core.registers import REGISTERS
        from models.people.advice import about

        return about(context, record, missing_labels(context, REGISTERS[register_key], record))

    return notes


def _related(_context: Context, record: Qualification) -> list[tuple[str, str, int]]:
    found = [(f"{terms.ANY_GRADE.show(other.grade)} {other.card_number or _('无证卡')}", queries.REGISTER_OF[other.kind], other.id)
             for other in record.person.qualifications if other.id != record.id]  # fmt: skip
    return found + [(_("聘期 {start} 至 {end}").format(start=one.starts_on, end=one.ends_on), "people.appointments", one.id)
                    for one in record.appointments]  # fmt: skip


def _within(kind: str) -> Callable[[], ColumnElement[bool]]:
    return lambda: Q.kind == kind


_CARD_ACTIONS = ("people.renew_card", "people.replace_card", "people.withdraw_card", "people.appoint", "people.edit_person",
                 "people.issue_card", "people.take_back_card", "people.note_platform", "people.list_black", "people.set_photo")  # fmt: skip

ASSESSORS = declare(Register(
    "people.assessors", _("考评人员"), Qualification, ASSESSOR_FIELDS, row=1, order="name", area="people", group=_("人员"),
    columns=("name", "grade", "occupations", "state", "valid_to", "card_number", "issued_on", "sex", "id_no", "employer", "phone"),
    within=_within(terms.ASSESSOR), joins=("person", "occupations.occupation"),
    facets=(_state_facet(), _expiry_facet(), _grade_facet(_("类别"), terms.GRADE),
            _complete_facet(terms.ASSESSOR)),
    create=("people.apply_assessor",), actions=(*_CARD_ACTIONS, "people.add_occupation"),
    forms=("F-BADGE", "F-ASSESSOR-APPLY", "F-ASSESSOR-CERT", "F-ASSESSOR-FILE"), list_forms=("W-ASSESSOR", "F-BADGE-SHEET"),
    describe=lambda q: q.person.name, subtitle=lambda context, q: " · ".join(
        filter(None, [terms.GRADE.show(q.grade), queries.card_state_words(context, q), q.card_number])),
    notes=_qualification_notes("people.assessors"), related=_related,
    find=lambda db, text: queries.find_qualified(terms.ASSESSOR, db, text),
    intake=lambda: Intake("people.import_assessors", lambda context: Roster(context, terms.ASSESSOR)),
))  # fmt: skip

SUPERVISORS = declare(Register(
    "people.supervisors", _("质量督导"), Qualification, SUPERVISOR_FIELDS, row=1, order="name", area="people", group=_("人员"),
    columns=("name", "grade", "state", "valid_to", "card_number", "issued_on", "employer", "sex", "id_no", "phone"),
    within=_within(terms.SUPERVISOR), joins=("person",),
    facets=(_state_facet(), _expiry_facet(), _grade_facet(_("督导类别"), terms.SUPERVISOR_KIND),
            _complete_facet(terms.SUPERVISOR)),
    create=("people.apply_supervisor",), actions=_CARD_ACTIONS,
    forms=("F-BADGE", "F-SUPERVISOR-APPLY", "F-ASSESSOR-FILE"), list_forms=("W-SUPERVISOR", "F-BADGE-SHEET"),
    describe=lambda q: q.person.name, subtitle=lambda context, q: " · ".join(
        filter(None, [terms.SUPERVISOR_KIND.show(q.grade), queries.card_state_words(context, q), q.card_number])),
    notes=_qualification_notes("people.supervisors"), related=_related,
    find=lambda db, text: queries.find_qualified(terms.SUPERVISOR, db, text),
    intake=lambda: Intake("people.import_supervisors", lambda context: Roster(context, terms.SUPERVISOR)),
))  # fmt: skip

APPLICATIONS = declare(Register(
    "people.applications", _("资格申报"), Application, row=2, order="applied_on", descending=True, area="people", group=_("人员"), joins=("person",),
    fields=(
        Field("applied_on", _("申请日期"), Day(), column=Application.applied_on, sort=True, width=100),
        Field("name", _("姓名"), PersonName(), "person.name", column=Application.sort_name, sort=True, width=90),
        Field("kind", _("申报类型"), terms.KIND), Field("grade", _("类别"), terms.ANY_GRADE, width=90),
        Field("occupation", _("申报职业"), Text(60), width=130),
        Field("state", _("进度"), terms.APPLICATION_STATE, width=100,
              tone=lambda _context, a: {"rejected": "danger", "failed": "danger", "carded": "good"}.get(a.state, "caution")),
        Field("id_no", _("身份证号"), IdNumber(), "person.id_no", listed=False, mask=masked, clear_to=CLEAR),
        Field("cert_level", _("证书等级"), LEVEL, listed=False), Field("title_rank", _("职称"), terms.TITLE_RANK, listed=False),
        Field("recommended_on", _("推荐日期"), Day(), listed=False), Field("recommendation", _("推荐意见"), Text(400, 3), listed=False),
        Field("reviewed_on", _("审核日期"), Day(), listed=False), Field("review", _("审核意见"), Text(400, 3), listed=False),
        Field("training_hours", _("培训学时"), Text(), listed=False), Field("theory_score", _("知识成绩"), Text(), listed=False),
        Field("practical_score", _("实操成绩"), Text(), listed=False),
        Field("exceptional", _("破格"), Text(400, 3), listed=False), Field("resume", _("工作简历"), Text(2000, 6), listed=False),
    ),
    facets=(Facet("state", _("进度"), terms.APPLICATION_STATE.options, lambda option, _day: Application.state == option),
            Facet("kind", _("申报类型"), terms.KIND.options, lambda option, _day: Application.kind == option)),
    create=("people.apply_assessor", "people.apply_supervisor"),
    actions=("people.recommend", "people.review", "people.record_training", "people.record_exam", "people.grant_card", "people.tick_evidence"),
    describe=lambda a: a.person.name, subtitle=lambda _context, a: f"{terms.ANY_GRADE.show(a.grade)} · {terms.APPLICATION_STATE.show(a.state)}",
    notes=lambda context, record: _application_notes(context, record), find=queries.find_application,
    forms=("F-ASSESSOR-APPLY", "F-SUPERVISOR-APPLY"),
))  # fmt: skip

APPOINTMENTS = declare(Register(
    "people.appointments", _("聘任"), Appointment, row=11, order="ends_on", area="people", group=_("人员"), joins=("qualification.person",),
    fields=(
        Field("name", _("姓名"), PersonName(), "qualification.person.name", column=Appointment.sort_name, sort=True, width=90),
        Field("grade", _("类别"), terms.ANY_GRADE, "qualification.grade"),
        Field("contract_number", _("合同编号"), Code(40), width=140),
        Field("starts_on", _("聘期起"), Day(), width=100),
        Field("ends_on", _("聘期止"), Day(), column=Appointment.ends_on, sort=True, width=100),
        Field("decision", _("届满决定"), terms.DECISION), Field("decided_on", _("决定日期"), Day(), listed=False),
        Field("evaluation", _("聘期综合评估"), Text(2000, 5), listed=False),
        Field("ended_on", _("终止日期"), Day(), listed=False), Field("ended_why", _("终止原因"), Text(400, 2), listed=False),
    ),
    actions=("people.evaluate_term", "people.decide_term", "people.reappoint", "people.end_appointment"), forms=("F-CONTRACT",),
    describe=lambda a: a.qualification.person.name, subtitle=lambda _context, a: f"{a.starts_on} 至 {a.ends_on}",
    related=lambda _context, a: [(a.qualification.card_number, queries.REGISTER_OF[a.qualification.kind], a.qualification_id)],
    find=queries.find_appointment,
))  # fmt: skip

BLACKLIST = declare(Register(
    "people.blacklist", _("失信黑名单"), BlacklistEntry, row=9, order="name", area="people", group=_("人员"), joins=("person",),
    readers=frozenset({DIRECTOR, EXAM, GENERAL, SUPERVISOR}),
    fields=(
        Field("name", _("姓名"), PersonName(), "person.name", column=BlacklistEntry.sort_name, sort=True, width=90),
        Field("list_kind", _("名单类别"), terms.LIST_KIND, width=150),
        Field("cause", _("事由"), Text(), compute=lambda context, entry: cause_text(context, entry.cause), width=220),
        Field("facts", _("违纪事实"), Text(400, 3), listed=False),
        Field("decided_on", _("决定日期"), Day(), width=100), Field("decided_by", _("决定人"), Text()),
        Field("removed_on", _("移出日期"), Day(), width=100), Field("removed_why", _("移出理由"), Text(400, 2), listed=False),
    ),
    facets=(Facet("now", _("名单"), {"on": _("在册"), "off": _("已移出")},
                  lambda option, _day: BlacklistEntry.removed_on.is_(None) if option == "on" else BlacklistEntry.removed_on.is_not(None)),),
    actions=("people.remove_black",), list_forms=("F-BLACKLIST",),
    describe=lambda entry: entry.person.name, subtitle=lambda _context, entry: terms.LIST_KIND.show(entry.list_kind), find=queries.find_listed,
))  # fmt: skip


def cause_text(context: Context, code: str) -> str:
    known = terms.causes(terms.ASSESSOR, context.centre.profile) | terms.causes(terms.SUPERVISOR, context.centre.profile)
    return f"{code} {known[code]}" if code in known else code


def _application_notes(context: Context, record: Application) -> list[Finding]:
    from models.people.advice import about_application

    return about_application(context, record)


declare_import("people.import_assessors", _("导入考评人员名册"), "people.assessors", 1,
               ("PPL-ASR-001", "PPL-ASR-003", "PPL-ASR-004", "PPL-ASR-022", "SYS-018", "PPL-ASR-061", "PPL-ASR-062", "PPL-ASR-064",
                "PPL-ASR-066", "PPL-ASR-082"), TAKES_OVER)  # fmt: skip
declare_import("people.import_supervisors", _("导入质量督导人员名册"), "people.supervisors", 1,
               ("PPL-SUP-001", "PPL-SUP-002", "PPL-SUP-013", "PPL-SUP-014", "PPL-SUP-019", "PPL-ASR-022", "PPL-ASR-062"), TAKES_OVER)  # fmt: skip
