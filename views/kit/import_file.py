"""The first page of an import: choose the workbook or drop it here; the empty workbook to fill in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.core.centre import Context
from models.core.registers import Register
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.shell import Shell

SUFFIXES = (".xlsx", ".xls", ".csv")


class FilePage(QWidget):
    """`chosen` carries the path of the workbook."""

    chosen = Signal(Path)

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._register = shell, register
        self._asker = Asker(self, shell)
        self.setAcceptDrops(True)
        place = card()
        inner = QVBoxLayout(place)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(10)
        inner.addStretch(2)
        self.problem = label("", "", "danger", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem.hide()
        for part in (
            label(_("把工作簿拖到这里"), "heading"),
            label(_("可用 .xlsx、.xls、.csv；表头自动识别，不必改动原来的表"), "muted"),
            self.problem,
            button(_("选择文件…"), self.choose, "primary"),
            button(_("没有现成的表？保存一份模板…"), self.save_template, "link"),
        ):
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(place)

    def say(self, problem: str) -> None:
        """Why the file chosen last cannot be taken; "" for none."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def choose(self) -> None:
        pattern = _("工作簿 ({patterns})").format(patterns=" ".join(f"*{suffix}" for suffix in SUFFIXES))
        path, _filter = QFileDialog.getOpenFileName(self, _("选择工作簿"), "", pattern)
        if path:
            self.chosen.emit(Path(path))

    def save_template(self) -> None:
        name = _("{title}模板.xlsx").format(title=self._register.title)
        path, _filter = QFileDialog.getSaveFileName(self, _("保存模板"), name, "Excel (*.xlsx)")
        if path:
            self.save_template_to(Path(path))

    def save_template_to(self, path: Path) -> None:
        register = self._register

        def make(context: Context) -> Path:
            from reports.workbooks.template import template

            path.write_bytes(template(register, context))
            return path

        self._asker.ask(make, self._saved)

    def _saved(self, path: Path) -> None:
        self._shell.say(_("模板已保存到 {path}").format(path=path), "good")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.chosen.emit(files[0])
