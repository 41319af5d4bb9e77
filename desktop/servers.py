"""Naming a centre on a PostgreSQL server. The database's password goes to this computer's own password store, never to a file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy import URL

from models.core import server
from resources.texts import _
from views.kit.parts import button, label

PORT = 5432
_HERE = {"localhost", "127.0.0.1", "::1"}
_WIDTH = 420


def address(host: str, port: int, database: str, user: str) -> str:
    """The place of a centre on a server; the line to another computer is always encrypted."""
    query = {} if host in _HERE else {"sslmode": "require"}
    return URL.create("postgresql", username=user, host=host, port=port, database=database, query=query).render_as_string()


class ServerDialog(QDialog):
    """`named` carries the address of a server's centre."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(_("连接服务器上的中心"))
        self.setMinimumWidth(_WIDTH)
        self.host, self.port, self.database, self.user, self.password = (QLineEdit() for _number in range(5))
        self.port.setValidator(QIntValidator(1, 65_535, self))
        self.port.setText(str(PORT))
        self.database.setText("jiantai")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form = QFormLayout()
        for caption, editor in (
            (_("服务器"), self.host), (_("端口"), self.port), (_("数据库"), self.database), (_("数据库用户"), self.user),
            (_("数据库口令"), self.password),
        ):  # fmt: skip
            form.addRow(caption, editor)
        self.message = label(_("口令存入本机的密码库；留空则用服务器给本机的证书或口令文件。"), "muted", wrap=True)
        self.connect_button = button(_("连接"), self.accept, "primary")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(_("取消"), self.reject))
        buttons.addWidget(self.connect_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addLayout(buttons)
        for editor in (self.host, self.port, self.database, self.user):
            editor.textChanged.connect(self._judge)
        self._judge()

    def accept(self) -> None:
        url = address(self.host.text().strip(), int(self.port.text()), self.database.text().strip(), self.user.text().strip())
        if self.password.text():
            server.keep_password(url, self.password.text())
        self.password.clear()
        super().accept()
        self.named.emit(url)

    def _judge(self) -> None:
        asked = (self.host, self.port, self.database, self.user)
        self.connect_button.setEnabled(all(editor.hasAcceptableInput() and editor.text().strip() for editor in asked))
