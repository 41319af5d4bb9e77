"""The registers of complaints: cases, rechecks and objections, appeals of staff."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, not_, or_, true

from models.complaints import advice, queries, terms
from models.complaints.later import unresolved
from models.complaints.loose import OldDay, OldMoment
from models.complaints.tables import Complaint, Recheck, StaffAppeal
from models.complaints.terms import CLOSED
from models.complaints.who import READERS, visible
from models.complaints.workbook import OldBook
from models.core.centre import Context
from models.core.identity import masked, masked_middle
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, Flag, IdNumber, Moment, Score, Text, Whole
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from resources.texts import _

C, R, A = Complaint, Recheck, StaffAppeal
GROUP = _("投诉举报")
CLEAR = frozenset({DIRECTOR, GENERAL, SUPERVISOR})


def _named(column: str) -> Any:
    """The person behind a login, by name."""
    return lambda context, record: user_names(context).get(getattr(record, column) or "", getattr(record, column))


def _state_tone(context: Context, case: Complaint) -> str:
    stop = queries.next_stop(context, case)
    if stop is None:
        return "good" if case.state == CLOSED else "plain"
    left = (stop.due - context.today).days
    return "danger" if left < 0 else "caution" if left <= 1 else "plain"


def _next_due(context: Context, case: Complaint) -> date | None:
    stop = queries.next_stop(context, case)
    return stop.due if stop else None


def _complainant(_context: Context, case: Complaint) -> str | None:
    return terms.ANONYMOUS if case.anonymous else case.complainant


CASE_FIELDS = (
    Field("number", _("登记编号"), Code(30), column=C.number, sort=True, width=120, imported=True, needed=True,
          also=("投诉编号", "编号", "受理编号")),
    Field("received_on", _("接到日期"), Day(), column=C.received_on, sort=True, width=100),
    Field("received_at", _("受理时间"), OldMoment(), listed=False, imported=True, needed=True,
          also=("接到时间", "受理日期", "投诉时间", "举报时间")),
    Field("kind", _("类别"), terms.KIND, width=76, imported=True),
    Field("state", _("进度"), Text(), compute=queries.state_words, width=170, tone=_state_tone),
    Field("next_due", _("下一期限"), Day(), compute=_next_due, width=100),
    Field("complainant", _("考生姓名"), Text(60), compute=_complainant, width=90, imported=True, complete=True,
          also=("投诉人", "举报人", "姓名")),
    Field("grounds", _("事项类别"), terms.GROUNDS, width=190, imported=True, also=("投诉事项", "投诉事项类别", "类型")),
    Field("handler", _("承办人"), Text(60), compute=_named("handler"), width=90, imported=True, also=("经办人", "办理人")),
    Field("late", _("超期"), Text(), compute=lambda context, case: "、".join(queries.lateness(context, case)), width=150,
          tone=lambda context, case: "danger" if queries.lateness(context, case) else ""),
    Field("channel", _("投诉方式"), terms.CHANNEL, listed=False, imported=True, complete=True, also=("方式", "受理方式")),
    Field("employer", _("单位"), Text(80), listed=False, imported=True, complete=True, also=("所在单位", "工作单位")),
    Field("contact", _("联系方式"), Text(60), listed=False, imported=True, complete=True, mask=masked_middle, clear_to=CLEAR,
          also=("联系电话", "电话")),
    Field("accused", _("被投诉人"), Text(200), listed=False, imported=True, also=("被举报人", "被投诉对象"),
          compute=lambda _context, case: "、".join(one.name for one in case.accused if one.removed_on is None)),
    Field("content", _("投诉内容"), Text(4000, 4), listed=False, imported=True, complete=True, also=("内容", "事由", "投诉事由")),
    Field("evidence", _("证据份数"), Whole(0, 1000), compute=lambda _context, case: case.evidence, listed=False, imported=True,
          also=("证据", "相关证据")),
    Field("batch", _("所涉批次"), Text(80), listed=False), Field("certificate", _("所涉证书编号"), Code(40), listed=False),
    Field("lead", _("调查牵头人"), Text(60), compute=_named("lead"), listed=False),
    Field("screening", _("初步了解情况"), Text(4000, 4), listed=False),
    Field("investigate", _("是否调查"), Flag(), listed=False, imported=True, also=("是否受理调查", "是否立案")),
    Field("screening_reason", _("不予调查的理由"), Text(1000, 2), listed=False),
    Field("screened_on", _("初步决定日期"), Day(), listed=False),
    Field("notified_on", _("书面通知日期"), OldDay(), listed=False, imported=True, also=("通知日期", "告知日期")),
    Field("extended_to", _("延长至"), OldDay(), listed=False, imported=True, also=("延期至",)),
    Field("facts", _("查明事实"), Text(8000, 6), listed=False),
    Field("decision", _("处理结果"), Text(8000, 4), listed=False, imported=True, also=("处理决定", "办理结果", "处理情况")),
    Field("measures", _("措施"), Text(2000, 2), listed=False),
    Field("decided_on", _("办结日期"), OldDay(), listed=False, imported=True, also=("决定日期", "处理日期")),
    Field("decided_at", _("决定时间"), Moment(), listed=False),
    Field("decided_by", _("决定人"), Text(), compute=_named("decided_by"), listed=False),
    Field("outcome_on", _("告知日期"), Day(), listed=False),
    Field("archive_no", _("归档档号"), Code(40), listed=False, imported=True, also=("档号",)),
    Field("filed_on", _("归档日期"), Day(), listed=False),
    Field("pages", _("页数"), Whole(), listed=False), Field("ended_why", _("终止原因"), Text(1000, 2), listed=False),
    Field("note", _("备注"), Text(400, 2), listed=False, imported=True),
    Field("judged_by", _("依据版本"), Text(), listed=False),
)  # fmt: skip


def _incomplete() -> ColumnElement[bool]:
    """Open cases that lack what CMP-002 wants."""
    of_person = and_(not_(C.anonymous), or_(C.complainant.is_(None), C.employer.is_(None), C.contact.is_(None)))
    return and_(C.is_open == true(), or_(of_person, C.content.is_(None), C.evidence.is_(None), C.channel.is_(None)))


OPEN_CASES, TO_HAND_OVER = "open", "to_hand_over"
_STATES = {OPEN_CASES: _("在办"), TO_HAND_OVER: _("待移交档案"), **terms.STATE.options}


def _stands_at(option: str, _day: date) -> ColumnElement[bool]:
    """A state, all open ones, or the closed dossiers the archive has not taken over yet."""
    if option == TO_HAND_OVER:
        return and_(C.filed_on.is_not(None), C.taken_over_on.is_(None))
    return C.is_open == true() if option == OPEN_CASES else C.state == option


def _case_facets() -> tuple[Facet, ...]:
    late, lacking = queries.late_criterion(), _incomplete()
    return (
        Facet("state", _("进度"), _STATES, _stands_at),
        Facet("kind", _("类别"), terms.KIND.options, lambda option, _day: C.kind == option),
        Facet("ground", _("事项"), terms.GROUND_SHORT, lambda option, _day: cast(C.grounds, String).contains(option)),
        Facet(
            "late",
            _("超期"),
            {"yes": _("有超期步骤"), "no": _("无超期步骤")},
            lambda option, _day: late if option == "yes" else not_(_known(late)),
        ),
        Facet(
            "complete", _("资料"), {"no": _("不完整"), "yes": _("完整")}, lambda option, _day: lacking if option == "no" else not_(lacking)
        ),
    )


def _known(criterion: ColumnElement[bool]) -> ColumnElement[bool]:
    """A criterion over days that may be missing, as true or false and never unknown."""
    return func.coalesce(criterion, False)


def _case_links(context: Context, case: Complaint) -> list[tuple[str, str, int]]:
    found = [(_("重新办理自 {number}").format(number=before.number), "complaints.cases", before.id)
             for before in [context.db.get(Complaint, case.reopened_from_id)] if before] if case.reopened_from_id else []  # fmt: skip
    later = context.db.query(Complaint.number, Complaint.id).filter(Complaint.reopened_from_id == case.id)
    found += [(_("重新办理为 {number}").format(number=number), "complaints.cases", id_) for number, id_ in later]
    for table, key in ((Recheck, "complaints.rechecks"), (StaffAppeal, "complaints.appeals")):
        found += [(number, key, id_) for number, id_ in context.db.query(table.number, table.id).filter(table.complaint_id == case.id)]
    from models.people.tables import Qualification
    from models.people.terms import ASSESSOR

    people = [one.person_id for one in case.accused if one.person_id and one.removed_on is None]
    for held in context.db.query(Qualification).filter(Qualification.person_id.in_(people)) if people else ():
        found.append((held.person.name, "people.assessors" if held.kind == ASSESSOR else "people.supervisors", held.id))
    return found


CASES = declare(Register(
    "complaints.cases", _("投诉举报"), Complaint, CASE_FIELDS, row=65, order="received_on", descending=True, area="complaints",
    group=GROUP, readers=READERS,
    facets=_case_facets(), create=("complaints.receive",), visible=visible,
    actions=("complaints.register", "complaints.assign", "complaints.screen", "complaints.notify_preliminary", "complaints.find_facts",
             "complaints.decide", "complaints.notify_outcome", "complaints.file", "complaints.extend", "complaints.notify_extension",
             "complaints.ask_accused", "complaints.record_answer", "complaints.add_accused", "complaints.drop_accused",
             "complaints.correct",
             "complaints.reroute", "complaints.link", "complaints.withdraw", "complaints.go_on", "complaints.reopen"),
    forms=("F-COMPLAINT-REG", "F-COMPLAINT-NOTICE", "F-COMPLAINT-EXT", "F-COMPLAINT-RESULT", "F-COMPLAINT-DOSSIER"),
    list_forms=("W-COMPLAINT",),
    describe=lambda case: f"{case.number} {terms.ANONYMOUS if case.anonymous else case.complainant or ''}",
    subtitle=lambda context, case: f"{terms.KIND.show(case.kind)} · {queries.state_words(context, case)}",
    notes=advice.about_case, related=_case_links, find=queries.find_case,
    intake=lambda: Intake("complaints.import_cases", OldBook),
))  # fmt: skip

RECHECKS = declare(Register(
    "complaints.rechecks", _("成绩复核与异议"), Recheck, row=47, order="applied_on", descending=True, area="complaints", group=GROUP,
    readers=frozenset({DIRECTOR, GENERAL, EXAM, SUPERVISOR, ARCHIVE}),
    fields=(
        Field("number", _("编号"), Code(30), column=R.number, sort=True, width=120), Field("kind", _("类别"), terms.RECHECK_KIND, width=90),
        Field("applied_on", _("申请日期"), Day(), column=R.applied_on, sort=True, width=100),
        Field("state", _("进度"), terms.RECHECK_STATE, width=90,
              tone=lambda _context, one: "caution" if unresolved(one) else "good" if one.state == CLOSED else "plain"),
        Field("candidate", _("考生姓名"), Text(60), width=90), Field("batch", _("批次"), Text(80), width=160),
        Field("subject", _("科目"), Text(80), width=120),
        Field("score", _("公布成绩"), Score(), width=80), Field("result", _("结果"), terms.RESULT, width=80),
        Field("corrected_to", _("更正后成绩"), Score(), width=80),
        Field("id_no", _("证件号码"), IdNumber(), listed=False, mask=masked, clear_to=CLEAR | {EXAM}),
        Field("contact", _("联系方式"), Text(60), listed=False, mask=masked_middle, clear_to=CLEAR | {EXAM}),
        Field("published_on", _("公布或公示日期"), Day(), listed=False), Field("request", _("理由"), Text(2000, 3), listed=False),
        Field("accepted_on", _("受理日期"), Day(), listed=False), Field("submitted_on", _("报送日期"), Day(), listed=False),
        Field("items", _("核对项目"), terms.CAUSE, listed=False),
        Field("checked_by", _("核对人"), Text(), compute=_named("checked_by"), listed=False),
        Field("second_by", _("另一核对人"), Text(), compute=_named("second_by"), listed=False),
        Field("checked_on", _("核对日期"), Day(), listed=False),
        Field("finding", _("处理情况"), Text(2000, 3), listed=False), Field("replied_on", _("答复日期"), Day(), listed=False),
        Field("reply_way", _("答复方式"), terms.WAY, listed=False), Field("resolved_on", _("了结日期"), Day(), listed=False),
        Field("refused_why", _("不予受理的理由"), Text(1000, 2), listed=False), Field("archive_no", _("归档档号"), Code(40), listed=False),
    ),
    facets=(Facet("state", _("进度"), terms.RECHECK_STATE.options, lambda option, _day: R.state == option),
            Facet("kind", _("类别"), terms.RECHECK_KIND.options, lambda option, _day: R.kind == option)),
    create=("complaints.apply_recheck", "complaints.raise_objection"),
    actions=("complaints.accept_recheck", "complaints.refuse_recheck", "complaints.submit_recheck", "complaints.check_recheck",
             "complaints.reply_recheck",
             "complaints.review_objection", "complaints.resolve_objection", "complaints.close_recheck"),
    describe=lambda one: f"{one.number} {one.candidate or ''}", subtitle=lambda _context, one: terms.RECHECK_STATE.show(one.state),
    notes=advice.about_recheck, find=queries.find_recheck, forms=("F-SCORE-REVIEW",),
))  # fmt: skip

APPEALS = declare(Register(
    "complaints.appeals", _("工作人员申诉"), StaffAppeal, row=29, order="filed_on", descending=True, area="complaints", group=GROUP,
    readers=frozenset({DIRECTOR, GENERAL, ARCHIVE}),
    fields=(
        Field("number", _("编号"), Code(30), column=A.number, sort=True, width=120), Field("kind", _("类别"), terms.APPEAL_KIND, width=90),
        Field("filed_on", _("提出日期"), Day(), column=A.filed_on, sort=True, width=100),
        Field("state", _("进度"), terms.APPEAL_STATE, width=90, tone=lambda _context, one: "good" if one.state == CLOSED else "plain"),
        Field("name", _("申诉人"), Text(60), width=90), Field("owner", _("承办人"), Text(), compute=_named("owner"), width=90),
        Field("result", _("结果"), terms.APPEAL_RESULT, width=80), Field("claim", _("申诉事由"), Text(4000, 4), listed=False),
        Field("sanction", _("所诉处分决定"), Text(1000, 2), listed=False), Field("sanctioned_on", _("处分日期"), Day(), listed=False),
        Field("delivered_on", _("送达日期"), Day(), listed=False), Field("forwarded_to", _("转送"), Text(80), listed=False),
        Field("forwarded_on", _("转送日期"), Day(), listed=False), Field("answered_on", _("答复日期"), Day(), listed=False),
        Field("answer_letter", _("答复文书编号"), Code(60), listed=False), Field("measure", _("采取的措施"), Text(2000, 2), listed=False),
        Field("restored_on", _("恢复日期"), Day(), listed=False), Field("archive_no", _("归档档号"), Code(40), listed=False),
    ),
    facets=(Facet("state", _("进度"), terms.APPEAL_STATE.options, lambda option, _day: A.state == option),
            Facet("kind", _("类别"), terms.APPEAL_KIND.options, lambda option, _day: A.kind == option)),
    create=("complaints.file_appeal",),
    actions=("complaints.forward_appeal", "complaints.record_appeal_result", "complaints.note_restored", "complaints.close_appeal"),
    describe=lambda one: f"{one.number} {one.name}", subtitle=lambda _context, one: terms.APPEAL_STATE.show(one.state),
    notes=advice.about_appeal, find=queries.find_appeal,
))  # fmt: skip

declare_import("complaints.import_cases", _("导入投诉举报登记簿"), "complaints.cases", 65,
               ("CMP-004", "CMP-009", "CMP-015", "CMP-016", "SYS-002", "SYS-014"))  # fmt: skip
