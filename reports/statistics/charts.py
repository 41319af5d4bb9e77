"""Charts drawn as vectors: a frame with two axes, and what is put into it. Sizes in points, data in its own units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from reports.kit import fonts, text
from reports.statistics.axes import ticks

INK, MUTED, LINE = HexColor("#1f2937"), HexColor("#6b7280"), HexColor("#e5e7eb")
ACCENT, BAND, BAR, DANGER = HexColor("#0f5c8c"), HexColor("#d5e4ee"), HexColor("#9cc2dc"), HexColor("#b42318")
_SMALL = 7.0
_HEAD, _FOOT = 30.0, 16.0
Draw = Callable[["Chart"], None]


@dataclass
class Span:
    low: float
    high: float

    def widened(self, share: float) -> "Span":
        room = (self.high - self.low) * share or 1.0
        return Span(self.low - room, self.high + room)


class Chart(Flowable):
    """A titled frame. across, up: the spans of its axes; marks_x: (value, words) under the lower edge; left: room for words."""

    def __init__(self, title: str, note: str, size: tuple[float, float], across: Span, up: Span, draw: Draw, *,
                 marks_x: Sequence[tuple[float, str]] = (), marks_y: Sequence[tuple[float, str]] = (), left: float = 28):  # fmt: skip
        super().__init__()
        self.title, self.note, self.across, self.up, self._draw, self.left = title, note, across, up, draw, left
        self.width, self.height = size
        self.marks_x, self.marks_y = marks_x, marks_y

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def x(self, value: float) -> float:
        return self.left + (value - self.across.low) / (self.across.high - self.across.low) * (self.width - self.left - 8)

    def y(self, value: float) -> float:
        return _FOOT + (value - self.up.low) / (self.up.high - self.up.low) * (self.height - _HEAD - _FOOT)

    def draw(self) -> None:
        text.draw(self.canv, 0, self.height - 10, self.title, 10, room=self.width, role=fonts.HEI)
        self.canv.setFillColor(MUTED)
        text.draw(self.canv, 0, self.height - 21, self.note, _SMALL, room=self.width)
        self._grid()
        self._draw(self)

    def _grid(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.4)
        for value, words in self.marks_y:
            canvas.setStrokeColor(LINE)
            canvas.line(self.left, self.y(value), self.width - 8, self.y(value))
            canvas.setFillColor(MUTED)
            text.draw(canvas, self.left - 4, self.y(value) - 2.5, words, _SMALL, room=self.left - 6, align="right")
        canvas.setStrokeColor(MUTED)
        canvas.line(self.left, _FOOT, self.width - 8, _FOOT)
        canvas.line(self.left, _FOOT, self.left, self.height - _HEAD)
        for value, words in self.marks_x:
            canvas.setStrokeColor(MUTED)
            canvas.line(self.x(value), _FOOT, self.x(value), _FOOT - 2)
            canvas.setFillColor(MUTED)
            text.draw(canvas, self.x(value), _FOOT - 10, words, _SMALL, align="center")

    # what is put into it

    def line(self, points: Sequence[tuple[float, float]], color: Any = ACCENT, width: float = 1.2, dash: Sequence[float] = ()) -> None:
        path = self.canv.beginPath()
        for at, (x, y) in enumerate(points):
            (path.lineTo if at else path.moveTo)(self.x(x), self.y(y))
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(width)
        self.canv.setDash(list(dash))
        self.canv.drawPath(path)
        self.canv.setDash([])

    def band(self, lower: Sequence[tuple[float, float]], upper: Sequence[tuple[float, float]]) -> None:
        path = self.canv.beginPath()
        for at, (x, y) in enumerate([*lower, *reversed(upper)]):
            (path.lineTo if at else path.moveTo)(self.x(x), self.y(y))
        self.canv.setFillColor(BAND)
        self.canv.drawPath(path, stroke=0, fill=1)

    def dot(self, x: float, y: float, radius: float = 2.0, color: Any = ACCENT) -> None:
        self.canv.setFillColor(color)
        self.canv.circle(self.x(x), self.y(y), radius, stroke=0, fill=1)

    def across_bar(self, row: float, value: float, half: float = 0.3) -> None:
        self.canv.setFillColor(BAR)
        self.canv.rect(self.x(self.across.low), self.y(row - half), self.x(value) - self.x(self.across.low), self.y(row + half) - self.y(row - half),
                       stroke=0, fill=1)  # fmt: skip

    def whisker(self, row: float, lower: float, upper: float, color: Any = INK) -> None:
        canvas, y = self.canv, self.y(row)
        canvas.setStrokeColor(color)
        canvas.setLineWidth(0.8)
        canvas.line(self.x(lower), y, self.x(upper), y)
        for value in (lower, upper):
            canvas.line(self.x(value), y - 2.5, self.x(value), y + 2.5)


def percents(low: float, high: float) -> list[tuple[float, str]]:
    return [(value, f"{value * 100:.0f}%") for value in ticks(low, high)]


def numbers(low: float, high: float, most: int = 6) -> list[tuple[float, str]]:
    return [(value, f"{value:g}") for value in ticks(low, high, most)]
