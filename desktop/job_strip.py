"""The strip at the foot of the window: what runs in the background, how far it is, how long it takes, 取消."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.jobs import Job, Jobs
from models.core.progress import Progress
from resources.texts import _
from views.kit.theme import mark

_SHOWN_AFTER_MS = 400  # shorter work passes unseen


class _Line(QWidget):
    """One running job."""

    def __init__(self, job: Job):
        super().__init__()
        self._job = job
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(12)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(220)
        self._text = QLabel()
        mark(self._text, kind="muted")
        self._stop = QPushButton(_("取消"))
        self._stop.clicked.connect(self.cancel)
        row.addWidget(QLabel(job.title))
        row.addWidget(self._bar)
        row.addWidget(self._text, 1)
        row.addWidget(self._stop)

    def show_progress(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        left = self._job.seconds_left(progress)
        count = f"{progress.done:,} / {progress.total:,}" if progress.total else ""
        self._text.setText(" · ".join(part for part in (progress.text, count, time_left(left)) if part))

    def cancel(self) -> None:
        self._job.cancel()
        self._stop.setEnabled(False)
        self._text.setText(_("正在停止…"))


class JobStrip(QFrame):
    """Shows the jobs that have a title and last longer than a moment."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="strip")
        self._lines: dict[Job, _Line] = {}
        self._waiting: list[Job] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_SHOWN_AFTER_MS)
        self._moment.timeout.connect(self._show_waiting)
        jobs.started.connect(self._began)
        jobs.progress.connect(self._progressed)
        jobs.ended.connect(self._ended)
        self.hide()

    def titles(self) -> list[str]:
        """What is shown as running."""
        return [job.title for job in self._lines]

    def cancel(self, job: Job) -> None:
        self._lines[job].cancel()

    def _began(self, job: Job) -> None:
        if job.title:
            self._waiting.append(job)
            self._moment.start()

    def _show_waiting(self) -> None:
        for job in self._waiting:
            self._lines[job] = _Line(job)
            self._column.addWidget(self._lines[job])
        self._waiting.clear()
        self.setVisible(bool(self._lines))

    def _progressed(self, job: Job, progress: Progress) -> None:
        if job in self._lines:
            self._lines[job].show_progress(progress)

    def _ended(self, job: Job) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
        line = self._lines.pop(job, None)
        if line is not None:
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self._lines))


def time_left(seconds: float | None) -> str:
    """约剩 40 秒 · 约剩 3 分钟; nothing while it cannot be said."""
    if seconds is None:
        return ""
    if seconds < 60:  # a minute
        return _("约剩 {n} 秒").format(n=max(1, round(seconds)))
    return _("约剩 {n} 分钟").format(n=round(seconds / 60))
