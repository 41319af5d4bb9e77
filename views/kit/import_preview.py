"""What an import would do, before it does it: counts, the faults row by row, the reason for held rows, the choice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from models.core.intake import Report, RowFault
from resources.texts import _
from views.kit.command_dialog import REASON
from views.kit.fault_table import WIDTHS, fault_lines
from views.kit.field_row import FieldRow
from views.kit.lines import table
from views.kit.parts import card, clear, label
from views.kit.shell import Shell


class Counts(QWidget):
    """A row of quiet cards: how many rows are new, changed, unchanged, held, rejected."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self.numbers: dict[str, int] = {}

    def show_report(self, report: Report) -> None:
        clear(self._line)
        self.numbers = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged,
                        "held": rows_of(report.held), "rejected": rows_of(report.rejected)}  # fmt: skip
        shown = {"new": (_("新增"), "good"), "changed": (_("更新"), "good"), "unchanged": (_("无变化"), ""),
                 "held": (_("待说明"), "caution"), "rejected": (_("退回"), "danger")}  # fmt: skip
        for name, (words, tone) in shown.items():
            self._line.addWidget(self._card(words, self.numbers[name], tone if self.numbers[name] else ""))

    def _card(self, words: str, number: int, tone: str) -> QWidget:
        made = card()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(14, 10, 14, 10)
        lines.setSpacing(2)
        lines.addWidget(label(words, "muted"))
        lines.addWidget(label(f"{number:,}", "number", tone))
        return made


def rows_of(faults: list[RowFault]) -> int:
    """Faults counted by row: a row with three faults is one row."""
    return len({(fault.sheet, fault.row) for fault in faults})


class PreviewPage(QWidget):
    """`changed` comes when the reason or the choice does."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self.report: Report | None = None
        self.counts, self.model = Counts(), fault_lines(self)
        self.faults = table(self.model, _("逐行问题"), WIDTHS)
        self.more = label("", "muted", wrap=True)
        self.clean = label(_("没有发现问题。"), "", "good")
        self.reason = FieldRow(REASON, shell.centre.today())
        self.good_rows = QRadioButton(_("导入合格的行，其余退回"))
        self.all_or_nothing = QRadioButton(_("全部合格才导入"))
        self.good_rows.setChecked(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for part in (self.counts, self.more, self.clean):
            lines.addWidget(part)
        lines.addWidget(self.faults, 1)
        lines.addWidget(self.reason)
        choice = QHBoxLayout()
        choice.setSpacing(24)
        choice.addWidget(self.good_rows)
        choice.addWidget(self.all_or_nothing)
        choice.addStretch(1)
        lines.addLayout(choice)
        self.reason.changed.connect(self.changed)
        self.all_or_nothing.toggled.connect(self.changed)

    def show_report(self, report: Report) -> None:
        self.report = report
        self.counts.show_report(report)
        self.model.show(report.faults)
        self.faults.setVisible(bool(report.faults))
        self.clean.setVisible(not report.faults)
        self.reason.setVisible(bool(report.held))
        told = [_("{file} · 共 {rows} 行").format(file=report.file, rows=f"{report.rows:,}")]
        if report.duplicates:
            told.append(_("重复的行 {n}（只计一次）").format(n=len(report.duplicates)))
        if report.ignored:
            told.append(_("表头、合计、说明等 {n} 行不导入").format(n=len(report.ignored)))
        self.more.setText(" · ".join(told))

    def writes(self) -> int:
        """How many rows would be written with the reason and choice of now."""
        if self.report is None:
            return 0
        held = rows_of(self.report.held) if self.reason.raw().strip() else 0
        left = self.report.bad_rows - held
        if self.all_or_nothing.isChecked() and left:
            return 0
        return self.report.new + self.report.changed + held
