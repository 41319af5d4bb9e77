"""法规库: the regulation texts the centre has loaded, cut into clauses; search, and open a clause by its citation."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models.core.centre import Context
from resources.texts import _
from views.core.library import LOAD, Entry, Shelf, look, regulation_of
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

_ENTRY = Qt.ItemDataRole.UserRole
_LIST = 460
_PAUSE_MS = 200  # after the last key, before the search


class RegulationsPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._asker = shell, Asker(self, shell)
        self._wanted = 0
        self.book, self.words, self.list = QComboBox(), QLineEdit(), QListWidget()
        self.count = label("", "muted")
        self.load = button(_("载入法规文本…"), self._ask_file, "primary")
        self._where, self._label = (
            label("", "muted", wrap=True, selectable=True),
            label("", "heading", wrap=True, selectable=True),
        )
        self.text = label("", wrap=True, selectable=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.words.setPlaceholderText(_("条款中的词，或引用如“考评人员管理办法 第十六条”…"))
        self.words.setClearButtonEnabled(True)
        self.book.setMinimumWidth(240)
        self.book.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head, search = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(_("法规库"), "title"))
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.load)
        search.setSpacing(12)
        search.addWidget(self.book, 1)
        search.addWidget(self.words, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(search)
        column.addWidget(self._body(), 1)

    def _body(self) -> QWidget:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(12)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self._reading())
        both.setSizes([_LIST, _LIST])
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(both)
        self._empty_title, self._empty_words = label("", "heading"), label("", "muted")
        empty = card()
        column = QVBoxLayout(empty)
        column.addStretch(2)
        for part in (self._empty_title, self._empty_words):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._stack.addWidget(empty)
        return holder

    def _reading(self) -> QFrame:
        inside = QWidget()
        mark(inside, kind="clear")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(18, 16, 18, 16)
        lines.setSpacing(10)
        for part in (self._where, self._label, self.text):
            lines.addWidget(part)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        return frame

    def _connect(self) -> None:
        self._pause.timeout.connect(self.refresh)
        self.words.textChanged.connect(self._typed)
        self.book.activated.connect(self._turned)
        self.list.currentItemChanged.connect(self._show_entry)

    # what the window asks

    def refresh(self) -> None:
        book, words = self.book.currentData() or 0, self.words.text()
        self._asker.ask(lambda context: look(context, book, words), self._show)

    def select(self, clause_id: int) -> None:
        """Open one clause, in the text it stands in."""
        self._wanted = clause_id

        def at(context: Context) -> Shelf:
            return look(context, regulation_of(context, clause_id), "")

        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._asker.ask(at, self._show)

    # inside

    def lines(self) -> list[str]:
        """The clauses on show, from the top."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def empty_texts(self) -> tuple[str, str]:
        """What stands in place of an empty list."""
        return self._empty_title.text(), self._empty_words.text()

    def _typed(self) -> None:
        self._pause.start()

    def _turned(self) -> None:
        self.words.clear()
        self.refresh()

    def _show(self, shelf: Shelf) -> None:
        self.load.setEnabled(not shelf.against)
        self.load.setToolTip(shelf.against)
        self._fill_books(shelf)
        self._fill_list(shelf.entries)
        self.count.setText(_("{books} 部，列出 {n} 条").format(books=len(shelf.titles), n=len(shelf.entries)))
        self._stack.setCurrentIndex(0 if shelf.entries else 1)
        none = not shelf.titles
        self._empty_title.setText(_("还没有载入法规") if none else _("没有符合的条款"))
        advice = _("载入 .txt 或 .docx 文本后，界面上的条款引用可以直接打开原文")
        self._empty_words.setText(advice if none else _("换一个词，或写出名称和条号"))

    def _fill_books(self, shelf: Shelf) -> None:
        chosen = shelf.entries[0].regulation if shelf.entries and not self.words.text() else self.book.currentData()
        self.book.clear()
        for id_, title in shelf.titles:
            self.book.addItem(title, id_)
        self.book.setCurrentIndex(max(0, self.book.findData(chosen)))
        self.book.setEnabled(bool(shelf.titles))

    def _fill_list(self, entries: tuple[Entry, ...]) -> None:
        kept = self._wanted or self._current_id()
        self._wanted = 0
        self.list.clear()
        row = 0
        for number, entry in enumerate(entries):
            item = QListWidgetItem(entry.line)
            item.setData(_ENTRY, entry)
            item.setToolTip(entry.where)
            self.list.addItem(item)
            row = number if entry.id == kept else row
        if entries:
            self.list.setCurrentRow(row)
            self.list.scrollToItem(self.list.item(row), QListWidget.ScrollHint.PositionAtCenter)

    def _current_id(self) -> int:
        item = self.list.currentItem()
        return item.data(_ENTRY).id if item is not None else 0

    def _show_entry(self) -> None:
        item = self.list.currentItem()
        entry = item.data(_ENTRY) if item is not None else None
        self._where.setText(entry.where if entry else "")
        self._label.setText(entry.label if entry else "")
        self._label.setVisible(bool(entry and entry.label))
        self.text.setText(entry.text if entry else "")

    def _ask_file(self) -> None:
        from views.kit.command_dialog import CommandDialog

        dialog = CommandDialog(self.shell, LOAD, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
