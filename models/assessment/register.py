"""The registers of assessment: filed scope, batches, pass list."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from models.archives.tables import ArchiveFile
from models.assessment import queries
from models.assessment.intake import BatchIntake, PassIntake, ScopeIntake
from models.assessment.plans.commands import name_of
from models.assessment.plans.course import events, state_tone, states
from models.assessment.plans.steps import course_of, followed, reached
from models.assessment.plans.tables import Announcement
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.assessment.terms import PASS_STATE, PRACTICAL, THEORY, WAY, Job, Level, LevelList
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, IdNumber, PersonName, Score, Text, Whole
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL
from models.people.terms import SEX
from resources.texts import _

CLEAR = frozenset({DIRECTOR, GENERAL, EXAM})
TAKES_OVER = frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM})  # whoever brings the lists the centre already has
READERS = frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM, "SUP", "FIN"})
OCCUPATION_WORDS = ("职业", "职业（工种）", "职业（工种）名称", "申报职业", "鉴定职业", "认定职业", "评价职业")
JOB_WORDS = ("工种", "工种/方向", "职业方向", "工种名称", "工种方向", "方向", "专业方向", "工种（职业方向）")
LEVEL_WORDS = ("等级", "级别", "技能等级", "职业等级", "认定等级", "鉴定等级", "评价等级", "证书等级", "职业资格等级")
ID_WORDS = ("身份证号", "身份证号码", "证件号", "公民身份号码", "身份证", "居民身份证号")
NAME_WORDS = ("考生姓名", "人员姓名", "持证人", "持证人姓名", "名字")
BATCH_WORDS = ("批次", "批次号", "批次名称", "计划编号", "认定批次", "鉴定批次", "考核批次", "计划号")

SCOPE = declare(Register(
    "assessment.scope", _("备案范围"), ScopeRow, row=33, order="occupation", area="assessment", group=_("评价"), readers=READERS,
    fields=(
        Field("occupation", _("职业名称"), Text(60), column=ScopeRow.occupation, sort=True, width=150, imported=True, also=OCCUPATION_WORDS, rule="FIL-002"),
        Field("code", _("职业编号"), Text(60), width=110, imported=True, also=("职业编码", "职业代码")),
        Field("job", _("工种/职业方向"), Job(), width=150, imported=True, also=JOB_WORDS),
        Field("level", _("级别"), LevelList(), width=80, imported=True, needed=True, also=LEVEL_WORDS, rule="FIL-002"),
        Field("standard", _("评价标准"), Text(20), width=90, imported=True, also=("标准",)),
        Field("valid_from", _("有效期起"), Day(), column=ScopeRow.valid_from, width=100, imported=True, also=("备案日期", "有效期自", "生效日期")),
        Field("valid_to", _("有效期止"), Day(), column=ScopeRow.valid_to, width=100, imported=True, also=("有效期至", "到期日期")),
        Field("note", _("备注"), Text(100), listed=False, imported=True),
    ),
    describe=lambda row: f"{row.occupation} {row.job} {row.level}", subtitle=lambda _context, row: row.standard or "", find=queries.find_scope,
    intake=lambda: Intake("assessment.import_scope", ScopeIntake),
))  # fmt: skip

def _owner(context: Context, batch: Any) -> str | None:
    return user_names(context).get(batch.owner, batch.owner)


def _batch_related(context: Context, batch: Any) -> list[tuple[str, str, int]]:
    """The announcements of a batch and its archive file."""
    notices = context.db.scalars(select(Announcement).where(Announcement.batch_id == batch.id).order_by(Announcement.id.desc()))
    files = context.db.scalars(select(ArchiveFile).where(ArchiveFile.batch == batch.code))
    return [*((one.number, "assessment.announcements", one.id) for one in notices), *((one.number, "archives.files", one.id) for one in files)]


_MOVES = tuple(name_of(event) for event in events())
_KEPT = ("assessment.note_notice", "assessment.note_objection", "certificates.make_roster", "certificates.note_submitted")
_BESIDE = ("note_step", "publish_announcement", "name_site_leader", "note_meeting", "come_on_site", "move_exam_days", "file_batch")
_ALWAYS = (*(f"assessment.{act}" for act in _BESIDE), *_KEPT, "assignment.list_allowances")


_SCORES = ("assessment.note_marking", "assessment.record_panel", "assessment.record_defence", "assessment.settle_score", "assessment.confirm_veto",
           "assessment.make_score_report", "assessment.publish_held")  # fmt: skip


def _fitting(context: Context, batch: Any) -> list[str]:
    """The moves that leave the batch's state, then what may be done at any time; of a listed batch only what lists need."""
    if not followed(batch):
        return ["assessment.take_up_batch", *_KEPT]
    scores = _SCORES if reached(batch, "exam_done") else ()
    return [*(name_of(arrow.event) for arrow in course_of(batch).onward(batch.state, batch.way)), *scores, *_ALWAYS]


def own_batches(context: Context) -> ColumnElement[bool]:
    """ASM-BAT-014: in the sport region exam affairs know the batches they applied for, and those nobody owns; the others, and
    accounts the head authorised, know all."""
    rule = context.rules["ASM-BAT-014"]
    if not rule.active or context.actor.roles - {EXAM} or context.actor.login in rule.value("authorised"):
        return true()
    return or_(Batch.owner == context.actor.login, Batch.owner.is_(None))


BATCHES = declare(Register(
    "assessment.batches", _("批次"), Batch, row=33, order="last_exam_day", descending=True, area="assessment", group=_("评价"), readers=READERS,
    fields=(
        Field("code", _("批次编号"), Code(40), column=Batch.code, width=110, imported=True, needed=True, also=(*BATCH_WORDS, "编号")),
        Field("name", _("批次名称"), Text(100), width=220, imported=True, also=("名称", "计划名称")),
        Field("state", _("状态"), states(), width=110, tone=lambda _context, batch: state_tone(batch.state)),
        Field("occupation", _("职业"), Text(60), imported=True, also=("职业名称", *OCCUPATION_WORDS)),
        Field("job", _("工种/方向"), Job(), imported=True, also=("工种/职业方向", *JOB_WORDS)),
        Field("level", _("级别"), Level(), imported=True, also=("职业技能等级", *LEVEL_WORDS)),
        Field("first_exam_day", _("考试日期"), Day(), column=Batch.first_exam_day, imported=True, needed=True,
              also=("开始日期", "考试开始日期", "认定日期", "考核日期", "鉴定日期", "考试时间")),
        Field("last_exam_day", _("考试结束日期"), Day(), column=Batch.last_exam_day, sort=True, imported=True,
              also=("结束日期", "最后考试日")),
        Field("planned", _("计划人数"), Whole(), width=80, imported=True, also=("人数", "拟考人数")),
        Field("method", _("评价方式"), Text(40), listed=False, imported=True, also=("考核方式", "认定方式", "鉴定方式")),
        Field("way", _("评价途径"), WAY, listed=False), Field("theory_mode", _("理论考试方式"), THEORY, listed=False),
        Field("practical_mode", _("实操考核方式"), PRACTICAL, listed=False), Field("site", _("考试地点"), Text(80), listed=False),
        Field("owner", _("批次负责人"), Text(40), listed=False, compute=_owner), Field("leader", _("现场考务负责人"), Text(60), listed=False),
        Field("notice_from", _("公示开始"), Day(), listed=False, imported=True, also=("公示日期", "公示起")),
    ),
    columns=("code", "name", "state", "first_exam_day", "planned", "occupation", "job", "level", "last_exam_day"),
    facets=(Facet("state", _("状态"), states().options, lambda option, _day: Batch.state == option),),
    create=("assessment.create_batch",), actions=("assessment.take_up_batch", *_MOVES, *_SCORES, *_ALWAYS), fits=_fitting, visible=own_batches,
    describe=lambda batch: batch.code, subtitle=lambda _context, batch: batch.name or "", find=queries.find_batch, related=_batch_related,
    forms=("F-EXAM-SET", "F-BATCH-CALENDAR", "F-BATCH-PLAN", "F-BATCH-CANCEL", "F-BATCH-IMPL", "F-BATCH-REPORT", "F-PAPER-APPLY",
           "F-SITE-EQUIP", "F-SCORE-SUM", "F-SCORE-REG", "F-SCORE-ZERO", "F-SCORE-PUBLISH", "F-SCORE-SLIP", "F-SCORE-DEFENCE", "F-MEETING",
           "F-FEE"),
    intake=lambda: Intake("assessment.import_batches", BatchIntake),
))  # fmt: skip


def _pass_notes(context: Context, row: Any) -> list[Finding]:
    """An occupation outside the filed scope is marked here and refused where it matters."""
    scope = queries.filed_scope(context.db)
    if not scope.rows or scope.is_filed((row.occupation, row.job, row.level)):
        return []
    return context.rules["FIL-010"].found("occupation", found=f"{row.occupation} {row.job} {row.level}", expected=_("备案范围内的职业、工种和等级"))


PASSES = declare(Register(
    "assessment.pass_list", _("合格名单"), PassRow, row=33, order="name", area="assessment", group=_("评价"), readers=READERS,
    fields=(
        Field("batch_code", _("批次编号"), Code(40), column=PassRow.batch_code, sort=True, width=110, imported=True, needed=True, also=BATCH_WORDS),
        Field("name", _("姓名"), PersonName(), column=PassRow.sort_name, sort=True, width=90, imported=True, needed=True, also=NAME_WORDS),
        Field("sex", _("性别"), SEX, width=56, imported=True),
        Field("id_no", _("证件号码"), IdNumber(), width=170, mask=masked, clear_to=CLEAR, imported=True, needed=True, rule="SYS-018", also=ID_WORDS),
        Field("occupation", _("职业名称"), Text(60), imported=True, needed=True, also=OCCUPATION_WORDS),
        Field("job", _("工种/职业方向"), Job(), imported=True, also=JOB_WORDS),
        Field("level", _("职业技能等级"), Level(), imported=True, needed=True, also=LEVEL_WORDS),
        Field("theory", _("理论成绩"), Score(), width=80, imported=True, also=("理论", "理论知识成绩", "理论知识")),
        Field("skill", _("技能成绩"), Score(), width=80, imported=True, also=("技能", "实操成绩", "操作技能成绩", "操作技能")),
        Field("review", _("综合评审"), Score(), width=80, imported=True, also=("综合评审成绩", "答辩成绩")),
        Field("approved_on", _("公布日期"), Day(), listed=False, imported=True, also=("合格日期", "批准日期", "审核日期")),
        Field("state", _("状态"), PASS_STATE, width=80, imported=True, tone=lambda _context, row: "good" if row.state == "approved" else "plain"),
        Field("why", _("说明"), Text(400, 3), listed=False),
    ),
    facets=(Facet("state", _("状态"), PASS_STATE.options, lambda option, _day: PassRow.state == option),),
    describe=lambda row: row.name, subtitle=lambda _context, row: f"{row.occupation} {row.job} · {row.batch_code}", notes=_pass_notes,
    find=queries.find_pass, actions=("assessment.cancel_pass", "assessment.explain_pass"), list_forms=("F-PASS-ROSTER",),
    intake=lambda: Intake("assessment.import_pass_list", PassIntake),
))  # fmt: skip

declare_import("assessment.import_scope", _("导入备案范围"), "assessment.scope", 31, ("FIL-002", "FIL-003"), TAKES_OVER)
declare_import("assessment.import_batches", _("导入批次计划"), "assessment.batches", 31, ("SYS-014",), TAKES_OVER)
declare_import("assessment.import_pass_list", _("导入合格名单"), "assessment.pass_list", 46, ("SYS-018", "FIL-010"), TAKES_OVER)
