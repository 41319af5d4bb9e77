"""Locking the window: after minutes without input (SYS-011) or by hand. The same person's password opens it again."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.jobs import Jobs
from models.core.centre import Centre
from models.core.opening import keyring_of, try_limits
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from resources.texts import _
from views.kit import theme
from views.kit.parts import button, card, label

_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_LOOK_EVERY_MS = 5_000


def checking(centre: Centre, secret: str) -> Work[bool]:
    """Whether this is the password of the person who is signed in. Refused as at sign-in."""
    yield Progress(0)
    return keyring_of(centre).open(centre.actor.login, secret, **try_limits()) == centre.data_key


class IdleWatch(QObject):
    """`idle` once nobody has touched keyboard or mouse for so many minutes."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject):
        super().__init__(parent)
        self._limit_ms = minutes * 60_000
        self._since = QElapsedTimer()
        self._since.start()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def look(self) -> None:
        if self._since.elapsed() >= self._limit_ms:
            self._since.restart()
            self.idle.emit()

    def stop(self) -> None:
        self._look.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._since.restart()
        return False


class LockOverlay(QWidget):
    """Covers the whole window, so that nothing of the centre can be read; goes with the password."""

    unlocked = Signal()
    leave_asked = Signal()

    def __init__(self, centre: Centre, jobs: Jobs, over: QWidget):
        super().__init__(over)
        self._centre, self._jobs, self._over = centre, jobs, over
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("密码"))
        self.password.returnPressed.connect(self.unlock)
        self.message = label("", tone="danger", wrap=True)
        self.unlock_button = button(_("解锁"), self.unlock, "primary")
        self._build()
        over.installEventFilter(self)
        self.setGeometry(over.rect())

    def _build(self) -> None:
        frame = card()
        frame.setFixedWidth(360)
        column = QVBoxLayout(frame)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(label(_("已锁定"), "heading"))
        column.addWidget(
            label(
                _("{name} · {centre}").format(name=self._centre.actor.name, centre=self._centre.name),
                "muted",
                wrap=True,
            )
        )
        for widget in (
            self.password,
            self.message,
            self.unlock_button,
            button(_("切换账号"), self.leave_asked.emit, "quiet"),
        ):
            column.addWidget(widget)
        grid = QGridLayout(self)
        grid.addWidget(frame, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)

    def unlock(self) -> None:
        if not self.password.text() or not self.unlock_button.isEnabled():
            return
        self.unlock_button.setEnabled(False)
        self._jobs.start(checking(self._centre, self.password.text()), self._checked, "", self._refused)

    def _checked(self, right: bool) -> None:
        if right:
            self.unlocked.emit()
        else:
            self._refused(Refused("wrong_password", _("密码不正确")))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        self.unlock_button.setEnabled(True)
        self.message.setText(error.sentence)
        self.password.selectAll()
        self.password.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.color("navigation")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False
