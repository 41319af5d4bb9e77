"""Questions of a widget to the models: asked in the background, only the newest answer is heard."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance
from shiboken6 import isValid

from models.core.centre import Centre, Context
from models.core.progress import Progress, Work
from views.kit.shell import Shell

T = TypeVar("T")


def once(answer: Callable[[], T]) -> Work[T]:
    """A call as long work of one step; it may be cancelled before it begins."""
    yield Progress(0)
    return answer()


def in_context(centre: Centre, question: Callable[[Context], T]) -> Work[T]:
    """A question that reads. The answer must hold no record: its session is closed when it is heard."""
    yield Progress(0)
    with centre.reading() as context:
        return question(context)


class Asker:
    """Asks for one widget. An answer to an older question, or to a widget that is gone, is dropped."""

    def __init__(self, owner: QObject, shell: Shell):
        self._owner, self._shell = owner, shell
        self._newest = 0

    def ask(self, question: Callable[[Context], T], heard: Callable[[T], None]) -> None:
        self.run(in_context(self._shell.centre, question), heard)

    def run(self, work: Work[T], heard: Callable[[T], None], title: str = "",
            failed: Callable[[Exception], None] | None = None) -> None:  # fmt: skip
        self._newest += 1
        asked = self._newest

        def hear(answer: T) -> None:
            if asked == self._newest and isValid(self._owner):
                heard(answer)

        self._shell.run(work, hear, title, failed)

    def forget(self) -> None:
        """Hear no answer to what was asked so far."""
        self._newest += 1


class Watched(QObject):
    """Work whose progress one widget shows and may stop. The answer is None when it was stopped."""

    progress = Signal(object)  # Progress, on the window's thread
    ended = Signal()  # after the last step, however it ended: also when it was stopped from elsewhere

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._stop = Event()

    def stop(self) -> None:
        self._stop.set()

    def through(self, work: Work[T]) -> Work[T | None]:
        """The same work, watched. From this call on it may be stopped, also before its first step."""
        self._stop.clear()
        return self._steps(work)

    def _steps(self, work: Work[T]) -> Work[T | None]:
        try:
            while not self._stop.is_set():
                step = next(work)
                self._tell(self.progress, step)
                yield step
            return None
        except StopIteration as end:
            return end.value
        finally:
            work.close()
            self._tell(self.ended)

    def _tell(self, signal: SignalInstance, *what: Progress) -> None:
        with suppress(RuntimeError):  # the widget was closed meanwhile: nobody is left to be told
            signal.emit(*what)
