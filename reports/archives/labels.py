"""Labels: a sheet of stickers with a QR code for items, spine labels with a bar code for boxes.

The code on a sticker holds "JT:" and the item's number, that of a spine the box's number: a scanner types either into
the search, and the stock check takes the first.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.archives.stocktaking import PREFIX
from models.archives.tables import ArchiveItem
from models.archives.terms import KIND
from models.core.centre import Context
from reports.archives import facts
from reports.kit import fonts, marks
from reports.kit.page import Drawn
from reports.kit.text import draw, lines
from resources.texts import _

ACROSS, DOWN = 3, 8  # of a usual sheet of 24 stickers, 70 × 37 mm, without margins
STICKER = 70 * mm, 37.125 * mm
_QR, _EDGE = 25 * mm, 4 * mm
SPINE = 30 * mm, 210 * mm
_SPINES = 5
_NAMED = 2  # kinds written out on a spine; more stand by their codes
_LINE = HexColor("#9ca3af")


def sticker(context: Context, record: ArchiveItem) -> Drawn:
    return stickers(context, [record])


def stickers(context: Context, records: Iterable[ArchiveItem]) -> Drawn:
    """A4 sheets of 24 stickers, filled from the upper left."""
    chosen = list(records)
    size = ACROSS * DOWN
    pages = [_sheet(context, chosen[first : first + size]) for first in range(0, len(chosen), size)]
    return Drawn(_("档案标签 {n} 张").format(n=len(chosen)), pages, A4)


def _sheet(context: Context, records: list[ArchiveItem]) -> Callable[[Canvas, str], None]:
    def draw_page(canvas: Canvas, number: str) -> None:
        for place, item in enumerate(records):
            row, column = divmod(place, ACROSS)
            _sticker(canvas, context, item, column * STICKER[0], A4[1] - (row + 1) * STICKER[1])

    return draw_page


def _sticker(canvas: Canvas, context: Context, item: ArchiveItem, x: float, y: float) -> None:
    wide, high = STICKER
    marks.draw_qr(canvas, x + _EDGE, y + (high - _QR) / 2, _QR, f"{PREFIX}{item.number}")
    left, room = x + _EDGE + _QR + 2.5 * mm, wide - 2 * _EDGE - _QR - 2.5 * mm
    top = y + high - 8.5 * mm
    canvas.setFillColor(black)
    draw(canvas, left, top, item.number, 10, room=room, role=fonts.HEI)
    for line in lines(item.title, fonts.face(fonts.SONG), 7.5, room)[:2]:
        top -= 3.8 * mm
        draw(canvas, left, top, line, 7.5, room=room)
    told = (facts.shelf(item), f"{facts.period(item, context)} {_('至')} {facts.last_day(item, context)}", facts.secrecy(item))
    for line in told:
        top -= 3.9 * mm
        draw(canvas, left, top, line, 7, room=room)


def spines(context: Context, records: Iterable[ArchiveItem]) -> Drawn:
    """One spine label a box, five on a sheet; items without a box have no label."""
    by_box = sorted((item for item in records if item.box), key=lambda item: (item.box or "", item.number))
    boxes = [(str(box), list(items)) for box, items in groupby(by_box, lambda item: item.box)]
    pages = [_spine_page(context, boxes[first : first + _SPINES]) for first in range(0, len(boxes), _SPINES)]
    return Drawn(_("档案盒脊背标签 {n} 张").format(n=len(boxes)), pages or [_spine_page(context, [])], A4)


def _spine_page(context: Context, boxes: list[tuple[str, list[ArchiveItem]]]) -> Callable[[Canvas, str], None]:
    def draw_page(canvas: Canvas, number: str) -> None:
        left = (A4[0] - _SPINES * (SPINE[0] + 4 * mm)) / 2
        if not boxes:
            draw(canvas, A4[0] / 2, A4[1] / 2, _("没有登记盒号的材料"), 12, align="center")
        for place, (box, items) in enumerate(boxes):
            _spine(canvas, context, box, items, left + place * (SPINE[0] + 4 * mm), (A4[1] - SPINE[1]) / 2)

    return draw_page


def _spine(canvas: Canvas, context: Context, box: str, items: list[ArchiveItem], x: float, y: float) -> None:
    wide, high = SPINE
    canvas.saveState()
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, wide, high)
    marks.draw_cut_marks(canvas, x, y, wide, high)
    canvas.setFillColor(black)
    years = sorted({item.made_on.year for item in items if item.made_on.year > 1})
    codes, batches = sorted({item.kind for item in items if item.kind}), sorted({item.batch for item in items if item.batch})
    kinds = codes if len(codes) > _NAMED else [KIND.show(code) for code in codes]
    periods = list(dict.fromkeys(facts.period(item, context) for item in items))
    told = (
        (_("年度"), "、".join(map(str, years)), 14), (_("批次"), "、".join(batches), 9), (_("类别"), "、".join(kinds), 9),
        (_("档号起止"), items[0].number if len(items) == 1 else f"{items[0].number} {_('至')} {items[-1].number}", 8.5),
        (_("件数"), str(len(items)), 11), (_("保管期限"), "、".join(periods), 11),
    )  # fmt: skip
    top = y + high - 8 * mm
    draw(canvas, x + wide / 2, top, context.centre.name, 8, room=wide - 4 * mm, align="center", role=fonts.HEI)
    for label, text, size in told:
        top -= 9 * mm
        draw(canvas, x + wide / 2, top, label, 7.5, align="center")
        for line in lines(text, fonts.face(fonts.HEI), size, wide - 5 * mm)[:5]:
            top -= size * 1.45
            draw(canvas, x + wide / 2, top, line, size, room=wide - 4 * mm, align="center", role=fonts.HEI)
    draw(canvas, x + wide / 2, y + 27 * mm, _("盒号 {box}").format(box=box), 15, room=wide - 4 * mm, align="center", role=fonts.HEI)
    draw_code128(canvas, x + 2 * mm, y + 8 * mm, wide - 4 * mm, 14 * mm, box)
    canvas.restoreState()


def draw_code128(canvas: Canvas, x: float, y: float, wide: float, high: float, content: str) -> None:
    """A Code 128 bar code with its quiet zones, as rectangles: sharp at any size."""
    import numpy
    import zxingcpp

    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
    line = (numpy.array(code.to_image(scale=1, add_quiet_zones=True)) == 0).any(axis=0).astype(int)
    module = wide / len(line)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], line, [0]))))
    path = canvas.beginPath()
    for start, end in edges.reshape(-1, 2):
        path.rect(x + float(start) * module, y, float(end - start) * module, high)
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
