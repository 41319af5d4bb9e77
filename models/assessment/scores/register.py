"""The register of scores: one subject of one candidate a row. Before publication only those who make results see it."""

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select, true

from models.assessment import register as words
from models.assessment.candidates.tables import Enrolment
from models.assessment.register import BATCH_WORDS, CLEAR, ID_WORDS, READERS, TAKES_OVER
from models.assessment.scores import queries
from models.assessment.scores.intake import ScoreList
from models.assessment.scores.tables import Score
from models.assessment.scores.terms import OUTCOME, STATUS, SUBJECT, ZERO_REASON, Mark, Points, ScoreCell
from models.assessment.terms import Job, Level
from models.core.centre import Context
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, IdNumber, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, SUPERVISOR
from resources.texts import _

MAKES_RESULTS = frozenset({EXAM, DIRECTOR, SUPERVISOR})  # SEC-006, ASM-MRK-010


def visible(context: Context) -> ColumnElement[bool]:
    """SEC-006: before publication a result is known to those alone who make and check it."""
    if context.actor.roles & MAKES_RESULTS or not context.rules["SEC-006"].active:
        return true()
    return Score.public.is_(True)


def _mark(_context: Context, score: Score) -> Mark:
    return Mark(score.tenths, score.status)


def _in_column(subject: str) -> Any:
    """The mark, in the column of its own subject: how a list with one person a row has it."""
    return lambda _context, score: Mark(score.tenths, score.status) if score.subject == subject else None


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
        Field("result", _("评定结果"), OUTCOME, path="enrolment.result", width=90, imported=True,
              also=("结果", "评定", "考核结果", "是否合格", "成绩结果", "鉴定结果", "认定结果")),
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
    intake=lambda: Intake("assessment.import_scores", ScoreList, begin_history=partial(ScoreList, history=True)),
))  # fmt: skip

declare_import("assessment.import_scores", _("导入成绩"), "assessment.scores", 41,
               ("ASM-PAS-001", "ASM-PAS-002", "ASM-PAS-003", "ASM-VAL-001", "ASM-MRK-007", "ASM-MRK-009", "ASM-MRK-011", "SYS-018"), TAKES_OVER)  # fmt: skip
