"""An incident's timeline: the clock of the first report, new ends of rooms, then line by line when, what, who."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resources.texts import _
from views.incidents.clock_bar import ClockBar, remaining, tone_of
from views.incidents.course import Course, CourseLine, course_of
from views.kit.asking import Asker
from views.kit.parts import clear, label
from views.kit.pills import PillLabel
from views.kit.shell import Shell


class CourseView(QWidget):
    """Shows one incident by its id; 0 hides it. `heard` carries the course that is on screen now, None for none."""

    heard = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell = shell
        self._reads = Asker(self, shell)
        self.course: Course | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        self.clock, self.told = ClockBar(), PillLabel()
        head = QHBoxLayout()
        head.addWidget(label(_("时间线"), "section"))
        head.addWidget(self.told)
        head.addStretch(1)
        self.ends = label("", wrap=True, selectable=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self.clock)
        lines.addWidget(self.ends)
        lines.addLayout(self._grid)

    def show_record(self, record_id: int) -> None:
        if not record_id:
            self._reads.forget()
            self._heard(None)
            return
        self._reads.ask(lambda context: course_of(context, record_id), self._heard)

    def _heard(self, course: Course | None) -> None:
        self.course = course
        self.heard.emit(course)
        if course is None:
            self.hide()
            return
        self.tick()
        self.ends.setText("\n".join(course.ends))
        self.ends.setVisible(bool(course.ends))
        clear(self._grid)
        for row, line in enumerate(course.lines):
            self._add(row, line)
        self.show()

    def tick(self) -> None:
        """Draw the clock as it stands now."""
        if self.course is not None:
            now = self._shell.centre.now()
            self.clock.show_course(self.course, now)
            self.told.show_pill(remaining(self.course, now), tone_of(self.course, now))

    def _add(self, row: int, line: CourseLine) -> None:
        words = _("{text} · {who}").format(text=line.text, who=line.by) if line.by else line.text
        shown = label(words, wrap=True, selectable=True)
        if line.corrected:
            font = shown.font()
            font.setStrikeOut(True)
            shown.setFont(font)
            shown.setAccessibleDescription(_("已更正"))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(shown)
        beside = " · ".join(filter(None, [_("已更正，见更正行") if line.corrected else "", line.entered]))
        if beside:
            column.addWidget(label(beside, "small"))
        self._grid.addWidget(label(line.when, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        pill = PillLabel(line.kind, line.tone)
        pill.setMinimumWidth(pill.sizeHint().width())
        self._grid.addWidget(pill, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addLayout(column, row, 2)
