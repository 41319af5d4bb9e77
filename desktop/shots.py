"""Pictures of every page, drawn without a display: for the manual, for review, and where there is no screen at all."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.first_run import FirstRun
from desktop.jobs import Jobs
from desktop.lock import LockOverlay
from desktop.recovery import RecoveryStep
from desktop.settings import Recent, Settings
from desktop.sign_in import SignInPage
from desktop.workspace import Workspace
from models.core.centre import Centre
from models.core.keys import new_recovery_code
from models.core.registers import REGISTERS
from views.kit import theme

_QUIET_MS = 120  # nothing runs for so long: the page stands still
_PATIENCE = 100  # quiet moments waited for at most
_PASSES = 4
_SHADE = 90  # of 255, over the page behind a dialog
Picture = tuple[str, QPixmap]


def shots(out: Path, centre: Centre, size: str = "1280x760", look: str = theme.LIGHT, pages: Sequence[str] | None = None) -> list[Path]:
    """Draw the pages of an opened centre, as its person sees them; answers the files.

    size: WIDTHxHEIGHT in pixels. look: light · dark. pages: names of pages (with all that belongs to them); None: all.
    """
    out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in size.lower().split("x"))
    shooter = Shooter(centre, look, width, height, pages)
    try:
        return [_saved(out, name, look, size, picture) for name, picture in shooter.pictures()]
    finally:
        shooter.close()


def _saved(out: Path, name: str, look: str, size: str, picture: QPixmap) -> Path:
    path = out / f"{name}-{look}-{size}.png"
    if not picture.save(str(path)):
        raise OSError(f"cannot write {path}")
    return path


class Shooter:
    """One workspace, turned from page to page."""

    def __init__(self, centre: Centre, look: str, width: int, height: int, wanted: Sequence[str] | None):
        app = QApplication.instance() or QApplication(["jiantai"])
        assert isinstance(app, QApplication)
        app.setOrganizationName("jiantai")
        app.setApplicationName("jiantai-shots")  # column widths of the person's own window are not touched
        theme.apply(app, look)
        self._centre, self._size, self._wanted = centre, (width, height), wanted
        self._jobs = Jobs()
        self._failures: list[Exception] = []
        self.workspace = Workspace(centre, self._jobs, look)
        self.workspace.broken.connect(self._failures.append)
        self.workspace.resize(width, height)

    def pictures(self) -> Iterator[Picture]:
        """Every picture that is wanted, by name. Raises what a page failed with."""
        self.workspace.show()
        self.workspace.start()
        self._settle()
        for key in self.workspace.pages:
            if self._wants(key):
                yield from self._page(key)
        if self._wants("palette"):
            yield "palette", self._palette()
        for name, make in self._outside().items():
            if self._wants(name):
                yield name, self._alone(make())

    def close(self) -> None:
        self.workspace.hide()
        self.workspace.beside.stop()
        self._jobs.close()
        self.workspace.deleteLater()

    def _wants(self, name: str) -> bool:
        return self._wanted is None or name in self._wanted

    # inside the centre

    def _page(self, key: str) -> Iterator[Picture]:
        page: Any = self.workspace.show_page(key)
        self._settle()
        record = page.table.table.record_at(0) if key in REGISTERS else None
        if record is not None:
            page.select(record)
            self._settle()
        yield key, self.workspace.grab()
        if hasattr(page, "open_board") and record is not None:
            page.open_board(record)
            self._settle()
            yield f"{key}-board", self.workspace.grab()
            page.close_board()
        if key in REGISTERS:
            yield from self._dialogs(key, page)

    def _dialogs(self, key: str, page: Any) -> Iterator[Picture]:
        """The dialogs of a register: what starts a record, the most usual act on one, the import."""
        for name in REGISTERS[key].create:
            if name in page.buttons:
                yield f"{key}-{name}", self._dialog(page.start_create(name))
        started = self._first_act(page)
        if started is not None:
            yield f"{key}-{started.command.name}", self._dialog(started)
        if "import" in page.buttons:
            yield f"{key}-import", self._dialog(page.start_import())

    def _first_act(self, page: Any) -> Any:
        buttons = page.detail.act_buttons()
        names = [button.property("act") for button in buttons if button.isEnabled()]
        return page.detail.start(names[0]) if names and names[0] else None

    def _dialog(self, dialog: QWidget) -> QPixmap:
        """A dialog in the middle of its window, the page behind it shaded."""
        self._settle()
        picture, shown = self.workspace.grab(), dialog.grab()
        painter = QPainter(picture)
        shade = QColor(theme.color("shade"))
        shade.setAlpha(_SHADE)
        painter.fillRect(picture.rect(), shade)
        painter.drawPixmap(QPoint((self._size[0] - dialog.width()) // 2, max(0, (self._size[1] - dialog.height()) // 2)), shown)
        painter.end()
        dialog.close()
        return picture

    def _palette(self) -> QPixmap:
        palette = self.workspace.show_palette()
        self._settle()
        picture = self.workspace.grab()
        palette.leave()
        return picture

    # outside of it

    def _outside(self) -> dict[str, Callable[[], QWidget]]:
        return {"sign-in": self._sign_in, "first-run": self._first_run, "new-centre": self._new_centre,
                "recovery": self._recovery, "locked": self._locked}  # fmt: skip

    def _sign_in(self) -> QWidget:
        centre = self._centre
        page = SignInPage(self._jobs, Settings(centres=[Recent(centre.where, centre.name, centre.training, centre.actor.login)]))
        page.show_centre(centre.where)
        return page

    def _first_run(self) -> FirstRun:
        page = FirstRun(self._jobs)
        page.ask(may_go_back=True)
        return page

    def _new_centre(self) -> FirstRun:
        page = self._first_run()
        page.show_form()
        return page

    def _recovery(self) -> FirstRun:
        page = self._first_run()
        page.show_step(RecoveryStep(self._jobs, self._centre.name, self._centre.filing_no, new_recovery_code()))
        return page

    def _locked(self) -> QWidget:
        cover = QWidget()
        LockOverlay(self._centre, self._jobs, cover)
        return cover

    def _alone(self, page: QWidget) -> QPixmap:
        page.resize(*self._size)
        page.show()
        self._settle()
        picture = page.grab()
        page.close()
        page.deleteLater()
        return picture

    def _drawing(self) -> bool:
        """Whether something waits for the next turn of the event loop, as charts do that are drawn one by one."""
        return any(timer.isActive() and timer.interval() == 0 for timer in self.workspace.findChildren(QTimer))

    def _settle(self) -> None:
        """Wait until nothing runs any more. Raises what a page failed with."""
        for _moment in range(_PATIENCE):
            loop = QEventLoop()
            QTimer.singleShot(_QUIET_MS, loop.quit)
            loop.exec()
            if self._failures:
                raise self._failures[0]
            if not self._jobs.running and not self._drawing():
                for _pass in range(_PASSES):  # what was added last is shown, laid out, and given its height, each by an event of its own
                    QApplication.processEvents()
                return
        raise TimeoutError("a page does not come to rest")
