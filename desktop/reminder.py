"""The reminder beside the clock of the desktop: once a day, what is overdue, due today or announced for soon."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from models.core.due import OVERDUE, TODAY, DueItem
from resources.texts import _


def reminder_text(items: list[DueItem], today: date) -> str:
    """逾期 2 项，今日到期 4 项，即将到期 1 项; "" when nothing presses."""
    counts = {
        _("逾期 {n} 项"): sum(item.state(today) == OVERDUE for item in items),
        _("今日到期 {n} 项"): sum(item.state(today) == TODAY for item in items),
        _("即将到期 {n} 项"): sum(item.announced for item in items),
    }
    return "，".join(text.format(n=n) for text, n in counts.items() if n)


class Reminder(QObject):
    """`clicked` when the person follows the reminder to the window."""

    clicked = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None):
        super().__init__(parent)
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setToolTip(_("鉴台"))
        self._tray.messageClicked.connect(self.clicked)
        self._tray.activated.connect(self._activated)
        self._told: date | None = None

    def tell(self, items: list[DueItem], today: date) -> None:
        """Remind of these, if something presses and today nothing was said yet."""
        words = reminder_text(items, today)
        if words and self._told != today and QSystemTrayIcon.isSystemTrayAvailable():
            self._told = today
            self._tray.show()
            self._tray.showMessage(_("今日工作台"), words, self._tray.icon())

    def stop(self) -> None:
        self._tray.hide()

    def _activated(self, _reason: object) -> None:
        self.clicked.emit()
