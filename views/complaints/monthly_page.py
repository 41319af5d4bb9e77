"""投诉时限统计: in time or late by ground, handler, kind or month, as table, chart and workbook."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from resources.texts import _
from views.complaints.bars import Bars
from views.complaints.monthly import GROUPS, HEADS, SPANS, Sheet, cells, read, workbook
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import ROW_HEIGHT, mark


class MonthlyPage(QWidget):
    """The window calls `refresh` when something was written."""

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._sheet: Sheet | None = None
        self._reads, self._saves = Asker(self, shell), Asker(self, shell)
        self.span, self.by, self.words = QComboBox(), QComboBox(), label("", "muted")
        self.table, self.bars = QTableWidget(0, len(HEADS) + 1), Bars()
        self.export_button = button(_("导出 Excel"), self.export)
        self._build()
        self.refresh()

    def _build(self) -> None:
        for box, options in ((self.span, SPANS), (self.by, GROUPS)):
            for code, words in options.items():
                box.addItem(words if box is self.span else _("按{group}").format(group=words), code)
            box.currentIndexChanged.connect(self.refresh)
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (label(_("投诉时限统计"), "title"), self.words):
            head.addWidget(part)
        head.addStretch(1)
        for control in (self.span, self.by, self.export_button):
            head.addWidget(control)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._chart())
        column.addWidget(self._list(), 1)

    def _chart(self) -> QWidget:
        frame = card()
        self._inside = inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 14, 16, 10)
        inside.addWidget(self.bars)
        return frame

    def _list(self) -> QWidget:
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return self.table

    def refresh(self) -> None:
        by, span = self.by.currentData(), self.span.currentData()
        self._reads.ask(lambda context: read(context, by, span), self._show)

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        told = _("{first} 至 {last} 接到 {n} 件") if sheet.by != "ground" else _("{first} 至 {last}，一件可属多类")
        self.words.setText(told.format(first=sheet.first, last=sheet.last, n=sheet.total))
        self.bars.show_shares(sheet.shares)
        self.table.setHorizontalHeaderLabels([GROUPS[sheet.by], *HEADS])
        self.table.setRowCount(len(sheet.shares))
        for row, share in enumerate(sheet.shares):
            for place, text in enumerate(cells(share)):
                item = QTableWidgetItem(text)
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, place, item)
        self.export_button.setEnabled(bool(sheet.shares))
        self._inside.activate()
        self._column.activate()  # chart and words have another size now

    def export(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("导出 Excel"), _("投诉时限统计.xlsx"), "Excel (*.xlsx)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        sheet = self._sheet
        assert sheet is not None
        self._saves.ask(lambda context: workbook(context, sheet), lambda content: self._written(path, content))

    def _written(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self._shell.say(_("已导出到 {path}").format(path=path), "good")
