"""The program's icon: its first character, 鉴, on the accent colour; drawn, so that no picture is needed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

import resources
from views.kit import theme

_SIZES = (16, 32, 48, 128)


def icon() -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(size))
    return made


def _drawn(size: int) -> QPixmap:
    colors = resources.toml("styles", "light.toml")
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors["accent"]))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
    painter.setPen(QColor(colors["on_primary"]))
    painter.setFont(theme.font(round(size * 0.66)))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, "鉴")
    painter.end()
    return picture
