"""A year at a glance: working days, days off with their names, make-up days. A mark stands beside every colour."""

from calendar import Calendar
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from models.core.dates import WEEKDAYS, WorkCalendar
from resources.texts import _
from views.kit import theme

_ACROSS, _DOWN = 4, 3
_OFF, _WORKED = _("休"), _("班")
_WEEKS = 6
_MONDAY_FIRST = Calendar(0)


class YearGrid(QWidget):
    """`chosen` carries the day a person clicks."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._calendar = WorkCalendar(())
        self._today = date.min
        self.year = 0
        self.marked: tuple[date, ...] = ()
        self.setMinimumSize(660, 430)  # below it marks and numbers would run into each other
        theme.watch.changed.connect(self.update)

    def show_year(self, year: int, calendar: WorkCalendar, today: date) -> None:
        self.year, self._calendar, self._today = year, calendar, today
        self.update()

    def mark_days(self, *days: date) -> None:
        """Frame these days: beginning and end of a reckoning."""
        self.marked = days
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(720, 560)

    # where things are

    def _month_area(self, month: int) -> QRectF:
        down, across = divmod(month - 1, _ACROSS)
        width, height = self.width() / _ACROSS, self.height() / _DOWN
        return QRectF(across * width, down * height, width, height).adjusted(6, 6, -6, -6)

    def _cell(self, month: int, week: int, weekday: int) -> QRectF:
        """The place of a day; week -1 is the row of weekday heads, above it the month's name."""
        area = self._month_area(month)
        width, height = area.width() / len(WEEKDAYS), area.height() / (_WEEKS + 2)
        return QRectF(area.left() + weekday * width, area.top() + (week + 2) * height, width, height)

    def _days(self, month: int) -> list[tuple[date, QRectF]]:
        weeks = _MONDAY_FIRST.monthdatescalendar(self.year, month)
        return [(day, self._cell(month, n, day.weekday())) for n, week in enumerate(weeks) for day in week if day.month == month]

    def day_at(self, point: QPoint) -> date | None:
        if not self.year:
            return None
        return next((day for month in range(1, 13) for day, cell in self._days(month) if cell.contains(point)), None)

    def place_of(self, day: date) -> QPoint:
        """The middle of a day of the year on show."""
        return next(cell for each, cell in self._days(day.month) if each == day).center().toPoint()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.year:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_month(painter, month)

    def _paint_month(self, painter: QPainter, month: int) -> None:
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        title = self._cell(month, -2, 0)
        title.setWidth(self._month_area(month).width())
        painter.drawText(
            title.adjusted(4, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            _("{n}月").format(n=month),
        )
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("faint"))
        for weekday, head in enumerate(WEEKDAYS):
            painter.drawText(self._cell(month, -1, weekday), middle, head)
        for day, cell in self._days(month):
            self._paint_day(painter, day, cell)

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        entry = self._calendar.entry(day)
        tone = "" if entry is None else "caution" if entry.works else "danger"
        shape = cell.adjusted(1, 1, -1, -1)
        if tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"{tone}_ground"))
            painter.drawRoundedRect(shape, 4, 4)
        if day == self._today or day in self.marked:
            painter.setPen(theme.color("accent" if day in self.marked else "muted"))
            painter.setBrush(QColor(Qt.GlobalColor.transparent) if tone else theme.color("accent_ground" if day in self.marked else "card"))
            painter.drawRoundedRect(shape, 4, 4)
        painter.setPen(theme.color(tone or ("ink" if self._calendar.is_working(day) else "faint")))
        if entry is None:
            painter.setFont(theme.font(12))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))
            return
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(11))
        painter.drawText(shape.adjusted(1, 0, -9, 0), Qt.AlignmentFlag.AlignHCenter | middle, str(day.day))
        painter.setFont(theme.font(9))
        painter.drawText(shape.adjusted(0, 0, -1, 0), Qt.AlignmentFlag.AlignRight | middle, _WORKED if entry.works else _OFF)

    # asking

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.chosen.emit(day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self.tip(day) if day else "", self)
            return True
        return super().event(event)

    def tip(self, day: date) -> str:
        """2026-02-17 春节 · 国办发明电〔2025〕7号"""
        entry = self._calendar.entry(day)
        words = f"{day.isoformat()} {self._calendar.describe(day)}"
        if entry and entry.works:
            words += _("（{name}调休）").format(name=entry.name)
        return " · ".join(part for part in (words, entry.decree if entry else "") if part)
