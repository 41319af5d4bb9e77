"""Words on paper: lines broken as Chinese is set, the size lowered until they fit, tick boxes drawn."""

import re
from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from reports.kit import fonts
from resources.texts import said

BODY = 10.5
SMALLEST = 6.0
LEADING = 1.35  # line pitch, in sizes
TICKED, EMPTY = "☑", "□"
_TOKEN = re.compile(r"[!-~]+|[^\S\n]+|\n|.", re.DOTALL)
_NOT_FIRST = set("，。、；：？！）》〉」』】〕”’…%％")  # may not begin a line
_NOT_LAST = set("（《〈「『【〔“‘")  # may not end one
_BOX = re.compile(f"([{TICKED}{EMPTY}])")


def width(text: str, face: fonts.Face, size: float) -> float:
    boxes = text.count(TICKED) + text.count(EMPTY)
    return face.width(_BOX.sub("", text), size) + boxes * size


def lines(text: str, face: fonts.Face, size: float, room: float) -> list[str]:
    """The text cut into lines of at most `room` points. Words and numbers stay whole unless longer than a line."""
    done: list[str] = []
    line, text = "", said(text)
    for token in _pieces(text, face, size, room):
        if token == "\n":
            done, line = [*done, line], ""
        elif width(line + token, face, size) <= room or not line:
            line += token
        else:
            kept, moved = _hanging(line, token)
            done.append(kept.rstrip())
            line = (moved + token).lstrip()
    return [*done, line]


def _pieces(text: str, face: fonts.Face, size: float, room: float) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if len(token) > 1 and width(token, face, size) > room:
            yield from token
        else:
            yield token


def _hanging(line: str, token: str) -> tuple[str, str]:
    """What stays on a full line and what goes down with the token, so that no mark stands at a wrong edge."""
    if token in _NOT_FIRST and len(line) > 1:
        return line[:-1], line[-1]
    if line[-1] in _NOT_LAST and len(line) > 1:
        return line[:-1], line[-1]
    return line, ""


def draw_line(canvas: Any, x: float, y: float, text: str, face: fonts.Face, size: float) -> float:
    """One line with its left end on the base line at (x, y); answers the x behind it."""
    for part in _BOX.split(text):
        if part in (TICKED, EMPTY):
            _draw_box(canvas, x + size * 0.08, y - size * 0.08, size * 0.8, part == TICKED)
            x += size
            continue
        for font, piece in face.runs(part):
            own = fonts.scaled(font, size)
            canvas.setFont(font, own)
            canvas.drawString(x, y, piece)
            x += canvas.stringWidth(piece, font, own)
    return x


def _draw_box(canvas: Any, x: float, y: float, side: float, ticked: bool) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, side, side)
    if ticked:
        canvas.setLineWidth(1)
        path = canvas.beginPath()
        path.moveTo(x + side * 0.18, y + side * 0.52)
        path.lineTo(x + side * 0.42, y + side * 0.22)
        path.lineTo(x + side * 0.86, y + side * 0.84)
        canvas.drawPath(path)
    canvas.restoreState()


def draw(canvas: Any, x: float, y: float, text: str, size: float, *, room: float = 0, role: str = fonts.SONG,
         align: str = "left", smallest: float = SMALLEST) -> None:  # fmt: skip
    """One line at (x, y), shrunk to `room` points wide. align: left (x is the left end), center, right."""
    face = fonts.face(role)
    wide = width(text, face, size)
    if room and wide > room:
        size = max(size * room / wide, smallest)
        wide = width(text, face, size)
    draw_line(canvas, x - {"left": 0.0, "center": wide / 2, "right": wide}[align], y, text, face, size)


class Words(Flowable):
    """A text of one face and size that wraps. With a height it shrinks until it fits there; nothing is ever cut."""

    def __init__(self, text: str, size: float = BODY, role: str = fonts.SONG, align: str = "left", *,
                 color: Color = black, tall: float = 0, smallest: float = SMALLEST):  # fmt: skip
        super().__init__()
        self.text, self.size, self.role, self.align, self.color = text, size, role, align, color
        self.tall, self.smallest = tall, smallest
        self._lines: list[str] = []
        self._size = size

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        face = fonts.face(self.role)
        self._size = self._unbroken(face, avail_width)
        self._lines = lines(self.text, face, self._size, avail_width)
        while self.tall and self._height > self.tall and self._size > self.smallest:
            self._size -= 0.5
            self._lines = lines(self.text, face, self._size, avail_width)
        self.width, self.height = avail_width, self._height
        return self.width, self.height

    def _unbroken(self, face: fonts.Face, room: float) -> float:
        """The size at which the longest number or word fits into one line."""
        longest = max((width(token, face, self.size) for token in _TOKEN.findall(self.text)), default=0.0)
        return self.size if longest <= room else min(self.size, max(self.smallest, self.size * room / longest * 0.995))

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        self.wrap(avail_width, avail_height)
        fitting = int(avail_height // (self._size * LEADING))
        if fitting < 1 or fitting >= len(self._lines):
            return []
        parts = "\n".join(self._lines[:fitting]), "\n".join(self._lines[fitting:])
        return [Words(part, self._size, self.role, self.align, color=self.color) for part in parts]

    def draw(self) -> None:
        face, pitch = fonts.face(self.role), self._size * LEADING
        self.canv.setFillColor(self.color)
        for number, line in enumerate(self._lines):
            spare = self.width - width(line, face, self._size)
            left = {"left": 0.0, "center": spare / 2, "right": spare}[self.align]
            base = self.height - number * pitch - self._size * 1.05
            draw_line(self.canv, left, base, line, face, self._size)

    def natural_width(self) -> float:
        """Points the longest line would take unbroken."""
        return max((width(line, fonts.face(self.role), self.size) for line in self.text.split("\n")), default=0.0)

    @property
    def _height(self) -> float:
        return len(self._lines) * self._size * LEADING


def heading(text: str, size: float = 16) -> Words:
    """A form's title: 16–18 points, centred, in Hei, which stands for bold in Chinese setting."""
    return Words(text, size, fonts.HEI, "center")


def gap(millimetres: float) -> Flowable:
    from reportlab.platypus import Spacer

    return Spacer(1, millimetres * mm)
