"""Drawing at fixed places, quickly: a text is measured once however often it is drawn, and what stands on every page of a
kind (rules, labels) is drawn once and referred to. Places in points from the lower left; `Pen.mm` is one millimetre."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.kit import fonts, text
from reports.kit.fonts import HEI, SONG
from resources.texts import _

RULE = 0.5
PAD = 1.4 * mm
_SMALLEST = 5.5
Size = tuple[float, float]


@lru_cache(maxsize=20_000)
def measured(role: str, words: str, size: float) -> tuple[float, tuple[tuple[str, float, str, float], ...]]:
    """Width of a line, and its pieces: font, size, text, width."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    pieces = []
    for font, piece in fonts.face(role).runs(words):
        own = fonts.scaled(font, size)
        pieces.append((font, own, piece, float(stringWidth(piece, font, own))))
    return sum(piece[3] for piece in pieces), tuple(pieces)


@dataclass(frozen=True)
class Column:
    """One column of a list: its heading, width in mm, how its cells stand, their size."""

    head: str
    width: float
    align: str = "center"
    size: float = 9


class Pen:
    def __init__(self, canvas: Canvas):
        self.canvas = canvas
        self._forms: dict[str, str] = {}  # names inside a document are plain ASCII

    def line(self, x: float, y: float, words: str, size: float = 10.5, *, role: str = SONG, align: str = "left", room: float = 0) -> None:
        """One line, shrunk to `room` points. x: its left end, middle or right end, as `align` says."""
        if not words:
            return
        wide, pieces = measured(role, words, size)
        if room and wide > room:
            wide, pieces = measured(role, words, max(round(size * room / wide - 0.05, 1), _SMALLEST))
        x -= {"left": 0.0, "center": wide / 2, "right": wide}[align]
        for font, own, piece, width in pieces:
            self.canvas.setFont(font, own)
            self.canvas.drawString(x, y, piece)
            x += width

    def cell(self, x: float, y: float, wide: float, high: float, words: str, size: float = 10.5, *, role: str = SONG, align: str = "center") -> None:
        """One line in the middle of a cell whose lower left corner is (x, y); its lines break where it says so."""
        rows = words.split("\n")
        at = x + wide / 2 if align == "center" else x + PAD
        top = y + high / 2 + (len(rows) * size * text.LEADING) / 2
        for number, row in enumerate(rows):
            base = top - number * size * text.LEADING - size * 1.02
            self.line(at, base, row, size, role=role, align=align, room=wide - 2 * PAD)

    def box(self, x: float, y: float, wide: float, high: float) -> None:
        self.canvas.setLineWidth(RULE)
        self.canvas.rect(x, y, wide, high)

    def grid(self, x: float, top: float, widths: Sequence[float], heights: Sequence[float]) -> None:
        """The rules of a table; widths and heights in points."""
        xs, ys = [x], [top]
        for width in widths:
            xs.append(xs[-1] + width)
        for height in heights:
            ys.append(ys[-1] - height)
        self.canvas.setLineWidth(RULE)
        self.canvas.grid(xs, ys)

    def paragraph(self, x: float, top: float, wide: float, words: str, size: float = 10, *, role: str = SONG) -> float:
        """Words broken into lines below `top`; answers the y below them."""
        for row in text.lines(words, fonts.face(role), size, wide):
            top -= size * 1.5
            self.line(x, top, row, size, role=role)
        return top

    def once(self, name: str, draw: Callable[["Pen"], None], size: Size) -> None:
        """What is the same on many pages, drawn into the document the first time."""
        if name not in self._forms:
            self._forms[name] = f"once{len(self._forms)}"
            self.canvas.beginForm(self._forms[name], 0, 0, *size)
            draw(self)
            self.canvas.endForm()
        self.canvas.doForm(self._forms[name])


Page = Callable[[Pen], None]


def head_of_table(pen: Pen, x: float, top: float, columns: Sequence[Column], high: float) -> None:
    for column in columns:
        wide = column.width * mm
        pen.cell(x, top - high, wide, high, column.head, min(column.size, 9), role=HEI)
        x += wide


def rows_of_table(pen: Pen, x: float, top: float, columns: Sequence[Column], high: float, rows: Sequence[Sequence[str]]) -> None:
    """The cells of a list, row by row below `top`."""
    for row in rows:
        at = x
        top -= high
        for column, words in zip(columns, row, strict=True):
            wide = column.width * mm
            if words:
                pen.cell(at, top, wide, high, words, column.size, align=column.align)
            at += wide


@dataclass
class Pages:
    """Pages of any sizes as one document. `pages` are asked for one by one."""

    title: str
    pages: Sequence[tuple[Size, Page]]
    numbered: bool = False  # each page says form, document number and print time at its foot; postings and labels never do

    def draw(self, canvas: Canvas, footer: Any = None) -> None:
        pen = Pen(canvas)
        foot = f"{footer.form}  {footer.number or _('预览')}  {footer.printed_at:%Y-%m-%d %H:%M}" if footer and self.numbered else ""
        for size, page in self.pages:
            canvas.setPageSize(size)
            page(pen)
            pen.line(20 * mm, 9 * mm, foot, 8)
            canvas.showPage()

    def pdf(self, footer: Any = None) -> bytes:
        """The document; with a footer where its pages are numbered."""
        import io

        out = io.BytesIO()
        canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=fonts.face(SONG).chinese)
        canvas.setTitle(self.title)
        canvas.setCreator("JianTai")
        self.draw(canvas, footer)
        canvas.save()
        return out.getvalue()
