"""F-SCORE-SLIP and F-SCORE-DEFENCE: papers of single candidates, drawn for a whole batch or for one."""

from collections.abc import Iterator
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak

from models.assessment.candidates.tables import Enrolment
from models.assessment.plans.steps import rules_of
from models.assessment.scores.batches import Line, sheet
from models.assessment.scores.defending import defences_of, panels_of
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, Defence
from models.assessment.scores.terms import FAILED, OUTCOME, PASSED, REVIEW, SKILL, THEORY, points, shown
from models.assessment.tables import Batch
from models.assessment.terms import LEVELS
from models.complaints.clock import window_end
from models.core.centre import Context
from models.core.identity import masked
from reports.assessment.scores.sheets import result_words, trade
from reports.kit.grid import grid
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading

_WINDOWS = ("SRQ-002", "SRQ-009")  # until when a recheck may be asked for
_SLIP = """
| 姓名 | «name» | 准考证号 | «ticket» |
| 证件号码 | «id» | 职业（工种）/等级 | «trade» |
| 理论 | «theory» | 技能 | «skill» |
| 综合评审 | «review» | 评定结果 | «result» |
| 公布日期 | «told» | 复查申请期限 | «until» |
"""
_DEFENCE = """
| 准考证号/姓名 | «who» | 职业（工种）/等级 | «trade» |
| 技术总结题目 | «thesis» | 答辩时间 | «time» |
| 评委提问与<br>回答记录 | «minutes» | → | → |
| 评审材料得分 | «material» | 答辩得分 | «oral» |
| 评委1（组长） | «first» | 评委2签字 | «second» |
| 评委3签字 | «third» | 算术平均 | «mean» |
| 结论 | «verdict» | 记录员签字 | «day» |
"""
_VERDICTS = {code: OUTCOME.options[code] for code in (PASSED, FAILED)}
_WIDTHS = (34, 51, 34, 51)
_SLIP_HEIGHT = 128 * mm  # two on a page


def slips(context: Context, record: Batch | Enrolment) -> Paper:
    """成绩通知单 of everybody whose result is open, two on a page with a line to cut along; of one candidate alone."""
    batch = record if isinstance(record, Batch) else context.db.get_one(Batch, record.batch_id)
    standard, story = Standard.of(rules_of(context, batch)), list[Flowable]()
    open_ = [line for line in sheet(context.db, batch, standard) if line.enrolment.result and record in (batch, line.enrolment)]
    for at, line in enumerate(open_):
        if at:
            story.append(PageBreak() if at % 2 == 0 else HRFlowable("100%", 0.5, dash=(2, 2), spaceBefore=55 * mm, spaceAfter=8 * mm))
        story += _slip(context, batch, line, standard)
    if not story:
        story.append(Words("尚无已公布的成绩。", 10.5))
    return Paper(f"成绩通知单 {batch.code}", story)


def _slip(context: Context, batch: Batch, line: Line, standard: Standard) -> Iterator[Flowable]:
    one = line.enrolment
    values: dict[str, str | Flowable] = {
        "name": one.name, "id": masked(one.id_no), "ticket": one.ticket or "", "trade": f"{trade(line)}  {LEVELS.get(one.level, '')}",
        "theory": shown(line.marks.get(THEORY)), "skill": shown(line.marks.get(SKILL)), "review": shown(line.marks.get(REVIEW)),
        "result": result_words(context, batch, line, standard), "told": str(one.result_on or ""), "until": _until(context, batch, one.result_on),
    }  # fmt: skip
    yield heading("成绩通知单")
    yield gap(3)
    yield grid(_SLIP, _WIDTHS, values, height=_SLIP_HEIGHT - 40 * mm)
    yield gap(5)
    yield Words(f"{context.centre.name}（盖章）                    年    月    日", 10.5, align="right")


def _until(context: Context, batch: Batch, published_on: date | None) -> str:
    """The last day of the first window that is set, or a stroke where the region sets none."""
    rules = rules_of(context, batch)
    ends = [end.day for name in _WINDOWS if published_on and (end := window_end(published_on, rules[name], context.calendar))]
    return f"{min(ends)}（含）" if ends else "—"


def defence(context: Context, record: Batch | Defence) -> Paper:
    """综合评审（答辩）记录及评分表: one page for each candidate who has to pass a comprehensive review, or for one of them. What was
    recorded is printed, the rest is left to be filled in by hand."""
    batch = record if isinstance(record, Batch) else context.db.get_one(Batch, record.batch_id)
    standard, known, panels = Standard.of(rules_of(context, batch)), defences_of(context.db, batch.id), panels_of(context.db, batch.id)
    story: list[Flowable] = []
    for line in sheet(context.db, batch, standard):
        if REVIEW in line.subjects and record in (batch, known.get(line.enrolment.id)):
            values = _defended(line, standard, known.get(line.enrolment.id), panels.get(line.enrolment.id, []))
            story += [*([PageBreak()] if story else []), heading("综合评审（答辩）记录及评分表"), gap(4),
                      grid(_DEFENCE, _WIDTHS, values, height=600, tall={2: 110})]  # fmt: skip
    if not story:
        story.append(Words("本批次没有需要综合评审的考生。", 10.5))
    return Paper(f"综合评审（答辩）记录及评分表 {batch.code}", story)


def _defended(line: Line, standard: Standard, told: Defence | None, panel: list[AssessorMark]) -> dict[str, str | Flowable]:
    one, review = line.enrolment, line.marks.get(REVIEW)
    given = [f"{points(mark.tenths)} 分  {mark.name or ''}" for mark in panel[:3]]
    members = given + ["            分"] * (3 - len(given))
    verdict = None if review is None else PASSED if standard.passes(review) else FAILED
    return {
        "who": f"{one.ticket or ''}  {one.name}", "trade": f"{trade(line)}  {LEVELS.get(one.level, '')}",
        "thesis": told.thesis or "" if told else "", "time": _took(told), "minutes": _asked(told),
        "material": points(told.material) if told else "", "oral": points(told.oral) if told else "",
        "first": members[0], "second": members[1], "third": members[2], "mean": shown(review), "verdict": ticks(_VERDICTS, verdict),
        "day": f"{told.recorder if told else ''}\n        年    月    日",
    }  # fmt: skip


def _took(told: Defence | None) -> str:
    """From when to when, and the minutes of both parts; blanks to be written on where nothing is known."""
    if told is None:
        return "     :      至      :"
    ends = " 至 ".join(f"{at:%H:%M}" if at else "     :     " for at in (told.began_at, told.ended_at))
    return f"{ends}\n介绍 {told.introduction} 分钟，答辩 {told.answers} 分钟"


def _asked(told: Defence | None) -> str:
    if told is None:
        return ""
    return "\n".join(part for part in (told.asked, f"超时说明：{told.remark}" if told.remark else "") if part)
