"""The one window of the program: sign-in, first run, and the opened centre in turn; lock, place and size, the end."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QMessageBox, QWidget
from shiboken6 import isValid

from desktop.first_run import FirstRun
from desktop.icon import icon
from desktop.instance import Holding, raise_other
from desktop.jobs import Jobs
from desktop.lock import IdleWatch, LockOverlay
from desktop.reminder import Reminder
from desktop.settings import Settings
from desktop.sign_in import SignInPage
from desktop.workspace import Workspace
from models.core.centre import Centre
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from resources.texts import _
from views.kit import theme

if TYPE_CHECKING:
    from desktop.help import HelpWindow

SIZE = (1280, 760)
_HEARS = "hears_f1"  # of a dialog that was given the key
SMALLEST = (900, 500)  # what is left of 1920 × 1080 at 200 %


def restoring(backup: Path, target: Path) -> Work[str]:
    """Lay a backup out as a centre; answers where it now is."""
    from models.core.backups import restore

    yield Progress(0)
    restore(backup, target)
    return str(target)


class MainWindow(QMainWindow):
    """`told` shows an error of another thread on this one: the log's path."""

    told = Signal(object)

    def __init__(self, settings: Settings, on: date | None = None):
        super().__init__()
        self._settings, self._on = settings, on
        self.workspace: Workspace | None = None
        self.overlay: LockOverlay | None = None
        self.help: HelpWindow | None = None
        self._hidden: list[QDialog] = []
        self._holding: Holding | None = None
        self._idle: IdleWatch | None = None
        self.jobs = Jobs(self)
        self.reminder = Reminder(icon(), self)
        self.reminder.clicked.connect(self.come_forward)
        self.told.connect(self._show_crash)
        self._hear_help(self)
        QGuiApplication.instance().focusWindowChanged.connect(self._hear_in_dialog)  # type: ignore[union-attr]
        self.setWindowTitle(_("鉴台"))
        self.setWindowIcon(icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))

    # what stands in the window

    def ask_sign_in(self, where: str) -> SignInPage:
        """The sign-in page of a centre."""
        page = SignInPage(self.jobs, self._settings, self._on)
        page.opened.connect(self.enter)
        page.centre_chosen.connect(self._choose)
        page.new_asked.connect(self._ask_new_from_sign_in)
        page.restore_asked.connect(self._ask_restore)
        self.setCentralWidget(page)
        page.show_centre(where)
        return page

    def ask_first_run(self, *, may_go_back: bool = False) -> FirstRun:
        page = FirstRun(self.jobs)
        page.made.connect(self.ask_sign_in)
        page.left.connect(self._back_to_sign_in)
        self.setCentralWidget(page)
        page.ask(may_go_back=may_go_back)
        return page

    def enter(self, centre: Centre, recovered: bool = False) -> None:
        """Show an opened centre, unless another window has it already: that one comes forward."""
        holding = Holding(centre.where, self)
        if not holding.take():
            centre.close()
            raised = raise_other(centre.where)
            self._say_on_page(_("这个中心已在另一个窗口打开") + ("" if raised else _("，请先关闭那个窗口")))
            return
        self._holding = holding
        holding.raise_asked.connect(self.come_forward)
        self.workspace = Workspace(centre, self.jobs, self._settings.theme)
        self._connect(self.workspace)
        if centre.actor.login in self._settings.unfolded:
            self.workspace.navigation.unfold(self._settings.unfolded[centre.actor.login])
        self.setCentralWidget(self.workspace)
        self.setWindowTitle(_("{name} · 鉴台").format(name=centre.name) + (_("（演练库）") if centre.training else ""))
        self._watch_idleness()
        self.workspace.start()
        if recovered:
            self.workspace.say(_("已用恢复码打开：请为账号重设密码，然后切换账号登录"), "caution")
        elif holding.was_cut_off:
            self.workspace.say(_("上次没有正常退出：没有办完的操作没有写入，已办完的都在"), "caution")

    def leave(self) -> None:
        """Close the centre and ask for the next account."""
        where = self.workspace.centre.where if self.workspace else ""
        self._close_centre()
        self.setWindowTitle(_("鉴台"))
        self.ask_sign_in(where)

    def _connect(self, workspace: Workspace) -> None:
        workspace.broken.connect(self._raise)
        workspace.due_read.connect(self._remind)
        workspace.navigation.folded.connect(self._remember_folds)
        top = workspace.top
        top.password_asked.connect(self._ask_password)
        top.lock_asked.connect(self.lock)
        top.leave_asked.connect(self.leave)
        top.theme_asked.connect(self._change_theme)
        top.settings_asked.connect(self._ask_preferences)
        top.about_asked.connect(self._show_about)
        top.manual_asked.connect(self.show_help)
        workspace.manual_asked.connect(self.show_help)

    def _say_on_page(self, words: str) -> None:
        page = self.centralWidget()
        if isinstance(page, SignInPage):
            page.say(words)

    # choosing a centre

    def _choose(self, where: str) -> None:
        page = self.centralWidget()
        if isinstance(page, SignInPage):
            page.show_centre(where)

    def _ask_new_from_sign_in(self) -> None:
        self.ask_first_run(may_go_back=True)

    def _back_to_sign_in(self) -> None:
        self.ask_sign_in(self._settings.centres[0].where)

    def _ask_restore(self) -> None:
        backup = QFileDialog.getExistingDirectory(self, _("选择一份备份（backups 下的文件夹）"))
        target = QFileDialog.getExistingDirectory(self, _("恢复到空文件夹")) if backup else ""
        if target:
            self.jobs.start(restoring(Path(backup), Path(target)), self._choose, _("恢复备份"), self._restore_failed)

    def _restore_failed(self, error: Exception) -> None:
        if not isinstance(error, (Refused, OSError)):
            raise error
        self._say_on_page(error.sentence if isinstance(error, Refused) else str(error))

    # lock

    def _watch_idleness(self) -> None:
        self._idle = IdleWatch(self.idle_minutes(), self)
        self._idle.idle.connect(self.lock)

    def idle_minutes(self) -> int:
        """After how many minutes without input the window locks (SYS-011), in the centre that is open."""
        assert self.workspace is not None
        with self.workspace.centre.reading() as context:
            return int(context.rules["SYS-011"].value("minutes"))

    def lock(self) -> None:
        """Cover the window. Dialogs that stand open are hidden with it, and come back with what was typed in them."""
        if self.workspace is None or self.overlay is not None:
            return
        self._hidden = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        for part in (*self._hidden, self.workspace):
            part.hide()
        self.overlay = LockOverlay(self.workspace.centre, self.jobs, self)
        self.overlay.unlocked.connect(self._unlock)
        self.overlay.leave_asked.connect(self.leave)
        self.overlay.show()
        self.overlay.raise_()
        self.overlay.password.setFocus()

    def _unlock(self) -> None:
        self._drop_overlay()
        if self.workspace is not None:
            for part in (self.workspace, *filter(isValid, self._hidden)):
                part.show()
        self._hidden = []

    def _drop_overlay(self) -> None:
        if self.overlay is not None:
            self.overlay.hide()
            self.overlay.deleteLater()
            self.overlay = None

    @property
    def locked(self) -> bool:
        return self.overlay is not None

    # the person's menu

    def _ask_password(self) -> None:
        from desktop.password import PasswordDialog

        if self.workspace is not None:
            dialog = PasswordDialog(self.workspace.centre, self.jobs, self)
            dialog.accepted.connect(self._password_changed)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _password_changed(self) -> None:
        if self.workspace is not None:
            self.workspace.say(_("密码已修改"), "good")

    def _change_theme(self, name: str) -> None:
        self._settings.theme = name
        self._settings.save()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)

    def _ask_preferences(self) -> None:
        from desktop.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._settings, self)
        dialog.accepted.connect(self._preferences_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _preferences_chosen(self) -> None:
        self._change_theme(self._settings.theme)

    def _show_about(self) -> None:
        from desktop.preferences import AboutDialog

        if self.workspace is not None:
            AboutDialog(self.workspace, self).open()

    def show_help(self) -> None:
        """The manual, at the page that tells about what stands in the window; not over the lock."""
        from desktop import manual
        from desktop.help import HelpWindow

        if self.locked:
            return
        key = self.workspace.current_key() if self.workspace is not None else ""
        page = manual.page_of(key) if key else manual.BEFORE_SIGN_IN
        asking = QApplication.activeModalWidget()
        if asking is not None:  # a dialog lets nothing be used but itself and what belongs to it
            beside = asking.findChild(HelpWindow) or HelpWindow(asking)
            if isinstance(asking, QDialog):
                asking.finished.connect(beside.reject)
            beside.show_page(page)
            return
        if self.help is None:
            self.help = HelpWindow(self)
        self.help.show_page(page)

    def _hear_help(self, widget: QWidget) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), widget, self.show_help)

    def _hear_in_dialog(self) -> None:
        """A dialog that asks something takes all keys: F1 is heard there too, once it has come up."""
        asking = QApplication.activeModalWidget()
        if asking in self.findChildren(QDialog) and not asking.property(_HEARS):
            asking.setProperty(_HEARS, True)
            self._hear_help(asking)

    def _remember_folds(self) -> None:
        if self.workspace is not None:
            self._settings.unfolded[self.workspace.centre.actor.login] = self.workspace.navigation.unfolded()
            self._settings.save()

    def _remind(self, items: list) -> None:
        if self._settings.reminder and self.workspace is not None:
            self.reminder.tell(items, self.workspace.centre.today())

    # the end

    def come_forward(self) -> None:
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        busy = [job.title for job in self.jobs.running if job.title]
        if busy and not self._sure(busy):
            event.ignore()
            return
        self._settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._settings.save()
        self._close_centre()
        self.jobs.close()
        self.reminder.stop()
        super().closeEvent(event)

    def _sure(self, busy: list[str]) -> bool:
        question = _("“{title}”还没有完成，关闭会取消它。要关闭吗？").format(title=busy[0])
        return QMessageBox.question(self, _("关闭鉴台"), question) == QMessageBox.StandardButton.Yes

    def _close_centre(self) -> None:
        self._drop_overlay()
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        if self.workspace is not None:
            self.help = None
            for dialog in self.findChildren(QDialog):
                dialog.hide()
                dialog.deleteLater()
            workspace, self.workspace = self.workspace, None
            workspace.close_centre()
            self.takeCentralWidget()
            workspace.deleteLater()
        if self._holding is not None:
            self._holding.release()
            self._holding = None

    # when the program itself fails

    def _raise(self, error: Exception) -> None:
        raise error

    def _show_crash(self, path: Path) -> None:
        words = _("程序出错，刚才的操作没有完成；已保存的数据不受影响。\n出错记录（已隐去个人信息）：{path}").format(path=path)
        box = QMessageBox(QMessageBox.Icon.Warning, _("程序出错"), words, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
