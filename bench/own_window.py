"""Our program from its start to the filled desk, as `desktop.main` goes about it. Prints its CPU milliseconds.

The password is typed by nobody: a training centre's is public, and its hash costs next to nothing.

    python -m bench.own_window CENTRE YYYY-MM-DD
"""

import json
import sys
import time
from datetime import date

from desktop import settings
from resources import texts

chosen = settings.load()
texts.use(chosen.language)

from PySide6.QtCore import QTimer  # noqa: E402  (the order of the program itself)
from PySide6.QtWidgets import QApplication  # noqa: E402

app = QApplication(sys.argv[:1])

from desktop.window import MainWindow  # noqa: E402
from models.core.opening import TRAINING_PASSWORD, open_centre  # noqa: E402
from views.kit import theme  # noqa: E402

where, on = sys.argv[1], date.fromisoformat(sys.argv[2])
theme.apply(app, "light")
window = MainWindow(chosen, on)
window.ask_sign_in(where)
window.show()


def enter() -> None:
    window.enter(open_centre(where, "director", TRAINING_PASSWORD, on=on))
    assert window.workspace is not None
    window.workspace.due_read.connect(desk_filled)


def desk_filled(items: list) -> None:
    QTimer.singleShot(0, tell)  # after the desk's own slots and its painting


def tell() -> None:
    print(json.dumps({"cpu": time.process_time() * 1000}), flush=True)
    window.close()
    app.quit()


QTimer.singleShot(0, enter)
app.exec()
