"""The page of a register: what is in it, how it is filtered, the list and the record beside it."""

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from models.core.acts import COMMANDS
from models.core.registers import Register, View
from resources.texts import _
from views.kit.command_dialog import CommandDialog
from views.kit.detail_panel import DetailPanel
from views.kit.exporting import ExportDialog
from views.kit.filter_bar import FilterBar
from views.kit.memory import remember, remembered
from views.kit.parts import button, card, label
from views.kit.printing import PrintMenu
from views.kit.shell import Shell
from views.kit.table_view import TableView
from views.kit.theme import mark

DETAIL_WIDTH = 400


class RegisterPage(QWidget):
    """One register on screen. The window calls `refresh` when something was written, `select` to show a record."""

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self.register = shell, register
        mark(self, kind="page")
        self.bar = FilterBar(shell, register)
        self.table = TableView(shell, register)
        self.detail = DetailPanel(shell, register)
        self._build()
        self._connect()
        self.bar.columns = self.table.columns()
        self.table.show_view(self.bar.view)

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addLayout(self._head())
        lines.addWidget(self.bar)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._list())
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([2 * DETAIL_WIDTH, DETAIL_WIDTH])
        kept = remembered(f"{self.register.key}/splitter")
        if isinstance(kept, QByteArray):
            self._splitter.restoreState(kept)
        lines.addWidget(self._splitter, 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self._count = label("", "muted")
        line.addWidget(label(self.register.title, "title"))
        line.addSpacing(10)
        line.addWidget(self._count)
        line.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        if self.register.intake is not None and self._allowed(self.register.intake().command):
            self.buttons["import"] = button(_("导入…"), self.start_import)
        self.buttons["export"] = button(_("导出 Excel"), self.start_export)
        self._print = PrintMenu(self._shell, self.register, self.register.list_forms)
        if self.register.list_forms:
            self.buttons["print"] = self._print
        else:
            self._print.setParent(self)
            self._print.hide()
        for name in self.register.create:
            if self._allowed(name):
                kind = "" if any(one in self.buttons for one in self.register.create) else "primary"
                self.buttons[name] = button(_("{title}…").format(title=COMMANDS[name].title), self._create_clicked, kind)
                self.buttons[name].setProperty("command", name)
        for made in self.buttons.values():
            line.addWidget(made)
        return line

    def _list(self) -> QWidget:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._empty = card()
        column = QVBoxLayout(self._empty)
        column.setSpacing(8)
        self._empty_title, self._empty_advice = label("", "heading"), label("", "muted", wrap=True)
        self._empty_advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_button = button(_("清除筛选"), self.bar.clear)
        column.addStretch(2)
        column.addWidget(self._empty_title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._empty_advice)
        column.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._stack.addWidget(self._empty)
        return holder

    def _connect(self) -> None:
        self.bar.changed.connect(self._show_view)
        self.bar.columns_wanted.connect(self.table.show_columns)
        self.table.sorted_by.connect(self.bar.sort)
        self.table.chosen.connect(self.detail.show_record)
        self.table.opened.connect(self._enter_detail)
        self.table.table.loaded.connect(self._counted)
        self.table.table.modelReset.connect(self._columns_changed)
        self._splitter.splitterMoved.connect(self._keep_splitter)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.bar.text.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys go to the list at once."""
        super().showEvent(event)
        self.table.setFocus()

    # What the window asks

    def refresh(self) -> None:
        """Something was written: take a fresh look at list and record; the chosen record stays."""
        self.table.table.refresh()
        self.detail.reload()

    def select(self, record_id: int) -> None:
        """Show a record. Filters that might hide it are taken away."""
        if self.bar.filters():
            self.bar.clear()
        self.table.select(record_id)
        self.detail.show_record(record_id)

    def show_view(self, view: View) -> None:
        """Show these filters, whatever was shown before."""
        self.bar.show_view(view)
        self._show_view(view)

    def preview(self, form_id: str) -> None:
        """Show a form of the list before it is printed, of the records now shown."""
        self._print.preview(form_id)

    # Inside

    def _allowed(self, command: str) -> bool:
        return bool(self._shell.centre.actor.roles & COMMANDS[command].roles)

    def _show_view(self, view: View) -> None:
        self._print.view = view
        self.table.show_view(view)

    def _columns_changed(self) -> None:
        self.bar.columns = self.table.columns()

    def _keep_splitter(self) -> None:
        remember(f"{self.register.key}/splitter", self._splitter.saveState())

    def _counted(self, rows: int) -> None:
        filtered = self.bar.filters()
        words = _("符合条件 {n} 条") if filtered else _("共 {n} 条")
        self._count.setText(words.format(n=f"{rows:,}"))
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows:
            return
        self.detail.show_nothing()
        self._empty_button.setVisible(filtered)
        self._empty_title.setText(_("没有符合条件的记录") if filtered else _("还没有记录"))
        self._empty_advice.setText(_("换一个词，或清除筛选") if filtered else self._how_to_begin())

    def _how_to_begin(self) -> str:
        ways = []
        if "import" in self.buttons:
            ways.append(_("用“导入…”把现有的工作簿放进来"))
        first = next((name for name in self.register.create if name in self.buttons), None)
        if first:
            ways.append(_("点“{title}…”登记第一条").format(title=COMMANDS[first].title))
        return _("，或").join(ways) or _("有了记录，会列在这里")

    def _enter_detail(self, record_id: int) -> None:
        """Enter in the list: on to the first thing that can be done."""
        buttons = self.detail.act_buttons()
        (buttons[0] if buttons else self.detail).setFocus()

    # Buttons

    def _create_clicked(self) -> None:
        self.start_create(self.sender().property("command"))

    def start_create(self, name: str) -> CommandDialog:
        dialog = CommandDialog(self._shell, name, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._created)
        dialog.open()
        return dialog

    def _created(self) -> None:
        """Show what was made: here, or in the register that holds it (an application is not yet an assessor)."""
        place = self.sender().place_made(self.register.key)  # type: ignore[attr-defined]
        if place is not None and place[0] == self.register.key:
            self.select(place[1])
        elif place is not None:
            self._shell.open(*place)

    def start_export(self) -> None:
        dialog = ExportDialog(self._shell, self.register, self.bar.view, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def start_import(self, path: Path | None = None) -> QWidget:
        from views.kit.import_wizard import ImportWizard

        wizard = ImportWizard(self._shell, self.register, self.window())
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.open()
        if path:
            wizard.take_file(path)
        return wizard
