"""F1: the manual in a window of the program, with its pictures and links."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop import manual
from resources.texts import _
from views.kit import theme
from views.kit.parts import button

_SIZE = QSize(860, 680)
_MARGIN, _CELL, _GAP = 28, 7, 14  # pixels around the text, within a table's cells, below a picture
_LINE = 145  # percent
_PICTURE = "\ufffc"


class Reader(QTextBrowser):
    """Shows pages below the manual's folder, and nothing else."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        theme.mark(self, kind="reading")
        self.setAccessibleName(_("手册"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a bar that comes later would cut the pictures
        self._drawn = 0  # width of the pictures that stand in the page
        self.sourceChanged.connect(self._dress)
        theme.watch.changed.connect(self.again)

    def doSetSource(self, name: QUrl | str, kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource) -> None:
        """Follow a link, when it leads to a page of the manual."""
        target = self.source().resolved(QUrl(name))
        if target.isLocalFile() and manual.has(target.toLocalFile()):
            super().doSetSource(target, kind)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pages come as their Markdown; pictures as wide as the page at most."""
        path = self.source().resolved(QUrl(name)).toLocalFile()
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return manual.read(path)
        image, self._drawn = QImage(path), self._room()
        return image.scaledToWidth(self._drawn, Qt.TransformationMode.SmoothTransformation) if image.width() > self._drawn else image

    def again(self) -> None:
        """Draw the page once more, at the same place: colours or width are others now."""
        if not self.source().isEmpty():
            at = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._drawn not in (0, self._room()):
            self.again()

    def _room(self) -> int:
        return max(200, self.viewport().width() - 2 * _MARGIN)

    # the look: what Markdown leaves open

    def _dress(self) -> None:
        root = self.document().rootFrame()
        shape = root.frameFormat()
        shape.setMargin(_MARGIN)
        root.setFrameFormat(shape)
        for frame in root.childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        block = self.document().begin()
        while block.isValid():
            airy = QTextBlockFormat()
            if _PICTURE in block.text():  # a line height in percent would be one of the picture's
                airy.setBottomMargin(_GAP)
            else:
                airy.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if block.blockFormat().headingLevel() > 1:
                airy.setTopMargin(2 * _GAP)
            QTextCursor(block).mergeBlockFormat(airy)
            block = block.next()


def _rule(table: QTextTable) -> None:
    """Thin lines in the theme's colour, a shaded head."""
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(theme.color("line"))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(_CELL)
    shape.setCellSpacing(0)
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(theme.color("plain_ground"))
        cell.setFormat(head)


class HelpWindow(QDialog):
    """Stays open beside the work; Esc closes it."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(_("手册"))
        self.resize(_SIZE)
        self.reader = Reader()
        self.back = button(_("后退"), self.reader.backward)
        self.forward = button(_("前进"), self.reader.forward)
        self.home = button(_("目录"), self.show_home)
        self.reader.backwardAvailable.connect(self.back.setEnabled)
        self.reader.forwardAvailable.connect(self.forward.setEnabled)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.setSpacing(8)
        for each in (self.back, self.forward, self.home):
            each.setAutoDefault(False)
            bar.addWidget(each)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)
        bar.addStretch(1)
        bar.addWidget(button(_("关闭"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.reader, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.reader.backward)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Forward), self, self.reader.forward)
        self.reader.setFocus()

    def show_page(self, page: str) -> None:
        """Show a page of the manual, as `manual.page_of` names it, and come forward."""
        self.reader.setSource(QUrl.fromLocalFile(str(manual.folder() / page)))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_home(self) -> None:
        self.show_page(manual.HOME)
