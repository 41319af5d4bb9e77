"""Pages: a paper is what a form makes, its bytes are what leaves the printer. Page rules: forms.md 0.6."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from reports.kit import fonts, text
from resources.texts import _

A4_PORTRAIT, A4_LANDSCAPE, A5_LANDSCAPE = A4, landscape(A4), landscape(A5)
MARGIN = 20 * mm
QUIET = HexColor("#6b7280")
_FOOTER_SIZE = 8
_FOOTER_BASE = 12 * mm  # of the footer's line above the lower edge


@dataclass(frozen=True)
class Footer:
    """What every page says at its foot: form id, document number (empty in a preview), print time."""

    form: str
    number: str
    printed_at: datetime


@dataclass
class Paper:
    """A form that flows over as many pages as it needs. `story` is consumed by `pdf`."""

    title: str
    story: list[Flowable]
    size: tuple[float, float] = A4_PORTRAIT
    margin: float = MARGIN

    @property
    def width(self) -> float:
        return self.size[0] - 2 * self.margin

    @property
    def height(self) -> float:
        return self.size[1] - 2 * self.margin

    def pdf(self, footer: Footer | None = None) -> bytes:
        """The document; with a footer, each page has one and says 第 n 页 共 m 页."""
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=self.size, title=self.title, creator="JianTai", invariant=1)
        frame = Frame(self.margin, self.margin, self.width, self.height, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame]))
        document.build(self.story, canvasmaker=_counting(footer, self.margin))
        return out.getvalue()


@dataclass
class Drawn:
    """Pages drawn at fixed places: cards, certificates, labels. They never have a footer; a page that shows its
    document number itself is given it (empty in a preview)."""

    title: str
    pages: Sequence[Callable[[Canvas, str], None]]
    size: tuple[float, float] = A4_PORTRAIT

    def pdf(self, footer: Footer | None = None) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=self.size, invariant=1, initialFontName=fonts.face(fonts.SONG).chinese)
        canvas.setTitle(self.title)
        canvas.setCreator("JianTai")
        for draw_page in self.pages:
            draw_page(canvas, footer.number if footer else "")
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def _counting(footer: Footer | None, margin: float) -> Callable[..., Canvas]:
    """A canvas that holds its pages back until it knows how many there are."""

    class Counting(Canvas):
        def __init__(self, *given: Any, **named: Any):
            # reportlab would otherwise note Helvetica, which is not embedded
            super().__init__(*given, **named | {"initialFontName": fonts.face(fonts.SONG).chinese})
            self._held: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._held.append(dict(vars(self)))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._held, 1):
                self.__dict__.update(page)
                if footer:
                    _draw_footer(self, footer, margin, number, len(self._held))
                super().showPage()
            super().save()

    return Counting


def _draw_footer(canvas: Canvas, footer: Footer, margin: float, page: int, pages: int) -> None:
    left, right = margin, canvas._pagesize[0] - margin
    canvas.saveState()
    canvas.setFillColor(QUIET)
    canvas.setStrokeColor(QUIET)
    canvas.setLineWidth(0.3)
    canvas.line(left, _FOOTER_BASE + 4 * mm, right, _FOOTER_BASE + 4 * mm)
    number = footer.number or _("预览")
    middle = _("打印时间 {time}").format(time=footer.printed_at.strftime("%Y-%m-%d %H:%M"))
    text.draw(canvas, left, _FOOTER_BASE, f"{footer.form}  {number}", _FOOTER_SIZE)
    text.draw(canvas, (left + right) / 2, _FOOTER_BASE, middle, _FOOTER_SIZE, align="center")
    paged = _("第 {page} 页 共 {pages} 页").format(page=page, pages=pages)
    text.draw(canvas, right, _FOOTER_BASE, paged, _FOOTER_SIZE, align="right")
    canvas.restoreState()
