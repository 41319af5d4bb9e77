"""W-COMPLAINT, the register on paper, and the monthly sheet of lateness as a workbook."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from models.complaints.clock import DECISION, SCREENING
from models.complaints.queries import GROUPS, Share
from models.complaints.tables import Complaint
from models.complaints.terms import CHANNEL, GROUND_SHORT
from models.core.centre import Context
from models.core.kinds import Flag
from reports.complaints import facts
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_HEADS = (
    "登记编号",
    "受理时间",
    "投诉方式",
    "考生姓名",
    "事项类别",
    "被投诉人",
    "投诉内容",
    "承办人",
    "初查期限",
    "是否调查",
    "通知日期",
    "办理期限",
    "处理结果",
    "办结日期",
    "归档档号",
)
_WIDTHS = (21, 19, 12, 15, 24, 17, 33, 15, 17, 11, 17, 17, 25, 17, 17)  # sum 257 with the page's margins
_SIZE = 7.5
FLAG = Flag()


def book(context: Context, cases: Iterable[Complaint]) -> Paper:
    rows = [_row(context, case) for case in cases]
    about = "    ".join([context.centre.name, context.today.isoformat(), _("共 {n} 件").format(n=len(rows))])
    scale = 257 / sum(_WIDTHS)
    table = listing(_HEADS, [width * scale for width in _WIDTHS], rows, size=_SIZE)
    return Paper("投诉举报登记簿", [heading("投诉举报登记簿"), gap(2), Words(about, 9, align="center"), gap(3), table], A4_LANDSCAPE)


def _row(context: Context, case: Complaint) -> list[str]:
    investigate = FLAG.show(case.investigate)
    decision = facts.due(context, case, DECISION)
    return [case.number, f"{case.received_at:%Y-%m-%d %H:%M}", CHANNEL.show(case.channel), facts.complainant(case),
            "；".join(GROUND_SHORT[one] for one in case.grounds), facts.accused(case), case.content or "",
            facts.named(context, case.handler),
            str(facts.due(context, case, SCREENING) or ""), investigate, str(case.notified_on or ""),
            str(decision or "") + ("（延长）" if case.extended_to else ""), case.decision or "", str(case.decided_on or ""),
            case.archive_no or ""]  # fmt: skip


def monthly_workbook(shares: Sequence[Share], by: str, first: date, last: date, centre: str) -> bytes:
    """The monthly sheet as xlsx: what was in time or late, one row a group, with the period and who it is about."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    made = Workbook()
    page = made.active
    page.title = _("投诉办理时限")
    page.append([_("投诉办理时限统计")])
    page.append([f"{centre}  {first} 至 {last}"])
    page.append([GROUPS[by], _("件数"), _("按时"), _("有超期"), _("逾期未办"), _("按时占已判定")])
    for one in shares:
        page.append([one.label, one.cases, one.in_time, one.late, one.overdue, share_words(one)])
    for cell in (page["A1"], *page[3]):
        cell.font = Font(bold=True)
    page.column_dimensions["A"].width = 32
    page.freeze_panes = "A4"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def share_words(one: Share) -> str:
    """A share always with its numbers: 5/6; nothing is judged yet: –."""
    return f"{one.in_time}/{one.judged}" if one.judged else "–"
