"""Pills: a deadline or a state as words on a quiet ground. In tables by a delegate, elsewhere as a label."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from views.kit import theme

TONE = Qt.ItemDataRole.UserRole + 1  # a model answers with danger · caution · good · plain, or "" for plain text
_HEIGHT, _PAD, _MARGIN = 22, 9, 8
Index = QModelIndex | QPersistentModelIndex


def paint_pill(painter: QPainter, area: QRectF, text: str, tone: str) -> None:
    """Draw one pill at the left of the area, in its vertical middle; what does not fit is elided."""
    ink, ground = theme.pill(tone)
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(text) + 2 * _PAD, area.width())
    shape = QRectF(area.left(), area.center().y() - _HEIGHT / 2, width, _HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(shape, _HEIGHT / 2 - 3, _HEIGHT / 2 - 3)
    painter.setPen(ink)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width - 2 * _PAD) + 1)
    painter.drawText(shape.adjusted(_PAD, 0, -_PAD + 1, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class PillDelegate(QStyledItemDelegate):
    """Paints a cell whose model answers a TONE as a pill, every other as text; no focus frames."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(TONE)
        text = index.data() if tone else ""
        if not text:
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = blank.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        area = QRectF(option.rect)
        paint_pill(painter, area.adjusted(_MARGIN, 0, -2, 0), str(text), tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + (2 * _PAD if index.data(TONE) else 0), max(hint.height(), theme.ROW_HEIGHT - 2))


class PillLabel(QLabel):
    """A pill outside a table."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None):
        super().__init__(text, parent)
        self._tone = tone
        theme.watch.changed.connect(self.update)

    def show_pill(self, text: str, tone: str) -> None:
        self._tone = tone
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PAD, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * _PAD, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_pill(painter, QRectF(self.rect()), self.text(), self._tone)
