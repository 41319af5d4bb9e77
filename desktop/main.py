"""The entry: with a line to carry out, the command line; without, the window."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.settings import Settings

LANGUAGE_VARIABLE = "JIANTAI_LANGUAGE"  # zh or en, for this run only: it wins over the settings
_WINDOW_OPTIONS = ("--centre", "--on")  # what the window itself understands: jiantai [--centre DIR] [--on DATE]


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status as on the design's command line; of the window: 0, or 2 for options it does not know."""
    line = list(sys.argv[1:] if argv is None else argv)
    from desktop import settings
    from resources import texts

    chosen = settings.load()
    texts.use(_language(chosen))  # before anything that carries texts is imported
    if line and line[0] not in _WINDOW_OPTIONS:
        from desktop.cli import main as carry_out

        return carry_out(line)
    try:
        where, on = _options(line)
    except ValueError:
        sys.stderr.write("jiantai [--centre DIR] [--on YYYY-MM-DD]\n")
        return 2
    return _window(chosen, where, on)


def _language(chosen: "Settings") -> str:
    """The language of this run; one without texts is the source language, so that a wrong word never keeps the program from opening."""
    from resources import texts

    wanted = os.environ.get(LANGUAGE_VARIABLE) or chosen.language
    return wanted if wanted in texts.LANGUAGES else texts.SOURCE


def _options(line: Sequence[str]) -> tuple[str, date | None]:
    """The centre and the day asked for. Raises ValueError for anything else."""
    given = dict(zip(line[::2], line[1::2], strict=True))
    if set(given) - set(_WINDOW_OPTIONS):
        raise ValueError
    where = given.get("--centre", "")
    if where and not where.startswith("postgresql"):
        where = str(Path(where).absolute())
    return where, date.fromisoformat(given["--on"]) if "--on" in given else None


def _window(chosen: "Settings", where: str, on: date | None) -> int:
    if chosen.scale:
        os.environ["QT_SCALE_FACTOR"] = str(chosen.scale / 100)
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setOrganizationName("jiantai")
    app.setApplicationName("jiantai")
    from desktop import crash
    from desktop.instance import raise_other
    from desktop.window import MainWindow
    from views.kit import theme

    first = where or (chosen.centres[0].where if chosen.centres else "")
    if first and raise_other(first):
        return 0
    theme.apply(app, chosen.theme)
    window = MainWindow(chosen, on)
    crash.install(window.told.emit)
    if first:
        window.ask_sign_in(first)
    else:
        window.ask_first_run()
    window.show()
    gc.freeze()  # what was imported stays: the collector need not walk through it while somebody scrolls
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
