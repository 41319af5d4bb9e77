"""Pages of a PDF or a picture on screen, drawn when they come into view."""

from threading import Lock
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from views.kit.theme import color, mark

POINTS = 72  # a PDF's points in an inch
SCREEN = 96  # pixels of an inch at 100 %
GAP = 14
PDFIUM = Lock()  # pdfium may be used by one thread at a time


class Pdf:
    """A PDF in memory, page by page as images. Raises ValueError for what is no PDF."""

    def __init__(self, content: bytes):
        import pypdfium2

        with PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                raise ValueError(str(error)) from error
            self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]  # points

    def image(self, number: int, dots: float) -> QImage:
        """A page in a resolution of so many dots an inch."""
        with PDFIUM:
            page = self._document[number]
            bitmap = page.render(scale=dots / POINTS, rev_byteorder=True, prefer_bgrx=True)
            shape = QImage.Format.Format_RGBX8888
            return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape).copy()

    def close(self) -> None:
        with PDFIUM:
            self._document.close()


class Picture:
    """A picture file as a document of one page."""

    def __init__(self, content: bytes):
        self._image = QImage.fromData(QByteArray(content))
        if self._image.isNull():
            raise ValueError("no picture")
        self.sizes = [(self._image.width() * POINTS / SCREEN, self._image.height() * POINTS / SCREEN)]

    def image(self, number: int, dots: float) -> QImage:
        return self._image.scaled(self._image.size() * (dots / SCREEN), Qt.AspectRatioMode.KeepAspectRatio,
                                  Qt.TransformationMode.SmoothTransformation)  # fmt: skip

    def close(self) -> None:
        self._image = QImage()


class _Sheet(QWidget):
    """One page as white paper; drawn at the first look and again after a change of size."""

    def __init__(self, document: Any, number: int):
        super().__init__()
        self._document, self._number = document, number
        self._picture = QPixmap()
        self._zoom = 1.0

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        width, height = self._document.sizes[self._number]
        self.setFixedSize(QSize(round(width * zoom * SCREEN / POINTS), round(height * zoom * SCREEN / POINTS)))
        self._picture = QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture.isNull():
            self._picture = QPixmap.fromImage(self._document.image(self._number, SCREEN * self._zoom * ratio))
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._picture)
        painter.setPen(color("line"))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))

    def forget(self) -> None:
        self._picture = QPixmap()


class Pages(QScrollArea):
    """All pages one below the other. `turned` carries the number of the page in view, from 1."""

    turned = Signal(int)

    def __init__(self, document: Any, parent: QWidget | None = None):
        super().__init__(parent)
        self._document = document
        self._sheets = [_Sheet(document, number) for number in range(len(document.sizes))]
        self.zoom = 0.0  # 0: as wide as the window
        inside = QWidget()
        mark(inside, kind="clear")
        lines = QVBoxLayout(inside)
        lines.setSpacing(GAP)
        lines.setContentsMargins(GAP, GAP, GAP, GAP)
        for sheet in self._sheets:
            lines.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._lay_out)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is 100 %, 0 the width of the window."""
        self.zoom = zoom
        self._lay_out()

    def shown_zoom(self) -> float:
        widest = max(width for width, _height in self._document.sizes) * SCREEN / POINTS
        return self.zoom or max((self.viewport().width() - 2 * GAP - 4) / widest, 0.1)

    def page(self) -> int:
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(1, sum(sheet.y() <= top for sheet in self._sheets))

    def go_to(self, page: int) -> None:
        """page: from 1."""
        self.verticalScrollBar().setValue(self._sheets[page - 1].y() - GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.zoom:
            self._settle.start()

    def _lay_out(self) -> None:
        zoom = self.shown_zoom()
        for sheet in self._sheets:
            sheet.set_zoom(zoom)

    def _moved(self) -> None:
        page = self.page()
        for number, sheet in enumerate(self._sheets, 1):
            if abs(number - page) > 4:
                sheet.forget()
        self.turned.emit(page)
