"""The navigation at the left: pages under their headings, with the number of things that are due there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.pages import Page

WIDTH = 196


class Navigation(QScrollArea):
    """`chosen` carries the key of the page a person asks for."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("navigation_area")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)

    def fill(self, pages: Sequence[Page]) -> None:
        """Show these pages, grouped as they come."""
        inner = QWidget()
        inner.setObjectName("navigation")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        heading = ""
        for page in pages:
            if page.group != heading:
                heading = page.group
                column.addWidget(QLabel(heading))
            column.addWidget(self._button(page))
        column.addStretch(1)
        self.setWidget(inner)

    def choose(self, key: str) -> None:
        """Mark the page now open; a page outside the navigation leaves the mark where it was."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self.ensureWidgetVisible(self._buttons[key])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the number of due things beside the titles; pages without any show their title alone."""
        for key, button in self._buttons.items():
            count = counts.get(key, 0)
            button.setText(f"{self._titles[key]}   {count}" if count else self._titles[key])

    def buttons(self) -> list[QPushButton]:
        return list(self._buttons.values())

    def titles(self) -> dict[str, str]:
        return dict(self._titles)

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
