"""A complaint's clock strip: from receipt through preliminary decision and notice to the decision, on one line."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from resources.texts import _
from views.complaints.strip import Point, Strip, strip_of
from views.kit import theme
from views.kit.asking import Asker
from views.kit.parts import label
from views.kit.shell import Shell

_HEIGHT, _LINE, _RADIUS = 84, 34, 6


class ClockStrip(QWidget):
    """The strip and, in words, the next date with the days that do not count."""

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._reads = Asker(self, shell)
        self.line, self.caption = _Line(), label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.caption)

    def show_record(self, record_id: int) -> None:
        self._reads.ask(lambda context: strip_of(context, record_id), self._heard)

    def _heard(self, strip: Strip | None) -> None:
        self.setVisible(strip is not None)
        if strip is not None:
            self.line.show_points(strip.points)
            self.caption.setText(strip.caption)
            self.caption.setVisible(bool(strip.caption))


class _Line(QWidget):
    """Points on a line: filled where done, hollow where still to come, dashed where the date is provisional (暂定)."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watch.changed.connect(self.update)

    def show_points(self, points: tuple[Point, ...]) -> None:
        self._points = points
        told = [f"{one.title} {one.day} {one.words}{_('（暂定）') if one.provisional else ''}" for one in points]
        self.setAccessibleName(_("办理进程"))
        self.setAccessibleDescription("；".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._points:
            at = min(int(event.pos().x() / self._step()), len(self._points) - 1)
            QToolTip.showText(event.globalPos(), self._points[at].why, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step()
        for number, point in enumerate(self._points):
            middle = QPointF((number + 0.5) * step, _LINE)
            if number:
                self._draw_way(painter, QPointF(middle.x() - step + _RADIUS, _LINE), QPointF(middle.x() - _RADIUS, _LINE), point)
            self._draw_point(painter, middle, step, point)

    def _step(self) -> float:
        return self.width() / max(len(self._points), 1)

    def _draw_way(self, painter: QPainter, start: QPointF, end: QPointF, to: Point) -> None:
        style = Qt.PenStyle.SolidLine if to.done else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("edge"), 2, style))
        painter.drawLine(start, end)

    def _draw_point(self, painter: QPainter, middle: QPointF, step: float, point: Point) -> None:
        ink = theme.pill(point.tone)[0]
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DotLine if point.provisional else Qt.PenStyle.SolidLine))
        painter.setBrush(ink if point.done else theme.color("card"))
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        left, wide = middle.x() - step / 2, step
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(left, 4, wide, 20), centred, point.title)
        painter.setPen(theme.color("ink"))
        painter.drawText(QRectF(left, _LINE + 10, wide, 18), centred, point.day)
        painter.setPen(ink)
        painter.drawText(
            QRectF(left - 4, _LINE + 28, wide + 8, 18), centred, point.words + (_("暂定") if point.provisional and step > 90 else "")
        )
