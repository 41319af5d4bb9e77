"""The chart of the monthly sheet: one bar a group, split into in time, late, overdue and still open."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.complaints.queries import Share
from resources.texts import _
from views.kit import theme

_ROW, _BAR, _LABEL, _FOOT = 34, 14, 190, 30
_PARTS = (
    ("in_time", "good", _("按时")),
    ("late", "danger", _("有超期")),
    ("overdue", "caution", _("逾期未办")),
    ("open", "plain", _("在办")),
)


def lengths(share: Share) -> dict[str, int]:
    return {"in_time": share.in_time, "late": share.late, "overdue": share.overdue, "open": share.cases - share.judged}


class Bars(QWidget):
    """Each part says its number, so that no colour carries a meaning alone."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.watch.changed.connect(self.update)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        self._shares = shares
        self.setAccessibleDescription("；".join(f"{one.label} {one.in_time}/{one.judged}" for one in shares))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, len(self._shares) * _ROW + _FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        most = max((one.cases for one in self._shares), default=1) or 1
        room = self.width() - _LABEL - 16
        for row, share in enumerate(self._shares):
            top = row * _ROW
            painter.setPen(theme.color("ink"))
            name = painter.fontMetrics().elidedText(share.label, Qt.TextElideMode.ElideRight, _LABEL - 12)
            painter.drawText(QRectF(0, top, _LABEL - 12, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
            self._draw_bar(painter, _LABEL, top + (_ROW - _BAR) / 2, room / most, share)
        self._draw_legend(painter, len(self._shares) * _ROW + 6)

    def _draw_bar(self, painter: QPainter, left: float, top: float, unit: float, share: Share) -> None:
        told = lengths(share)
        for name, tone, _label in _PARTS:
            wide = told[name] * unit
            if not wide:
                continue
            painter.fillRect(QRectF(left, top, max(wide - 1, 1), _BAR), theme.color(tone))
            if wide > 20:
                painter.setPen(theme.color("card"))
                painter.drawText(QRectF(left, top, wide, _BAR), Qt.AlignmentFlag.AlignCenter, str(told[name]))
            left += wide

    def _draw_legend(self, painter: QPainter, top: float) -> None:
        left = float(_LABEL)
        for _name, tone, words in _PARTS:
            painter.fillRect(QRectF(left, top + 6, 10, 10), theme.color(tone))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(left + 16, top, 90, 22), Qt.AlignmentFlag.AlignVCenter, words)
            left += 92
