"""F-SECRET-LOAN, F-SECRET-COPY, F-SECRET-CARRY: registers and permits for secret material."""

from collections.abc import Iterable

from reportlab.lib.units import mm

from models.archives.queries import name_of_login
from models.archives.tables import ArchiveLoan
from models.archives.tables_work import SecretEvent
from models.archives.terms import COPY_WAY, SECRET
from models.core.centre import Context
from reports.archives import facts
from reports.kit.grid import Memo, grid
from reports.kit.page import Paper
from reports.kit.text import gap, heading
from resources.texts import _

_LOANS = (("序号", 11.0), ("资料名称/编号", 56.0), ("密级", 14.0), ("借阅人", 18.0), ("部门", 26.0), ("事由", 34.0), ("借阅时间", 21.0),
    ("应还时间", 21.0),
          ("负责人批准", 19.0), ("归还时间", 20.0), ("保管人签字", 17.0))  # fmt: skip
_COPIES = (("序号", 11.0), ("日期", 22.0), ("资料名称", 62.0), ("复印/打印", 20.0), ("份数", 15.0), ("页数", 15.0), ("申请人", 22.0),
    ("批准人", 26.0),
           ("经办人", 26.0), ("去向", 38.0))  # fmt: skip


def loans(context: Context, records: Iterable[ArchiveLoan]) -> Paper:
    """The loans of secret material among those shown."""
    secret = [loan for loan in records if loan.item.secrecy == SECRET]
    rows = [
        [str(number), f"{loan.item.title} {loan.item.number}", facts.secrecy(loan.item), loan.borrower, loan.department or "",
            loan.purpose or "",
         facts.day(loan.lent_on), facts.day(loan.due_on), "", facts.day(loan.returned_on), ""]
        for number, loan in enumerate(secret, 1)
    ]  # fmt: skip
    return facts.list_paper(context, "保密资料借阅登记", _LOANS, rows)


def copies(context: Context, records: Iterable[SecretEvent]) -> Paper:
    made = [one for one in records if one.kind == "copy"]
    rows = [
        [str(number), facts.day(one.on_day), one.title, COPY_WAY.show(one.way), str(one.copies or ""), str(one.pages or ""),
         name_of_login(context.db, one.asked_by), "", "", one.destination or ""]
        for number, one in enumerate(made, 1)
    ]  # fmt: skip
    return facts.list_paper(context, "涉密资料复印、打印登记表", _COPIES, rows)


_TRIP = """
| 资料名称/载体编号 | «title» | → | → |
| 携带人 1 | «first» | 签字 | «blank» |
| 携带人 2 | «second» | 签字 | «blank» |
| 目的地 | «destination» | 起止时间 | «times» |
| 安全措施 | «measures» | → | → |
| 评价机构负责人 | «head» | → | → |
| 归还验收 | «back» | → | → |
"""
_SIGN = _("（签字）          年    月    日")
_SHORT = _("（签字）    年  月  日")


def trip(context: Context, record: SecretEvent) -> Paper:
    """The permit to carry secret material: two persons, their signatures, the head's, and the check on return."""
    first, second, *others = [*record.persons, "", ""]
    values = {
        "title": f"{record.title} {record.item.number if record.item else ''}".strip(), "first": first,
        "second": "、".join(filter(None, (second, *others))), "blank": "", "destination": record.destination or "",
        "times": f"{facts.day(record.on_day)} 至 {facts.day(record.until)}", "measures": Memo(record.measures or ""),
        "head": Memo("", _SIGN), "back": Memo(record.note or "", _SIGN),
    }  # fmt: skip
    table = grid(_TRIP, (38, 47, 28, 57), values, height=170 * mm, tall={4: 40, 5: 30, 6: 30})
    return Paper(f"涉密资料外出携带审批表 {record.title}", [heading("涉密资料外出携带审批表"), gap(5), table])


