"""F-BADGE 证卡: cards of CR80 size, front and back side by side, to be folded or glued; four on a sheet with cut marks.

The code on the back holds "JIANTAI;card number;valid from;valid to" (ISO dates), so that any reader can check a card
without the program. What a card shows: 考评人员管理办法 第十六条, 质量督导人员管理办法 第十三条.
"""

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.core.centre import Context
from models.people.tables import Qualification
from models.people.terms import ASSESSOR
from reports.kit import fonts, marks
from reports.kit.page import A4_LANDSCAPE, QUIET, Drawn
from reports.kit.text import Words, draw
from reports.people import facts
from resources.texts import _

WIDE, HIGH = 54 * mm, 86 * mm
ACCENT = HexColor("#0f5c8c")
LINE = HexColor("#d1d5db")
_EDGE = 4 * mm  # of text from the card's edge
_BAND = 19 * mm
_PHOTO = 22 * mm, 30.8 * mm  # 1 寸 in proportion
_QR = 21 * mm
_PER_PAGE = 4


def qr_content(record: Qualification) -> str:
    first = record.valid_from.isoformat() if record.valid_from else ""
    return f"JIANTAI;{record.card_number};{first};{record.valid_to.isoformat()}"


def sheet(context: Context, records: Iterable[Qualification]) -> Drawn:
    """A4 landscape pages with up to four cards each, in the order given."""
    chosen = list(records)
    pages: list[Callable[[Canvas, str], None]] = [
        _page(context, chosen[first : first + _PER_PAGE]) for first in range(0, len(chosen), _PER_PAGE)
    ]
    title = chosen[0].person.name if len(chosen) == 1 else _("{n} 张").format(n=len(chosen))
    return Drawn(f"{_('证卡')} {title}", pages, A4_LANDSCAPE)


def _page(context: Context, records: Iterable[Qualification]) -> Callable[[Canvas, str], None]:
    def draw_page(canvas: Canvas, number: str) -> None:
        wide, high = A4_LANDSCAPE
        between_x, between_y = 16 * mm, 12 * mm
        left = (wide - 4 * WIDE - between_x) / 2
        low = (high - 2 * HIGH - between_y) / 2
        for place, record in enumerate(records):
            row, column = divmod(place, 2)
            _pair(canvas, context, record, left + column * (2 * WIDE + between_x), low + (1 - row) * (HIGH + between_y))

    return draw_page


def _pair(canvas: Canvas, context: Context, record: Qualification, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.3)
    canvas.rect(x, y, 2 * WIDE, HIGH)
    canvas.setDash(2, 2)
    canvas.line(x + WIDE, y, x + WIDE, y + HIGH)  # the fold
    canvas.restoreState()
    marks.draw_cut_marks(canvas, x, y, 2 * WIDE, HIGH)
    canvas.translate(x, y)
    _front(canvas, context, record)
    canvas.translate(WIDE, 0)
    _back(canvas, context, record)
    canvas.translate(-x - WIDE, -y)


def _front(canvas: Canvas, context: Context, record: Qualification) -> None:
    room, middle = WIDE - 2 * _EDGE, WIDE / 2
    canvas.setFillColor(ACCENT)
    canvas.rect(0, HIGH - _BAND, WIDE, _BAND, stroke=0, fill=1)
    _block(canvas, context.centre.name, HIGH - 3 * mm, 7.5, fonts.HEI, tall=7 * mm, align="center", color=white)
    canvas.setFillColor(white)
    draw(canvas, middle, HIGH - 15.5 * mm, facts.card_title(record), 14, room=room, role=fonts.HEI, align="center")
    wide, high = _PHOTO
    picture = facts.photo(context, record.person)
    marks.draw_photo(canvas, (WIDE - wide) / 2, HIGH - _BAND - 4 * mm - high, wide, high, picture)
    canvas.setFillColor(black)
    draw(canvas, middle, 25 * mm, record.person.name, 15, room=room, role=fonts.HEI, align="center")
    canvas.setFillColor(ACCENT)
    draw(canvas, middle, 19.5 * mm, facts.grade(record), 9.5, room=room, role=fonts.HEI, align="center")
    _block(canvas, record.person.employer or "", 17.5 * mm, 7.5, fonts.HEI, tall=7 * mm, align="center")
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(_EDGE, 9 * mm, WIDE - _EDGE, 9 * mm)
    canvas.setFillColor(black)
    draw(canvas, middle, 4.5 * mm, record.card_number, 9.5, room=room, role=fonts.HEI, align="center")


def _back(canvas: Canvas, context: Context, record: Qualification) -> None:
    issuer = (record.issuing_body or context.centre.name) if record.kind != ASSESSOR else context.centre.name
    rows = [
        (_("职业（工种）"), facts.occupations(record), 17 * mm),
        (_("类别"), facts.grade(record), 4 * mm),
        (_("证卡编号"), record.card_number, 4 * mm),
        (_("有效期"), facts.span(record.valid_from, record.valid_to), 4 * mm),
        (_("发证机构"), issuer, 7 * mm),
    ]
    top = HIGH - 5 * mm
    for label, value, tall in rows:
        if not value:
            continue
        canvas.setFillColor(QUIET)
        draw(canvas, _EDGE, top - 5.5, label, 6, role=fonts.HEI)
        used = _block(canvas, value, top - 2.8 * mm, 7.5, fonts.HEI, tall=tall)
        top -= 2.8 * mm + used + 1.6 * mm
    marks.draw_qr(canvas, WIDE - _QR - _EDGE + 2 * mm, 3 * mm, _QR, qr_content(record))
    canvas.setFillColor(QUIET)
    draw(canvas, _EDGE, 14 * mm, _("（盖章）"), 7, role=fonts.HEI)


def _block(canvas: Canvas, value: str, top: float, size: float, role: str, *, tall: float, align: str = "left",
           color: Any = black) -> float:  # fmt: skip
    """Words below `top` across the card, shrunk to `tall`; answers the height they took."""
    words = Words(value, size, role, align, color=color, tall=tall, smallest=3.5)
    words.wrap(WIDE - 2 * _EDGE, HIGH)
    words.drawOn(canvas, _EDGE, top - words.height)
    return float(words.height)
