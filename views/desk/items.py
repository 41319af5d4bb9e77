"""The due items as the desk shows them: read once in a job, sorted into four drawers, listed as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.core.centre import Context
from models.core.due import LATER, OVERDUE, SOON, TODAY, DueItem, due_items, how_long
from models.core.roles import NAMES
from resources.texts import _
from views.kit.pills import TONE

STATES = (OVERDUE, TODAY, SOON, LATER)
TONES = {OVERDUE: "danger", TODAY: "caution", SOON: "good", LATER: "plain"}
HEADS = (_("期限"), _("类别"), _("事项"), _("要求"), _("负责"), _("依据"))
WIDTHS = (140, 90, 300, 230, 90, 200)
_KINDS_NAMED = 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Reading:
    """What one look at the centre found. clauses: rule id → its clause, as cited on screen."""

    today: date
    items: list[DueItem]
    clauses: dict[str, str]

    def of(self, state: str) -> list[DueItem]:
        return [item for item in self.items if item.state(self.today) == state]


def read(context: Context) -> Reading:
    items = due_items(context)
    return Reading(context.today, items, {rule: context.rules[rule].clause for rule in {item.rule for item in items}})


def summary(reading: Reading, state: str) -> str:
    """The line under a number: how long the oldest has been overdue; else which kinds, the most frequent first."""
    items = reading.of(state)
    if not items:
        return _("没有")
    if state == OVERDUE:
        return _("最久 {n} 天").format(n=max((reading.today - item.due).days for item in items))
    kinds = Counter(item.kind for item in items).most_common(_KINDS_NAMED)
    return " · ".join(f"{kind} {count}" for kind, count in kinds)


class DueTable(QAbstractTableModel):
    """The items of the drawers that are open, in their order of urgency."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._today = date.min
        self._clauses: dict[str, str] = {}
        self.items: Sequence[DueItem] = ()

    def show_items(self, reading: Reading, state: str) -> None:
        """state: only this drawer; "" all."""
        self.beginResetModel()
        self._today, self._clauses = reading.today, reading.clauses
        self.items = reading.of(state) if state else reading.items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item) if index.column() == 0 else self._text(item, index.column())
        if role == TONE and index.column() == 0:
            return TONES[item.state(self._today)]
        return None

    def _text(self, item: DueItem, column: int) -> str:
        if column == 0:
            return how_long(item, self._today) + (_("（暂定）") if item.provisional else "")
        clause = self._clauses.get(item.rule, "")
        return (item.kind, item.title, item.requirement, NAMES.get(item.role, item.role), clause)[column - 1]

    def _tip(self, item: DueItem) -> str:
        words = _("{day} 到期 · 规则 {rule}").format(day=item.due.isoformat(), rule=item.rule)
        return words + (_("\n该年度工作日历尚未载入，日期为暂定") if item.provisional else "")
