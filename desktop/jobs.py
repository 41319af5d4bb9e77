"""Long work in the background: a generator runs in a thread, the window hears of its progress and its end.

The work knows no Qt. It yields Progress where stopping is safe; closing it there rolls back what it had begun.
"""

import gc
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from models.core.progress import Progress, Work

THREADS = 4
_REPORT_EVERY = 0.1  # seconds between two reports of progress; more would only flood the window
_COLLECT_EVERY_MS = 1_000
PROGRESS, DONE, FAILED, CANCELLED = "progress", "done", "failed", "cancelled"

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class JobSignals(QObject):
    """How a thread calls the window: it lays its news on the desk and rings. Objects stay out of the signal itself, and
    this QObject belongs to the manager: a QObject must not die in the thread of a job."""

    rung = Signal()

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self.news: SimpleQueue[tuple[Job, str, Any]] = SimpleQueue()

    def tell(self, job: "Job", what: str, value: Any = None) -> None:
        """Called in the thread of the job."""
        self.news.put((job, what, value))
        self.rung.emit()


class Job(QRunnable):
    """One piece of work with who wants to hear of it. `title` is empty for work nobody needs to see."""

    def __init__(self, signals: JobSignals, work: Work[Any], done: Done, title: str, failed: Failed | None):
        super().__init__()
        self.setAutoDelete(False)  # Python keeps it, until the manager has heard of its end
        self.title, self.heard, self.heard_failure = title, done, failed
        self.began = time.monotonic()
        self._signals = signals
        self._steps = work
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop at the next place where stopping is safe. May be called from any thread, more than once."""
        self._stop.set()

    def run(self) -> None:
        try:
            self._step_through()
        except StopIteration as end:
            self._signals.tell(self, DONE, end.value)
        except Exception as error:
            self._signals.tell(self, FAILED, error)

    def _step_through(self) -> None:
        reported = 0.0
        while not self._stop.is_set():
            progress = next(self._steps)
            if time.monotonic() - reported > _REPORT_EVERY:
                reported = time.monotonic()
                self._signals.tell(self, PROGRESS, progress)
        self._steps.close()
        self._signals.tell(self, CANCELLED)

    def seconds_left(self, progress: Progress) -> float | None:
        """How long it will take at the pace so far; None while that cannot be said."""
        passed = time.monotonic() - self.began
        if not progress.total or not progress.done or passed < 1:
            return None
        return passed * (progress.total - progress.done) / progress.done


class Jobs(QObject):
    """Starts work and answers on the window's thread. An answer to a widget that is gone meanwhile is dropped.

    While there are jobs, cyclic garbage is collected on the window's thread alone: a widget that a collection in
    another thread finds would die there, and take the program with it.
    """

    started = Signal(object)
    progress = Signal(object, object)
    ended = Signal(object)
    failed = Signal(object)  # the exception of work whose owner did not ask to hear of failures

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._running: set[Job] = set()
        self._closed = False
        self._signals = JobSignals(self)
        self._signals.rung.connect(self._listen, Qt.ConnectionType.QueuedConnection)
        self._garbage = QTimer(self)
        self._garbage.setInterval(_COLLECT_EVERY_MS)
        self._garbage.timeout.connect(_collect)
        gc.disable()
        self._garbage.start()

    def start(self, work: Work[Any], done: Done, title: str = "", failed: Failed | None = None) -> Job:
        """Begin at once, or when a thread is free. Nothing is begun any more once the manager is closed."""
        job = Job(self._signals, work, done, title, failed)
        if self._closed:
            work.close()
            return job
        self._running.add(job)
        self.started.emit(job)
        self._pool.start(job)
        return job

    @property
    def running(self) -> list[Job]:
        return list(self._running)

    def cancel_all(self) -> None:
        """Cancel everything and wait for the threads; nobody hears of what was running."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()
        for job in self.running:
            self._drop(job)

    def close(self) -> None:
        """The end: a program that closes leaves no thread and no half-done work behind."""
        self._closed = True
        self.cancel_all()
        self._garbage.stop()
        gc.enable()

    def _listen(self) -> None:
        """Take what the threads have laid down."""
        while True:
            try:
                job, what, value = self._signals.news.get_nowait()
            except Empty:
                return
            self._hear(job, what, value)

    def _hear(self, job: Job, what: str, value: Any) -> None:
        if job not in self._running:  # cancelled with all others: nobody waits for it
            return
        if what == PROGRESS:
            self.progress.emit(job, value)
            return
        self._drop(job)
        if what == DONE and _alive(job.heard):
            job.heard(value)
        elif what == FAILED and job.heard_failure is None:
            self.failed.emit(value)
        elif what == FAILED and job.heard_failure is not None and _alive(job.heard_failure):
            job.heard_failure(value)

    def _drop(self, job: Job) -> None:
        self._running.discard(job)
        self.ended.emit(job)


def _collect() -> None:
    """What the interpreter would do by itself: the youngest generation often, the others when they have filled up."""
    due = [generation for generation, limit in enumerate(gc.get_threshold()) if gc.get_count()[generation] > limit]
    if due:
        gc.collect(max(due))


def _alive(callback: Callable[..., Any]) -> bool:
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
