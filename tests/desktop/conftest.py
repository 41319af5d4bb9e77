"""The program's own window on a real training centre; settings and logs end with the test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.jobs import Jobs
from desktop.settings import Recent, Settings
from desktop.window import MainWindow
from desktop.workspace import Workspace
from models.core.centre import Centre
from tests.centres import TODAY
from views.kit import theme

WAIT = 10_000  # milliseconds a test waits for a signal at most; usually a few


@pytest.fixture(autouse=True)
def own_settings(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what the person of this computer has chosen."""
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path / "own"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "own"))
    qapp.setOrganizationName("jiantai-tests")
    qapp.setApplicationName("jiantai")
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def workspace(jobs: Jobs, qtbot: Any) -> Iterator[Callable[[Centre], Workspace]]:
    """An opened centre's workspace, with its desk read: `workspace(centre())`."""
    made: list[Workspace] = []

    def open_on(centre: Centre) -> Workspace:
        shown = Workspace(centre, jobs, theme.LIGHT)
        qtbot.addWidget(shown)
        made.append(shown)
        shown.start()
        quiet(qtbot, jobs)
        return shown

    yield open_on
    for each in made:
        each.beside.stop()


@pytest.fixture
def window(qtbot: Any) -> Iterator[Callable[..., MainWindow]]:
    """The whole program before sign-in: `window()`; closed at the end of the test."""
    made: list[MainWindow] = []

    def open_with(chosen: Settings | None = None, on: Any = TODAY) -> MainWindow:
        shown = MainWindow(chosen or Settings(reminder=False), on)
        qtbot.addWidget(shown)
        made.append(shown)
        shown.show()
        return shown

    yield open_with
    for each in made:
        each.close()


@pytest.fixture
def demo(demo_template: Path, centre: Any, tmp_path: Path) -> Callable[[str], Centre]:
    """The fictional centre with its people, opened by one of them: `demo("exam")`."""

    def opened(login: str) -> Centre:
        folder = tmp_path / "demo"
        if not folder.exists():
            shutil.copytree(demo_template, folder)
        return centre.open(folder, login, TODAY)

    return opened


def quiet(qtbot: Any, jobs: Jobs) -> None:
    """Wait until nothing runs and everybody has heard."""
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT)


def known(centre: Centre) -> Settings:
    """Settings that have this centre as the last one."""
    return Settings(reminder=False, centres=[Recent(centre.where, centre.name, True, "director")])
