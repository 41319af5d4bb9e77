"""F-SCORE-REVIEW: the application for a score check, with its finding and the reply. Sources: 考务管理通知 一(九), 考务工作规程 第十九条."""

from reportlab.platypus import Flowable

from models.complaints import clock
from models.complaints.rechecking import WINDOWS
from models.complaints.tables import Recheck
from models.complaints.terms import CAUSE, WAY
from models.core.centre import Context
from reports.complaints.facts import named
from reports.kit.grid import Memo, grid
from reports.kit.page import Paper
from reports.kit.text import EMPTY, TICKED, gap, heading

_WIDTHS = (34, 51, 34, 51)
_LAYOUT = """
| 姓名 | «name» | 证件号码 | «id» |
| 批次/科目 | «batch» | 公布成绩/公布日期 | «score» |
| 申请理由 | «request» | → | → |
| 申请人（签字） | «day» | 截止期限 | «until» |
| 复查范围 | «items» | → | → |
| 复查结果 | «result» | 复查人（签字） | «checkers» |
| 答复 | «reply» | → | → |
| 机构（盖章） | «seal» | 答复期限 | «due» |
"""
_TALL = {2: 45, 6: 35}
_SIGNED = ("missing", "wrong_entry", "wrong_sum")  # what the form names; other causes are told behind them
_DAY = "\n        年    月    日"


def application(context: Context, case: Recheck) -> Paper:
    """What was asked, what was found, what was replied; blank where it has not happened yet."""
    paper = Paper(f"成绩复查（复核）申请表 {case.number}", [])
    table = grid(_LAYOUT, _WIDTHS, _values(context, case), height=paper.height - 60, tall=_TALL)
    paper.story = [heading("成绩复查（复核）申请表"), gap(4), table]
    return paper


def _values(context: Context, case: Recheck) -> dict[str, str | Flowable]:
    windows = (clock.window_end(case.published_on, context.rules[one], context.calendar) for one in WINDOWS if case.published_on)
    ends = [end.day for end in windows if end]
    due = clock.reply_due(case.accepted_on, case.applied_on, context.rules["SRQ-003"], context.calendar).day if case.accepted_on else ""
    known = case.items or []
    ticks = [f"{TICKED if one in known else EMPTY}{CAUSE.options[one]}" for one in CAUSE.options if one in _SIGNED or one in known]
    checkers = "  ".join(filter(None, (named(context, one) for one in (case.checked_by, case.second_by) if one)))
    corrected = f"{case.corrected_to:g}" if case.corrected_to is not None else "维持" if case.result else "______"
    reply = f"{WAY.show(case.reply_way)}  {case.replied_on}" if case.replied_on else case.refused_why or ""
    return {
        "name": case.candidate or "", "id": case.id_no or "", "batch": f"{case.batch or ''}  {case.subject or ''}",
        "score": f"{'' if case.score is None else f'{case.score:g}'}    {case.published_on or ''}", "request": Memo(case.request or ""),
        "day": f"{case.applied_on}", "until": f"{min(ends)}（含）" if ends else "—", "items": "   ".join(ticks),
        "result": f"原 {'______' if case.score is None else f'{case.score:g}'}    更正 {corrected}", "checkers": f"{checkers}{_DAY}",
        "reply": Memo(reply), "seal": _DAY, "due": str(due),
    }  # fmt: skip
