"""One editor for each kind of value. All speak the same way: `raw` is what was put in, `fill` shows a stored value."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)  # fmt: skip

from models.core.kinds import Choice, Day, File, Flag, Kind, Many, Moment, Score, Text, Whole
from resources.texts import _
from views.kit.day_editor import DayField
from views.kit.parts import button
from views.kit.theme import mark
from views.kit.ticks import Ticks

NARROW = 160  # numbers and dates do not need the whole line


class Editor(QWidget):
    """Base of the editors. `changed` comes with every change by the person, not with `fill`."""

    changed = Signal()

    def __init__(self, kind: Kind, parent: QWidget | None = None):
        super().__init__(parent)
        self.kind = kind
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)

    def raw(self) -> Any:
        """What the person put in, for `kind.parse`; None or "" when nothing."""
        raise NotImplementedError

    def fill(self, value: Any) -> None:
        raise NotImplementedError

    def inner(self) -> QWidget:
        """The widget that takes the keys and shows the mark."""
        raise NotImplementedError

    def set_wrong(self, wrong: bool) -> None:
        mark(self.inner(), wrong=wrong)

    def _use(self, inner: QWidget, *, narrow: bool = False) -> None:
        self._line.addWidget(inner, 0 if narrow else 1)
        self.setFocusProxy(inner)
        if narrow:
            inner.setFixedWidth(NARROW)
            self._line.addStretch(1)


class LineEditor(Editor):
    def __init__(self, kind: Kind, parent: QWidget | None = None, *, secret: bool = False):
        super().__init__(kind, parent)
        self._text = QLineEdit()
        if secret:
            self._text.setEchoMode(QLineEdit.EchoMode.Password)
        if isinstance(kind, Text):
            self._text.setMaxLength(kind.max_length * 2)  # a paste that is too long is told so, not cut in silence
        self._use(self._text, narrow=isinstance(kind, (Whole, Score, Moment)))
        if isinstance(kind, Whole) and kind.unit:
            self._line.insertWidget(1, QLabel(kind.unit))
        self._text.textEdited.connect(self.changed)

    def raw(self) -> str:
        return self._text.text()

    def fill(self, value: Any) -> None:
        self._text.setText(self.kind.show(value))
        self._text.setCursorPosition(0)

    def inner(self) -> QLineEdit:
        return self._text


class LinesEditor(Editor):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, kind: Text, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(24 + 19 * min(max(kind.lines, 2), 8))
        self._filling = False
        self._use(self._text)
        self._text.textChanged.connect(self._edited)

    def raw(self) -> str:
        return self._text.toPlainText()

    def fill(self, value: Any) -> None:
        self._filling = True
        self._text.setPlainText(self.kind.show(value))
        self._filling = False

    def inner(self) -> QPlainTextEdit:
        return self._text

    def _edited(self) -> None:
        if not self._filling:
            self.changed.emit()


class DayEditor(Editor):
    def __init__(self, kind: Day, today: date, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._field = DayField(today)
        self._use(self._field, narrow=True)
        self._field.edited.connect(self.changed)

    def raw(self) -> str:
        return self._field.text()

    def fill(self, value: date | None) -> None:
        self._field.setText(self.kind.show(value))

    def inner(self) -> QLineEdit:
        return self._field


class Dropdown(QComboBox):
    """A drop-down that the mouse wheel does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    def __init__(self, kind: Choice, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._box = Dropdown()
        self._box.addItem(_("请选择"), None)
        for code, words in kind.options.items():
            self._box.addItem(words, code)
        self._use(self._box)
        self._box.activated.connect(self.changed)

    def raw(self) -> str | None:
        return self._box.currentData()

    def fill(self, value: str | None) -> None:
        self._box.setCurrentIndex(max(self._box.findData(value), 0))

    def inner(self) -> QComboBox:
        return self._box


class ManyEditor(Editor):
    def __init__(self, kind: Many, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._ticks = Ticks(kind.options)
        self._use(self._ticks)
        self._ticks.changed.connect(self.changed)

    def raw(self) -> list[str]:
        return self._ticks.chosen()

    def fill(self, value: list[str] | None) -> None:
        self._ticks.choose(value or [])

    def inner(self) -> QWidget:
        return self._ticks


class FlagEditor(Editor):
    """是 or 否, and nothing until one is chosen: an answer nobody gave is no answer."""

    def __init__(self, kind: Flag, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._group = QButtonGroup(self)
        self._answers = {True: QRadioButton(kind.show(True)), False: QRadioButton(kind.show(False))}
        self._box = QWidget()
        line = QHBoxLayout(self._box)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(24)
        for answer in self._answers.values():
            self._group.addButton(answer)
            line.addWidget(answer)
            answer.clicked.connect(self.changed)
        line.addStretch(1)
        self._use(self._box)
        self.setFocusProxy(self._answers[True])

    def raw(self) -> bool | None:
        return next((value for value, answer in self._answers.items() if answer.isChecked()), None)

    def fill(self, value: bool | None) -> None:
        self._group.setExclusive(False)
        for answer, shown in self._answers.items():
            shown.setChecked(value is answer)
        self._group.setExclusive(True)

    def inner(self) -> QWidget:
        return self._box


class FileEditor(Editor):
    """A file by its path: typed, chosen, or dropped here."""

    def __init__(self, kind: File, parent: QWidget | None = None):
        super().__init__(kind, parent)
        self._path = QLineEdit()
        self._path.setPlaceholderText(_("选择文件，或把文件拖到这里"))
        self._path.setAcceptDrops(False)
        self.setAcceptDrops(True)
        self._use(self._path)
        self._line.addWidget(button(_("选择…"), self._choose))
        self._path.textEdited.connect(self.changed)

    def raw(self) -> str:
        return self._path.text()

    def fill(self, value: str | None) -> None:
        self._path.setText(value or "")

    def inner(self) -> QLineEdit:
        return self._path

    def _choose(self) -> None:
        suffixes = self.kind.suffixes if isinstance(self.kind, File) else ()
        pattern = _("可用的文件 ({patterns})").format(patterns=" ".join(f"*{suffix}" for suffix in suffixes)) if suffixes else ""
        chosen, _pattern = QFileDialog.getOpenFileName(self, _("选择文件"), self.raw(), pattern)
        if chosen:
            self._take(chosen)

    def _take(self, path: str) -> None:
        self.fill(path)
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files and Path(files[0]).is_file():
            self._take(files[0])


_EDITORS: tuple[tuple[type[Kind], Callable[[Any, date, bool], Editor]], ...] = (
    (Day, lambda kind, today, secret: DayEditor(kind, today)),
    (Choice, lambda kind, today, secret: ChoiceEditor(kind)),
    (Many, lambda kind, today, secret: ManyEditor(kind)),
    (Flag, lambda kind, today, secret: FlagEditor(kind)),
    (File, lambda kind, today, secret: FileEditor(kind)),
)


def editor_for(kind: Kind, today: date, *, secret: bool = False) -> Editor:
    """The editor of a kind. today: what short dates are completed with. secret: typed letters are not shown."""
    for known, make in _EDITORS:
        if isinstance(kind, known):
            return make(kind, today, secret)
    if isinstance(kind, Text) and kind.lines > 1:
        return LinesEditor(kind)
    return LineEditor(kind, secret=secret)
