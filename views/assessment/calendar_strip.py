"""The legal calendar of a batch as a strip: its steps in the order of their days, done, open, late, on one or two lines."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.assessment.board import Point
from resources.texts import _
from views.kit import theme

_ROW, _LINE, _RADIUS, _WIDE = 92, 36, 6, 104  # height of a line of points, where its line runs, a point's radius, the least room of one


class CalendarStrip(QWidget):
    """Filled where done, hollow where still to come, dotted where provisional. `cited` carries the rule of a point clicked."""

    cited = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._points: Sequence[Point] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("法定日程"))
        theme.watch.changed.connect(self.update)

    def show_points(self, points: Sequence[Point]) -> None:
        self._points = points
        self.setAccessibleDescription("；".join(f"{one.title} {one.day} {one.words}" for one in points))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE * 4, _ROW * self._lines())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(_ROW * self._lines())

    def _lines(self) -> int:
        fits = max(1, self.width() // _WIDE)
        return max(1, -(-len(self._points) // fits))

    def _per_line(self) -> int:
        return max(1, -(-len(self._points) // self._lines()))

    def _step(self) -> float:
        return self.width() / self._per_line()

    def _at(self, x: float, y: float) -> Point | None:
        number = int(y // _ROW) * self._per_line() + int(x // self._step())
        return self._points[number] if 0 <= number < len(self._points) else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), found.why if found else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().x(), event.position().y())
        if found is not None:
            self.cited.emit(found.rule)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, fits = self._step(), self._per_line()
        for number, point in enumerate(self._points):
            row, column = divmod(number, fits)
            middle = QPointF((column + 0.5) * step, row * _ROW + _LINE)
            if column:
                painter.setPen(QPen(theme.color("edge"), 2, Qt.PenStyle.SolidLine if point.done else Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(middle.x() - step + _RADIUS, middle.y()), QPointF(middle.x() - _RADIUS, middle.y()))
            self._draw(painter, middle, step, point)

    def _draw(self, painter: QPainter, middle: QPointF, step: float, point: Point) -> None:
        ink = theme.pill(point.tone)[0]
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DotLine if point.provisional else Qt.PenStyle.SolidLine))
        painter.setBrush(ink if point.done else theme.color("card"))
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        left, centred = middle.x() - step / 2 + 2, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        words = point.words + (_("（暂定）") if point.provisional else "")
        lines = ((point.title, "ink", -_LINE + 4, 12), (point.day, "muted", 10, 12), (words, "", 28, 12))
        for text, color, down, px in lines:
            painter.setFont(theme.font(px))
            painter.setPen(theme.color(color) if color else ink)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(step - 4))
            painter.drawText(QRectF(left, middle.y() + down, step - 4, 20), centred, shown)
