"""Long work: its end is heard on the window's thread, cancel rolls back, nothing is left over."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QThread

from desktop.job_strip import JobStrip, time_left
from desktop.jobs import Jobs
from models.core.progress import Progress
from tests.desktop.conftest import WAIT, quiet


def counting(to, closed=None):
    """Work that counts; `closed` notes that it was closed before its end."""
    try:
        for number in range(to):
            yield Progress(number, to)
        return to
    except GeneratorExit:
        closed.append(True)
        raise


def endless(gate, closed):
    """Work that goes on until somebody stops it; `gate` says that it is under way."""
    try:
        while True:
            gate.set()
            yield Progress(1)
    finally:
        closed.append(threading.current_thread())


def test_the_end_is_heard_on_the_windows_thread(jobs, qtbot):
    heard = []
    jobs.start(counting(3), lambda value: heard.append((value, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert heard == [(3, jobs.thread())]


def test_the_work_itself_runs_elsewhere(jobs, qtbot):
    def where():
        yield Progress(0)
        return threading.current_thread()

    heard = []
    jobs.start(where(), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert heard[0] is not threading.main_thread()


def test_cancelled_work_is_closed_and_nobody_hears_of_it(jobs, qtbot):
    gate, closed, heard = threading.Event(), [], []
    job = jobs.start(endless(gate, closed), heard.append)
    assert gate.wait(WAIT / 1000)
    with qtbot.waitSignal(jobs.ended, timeout=WAIT):
        job.cancel()
    assert closed
    assert not heard
    assert not jobs.running


def test_a_failure_goes_to_who_asked_for_it(jobs, qtbot):
    def failing():
        yield Progress(0)
        raise ValueError("broken")

    heard = []
    jobs.start(failing(), heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert str(heard[0]) == "broken"


def test_a_failure_nobody_asked_for_is_announced(jobs, qtbot):
    def failing():
        yield Progress(0)
        raise ValueError("broken")

    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as told:
        jobs.start(failing(), lambda _value: None)
    assert isinstance(told.args[0], ValueError)


def test_an_answer_to_a_widget_that_is_gone_is_dropped(jobs, qtbot):
    from shiboken6 import delete

    heard = []

    class Owner(QObject):
        def hear(self, value):
            heard.append(value)

    gate, owner = threading.Event(), Owner()

    def waiting():
        yield Progress(0)
        gate.wait(WAIT / 1000)
        return 1

    jobs.start(waiting(), owner.hear)
    delete(owner)
    gate.set()
    quiet(qtbot, jobs)
    assert heard == []


def test_closing_waits_for_the_threads_and_begins_nothing_more(qapp):
    jobs, gate, closed = Jobs(), threading.Event(), []
    jobs.start(endless(gate, closed), lambda _value: None)
    assert gate.wait(WAIT / 1000)
    jobs.close()
    assert closed
    assert not jobs.running
    late = []
    work = counting(2, late)
    next(work)
    jobs.start(work, lambda _value: None)
    assert late, "work offered after the end is closed, not kept"


def test_garbage_is_left_to_the_windows_thread_while_there_are_jobs(qapp):
    jobs = Jobs()
    assert not gc.isenabled()
    jobs.close()
    assert gc.isenabled()


@pytest.mark.parametrize(("seconds", "words"), [(None, ""), (0.2, "约剩 1 秒"), (59, "约剩 59 秒"), (150, "约剩 2 分钟")])
def test_time_left_in_words(seconds, words):
    assert time_left(seconds) == words


def test_work_with_a_title_is_shown_and_can_be_cancelled(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    gate, closed = threading.Event(), []
    job = jobs.start(endless(gate, closed), lambda _value: None, "导入名册")
    qtbot.waitUntil(lambda: not strip.isHidden(), timeout=WAIT)
    assert strip.titles() == ["导入名册"]
    strip.cancel(job)
    quiet(qtbot, jobs)
    assert strip.isHidden()
    assert closed


def test_work_without_a_title_is_not_shown(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    jobs.start(counting(2), lambda _value: None)
    quiet(qtbot, jobs)
    assert strip.isHidden()
    assert strip.titles() == []
