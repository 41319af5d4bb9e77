"""The ten minutes of the first report as a bar: discovery at the left, the limit, and when each hop was told."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources.texts import _
from views.incidents.course import Course, Hop
from views.kit import theme

HEIGHT, TRACK, BAR, LINE = 74, 8, 22, 17
_SPAN = 1.5  # how much longer than the limit the bar is


def remaining(course: Course, now: datetime) -> str:
    """剩 7 分 40 秒 · 已超 2 分 05 秒, of the hops that were not made yet; else how the first report went."""
    if not course.running:
        late = max((hop.late for hop in course.hops), default=0)
        whole = all(hop.at for hop in course.hops)
        return (_("初次报告迟 {n} 分钟").format(n=late) if late else _("初次报告按时")) if whole else _("初次报告未登记")
    seconds = int((course.deadline - now).total_seconds())
    words = _("剩 {m} 分 {s:02d} 秒") if seconds >= 0 else _("已超 {m} 分 {s:02d} 秒")
    return words.format(m=abs(seconds) // 60, s=abs(seconds) % 60)


def tone_of(course: Course, now: datetime) -> str:
    if course.running:
        return "danger" if now > course.deadline else "caution"
    return "danger" if any(hop.late for hop in course.hops) else "good"


class ClockBar(QWidget):
    """Painted; what it shows is also said in words beside it (`accessibleDescription`)."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._course: Course | None = None
        self._now = datetime.min
        self.setMinimumHeight(HEIGHT)
        theme.watch.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def show_course(self, course: Course, now: datetime) -> None:
        self._course, self._now = course, now
        told = "，".join(f"{hop.label} {hop.at:%H:%M:%S}" if hop.at else _("{label} 未报").format(label=hop.label) for hop in course.hops)
        self.setAccessibleDescription(f"{remaining(course, now)}；{told}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        self._track(painter, self._course)
        self._marks(painter, self._course.hops, self._course)

    def _place(self, course: Course, moment: datetime) -> float:
        """The x of a moment; beyond the bar's end it stays at the end."""
        limit = (course.deadline - course.discovered_at).total_seconds()
        passed = min(max((moment - course.discovered_at).total_seconds() / (limit * _SPAN), 0.0), 1.0)
        return 6 + passed * (self.width() - 12)

    def _track(self, painter: QPainter, course: Course) -> None:
        left, right, limit = 6.0, self.width() - 6.0, self._place(course, course.deadline)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(QRectF(left, BAR, right - left, TRACK), 4, 4)
        until = max([hop.at for hop in course.hops if hop.at], default=course.discovered_at)
        reached = self._place(course, self._now if course.running else until)
        ink, _ground = theme.pill(tone_of(course, self._now))
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(left, BAR, max(reached - left, TRACK), TRACK), 4, 4)
        painter.setPen(theme.color("ink"))
        painter.drawLine(int(limit), BAR - 5, int(limit), BAR + TRACK + 5)
        painter.setPen(theme.color("muted"))
        self._say(painter, left, 0, f"{course.discovered_at:%H:%M:%S} " + _("发现"))
        self._say(painter, limit, 0, f"{course.deadline:%H:%M:%S} " + _("时限"))

    def _marks(self, painter: QPainter, hops: Sequence[Hop], course: Course) -> None:
        """Each told hop as a ring on the bar with its words below; words that would overlap go one line down."""
        free, y = 0.0, float(BAR + TRACK + 8)
        for hop in hops:
            if hop.at is None:
                continue
            x = self._place(course, hop.at)
            painter.setPen(theme.color("ink"))
            painter.setBrush(theme.color("card"))
            painter.drawEllipse(QRectF(x - 5, BAR + TRACK / 2 - 5, 10, 10))
            late = _("，迟 {n} 分钟").format(n=hop.late) if hop.late else ""
            words = f"{hop.at:%H:%M} {hop.label}{late}"
            if min(x - 6, self.width() - self._wide(painter, words)) < free:
                y += LINE
            free = self._say(painter, x - 6, y, words) + 12

    def _wide(self, painter: QPainter, words: str) -> int:
        return painter.fontMetrics().horizontalAdvance(words) + 2

    def _say(self, painter: QPainter, x: float, y: float, words: str) -> float:
        """Words in one line with their left end at x, moved left where they would leave the bar; answers their right end."""
        wide = self._wide(painter, words)
        x = max(min(x, self.width() - wide), 0)
        painter.drawText(QRectF(x, y, wide, LINE), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        return x + wide
