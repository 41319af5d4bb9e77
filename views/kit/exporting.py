"""What is shown, as a workbook: masked as on screen, or whole for those who may, with the purpose written down."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.core.acts import Param
from models.core.findings import Finding
from models.core.kinds import Text
from models.core.progress import Work
from models.core.registers import Register, View
from resources.texts import _
from views.kit.asking import Asker
from views.kit.field_row import FieldRow
from views.kit.findings import Described, FindingsBox
from views.kit.parts import button, label
from views.kit.shell import Shell
from views.kit.theme import mark

PURPOSE = Param("purpose", _("用途"), Text(200), help=_("写入操作日志"))
SUFFIX = ".xlsx"


class ExportDialog(QDialog):
    """Asks where to, and whether whole numbers are wanted; then writes in the background."""

    def __init__(self, shell: Shell, register: Register, view: View, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._register, self._view = shell, register, view
        self._asker = Asker(self, shell)
        roles = shell.centre.actor.roles
        masked = [one for one in register.fields if one.mask and roles & one.clear_to]
        self.full = QCheckBox(_("{labels}导出完整号码").format(labels="、".join(one.label for one in masked)))
        if not masked:
            self.full.hide()
        self.purpose = FieldRow(PURPOSE, shell.centre.today())
        self.purpose.hide()
        self.findings = FindingsBox()
        self.setWindowTitle(_("导出 Excel"))
        self.setModal(True)
        self._build()

    def _build(self) -> None:
        mark(self, kind="page")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 20, 24, 16)
        lines.setSpacing(12)
        lines.addWidget(label(_("导出“{title}”").format(title=self._register.title), "heading"))
        lines.addWidget(label(_("按当前的筛选和顺序导出，个人号码按列表中的样子遮盖。"), "muted", wrap=True))
        for part in (self.findings, self.full, self.purpose):
            lines.addWidget(part)
        lines.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(button(_("取消"), self.reject))
        self.go = button(_("导出…"), self._choose, "primary")
        self.go.setDefault(True)
        foot.addWidget(self.go)
        lines.addLayout(foot)
        self.full.toggled.connect(self.purpose.setVisible)
        self.findings.cited.connect(self._shell.cite)
        self.setMinimumWidth(460)

    def _choose(self) -> None:
        if self.full.isChecked() and not self.purpose.check():
            return
        name = f"{self._register.title}{self._shell.centre.today():%Y%m%d}{SUFFIX}"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("导出 Excel"), name, f"Excel (*{SUFFIX})")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the workbook there; the dialog closes when it is done."""
        self.go.setEnabled(False)
        full, purpose = self.full.isChecked(), self.purpose.raw().strip() if self.full.isChecked() else ""
        self._asker.run(self._written(path, full, purpose), self._done, _("导出 Excel"), self._failed)

    def _written(self, path: Path, full: bool, purpose: str) -> Work[tuple[Path, int, list[Described]]]:
        from reports.workbooks.export import exporting

        made = yield from exporting(self._shell.centre, self._register, self._view, full=full, purpose=purpose)
        if made.content:
            path.with_suffix(SUFFIX).write_bytes(made.content)
        return path.with_suffix(SUFFIX), made.rows, self._described(made.findings)

    def _described(self, findings: tuple[Finding, ...]) -> list[Described]:
        with self._shell.centre.reading() as context:
            return [context.rules.describe(one) for one in findings]

    def _done(self, answer: tuple[Path, int, list[Described]]) -> None:
        path, rows, findings = answer
        self.go.setEnabled(True)
        self.findings.show_findings(findings)
        if not findings:
            self._shell.say(_("已导出 {n} 行到 {path}").format(n=f"{rows:,}", path=path), "good")
            self.accept()

    def _failed(self, error: Exception) -> None:
        """A file that is open in Excel is the person's to close; anything else is ours."""
        self.go.setEnabled(True)
        if not isinstance(error, OSError):
            raise error
        self._shell.say(_("写不进这个文件，它可能正在 Excel 或 WPS 中打开"), "danger")
