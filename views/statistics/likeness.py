"""邻座成绩: the rooms of a batch whose neighbours' theory scores are alike (STA-006). A hint, with its caution in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.core.centre import Context
from models.statistics import sentences, severity
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import button, label
from views.kit.shell import Shell

_SIZE = 640, 420
Told = tuple[str, list[tuple[str, ...]]]


class LikenessDialog(QDialog):
    """batches: numbers to choose from, the first is shown."""

    def __init__(self, shell: Shell, batches: Sequence[str], parent: QWidget | None = None):
        super().__init__(parent)
        self._asker = Asker(self, shell)
        self.setWindowTitle(_("邻座成绩"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.batch, self.said = QComboBox(), label(_("正在计算…"), wrap=True, selectable=True)
        self.batch.addItems(batches)
        self.batch.setAccessibleName(_("批次"))
        self.table = QTableWidget(0, len(severity.ROOM_HEADS))
        self._build()
        self.batch.currentTextChanged.connect(self.ask)
        self.ask(self.batch.currentText())

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(list(severity.ROOM_HEADS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_("邻座成绩"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head = QHBoxLayout()
        head.addWidget(label(_("批次"), "muted"))
        head.addWidget(self.batch, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("关闭"), self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def ask(self, batch: str) -> None:
        self._asker.ask(lambda context: _told(context, batch), self._show)

    def _show(self, told: Told) -> None:
        words, rows = told
        self.said.setText(words)
        self.table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)


def _told(context: Context, batch: str) -> Told:
    found = severity.rooms_of(context, batch)
    return sentences.of_rooms(context, found), [severity.room_cells(one) for one in found]
