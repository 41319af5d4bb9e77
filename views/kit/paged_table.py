"""A table of any length: it knows how many rows there are and reads only the pages that are looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from models.core import registers
from models.core.centre import Context
from models.core.kinds import Score, Whole
from models.core.paging import Page
from models.core.registers import Field, Register, View
from views.kit.asking import Asker
from views.kit.pills import TONE
from views.kit.shell import Shell

PAGE = 100
KEPT = 60  # pages held at once; the least recently shown is dropped first
AT_ONCE = 3  # pages read in one go; whoever drags the bar wants only those where he stops
WAITING = "…"
RECORD_ROLE = Qt.ItemDataRole.UserRole + 40
Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    text: str
    tone: str = ""


class Row(NamedTuple):
    record_id: int
    cells: dict[str, Cell]


def row_of(context: Context, register: Register, fields: Sequence[Field], record: Any) -> Row:
    """What the list shows of a record: masked texts, and tones where a field has one."""
    cells = {field.name: Cell(field.shown(context, record), field.tone(context, record) if field.tone else "") for field in fields}
    return Row(record.id, cells)


class PagedTable(QAbstractTableModel):
    """The rows of one view of a register. `loaded` comes with every fresh count, `landed` with every page."""

    loaded = Signal(int)
    landed = Signal(int)

    def __init__(self, shell: Shell, register: Register, parent: QObject | None = None):
        super().__init__(parent)
        self._register = register
        self.view = View(order=register.order, descending=register.descending)
        self.fields: tuple[Field, ...] = register.shown
        self._rows = 0
        self._marks: list[Page | None] = [None]
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._before: dict[int, list[Row]] = {}  # shown until the fresh page lands
        self._wanted: list[int] = []
        self._reading = False
        self._counts, self._jumps, self._reads = Asker(self, shell), Asker(self, shell), Asker(self, shell)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_wanted)

    def show_view(self, view: View) -> None:
        """Look at other records, or at the same in another order."""
        self.view = view
        self._before = {}
        self._ask_top()

    def refresh(self) -> None:
        """Something was written: drop what was read, keep showing it until the fresh pages are here."""
        self._before = dict(self._pages)
        self._ask_top()

    def show_fields(self, fields: Sequence[Field]) -> None:
        self.beginResetModel()
        self.fields = tuple(fields)
        self._pages.clear()
        self._before = {}
        self.endResetModel()

    def record_at(self, row: int) -> int | None:
        """The id of the record in a row; None while its page is not here."""
        found = self._row(row)
        return found.record_id if found else None

    def row_now(self, record_id: int) -> int | None:
        """The row of a record among the pages that are here."""
        for number, rows in self._pages.items():
            for line, row in enumerate(rows):
                if row.record_id == record_id:
                    return number * PAGE + line
        return None

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self.fields):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.fields[index.column()])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TONE, RECORD_ROLE):
            return None
        row = self._row(index.row())
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == RECORD_ROLE:
            return row.record_id
        cell = row.cells.get(self.fields[index.column()].name, Cell(""))
        return (cell.tone or None) if role == TONE else cell.text

    # Reading

    def _row(self, row: int) -> Row | None:
        number, line = divmod(row, PAGE)
        rows = self._pages.get(number)
        if rows is None:
            self._want(number)
            rows = self._before.get(number)
        else:
            self._pages.move_to_end(number)
        return rows[line] if rows and line < len(rows) else None

    def _want(self, number: int) -> None:
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        if not self._reading:
            self._soon.start()

    def _ask_top(self) -> None:
        register, view, fields = self._register, self.view, self.fields

        def top(context: Context) -> tuple[int, list[Row]]:
            records = registers.page(context, register, view, None, PAGE)
            number = len(records) if len(records) < PAGE else registers.count(context, register, view)
            return number, [row_of(context, register, fields, record) for record in records]

        self._jumps.forget()
        self._reads.forget()
        self._reading = False
        self._wanted.clear()
        self._counts.ask(top, self._top_landed)

    def _top_landed(self, answer: tuple[int, list[Row]]) -> None:
        rows, first = answer
        same = rows == self._rows and bool(self._before)
        if not same:
            self.beginResetModel()
        self._rows, self._marks = rows, [None]
        self._pages.clear()
        self._pages[0] = first
        if same:
            self._say_changed(0, rows)
        else:
            self.endResetModel()
        if rows > PAGE:
            self._ask_marks()
        self.loaded.emit(rows)

    def _ask_marks(self) -> None:
        register, view = self._register, self.view
        self._jumps.ask(lambda context: registers.page_marks(context, register, view, PAGE), self._marks_landed)

    def _marks_landed(self, found: list[Page | None]) -> None:
        self._marks = found
        self._read_wanted()

    def _read_wanted(self) -> None:
        reachable = [number for number in self._wanted if number < len(self._marks) and number not in self._pages]
        if self._reading or not reachable:
            return
        numbers = reachable[-AT_ONCE:]
        self._wanted.clear()
        register, view, fields, keys = self._register, self.view, self.fields, self._marks

        def read(context: Context) -> dict[int, list[Row]]:
            return {
                number: [
                    row_of(context, register, fields, record) for record in registers.page(context, register, view, keys[number], PAGE)
                ]
                for number in numbers
            }

        self._reading = True
        self._reads.ask(read, self._pages_landed)

    def _pages_landed(self, pages: dict[int, list[Row]]) -> None:
        self._reading = False
        for number, rows in pages.items():
            self._pages[number] = rows
            self._before.pop(number, None)
            self._say_changed(number * PAGE, len(rows))
            self.landed.emit(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        if self._wanted:
            self._read_wanted()

    def _say_changed(self, first: int, rows: int) -> None:
        last = min(first + rows, self._rows) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))


def alignment(field: Field) -> Qt.AlignmentFlag:
    """Numbers to the right, as in every ledger."""
    side = Qt.AlignmentFlag.AlignRight if isinstance(field.kind, (Whole, Score)) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
