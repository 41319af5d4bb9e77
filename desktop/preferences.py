"""设置 and 关于: what a person may choose on this computer, and what this program is."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QVBoxLayout, QWidget

import desktop
import resources
from desktop.settings import Settings
from desktop.top_bar import THEMES
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from resources.texts import LANGUAGES, _, pick
from views.kit.asking import Asker
from views.kit.parts import button, label
from views.kit.shell import Shell
from views.kit.theme import mark

SCALES = (0, 100, 125, 150, 175, 200)  # percent; 0 follows the screen


class PreferencesDialog(QDialog):
    """Changes the settings in place when it is accepted; the caller saves them and dresses the window."""

    def __init__(self, settings: Settings, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(_("设置"))
        self.setMinimumWidth(420)
        self._settings = settings
        self.theme, self.scale, self.language = QComboBox(), QComboBox(), QComboBox()
        self.reminder = QCheckBox(_("打开程序时在系统托盘提醒逾期和今日到期的事项"))
        self._fill()
        self._build()

    def _fill(self) -> None:
        for name, title in THEMES.items():
            self.theme.addItem(title, name)
        for scale in SCALES:
            self.scale.addItem(f"{scale}%" if scale else _("跟随系统"), scale)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        chosen = self._settings
        for box, value in ((self.theme, chosen.theme), (self.scale, chosen.scale), (self.language, chosen.language)):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.reminder.setChecked(self._settings.reminder)

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(_("外观"), self.theme)
        form.addRow(_("缩放"), self.scale)
        form.addRow(_("语言"), self.language)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.reminder)
        column.addWidget(label(_("缩放和语言在下次打开程序时生效。"), "muted"))
        buttons = QDialogButtonBox()
        buttons.addButton(button(_("取消"), self.reject), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(button(_("保存"), self.accept, "primary"), QDialogButtonBox.ButtonRole.AcceptRole)
        column.addWidget(buttons)

    def accept(self) -> None:
        self._settings.theme = self.theme.currentData()
        self._settings.scale = self.scale.currentData()
        self._settings.language = self.language.currentData()
        self._settings.reminder = self.reminder.isChecked()
        super().accept()


class AboutDialog(QDialog):
    """What this program is, and whether a release that somebody brought along is a true and newer one."""

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        centre, self._checks = shell.centre, Asker(self, shell)
        self.setWindowTitle(_("关于鉴台"))
        self.setMinimumWidth(440)
        profile = resources.toml("profiles.toml")[centre.profile]
        facts = (
            (_("版本"), desktop.__version__), (_("中心"), centre.name), (_("备案号"), centre.filing_no),
            (_("适用文件"), pick(profile["document"])), (_("数据位置"), centre.where), (_("许可"), "Apache-2.0"),
        )  # fmt: skip
        form = QFormLayout()
        form.setSpacing(8)
        for caption, value in facts:
            form.addRow(label(caption, "muted"), label(value, wrap=True, selectable=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(_("鉴台"), "title"))
        column.addLayout(form)
        self.release = label("", wrap=True, selectable=True)
        self.release.hide()
        column.addWidget(self.release)
        buttons = QDialogButtonBox()
        buttons.addButton(button(_("核对更新文件…"), self._choose), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(button(_("关闭"), self.accept), QDialogButtonBox.ButtonRole.AcceptRole)
        column.addWidget(buttons)

    def _choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("核对更新文件"), "", "release.json (*.json)")
        if name:
            self.check(Path(name))

    def check(self, manifest: Path, key: Path | None = None) -> None:
        """Prove a release in the background; the answer stands in the dialog."""
        self._checks.run(_proved(manifest, key), self._show, _("核对更新文件"))

    def _show(self, answer: tuple[str, bool]) -> None:
        words, good = answer
        mark(self.release, tone="good" if good else "danger")
        self.release.setText(words)
        self.release.show()
        self.adjustSize()


def _proved(manifest: Path, key: Path | None) -> Work[tuple[str, bool]]:
    from desktop.updates import check, told

    yield Progress(0)
    try:
        return "\n".join(told(check(manifest, key))), True
    except Refused as refused:
        return refused.sentence, False
