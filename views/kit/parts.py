"""Small parts that every page is made of: labels, buttons, lines, and the way to empty a layout."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QWidget

from views.kit.theme import mark


def label(text: str = "", kind: str = "", tone: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A plain-text label (never read as HTML) of one of the theme's kinds."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind or tone:
        mark(made, kind=kind, tone=tone)
    return made


def button(text: str, clicked: Callable[[], object], kind: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.clicked.connect(clicked)
    if kind:
        mark(made, kind=kind)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def link(text: str, target: str, followed: SignalInstance, tip: str = "") -> QLabel:
    """A text that wraps and can be followed by mouse or keyboard; `followed` carries the target."""
    made = QLabel(f'<a href="{escape(target)}" style="text-decoration:none">{escape(text)}</a>')
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
    made.setToolTip(tip)
    made.linkActivated.connect(followed)
    return made


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    mark(made, kind="rule")
    return made


def card() -> QFrame:
    made = QFrame()
    mark(made, kind="card")
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
