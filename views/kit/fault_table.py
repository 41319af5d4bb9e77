"""What is wrong in a workbook, row by row: place, what was found, what is expected, and the rule's sentence."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.core.findings import Severity
from models.core.intake import RowFault
from resources.texts import _
from views.kit.lines import Column, Lines

WIDTHS = (68, 80, 48, 96, 190, 170)  # what the rule says takes the rest


def fault_lines(parent: QWidget) -> Lines:
    """The faults of a report; what a narrow column cuts is its tip."""

    def column(head: str, words: Callable[[RowFault], str], tone: Callable[[RowFault], str] = lambda _fault: "") -> Column:
        return Column(head, words, tone, words)

    return Lines((
        column(_("处理"), lambda fault: _("退回") if rejected(fault) else _("待说明"), lambda fault: "danger" if rejected(fault) else "caution"),
        column(_("工作表"), lambda fault: fault.sheet), column(_("行"), lambda fault: str(fault.row)), column(_("列"), lambda fault: fault.column),
        column(_("填写"), lambda fault: fault.found), column(_("应为"), lambda fault: fault.expected),
        column(_("依据"), lambda fault: f"{fault.clause} · {fault.rule}　{fault.text}"),
    ), parent)  # fmt: skip


def rejected(fault: RowFault) -> bool:
    return fault.severity is Severity.BLOCK
