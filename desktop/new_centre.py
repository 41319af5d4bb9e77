"""The form of a new centre, checked while it is typed."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import resources
from models.core.identity import tidy
from models.core.rulebook import PROFILES, Rulebook
from resources.texts import _, pick
from views.kit.parts import button, label
from views.kit.theme import mark

_SUGGESTED = "henan"


@dataclass(frozen=True)
class NewCentre:
    """What a new centre is made from. settings: as models.core.opening.create_embedded takes them."""

    folder: str
    settings: dict[str, str]
    password: str


def filing_no_fault(profile: str, number: str) -> str:
    """What is wrong with a filing number, "" when nothing is: a capital letter and digits, as long as the card numbers
    of the profile need it (PPL-ASR-061); where the profile gives no layout any number will do."""
    length = Rulebook(profile)["PPL-ASR-061"].value("centre_digits")
    if not number:
        return _("请填写备案号")
    if length and not re.fullmatch(rf"[A-Z]\d{{{length - 1}}}", number):
        return _("备案号为 1 位大写字母和 {n} 位数字，现为 {found} 位").format(n=length - 1, found=len(number))
    return ""


def password_fault(profile: str, password: str, again: str) -> str:
    shortest = Rulebook(profile)["SYS-007"].value("min_length")
    if len(password) < shortest:
        return _("密码至少 {n} 个字符").format(n=shortest)
    return "" if password == again else _("两次输入的密码不一致")


def folder_fault(folder: str) -> str:
    path = Path(folder)
    if not folder or not path.is_absolute():
        return _("请选择存放数据的文件夹")
    return _("文件夹里已有内容，请选择空文件夹") if path.exists() and (not path.is_dir() or any(path.iterdir())) else ""


class NewCentreForm(QWidget):
    given = Signal(object)  # NewCentre
    left = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.profile = QComboBox()
        profiles = resources.toml("profiles.toml")
        for name in PROFILES:
            self.profile.addItem(pick(profiles[name]["name"]), name)
        self.profile.setCurrentIndex(self.profile.findData(_SUGGESTED))
        self.name, self.filing_no, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.again = QLineEdit(), QLineEdit()
        self.document = label("", "small", wrap=True)
        self.message = label("", tone="danger", wrap=True)
        self._build()
        self._show_document()

    def _build(self) -> None:
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.folder.setText(str(Path.home() / _("鉴台数据")))
        self.profile.currentIndexChanged.connect(self._show_document)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(_("适用文件"), self.profile)
        form.addRow("", self.document)
        form.addRow(_("机构名称"), self.name)
        form.addRow(_("备案号"), self.filing_no)
        form.addRow(_("存放位置"), self._folder_row())
        form.addRow(_("初始密码"), self.password)
        form.addRow(_("再输一次"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("建立本机构的中心"), "title"))
        column.addLayout(form)
        column.addWidget(label(_("各岗位的账号先用同一个初始密码，登录后在“账号与角色”里改为本人姓名和密码。"), "muted", wrap=True))
        column.addWidget(self.message)
        column.addLayout(self._buttons())

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(button(_("选择…"), self._choose_folder))
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(_("返回"), self.left.emit))
        row.addStretch(1)
        row.addWidget(button(_("建立中心"), self.submit, "primary"))
        return row

    def _show_document(self) -> None:
        profile = resources.toml("profiles.toml")[self.profile.currentData()]
        self.document.setText(pick(profile["document"]))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("选择空文件夹"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def submit(self) -> None:
        """Hand over what was filled in, or mark the first thing that is wrong and say what is expected."""
        profile, number = self.profile.currentData(), tidy(self.filing_no.text())
        self.filing_no.setText(number)
        faults = (
            (self.name, "" if self.name.text().strip() else _("请填写机构名称")),
            (self.filing_no, filing_no_fault(profile, number)),
            (self.folder, folder_fault(self.folder.text().strip())),
            (self.password, password_fault(profile, self.password.text(), self.again.text())),
        )
        for editor, fault in faults:
            mark(editor, wrong=bool(fault))
        wrong = next(((editor, fault) for editor, fault in faults if fault), None)
        self.message.setText(wrong[1] if wrong else "")
        if wrong:
            wrong[0].setFocus()
            return
        settings = {"profile": profile, "name": self.name.text().strip(), "filing_no": number, "training": "0"}
        self.given.emit(NewCentre(self.folder.text().strip(), settings, self.password.text()))
