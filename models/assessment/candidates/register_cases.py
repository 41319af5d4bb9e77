"""How corrections, violations and bans are listed, filtered, found, imported and exported."""

from datetime import date

from sqlalchemy import ColumnElement, and_, not_, or_

from models.assessment.candidates import queries
from models.assessment.candidates.intake_cases import CaseIntake
from models.assessment.candidates.register import CLEAR
from models.assessment.candidates.tables import Ban, Correction, Violation
from models.assessment.candidates.terms import (
    CASE_STATE,
    CERTIFICATE,
    CORRECTED,
    ONE_SUBJECT,
    PHASE,
    WHO,
    DocumentNumber,
    effect_words,
)
from models.assessment.register import BATCH_WORDS, ID_WORDS, NAME_WORDS
from models.core.centre import Context
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

B, C, V = Ban, Correction, Violation
ROW_CASE = 39  # of the matrix: deciding on a candidate's violation


def _private(text: str) -> str:
    """A corrected value: of an identity number only its ends."""
    return masked(text) if any(sign.isdigit() for sign in text) and len(text) > 8 else text


def _open(option: str) -> ColumnElement[bool]:
    return C.confirmed_on.is_(None) if option == "open" else C.confirmed_on.is_not(None)


CORRECTIONS = declare(Register(
    "assessment.enrolment_corrections", _("考生信息更正"), C, (
        Field("name", _("姓名"), PersonName(), path="enrolment.name", width=90),
        Field("batch", _("批次"), Text(80), compute=lambda _context, one: one.enrolment.batch.code, width=120),
        Field("field", _("更正项目"), CORRECTED, width=90), Field("phase", _("阶段"), PHASE, width=130),
        Field("old", _("原值"), Text(100), width=140, mask=_private, clear_to=CLEAR),
        Field("new", _("更正为"), Text(100), width=140, mask=_private, clear_to=CLEAR),
        Field("registered_on", _("登记日期"), Day(), column=C.registered_on, sort=True, width=100),
        Field("confirmed_on", _("确认日期"), Day(), width=100),
        Field("certificate", _("已发证书编号"), Code(30), listed=False), Field("wrong_sent_on", _("错证寄回日期"), Day(), listed=False),
        Field("courier", _("快递单号"), Code(30), listed=False), Field("why", _("情况说明"), Text(1000, 3), listed=False),
    ), row=34, order="registered_on", descending=True, area="assessment", group=_("评价"), joins=("enrolment.batch",),
    facets=(Facet("state", _("状态"), {"open": _("待确认"), "confirmed": _("已确认")}, lambda option, _day: _open(option)),),
    actions=("assessment.confirm_correction", "assessment.send_wrong_certificate"), find=queries.find_correction,
    fits=lambda _context, one: ["assessment.confirm_correction"] * (one.confirmed_on is None)
    + ["assessment.send_wrong_certificate"] * (one.phase == "after" and one.wrong_sent_on is None),
    describe=lambda one: one.enrolment.name, subtitle=lambda _context, one: f"{CORRECTED.show(one.field)} · {one.enrolment.batch.code}",
    related=lambda _context, one: [(one.enrolment.name, queries.REGISTER, one.enrolment_id)], forms=("F-CAND-CORRECT",),
))  # fmt: skip


def _tone(_context: Context, case: Violation) -> str:
    return {"recorded": "caution", "proposed": "caution", "decided": "good"}.get(case.state, "plain")


def _banned_to(context: Context, case: Violation) -> date | None:
    """禁考至: the last covered day; None where there is no ban, or one that ends when it is lifted."""
    days = [ban.last_day for ban in queries.bans_of_case(context.db, case.id) if ban.lifted_on is None and ban.last_day]
    return max(days, default=None)


_STEPS = {
    "recorded": ("propose_sanction", "note_reminder"),
    "proposed": ("confirm_sanction", "return_sanction"),
    "decided": ("tell_candidate", "lift_sanction"),
}

CASES = declare(Register(
    "assessment.violations", _("违纪违规"), V, (
        Field("number", _("编号"), Code(20), column=V.number, sort=True, width=120, imported=True, needed=True, also=("登记编号", "违纪编号")),
        Field("state", _("状态"), CASE_STATE, width=90, tone=_tone),
        Field("who", _("对象"), WHO, width=80, imported=True, also=("人员类别", "处理对象")),
        Field("name", _("姓名"), PersonName(), width=90, imported=True, needed=True, also=NAME_WORDS),
        Field("id_no", _("证件号码"), DocumentNumber(), width=170, mask=masked, clear_to=CLEAR, imported=True, needed=True, rule="SYS-018",
              also=ID_WORDS),
        Field("batch", _("批次"), Text(80), path="batch.code", width=110, imported=True, needed=True, also=BATCH_WORDS),
        Field("subject", _("科目"), ONE_SUBJECT, width=70, imported=True, also=("考试科目",)),
        Field("room", _("考场"), Text(20), width=70, imported=True, also=("考场号", "考场名称")), Field("seat", _("座位/工位"), Text(12), listed=False),
        Field("at", _("时间"), Moment(), column=V.at, sort=True, width=130, imported=True, needed=True, also=("违纪时间", "发生时间")),
        Field("code", _("适用条款"), Text(40), width=110, imported=True, also=("条款", "适用规定", "违纪代码")),
        Field("decision", _("处理决定"), Text(200), width=200, imported=True, also=("处理结果", "处理意见")),
        Field("ban", _("禁考至"), Day(), compute=_banned_to, listed=False, imported=True, also=("禁考截止", "禁考期至")),
        Field("facts", _("违纪事实"), Text(1000, 3), listed=False, imported=True, needed=True, also=("事实", "违规事实", "违纪情况")),
        Field("evidence", _("证据份数"), Whole(0, 99), listed=False, imported=True, also=("证据",)),
        Field("reminders", _("提醒时间"), Text(200), compute=lambda _context, case: "、".join(one[11:16] for one in case.reminders), listed=False),
        Field("witnesses", _("见证人"), Text(80), listed=False), Field("statement", _("考生陈述"), Text(1000, 3), listed=False),
        Field("legal_basis", _("处理依据"), Text(200), listed=False), Field("decided_by", _("决定人"), Text(40), listed=False),
        Field("decided_on", _("决定日期"), Day(), width=100, imported=True, also=("处理日期",)),
        Field("confirmed_by", _("确认人"), Text(40), listed=False),
        Field("told_on", _("送达日期"), Day(), listed=False, imported=True, also=("告知日期",)),
        Field("certificate", _("证书处理"), CERTIFICATE, listed=False, imported=True), Field("transferred", _("移送情况"), Text(200), listed=False),
        Field("lifted_on", _("撤销日期"), Day(), listed=False), Field("lifted_why", _("撤销理由"), Text(200), listed=False),
        Field("note", _("备注"), Text(100), listed=False, imported=True, also=("说明",)),
    ), row=ROW_CASE, order="at", descending=True, area="assessment", group=_("评价"), joins=("batch",),
    facets=(
        Facet("state", _("状态"), CASE_STATE.options, lambda option, _day: V.state == option),
        Facet("who", _("对象"), WHO.options, lambda option, _day: V.who == option),
    ),
    actions=("assessment.propose_sanction", "assessment.note_reminder", "assessment.confirm_sanction", "assessment.return_sanction",
             "assessment.tell_candidate", "assessment.lift_sanction"),
    fits=lambda _context, case: [f"assessment.{name}" for name in _STEPS.get(case.state, ())],
    find=queries.find_case, describe=lambda case: f"{case.number} {case.name}",
    subtitle=lambda _context, case: case.decision or case.facts[:40], related=lambda _context, case: _of_case(case),
    intake=lambda: Intake("assessment.import_violations", CaseIntake), forms=("F-VIOLATION", "F-VIOLATION-NOTICE"),
))  # fmt: skip


def _of_case(case: Violation) -> list[tuple[str, str, int]]:
    person = [(case.name, queries.REGISTER, case.enrolment_id)] if case.enrolment_id else []
    return person + ([(case.batch.code, "assessment.batches", case.batch_id)] if case.batch and case.batch_id else [])


declare_import("assessment.import_violations", _("导入违纪登记"), "assessment.violations", ROW_CASE,
               ("SYS-018", "ASM-DIS-001", "ASM-DIS-004", "ASM-DIS-011", "ASM-DIS-012", "ASM-DIS-013", "ASM-DIS-014"))  # fmt: skip


def _in_force(option: str, day: date) -> ColumnElement[bool]:
    lasting = and_(B.lifted_on.is_(None), or_(B.last_day.is_(None), B.last_day >= day))
    return lasting if option == "on" else not_(lasting)


BANS = declare(Register(
    "assessment.bans", _("禁考"), B, (
        Field("name", _("姓名"), PersonName(), width=90),
        Field("id_no", _("证件号码"), DocumentNumber(), width=170, mask=masked, clear_to=CLEAR),
        Field("effect", _("禁考种类"), Text(20), compute=lambda _context, ban: effect_words([ban.effect]), width=150),
        Field("first_day", _("自"), Day(), column=B.first_day, sort=True, width=100),
        Field("last_day", _("至（含当日）"), Day(), width=110),
        Field("case", _("违纪登记"), Text(20), compute=lambda _context, ban: ban.violation.number if ban.violation else "", width=120),
        Field("lifted_on", _("解除日期"), Day(), width=100), Field("lifted_why", _("解除理由"), Text(200), listed=False),
    ), row=ROW_CASE, order="first_day", descending=True, area="assessment", group=_("评价"), joins=("violation",),
    facets=(Facet("state", _("状态"), {"on": _("禁考中"), "over": _("已结束")}, _in_force),),
    actions=("assessment.lift_ban",), fits=lambda _context, ban: ["assessment.lift_ban"] * (ban.lifted_on is None),
    find=queries.find_ban, describe=lambda ban: ban.name, subtitle=lambda _context, ban: effect_words([ban.effect]),
    related=lambda _context, ban: [(ban.violation.number, "assessment.violations", ban.violation_id)] if ban.violation else [],
))  # fmt: skip
