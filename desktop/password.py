"""修改密码: the old one, the new one twice; the change itself is the command core.change_password."""

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.jobs import Jobs
from desktop.lock import checking
from models.core import acts
from models.core.acts import Outcome
from models.core.centre import Centre
from models.core.progress import Work
from models.core.refusals import Refused
from resources.texts import _
from views.kit.parts import button, label


def changing(centre: Centre, old: str, new: str) -> Work[Outcome]:
    """Check the old password, then change it. Raises Refused for a wrong old one."""
    if not (yield from checking(centre, old)):
        raise Refused("wrong_password", _("原密码不正确"))
    return (yield from acts.calling(centre, "core.change_password", password=new))


class PasswordDialog(QDialog):
    def __init__(self, centre: Centre, jobs: Jobs, parent: QWidget | None = None):
        super().__init__(parent)
        self._centre, self._jobs = centre, jobs
        self.setWindowTitle(_("修改密码"))
        self.setMinimumWidth(400)
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.message = label("", tone="danger", wrap=True)
        self.change_button = button(_("修改"), self.change, "primary")
        self.change_button.setDefault(True)
        self._build()

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        for caption, editor in ((_("原密码"), self.old), (_("新密码"), self.new), (_("再输一次"), self.again)):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(caption, editor)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(_("取消"), self.reject))
        buttons.addWidget(self.change_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addLayout(buttons)

    def change(self) -> None:
        if self.new.text() != self.again.text():
            self.message.setText(_("两次输入的新密码不一致"))
            return
        self.change_button.setEnabled(False)
        self._jobs.start(changing(self._centre, self.old.text(), self.new.text()), self._changed, "", self._refused)

    def _changed(self, outcome: Outcome) -> None:
        self.change_button.setEnabled(True)
        if outcome.done:
            self.accept()
            return
        with self._centre.reading() as context:
            told = [context.rules.describe(finding) for finding in outcome.findings]
        self.message.setText("\n".join(f"{finding['text']}{finding['instead']}" for finding in told))

    def _refused(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        if not isinstance(error, Refused):
            raise error
        self.message.setText(error.sentence)
