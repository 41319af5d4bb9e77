"""权限表: who may do what and from which clause, with the acts and registers that ask each row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from models.core.centre import Context
from models.core.matrix import Cell, Line, lines, matching
from models.core.roles import NAMES, ROLES
from resources.texts import _
from views.kit.asking import Asker, once
from views.kit.lines import Column, Lines, table
from views.kit.parts import button, clear, label
from views.kit.shell import Shell
from views.kit.theme import mark

if TYPE_CHECKING:
    from reports.forms import Rendered

_SHORT = {
    "DIR": _("主任"),
    "GEN": _("综合"),
    "ARC": _("档案"),
    "EXM": _("考务"),
    "SUP": _("督导"),
    "QBK": _("题库"),
    "FIN": _("财务"),
    "ADM": _("账号"),
}
_ROW_WIDTH, _ACTION_WIDTH, _CELL_WIDTH, _LIST, _SIDE = 40, 196, 60, 734, 298
_TONES = {"A": "caution", "C": "good", "V": "plain", "R": "plain", "O": "plain"}


def matrix_lines(parent: QWidget) -> Lines:
    """Rows of the matrix; each role's cell is a pill with the word of its letter."""

    def of_role(at: int, role: str) -> Column:
        def words(line: Line) -> str:
            return line.cells[at].words if line.cells[at].letter else ""

        return Column(_SHORT[role], words, lambda line: _TONES.get(line.cells[at].letter, ""), lambda line: told(line.cells[at]), NAMES[role])

    first = Column(_("行"), lambda line: str(line.row)), Column(_("事项"), lambda line: line.action, tip=lambda line: line.action)
    return Lines((*first, *(of_role(at, role) for at, role in enumerate(ROLES))), parent)


def told(cell: Cell) -> str:
    """One cell in words: 考务 办理（只登记） 湖南 考务管理岗职责 9."""
    note = _("（{note}）").format(note=cell.note) if cell.note else ""
    return f"{cell.name} {cell.words}{note}　{cell.clause}".rstrip()


class MatrixPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._asker = shell, Asker(self, shell)
        self._all: Sequence[Line] = ()
        self.text, self.role, self.group = QLineEdit(), QComboBox(), QComboBox()
        self.count = label("", "muted")
        self.table = matrix_lines(self)
        self.list = table(self.table, _("权限表"), (_ROW_WIDTH, _ACTION_WIDTH, *(_CELL_WIDTH for _role in ROLES)), stretch=False)
        self.card = QFrame()
        self._build()
        for changed in (self.text.textChanged, self.role.currentIndexChanged, self.group.currentIndexChanged):
            changed.connect(self._filter)
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        self.refresh()

    def _build(self) -> None:
        self.text.setPlaceholderText(_("事项、条款、操作…"))
        self.text.setFixedWidth(220)
        self.role.addItem(_("岗位：全部"), "")
        for role, name in NAMES.items():
            self.role.addItem(name, role)
        self.group.addItem(_("类别：全部"), "")
        filters = QHBoxLayout()
        filters.setSpacing(12)
        for part in (self.text, self.role, self.group):
            filters.addWidget(part)
        filters.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(label(_("权限表"), "title"))
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(button(_("打印权限表"), self._print))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(12)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self._side())
        both.setStretchFactor(0, 1)
        both.setSizes([_LIST, _SIDE])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(both, 1)

    def _side(self) -> QFrame:
        mark(self.card, kind="card")
        inside = QWidget()
        mark(inside, kind="clear")
        self._facts = QVBoxLayout(inside)
        self._facts.setContentsMargins(16, 14, 16, 14)
        self._facts.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        return self.card

    # what the window asks

    def refresh(self) -> None:
        self._asker.ask(_read, self._show)

    # inside

    def _show(self, read: Sequence[Line]) -> None:
        self._all = read
        if self.group.count() == 1:
            for group in dict.fromkeys(line.group for line in read):
                self.group.addItem(group, group)
        self._filter()

    def _filter(self) -> None:
        shown = self.current()
        kept = matching(self._all, self.text.text(), self.role.currentData(), self.group.currentData())
        self.table.show(kept)
        self.count.setText(_("共 {n} 行").format(n=len(kept)))
        if kept:
            self.list.selectRow(next((place for place, line in enumerate(kept) if shown and line.row == shown.row), 0))
        self._show_current()

    def current(self) -> Line | None:
        """The row on show; None where none is."""
        place = self.list.currentIndex().row()
        return self.table.rows[place] if 0 <= place < len(self.table.rows) else None

    def _show_current(self) -> None:
        clear(self._facts)
        line = self.current()
        if line is None:
            self._facts.addWidget(label(_("在左侧选择一行"), "muted"))
            self._facts.addStretch(1)
            return
        self._facts.addWidget(
            label(_("第 {row} 行　{action}").format(row=line.row, action=line.action), "heading", wrap=True, selectable=True)
        )
        for cell in line.cells:
            if cell.letter or cell.note:
                note = _("（{note}）").format(note=cell.note) if cell.note else ""
                self._facts.addWidget(label(f"{cell.name}　{cell.words}{note}", wrap=True, selectable=True))
                self._facts.addWidget(label(cell.clause or _("无条款"), "muted", wrap=True, selectable=True))
        self._listed(_("按这一行核对的操作"), [f"{title}　{name}" for name, title in line.commands])
        self._listed(_("按这一行查看的登记簿"), list(line.registers))
        self._facts.addStretch(1)

    def _listed(self, title: str, told_lines: list[str]) -> None:
        self._facts.addWidget(label(title, "section"))
        for text in told_lines or [_("尚无")]:
            self._facts.addWidget(label(text, "muted" if not told_lines else "", wrap=True, selectable=True))

    def _print(self) -> None:
        from reports.forms import render_list

        self._asker.run(once(lambda: render_list(self.shell.centre, "MATRIX")), self._preview, _("准备预览"))

    def _preview(self, printed: "Rendered") -> None:
        from views.kit.print_preview import PreviewDialog

        PreviewDialog(self.shell, printed.title, printed.pdf, self.window()).open()


def _read(context: Context) -> list[Line]:
    return lines(context.rules.profile)
