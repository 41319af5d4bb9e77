"""Passing messages at the foot of the page: they go by themselves, bad news stays until it is clicked away."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from views.kit.theme import mark

_SHOWN_MS = {"plain": 4_000, "good": 4_000, "caution": 8_000}  # danger: until clicked
_KEPT = 3
_WIDTH = 380


class Toast(QFrame):
    closed = Signal(object)

    def __init__(self, text: str, tone: str):
        super().__init__()
        mark(self, kind="toast", tone=tone)
        self.text = text
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        row.addWidget(label)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.timeout.connect(self._close)
        if tone in _SHOWN_MS:
            self._going.start(_SHOWN_MS[tone])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close()

    def _close(self) -> None:
        self._going.stop()
        self.closed.emit(self)


class Toasts(QWidget):
    """Floats over the lower right corner of `over`; the newest message is the lowest."""

    def __init__(self, over: QWidget):
        super().__init__(over)
        self._over = over
        self._toasts: list[Toast] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setFixedWidth(_WIDTH)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, tone: str = "plain") -> None:
        toast = Toast(text, tone)
        toast.closed.connect(self._remove)
        self._toasts.append(toast)
        self._column.addWidget(toast)
        while len(self._toasts) > _KEPT:
            self._remove(self._toasts[0])
        self._place()

    def texts(self) -> list[str]:
        return [toast.text for toast in self._toasts]

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._toasts))
        height = self._column.heightForWidth(_WIDTH) if self._column.hasHeightForWidth() else self._column.sizeHint().height()
        self.setFixedHeight(max(height, 1))
        self.move(self._over.width() - _WIDTH - 20, self._over.height() - self.height() - 20)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False
