"""The calculator of the calendar page: the n-th working day after or before a day, explained day by day."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.core.dates import Reckoning, WorkCalendar
from models.core.kinds import BadValue, Day
from resources.texts import _
from views.kit.parts import label
from views.kit.theme import color, mark

_WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
_MOST_DAYS = 400  # what the calculator counts at most; no limit of a regulation
_USUAL = 7
AFTER, BEFORE = "after", "before"


def explained(reckoning: Reckoning, calendar: WorkCalendar) -> list[tuple[date, str]]:
    """Each day the reckoning passed, in the order of counting: 第 3 个工作日, or why it was not counted."""
    numbers = {day: number for number, day in enumerate(reckoning.counted, 1)}
    reasons = dict(reckoning.skipped)
    backwards = len(reckoning.counted) > 1 and reckoning.counted[1] < reckoning.counted[0]
    days = sorted([*numbers, *reasons], reverse=backwards)
    return [(day, _counted(numbers[day], calendar, day) if day in numbers else _("不计：{why}").format(why=reasons[day])) for day in days]


def _counted(number: int, calendar: WorkCalendar, day: date) -> str:
    entry = calendar.entry(day)
    words = _("第 {n} 个工作日").format(n=number)
    return words + _("（{name}调休上班）").format(name=entry.name) if entry and entry.works else words


def sources(reckoning: Reckoning, calendar: WorkCalendar) -> str:
    """Which year's calendar was used, in which version; a year without one is said to be provisional."""
    parts = [
        _("{year} 年日历 {version}").format(year=year, version=calendar.versions[year]) if year in calendar.years
        else _("{year} 年日历尚未载入，按周一至周五暂定").format(year=year)
        for year in reckoning.years
    ]  # fmt: skip
    return "；".join(parts)


class Reckoner(QWidget):
    """`reckoned` carries beginning and end whenever they change."""

    reckoned = Signal(object, object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._calendar = WorkCalendar(())
        self._today = date.min
        self.start, self.count, self.direction = QLineEdit(), QSpinBox(), QComboBox()
        self.answer, self.words = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.days = QListWidget()
        self.days.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.days.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        self.count.setRange(0, _MOST_DAYS)
        self.count.setValue(_USUAL)
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.start.setToolTip(Day().hint)
        self.direction.addItem(_("之后"), AFTER)
        self.direction.addItem(_("之前"), BEFORE)
        self.start.textChanged.connect(self.reckon)
        self.count.valueChanged.connect(self.reckon)
        self.direction.currentIndexChanged.connect(self.reckon)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(label(_("从")))
        first.addWidget(self.start, 1)
        first.addWidget(self.direction)
        second.addWidget(label(_("第")))
        second.addWidget(self.count)
        second.addWidget(label(_("个工作日")))
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.answer)
        column.addWidget(self.words)
        column.addWidget(self.days, 1)

    def show_calendar(self, calendar: WorkCalendar, today: date) -> None:
        self._calendar, self._today = calendar, today
        if not self.start.text():
            self.start.setText(today.isoformat())
        self.reckon()

    def begin_at(self, day: date) -> None:
        self.start.setText(day.isoformat())

    def reckon(self) -> None:
        """Count anew from what stands in the editors; a date that does not read says what is expected."""
        try:
            start = Day().parse(self.start.text(), self._today)
        except BadValue as bad:
            self._show_nothing(bad.expected)
            return
        if start is None:
            self._show_nothing(Day().hint)
            return
        count = self._calendar.plus if self.direction.currentData() == AFTER else self._calendar.minus
        self._show(start, count(start, self.count.value()))

    def _show_nothing(self, expected: str) -> None:
        mark(self.start, wrong=True)
        self.answer.setText("")
        self.words.setText(_("应为：{expected}").format(expected=expected))
        self.days.clear()

    def _show(self, start: date, reckoning: Reckoning) -> None:
        mark(self.start, wrong=False)
        day = reckoning.day
        provisional = _("（暂定）") if reckoning.provisional else ""
        self.answer.setText(f"{day.isoformat()} {_WEEKDAYS[day.weekday()]}{provisional}")
        skipped = _("跳过 {n} 天").format(n=len(reckoning.skipped))
        self.words.setText("；".join(part for part in (skipped, sources(reckoning, self._calendar)) if part))
        self.days.clear()
        for each, why in explained(reckoning, self._calendar):
            item = QListWidgetItem(f"{each.isoformat()} {_WEEKDAYS[each.weekday()]}　{why}")
            item.setForeground(color("ink" if each in reckoning.counted else "muted"))
            self.days.addItem(item)
        self.reckoned.emit(start, day)
