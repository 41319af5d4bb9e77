"""F-COMPLAINT-REG: the register sheet of one case. Source: 考生投诉处理办法 一–八; the layout is ours."""

from reportlab.platypus import Flowable

from models.complaints.clock import DECISION, SCREENING
from models.complaints.tables import Complaint
from models.complaints.terms import CHANNEL
from models.core.centre import Context
from models.core.queries import attachments
from reports.complaints import facts
from reports.kit.grid import Memo, grid
from reports.kit.page import Paper
from reports.kit.text import EMPTY, TICKED, gap, heading

_WIDTHS = (34, 51, 34, 51)
_LAYOUT = """
| 登记编号 | «number» | 受理时间 | «received» |
| 考生姓名 | «complainant» | 单位 | «employer» |
| 联系方式 | «contact» | 投诉方式 | «channel» |
| 投诉事项类别 | «grounds» | 被投诉人 | «accused» |
| 投诉内容 | «content» | → | → |
| 相关证据 | «evidence» | → | → |
| 初步了解情况 | «screening» | 是否调查 | «investigate» |
| 承办人 | «handler» | 处理期限 | «due» |
| 调查情况 | «facts» | → | → |
| 处理结果 | «decision» | 告知时间 | «told» |
| 登记人 | «registrar» | 负责人 | «head» |
"""
_TALL = {4: 30, 8: 30}
_SIGN = "\n（签字）    年   月   日"


def story(context: Context, case: Complaint, height: float) -> list[Flowable]:
    title = heading("投诉举报登记表")
    table = grid(_LAYOUT, _WIDTHS, _values(context, case), height=height - 34, tall=_TALL)
    return [title, gap(4), table]


def sheet(context: Context, case: Complaint) -> Paper:
    paper = Paper(f"投诉举报登记表 {case.number}", [])
    paper.story = story(context, case, paper.height)
    return paper


def _values(context: Context, case: Complaint) -> dict[str, str | Flowable]:
    kept = "、".join(one.name for one in attachments(context, case))
    screening, decision = facts.due(context, case, SCREENING), facts.due(context, case, DECISION)
    due = (
        f"{facts.day(case.extensions[0].old_due)}，延长至{facts.day(decision)}"
        if case.extended_to and case.extensions
        else facts.day(decision)
    )
    yes, no = (TICKED if case.investigate is answer else EMPTY for answer in (True, False))
    return {
        "number": case.number, "received": f"{case.received_at:%Y-%m-%d %H:%M}", "complainant": facts.complainant(case),
        "employer": case.employer or "", "contact": case.contact or "", "channel": CHANNEL.show(case.channel),
        "grounds": facts.grounds(case),
        "accused": facts.accused(case), "content": Memo(case.content or ""), "evidence": "；".join(filter(None, [case.evidence, kept])),
        "screening": case.screening or "", "investigate": f"{yes}是 {no}否\n截止 {facts.day(screening)}",
        "handler": facts.named(context, case.handler),
        "due": due, "facts": Memo(case.facts or ""), "decision": case.decision or case.screening_reason or "",
        "told": facts.day(case.outcome_on or (case.notified_on if case.investigate is False else None)),
        "registrar": f"{facts.named(context, case.registered_by)}{_SIGN}", "head": _SIGN,
    }  # fmt: skip
