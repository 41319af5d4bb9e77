"""数据安全: prove that nothing was changed behind the program, back up, and rehearse a restore."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.core.refusals import Refused
from models.core.verifying import Fault
from resources.texts import _
from views.core.safety import Backup, backing_up, listing, may_back_up, rehearsing, verifying
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.pills import PillLabel
from views.kit.shell import Shell
from views.kit.theme import mark

_PATH = Qt.ItemDataRole.UserRole


class VerifyPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._lists = shell, Asker(self, shell)
        self.state, self.words, self.faults = PillLabel(_("尚未核验")), label("", "muted", wrap=True), QListWidget()
        self.verify_button = button(_("开始核验"), self.verify, "primary")
        self.backups = QListWidget()
        self.back_up_button = button(_("立即备份"), self.back_up, "primary")
        self.rehearse_button = button(_("恢复演练"), self.rehearse)
        self.rehearsed = label("", "muted", wrap=True)
        self._build()
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("数据安全"), "title"))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._proof(), 1)
        both.addWidget(self._copies(), 1)
        column.addLayout(both, 1)

    def _proof(self) -> QFrame:
        frame, column = _part(_("核验"), _("操作日志的链条、附件、检索和各台账是否与登记时一致"), self.verify_button)
        row = QHBoxLayout()
        row.addWidget(self.state)
        row.addWidget(self.words, 1)
        column.addLayout(row)
        self.faults.hide()
        column.addWidget(self.faults, 4)
        column.addStretch(1)
        return frame

    def _copies(self) -> QFrame:
        about = _("数据库、密钥和附件的完整副本，建立时即核对；恢复演练把选中的备份展开到临时位置核对，不影响现有数据")
        frame, column = _part(_("备份"), about, self.back_up_button)
        column.addWidget(self.backups, 1)
        row = QHBoxLayout()
        row.addWidget(self.rehearse_button)
        row.addWidget(self.rehearsed, 1)
        column.addLayout(row)
        allowed = may_back_up(self.shell.centre)
        for each in (self.back_up_button, self.rehearse_button):
            each.setEnabled(allowed)
            each.setToolTip("" if allowed else _("备份由综合管理岗办理"))
        if not allowed:
            column.addWidget(label(_("备份由综合管理岗办理"), "muted"))
        return frame

    def refresh(self) -> None:
        self._lists.run(listing(self.shell.centre), self._show_backups)

    # proof

    def verify(self) -> None:
        self.verify_button.setEnabled(False)
        self.shell.run(verifying(self.shell.centre), self._verified, _("核验数据"), self._verify_failed)

    def _verified(self, faults: list[Fault]) -> None:
        self.verify_button.setEnabled(True)
        self.faults.clear()
        for fault in faults:
            self.faults.addItem(fault.text)
        self.faults.setVisible(bool(faults))
        self.state.show_pill(_("发现 {n} 处问题").format(n=len(faults)) if faults else _("全部一致"), "danger" if faults else "good")
        self.state.updateGeometry()
        now = datetime.now().strftime("%H:%M")
        self.words.setText(
            _("{now} 核验。请保留现场，用最近一份完好的备份恢复").format(now=now) if faults else _("{now} 核验").format(now=now)
        )

    def _verify_failed(self, error: Exception) -> None:
        self.verify_button.setEnabled(True)
        raise error

    # backups

    def _show_backups(self, found: list[Backup]) -> None:
        self.backups.clear()
        for backup in found:
            item = QListWidgetItem(_("{when}　{why}　{size:.1f} MB").format(when=backup.when, why=backup.why, size=backup.megabytes))
            item.setData(_PATH, backup.path)
            self.backups.addItem(item)
        if found:
            self.backups.setCurrentRow(0)
        self.rehearse_button.setEnabled(bool(found) and may_back_up(self.shell.centre))
        if not found:
            item = QListWidgetItem(_("还没有备份"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.backups.addItem(item)

    def back_up(self) -> None:
        self.back_up_button.setEnabled(False)
        self.shell.run(backing_up(self.shell.centre), self._backed_up, _("备份"), self._back_up_failed)

    def _backed_up(self, path: Path) -> None:
        self.back_up_button.setEnabled(True)
        self.shell.say(_("备份完成并已核对：{path}").format(path=path), "good")
        self.refresh()

    def _back_up_failed(self, error: Exception) -> None:
        self.back_up_button.setEnabled(True)
        self._tell(error)

    def rehearse(self) -> None:
        item = self.backups.currentItem()
        if item is not None and item.data(_PATH):
            self.rehearse_button.setEnabled(False)
            self.shell.run(rehearsing(self.shell.centre, item.data(_PATH)), self._rehearsed, _("恢复演练"), self._rehearse_failed)

    def _rehearsed(self, faults: list[str]) -> None:
        self.rehearse_button.setEnabled(True)
        mark(self.rehearsed, tone="danger" if faults else "good")
        self.rehearsed.setText("；".join(faults) if faults else _("可以恢复：数据库完好，审计链完整"))

    def _rehearse_failed(self, error: Exception) -> None:
        self.rehearse_button.setEnabled(True)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        """What a person can act on is said; anything else is the program's own failure."""
        if not isinstance(error, (Refused, OSError)):
            raise error
        self.shell.say(error.sentence if isinstance(error, Refused) else str(error), "danger")


def _part(title: str, about: str, act: QPushButton) -> tuple[QFrame, QVBoxLayout]:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(10)
    head = QHBoxLayout()
    heading: QLabel = label(title, "heading")
    head.addWidget(heading)
    head.addStretch(1)
    head.addWidget(act)
    column.addLayout(head)
    column.addWidget(label(about, "muted", wrap=True))
    return frame, column
