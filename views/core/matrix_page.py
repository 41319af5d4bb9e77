"""权限表: who may do what and from which clause, with the acts and registers that ask each row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.core.centre import Context
from models.core.matrix import Cell, Line, lines, matching
from models.core.roles import NAMES, ROLES
from resources.texts import _
from views.kit import theme
from views.kit.asking import Asker, once
from views.kit.parts import button, clear, label
from views.kit.pills import TONE, PillDelegate
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
_HEADS = (_("行"), _("事项"), *(_SHORT[role] for role in ROLES))
_ROW_WIDTH, _ACTION_WIDTH, _CELL_WIDTH, _LIST, _SIDE = 40, 196, 60, 734, 298
_TONES = {"A": "caution", "C": "good", "V": "plain", "R": "plain", "O": "plain"}
Index = QModelIndex | QPersistentModelIndex


class MatrixTable(QAbstractTableModel):
    """Rows of the matrix; each role's cell is a pill with the word of its letter."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, shown: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = shown
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole and section > 1:
            return NAMES[ROLES[section - 2]]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        cell = line.cells[column - 2] if column > 1 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(line.row), line.action)[column] if cell is None else cell.words if cell.letter else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.action if cell is None else told(cell)
        if role == TONE and cell is not None:
            return _TONES.get(cell.letter, "")
        return None


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
        self.list, self.table = QTableView(), MatrixTable(self)
        self.card = QFrame()
        self._dress_list()
        self._build()
        for changed in (self.text.textChanged, self.role.currentIndexChanged, self.group.currentIndexChanged):
            changed.connect(self._filter)
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        self.refresh()

    def _dress_list(self) -> None:
        self.list.setModel(self.table)
        self.list.setItemDelegate(PillDelegate(self.list))
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.list.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT - 1)
        header = self.list.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(theme.ROW_HEIGHT)
        for column, width in enumerate((_ROW_WIDTH, _ACTION_WIDTH, *(_CELL_WIDTH for _role in ROLES))):
            header.resizeSection(column, width)

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
        self.table.show_lines(kept)
        self.count.setText(_("共 {n} 行").format(n=len(kept)))
        if kept:
            self.list.selectRow(next((place for place, line in enumerate(kept) if shown and line.row == shown.row), 0))
        self._show_current()

    def current(self) -> Line | None:
        """The row on show; None where none is."""
        place = self.list.currentIndex().row()
        return self.table.lines[place] if 0 <= place < len(self.table.lines) else None

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
