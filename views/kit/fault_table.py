"""What is wrong in a workbook, row by row: place, what was found, what is expected, and the rule's sentence."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.core.findings import Severity
from models.core.intake import RowFault
from resources.texts import _
from views.kit.pills import TONE, PillDelegate

Index = QModelIndex | QPersistentModelIndex
WIDTHS = (84, 96, 60, 110, 150, 200, 320)


class FaultModel(QAbstractTableModel):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._heads = (_("处理"), _("工作表"), _("行"), _("列"), _("填写"), _("应为"), _("依据"))
        self._faults: Sequence[RowFault] = ()

    def show_faults(self, faults: Sequence[RowFault]) -> None:
        self.beginResetModel()
        self._faults = faults
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._faults)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        fault = self._faults[index.row()]
        rejected = fault.severity is Severity.BLOCK
        if role == TONE and index.column() == 0:
            return "danger" if rejected else "caution"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        verdict, because = _("退回") if rejected else _("待说明"), f"{fault.text} {fault.clause} · {fault.rule}"
        cells = (verdict, fault.sheet, str(fault.row), fault.column, fault.found, fault.expected, because)
        return cells[index.column()]


class FaultTable(QTableView):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.faults = FaultModel(self)
        self.setModel(self.faults)
        self.setItemDelegate(PillDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(34)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
