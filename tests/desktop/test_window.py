"""The window: what each role sees, locking, one window a centre, the end."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop import pages
from desktop.instance import LOCK, Holding, raise_other
from desktop.lock import IdleWatch
from desktop.password import PasswordDialog
from desktop.reminder import reminder_text
from desktop.settings import Settings, load
from models.core import acts
from models.core.due import DueItem
from models.core.opening import TRAINING_PASSWORD, open_centre
from models.core.progress import Progress
from models.core.refusals import Refused
from tests.centres import TODAY, seat
from tests.desktop.conftest import WAIT, known, quiet
from views.kit import theme
from views.kit.command_dialog import CommandDialog


def entered(window, centre, qtbot, login="director"):
    """The whole window with an opened centre in it."""
    opened = centre(login=login)
    shown = window(known(opened))
    shown.enter(opened)
    quiet(qtbot, shown.jobs)
    return shown


# what a role sees


@pytest.mark.parametrize(
    ("login", "first", "seen", "hidden"),
    [
        ("director", "desk", {"people.assessors", "core.audit", "core.users", "core.safety"}, set()),
        ("exam", "desk", {"people.assessors", "core.calendar"}, {"core.audit", "core.users", "core.safety"}),
        ("admin", "core.users", {"core.users"}, {"desk", "people.assessors", "core.audit", "core.rules"}),
    ],
)  # GEN-003 and PPL-ORG-010: nobody is shown what he may not read; ADM sees no business data
def test_the_navigation_shows_what_the_role_may_read(workspace, centre, login, first, seen, hidden):
    shown = workspace(centre(login=login))
    keys = shown.navigation.titles().keys()
    assert next(iter(keys)) == first == shown.current_key()
    assert seen <= keys
    assert not hidden & keys


def test_a_page_outside_the_role_is_not_opened(workspace, centre):
    shown = workspace(centre(login="admin"))
    assert shown.show_page("people.assessors") is None
    shown.open("people.assessors", 1)
    assert shown.current_key() == "core.users"


def test_groups_begin_with_the_desk_and_end_with_the_settings():
    found = pages.groups(pages.pages())
    assert found[0] == "鉴台"
    assert found[-2:] == ["记录", "设置"]
    assert "人员" in found


def test_every_page_can_be_opened(workspace, demo, qtbot, jobs):
    shown = workspace(demo("director"))
    for key in shown.pages:
        assert shown.show_page(key) is not None
        quiet(qtbot, jobs)
        assert shown.current_key() == key


def test_the_number_of_due_things_stands_beside_the_pages(workspace, demo):
    shown = workspace(demo("director"))
    counts = {button.property("page"): button.text().split()[-1] for button in shown.navigation.buttons()}
    desk = shown.show_page(pages.DESK)
    pressing = sum(desk.stats[drawer].number.text() != "" and int(desk.stats[drawer].number.text())
                   for drawer in ("overdue", "today", "soon"))  # fmt: skip
    assert pressing > 0
    assert counts["desk"] == str(pressing)
    assert counts["core.rules"] == "规则与参数"


def test_what_is_written_beside_the_window_is_noticed(workspace, centre, qtbot, jobs):
    opened = centre()
    shown = workspace(opened)
    with qtbot.waitSignal(shown.due_read, timeout=WAIT):
        acts.call(seat(opened, "general"), "core.set_rule_value", rule="PPL-ASR-064", param="remind_days",
                  value="30", from_day="2026-11-20", why="试行")  # fmt: skip
        shown.beside.look()
    quiet(qtbot, jobs)


def test_nothing_new_is_no_reason_to_read_again(workspace, centre):
    shown = workspace(centre())
    heard = []
    shown.beside.changed.connect(lambda: heard.append(1))
    shown.beside.look()
    assert heard == []


# locking


def test_locking_hides_everything_until_the_password_is_given(window, centre, qtbot):
    shown = entered(window, centre, qtbot)
    shown.lock()
    assert shown.locked
    assert not shown.workspace.isVisible()
    shown.overlay.password.setText("not this one")
    shown.overlay.unlock()
    quiet(qtbot, shown.jobs)
    assert shown.locked
    assert shown.overlay.message.text() == "用户名或密码不正确"
    shown.overlay.password.setText(TRAINING_PASSWORD)
    shown.overlay.unlock()
    quiet(qtbot, shown.jobs)
    assert not shown.locked
    assert shown.workspace.isVisible()


def test_a_dialog_is_hidden_with_the_window_and_comes_back_as_it_was(window, centre, qtbot):
    shown = entered(window, centre, qtbot, "exam")
    shown.workspace.begin("people.assessors", "people.apply_assessor")
    quiet(qtbot, shown.jobs)
    dialog = next(each for each in shown.findChildren(CommandDialog) if each.isVisible())
    dialog.rows["name"].editor.findChild(QLineEdit).setText("王芳")
    shown.lock()
    assert not dialog.isVisible()
    shown.overlay.password.setText(TRAINING_PASSWORD)
    shown.overlay.unlock()
    quiet(qtbot, shown.jobs)
    assert dialog.isVisible()
    assert dialog.rows["name"].raw() == "王芳"


def test_leaving_from_the_lock_lets_nothing_of_the_centre_stand(window, centre, qtbot):
    shown = entered(window, centre, qtbot, "exam")
    shown.workspace.begin("people.assessors", "people.apply_assessor")
    quiet(qtbot, shown.jobs)
    dialog = shown.findChild(CommandDialog)
    shown.lock()
    with qtbot.waitSignal(dialog.destroyed, timeout=WAIT):
        shown.overlay.leave_asked.emit()
    assert not shown.locked
    assert shown.workspace is None


def test_another_persons_password_does_not_unlock(window, centre, qtbot):
    shown = entered(window, centre, qtbot)
    opened = shown.workspace.centre
    acts.call(seat(opened, "exam"), "core.change_password", password="a password of exam")
    shown.lock()
    shown.overlay.password.setText("a password of exam")
    shown.overlay.unlock()
    quiet(qtbot, shown.jobs)
    assert shown.locked


@pytest.mark.parametrize(("minutes", "locks"), [(0, True), (10, False)])  # SYS-011: ten minutes in every profile
def test_sys_011_the_window_locks_after_idle_minutes(qapp, qtbot, minutes, locks):
    watch = IdleWatch(minutes, QObject(qapp))
    heard = []
    watch.idle.connect(lambda: heard.append(1))
    watch.look()
    watch.stop()
    assert bool(heard) is locks


def test_sys_011_the_minutes_come_from_the_rule(window, centre, qtbot):
    shown = entered(window, centre, qtbot)
    with shown.workspace.centre.reading() as context:
        assert shown.idle_minutes() == context.rules["SYS-011"].value("minutes")


@pytest.mark.parametrize(("kind", "restarts"), [(QEvent.Type.KeyPress, 1), (QEvent.Type.MouseMove, 1), (QEvent.Type.Paint, 0)])
def test_input_puts_the_lock_off(qapp, monkeypatch, kind, restarts):
    watch, counted = IdleWatch(10, QObject(qapp)), []

    class Clock:
        def restart(self):
            counted.append(1)

    monkeypatch.setattr(watch, "_since", Clock())
    watch.eventFilter(qapp, QEvent(kind))
    watch.stop()
    assert len(counted) == restarts


# the person's menu


def test_the_password_is_changed_with_the_old_one(centre, jobs, qtbot):
    opened = centre()
    dialog = PasswordDialog(opened, jobs)
    qtbot.addWidget(dialog)
    for editor, text in ((dialog.old, TRAINING_PASSWORD), (dialog.new, "a longer password"), (dialog.again, "a longer password")):
        editor.setText(text)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT):
        dialog.change()
    with pytest.raises(Refused):
        open_centre(opened.where, "director", TRAINING_PASSWORD)
    open_centre(opened.where, "director", "a longer password").close()


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not this one", "a longer password", "a longer password", "用户名或密码不正确"),
        (TRAINING_PASSWORD, "a longer password", "another password", "不一致"),
        (TRAINING_PASSWORD, "short", "short", "密码至少"),  # SYS-007
    ],
)
def test_a_password_change_that_cannot_be_says_why(centre, jobs, qtbot, old, new, again, said):
    opened = centre()
    dialog = PasswordDialog(opened, jobs)
    qtbot.addWidget(dialog)
    for editor, text in ((dialog.old, old), (dialog.new, new), (dialog.again, again)):
        editor.setText(text)
    dialog.change()
    quiet(qtbot, jobs)
    assert said in dialog.message.text()
    open_centre(opened.where, "director", TRAINING_PASSWORD).close()


def test_the_theme_is_kept(window, centre, qtbot, qapp):
    shown = entered(window, centre, qtbot)
    shown.workspace.top.theme_asked.emit(theme.DARK)
    assert theme.in_use() == theme.DARK
    assert load().theme == theme.DARK


def test_leaving_asks_for_the_next_account(window, centre, qtbot):
    shown = entered(window, centre, qtbot)
    where = shown.workspace.centre.where
    shown.leave()
    assert shown.workspace is None
    assert shown.centralWidget().account.count() == 8
    other = Holding(where)
    assert other.take(), "the centre is free for another window"
    other.release()


# one window a centre


def test_a_second_window_raises_the_first(centre, qtbot):
    where = centre().where
    first, second = Holding(where), Holding(where)
    assert first.take()
    assert not second.take()
    with qtbot.waitSignal(first.raise_asked, timeout=WAIT):
        assert raise_other(where)
    first.release()
    assert not raise_other(where)
    assert second.take()
    second.release()


def test_a_centre_open_in_another_window_is_not_entered(window, centre, qtbot):
    opened = centre()
    other = Holding(opened.where)
    assert other.take()
    shown = window(known(opened))
    page = shown.ask_sign_in(opened.where)
    shown.enter(opened)
    assert shown.workspace is None
    assert "已在另一个窗口打开" in page.message.text()
    other.release()


@pytest.mark.parametrize("cut_off", [True, False])
def test_after_a_window_that_was_killed_the_next_one_says_what_became_of_it(window, centre, qtbot, cut_off):
    opened = centre()
    if cut_off:
        Path(opened.where, LOCK).write_text("999999999\njiantai\n", encoding="utf-8")  # of a process that is gone
    shown = window(known(opened))
    shown.enter(opened)
    quiet(qtbot, shown.jobs)
    words = [label.text() for label in shown.workspace.findChildren(QLabel)]
    assert any("上次没有正常退出" in each for each in words) is cut_off


def test_closing_leaves_no_thread_and_keeps_the_place(window, centre, qtbot):
    shown = entered(window, centre, qtbot)
    shown.close()
    assert not shown.jobs.running
    assert shown.workspace is None
    assert load().geometry


def test_without_a_centre_the_first_run_is_shown(window, qtbot):
    shown = window(Settings(reminder=False))
    page = shown.ask_first_run()
    assert shown.centralWidget() is page


@pytest.mark.parametrize(("sure", "stays"), [(False, True), (True, False)])
def test_closing_asks_while_an_import_runs(window, centre, qtbot, monkeypatch, sure, stays):
    shown, gate = entered(window, centre, qtbot), threading.Event()

    def importing():
        while True:
            gate.set()
            yield Progress(1)

    shown.workspace.run(importing(), lambda _value: None, "导入名册")
    assert gate.wait(WAIT / 1000)
    asked = []
    monkeypatch.setattr(shown, "_sure", lambda busy: bool(asked.append(busy[0])) or sure)
    shown.close()
    assert asked == ["导入名册"]
    assert shown.isVisible() is stays
    assert bool(shown.jobs.running) is stays
    monkeypatch.setattr(shown, "_sure", lambda _busy: True)


@pytest.mark.parametrize(
    ("days", "words"),
    [((-3, -1, 0, 4), "逾期 2 项，今日到期 1 项"), ((-1,), "逾期 1 项"), ((0,), "今日到期 1 项"), ((1, 30), "")],
)
def test_the_reminder_counts_what_presses(days, words):
    items = [DueItem("people", "people.assessors", 1, "k", "t", TODAY + timedelta(days=n), "PPL-ASR-064", "", "EXM", "") for n in days]
    assert reminder_text(items, TODAY) == words
