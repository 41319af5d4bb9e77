"""The table of the desk: Enter or a double click opens the record, Ctrl+C copies the selected rows for Excel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from views.desk.items import HEADS, WIDTHS, DueTable
from views.kit import theme
from views.kit.pills import PillDelegate

_KIND = 1  # as wide as its words, within limits
_WIDEST_KIND = 150
_SUBJECT = 2  # the column that takes what room is left
_NARROWEST = 200


class DeskTable(QTableView):
    opened = Signal(object)  # Line

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.table = DueTable(self)
        self.setModel(self.table)
        self.setItemDelegate(PillDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self._set_columns()
        self.table.modelReset.connect(self._fit)
        self.doubleClicked.connect(self._open)

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(theme.ROW_HEIGHT)
        header.setMinimumSectionSize(60)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        header.setStretchLastSection(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The subject takes what room is left, and never less than it needs to be read."""
        header = self.horizontalHeader()
        header.resizeSection(_KIND, min(max(WIDTHS[_KIND], self.sizeHintForColumn(_KIND)), _WIDEST_KIND))
        others = sum(width for column, width in enumerate(WIDTHS) if column not in (_KIND, _SUBJECT)) + header.sectionSize(_KIND)
        header.resizeSection(_SUBJECT, max(_NARROWEST, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows with their heads, as a spreadsheet takes them."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        lines = [
            HEADS,
            *(tuple(self.table.index(row, column).data() for column in range(len(HEADS))) for row in sorted(rows)),
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _open(self) -> None:
        if self.currentIndex().isValid():
            self.opened.emit(self.table.lines[self.currentIndex().row()])
