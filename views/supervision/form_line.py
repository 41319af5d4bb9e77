"""One item of the on-site form: its words, the four grades, the remark that B and C want."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.supervision.board import Line
from models.supervision.terms import GRADE, NOT_APPLICABLE, NOT_MET, PARTLY
from resources.texts import _
from views.kit.parts import label

_WANT_REMARK = (PARTLY, NOT_MET)
_TONES = {"A": "good", PARTLY: "caution", NOT_MET: "danger"}


class Grades(QWidget):
    """A few named answers of which one is chosen; a key that is an answer chooses it. `chosen` carries the code."""

    chosen = Signal(str)
    focused = Signal(bool)

    def __init__(self, options: Mapping[str, str], grade: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.grade = grade
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for code, text in options.items():
            made = QPushButton(text)
            made.setCheckable(True)
            made.setChecked(code == grade)
            made.setAutoDefault(False)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(made)
            line.addWidget(made)
            self.buttons[code] = made
        self._group.buttonClicked.connect(self._clicked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, code: str) -> None:
        self.grade = code
        self.buttons[code].setChecked(True)
        self.chosen.emit(code)

    def _clicked(self, pressed: QPushButton) -> None:
        self.choose(next(code for code, made in self.buttons.items() if made is pressed))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = event.text().upper()
        if code in self.buttons and self.isEnabled():
            self.choose(code)
            if code not in _WANT_REMARK:
                self.focusNextChild()
            return
        super().keyPressEvent(event)


class FormLine(QWidget):
    """A graded item. `changed` is emitted when its answer is another."""

    changed = Signal()

    def __init__(self, item: Line, editable: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self.item, self.editable = item, editable and item.applies
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._words = label(f"{item.number}　{item.text}", "" if item.applies else "muted", wrap=True)
        row.addWidget(self._words, 1)
        options = {code: text for code, text in GRADE.options.items() if code != NOT_APPLICABLE or item.may_be_skipped}
        self.grades = Grades(options, item.grade or ("" if item.applies else NOT_APPLICABLE))
        self.grades.setAccessibleName(f"{item.number} {item.text}")
        self.grades.setVisible(self.editable)
        self.grades.chosen.connect(self._chosen)
        self.grades.focused.connect(self._focused)
        row.addWidget(self.grades)
        if not self.editable:
            row.addWidget(label(self.grade, "", _TONES.get(self.grade, "")))
        column.addLayout(row)
        self.remark = QLineEdit(item.remark)
        self.remark.setPlaceholderText(_("备注：写明不符合之处"))
        self.remark.setAccessibleName(_("{number} 备注").format(number=item.number))
        self.remark.setVisible(self.grades.grade in _WANT_REMARK)
        self.remark.setReadOnly(not self.editable)
        self.remark.textEdited.connect(self.changed)
        column.addWidget(self.remark)

    @property
    def grade(self) -> str:
        return self.grades.grade

    def told(self) -> str:
        """The line as the command reads it, "" while there is no answer."""
        return f"{self.item.number} {self.grade} {self.remark.text().strip()}".strip() if self.grade else ""

    def _focused(self, is_here: bool) -> None:
        """The line that hears the keys stands out."""
        font = self._words.font()
        font.setBold(is_here)
        self._words.setFont(font)

    def _chosen(self, code: str) -> None:
        self.remark.setVisible(code in _WANT_REMARK)
        if code in _WANT_REMARK:
            self.remark.setFocus()
        else:
            self.remark.clear()
        self.changed.emit()
