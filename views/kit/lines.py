"""A short table of plain values: rows that were read whole, each column a heading, its words and its tone."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from views.kit.pills import TONE, PillDelegate

Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[Any], str]
_ROW = 34


def plain(_row: Any) -> str:
    """The tone of a column that has none."""
    return ""


class Lines(QAbstractTableModel):
    """Rows of plain values: each column is a heading, what it says, and its tone ("" for plain text)."""

    def __init__(self, columns: Sequence[tuple[str, Cell, Cell]], parent: QWidget):
        super().__init__(parent)
        self._columns = columns
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def touch(self, row: int) -> None:
        """A row says something else now."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        _head, told, tone = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return told(self.rows[index.row()])
        if role == TONE:
            return tone(self.rows[index.row()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


def table(model: Lines, name: str, widths: Sequence[int]) -> QTableView:
    """The table of a model; the last column takes what is left."""
    made = QTableView()
    made.setModel(model)
    made.setItemDelegate(PillDelegate(made))
    made.setAccessibleName(name)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows, heads = made.verticalHeader(), made.horizontalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(_ROW)
    heads.setStretchLastSection(True)
    heads.setHighlightSections(False)
    for at, width in enumerate(widths):
        made.setColumnWidth(at, width)
    return made
