"""The checklist of an incident's kinds: steps answered by the space bar, what was answered says when and by whom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from resources.texts import _
from views.incidents.course import Step

_MARKS = {"done": "☑", "na": "—", "": "□"}
STEP = Qt.ItemDataRole.UserRole


class Checklist(QListWidget):
    """`answered` carries step id and answer: Space or Enter is done, N does not apply."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWordWrap(True)
        self.setAccessibleName(_("办理清单"))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """The steps with their answers; the first one open is chosen."""
        self.clear()
        for step in steps:
            told = f"　{step.told}" if step.told else ""
            item = QListWidgetItem(f"{_MARKS[step.answer]}  {step.id}  {step.text}{told}")
            item.setData(STEP, step.id)
            self.addItem(item)
        first = next((row for row, step in enumerate(steps) if not step.answer), 0)
        self.setCurrentRow(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        answers = {Qt.Key.Key_Space: "done", Qt.Key.Key_Return: "done", Qt.Key.Key_Enter: "done", Qt.Key.Key_N: "na"}
        answer = answers.get(Qt.Key(event.key()))
        if item is not None and answer:
            self.answered.emit(item.data(STEP), answer)
            return
        super().keyPressEvent(event)
