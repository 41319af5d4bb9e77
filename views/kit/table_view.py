"""The list of a register on screen: rows, pills, sorting by header, columns to choose, keyboard first."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from models.core import registers
from models.core.kinds import Choice
from models.core.registers import Field, Register, View
from resources.texts import _
from views.kit.asking import Asker
from views.kit.copying import Copier
from views.kit.memory import remember, remembered, remembered_numbers
from views.kit.paged_table import Index, PagedTable
from views.kit.pills import PillDelegate
from views.kit.shell import Shell

ROW_HEIGHT = 35
PADDING, ARROW = 20, 20
WIDEST_CHOICE = 150  # a column of choices makes room for its longest word up to here


class TableView(QTableView):
    """`chosen` follows the current row, `opened` is Enter or a double click; both carry the record's id."""

    chosen = Signal(int)
    opened = Signal(int)
    sorted_by = Signal(str, bool)  # field, descending

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._register = register
        self._current: int | None = None  # wanted to stay current, wherever it moves
        self._announced: int | None = None
        self._widths = remembered_numbers(f"{register.key}/widths")
        self._seeks = Asker(self, shell)
        self.table = PagedTable(shell, register, self)
        self._copier = Copier(shell, register, self)
        self._look()
        self.setModel(self.table)
        self.setItemDelegate(PillDelegate(self))
        self._restore_columns()
        self._connect()
        self._show_order()

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setFixedHeight(ROW_HEIGHT + 1)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._header_clicked)
        header.sectionResized.connect(self._width_changed)
        header.customContextMenuRequested.connect(self._choose_columns)
        self.doubleClicked.connect(self._open)
        self.table.loaded.connect(self._loaded)
        self.table.landed.connect(self._landed)
        self.table.modelReset.connect(self._show_order)

    # Records

    def show_view(self, view: View) -> None:
        self.table.show_view(view)
        self._show_order()

    def select(self, record_id: int) -> None:
        """Make a record the current one, wherever in the list it stands; nothing happens when the view lacks it."""
        self._current = record_id
        row = self.table.row_now(record_id)
        if row is not None:
            self._go_to(row)
            return
        view = self.table.view
        self._seeks.ask(lambda context: registers.position(context, self._register, view, record_id), self._go_to)

    def selected_ranges(self) -> list[tuple[int, int]]:
        """First and last row of each selected run, from the top; both inclusive."""
        chosen = self.selectionModel().selection()
        return sorted({(chosen.at(n).top(), chosen.at(n).bottom()) for n in range(chosen.count())})

    def copy(self) -> None:
        self._copier.copy(self.table.view, self.table.fields, self.selected_ranges())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self._announce(current.row())

    def _announce(self, row: int) -> None:
        record_id = self.table.record_at(row)
        self._announced = self._current = record_id
        if record_id is not None:
            self.chosen.emit(record_id)

    def _go_to(self, row: int | None) -> None:
        if row is None or row >= self.table.rowCount():
            return
        index = self.table.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _loaded(self, rows: int) -> None:
        if self._current is not None:
            self.select(self._current)

    def _landed(self, number: int) -> None:
        """The page of the current row came: only now it is known which record that is."""
        row = self.currentIndex().row()
        if row >= 0 and self.table.record_at(row) not in (None, self._announced):
            self._announce(row)

    def _open(self) -> None:
        record_id = self.table.record_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        if record_id is not None:
            self.opened.emit(record_id)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.table.rowCount() - 1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif plain and event.key() == Qt.Key.Key_Home and last >= 0:
            self._go_to(0)
        elif plain and event.key() == Qt.Key.Key_End and last >= 0:
            self._go_to(last)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters would read every page to find a row; the filter does that."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("打开"), self._open)
        menu.addAction(_("复制所选行（可贴入 Excel）"), self.copy).setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.exec(event.globalPos())

    # Order and columns

    def _header_clicked(self, section: int) -> None:
        field = self.table.fields[section]
        if field.sort:
            view = self.table.view
            again = field.name == (view.order or self._register.order)
            self.sorted_by.emit(field.name, again and not registers.runs_down(self._register, view))

    def _show_order(self) -> None:
        header, view = self.horizontalHeader(), self.table.view
        names = [field.name for field in self.table.fields]
        order = view.order or self._register.order
        header.setSortIndicatorShown(order in names)
        if order in names:
            direction = Qt.SortOrder.DescendingOrder if registers.runs_down(self._register, view) else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(names.index(order), direction)

    def _choose_columns(self, point: QPoint) -> None:
        self.columns_menu().exec(self.horizontalHeader().mapToGlobal(point))

    def columns_menu(self) -> QMenu:
        """A tick for each field of the register; the last shown one stays."""
        menu = QMenu(self)
        shown = self.columns()
        for field in self._register.fields:
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(field.name in shown)
            action.setEnabled(shown != [field.name])
            action.setData(field.name)
            action.toggled.connect(self._toggle_column)
        menu.addSeparator()
        menu.addAction(_("恢复默认列"), self.reset_columns)
        return menu

    def columns(self) -> list[str]:
        return [field.name for field in self.table.fields]

    def show_columns(self, names: list[str]) -> None:
        """Show these fields, in the order of the declaration; unknown names are left out."""
        fields = [field for field in self._register.fields if field.name in names]
        if fields:
            self.table.show_fields(fields)
            self._apply_widths()
            remember(f"{self._register.key}/columns", names)

    def reset_columns(self) -> None:
        self._widths = {}
        remember(f"{self._register.key}/widths", {})
        self.show_columns([field.name for field in self._register.shown])

    def _toggle_column(self, shown: bool) -> None:
        name = self.sender().data()  # type: ignore[attr-defined]
        kept = [column for column in self.columns() if column != name]
        self.show_columns([*kept, name] if shown else kept)

    def _restore_columns(self) -> None:
        kept = remembered(f"{self._register.key}/columns")
        if isinstance(kept, (list, tuple)) and set(kept) != set(self.columns()):
            self.show_columns(list(kept))
        self._apply_widths()

    def _apply_widths(self) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        for section, field in enumerate(self.table.fields):
            header.resizeSection(section, self._widths.get(field.name) or self._usual_width(field))
        header.blockSignals(False)

    def _usual_width(self, field: Field) -> int:
        """As declared, but with room for the header, its arrow, the words of a choice, and the ends of a pill."""
        ends = PADDING if field.tone else 0
        metrics = self.fontMetrics()
        header = metrics.horizontalAdvance(field.label) + PADDING + (ARROW if field.sort else 0)
        words = field.kind.options.values() if isinstance(field.kind, Choice) else ()
        choice = max((metrics.horizontalAdvance(word) for word in words), default=0) + PADDING
        return max(field.width + ends, header, min(choice, WIDEST_CHOICE) + ends)

    def _width_changed(self, section: int, _old: int, width: int) -> None:
        last = section == len(self.table.fields) - 1  # stretched, not chosen
        if not last and section < len(self.table.fields):
            self._widths[self.table.fields[section].name] = width
            remember(f"{self._register.key}/widths", dict(self._widths))
