"""What one look at the centre finds, ready for the desk: read in a job, sorted into drawers, each thing as one line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.core.centre import Context
from models.core.due import LATER, OVERDUE, SOON, TODAY, DueItem, due_items, how_long, incomplete_counts
from models.core.registers import REGISTERS
from models.core.roles import NAMES
from resources.texts import _
from views.kit.pills import TONE

LACKING = "lacking"  # the drawer of what has no date: records that lack something
TONES = {OVERDUE: "danger", TODAY: "caution", SOON: "good", LATER: "plain", LACKING: "caution"}
HEADS = (_("期限"), _("类别"), _("事项"), _("要求"), _("负责"), _("依据"))
WIDTHS = (140, 90, 300, 230, 90, 200)
_KINDS_NAMED = 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One row of the desk. record: None stands for all incomplete records of the register, `count` of them."""

    drawer: str
    cells: tuple[str, ...]
    tip: str
    register: str
    record: int | None
    count: int = 1


@dataclass(frozen=True)
class Reading:
    today: date
    items: list[DueItem]
    lines: list[Line]

    def of(self, drawer: str) -> list[Line]:
        return [line for line in self.lines if line.drawer == drawer]

    def number(self, drawer: str) -> int:
        return sum(line.count for line in self.of(drawer))


def read(context: Context) -> Reading:
    """All that is due for this person, most urgent first, then what is incomplete."""
    items = due_items(context)
    lines = [_dated(context, item) for item in items]
    lines += [_incomplete(register, count) for register, count in incomplete_counts(context).items()]
    return Reading(context.today, items, lines)


def _dated(context: Context, item: DueItem) -> Line:
    state = item.state(context.today)
    pill = how_long(item, context.today) + (_("（暂定）") if item.provisional else "")
    clause = context.rules[item.rule].clause
    tip = _("{day} 到期 · 规则 {rule}").format(day=item.due.isoformat(), rule=item.rule)
    if item.provisional:
        tip += "\n" + _("该年度工作日历尚未载入，日期为暂定")
    cells = (pill, item.kind, item.title, item.requirement, NAMES.get(item.role, item.role), clause)
    return Line(state, cells, tip, item.register, item.record_id)


def _incomplete(register: str, count: int) -> Line:
    title = REGISTERS[register].title
    cells = (_("资料不完整"), title, _("{n} 条记录缺少资料").format(n=count), _("补齐所缺的资料"), "", "")
    return Line(LACKING, cells, _("打开后列出这些记录"), register, None, count)


def summary(reading: Reading, drawer: str) -> str:
    """The line under a number: how long the oldest has been overdue; else which kinds, the most frequent first."""
    lines = reading.of(drawer)
    if not lines:
        return _("没有")
    if drawer == OVERDUE:
        return _("最久 {n} 天").format(n=max((reading.today - item.due).days for item in reading.items))
    kinds = Counter[str]()
    for line in lines:
        kinds[line.cells[1]] += line.count
    return " · ".join(f"{kind} {count}" for kind, count in kinds.most_common(_KINDS_NAMED))


class DueTable(QAbstractTableModel):
    """The lines of the open drawer, or of all."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tip if column == 0 else line.cells[column]
        if role == TONE and column == 0:
            return TONES[line.drawer]
        return None
