"""Several choices as ticks: short ones side by side, sentences one a line, long lists with a scroll bar."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from views.kit.flow import FlowLayout
from views.kit.parts import label
from views.kit.theme import mark

SHORT = 8  # letters of a choice that still stands beside others
MANY = 24  # more choices than this scroll
SCROLL_HEIGHT = 210


class Ticks(QWidget):
    """`changed` comes with every tick a person sets or takes away."""

    changed = Signal()

    def __init__(self, options: Mapping[str, str], parent: QWidget | None = None):
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 4)
        inside = QWidget()
        mark(inside, kind="clear")
        self._place(inside, options)
        if len(options) > MANY:
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setWidget(inside)
            scroll.setFixedHeight(SCROLL_HEIGHT)
            outer.addWidget(scroll)
        else:
            outer.addWidget(inside)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def _place(self, inside: QWidget, options: Mapping[str, str]) -> None:
        side_by_side = all(len(words) <= SHORT for words in options.values())
        layout = FlowLayout(inside, 16) if side_by_side else QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for code, words in options.items():
            box = QCheckBox(words if side_by_side else "")
            box.setAccessibleName(words)
            box.clicked.connect(self.changed)
            self._boxes[code] = box
            layout.addWidget(box if side_by_side else _Sentence(box, words))

    def chosen(self) -> list[str]:
        """The ticked codes, in the order of the options."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def choose(self, codes: Iterable[str]) -> None:
        wanted = set(codes)
        for code, box in self._boxes.items():
            box.setChecked(code in wanted)


class _Sentence(QWidget):
    """A tick with a sentence that wraps; a click on the sentence ticks too."""

    def __init__(self, box: QCheckBox, words: str):
        super().__init__()
        self._box = box
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        text: QLabel = label(words, wrap=True)
        line.addWidget(text, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._box.click()
