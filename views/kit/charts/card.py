"""A chart with its title, what it shows in one line, the same as a table, and ways to take it along."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from resources.texts import _
from views.kit.charts.picture import Picture
from views.kit.charts.plot import Plot
from views.kit.parts import button, label
from views.kit.theme import ROW_HEIGHT, mark


class ChartCard(QFrame):
    """`picked` carries the key of a mark or a row; `book_asked` that the table is wanted as a workbook."""

    picked = Signal(str)
    book_asked = Signal()

    def __init__(self, title: str, empty: str):
        super().__init__()
        mark(self, kind="card")
        self.title = title
        self.heads: Sequence[str] = ()
        self.rows: list[Sequence[str]] = []
        self.keys: list[str] = []
        self._filled = False
        self.plot, self.table = Plot(), QTableWidget()
        self._note = label("", "muted")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._empty = label(empty, "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(280, 180)
        self._build()
        self.plot.picked.connect(self.picked)
        self.table.activated.connect(self._row_picked)
        self.plot.setAccessibleName(title)

    def _build(self) -> None:
        self.switch = button(_("表格"), self.turn, "link")
        self.more = QPushButton(_("导出 ▾"))
        mark(self.more, kind="link")
        menu = QMenu(self)
        menu.addAction(_("图片 PNG…")).triggered.connect(self.save_picture)
        menu.addAction(_("工作簿 Excel…")).triggered.connect(self.book_asked)
        self.more.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(label(self.title, "section"))
        head.setSpacing(12)
        head.addStretch(1)
        head.addWidget(self.switch)
        head.addWidget(self.more)
        self._stack = QStackedLayout()
        for part in (self._empty, self.plot, self._listed()):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addLayout(self._stack, 1)

    def _listed(self) -> QTableWidget:
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT - 6)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(self.title)
        return self.table

    def show_chart(self, picture: Picture, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The picture and the same figures as rows, in the order of its marks."""
        self._note.setText(note)
        self._note.setToolTip(note)
        self.heads, self.rows, self.keys = heads, list(rows), [one.key for one in picture.marks]
        there = bool(rows)
        self.switch.setVisible(there)
        self.more.setVisible(there)
        if there:
            self.plot.show_picture(picture)
        listed = there and self.is_table()
        self._filled = False
        if listed:
            self._fill()
        self._stack.setCurrentIndex(2 if listed else int(there))

    def _fill(self) -> None:
        """Thousands of rows take a moment: they are written when somebody looks at them."""
        self._filled = True
        self.table.setColumnCount(len(self.heads))
        self.table.setHorizontalHeaderLabels(list(self.heads))
        self.table.setRowCount(len(self.rows))
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def is_table(self) -> bool:
        return self._stack.currentIndex() == 2

    def turn(self) -> None:
        """From the chart to its table and back."""
        if not self._filled:
            self._fill()
        self._stack.setCurrentIndex(1 if self.is_table() else 2)
        self.switch.setText(_("图表") if self.is_table() else _("表格"))

    def _row_picked(self, index: QModelIndex) -> None:
        if index.row() < len(self.keys):
            self.picked.emit(self.keys[index.row()])

    def save_picture(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("导出图片"), f"{self.title}.png", "PNG (*.png)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> bool:
        """The card as it is seen, at twice its size for print."""
        picture = self.grab().scaled(self.size() * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        return picture.save(str(path))
