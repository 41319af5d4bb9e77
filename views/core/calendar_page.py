"""工作日历: the years with their days off and make-up days, the calculator, and taking next year's calendar."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.core import acts
from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.dates import WorkCalendar
from resources.texts import _
from views.core.reckoner import Reckoner
from views.core.year_grid import YearGrid
from views.kit.asking import Asker
from views.kit.findings import as_text
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

_SIDE = 290
_LOAD = "core.load_calendar"


@dataclass(frozen=True)
class Reading:
    calendar: WorkCalendar
    today: date
    against: str  # what keeps this person from loading a calendar


def read(context: Context) -> Reading:
    against = [context.rules.describe(finding) for finding in acts.stands_against(context, COMMANDS[_LOAD])]
    return Reading(context.calendar, context.today, as_text(against))


class CalendarPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._asker = shell, Asker(self, shell)
        self._reading: Reading | None = None
        self.grid, self.reckoner = YearGrid(), Reckoner()
        self.year, self.source = label("", "heading"), label("", "muted", wrap=True)
        self.load = button(_("导入年度日历…"), self._ask_file, "primary")
        self._build()
        self.grid.chosen.connect(self.reckoner.begin_at)
        self.reckoner.reckoned.connect(self._mark)
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (label(_("工作日历"), "title"), button("‹", self._back), self.year, button("›", self._forth)):
            head.addWidget(part)
        head.addWidget(self.source, 1)
        head.addWidget(self.load)
        body = QHBoxLayout()
        body.setSpacing(12)
        mark(self.grid, kind="clear")
        body.addWidget(self._framed(self.grid), 1)
        body.addWidget(self._calculator())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(body, 1)

    def _framed(self, inside: QWidget) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 6, 8, 10)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        legend = label(_("休 放假　班 调休上班　浅色为周末　点一天可作起算日"), "muted")
        column.addWidget(legend, 0, Qt.AlignmentFlag.AlignHCenter)
        return frame

    def _calculator(self) -> QFrame:
        frame = card()
        frame.setFixedWidth(_SIDE)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(_("推算工作日"), "section"))
        column.addWidget(self.reckoner, 1)
        column.addWidget(label(_("事项当日不计，从次日起数"), "muted", wrap=True))
        column.addWidget(button(_("计算规则 CAL-002"), self._cite, "link"))
        return frame

    def refresh(self) -> None:
        self._asker.ask(read, self._show)

    def _show(self, reading: Reading) -> None:
        first = self._reading is None
        self._reading = reading
        self.load.setEnabled(not reading.against)
        self.load.setToolTip(reading.against)
        self.reckoner.show_calendar(reading.calendar, reading.today)
        self.show_year(reading.today.year if first else self.grid.year)

    def show_year(self, year: int) -> None:
        """Turn to a year, and say where its days come from."""
        if self._reading is None:
            return
        calendar = self._reading.calendar
        self.grid.show_year(year, calendar, self._reading.today)
        self.year.setText(_("{year} 年").format(year=year))
        known = year in calendar.years
        mark(self.source, tone="" if known else "caution")
        self.source.setText(_loaded(calendar, year) if known else _("放假安排尚未载入：按周一至周五计算，所得日期为暂定"))

    def _back(self) -> None:
        self.show_year(self.grid.year - 1)

    def _forth(self) -> None:
        self.show_year(self.grid.year + 1)

    def _mark(self, start: date, end: date) -> None:
        self.grid.mark_days(start, end)

    def _cite(self) -> None:
        self.shell.cite("CAL-002")

    def _ask_file(self) -> None:
        from views.kit.command_dialog import CommandDialog

        dialog = CommandDialog(self.shell, _LOAD, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _loaded(calendar: WorkCalendar, year: int) -> str:
    days = [entry for day in _days_of(year) if (entry := calendar.entry(day)) is not None]
    off, worked = sum(not entry.works for entry in days), sum(entry.works for entry in days)
    return " · ".join((calendar.versions[year], _("放假 {off} 天，调休上班 {worked} 天").format(off=off, worked=worked)))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(day) for day in range(first, date(year + 1, 1, 1).toordinal())]
