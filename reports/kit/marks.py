"""What stands on paper besides words: one box a character, tick boxes, the QR code, the photograph, cut marks."""

import io
from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.kit import fonts, text
from resources.texts import _

PHOTO = 25 * mm, 35 * mm  # 1 寸
FRAME = HexColor("#d1d5db")
_MUTED = HexColor("#9ca3af")
_PRINT_DPI = 300


def ticks(options: Mapping[str, str], chosen: str | None) -> str:
    """The options side by side, each behind its box: ☑考评员 □高级考评员."""
    return " ".join(f"{text.TICKED if code == chosen else text.EMPTY}{label}" for code, label in options.items())


def tick(ticked: bool) -> text.Words:
    return text.Words(text.TICKED if ticked else text.EMPTY, align="center")


class Boxes(Flowable):
    """A number written one character a box: 18 boxes for an identity number; longer ones get their boxes too."""

    def __init__(self, characters: str, count: int = 18, side: float = 5 * mm):
        super().__init__()
        self.characters, self.count, self.side = characters, max(count, len(characters)), side

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.side = min(self.side, avail_width / self.count)
        self.width, self.height = avail_width, self.side
        return self.width, self.height

    def draw(self) -> None:
        left = (self.width - self.count * self.side) / 2
        self.canv.setLineWidth(0.5)
        self.canv.grid([left + n * self.side for n in range(self.count + 1)], [0, self.side])
        size = self.side * 0.68
        for place, character in enumerate(self.characters):
            middle = left + (place + 0.5) * self.side
            text.draw(self.canv, middle, self.side * 0.26, character, size, align="center")


class Photo(Flowable):
    """A photograph of 25 × 35 mm in the middle of its cell; without one the place says 照 片."""

    def __init__(self, picture: bytes | None):
        super().__init__()
        self.picture = picture

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = avail_width, PHOTO[1]
        return self.width, self.height

    def draw(self) -> None:
        wide, high = PHOTO
        if self.picture is None:
            text.draw(self.canv, self.width / 2, high / 2 - 3, _("照 片"), text.BODY, align="center")
        else:
            draw_photo(self.canv, (self.width - wide) / 2, 0, wide, high, self.picture)


def draw_photo(canvas: Canvas, x: float, y: float, wide: float, high: float, picture: bytes | None) -> None:
    """A photograph cropped to its place; a quiet frame with 照片 where there is none or it cannot be read."""
    from reportlab.lib.utils import ImageReader

    fitted = _fitted(picture, wide, high) if picture else None
    canvas.saveState()
    canvas.setStrokeColor(FRAME)
    canvas.setLineWidth(0.5)
    if fitted is None:
        canvas.rect(x, y, wide, high)
        canvas.setFillColor(_MUTED)
        text.draw(canvas, x + wide / 2, y + high / 2 - 3, _("照片"), 9, align="center", role=fonts.HEI)
    else:
        canvas.drawImage(ImageReader(fitted), x, y, wide, high)
        canvas.rect(x, y, wide, high)
    canvas.restoreState()


def _fitted(picture: bytes, wide: float, high: float) -> Any:
    """The middle of the picture in the proportions of its place, no finer than print shows; None: not a picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    dots = round(wide / 72 * _PRINT_DPI), round(high / 72 * _PRINT_DPI)
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            upright = ImageOps.exif_transpose(opened)
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
            return ImageOps.fit(flat, dots)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def draw_qr(canvas: Canvas, x: float, y: float, side: float, content: str) -> None:
    """The code with its quiet zone, `side` points wide, as rectangles: sharp at any size."""
    import numpy
    import zxingcpp

    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = numpy.array(code.to_image(scale=1, add_quiet_zones=True)) == 0
    module = side / len(dark)
    canvas.saveState()
    canvas.setFillColor(white)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for row, line in enumerate(dark):
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], line.astype(int), [0]))))
        for start, end in edges.reshape(-1, 2):
            path.rect(x + start * module, y + side - (row + 1) * module, (end - start) * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_cut_marks(canvas: Canvas, x: float, y: float, wide: float, high: float, color: Color = _MUTED) -> None:
    """Short lines outside the four corners, where the knife goes."""
    near, far = 1 * mm, 4 * mm
    canvas.saveState()
    canvas.setStrokeColor(color)
    canvas.setLineWidth(0.3)
    for across, outward in ((x, -1), (x + wide, 1)):
        for up, upward in ((y, -1), (y + high, 1)):
            canvas.line(across + outward * near, up, across + outward * far, up)
            canvas.line(across, up + upward * near, across, up + upward * far)
    canvas.restoreState()
