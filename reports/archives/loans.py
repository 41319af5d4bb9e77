"""F-ARCH-LOAN 借阅登记表, the borrower's slip, F-ARCH-READ 查阅记录."""

from collections.abc import Iterable

from reportlab.lib.units import mm

from models.archives.queries import latest_return_of, name_of_login, periods_of, renewals_of
from models.archives.tables import ArchiveConsultation, ArchiveLoan
from models.core.centre import Context
from reports.archives import facts
from reports.kit.grid import grid
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_COLUMNS = (("序号", 10.0), ("借阅日期", 19.0), ("档号", 27.0), ("题名", 42.0), ("方式", 11.0), ("借阅人", 16.0), ("单位/部门", 22.0),
    ("用途", 26.0),
            ("负责人批准", 18.0), ("应还日期", 19.0), ("续借次数", 11.0), ("归还日期", 19.0), ("保管人签字", 17.0))  # fmt: skip


def register(context: Context, records: Iterable[ArchiveLoan]) -> Paper:
    """The loan register; signatures stay blank."""
    rows = [
        [str(number), facts.day(loan.lent_on or loan.requested_on), loan.item.number, loan.item.title, _("外借"), loan.borrower,
         loan.department or "", loan.purpose or "", "", facts.day(loan.due_on), str(renewals_of(loan)), facts.day(loan.returned_on), ""]
        for number, loan in enumerate(records, 1)
    ]  # fmt: skip
    return facts.list_paper(context, "档案借阅登记表", _COLUMNS, rows)


_SLIP = """
| 借阅编号 | «number» | 借阅人 | «borrower» |
| 档号 | «item» | 部门 | «department» |
| 题名 | «title» | → | → |
| 页数/份数 | «quantity» | 借出日期 | «lent_on» |
| 应还日期 | «due_on» | 最迟归还 | «latest» |
| 第几次借阅 | «periods» | 续借 | «renewal» |
| 事由 | «purpose» | → | → |
| 负责人批准<br>（签字） | «approver» | 取送人 | «carriers» |
| 借阅人签字 | «blank» | 经办人签字 | «lender» |
"""
_WIDTHS = (26, 59, 26, 59)


def slip(context: Context, record: ArchiveLoan) -> Paper:
    """What the borrower takes along: until when, whether it may be renewed, and where it must come back to."""
    limit = context.rules["ARC-044"].value("max_periods")
    left = limit - periods_of(record)
    renewal = _("可续借 {n} 次，须在 {day} 当天或前一天办理").format(n=left, day=facts.day(record.due_on)) if left > 0 else _("不得再续借")
    values = {
        "number": record.number, "borrower": record.borrower, "item": record.item.number, "department": record.department or "",
        "title": record.item.title, "quantity": facts.quantity(record.item), "lent_on": facts.day(record.lent_on),
            "due_on": facts.day(record.due_on),
        "latest": facts.day(latest_return_of(record, context)), "periods": _("第 {n} 次（共 {limit} 次）").format(n=periods_of(record),
            limit=limit),
        "renewal": renewal if record.due_on else "", "purpose": record.purpose or "", "carriers": record.carriers or "", "blank": "",
        "approver": "", "lender": "",
    }  # fmt: skip
    told = [Words(_("请按期归还，归还时当面清点页数。逾期未还的，归还前不得再借。"), 9), gap(1),
            Words(_("批准日期 {day}").format(day=facts.day(record.approved_on)), 9)]  # fmt: skip
    return Paper(f"档案借阅单 {record.number}", [heading("档案借阅单"), gap(4), grid(_SLIP, _WIDTHS, values, height=100 * mm), gap(4),
        *told])


_READ = """
| 查阅编号 | «number» | 申请日期 | «requested_on» |
| 查阅人 | «reader» | 单位 | «unit» |
| 证件号码 | «id_no» | 督导任务 | «task» |
| 查阅事由 | «reason» | → | → |
| 档号 | «item» | 题名 | «title» |
| 批准人<br>（签字） | «approver» | 批准日期 | «approved_on» |
| 在场：<br>综合部门<br>工作人员 | «general» | 在场：<br>内部质量<br>督导人员 | «supervisor» |
| 起止时间 | «times» | → | → |
| 摘录、复制 | «copies» | 查后状况 | «condition» |
| 综合部门<br>人员签字 | «blank» | 督导人员<br>签字 | «blank» |
"""


def reading(context: Context, record: ArchiveConsultation) -> Paper:
    """The record of one consultation, with its warning to parties concerned (ARC-030)."""
    values = {
        "number": record.number, "requested_on": facts.day(record.requested_on), "reader": record.reader, "unit": record.unit or "",
        "id_no": record.reader_id_no or "", "task": record.task or "", "reason": record.reason, "item": record.item.number,
            "title": record.item.title,
        "approver": "", "approved_on": facts.day(record.approved_on), "general": name_of_login(context.db, record.general_by),
        "supervisor": name_of_login(context.db, record.supervisor_by), "blank": "",
        "times": _("{start} 至 {end}").format(start=facts.moment(record.began_at),
            end=facts.moment(record.ended_at)) if record.began_at else "",
        "copies": _("复制 {n} 份").format(n=record.copies) if record.ended_at else "", "condition": record.condition_note or "",
    }  # fmt: skip
    warning = Words("注意：当事人一律不准查阅资料。", 10, "hei")
    table = grid(_READ, _WIDTHS, values, height=120 * mm)
    return Paper(f"档案查阅记录 {record.number}", [heading("档案查阅记录"), gap(4), table, gap(4), warning])
