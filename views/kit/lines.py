"""A table of plain values: rows that were read whole, each column a heading with its words, tone and tip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from views.kit import theme
from views.kit.pills import TONE, PillDelegate

Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[Any], str]


def plain(_row: Any) -> str:
    """The tone of a column that has none."""
    return ""


@dataclass(frozen=True)
class Column:
    """What a column says of a row; tone: of the pill around it ("" for plain text); tip: of a cell; about: of the heading."""

    head: str
    words: Cell
    tone: Cell = plain
    tip: Cell = plain
    about: str = ""


class Lines(QAbstractTableModel):
    """Rows of plain values."""

    def __init__(self, columns: Sequence[Column], parent: QWidget):
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
        column = self._columns[index.column()]
        told = {Qt.ItemDataRole.DisplayRole: column.words, TONE: column.tone, Qt.ItemDataRole.ToolTipRole: column.tip}.get(role)
        return told(self.rows[index.row()]) if told else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self._columns[section].about
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


def table(model: Lines, name: str, widths: Sequence[int], stretch: bool = True) -> QTableView:
    """The table of a model; the last column takes what is left, unless told not to."""
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
    rows.setDefaultSectionSize(theme.ROW_HEIGHT - 1)
    heads.setFixedHeight(theme.ROW_HEIGHT)
    heads.setStretchLastSection(stretch)
    heads.setHighlightSections(False)
    for at, width in enumerate(widths):
        made.setColumnWidth(at, width)
    return made
