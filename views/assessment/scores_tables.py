"""The two tables of score entry: the sheet as it is typed, and the scores two people typed differently."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from resources.texts import _
from views.assessment.scores_seen import Difference, Row
from views.kit.pills import TONE, PillDelegate

Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[Any], str]
_ROW = 34
_STATES = {
    "typed": (_("已录入"), "plain"),
    "counts": (_("已核定"), "good"),
    "others": (_("两人已录"), "plain"),
    "waits": (_("待保存"), "caution"),
}


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


def _plain(_row: Any) -> str:
    return ""


def sheet_lines(waiting: Mapping[str, str], parent: QWidget) -> Lines:
    """The sheet; `waiting` is what was typed and is not saved yet, by key of the row."""

    def state(row: Row) -> tuple[str, str]:
        return _STATES.get("waits" if row.key in waiting else row.state, ("", ""))

    return Lines((
        (_("准考证号"), lambda row: row.ticket, _plain), (_("姓名"), lambda row: row.name, _plain),
        (_("本次录入"), lambda row: waiting.get(row.key, row.typed), _plain),
        (_("状态"), lambda row: state(row)[0], lambda row: state(row)[1]),
    ), parent)  # fmt: skip


def difference_lines(parent: QWidget) -> Lines:
    def decided(row: Difference) -> str:
        return f"{row.decided} {row.by}".strip() if row.decided else _("待裁定")

    return Lines((
        (_("准考证号"), lambda row: row.ticket, _plain), (_("姓名"), lambda row: row.name, _plain),
        (_("第一次"), lambda row: row.first, _plain), (_("第二次"), lambda row: row.second, _plain),
        (_("核定"), decided, lambda row: "good" if row.decided else "danger"),
    ), parent)  # fmt: skip


def table(model: Lines, name: str, widths: Sequence[int]) -> QTableView:
    """One of the tables; the last column takes what is left."""
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
