"""F-SUPERVISION-FJ 现场质量督导情况表: head, 38 items in the form's order, abnormal events, signature (福建 附件11)."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.core.centre import Context
from models.core.roles import DIRECTOR, SUPERVISOR
from models.supervision import queries, terms
from models.supervision.rules import Answer
from models.supervision.tables import OPEN, Supervision
from models.supervision.terms import GRADED, RATE
from reports.kit.grid import grid, listing
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_HEAD = """
| 鉴定时间 | «time» | 鉴定站 | «centre» | 考务负责人 | «leader» |
| 鉴定地点 | «site» | → | → | 批次 | «batch» |
| 职业名称 | «occupation» | 等级 | «level» | 应考／实考／缺考 | «numbers» |
"""
_FOOT = """
| 异常情况<br>处理记录 | «handling» |
| 质量督导员<br>（签名） | «signed» |
"""
_COLUMNS = (("项目", 22.0), ("序号", 12.0), ("督导内容", 88.0), ("评价", 14.0), ("备注", 34.0))


def on_site(context: Context, visit: Supervision) -> Paper:
    """The form; a draft shows its answers only to supervisors and the director, else it is blank to be ticked by hand."""
    shown = visit.inspected_on != OPEN or bool(context.actor.roles & {SUPERVISOR, DIRECTOR})
    known = [visit.expected, visit.present, visit.absent]
    values = {
        "time": f"{visit.starts_on}" if visit.starts_on == visit.ends_on else f"{visit.starts_on} 至 {visit.ends_on}",
        "centre": context.centre.name, "leader": visit.leader, "site": visit.site, "batch": visit.batch, "occupation": visit.occupation,
        "level": visit.level, "numbers": "／".join("—" if one is None else str(one) for one in known),
        "handling": visit.handling if shown else "", "signed": _signed(visit),
    }  # fmt: skip
    told = Words(_("A 全部符合，B 部分符合，C 不符合，N 未开展；B、C 须写备注。重大情况即刻上报中心领导。"), 8.5)
    story: list[Flowable] = [
        heading("现场质量督导情况表"), gap(3), grid(_HEAD, (22, 42, 16, 34, 26, 30), values, height=60 * mm), gap(2),
        listing([name for name, _width in _COLUMNS], [width for _name, width in _COLUMNS], _rows(context, visit, shown), size=8.5,
                centred=(0, 1, 3)),
        gap(2), grid(_FOOT, (30, 140), values, height=60 * mm, tall={0: 20, 1: 14}), gap(2), told,
    ]  # fmt: skip
    return Paper(f"现场质量督导情况表 {visit.number}", story)


def _signed(visit: Supervision) -> str:
    names = "、".join(one.name for one in visit.members)
    return names if visit.inspected_on == OPEN else f"{names}    {visit.inspected_on}"


def _rows(context: Context, visit: Supervision, shown: bool) -> list[list[str]]:
    answers = queries.answers_of(visit) if shown else {}
    words, sections = queries.wording(context.db), terms.sections()
    texts = {29: visit.papers_advice, 34: _ratings(visit), 38: visit.advice}
    rows, last = [], ""
    for item in terms.items():
        one = answers.get(item.number, Answer(""))
        graded = item.kind == GRADED
        remark = one.remark if graded else "" if not shown and item.kind != RATE else texts[item.number]
        rows.append(
            [
                sections[item.section] if item.section != last else "",
                str(item.number),
                words[item.number],
                one.grade if graded else "",
                remark,
            ]
        )
        last = item.section
    return rows


def _ratings(visit: Supervision) -> str:
    rated = {grade: [one.name for one in visit.ratings if one.grade == grade] for grade in terms.RATING.options}
    any_rated = any(rated.values())
    return "；".join(f"{terms.RATING.show(grade)}：{'、'.join(names)}" for grade, names in rated.items() if names or not any_rated)
