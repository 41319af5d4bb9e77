"""A date typed in any of its short forms (1120, 11-20, 2026.11.20, 今天), or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from models.core.kinds import BadValue, Day
from resources.texts import SOURCE, _, language
from views.kit.theme import color, mark

WEEKDAYS = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))


def with_weekday(day: date) -> str:
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()]}"


class DayField(QLineEdit):
    """`edited` comes with typing and picking. F4 or ↓ opens the calendar, Page Up/Down step by a day."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self.setPlaceholderText("1120")
        self._open = QToolButton(self)
        self._open.setText("▾")
        self._open.setCursor(Qt.CursorShape.ArrowCursor)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setToolTip(_("日历（F4）"))
        mark(self._open, kind="plain")
        self._open.clicked.connect(self.show_calendar)
        self.setTextMargins(0, 0, 18, 0)
        self.textEdited.connect(self.edited)

    def day(self) -> date | None:
        """The date as read; None when empty or not a date."""
        try:
            return Day().parse(self.text(), self._today)
        except BadValue:
            return None

    def pick(self, day: date) -> None:
        self.setText(day.isoformat())
        self.edited.emit()

    def show_calendar(self) -> None:
        self._popup = self._popup or CalendarPopup(self)
        self._popup.show_at(self.day() or self._today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down):
            self.show_calendar()
        elif step:
            day = self.day() or self._today
            self.pick(date.fromordinal(day.toordinal() + step))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        size = self._open.sizeHint()
        self._open.setGeometry(QRect(self.width() - size.width() - 3, (self.height() - size.height()) // 2, size.width(), size.height()))


class CalendarPopup(QFrame):
    """A month to pick a day from; Enter takes the day, Esc leaves."""

    def __init__(self, field: DayField):
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        mark(self, kind="card")
        self._calendar = QCalendarWidget()
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setLocale(QLocale(QLocale.Language.Chinese if language() == SOURCE else QLocale.Language.English))
        self._calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self._calendar.setMinimumSize(290, 230)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._calendar)
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)

    def show_at(self, day: date) -> None:
        weekend = self._calendar.weekdayTextFormat(Qt.DayOfWeek.Saturday)
        weekend.setForeground(color("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekday, weekend)
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))
        self.show()
        self._calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self.hide()
        self._field.pick(date(chosen.year(), chosen.month(), chosen.day()))
        self._field.setFocus()
