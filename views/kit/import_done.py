"""The last page of an import: what was written, the faulty rows as a workbook, and the way back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.core.centre import Context
from models.core.intake import Report
from resources.texts import _
from views.kit.asking import Asker
from views.kit.import_preview import Counts
from views.kit.parts import button, label
from views.kit.shell import Shell


class DonePage(QWidget):
    """`undo` is the person's wish to take the import back."""

    undo = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell = shell
        self._asker = Asker(self, shell)
        self._report: Report | None = None
        self._path = Path()
        self.title = label("", "heading", "good")
        self.counts = Counts()
        self.faults = label("", "muted", wrap=True)
        self.save = button(_("保存错误表…"), self._choose)
        self._back = button(_("撤销本次导入…"), self.undo.emit)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(14)
        for part in (self.title, self.counts, self.faults):
            lines.addWidget(part)
        for way in (self.save, self._back):
            lines.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)

    def show_report(self, report: Report, path: Path) -> None:
        """path: the file that was imported."""
        self._report, self._path = report, path
        written = report.new + report.changed
        self.title.setText(_("已导入 {n} 行").format(n=f"{written:,}") if written else _("没有需要写入的行"))
        self.counts.show_report(report)
        self.faults.setText(_("有 {n} 行没有导入。错误表只含这些行，错处已标出；改好后可直接再导入。").format(n=report.bad_rows))
        self.faults.setVisible(bool(report.bad_rows))
        self.save.setVisible(bool(report.bad_rows))
        self._back.setVisible(bool(written))

    def undone(self) -> None:
        self.title.setText(_("这次导入已撤销"))
        self._back.hide()

    def _choose(self) -> None:
        proposed = _("{name}-错误表.xlsx").format(name=self._path.stem)
        path, _filter = QFileDialog.getSaveFileName(self, _("保存错误表"), proposed, "Excel (*.xlsx)")
        if path:
            self.save_faults_to(Path(path))

    def save_faults_to(self, target: Path) -> None:
        report, path = self._report, self._path
        assert report is not None

        def make(context: Context) -> Path:
            from reports.workbooks.faults import fault_workbook

            target.write_bytes(fault_workbook(path, report, context.rules["SYS-012"]))
            return target

        self._asker.ask(make, self._saved)

    def _saved(self, path: Path) -> None:
        self._shell.say(_("错误表已保存到 {path}").format(path=path), "good")
