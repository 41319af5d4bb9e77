"""How experts are listed and imported (W-EXPERT); their applications, terms, groups and tasks."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import masked, masked_middle
from models.core.intake import Intake, declare_import
from models.core.kinds import Choice, Code, Day, Flag, IdNumber, PersonName, Phone, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, BANK, DIRECTOR, EXAM, GENERAL
from models.people.experts import queries, terms
from models.people.experts.applying import evidence_gaps, judged
from models.people.experts.queries import APPLICATIONS, EXPERTS, GROUPS, TASKS, TERMS
from models.people.experts.roster import ExpertRoster
from models.people.experts.tables import Expert, ExpertApplication, ExpertGroup, ExpertTask, ExpertTerm
from models.people.queries import REGISTER_OF
from models.people.terms import ANY_GRADE, DECISION, EDUCATION, LEVEL, TITLE_RANK
from resources.texts import _

GROUP = _("专家")
READERS = frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM, BANK})  # row 1: supervisors and finance read files of other kinds
CLEAR = frozenset({DIRECTOR, GENERAL, EXAM, BANK})
_TONES = {"serving": "good", "ended": "danger", "over": "caution", "none": "plain", "future": "plain"}
_STATE_ONLY = Field("state", _("状态"), terms.STATE, compute=lambda context, one: queries.state_of(one, context.today), width=86,
                    tone=lambda context, one: _TONES[queries.state_of(one, context.today)])  # fmt: skip


def _term_day(name: str) -> Any:
    def compute(_context: Context, one: Expert) -> date | None:
        day: date | None = getattr(one, name)
        return None if day == queries.NEVER else day

    return compute


def _notes(context: Context, one: Expert) -> list[Finding]:
    """What stands open about an expert: the status, what the database lacks, papers, confidentiality, silence."""
    state = queries.state_of(one, context.today)
    if state == "ended":
        told = _("{day} {cause}").format(day=one.ended_on, cause=queries.cause_text(one.ended_cause))
        return context.rules["PPL-EXP-009"].found("", Severity.BLOCK, found=told)
    lacking = queries.lacks(one)
    found = context.rules["PPL-EXP-013"].found("", Severity.RECORD, list="、".join(lacking)) if lacking else []
    if state == "serving":
        found += _while_serving(context, one)
    if one.case_on:
        found += context.rules["PPL-EXP-009"].found("", Severity.DUE, found=queries.cause_text(one.case_cause))
    return found


def _while_serving(context: Context, one: Expert) -> list[Finding]:
    rule, found = context.rules["PPL-EXP-009"], list[Finding]()
    if one.secrecy_on is None:
        found += rule.found("secrecy_on", Severity.DUE, found=_("未签订保密协议"))
    silent = queries.silent_since(context, one)
    if silent is not None:
        found += rule.found("", Severity.DUE, found=_("{day} 起未参加").format(day=silent))
    latest = one.terms[-1] if one.terms else None
    papers = [label for label, day in ((_("聘用协议"), latest.agreed_on), (_("聘书"), latest.letter_on)) if day is None] if latest else []
    return found + (context.rules["PPL-EXP-008"].found("", Severity.RECORD, list="、".join(papers)) if papers else [])


def _related(_context: Context, one: Expert) -> list[tuple[str, str, int]]:
    found = [(_("聘期 {start} 至 {end}").format(start=term.starts_on, end=term.ends_on), TERMS, term.id) for term in one.terms]
    found += [(one.group.name, GROUPS, one.group_id)] if one.group and one.group_id else []
    return found + [(f"{ANY_GRADE.show(held.grade)} {held.card_number}", REGISTER_OF[held.kind], held.id) for held in one.person.qualifications]


def _lacking(option: str, _day: date) -> ColumnElement[bool]:
    from models.people.tables import Person

    incomplete = Expert.person.has(or_(Person.post_title.is_(None), Person.education.is_(None), Person.own_staff.is_(None)))
    return incomplete if option == "no" else ~incomplete


_ALIVE = ("people.set_group_post", "people.call_expert", "people.sign_expert_secrecy", "people.edit_expert", "people.propose_expert_end",
          "people.decide_expert_end")  # fmt: skip

declare(Register(
    EXPERTS, _("专家"), Expert, row=1, order="name", area="people", group=GROUP, joins=("person", "group"), readers=READERS,
    columns=("name", "occupation", "group_post", "state", "term_to", "post_title", "secrecy_on", "id_no"),
    fields=(
        Field("name", _("姓名"), PersonName(), "person.name", column=Expert.sort_name, sort=True, width=84, imported=True, needed=True, also=("专家姓名",)),
        Field("id_no", _("身份证号"), IdNumber(), "person.id_no", width=160, mask=masked, clear_to=CLEAR, imported=True, needed=True, rule="SYS-018",
              also=("证件号码", "身份证号码", "公民身份号码", "身份证")),
        Field("post_title", _("职务/职称/技能等级"), Text(60), "person.post_title", width=130, imported=True, complete=True,
              also=("职务/职称", "职称", "职务")),
        Field("education", _("学历"), EDUCATION, "person.education", listed=False, imported=True, complete=True, also=("文化程度",)),
        Field("occupation", _("专业（职业）"), Text(60), width=110, imported=True, needed=True, also=("专业", "职业", "职业（工种）")),
        Field("own_staff", _("是否本单位职工"), Flag(), "person.own_staff", listed=False, imported=True, complete=True, also=("本单位职工",)),
        Field("group_name", _("专家组"), Text(120), "group.name", listed=False, imported=True),
        Field("group_post", _("组内职务"), terms.POST, width=80, imported=True, complete=True, also=("组内职责",)),
        Field("assess_years", _("考评年限"), Whole(0, 60), listed=False, imported=True),
        Field("term_from", _("聘期起"), Day(), compute=_term_day("term_from"), listed=False, imported=True, complete=True, also=("聘期开始",)),
        Field("term_to", _("聘期止"), Day(), compute=_term_day("term_to"), column=Expert.term_to, sort=True, width=100, imported=True, complete=True,
              also=("聘期结束",)),
        Field("note", _("备注"), Text(100), listed=False, imported=True),
        _STATE_ONLY, Field("secrecy_on", _("保密协议"), Day(), width=100),
        Field("employer", _("工作单位"), Text(80), "person.employer", listed=False),
        Field("phone", _("联系电话"), Phone(), "person.phone", listed=False, mask=masked_middle, clear_to=CLEAR),
        Field("cert_level", _("证书等级"), LEVEL, compute=lambda _context, one: str(one.cert_level) if one.cert_level is not None else None, listed=False),
        Field("match", _("证书和职称的职业"), terms.MATCH, listed=False), Field("title_rank", _("专业技术职称"), TITLE_RANK, listed=False),
        Field("work_since", _("从事本职业起"), Day(), listed=False), Field("assessing_since", _("从事考评起"), Day(), listed=False),
        Field("past", _("以往命题"), terms.PAST, listed=False), Field("honour", _("荣誉称号"), Text(80), listed=False),
        Field("case_facts", _("资格事项"), Text(1000, 4), listed=False), Field("ended_on", _("取消资格日期"), Day(), listed=False),
        Field("ended_cause", _("取消事由"), Text(), compute=lambda _context, one: queries.cause_text(one.ended_cause), listed=False),
        Field("ended_why", _("取消理由"), Text(400, 3), listed=False), Field("judicial", _("移送司法机关"), Text(80), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.STATE.options, queries.state_where),
            Facet("post", _("组内职务"), terms.POST.options, lambda option, _day: Expert.group_post == option),
            Facet("complete", _("资料"), {"no": _("不完整"), "yes": _("完整")}, _lacking)),
    create=("people.apply_expert",), actions=_ALIVE, fits=lambda _context, one: () if one.ended_on else _ALIVE,
    forms=("F-EXPERT-SECRECY",), list_forms=("F-EXPERT-ROSTER",),
    describe=lambda one: one.person.name, subtitle=lambda context, one: " · ".join(
        filter(None, [one.occupation, terms.POST.show(one.group_post), terms.STATE.show(queries.state_of(one, context.today))])),
    notes=_notes, related=_related, find=queries.find_expert, intake=lambda: Intake("people.import_experts", ExpertRoster),
))  # fmt: skip

declare_import("people.import_experts", _("导入专家库"), EXPERTS, 1,
               ("PPL-EXP-001", "PPL-EXP-005", "PPL-EXP-008", "PPL-EXP-013", "SYS-014", "SYS-018"))  # fmt: skip


def _application_notes(context: Context, one: ExpertApplication) -> list[Finding]:
    if one.state in (terms.APPOINTED, terms.REJECTED):
        return []
    return judged(context, one, one.starts_on) + evidence_gaps(context, one)


_STEPS = {terms.DRAFT: ("people.review_expert", "people.add_expert_evidence"), terms.AGREED: ("people.appoint_expert",)}

declare(Register(
    APPLICATIONS, _("专家申报"), ExpertApplication, row=2, order="applied_on", descending=True, area="people", group=GROUP, joins=("person",),
    readers=READERS - {GENERAL, ARCHIVE},
    columns=("applied_on", "name", "occupation", "state", "honour", "way", "starts_on"),
    fields=(
        Field("applied_on", _("申报日期"), Day(), column=ExpertApplication.applied_on, sort=True, width=100),
        Field("name", _("姓名"), PersonName(), "person.name", column=ExpertApplication.sort_name, sort=True, width=90),
        Field("occupation", _("专业（职业）"), Text(60), width=130),
        Field("state", _("进度"), terms.APPLICATION_STATE, width=100,
              tone=lambda _context, one: {terms.REJECTED: "danger", terms.APPOINTED: "good"}.get(one.state, "caution")),
        Field("honour", _("荣誉称号（优先）"), Text(80), column=ExpertApplication.rank, sort=True, width=130),
        Field("way", _("产生途径"), terms.WAY, width=100), Field("starts_on", _("拟聘期起"), Day(), width=100),
        Field("id_no", _("身份证号"), IdNumber(), "person.id_no", listed=False, mask=masked, clear_to=CLEAR),
        Field("cert_level", _("证书等级"), LEVEL, compute=lambda _context, one: str(one.cert_level) if one.cert_level is not None else None, listed=False),
        Field("match", _("证书和职称的职业"), terms.MATCH, listed=False), Field("title_rank", _("专业技术职称"), TITLE_RANK, listed=False),
        Field("work_since", _("从事本职业起"), Day(), listed=False), Field("assessing_since", _("从事考评起"), Day(), listed=False),
        Field("past", _("以往命题"), terms.PAST, listed=False), Field("resume", _("业绩和工作简历"), Text(2000, 6), listed=False),
        Field("reviewed_on", _("审核日期"), Day(), listed=False), Field("review", _("审核意见"), Text(1000, 4), listed=False),
    ),
    facets=(Facet("state", _("进度"), terms.APPLICATION_STATE.options, lambda option, _day: ExpertApplication.state == option),
            Facet("way", _("产生途径"), terms.WAY.options, lambda option, _day: ExpertApplication.way == option)),
    create=("people.apply_expert",), actions=("people.review_expert", "people.appoint_expert", "people.add_expert_evidence"),
    fits=lambda _context, one: _STEPS.get(one.state, ()), forms=("F-EXPERT-APPLY",),
    describe=lambda one: one.person.name, subtitle=lambda _context, one: f"{one.occupation} · {terms.APPLICATION_STATE.show(one.state)}",
    notes=_application_notes, find=queries.find_application,
    related=lambda _context, one: [(f"{_('专家')} {one.occupation}", EXPERTS, one.expert_id)] if one.expert_id else [],
))  # fmt: skip


def _term_where(option: str, day: date) -> ColumnElement[bool]:
    live = or_(ExpertTerm.ended_on.is_(None), ExpertTerm.ended_on >= day)
    return {
        "ended": ExpertTerm.ended_on < day, "future": and_(live, ExpertTerm.starts_on > day),
        "running": and_(live, ExpertTerm.starts_on <= day, ExpertTerm.ends_on >= day), "over": and_(live, ExpertTerm.ends_on < day),
    }[option]  # fmt: skip


_RENEW = "people.reappoint_expert"
_TERM_ACTS = ("people.decide_expert_term", _RENEW, "people.note_expert_papers", "people.end_expert_term")


declare(Register(
    TERMS, _("专家聘期"), ExpertTerm, row=11, order="ends_on", area="people", group=GROUP, joins=("expert.person",), readers=READERS,
    columns=("name", "occupation", "starts_on", "ends_on", "state", "agreement_number", "decision"),
    fields=(
        Field("name", _("姓名"), PersonName(), "expert.person.name", column=ExpertTerm.sort_name, sort=True, width=90),
        Field("occupation", _("专业（职业）"), Text(60), "expert.occupation", width=130), Field("starts_on", _("聘期起"), Day(), width=100),
        Field("ends_on", _("聘期止"), Day(), column=ExpertTerm.ends_on, sort=True, width=100),
        Field("state", _("状态"), terms.TERM_STATE, compute=lambda context, one: queries.term_state(one, context.today), width=90),
        Field("agreement_number", _("协议编号"), Code(40), width=120), Field("decision", _("届满决定"), DECISION, width=90),
        Field("agreed_on", _("协议签订日期"), Day(), listed=False), Field("letter_on", _("聘书颁发日期"), Day(), listed=False),
        Field("decided_on", _("决定日期"), Day(), listed=False), Field("ended_on", _("终止日期"), Day(), listed=False),
        Field("ended_why", _("终止原因"), Text(400, 3), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.TERM_STATE.options, _term_where),),
    actions=_TERM_ACTS, fits=lambda _context, one: [act for act in _TERM_ACTS if act != _RENEW or one.decision == "renew"],
    forms=("F-CONTRACT", "F-EXPERT-AGREEMENT"),
    describe=lambda one: one.expert.person.name, subtitle=lambda _context, one: f"{one.starts_on} – {one.ends_on}",
    related=lambda _context, one: [(f"{_('专家')} {one.expert.occupation}", EXPERTS, one.expert_id)], find=queries.find_term,
))  # fmt: skip


def _group_notes(context: Context, one: ExpertGroup) -> list[Finding]:
    if one.dissolved_on or queries.leader_of(context.db, one.id):
        return []
    return context.rules["PPL-EXP-001"].found("", Severity.RECORD, found=_("没有组长"))


def _leader(context: Context, one: ExpertGroup) -> str:
    leader = queries.leader_of(context.db, one.id)
    return leader.person.name if leader else ""


declare(Register(
    GROUPS, _("专家组"), ExpertGroup, row=1, order="occupation", area="people", group=GROUP, readers=READERS,
    fields=(
        Field("occupation", _("专业（职业）"), Text(60), column=ExpertGroup.occupation, sort=True, width=120),
        Field("name", _("组名"), Text(120), width=300), Field("leader", _("组长"), Text(), compute=_leader, width=90),
        Field("members", _("人数"), Whole(), compute=lambda context, one: queries.members_count(context.db, one.id), width=70),
        Field("is_new", _("新开发职业"), Flag(), width=90), Field("formed_on", _("设立日期"), Day(), width=100),
        Field("dissolved_on", _("撤销日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("状态"), {"on": _("在用"), "off": _("已撤销")},
                  lambda option, _day: ExpertGroup.dissolved_on.is_(None) if option == "on" else ExpertGroup.dissolved_on.is_not(None)),),
    create=("people.form_expert_group",), actions=("people.dissolve_expert_group",), forms=("F-EXPERT-GROUP",),
    describe=lambda one: one.name, notes=_group_notes, find=queries.find_group,
    related=lambda _context, one: [(f"{member.person.name} {terms.POST.show(member.group_post)}", EXPERTS, member.id) for member in one.members],
))  # fmt: skip

_WITH_OPEN = Choice({"open": _("未登记"), **terms.ATTENDANCE.options})

declare(Register(
    TASKS, _("专家任务"), ExpertTask, row=1, order="held_on", descending=True, area="people", group=GROUP, joins=("expert.person",), readers=READERS,
    fields=(
        Field("held_on", _("开始日期"), Day(), column=ExpertTask.held_on, sort=True, width=100),
        Field("name", _("姓名"), PersonName(), "expert.person.name", width=90),
        Field("occupation", _("专业（职业）"), Text(60), "expert.occupation", width=110),
        Field("task", _("任务类别"), terms.TASK, width=110), Field("title", _("任务内容"), Text(120), width=240),
        Field("attendance", _("参加情况"), _WITH_OPEN, compute=lambda _context, one: one.attendance or "open", width=90,
              tone=lambda _context, one: {"attended": "good", "absent": "danger"}.get(one.attendance or "", "plain")),
        Field("called_on", _("通知日期"), Day(), listed=False), Field("result", _("成果或说明"), Text(200), listed=False),
    ),
    facets=(Facet("task", _("任务类别"), terms.TASK.options, lambda option, _day: ExpertTask.task == option),
            Facet("attendance", _("参加情况"), _WITH_OPEN.options,
                  lambda option, _day: ExpertTask.attendance.is_(None) if option == "open" else ExpertTask.attendance == option)),
    actions=("people.record_expert_task",),
    describe=lambda one: f"{one.expert.person.name} {one.title}", subtitle=lambda _context, one: terms.TASK.show(one.task), find=queries.find_task,
    related=lambda _context, one: [(f"{_('专家')} {one.expert.occupation}", EXPERTS, one.expert_id)],
))  # fmt: skip
