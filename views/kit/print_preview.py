"""The preview of what will be printed: pages, zoom, save as PDF, print. The numbered paper is made when it leaves."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.core.progress import Progress, Work
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import button, label, rule
from views.kit.pdf_pages import Pages, Pdf, Picture
from views.kit.shell import Shell
from views.kit.theme import mark

DOTS = 300  # an inch on paper
ZOOMS = (0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
PICTURES = (".png", ".jpg", ".jpeg")
Final = Callable[[], Work[tuple[bytes, str]]]  # the paper, or the sentence that refuses it


def can_show(name: str) -> bool:
    return Path(name).suffix.lower() in (".pdf", *PICTURES)


def printing(document: Any, printer: Any, numbers: Iterable[int]) -> Work[int]:
    """Paint pages (from 0) onto a printer; answers how many and closes the document. Each page fills the paper."""
    from PySide6.QtPrintSupport import QPrinter

    pages = list(numbers)
    painter = QPainter(printer)
    for done, number in enumerate(pages):
        yield Progress(done, len(pages), _("打印"))
        if done:
            printer.newPage()
        image = document.image(number, DOTS)
        room = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
    document.close()
    return len(pages)


class PreviewDialog(QDialog):
    """Shows a PDF or a picture. `final` makes the paper that leaves, at most once; without it, what is seen."""

    def __init__(self, shell: Shell, title: str, content: bytes, parent: QWidget | None = None, final: Final | None = None):
        super().__init__(parent)
        self._shell, self._title, self._content, self._final = shell, title, content, final
        self._asker = Asker(self, shell)
        self.document = self._opened(content)
        self._suffix = Path(title).suffix if can_show(title) else ".pdf"
        self.pages = Pages(self.document)
        self.setWindowTitle(title)
        self.setModal(True)
        self._build()
        self.resize(860, 760)
        self.finished.connect(self._close)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 16, 10)
        bar.setSpacing(12)
        self._where = label(self._place(1), "muted")
        self._zoom = QComboBox()
        for zoom in ZOOMS:
            self._zoom.addItem(f"{zoom:.0%}" if zoom else _("适合宽度"), zoom)
        self._zoom.activated.connect(self._zoomed)
        bar.addWidget(label(self._title, "section"), 1)
        bar.addWidget(self._where)
        bar.addWidget(self._zoom)
        bar.addWidget(button(_("另存为…"), self.save))
        bar.addWidget(button(_("打印…"), self.print, "primary"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(bar)
        lines.addWidget(rule())
        lines.addWidget(self.pages, 1)
        mark(self.pages, kind="page")
        self.pages.turned.connect(self._turned)
        standard = QKeySequence.StandardKey
        keys = {
            standard.ZoomIn: self._larger,
            standard.ZoomOut: self._smaller,
            standard.Print: self.print,
            standard.Save: self.save,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)

    def _opened(self, content: bytes) -> Any:
        return Picture(content) if Path(self._title).suffix.lower() in PICTURES else Pdf(content)

    # Looking

    def _place(self, page: int) -> str:
        return _("第 {page} 页，共 {pages} 页").format(page=page, pages=len(self.document.sizes))

    def _turned(self, page: int) -> None:
        self._where.setText(self._place(page))

    def _zoomed(self, at: int) -> None:
        self.pages.set_zoom(ZOOMS[at])

    def _larger(self) -> None:
        self._step([zoom for zoom in ZOOMS if zoom > self.pages.shown_zoom() + 0.01][:1])

    def _smaller(self) -> None:
        self._step([zoom for zoom in ZOOMS if 0 < zoom < self.pages.shown_zoom() - 0.01][-1:])

    def _step(self, to: list[float]) -> None:
        if to:
            self._zoom.setCurrentIndex(ZOOMS.index(to[0]))
            self.pages.set_zoom(to[0])

    # Leaving the program

    def save(self) -> None:
        proposed = f"{Path(self._title).stem if can_show(self._title) else self._title}{self._suffix}"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("另存为"), proposed)
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        def save(content: bytes) -> None:
            path.write_bytes(content)
            self._shell.say(_("已保存到 {path}").format(path=path), "good")

        self._with_final(save)

    def print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        width, height = self.document.sizes[0]
        printer.setResolution(DOTS)
        printer.setFullPage(True)
        landscape = width > height
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5 if max(width, height) < 700 else QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.document.sizes))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Print the pages the printer was told (0 to 0: all)."""
        first, last = printer.fromPage() or 1, printer.toPage() or len(self.document.sizes)

        def start(content: bytes) -> None:
            self._asker.run(printing(self._opened(content), printer, range(first - 1, last)), self._printed, _("打印"))

        self._with_final(start)

    def _printed(self, pages: int) -> None:
        self._shell.say(_("已送往打印机：{n} 页").format(n=pages), "good")

    def _with_final(self, then: Callable[[bytes], None]) -> None:
        """The numbered paper, made when it first leaves; what is refused does not leave."""
        if self._final is None:
            then(self._content)
            return

        def made(answer: tuple[bytes, str]) -> None:
            content, refusal = answer
            if content:
                self._content, self._final = content, None
                then(content)
            else:
                self._shell.say(refusal, "danger")

        self._asker.run(self._final(), made, _("准备打印件"))

    def _close(self) -> None:
        self.document.close()
        self.deleteLater()
