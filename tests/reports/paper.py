"""Looking at PDFs in tests: text, pages, fonts, pictures."""

import ctypes
import re
from typing import Any

import pypdfium2
from pypdfium2 import raw

A4 = (595, 842)


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Of each page, in whole points."""
    document = opened(pdf)
    return [(round(width), round(height)) for width, height in (page.get_size() for page in document)]


def text(pdf: bytes) -> str:
    """All text without blanks and line breaks."""
    document = opened(pdf)
    return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


def in_order(pdf: bytes, labels: list[str]) -> str:
    """The first label that does not follow the one before it; "" when all stand there in order."""
    found, start = text(pdf), 0
    for label in labels:
        bare = label.replace(" ", "")
        at = found.find(bare, start)
        if at < 0:
            return label
        start = at + len(bare)
    return ""


def picture(pdf: bytes, dpi: int, page: int = 0) -> Any:
    return opened(pdf)[page].render(scale=dpi / 72).to_pil()


def pictures(pdf: bytes) -> int:
    """How many pictures stand on its pages."""
    return sum(1 for page in opened(pdf) for _one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def fonts_not_embedded(pdf: bytes) -> list[str]:
    names = []
    document = opened(pdf)
    for page in document:
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(one.raw)
            if not raw.FPDFFont_GetIsEmbedded(font):
                buffer = ctypes.create_string_buffer(100)
                raw.FPDFFont_GetBaseFontName(font, buffer, 100)
                names.append(buffer.value.decode())
    return names


def outside(pdf: bytes) -> list[str]:
    """Texts that reach over the edge of their page."""
    found = []
    document = opened(pdf)
    for page in document:
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(index)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(words.get_text_bounded(left, bottom, right, top))
    return found
