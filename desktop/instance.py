"""One window a centre: a second one raises the first. The command line may work beside it, and is noticed."""

import hashlib
import logging
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from sqlalchemy import Engine

from models.core import audit, store
from models.core.centre import Centre

LOCK = "window.lock"
_RAISE = b"raise"
_ANSWER_MS = 1_000
_LOOK_EVERY_MS = 2_000


def _socket_name(where: str) -> str:
    place = where if store.is_url(where) else str(Path(where).resolve())
    return f"jiantai-{hashlib.sha256(place.encode()).hexdigest()[:24]}"


def raise_other(where: str) -> bool:
    """Ask the window that has this centre open to come to the front. False: there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_socket_name(where))
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    socket.write(_RAISE)
    sent = socket.waitForBytesWritten(_ANSWER_MS)
    socket.disconnectFromServer()
    return sent


class Holding(QObject):
    """This process has the window of a centre. `raise_asked` when another one was started; `was_cut_off`: the window before this
    one was never closed (killed, power lost), so that what it had not committed was not written."""

    raise_asked = Signal()

    def __init__(self, where: str, parent: QObject | None = None):
        super().__init__(parent)
        self._where, self.was_cut_off = where, False
        self._file = None if store.is_url(where) else QLockFile(str(Path(where) / LOCK))
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._greet)

    def take(self) -> bool:
        """Become the window of this centre. False: another process is. A lock left by a crash is taken over."""
        if self._file is not None:
            self._file.setStaleLockTime(0)  # an old lock is stale only when its process is gone
            left_behind = Path(self._file.fileName()).exists()
            if not self._file.tryLock(0):
                return False
            self.was_cut_off = left_behind
        QLocalServer.removeServer(_socket_name(self._where))
        self._server.listen(_socket_name(self._where))
        return True

    def release(self) -> None:
        self._server.close()
        if self._file is not None:
            self._file.unlock()

    def _greet(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raise_asked.emit()


class Ear(QObject):
    """`heard` when the server says that somebody wrote. A line of its own, outside the pool, watched without a thread."""

    heard = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None):
        super().__init__(parent)
        raw: Any = engine.raw_connection()
        self._line: Any = raw.driver_connection
        raw.detach()
        self._line.autocommit = True
        self._line.execute(f"LISTEN {audit.CHANNEL}")
        self._notifier = QSocketNotifier(self._line.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        try:
            told = list(self._line.notifies(timeout=0))
        except Exception as error:  # the line broke: from now on the clock alone asks
            logging.getLogger(__name__).info("no more notices from the server: %s", type(error).__name__)
            self.close()
            return
        if told:
            self.heard.emit()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._line.close()


class BesideWatch(QObject):
    """`changed` when somebody else wrote (the command line, another seat) or a new day began.

    The head of the audit chain is the sign: every write puts its entry there. A server tells of it at once; a folder is
    looked at every other second, as is a server that is out of reach for a while.
    """

    changed = Signal()

    def __init__(self, centre: Centre, parent: QObject | None = None):
        super().__init__(parent)
        self._centre = centre
        self._seen = self._head()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._ear = Ear(centre.engine, self) if store.is_url(centre.where) else None
        if self._ear is not None:
            self._ear.heard.connect(self.look)

    def look(self) -> None:
        now = self._head()
        if now != self._seen:
            self._seen = now
            self.changed.emit()

    def seen(self) -> None:
        """What stands there now is known: the window itself has written it."""
        self._seen = self._head()

    def stop(self) -> None:
        self._timer.stop()
        if self._ear is not None:
            self._ear.close()

    def _head(self) -> tuple[int, date]:
        with store.reading(self._centre.engine) as db:
            return audit.next_seq(db), self._centre.today()
