"""The register of scores: one subject of one candidate a row. Before publication only those who make results see it."""

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select, true

from models.assessment import register as words
from models.assessment.candidates.tables import Enrolment
from models.assessment.register import BATCH_WORDS, CLEAR, ID_WORDS, READERS, TAKES_OVER, own_batches
from models.assessment.scores import queries
from models.assessment.scores.confirming import is_current, rate
from models.assessment.scores.correcting import CORRECTION_STATE
from models.assessment.scores.defending import find_defence, mark_of
from models.assessment.scores.intake import ScoreList
from models.assessment.scores.panel import band_of
from models.assessment.scores.tables import Correction, Defence, MarkingRecord, Score, ScoreReport
from models.assessment.scores.terms import GRADE, GROUND, MARKING, NORMAL, OUTCOME, STATUS, SUBJECT, ZERO_REASON, Mark, Points, ScoreCell
from models.assessment.tables import Batch
from models.assessment.terms import Job, Level
from models.core.centre import Context
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Choice, Code, Day, Flag, IdNumber, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, SUPERVISOR
from resources.texts import _

MARKING_KIND = Choice({**MARKING.options, "veto": _("否定项确认")})
MAKES_RESULTS = frozenset({EXAM, DIRECTOR, SUPERVISOR})  # SEC-006, ASM-MRK-010


def visible(context: Context) -> ColumnElement[bool]:
    """SEC-006: before publication a result is known to those alone who make and check it."""
    closed = context.rules["SEC-006"].active or context.rules["ASM-MRK-010"].active
    if context.actor.roles & MAKES_RESULTS or not closed:
        return true()
    return Score.public.is_(True)


def to_enter(context: Context) -> list[Batch]:
    """The batches whose exam is over and whose scores are not checked yet, as far as this person knows of them, the latest first."""
    statement = select(Batch).where(Batch.state == "exam_done", own_batches(context)).order_by(Batch.first_exam_day.desc(), Batch.id)
    return list(context.db.scalars(statement))


def _mark(_context: Context, score: Score) -> Mark:
    return Mark(score.tenths, score.status)


def _in_column(subject: str) -> Any:
    """The mark, in the column of its own subject: how a list with one person a row has it."""
    return lambda _context, score: Mark(score.tenths, score.status) if score.subject == subject else None


def _grade(context: Context, score: Score) -> str | None:
    """优秀, 良好, 合格, where the region grades a pass (ASM-PAS-005)."""
    passes = score.status == NORMAL and not score.barred and score.tenths is not None
    return band_of(score.tenths or 0, context.rules["ASM-PAS-005"]) if passes else None


def _tone(_context: Context, score: Score) -> str:
    return {"normal": "plain", "absent": "caution"}.get(score.status, "danger")


SCORES = declare(Register(
    "assessment.scores", _("成绩"), Score, row=43, order="batch", descending=True, area="assessment", group=_("评价"), readers=READERS,
    columns=("batch", "ticket", "name", "occupation", "level", "subject", "score", "status", "result"), joins=("enrolment.batch",),
    fields=(
        Field("batch", _("批次编号"), Text(80), path="enrolment.batch.code", column=Score.batch_id, sort=True, width=110, imported=True,
              needed=True, also=BATCH_WORDS),
        Field("ticket", _("准考证号"), Code(24), path="enrolment.ticket", width=130, imported=True, also=("考号", "准考证", "考生号", "报名号")),
        Field("name", _("姓名"), PersonName(), path="enrolment.name", width=90, imported=True, also=words.NAME_WORDS),
        Field("id_no", _("证件号码"), IdNumber(), path="enrolment.id_no", width=170, mask=masked, clear_to=CLEAR, imported=True, rule="SYS-018",
              also=ID_WORDS),
        Field("occupation", _("职业名称"), Text(60), path="enrolment.occupation", imported=True, also=words.OCCUPATION_WORDS),
        Field("job", _("工种/职业方向"), Job(), path="enrolment.job", imported=True, also=words.JOB_WORDS),
        Field("level", _("职业技能等级"), Level(), path="enrolment.level", imported=True, also=words.LEVEL_WORDS),
        Field("subject", _("科目"), SUBJECT, width=80, imported=True, also=("考试科目", "考核科目")),
        Field("score", _("成绩"), ScoreCell(), compute=_mark, width=80, imported=True, rule="ASM-PAS-001", also=("得分", "分数", "总成绩")),
        Field("status", _("成绩状态"), STATUS, width=80, imported=True, tone=_tone, also=("考试状态",)),
        Field("zero_reason", _("0分备注"), ZERO_REASON, imported=True),
        Field("theory", _("理论成绩"), ScoreCell(), compute=_in_column("theory"), imported=True, rule="ASM-PAS-001",
              also=("理论", "理论知识成绩", "理论知识", "理论考试成绩", "理论得分")),
        Field("skill", _("技能成绩"), ScoreCell(), compute=_in_column("skill"), imported=True, rule="ASM-PAS-001",
              also=("技能", "实操成绩", "操作技能成绩", "操作技能", "实操", "技能考核成绩", "实际操作成绩", "技能得分")),
        Field("review", _("综合评审"), ScoreCell(), compute=_in_column("review"), imported=True, rule="ASM-PAS-001",
              also=("综合评审成绩", "答辩成绩", "综合成绩", "评审成绩")),
        Field("mark1", _("考评员1"), Points(), compute=queries.mark_of(1), listed=False, imported=True, rule="ASM-PAS-001", also=("评委1",)),
        Field("mark2", _("考评员2"), Points(), compute=queries.mark_of(2), listed=False, imported=True, rule="ASM-PAS-001", also=("评委2",)),
        Field("mark3", _("考评员3"), Points(), compute=queries.mark_of(3), listed=False, imported=True, rule="ASM-PAS-001", also=("评委3",)),
        Field("judges", _("考评员姓名"), Text(200), compute=queries.judges_of, listed=False, imported=True, also=("考评员", "评委姓名", "考评员签名")),
        Field("result", _("评定结果"), OUTCOME, path="enrolment.result", width=90, imported=True,
              also=("结果", "评定", "考核结果", "是否合格", "成绩结果", "鉴定结果", "认定结果")),
        Field("grade", _("成绩等次"), GRADE, compute=_grade, listed=False),
        Field("recorder", _("检录人"), Text(60), listed=False, imported=True, also=("录入人", "登记人")),
        Field("recorded_on", _("检录日期"), Day(), listed=False, imported=True, also=("录入日期", "登记日期")),
    ),
    facets=(Facet("subject", _("科目"), SUBJECT.options, lambda option, _day: Score.subject == option),
            Facet("status", _("成绩状态"), STATUS.options, lambda option, _day: Score.status == option),
            Facet("result", _("评定结果"), OUTCOME.options,
                  lambda option, _day: Score.enrolment_id.in_(select(Enrolment.id).where(Enrolment.result == option)))),
    describe=lambda score: f"{score.enrolment.name} {SUBJECT.show(score.subject)}",
    subtitle=lambda _context, score: f"{score.enrolment.batch.code} · {score.enrolment.ticket or ''}",
    searched_as=("assessment.candidates", Score.enrolment_id), visible=visible, find=queries.find_score,
    actions=("assessment.review_zero", "assessment.ask_correction"),
    intake=lambda: Intake("assessment.import_scores", ScoreList, begin_history=partial(ScoreList, history=True)),
))  # fmt: skip

declare_import("assessment.import_scores", _("导入成绩"), "assessment.scores", 41,
               ("ASM-PAS-001", "ASM-PAS-002", "ASM-PAS-003", "ASM-VAL-001", "ASM-MRK-007", "ASM-MRK-009", "ASM-MRK-011", "SYS-018"), TAKES_OVER)  # fmt: skip

CORRECTIONS = declare(Register(
    "assessment.corrections", _("成绩更正"), Correction, row=45, order="state", area="assessment", group=_("评价"),
    joins=("score.enrolment.batch",),
    fields=(
        Field("batch", _("批次编号"), Text(80), path="score.enrolment.batch.code"),
        Field("ticket", _("准考证号"), Code(24), path="score.enrolment.ticket", width=130),
        Field("name", _("姓名"), PersonName(), path="score.enrolment.name", width=90),
        Field("subject", _("科目"), SUBJECT, path="score.subject", width=80),
        Field("before", _("原成绩"), ScoreCell(), compute=lambda _context, one: Mark(one.old_tenths, one.old_status), width=80),
        Field("after", _("更正为"), ScoreCell(), compute=lambda _context, one: Mark(one.new_tenths, one.new_status), width=80),
        Field("ground", _("依据"), GROUND), Field("document", _("复核编号或会签单号"), Code(40)), Field("why", _("理由"), Text(400, 3), listed=False),
        Field("state", _("状态"), CORRECTION_STATE, column=Correction.state, sort=True, width=80,
              tone=lambda _context, one: {"asked": "caution", "done": "good"}.get(one.state, "plain")),
        Field("asked_by", _("提出人"), Text(40), listed=False), Field("asked_on", _("提出日期"), Day()),
        Field("decided_by", _("决定人"), Text(40), listed=False), Field("decided_on", _("决定日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("状态"), CORRECTION_STATE.options, lambda option, _day: Correction.state == option),),
    describe=lambda one: f"{one.score.enrolment.name} {SUBJECT.show(one.score.subject)}", find=queries.find_correction,
    related=lambda _context, one: [(_("成绩"), "assessment.scores", one.score_id)], actions=("assessment.decide_correction",),
))  # fmt: skip

MARKINGS = declare(Register(
    "assessment.marking", _("阅卷评分记录"), MarkingRecord, row=43, order="day", descending=True, area="assessment", group=_("评价"), joins=("batch",),
    fields=(
        Field("batch", _("批次编号"), Text(80), path="batch.code"), Field("kind", _("事项"), MARKING_KIND), Field("subject", _("科目"), SUBJECT, width=80),
        Field("day", _("日期"), Day(), column=MarkingRecord.day, sort=True), Field("person", _("人员"), Text(60)),
        Field("agreement", _("保密协议编号"), Code(40)), Field("said", _("内容"), Text(500, 3)), Field("by", _("登记人"), Text(40), listed=False),
    ),
    facets=(Facet("kind", _("事项"), MARKING_KIND.options, lambda option, _day: MarkingRecord.kind == option),),
    describe=lambda one: f"{one.batch.code} {MARKING_KIND.show(one.kind)}", find=queries.find_marking,
    related=lambda _context, one: [(_("批次"), "assessment.batches", one.batch_id)],
))  # fmt: skip

declare(Register(
    "assessment.defences", _("答辩记录"), Defence, row=43, order="batch", descending=True, area="assessment", group=_("评价"), readers=MAKES_RESULTS,
    joins=("batch", "enrolment"),
    fields=(
        Field("batch", _("批次编号"), Text(80), path="batch.code", column=Defence.batch_id, sort=True, width=110),
        Field("ticket", _("准考证号"), Code(24), path="enrolment.ticket", width=130), Field("name", _("姓名"), PersonName(), path="enrolment.name", width=90),
        Field("thesis", _("技术总结题目"), Text(100)), Field("introduction", _("介绍用时（分钟）"), Whole(), width=110),
        Field("answers", _("答辩用时（分钟）"), Whole(), width=110), Field("score", _("成绩"), ScoreCell(), compute=mark_of, width=80),
        Field("began_at", _("开始时间"), Moment(), listed=False), Field("ended_at", _("结束时间"), Moment(), listed=False),
        Field("asked", _("提问与回答"), Text(4000, 6), listed=False), Field("material", _("评审材料得分"), Points(), listed=False),
        Field("oral", _("答辩得分"), Points(), listed=False), Field("recorder", _("记录员"), PersonName(), width=90),
        Field("remark", _("超时说明"), Text(200), width=140),
    ),
    describe=lambda one: f"{one.enrolment.name} {SUBJECT.show('review')}", subtitle=lambda _context, one: one.batch.code, find=find_defence,
    related=lambda _context, one: [(_("批次"), "assessment.batches", one.batch_id)], actions=("assessment.correct_defence",),
    forms=("F-SCORE-DEFENCE",),
))  # fmt: skip

REPORTS = declare(Register(
    "assessment.score_reports", _("成绩上报确认单"), ScoreReport, row=44, order="made_at", descending=True, area="assessment", group=_("评价"),
    joins=("batch",),
    fields=(
        Field("number", _("编号"), Code(50), width=170), Field("batch", _("批次编号"), Text(80), path="batch.code"),
        Field("made_at", _("上报时间"), Moment(), column=ScoreReport.made_at, sort=True, width=140), Field("made_by", _("生成人"), Text(40), listed=False),
        Field("registered", _("数量"), Whole(), width=70), Field("present", _("实考人数"), Whole(), width=80),
        Field("passed", _("拟合格人数"), Whole(), width=90),
        Field("rate", _("拟通过率（%）"), Text(10), compute=lambda _context, one: rate(one.passed, getattr(one, one.base)), width=100),
        Field("signed_by", _("负责人签字"), Text(60)), Field("signed_on", _("签字日期"), Day()), Field("uploaded_by", _("上传人"), Text(40), listed=False),
        Field("current", _("是否有效"), Flag(), compute=lambda context, one: is_current(context.db, one), listed=False),
    ),
    describe=lambda one: one.number, subtitle=lambda _context, one: one.batch.name or one.batch.code, find=queries.find_report,
    notes=lambda context, one: [] if is_current(context.db, one) else context.rules["ASM-CNF-003"].found("", found=one.number),
    forms=("F-SCORE-CONFIRM",), actions=("assessment.upload_score_report",), related=lambda _context, one: [(_("批次"), "assessment.batches", one.batch_id)],
))  # fmt: skip
