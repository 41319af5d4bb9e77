"""A number on the desk: what it counts, how many, which ones. A click shows only those in the list below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from views.kit.parts import label
from views.kit.theme import mark

_HEIGHT = 96


class Summary(QLabel):
    """One line that is shortened where there is no room; the tooltip has it whole."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Stat(QPushButton):
    def __init__(self, title: str, state: str, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="stat")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("state", state)
        self.setAccessibleName(title)
        self.number, self.words = label("", "number"), Summary()
        mark(self.words, kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        for part in (label(title, "muted"), self.number, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)

    def show_number(self, number: int, tone: str, words: str) -> None:
        """tone: danger · caution · good, or "" for ink."""
        self.number.setText(f"{number:,}")
        mark(self.number, tone=tone)
        self.words.setText(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)
