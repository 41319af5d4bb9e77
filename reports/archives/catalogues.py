"""F-ARCH-CATALOG and the contents of one file; the sheet of a stock check (账、物、卡)."""

from collections.abc import Iterable

from reportlab.lib.pagesizes import A4

from models.archives.stocktaking import findings_of
from models.archives.tables import ArchiveFile, ArchiveItem
from models.archives.tables_work import StockCheck
from models.archives.terms import CHECK_CAUSE, MEDIUM, STOCK_FINDING
from models.core.centre import Context
from reports.archives import facts
from reports.kit.page import Paper
from resources.texts import _

_COLUMNS = (("序号", 8.0), ("档号", 23.0), ("题名", 33.0), ("责任者", 13.0), ("日期", 16.5), ("载体", 8.5), ("页数/份数", 12.0),
            ("保管期限", 11.0), ("到期日", 16.5), ("柜/盒", 19.5), ("备注", 9.0))  # fmt: skip
_FOOT = ("立卷人：                    检查人：                    日期：        年    月    日",)


def catalogue(context: Context, records: Iterable[ArchiveItem]) -> Paper:
    return facts.list_paper(context, "归档资料目录", _COLUMNS, _rows(context, records), foot=_FOOT, size=A4, text=8)


def volume(context: Context, record: ArchiveFile) -> Paper:
    """卷内目录: what lies in the file of one batch."""
    told = _("案卷 {number}    {title}    最后考试日 {day}").format(number=record.number, title=record.title, day=record.last_exam_on)
    return facts.list_paper(context, "卷内目录", _COLUMNS, _rows(context, record.items), under=told, foot=_FOOT, size=A4, text=8)


def _rows(context: Context, records: Iterable[ArchiveItem]) -> list[list[str]]:
    return [
        [str(number), item.number, item.title, item.author or "", facts.day(item.made_on), MEDIUM.show(item.medium), facts.quantity(item),
         facts.period(item, context), facts.last_day(item, context), facts.shelf(item), item.note or ""]
        for number, item in enumerate(records, 1)
    ]  # fmt: skip


_CHECK = (("序号", 11.0), ("差异", 22.0), ("档号", 40.0), ("账", 34.0), ("物", 34.0), ("处理", 29.0))


def stock_check(context: Context, record: StockCheck) -> Paper:
    """The findings of a check, with a column to write what was done about each."""
    found = findings_of(context, record)
    rows = [[str(n), STOCK_FINDING.show(one.kind), one.number, one.account, one.found, ""] for n, one in enumerate(found, 1)]
    told = _("{number}    {cause}    范围 {place}    {day} 起    已扫描 {n}").format(
        number=record.number, cause=CHECK_CAUSE.show(record.cause), place=record.place or _("全部"), day=record.began_on,
            n=len(record.scans))  # fmt: skip
    foot = ("差异说明：" + (record.explanation or ""),
        "盘点人：                    档案员：                    日期：        年    月    日")
    return facts.list_paper(context, "档案盘点表", _CHECK, rows or [["", _("账、物、卡相符"), "", "", "", ""]], under=told, foot=foot,
        size=A4, text=9.5)
