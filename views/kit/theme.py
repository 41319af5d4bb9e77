"""The look of the program: colours of the two themes, the style sheet and the font.

Widgets choose a look by the dynamic property "kind" and a meaning by "tone" (`mark(button, kind="primary")`):
QPushButton primary · danger · quiet · link; QLabel title · heading · section · number · muted · small, or a tone;
QFrame card · box (with a tone) · bar · rule; QWidget page; QToolButton drop · plain; any editor wrong=True.
Tones are danger · caution · good · plain.
"""

from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources

SYSTEM, LIGHT, DARK = "system", "light", "dark"
TONES = ("danger", "caution", "good", "plain")
ROW_HEIGHT = 36
TEXT_PX = 13
_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
             "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "SimHei")  # fmt: skip


class _Watch(QObject):
    changed = Signal()


watch = _Watch()  # watch.changed: colours are others now; whoever keeps painted pictures drops them
_in_use = LIGHT
_choice = SYSTEM


def color(name: str) -> QColor:
    """A colour of the theme in use, by the name it has in resources/styles."""
    return QColor(tokens(_in_use)[name])


def pill(tone: str) -> tuple[QColor, QColor]:
    """Ink and ground of a pill."""
    tone = tone if tone in TONES else "plain"
    return color(tone), color(f"{tone}_ground")


def tokens(theme: str) -> dict[str, str]:
    return resources.toml("styles", f"{theme}.toml")


def in_use() -> str:
    """The theme on screen: light or dark."""
    return _in_use


def style_sheet(theme: str) -> str:
    styles = resources.path("styles").as_posix()
    return Template(resources.text("styles", "app.qss")).substitute(tokens(theme), styles=styles)


def apply(app: QApplication, choice: str = SYSTEM) -> None:
    """Dress the whole program. choice: light, dark, or system (as the desktop is, and follows it)."""
    global _in_use, _choice
    _choice = choice
    hints = app.styleHints()
    if not app.property("follows"):  # once for each application object
        hints.colorSchemeChanged.connect(_follow)
        app.setProperty("follows", True)
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    _in_use = choice if choice in (LIGHT, DARK) else DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(style_sheet(_in_use))
    watch.changed.emit()


def _follow() -> None:
    app = QApplication.instance()
    if _choice == SYSTEM and isinstance(app, QApplication):
        apply(app, SYSTEM)


def font(px: int = TEXT_PX) -> QFont:
    """The text font of this machine in this size (logical pixels)."""
    present = set(QFontDatabase.families())
    found = QFont(next((family for family in _FAMILIES if family in present), QFont().family()))
    found.setPixelSize(px)
    return found


def mark(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette() -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for name, roles in {
        "ink": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.HighlightedText),
        "ground": (role.Window,),
        "card": (role.Base, role.AlternateBase, role.Button, role.ToolTipBase),
        "accent": (role.Link, role.LinkVisited, role.Accent),
        "accent_ground": (role.Highlight,),
        "faint": (role.PlaceholderText,),
        "line": (role.Light, role.Mid, role.Midlight),
        "edge": (role.Dark, role.Shadow),
    }.items():
        for each in roles:
            palette.setColor(each, color(name))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, color("disabled"))
    return palette
