"""Ctrl+K: type a few characters of anything and go there. Keyboard only; results come while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from resources.texts import _
from views.kit.asking import Asker
from views.kit.choices import Choice, found
from views.kit.parts import label
from views.kit.shell import Shell
from views.kit.theme import color, mark

_WIDTH, _HEIGHT = 560, 460
_CHOICE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_KEYS = _("↑↓ 选择 · Enter 打开 · Esc 关闭")
_NOTHING = _("没有找到。试试更少的字，或证件号、证书号的后几位")
_MORE = _("再输入一个字：记录从两个字起查找")


class Palette(QFrame):
    """`chosen` carries the Choice a person settled on; then the palette is gone."""

    chosen = Signal(object)

    def __init__(self, shell: Shell, pages: Sequence[tuple[str, str]], over: QWidget):
        super().__init__(over)
        self._over = over
        mark(self, kind="palette")
        self._pages = pages
        self._asker = Asker(self, shell)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("姓名、拼音首字母、证件号、证书号、批次，或要做的事"))
        self.line.textChanged.connect(self.look)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._clicked)
        self._words = label("", "muted")
        self._words.setContentsMargins(14, 8, 14, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.setSpacing(0)
        for part in (self.line, self.list, self._words):
            column.addWidget(part)
        self.resize(_WIDTH, _HEIGHT)

    def open_at(self, corner: QPoint) -> None:
        """Appear with the upper left corner there, in coordinates of the widget it covers."""
        self.resize(min(_WIDTH, self._over.width() - 20), min(_HEIGHT, self._over.height() - 20))
        self.move(corner)
        self.show()
        self.raise_()
        self.line.setFocus()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.look()

    def leave(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._asker.forget()
        self.hide()
        self.deleteLater()

    # results

    def look(self) -> None:
        typed = self.line.text()
        self._asker.ask(lambda context: found(context, typed, self._pages), self._show)

    def _show(self, choices: list[Choice]) -> None:
        self.list.clear()
        heading = ""
        for choice in choices:
            if choice.heading != heading:
                heading = choice.heading
                self.list.addItem(_heading(heading))
            item = QListWidgetItem(choice.text)
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        self._words.setText(_KEYS if choices else _NOTHING if len(self.line.text().strip()) > 1 else _MORE)
        self._step(1, start=-1)

    def choices(self) -> list[Choice]:
        """What is shown now, from the top."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_CHOICE) for item in items if item.data(_CHOICE)]

    # keys

    def _step(self, by: int, start: int | None = None) -> None:
        """Move to a line that can be chosen, so many lines on; headings are passed over, ends stop."""
        row = self.list.currentRow() if start is None else start
        direction = 1 if by > 0 else -1
        for _count in range(abs(by)):
            following = row + direction
            while 0 <= following < self.list.count() and not self.list.item(following).data(_CHOICE):
                following += direction
            if not 0 <= following < self.list.count():
                break
            row = following
        self.list.setCurrentRow(row)
        if self.list.item(0) is not None and row <= 1:
            self.list.scrollToTop()  # so that the first heading is seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget) and not self._holds(watched):
            self.leave()
        return False

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _clicked(self, item: QListWidgetItem | None) -> None:
        choice = item.data(_CHOICE) if item is not None else None
        if choice:
            self.leave()
            self.chosen.emit(choice)


def _heading(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setForeground(color("muted"))
    return item
