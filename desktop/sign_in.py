"""The sign-in page: which centre, which account, the password; recovery code; clear refusals."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs import Jobs
from desktop.servers import ServerDialog
from desktop.settings import Recent, Settings
from models.core.centre import Centre
from models.core.keys import RECOVERY
from models.core.opening import ACCOUNTS, TRAINING_PASSWORD, open_centre, sign_in_choices
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from models.core.roles import titles
from models.core.server import bare
from resources.texts import _
from views.kit.parts import button, card, label
from views.kit.theme import mark

_WIDTH = 420


def opening(where: str, login: str, secret: str, on: date | None) -> Work[Centre]:
    """Opening a centre as work: the password hash is slow on purpose."""
    yield Progress(0)
    return open_centre(where, login, secret, on)


class SignInPage(QWidget):
    """`opened` carries the centre and whether the recovery code opened it."""

    opened = Signal(object, bool)
    centre_chosen = Signal(str)
    new_asked = Signal()
    restore_asked = Signal()

    def __init__(self, jobs: Jobs, settings: Settings, on: date | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._jobs, self._settings, self._on = jobs, settings, on
        self._where = ""
        self._training = self._recovering = False
        self._build()

    # building

    def _build(self) -> None:
        self.centre_button = QPushButton()
        self.centres = QMenu(self.centre_button)
        self.centre_button.clicked.connect(self._offer_centres)
        mark(self.centre_button, kind="field")
        self.account = QComboBox()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.sign_in)
        self.sign_in_button = button(_("登录"), self.sign_in, "primary")
        self.recover_button = button(_("忘记密码？用恢复码打开"), self._switch_recovery, "link")
        self.message = label("", tone="danger", wrap=True, selectable=True)
        self.hint = label("", "muted", wrap=True, selectable=True)
        grid = QGridLayout(self)
        grid.addWidget(self._card(), 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)

    def _card(self) -> QFrame:
        frame = card()
        frame.setFixedWidth(_WIDTH)
        column = QVBoxLayout(frame)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(8)
        column.addWidget(label(_("鉴台"), "title"))
        column.addWidget(label(_("职业技能评价机构的工作台"), "muted"))
        column.addSpacing(12)
        self._account_label, self._password_label = label(_("账号"), "small"), label(_("密码"), "small")
        for caption, editor in (
            (label(_("中心"), "small"), self.centre_button), (self._account_label, self.account),
            (self._password_label, self.password),
        ):  # fmt: skip
            column.addWidget(caption)
            column.addWidget(editor)
        column.addWidget(self.hint)
        column.addWidget(self.message)
        column.addSpacing(8)
        column.addWidget(self.sign_in_button)
        column.addWidget(self.recover_button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    # choosing

    def show_centre(self, where: str) -> None:
        """Offer this centre's accounts; what stands against opening it is said at once."""
        self._where, self._recovering = where, False
        self.say("")
        try:
            logins, self._training = sign_in_choices(where)
        except Refused as refused:
            logins, self._training = [], False
            self.say(refused.sentence)
        known = self._recent(where)
        self.centre_button.setText(_("{name} ▾").format(name=known.name or Path(where).name or where))
        self.centre_button.setToolTip(where)
        self._fill_accounts(logins, known.login)
        self._fill_menu()
        self._arrange()

    def _recent(self, where: str) -> Recent:
        return next((known for known in self._settings.centres if known.where == where), Recent(where))

    def _fill_accounts(self, logins: list[str], last: str) -> None:
        self.account.clear()
        for login in logins:
            role = titles(ACCOUNTS[login]) if login in ACCOUNTS else ""
            self.account.addItem(f"{role}（{login}）" if role else login, login)
        self.account.setCurrentIndex(max(0, self.account.findData(last)))

    def _fill_menu(self) -> None:
        menu = self.centres
        menu.clear()
        for known in self._settings.centres:
            action = menu.addAction(known.name or known.where)
            action.setData(known.where)
            action.setToolTip(known.where)
            action.triggered.connect(self._choose_recent)
        menu.addSeparator()
        menu.addAction(_("打开其他文件夹…")).triggered.connect(self._choose_folder)
        menu.addAction(_("连接服务器上的中心…")).triggered.connect(self._choose_server)
        menu.addAction(_("新建中心或演练库…")).triggered.connect(self.new_asked)
        menu.addAction(_("恢复备份…")).triggered.connect(self.restore_asked)

    def _offer_centres(self) -> None:
        self.centres.setMinimumWidth(self.centre_button.width())
        self.centres.popup(self.centre_button.mapToGlobal(self.centre_button.rect().bottomLeft()))

    def _choose_recent(self) -> None:
        self.centre_chosen.emit(self.sender().data())  # type: ignore[attr-defined]

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("选择中心所在的文件夹"), str(Path(self._where).parent))
        if folder:
            self.centre_chosen.emit(folder)

    def _choose_server(self) -> None:
        dialog = ServerDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(self.centre_chosen)
        dialog.open()

    def _switch_recovery(self) -> None:
        self._recovering = not self._recovering
        self.say("")
        self.password.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Show what this way of signing in asks for."""
        for widget in (self._account_label, self.account):
            widget.setVisible(not self._recovering)
        self._password_label.setText(_("恢复码") if self._recovering else _("密码"))
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if self._recovering else QLineEdit.EchoMode.Password)
        self.sign_in_button.setText(_("用恢复码打开") if self._recovering else _("登录"))
        self.recover_button.setText(_("返回密码登录") if self._recovering else _("忘记密码？用恢复码打开"))
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        openable = self.account.count() > 0
        for editor in (self.account, self.password, self.sign_in_button, self.recover_button):
            editor.setEnabled(openable)
        self.password.setFocus()

    def say(self, words: str) -> None:
        """What stands against signing in; "" takes it away."""
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _hint(self) -> str:
        if self._recovering:
            return _("恢复码印在建立中心时保存的恢复单上，共 8 组，每组 4 位。打开后可为账号重设密码。")
        return _("演练库，各账号密码均为 {password}").format(password=TRAINING_PASSWORD) if self._training else ""

    # signing in

    def sign_in(self) -> None:
        """Try the account and password that stand on the page."""
        secret = self.password.text()
        if not self.sign_in_button.isEnabled():
            return
        if not secret:
            self.say(_("请输入恢复码") if self._recovering else _("请输入密码"))
            return
        login = RECOVERY if self._recovering else self.account.currentData()
        self._wait(True)
        self._jobs.start(opening(self._where, login, secret, self._on), self._opened, "", self._refused)

    def _wait(self, waiting: bool) -> None:
        self.say("")
        for widget in (self.sign_in_button, self.centre_button, self.account, self.password, self.recover_button):
            widget.setEnabled(not waiting)
        if waiting:
            self.sign_in_button.setText(_("正在打开…"))
        else:
            self._arrange()

    def _opened(self, centre: Centre) -> None:
        self._wait(False)
        self.password.clear()
        if not self._recovering:
            self._settings.remember(Recent(bare(self._where), centre.name, centre.training, centre.actor.login))
            self._settings.save()
        self.opened.emit(centre, self._recovering)

    def _refused(self, error: Exception) -> None:
        self._wait(False)
        if not isinstance(error, Refused):
            raise error
        self.say(error.sentence)
        self.password.selectAll()
        self.password.setFocus()
