"""Long work in the background: a generator runs in a thread, the window hears of its progress and its end.

The work knows no Qt. It yields Progress where stopping is safe; closing it there rolls back what it had begun.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from models.core.progress import Progress, Work

THREADS = 4
_REPORT_EVERY = 0.1  # seconds between two reports of progress; more would only flood the window

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class JobSignals(QObject):
    progress = Signal(object, object)  # job, Progress
    done = Signal(object, object)  # job, what the generator returned
    failed = Signal(object, object)  # job, exception
    cancelled = Signal(object)  # job


class Job(QRunnable):
    """One piece of work with who wants to hear of it. `title` is empty for work nobody needs to see."""

    def __init__(self, work: Work[Any], done: Done, title: str = "", failed: Failed | None = None):
        super().__init__()
        self.setAutoDelete(False)  # Python keeps it, until the manager has heard of its end
        self.title, self.heard, self.heard_failure = title, done, failed
        self.signals = JobSignals()
        self.began = time.monotonic()
        self._steps = work
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop at the next place where stopping is safe. May be called from any thread, more than once."""
        self._stop.set()

    def run(self) -> None:
        try:
            self._step_through()
        except StopIteration as end:
            self.signals.done.emit(self, end.value)
        except Exception as error:
            self.signals.failed.emit(self, error)

    def _step_through(self) -> None:
        reported = 0.0
        while not self._stop.is_set():
            progress = next(self._steps)
            if time.monotonic() - reported > _REPORT_EVERY:
                reported = time.monotonic()
                self.signals.progress.emit(self, progress)
        self._steps.close()
        self.signals.cancelled.emit(self)

    def seconds_left(self, progress: Progress) -> float | None:
        """How long it will take at the pace so far; None while that cannot be said."""
        passed = time.monotonic() - self.began
        if not progress.total or not progress.done or passed < 1:
            return None
        return passed * (progress.total - progress.done) / progress.done


class Jobs(QObject):
    """Starts work and answers on the window's thread. An answer to a widget that is gone meanwhile is dropped."""

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

    def start(self, work: Work[Any], done: Done, title: str = "", failed: Failed | None = None) -> Job:
        """Begin at once, or when a thread is free. Nothing is begun any more once the manager is closed."""
        job = Job(work, done, title, failed)
        if self._closed:
            work.close()
            return job
        queued = Qt.ConnectionType.QueuedConnection
        job.signals.progress.connect(self._report, queued)
        job.signals.done.connect(self._finish, queued)
        job.signals.failed.connect(self._fail, queued)
        job.signals.cancelled.connect(self._drop, queued)
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

    def _report(self, job: Job, progress: Progress) -> None:
        if job in self._running:
            self.progress.emit(job, progress)

    def _finish(self, job: Job, value: Any) -> None:
        if self._drop(job) and _alive(job.heard):
            job.heard(value)

    def _fail(self, job: Job, error: Exception) -> None:
        if not self._drop(job):
            return
        if job.heard_failure is None:
            self.failed.emit(error)
        elif _alive(job.heard_failure):
            job.heard_failure(error)

    def _drop(self, job: Job) -> bool:
        """Forget a job that has ended; False when it was forgotten before."""
        if job not in self._running:
            return False
        self._running.discard(job)
        self.ended.emit(job)
        return True


def _alive(callback: Callable[..., Any]) -> bool:
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
