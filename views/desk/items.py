"""What one look at the centre finds, ready for the desk: read in a job, sorted into drawers, each thing as one line."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import LATER, OVERDUE, SOON, TODAY, WEEK, DueItem, due_items, how_long, incomplete_counts
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


class Lines(Sequence[Line]):
    """The lines of due items and of what is incomplete. Thousands are counted, a screenful is read: each is worded when it
    is asked for."""

    def __init__(self, today: date, clauses: Mapping[str, str], items: Sequence[DueItem], lacking: Sequence[Line]):
        self.items, self.lacking = items, lacking
        self._today, self._clauses = today, clauses

    def __len__(self) -> int:
        return len(self.items) + len(self.lacking)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        at = range(len(self))[at]
        return self._dated(self.items[at]) if at < len(self.items) else self.lacking[at - len(self.items)]

    def within(self, low: int, high: int, lacking: Sequence[Line] = ()) -> "Lines":
        return Lines(self._today, self._clauses, self.items[low:high], lacking)

    def _dated(self, item: DueItem) -> Line:
        pill = how_long(item, self._today) + (_("（暂定）") if item.provisional else "")
        tip = _("{day} 到期 · 规则 {rule}").format(day=item.due.isoformat(), rule=item.rule)
        if item.provisional:
            tip += "\n" + _("该年度工作日历尚未载入，日期为暂定")
        cells = (pill, item.kind, item.title, item.requirement, NAMES.get(item.role, item.role), self._clauses[item.rule])
        return Line(item.state(self._today), cells, tip, item.register, item.record_id)


@dataclass(frozen=True)
class Reading:
    """lines: all of them, the most urgent first, then what is incomplete."""

    today: date
    items: list[DueItem]
    lines: Lines

    def of(self, drawer: str) -> Lines:
        """The lines of one drawer: items are in the order of their days, so a drawer is a stretch of them."""
        if drawer == LACKING:
            return self.lines.within(0, 0, self.lines.lacking)
        tomorrow, next_week = self.today + DAY, self.today + timedelta(days=WEEK + 1)
        borders = {OVERDUE: (date.min, self.today), TODAY: (self.today, tomorrow), SOON: (tomorrow, next_week), LATER: (next_week, date.max)}
        low, high = (bisect_left(self.items, day, key=attrgetter("due")) for day in borders[drawer])
        return self.lines.within(low, len(self.items) if drawer == LATER else high)

    def number(self, drawer: str) -> int:
        found = self.of(drawer)
        return len(found.items) + sum(line.count for line in found.lacking)


def read(context: Context) -> Reading:
    """All that is due for this person, most urgent first, then what is incomplete."""
    items = due_items(context)
    clauses = {rule: context.rules[rule].clause for rule in {item.rule for item in items}}
    lacking = [_incomplete(register, count) for register, count in incomplete_counts(context).items()]
    return Reading(context.today, items, Lines(context.today, clauses, items, lacking))


def _incomplete(register: str, count: int) -> Line:
    title = REGISTERS[register].title
    cells = (_("资料不完整"), title, _("{n} 条记录缺少资料").format(n=count), _("补齐所缺的资料"), "", "")
    return Line(LACKING, cells, _("打开后列出这些记录"), register, None, count)


def summary(reading: Reading, drawer: str) -> str:
    """The line under a number: how long the oldest has been overdue; else which kinds, the most frequent first."""
    found = reading.of(drawer)
    if not found:
        return _("没有")
    if drawer == OVERDUE:
        return _("最久 {n} 天").format(n=(reading.today - found.items[0].due).days)
    kinds = Counter(item.kind for item in found.items) + Counter({line.cells[1]: line.count for line in found.lacking})
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
