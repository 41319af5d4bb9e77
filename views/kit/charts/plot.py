"""Draws a picture with pyqtgraph in the colours of the theme. Pointing names a mark, a click or Enter picks it, arrows walk.

pyqtgraph is imported when the first picture is drawn: `prepare` may do so beforehand, in a job.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from reports.statistics.axes import ticks
from views.kit import theme
from views.kit.charts.picture import COLUMNS, ROWS, Axis, Mark, Picture

_FONT, _SMALLEST = 12, 9
_REACH = 14  # pixels: how near the pointer must be
_GAP = 14  # pixels between two names of an axis
_WIDE = 0.6  # of a row or column its bar takes
_KEYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: 1}


def prepare() -> None:
    """Import what drawing needs; takes a moment the first time."""
    import pyqtgraph  # noqa: F401


class Plot(QWidget):
    """`picked` carries the key of a mark."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.picture = Picture()
        self.at = -1  # the mark pointed at, by its place
        self._plot: Any = None
        self._ring: Any = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.watch.changed.connect(self._again)

    def show_picture(self, picture: Picture) -> None:
        """Drawn once, in a turn of the event loop of its own, when there is room for it and somebody looks."""
        self.picture, self.at = picture, -1
        self._again()

    def _again(self) -> None:
        if self.isVisible() and self.picture.marks:
            self._soon.start()

    # drawing

    def _make(self) -> Any:
        import pyqtgraph as pg

        plot = pg.PlotWidget(enableMenu=False)
        plot.setAntialiasing(True)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.viewport().installEventFilter(self)
        plot.viewport().setMouseTracking(True)
        plot.setFocusProxy(self)
        plot.getPlotItem().setContentsMargins(0, 4, 16, 0)  # room for half of the last name
        self._column.addWidget(plot)
        plot.show()
        return plot

    def _draw(self) -> None:
        self._plot = plot = self._plot or self._make()
        plot.clear()
        plot.setBackground(theme.color("card"))
        picture = self.picture
        self._axes()
        self._under(plot, picture)
        if picture.kind == ROWS and picture.bars:
            self._bars(plot, [(picture.across.low, mark.y - _WIDE / 2, mark.x - picture.across.low, _WIDE) for mark in picture.marks])
        if picture.kind == COLUMNS:
            self._bars(plot, [(mark.x - _WIDE / 2, 0, _WIDE, mark.y) for mark in picture.marks])
        self._whiskers(plot, picture)
        if not (picture.bars or picture.kind == COLUMNS):
            self._dots(plot, picture.marks)
        self._ring = plot.plot([], [], pen=None, symbol="o", symbolSize=15, symbolBrush=None, symbolPen=_pen("ink", 1.5))
        self._show_ring()

    def _under(self, plot: Any, picture: Picture) -> None:
        import pyqtgraph as pg

        if picture.band:
            xs = [x for x, _low, _high in picture.band]
            edges = [pg.PlotCurveItem(xs, [point[side] for point in picture.band]) for side in (1, 2)]
            ground = theme.color("accent")
            ground.setAlpha(45)
            plot.addItem(pg.FillBetweenItem(*edges, brush=ground))
        for line in picture.lines:
            xs, ys = [x for x, _y in line.points], [y for _x, y in line.points]
            pen = _pen("muted" if line.dashed or line.faint else "accent", 1 if line.dashed or line.faint else 2)
            if line.dashed:
                pen.setStyle(Qt.PenStyle.DashLine)
            plot.plot(xs, ys, pen=pen, antialias=True)

    def _bars(self, plot: Any, boxes: list[tuple[float, float, float, float]]) -> None:
        import pyqtgraph as pg

        for group, name in ((False, "accent"), (True, "danger")):
            chosen = [box for box, mark in zip(boxes, self.picture.marks, strict=True) if mark.hot is group]
            ground = theme.color(name)
            ground.setAlpha(110)
            if chosen:
                x0, y0, width, height = (list(part) for part in zip(*chosen, strict=True))
                plot.addItem(pg.BarGraphItem(x0=x0, y0=y0, width=width, height=height, brush=ground, pen=None))

    def _whiskers(self, plot: Any, picture: Picture) -> None:
        """Intervals of marks in rows; those of a trend are its band."""
        import pyqtgraph as pg

        marks = [mark for mark in picture.marks if mark.low is not None and mark.high is not None]
        if picture.kind != ROWS or not marks:
            return
        import numpy

        x, y = numpy.array([mark.x for mark in marks]), numpy.array([mark.y for mark in marks])
        left, right = x - numpy.array([mark.low for mark in marks]), numpy.array([mark.high for mark in marks]) - x
        plot.addItem(pg.ErrorBarItem(x=x, y=y, left=left, right=right, beam=0.25, pen=_pen("ink", 1)))

    def _dots(self, plot: Any, marks: Any) -> None:
        for hot, name, size in ((False, "accent", 8), (True, "danger", 12)):
            chosen = [mark for mark in marks if mark.hot is hot]
            plot.plot([mark.x for mark in chosen], [mark.y for mark in chosen], pen=None, symbol="o", symbolSize=size,
                      symbolBrush=theme.color(name), symbolPen=None)  # fmt: skip

    # axes

    def _axes(self) -> None:
        picture, plot = self.picture, self._plot
        plot.setRange(xRange=(picture.across.low, picture.across.high), yRange=(picture.up.low, picture.up.high), padding=0, disableAutoRange=True)
        plot.showGrid(x=False, y=False)
        for side, axis in (("bottom", picture.across), ("left", picture.up)):
            font = theme.font(self._text_size(axis) if picture.kind == ROWS and side == "left" else _FONT)
            metrics = QFontMetricsF(font)
            item = plot.getAxis(side)
            names = self._marks(axis, side == "bottom", metrics)
            item.setTicks([names])
            item.setStyle(tickFont=font, tickLength=-4, autoExpandTextSpace=False, tickTextOffset=4, hideOverlappingLabels=False)
            item.setPen(_pen("edge", 1))
            item.setTextPen(_pen("muted", 1))
            if side == "left":
                item.setWidth(max([metrics.horizontalAdvance(text) for _value, text in names], default=20) + 14)
                for value, _text in names if not picture.bars else ():
                    plot.addLine(y=value, pen=_pen("line", 1))
            else:
                item.setHeight(metrics.height() + 10)

    def _text_size(self, axis: Axis) -> int:
        """Every row keeps its name: names are smaller where rows are many."""
        return max(_SMALLEST, min(_FONT, int((self.height() - 30) / max(len(axis.names), 1) * 0.85)))

    def _marks(self, axis: Axis, bottom: bool, metrics: QFontMetricsF) -> list[tuple[float, str]]:
        """The names an axis has room for."""
        names = list(axis.names) or [(value, axis.form(value)) for value in ticks(axis.low, axis.high, 5) if not axis.whole or value == int(value)]
        if not names:
            return []
        room = max(40.0, self.width() - 80.0) if bottom else max(40.0, self.height() - 30.0)
        each = (max(metrics.horizontalAdvance(text) for _value, text in names) + _GAP) if bottom else metrics.height()
        every = max(1, -(-len(names) * int(each) // int(room)))
        if self.picture.kind == ROWS and not bottom:
            every = 1
        return names[::every]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again()

    # pointing and picking

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._point(self._nearest(event.position()), event)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            found = self._nearest(event.position())
            if found >= 0:
                self.picked.emit(self.picture.marks[found].key)
        return False

    def _place(self, mark: Mark) -> QPointF:
        box = self._plot.getViewBox()
        return QPointF(self._plot.mapFromScene(box.mapViewToScene(QPointF(mark.x, mark.y))))

    def _nearest(self, at: QPointF) -> int:
        """The mark near the pointer: its row or column where it has one. -1: none."""
        best, least = -1, float(_REACH)
        box = self._plot.getViewBox().sceneBoundingRect()
        for place, mark in enumerate(self.picture.marks):
            where = self._place(mark)
            across, up = abs(where.x() - at.x()), abs(where.y() - at.y())
            if self.picture.kind == ROWS:
                far = up
            elif self.picture.kind == COLUMNS:
                far = across
            else:
                far = (across**2 + up**2) ** 0.5
            if far < least and box.contains(self._plot.mapToScene(at.toPoint())):
                best, least = place, far
        return best

    def _point(self, place: int, event: QMouseEvent | None = None) -> None:
        if place == self.at:
            return
        self.at = place
        self._show_ring()
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
        if place < 0:
            QToolTip.hideText()
            return
        mark = self.picture.marks[place]
        where = event.globalPosition().toPoint() if event else self._plot.mapToGlobal(self._place(mark).toPoint())
        self.setAccessibleDescription(mark.tip)
        QToolTip.showText(where, mark.tip, self)

    def _show_ring(self) -> None:
        mark = self.picture.marks[self.at] if 0 <= self.at < len(self.picture.marks) else None
        if self._ring is not None:
            self._ring.setData([mark.x] if mark else [], [mark.y] if mark else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and self.picture.marks and self._plot is not None:
            self._point((max(self.at, -1) + _KEYS[key]) % len(self.picture.marks))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at >= 0:
            self.picked.emit(self.picture.marks[self.at].key)
        else:
            super().keyPressEvent(event)


def _pen(name: str, width: float) -> Any:
    import pyqtgraph as pg

    return pg.mkPen(theme.color(name), width=width)
