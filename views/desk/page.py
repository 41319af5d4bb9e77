"""今日工作台: what is late, what is due today and soon; from here into the record. Read in a job, never stored."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from models.core.acts import COMMANDS
from models.core.due import OVERDUE, SOON, TODAY, WEEK, DueItem
from models.core.progress import Progress, Work
from models.core.registers import REGISTERS, Register
from resources.texts import _
from views.desk.items import LACKING, TONES, Line, Reading, read, summary
from views.desk.stat import Stat
from views.desk.table import DeskTable
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

DRAWERS = {OVERDUE: _("逾期"), TODAY: _("今日到期"), SOON: _("七日内到期"), LACKING: _("资料不完整")}


class DeskPage(QWidget):
    """`read` carries the due items of each fresh look, `create_asked` a register and the command that starts a record,
    `incomplete_asked` a register whose incomplete records are wanted."""

    read = Signal(object)
    create_asked = Signal(str, str)
    incomplete_asked = Signal(str)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._reading: Reading | None = None
        self._state = ""
        self._reads, self._papers = Asker(self, shell), Asker(self, shell)
        self.stats = {state: Stat(title, state) for state, title in DRAWERS.items()}
        self.table = DeskTable()
        self.table.opened.connect(self._open)
        self._build()
        self.refresh()

    def _build(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for stat in self.stats.values():
            stat.clicked.connect(self._choose_drawer)
            numbers.addWidget(stat, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addLayout(numbers)
        column.addWidget(self._list(), 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(_("今日工作台"), "title"))
        row.addStretch(1)
        self.export_button = button(_("导出本周待办"), self.export)
        row.addWidget(self.export_button)
        self.begin_button = QPushButton(_("登记…"))
        self.begin_button.setMenu(self._begin_menu())
        self.begin_button.setVisible(bool(self.begin_button.menu().actions()))
        mark(self.begin_button, kind="primary")
        row.addWidget(self.begin_button)
        return row

    def _begin_menu(self) -> QMenu:
        """What this person may start, register by register."""
        menu = QMenu(self)
        for register, command in startable(self._shell.centre.actor.roles):
            action = menu.addAction(COMMANDS[command].title)
            action.setData((register.key, command))
            action.triggered.connect(self._begin)
        return menu

    def _list(self) -> QWidget:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        empty = card()
        self._empty_title, self._empty_words = label("", "heading"), label("", "muted", wrap=True)
        column = QVBoxLayout(empty)
        column.addStretch(2)
        for part in (self._empty_title, self._empty_words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)
        self._stack.addWidget(empty)
        return holder

    # reading

    def refresh(self) -> None:
        """Take a fresh look; what is shown stays until it has come."""
        self._reads.ask(read, self._show)

    def _show(self, reading: Reading) -> None:
        self._reading = reading
        for drawer, stat in self.stats.items():
            number = reading.number(drawer)
            tone = TONES[drawer] if number and drawer in (OVERDUE, TODAY) else "good" if drawer == OVERDUE else ""
            stat.show_number(number, tone, summary(reading, drawer))
        self._show_list()
        self.read.emit(reading.items)

    def _show_list(self) -> None:
        if self._reading is None:
            return
        lines = self._reading.of(self._state) if self._state else self._reading.lines
        self.table.table.show_lines(lines)
        if lines:
            self.table.selectRow(0)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.export_button.setEnabled(bool(self._week()))
        none = not self._reading.lines
        drawer = DRAWERS.get(self._state, "")
        self._empty_title.setText(_("没有到期事项") if none else _("“{drawer}”没有事项").format(drawer=drawer))
        advice = _("登记或导入记录后，到期的事项会自动列在这里")
        self._empty_words.setText(advice if none else _("再点一次上方的数字，显示全部"))

    def empty_texts(self) -> tuple[str, str]:
        """What stands in place of an empty list."""
        return self._empty_title.text(), self._empty_words.text()

    def _choose_drawer(self) -> None:
        chosen = self.sender().property("state")
        self._state = "" if chosen == self._state else chosen
        for state, stat in self.stats.items():
            stat.setChecked(state == self._state)
        self._show_list()

    # acting

    def _open(self, line: Line) -> None:
        if line.record is None:
            self.incomplete_asked.emit(line.register)
        else:
            self._shell.open(line.register, line.record)

    def _begin(self) -> None:
        self.create_asked.emit(*self.sender().data())  # type: ignore[attr-defined]

    def _week(self) -> list[DueItem]:
        """What is late or falls within a week."""
        if self._reading is None:
            return []
        last = self._reading.today + timedelta(days=WEEK)
        return [item for item in self._reading.items if item.due <= last]

    def export(self) -> None:
        """The list of the week on paper."""
        self._papers.run(self._on_paper(self._week()), self._show_paper, _("导出本周待办"))

    def _on_paper(self, items: list[DueItem]) -> Work[bytes]:
        from reports.core.due import desk_pdf

        yield Progress(0)
        with self._shell.centre.reading() as context:
            return desk_pdf(context, items)

    def _show_paper(self, pdf: bytes) -> None:
        from views.kit.print_preview import PreviewDialog

        PreviewDialog(self._shell, _("本周待办"), pdf, self.window()).open()


def startable(roles: frozenset[str]) -> list[tuple[Register, str]]:
    """The commands with which these roles may start a record, each once, with the first register that offers it."""
    found: dict[str, Register] = {}
    for register in REGISTERS.values():
        for name in register.create if register.who_reads & roles else ():
            if COMMANDS[name].roles & roles:
                found.setdefault(name, register)
    return [(register, name) for name, register in found.items()]
