"""Notice, opinion letter, feedback form, rectification report, report and plan of supervisions. Layouts are proposed: the sources name them
without showing them (湖南 质量督导人员管理办法 第十一条; 河南 质量督导人员管理办法 七; 重庆 第十六条)."""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.core.centre import Context
from models.core.dates import days_plus
from models.supervision import queries, terms
from models.supervision.tables import OPEN, Supervision
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_ABOUT = """
| 被督导机构 | «centre» | 督导形式 | «kind» |
| 督导日期 | «time» | 地点 | «site» |
| 批次 | «batch» | 职业／等级 | «occupation» |
| 督导员 | «members» | → | → |
"""
_WIDTHS = (28, 62, 28, 52)
_FINDINGS = (("序号", 12.0), ("问题", 62.0), ("依据条款", 32.0), ("整改要求", 40.0), ("期限", 24.0))
_RECTIFIED = (
    ("序号", 12.0),
    ("督导意见", 42.0),
    ("整改措施", 44.0),
    ("责任人", 18.0),
    ("完成时间", 20.0),
    ("完成情况", 16.0),
    ("佐证", 18.0),
)
_PLAN = (
    ("序号", 12.0),
    ("督导编号", 28.0),
    ("批次", 30.0),
    ("形式", 22.0),
    ("时间", 44.0),
    ("地点", 42.0),
    ("督导员", 40.0),
    ("督导重点", 39.0),
)


def _day(value: date) -> str:
    return "" if value == OPEN else value.isoformat()


def _time(visit: Supervision) -> str:
    return f"{visit.starts_on}" if visit.starts_on == visit.ends_on else f"{visit.starts_on} 至 {visit.ends_on}"


def _about(context: Context, visit: Supervision) -> dict[str, str | Flowable]:
    return {
        "centre": context.centre.name, "kind": terms.KIND.show(visit.kind), "time": _time(visit), "site": visit.site, "batch": visit.batch,
        "occupation": "／".join(filter(None, (visit.occupation, visit.level))), "members": "、".join(one.name for one in visit.members),
        "blank": "",
    }  # fmt: skip


def _paper(title: str, visit: Supervision, *story: Flowable) -> Paper:
    return Paper(f"{title} {visit.number}", [heading(title), gap(2), Words(visit.number, 9, align="center"), gap(3), *story])


def notice(context: Context, visit: Supervision) -> Paper:
    """F-SUPERVISION-NOTICE 督导工作通知."""
    members = "、".join(one.name for one in visit.members)
    text = _("{centre}：\n　　兹派 {members} 于 {time} 在 {site} 进行{kind}，请予配合。").format(
        centre=context.centre.name, members=members, time=_time(visit), site=visit.site, kind=terms.KIND.show(visit.kind)
    )
    about = _("督导方法：{methods}\n督导重点：{focus}\n需准备的材料：{materials}").format(
        methods=terms.METHODS.show(visit.methods), focus=visit.focus or "—", materials=visit.materials or "—"
    )
    end = Words(_("（盖章）    {day}").format(day=_day(visit.noticed_on)), 11, align="right")
    return _paper("督导工作通知", visit, gap(6), Words(text, 12), gap(6), Words(about, 11), gap(16), end)


def _listed(columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], centred: Sequence[int] = (0,)) -> Flowable:
    filled = rows or [["", _("未发现问题"), *[""] * (len(columns) - 2)]]
    return listing([head for head, _width in columns], [width for _head, width in columns], filled, size=9, centred=centred)


def _findings(visit: Supervision) -> Flowable:
    rows = [[str(n), one.problem, one.clause, one.demand, one.due_on.isoformat()] for n, one in enumerate(visit.findings, 1)]
    return _listed(_FINDINGS, rows, (0, 4))


def opinion(context: Context, visit: Supervision) -> Paper:
    """F-SUPERVISION-OPINION 督导意见书: findings with clause, demand and day, the opinion, signatures of both sides."""
    values = _about(context, visit) | {"opinion": visit.opinion, "received": f"{visit.received_by}  {_day(visit.fed_back_on)}"}
    foot = "| 督导意见 | «opinion» | → | → |\n| 督导组<br>（签字） | «blank» | 被督导机构<br>签收（盖章） | «received» |"
    return _paper("督导意见书", visit, grid(_ABOUT, _WIDTHS, values, height=60 * mm), gap(3), _findings(visit), gap(3),
                  grid(foot, _WIDTHS, values, height=75 * mm, tall={0: 30, 1: 20}))  # fmt: skip


def feedback(context: Context, visit: Supervision) -> Paper:
    """F-SUPERVISION-HEN 督导情况反馈表; in Chongqing it bears that region's name (F-SUPERVISION-CQ)."""
    title = "重庆市职业技能鉴定质量督导情况反馈表" if context.centre.profile == "chongqing" else "督导情况反馈表"
    values = _about(context, visit) | {
        "summary": queries.summary(context, visit), "advice": visit.advice, "opinion": visit.opinion,
        "problems": "\n".join(f"{n}. {one.problem}（{one.due_on}）" for n, one in enumerate(visit.findings, 1)) or _("未发现问题"),
        "received": f"{visit.received_by}  {_day(visit.fed_back_on)}",
    }  # fmt: skip
    body = """
| 督导内容<br>与评价 | «summary» | → | → |
| 存在问题 | «problems» | → | → |
| 整改建议 | «advice» | → | → |
| 督导意见 | «opinion» | → | → |
| 质量督导员<br>（签字） | «blank» | 机构接收<br>（签字盖章） | «received» |
"""
    return _paper(title, visit, grid(_ABOUT + body.lstrip(), _WIDTHS, values, height=205 * mm, tall={4: 25, 5: 30, 6: 20, 7: 20, 8: 18}))


def rectification(context: Context, visit: Supervision) -> Paper:
    """F-SUPERVISION-RECTIFY 整改情况报告."""
    rows = []
    for number, one in enumerate(visit.findings, 1):
        state = _("已核实") if one.verified_on != OPEN else _("待核实") if one.done_on != OPEN else _("待整改")
        rows.append([str(number), one.problem, one.measure, one.responsible, _day(one.done_on), state, one.proof])
    end = Words(_("单位负责人（签字）：                    （盖章）    年    月    日"), 10)
    return _paper("整改情况报告", visit, grid(_ABOUT, _WIDTHS, _about(context, visit), height=60 * mm), gap(3), _listed(_RECTIFIED, rows),
                  gap(10), end)  # fmt: skip


def report(context: Context, visit: Supervision) -> Paper:
    """F-SUPERVISION-REPORT 质量督导报告, with the signature of every member and the day it is due (PPL-SUP-042)."""
    known = [visit.expected, visit.present, visit.absent]
    numbers = _("应考 {e} 人，实考 {p} 人，缺考 {a} 人").format(
        **dict(zip("epa", ("—" if one is None else one for one in known), strict=True))
    )
    rule = context.rules["PPL-SUP-042"]
    due = days_plus(visit.ends_on, rule.value("days")).isoformat() if rule.active else ""
    signed = "    ".join(f"{one.name}（{one.signed_on or '未签'}）" for one in visit.members)
    values = _about(context, visit) | {"basic": numbers, "situation": visit.situation, "problems": visit.problems or _("未发现问题"),
                                       "advice": visit.advice, "signed": signed, "handed": _day(visit.reported_on), "due": due}  # fmt: skip
    body = """
| 一、基本情况 | «basic» | → | → |
| 二、督导情况 | «situation» | → | → |
| 三、存在问题 | «problems» | → | → |
| 四、意见建议 | «advice» | → | → |
| 全体成员<br>签名 | «signed» | → | → |
| 提交日期 | «handed» | 提交期限 | «due» |
"""
    return _paper("质量督导报告", visit, grid(_ABOUT + body.lstrip(), _WIDTHS, values, height=210 * mm, tall={5: 35, 6: 30, 7: 25, 8: 20}))


def plan(context: Context, visits: Sequence[Supervision]) -> Paper:
    """F-SUPERVISION-PLAN 质量督导计划 of the list as it stands."""
    rows = [
        [
            str(n),
            one.number,
            one.batch,
            terms.KIND.show(one.kind),
            _time(one),
            one.site,
            "、".join(each.name for each in one.members),
            one.focus,
        ]
        for n, one in enumerate(visits, 1)
    ]
    told = Words(_("{centre}    {day}").format(centre=context.centre.name, day=context.today), 9, align="center")
    end = Words(_("制订人（签字）：                    负责人（签字）：                    年    月    日"), 10)
    return Paper("质量督导计划", [heading("质量督导计划"), gap(2), told, gap(3), _listed(_PLAN, rows), gap(8), end], A4_LANDSCAPE)
