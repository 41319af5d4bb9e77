"""F-SCORE-CONFIRM, F-SCORE-SUM, F-SCORE-ZERO, F-SCORE-PUBLISH: what leaves the score office on paper."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from models.assessment.exams.queries import duties_of, sessions_of
from models.assessment.exams.rules import EXAMINERS
from models.assessment.plans.steps import rules_of
from models.assessment.scores.batches import Line, sheet
from models.assessment.scores.confirming import abnormal, rate
from models.assessment.scores.panel import band_of
from models.assessment.scores.results import notice_ends
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import ScoreReport
from models.assessment.scores.terms import (
    GRADE,
    NORMAL,
    OUTCOME,
    PARTIAL,
    PASSED,
    REVIEW,
    SKILL,
    STATUS,
    SUBJECT,
    THEORY,
    ZERO_REASON,
    shown,
)
from models.assessment.tables import Batch
from models.assessment.terms import LEVELS
from models.core.centre import Context
from models.core.identity import masked
from models.people.terms import SEX
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, A4_PORTRAIT, Paper
from reports.kit.text import Words, gap, heading

_SUM = (("序号", 10.0), ("准考证号", 28.0), ("姓名", 20.0), ("性别", 11.0), ("证件号码", 36.0), ("职业（工种）", 32.0), ("等级", 24.0), ("理论成绩", 18.0),
        ("技能成绩", 18.0), ("综合评审", 18.0), ("评定结果", 20.0), ("备注", 22.0))  # fmt: skip
_ZERO = (("序号", 10.0), ("准考证号", 30.0), ("姓名", 20.0), ("科目", 20.0), ("成绩", 14.0), ("0分备注", 28.0), ("复核结果", 28.0), ("复核人", 20.0))
_POST = (("序号", 10.0), ("姓名", 20.0), ("证件号码", 38.0), ("准考证号", 28.0), ("职业（工种）", 34.0), ("等级", 22.0), ("结果", 18.0))


def _paper(title: str, under: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str | Flowable]], foot: Sequence[str],
           size: tuple[float, float] = A4_LANDSCAPE) -> Paper:  # fmt: skip
    narrow = [at for at, (_head, width) in enumerate(columns) if width <= 20]
    table = listing([head for head, _width in columns], [width for _head, width in columns], rows, size=8.5, centred=narrow)
    story: list[Flowable] = [heading(title), gap(2), Words(under, 9, align="center"), gap(3), table]
    story.append(KeepTogether([part for line in foot for part in (gap(6), Words(line, 10))]))
    return Paper(title, story, size)


def _lines(context: Context, batch: Batch) -> tuple[list[Line], Standard]:
    standard = Standard.of(rules_of(context, batch))
    return sheet(context.db, batch, standard), standard


def trade(line: Line) -> str:
    """Occupation, and the job of it in brackets."""
    one = line.enrolment
    return one.occupation if one.job in ("", "--") else f"{one.occupation}（{one.job}）"


def result_words(context: Context, batch: Batch, line: Line, standard: Standard) -> str:
    """The result as papers tell it: the grade of a pass where the region grades (ASM-PAS-005), else passed or not."""
    result = line.outcome(standard)
    rule = rules_of(context, batch)["ASM-PAS-005"]
    if result == PASSED and rule.active and SKILL in line.scores:
        return GRADE.show(band_of(line.scores[SKILL].tenths or 0, rule))
    return OUTCOME.show("failed" if result == PARTIAL else result)


def _remark(line: Line, standard: Standard) -> str:
    words = dict.fromkeys(STATUS.show(score.status) for score in line.scores.values() if score.status != NORMAL)
    if line.outcome(standard) == PARTIAL:
        words |= dict.fromkeys(f"{SUBJECT.show(subject)}合格" for subject, mark in line.marks.items() if standard.passes(mark))
    return "、".join(words)


def _under(batch: Batch, count: int) -> str:
    return f"{batch.code}  {batch.name or ''}    考试日期 {batch.first_exam_day} 至 {batch.last_exam_day}    共 {count} 人"


_SUM_FOOT = ("统分人（签字）：                复核人（签字）：                考评组长（签字）：                全体考评员（签字）：",
             "负责人（签字）：                （盖章）                                    年    月    日")  # fmt: skip
_REG_FOOT = ("汇总记分员（签字或盖章）：                        考评组长（签字或盖章）：                                年    月    日",)


def summary(context: Context, batch: Batch) -> Paper:
    """成绩汇总表: scores and result of every candidate, with the lines to be signed."""
    return _all_scores(context, batch, "成绩汇总表", _SUM_FOOT)


def register_sheet(context: Context, batch: Batch) -> Paper:
    """成绩登记表: the same columns, signed or sealed by who adds up and by the leader of the assessors."""
    return _all_scores(context, batch, "成绩登记表", _REG_FOOT)


def _all_scores(context: Context, batch: Batch, title: str, foot: Sequence[str]) -> Paper:
    lines, standard = _lines(context, batch)
    rows: list[list[str | Flowable]] = [
        [str(at), one.ticket or "", one.name, SEX.show(one.sex), one.id_no, trade(line), LEVELS.get(one.level, ""),
         *(shown(line.marks.get(subject)) for subject in (THEORY, SKILL, REVIEW)), result_words(context, batch, line, standard), _remark(line, standard)]
        for at, line in enumerate(lines, 1) for one in (line.enrolment,)
    ]  # fmt: skip
    return _paper(title, _under(batch, len(rows)), _SUM, rows, foot)


def zero_review(context: Context, batch: Batch) -> Paper:
    """0分考生成绩复核表: every zero with its remark."""
    lines, _standard = _lines(context, batch)
    zeros = [(line, score) for line in lines for subject in line.subjects if (score := line.scores.get(subject)) and score.tenths == 0]
    rows: list[list[str | Flowable]] = [
        [str(at), line.enrolment.ticket or "", line.enrolment.name, SUBJECT.show(score.subject), "0", ZERO_REASON.show(score.zero_reason), "", ""]
        for at, (line, score) in enumerate(zeros, 1)
    ]
    foot = ("复核人（签字）：                        年    月    日",)
    return _paper("0分考生成绩复核表", _under(batch, len(rows)), _ZERO, rows, foot, A4_PORTRAIT)


def posting(context: Context, batch: Batch) -> Paper:
    """认定结果公示: masked numbers, results, no scores (ASM-PUB-002)."""
    lines, standard = _lines(context, batch)
    rows: list[list[str | Flowable]] = [
        [str(at), one.name, masked(one.id_no), one.ticket or "", trade(line), LEVELS.get(one.level, ""), result_words(context, batch, line, standard)]
        for at, line in enumerate(lines, 1) for one in (line.enrolment,)
    ]  # fmt: skip
    ends = notice_ends(context, batch, batch.notice_from) if batch.notice_from else None
    term = f"公示时间：{batch.notice_from or '____'} 至 {ends.day if ends else '____'}"
    foot = ("异议受理电话：____________________    公示期内以书面或电话提出。", f"{context.centre.name}（盖章）        年    月    日")
    return _paper("认定结果公示", f"{batch.code}  {batch.name or ''}    {term}", _POST, rows, foot, A4_PORTRAIT)


_CONFIRM = """
| 鉴定站：«centre» | → | → | → | 上报时间：«at» | → | → | → |
| 数据<br>信息 | 批次名称 (ID) | 工种 | 数量 | 拟合格<br>人数 | 拟通过<br>率 | 考务人员 | 考评员 |
| ↑ | «name» | «job» | «count» | «passed» | «rate» % | «staff» | «assessors» |
| 异常<br>信息 | «anomalies» | → | → | → | → | → | → |
"""
_WIDTHS = (20, 60, 34, 22, 28, 25, 34, 34)


def _people(context: Context, batch: Batch, duties: Sequence[str]) -> str:
    """Who had one of these duties in a session of the batch, each once."""
    named = (one for session in sessions_of(context.db, batch.id) for one in duties_of(context.db, session.id) if one.duty in duties)
    return "、".join(dict.fromkeys(one.name for one in named))


def confirmation(context: Context, report: ScoreReport) -> Paper:
    """成绩上报确认表 with the figures it was made from, and who worked in the sessions of the batch."""
    batch = report.batch
    told = [f"{one.at:%Y-%m-%d %H:%M}  {one.sentence}（说明：{one.reason}）" for one in abnormal(context.db, batch)]
    base = report.registered if report.base == "registered" else report.present
    values: dict[str, str | Flowable] = {
        "centre": context.centre.name, "at": f"{report.made_at:%Y-%m-%d %H:%M}", "name": f"{batch.name or ''} ({batch.code})",
        "job": batch.occupation or "", "count": str(report.registered), "passed": str(report.passed), "rate": rate(report.passed, base),
        "staff": _people(context, batch, ("chief", "clerk")), "assessors": _people(context, batch, EXAMINERS), "anomalies": "<br>".join(told) or "无",
    }  # fmt: skip
    signs = "批次负责人签字：                  年    月    日            单位负责人签字（盖章）：                  年    月    日"
    story = [heading("体育行业职业技能鉴定成绩上报确认表"), gap(4), grid(_CONFIRM, _WIDTHS, values, height=70), gap(10), Words(signs, 10.5),
             gap(3), Words(f"确认单编号 {report.number}", 9)]  # fmt: skip
    return Paper(f"成绩上报确认表 {report.number}", story, A4_LANDSCAPE)
