"""How candidates are listed, filtered, found and exported."""

from typing import Any

from sqlalchemy import ColumnElement

from models.assessment.candidates import queries
from models.assessment.candidates.guards import needs_recheck
from models.assessment.candidates.intake import CandidateIntake
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import (
    ADMITTED,
    APPLIED,
    CATEGORY,
    EDUCATION,
    GROUP,
    ID_KIND,
    INCOMPLETE,
    OPEN,
    RECHECKED,
    RESULT,
    REVIEWED,
    STATE,
    SUBJECT,
    WAY,
    AnyLevel,
    DocumentNumber,
)
from models.assessment.register import BATCH_WORDS, ID_WORDS, JOB_WORDS, LEVEL_WORDS, NAME_WORDS, OCCUPATION_WORDS
from models.assessment.terms import Job
from models.core.centre import Context
from models.core.identity import masked, masked_middle
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, Flag, PersonName, Phone, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM
from models.people.terms import SEX
from resources.texts import _

E = Enrolment
CLEAR = frozenset({DIRECTOR, EXAM})
_TONES = {REVIEWED: "good", RECHECKED: "good", ADMITTED: "good", INCOMPLETE: "caution", APPLIED: "caution"}


def _tone(_context: Context, one: Enrolment) -> str:
    return _TONES.get(one.state, "plain")


FIELDS = (
    Field("name", _("姓名"), PersonName(), column=E.sort_name, sort=True, width=90, imported=True, needed=True, also=NAME_WORDS),
    Field("sex", _("性别"), SEX, width=56, imported=True),
    Field("id_kind", _("证件类型"), ID_KIND, listed=False, imported=True, also=("证件种类", "证件类别", "证件名称")),
    Field("id_no", _("证件号码"), DocumentNumber(), width=170, mask=masked, clear_to=CLEAR, imported=True, needed=True, rule="SYS-018",
          also=ID_WORDS),
    Field("batch", _("批次"), Text(80), path="batch.code", width=110, imported=True, needed=True, also=BATCH_WORDS),
    Field("state", _("状态"), STATE, width=90, tone=_tone, imported=True, also=("资格审核结果", "审核结果", "资格审查结果")),
    Field("occupation", _("职业名称"), Text(60), width=130, imported=True, also=OCCUPATION_WORDS),
    Field("job", _("工种/职业方向"), Job(), width=110, imported=True, also=JOB_WORDS),
    Field("level", _("等级"), AnyLevel(), width=110, imported=True, also=LEVEL_WORDS),
    Field("ticket", _("准考证号"), Code(24), column=E.ticket, width=130),
    Field("subjects", _("考核科目"), SUBJECT, listed=False, imported=True, also=("科目", "考试科目")),
    Field("way", _("评价方式"), WAY, listed=False, imported=True, also=("考核方式", "认定方式")),
    Field("birth", _("出生日期"), Day(), listed=False, imported=True, also=("出生年月", "出生年月日")),
    Field("education", _("文化程度"), EDUCATION, listed=False, imported=True, complete=True, also=("学历", "最高学历")),
    Field("category", _("人员类别"), CATEGORY, listed=False, imported=True, complete=True, also=("考生类别", "学籍/人员类别", "类别")),
    Field("student_group", _("学校层次"), GROUP, listed=False, imported=True, also=("学历层次", "院校层次", "办学层次")),
    Field("graduates_on", _("毕业日期"), Day(), listed=False, imported=True, also=("毕业时间", "预计毕业日期")),
    Field("employer", _("工作单位（院系）"), Text(80), listed=False, imported=True, complete=True,
          also=("工作单位", "院系", "单位", "学校", "院系/部门", "单位名称", "学校院系")),
    Field("major", _("专业"), Text(40), listed=False, imported=True, also=("所学专业", "专业名称")),
    Field("training_class", _("培训班"), Text(60), column=E.training_class, listed=False, imported=True, also=("班级", "培训班级", "班级名称")),
    Field("prior_level", _("原证书等级"), AnyLevel(), listed=False, imported=True, also=("已有证书等级", "持有证书等级")),
    Field("prior_number", _("原证书编号"), Code(30), listed=False, imported=True, also=("已有证书编号", "原证书号码")),
    Field("work_years", _("工作年限"), Whole(0, 60), listed=False, imported=True, also=("从业年限", "工龄", "专业年限")),
    Field("phone", _("联系电话"), Phone(), listed=False, mask=masked_middle, clear_to=CLEAR, imported=True, complete=True,
          also=("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式")),
    Field("postcode", _("邮政编码"), Code(6), listed=False, imported=True, also=("邮编",)),
    Field("address", _("家庭地址"), Text(120), listed=False, mask=masked_middle, clear_to=CLEAR, imported=True,
          also=("住址", "通讯地址", "联系地址", "地址")),
    Field("photo", _("照片文件"), Text(200), compute=lambda _context, one: _("有") if one.photo else "", listed=False, imported=True,
          also=("照片", "电子照片", "相片"), note=_("文件名，照片放在工作簿旁的“照片”文件夹；也可把照片插入单元格")),
    Field("condition", _("报名条件"), Text(60), listed=False),
    Field("entered_by", _("录入人"), Text(40), listed=False), Field("confirmed_on", _("本人确认日期"), Day(), listed=False),
    Field("applied_on", _("申报日期"), Day(), listed=False),
    Field("reviewed_by", _("审核人"), Text(40), listed=False, imported=True, also=("审查人",)),
    Field("reviewed_on", _("审核日期"), Day(), listed=False, imported=True, also=("审查日期",)),
    Field("review_note", _("审核意见"), Text(400, 3), listed=False),
    Field("uploaded_on", _("上传日期"), Day(), listed=False), Field("forms_sent_on", _("送审日期"), Day(), listed=False),
    Field("rechecked_on", _("复审日期"), Day(), listed=False), Field("fee_paid_on", _("收费日期"), Day(), listed=False),
    Field("result", _("结果"), RESULT, listed=False), Field("ended_why", _("终止原因"), Text(200), listed=False),
    Field("history", _("历史记录"), Flag(), listed=False),
    Field("note", _("备注"), Text(200), listed=False, imported=True, also=("说明", "注")),
)  # fmt: skip


def lacking() -> ColumnElement[bool]:
    """Open applications that lack a part of a complete line (●)."""
    from sqlalchemy import and_, or_

    parts = (E.education, E.category, E.employer, E.phone)
    return and_(E.history.is_(False), E.state.in_(("draft", APPLIED, INCOMPLETE)), or_(*(part.is_(None) for part in parts)))


def _complete(option: str, _day: Any) -> ColumnElement[bool]:
    from sqlalchemy import not_

    return lacking() if option == "no" else not_(lacking())


_WHILE = {
    "draft": ("submit_candidate", "note_proof", "change_candidate", "set_photo"),
    APPLIED: ("review_candidate", "note_proof", "mark_incomplete", "reject_candidate", "downgrade_candidate", "change_candidate", "set_photo"),
    INCOMPLETE: ("note_proof", "complete_materials", "reject_candidate", "downgrade_candidate", "change_candidate", "set_photo"),
    REVIEWED: ("send_forms", "recheck_candidate", "book_fee", "return_fee", "correct_candidate", "set_photo"),
    RECHECKED: ("book_fee", "return_fee", "correct_candidate", "set_photo"),
    ADMITTED: ("record_violation", "correct_candidate", "book_fee", "set_photo"),
}  # fmt: skip


def _fits(context: Context, one: Enrolment) -> list[str]:
    """The acts of the state an application stands in; fees only where they are taken, the office above only where it decides."""
    left = {"book_fee", "return_fee"} if context.rules["ASM-FEE-003"].active else set()
    left |= set() if needs_recheck(context, one.level) else {"send_forms", "recheck_candidate"}
    if one.history or one.result is not None:  # assessed already: only what may still come to light
        return [f"assessment.{name}" for name in ("correct_candidate", "record_violation") if one.state == ADMITTED and not one.history]
    ending = ("withdraw_candidate",) if one.state in OPEN else ("return_fee",)
    return [f"assessment.{name}" for name in (*_WHILE.get(one.state, ()), *ending) if name not in left]


CANDIDATES = declare(Register(
    queries.REGISTER, _("考生"), Enrolment, FIELDS, row=34, order="name", area="assessment", group=_("评价"), joins=("batch",),
    facets=(
        Facet("state", _("状态"), STATE.options, lambda option, _day: E.state == option),
        Facet("result", _("结果"), RESULT.options, lambda option, _day: E.result == option),
        Facet("way", _("评价方式"), WAY.options, lambda option, _day: E.way == option),
        Facet("complete", _("信息"), {"no": _("不完整"), "yes": _("完整")}, _complete),
    ),
    create=("assessment.enter_candidate",),
    actions=("assessment.submit_candidate", "assessment.review_candidate", "assessment.note_proof", "assessment.mark_incomplete",
             "assessment.complete_materials", "assessment.reject_candidate", "assessment.downgrade_candidate", "assessment.send_forms",
             "assessment.recheck_candidate", "assessment.change_candidate", "assessment.set_photo", "assessment.book_fee", "assessment.return_fee",
             "assessment.correct_candidate", "assessment.record_violation", "assessment.withdraw_candidate"),
    fits=_fits,
    describe=lambda one: one.name, subtitle=lambda _context, one: f"{one.occupation} {one.job} · {one.batch.code}", find=queries.find,
    intake=lambda: Intake("assessment.import_candidates", CandidateIntake),
    related=lambda _context, one: [(one.batch.code, "assessment.batches", one.batch_id)],
    forms=("F-CAND-RECORD", "F-CAND-SPECIAL", "F-CAND-CQ", "F-CAND-CHECKLIST", "F-CAND-WORKCERT", "F-SCORE-SLIP"),
    list_forms=("F-CAND-ROSTER", "F-CAND-CONFIRM"),
))  # fmt: skip

declare_import("assessment.import_candidates", _("导入考生"), queries.REGISTER, 34,
               ("SYS-018", "ASM-REG-001", "ASM-REG-017", "ASM-REG-018", "ASM-WAY-001", "ASM-PHO-001", "FIL-010"))  # fmt: skip
