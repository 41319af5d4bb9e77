"""The page of the log: the register's own, with the timeline beside the record."""

from PySide6.QtCore import QTimer

from models.core.registers import Register
from views.incidents.course_view import CourseView
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell

_SECOND = 1000


class IncidentsPage(RegisterPage):
    """While a first report is open its clock runs on screen."""

    def __init__(self, shell: Shell, register: Register):
        super().__init__(shell, register)
        self.course = CourseView(shell)
        self.detail.put(self.course)
        self.detail.shown.connect(self.course.show_record)
        self._beat = QTimer(self)
        self._beat.setInterval(_SECOND)
        self._beat.timeout.connect(self._tick)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._beat.start()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._beat.stop()

    def _tick(self) -> None:
        if self.course.course is not None and self.course.course.running:
            self.course.tick()
