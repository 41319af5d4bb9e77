"""A small window for the widgets: it runs work at once and notes what it is told. Everything is drawn off screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QApplication

import models  # noqa: F401  (every register)
from models.core.centre import Centre
from models.core.progress import Work, to_the_end
from tests.centres import Embedded
from views.kit import theme


class SmallShell:
    """What a page may ask of its window, answered at once on the same thread."""

    def __init__(self, centre: Centre):
        self.centre = centre
        self.said: list[tuple[str, str]] = []
        self.opened: list[tuple[str, int | None]] = []
        self.cited: list[str] = []
        self.changes = 0
        self.pages: list[Any] = []

    def run(self, work: Work[Any], done: Callable[[Any], None], title: str = "",
            failed: Callable[[Exception], None] | None = None) -> None:  # fmt: skip
        try:
            answer = to_the_end(work)
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(answer)

    def open(self, register: str, record_id: int | None = None) -> None:
        self.opened.append((register, record_id))

    def cite(self, rule: str) -> None:
        self.cited.append(rule)

    def changed(self) -> None:
        self.changes += 1
        for page in self.pages:
            page.refresh()

    def say(self, text: str, tone: str = "plain") -> None:
        self.said.append((text, tone))


class PoolShell(SmallShell, QObject):
    """The same with threads, as the real window has."""

    _heard = Signal(object, object)

    def __init__(self, centre: Centre):
        QObject.__init__(self)
        SmallShell.__init__(self, centre)
        self._pool = QThreadPool(self)
        self.errors: list[Exception] = []
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Work[Any], done: Callable[[Any], None], title: str = "",
            failed: Callable[[Exception], None] | None = None) -> None:  # fmt: skip
        def go() -> None:
            try:
                self._heard.emit(done, to_the_end(work))
            except Exception as error:
                self.errors.append(error)

        self._pool.start(go)

    def _hear(self, done: Callable[[Any], None], answer: Any) -> None:
        done(answer)

    def close(self) -> None:
        self._pool.waitForDone()


@pytest.fixture
def centre(centre: Embedded) -> Centre:
    """A training centre of one's own, opened by general affairs."""
    return centre("henan", "general")


@pytest.fixture
def shell(centre: Centre) -> SmallShell:
    return SmallShell(centre)


@pytest.fixture
def pool(centre: Centre, qapp: QApplication) -> Iterator[PoolShell]:
    made = PoolShell(centre)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path: Path) -> None:
    """Our look, and settings that end with the test."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    qapp.setOrganizationName("jiantai-tests")
    qapp.setApplicationName("jiantai")
    if not qapp.styleSheet():
        theme.apply(qapp, theme.LIGHT)
