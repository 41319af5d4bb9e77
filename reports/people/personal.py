"""What is kept about a person, told to him: on paper (F-PERSON-DATA) and as a workbook (W-PERSON-DATA).

Layout and wording are proposed. Source: 个人信息保护法 第四十五条, 第四十六条; SYS-036.
"""

import io
from typing import Any

from models.core.centre import Context
from models.people.personal.kept import Kept, facts, kept_about
from models.people.personal.tables import PersonRequest
from models.people.personal.terms import ASKS, WAY
from reports.kit.grid import grid, listing
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_TITLE = "个人信息告知单"
_HEAD = """
| 申请编号 | «number» | 收到日期 | «received» |
| 姓名 | «name» | 身份证号 | «id_no» |
| 申请事项 | «asks» | 提出方式 | «way» |
"""
_HEAD_WIDTHS = (25, 60, 25, 60)
_HEADS, _WIDTHS = ("台账", "记录", "内容"), (30, 45, 95)
_BOOK_WIDTHS = (20, 28, 24, 60)


def statement(context: Context, request: PersonRequest) -> Paper:
    """F-PERSON-DATA: each record with its facts, what is left out and why, how to have something corrected."""
    kept = kept_about(context, request.id_no)
    rows = [[register.title if not number else "", register.title_of(record), "；".join(f"{label}：{text}" for label, text in facts(context, register, record))]
            for register, records in kept.held for number, record in enumerate(records)]  # fmt: skip
    values = {"number": request.number, "received": str(request.received_on), "name": request.name, "id_no": request.id_no,
              "asks": ASKS.show(request.asks), "way": WAY.show(request.way)}  # fmt: skip
    story = [heading(_TITLE), gap(3), grid(_HEAD, _HEAD_WIDTHS, values, height=34 * 3), gap(4), Words(_summary(kept), 10.5), gap(3)]
    if rows:
        story += [listing(_HEADS, _WIDTHS, rows, size=9), gap(4)]
    story += [part for text in _remarks(context, kept) for part in (Words(text, 10), gap(1.5))]
    story += [gap(6), Words("经办人（签字）：                本人签收：                日期：      年    月    日", 10.5)]
    return Paper(f"{_TITLE} {request.number}", story)


def _summary(kept: Kept) -> str:
    if not kept.count:
        return _("按该身份证号在本中心台账中没有查到记录。")
    words = _("按该身份证号在 {registers} 个台账中查到 {records} 条记录，附件 {files} 件，打印与文书 {documents} 件，操作记录 {entries} 条：")
    return words.format(registers=len(kept.held), records=kept.count, files=kept.attachments, documents=kept.documents, entries=kept.entries)


def _remarks(context: Context, kept: Kept) -> list[str]:
    """What is not told here, and what the person may ask for."""
    left = _("他人的证件号码和电话已遮盖。投诉举报案卷按其回避规则另行处理，不在本单范围。")
    more = [_("下列台账由其他岗位查阅：{list}。").format(list="、".join(kept.unread))] if kept.unread else []
    days = context.rules["SYS-036"].value("days")
    return [left, *more, _("信息有误的，可凭证明材料申请更正、补充；本中心收到申请后 {days} 日内答复。").format(days=days)]


def workbook(context: Context, request: PersonRequest) -> bytes:
    """W-PERSON-DATA: a line a fact, for a person who wants a copy that machines can read."""
    from openpyxl import Workbook

    from reports.workbooks import look

    made = Workbook()
    sheet: Any = made.active
    sheet.title = look.DATA
    kept = kept_about(context, request.id_no)
    lines = [(register.title, register.title_of(record), label, text)
             for register, records in kept.held for record in records for label, text in facts(context, register, record)]  # fmt: skip
    for column, (head, width) in enumerate(zip((_("台账"), _("记录"), _("项目"), _("内容")), _BOOK_WIDTHS, strict=True), 1):
        look.style_header(look.put(sheet, 1, column, head))
        sheet.column_dimensions["ABCD"[column - 1]].width = width
    for row, texts in enumerate(lines, 2):
        for column, text in enumerate(texts, 1):
            look.put(sheet, row, column, text)
    sheet.freeze_panes = "A2"
    notes = (f"{request.number} {request.name}", _summary(kept), *_remarks(context, kept))
    look.lines(made.create_sheet(look.NOTES), [(text,) for text in notes], (100,))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
