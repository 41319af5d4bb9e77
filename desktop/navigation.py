"""The navigation at the left: pages under headings that fold, with the number of things that are due there."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.pages import Page
from views.kit import theme
from views.kit.theme import mark

WIDTH = 196
_ARROW_LEFT, _ARROW = 22, 3.5  # the arrow of a heading: its middle from the right edge, half its width; pixels


class Heading(QPushButton):
    """The heading of a group with its pages below. It stands open while a person wants it so or works on one of its pages."""

    def __init__(self, title: str, pages: Sequence[QPushButton]):
        super().__init__(title)
        mark(self, kind="heading")
        self.key = str(pages[0].property("page"))  # what a person's settings remember; a title changes with the language
        self.title, self.pages, self.wanted, self.is_open = title, pages, False, True
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fold(self, current: str) -> None:
        """Show or hide the pages. current: key of the page now open; its group cannot be folded."""
        works_here = current in (page.property("page") for page in self.pages)
        self.is_open = self.wanted or works_here
        self.setEnabled(not works_here)
        for page in self.pages:
            page.setVisible(self.is_open)
        self._write()

    def show_count(self, count: int) -> None:
        """The sum of what is due on its pages; an open group says it page by page."""
        self._count = count
        self._write()

    def _write(self) -> None:
        self.setText(self.title if self.is_open else _counted(self.title, self._count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("navigation_muted"), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.translate(self.width() - _ARROW_LEFT, self.rect().center().y() + 4)
        painter.rotate(0 if self.is_open else -90)
        painter.drawPolyline([QPointF(-_ARROW, -_ARROW / 2), QPointF(0, _ARROW / 2), QPointF(_ARROW, -_ARROW / 2)])
        painter.end()


class Navigation(QScrollArea):
    """`chosen` carries the key of the page a person asks for; `folded` says that a person folded or unfolded a group."""

    chosen = Signal(str)
    folded = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("navigation_area")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.headings: list[Heading] = []
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._current = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)

    def fill(self, pages: Sequence[Page]) -> None:
        """Show these pages, grouped as they come; the first group stands open, the others are folded."""
        inner = QWidget()
        inner.setObjectName("navigation")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        for title, members in groupby(pages, key=lambda page: page.group):
            heading = Heading(title, [self._button(page) for page in members])
            heading.clicked.connect(self._turn)
            self.headings.append(heading)
            for button in (heading, *heading.pages):
                button.installEventFilter(self)
                column.addWidget(button)
        column.addStretch(1)
        self.setWidget(inner)
        self.unfold([self.headings[0].key] if self.headings else [])

    def unfold(self, keys: Iterable[str]) -> None:
        """Open just these groups, and that of the current page. keys: as `unfolded` gave them."""
        wanted = set(keys)
        for heading in self.headings:
            heading.wanted = heading.key in wanted
            heading.fold(self._current)

    def unfolded(self) -> list[str]:
        """The groups a person wants open, by the key of their first page."""
        return [heading.key for heading in self.headings if heading.wanted]

    def choose(self, key: str) -> None:
        """Mark the page now open and open its group; a page outside the navigation leaves the mark where it was."""
        if key in self._buttons:
            self._current = key
            self._buttons[key].setChecked(True)
            for heading in self.headings:
                heading.fold(key)
            self._bring(self._buttons[key])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the number of due things beside the titles; pages without any show their title alone."""
        for key, button in self._buttons.items():
            button.setText(_counted(self._titles[key], counts.get(key, 0)))
        for heading in self.headings:
            heading.show_count(sum(counts.get(page.property("page"), 0) for page in heading.pages))

    def buttons(self) -> list[QPushButton]:
        return list(self._buttons.values())

    def titles(self) -> dict[str, str]:
        return dict(self._titles)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk over what is shown, right unfolds, left folds; space and enter do what a click does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QPushButton):
            return self._walk(watched, event.key())
        return super().eventFilter(watched, event)

    def _walk(self, button: QPushButton, key: int) -> bool:
        """True where the key meant something here."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            shown = [one for heading in self.headings for one in (heading, *heading.pages) if not one.isHidden() and one.isEnabled()]
            place = shown.index(button) + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= place < len(shown):
                shown[place].setFocus(Qt.FocusReason.TabFocusReason)
                self._bring(shown[place])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if isinstance(button, Heading) and button.is_open != (key == Qt.Key.Key_Right):
                button.click()
        else:
            return False
        return True

    def _bring(self, button: QPushButton) -> None:
        """Scroll to it; the column is laid out first, it may just have grown."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if inner is not None and layout is not None:
            layout.activate()
            inner.resize(inner.width(), max(self.viewport().height(), layout.sizeHint().height()))
        self.ensureWidgetVisible(button)

    def _button(self, page: Page) -> QPushButton:
        button = QPushButton(page.title)
        button.setCheckable(True)
        button.setProperty("page", page.key)
        button.clicked.connect(self._ask)
        self._group.addButton(button)
        self._buttons[page.key], self._titles[page.key] = button, page.title
        return button

    def _ask(self) -> None:
        self.chosen.emit(self.sender().property("page"))

    def _turn(self) -> None:
        heading = self.sender()
        assert isinstance(heading, Heading)
        heading.wanted = not heading.wanted
        heading.fold(self._current)
        self.folded.emit()


def _counted(title: str, count: int) -> str:
    return f"{title}   {count}" if count else title
