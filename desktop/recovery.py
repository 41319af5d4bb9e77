"""The last step of making a centre: the recovery code leaves on paper before anybody works with the centre."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs import Jobs
from models.core.progress import Progress, Work
from resources.texts import _
from views.kit.parts import button, card, label


def sheet(name: str, filing_no: str, code: str) -> Work[bytes]:
    """The recovery sheet as PDF, dated today."""
    from datetime import date

    from reports.core.recovery import recovery_sheet

    yield Progress(0)
    return recovery_sheet(name, filing_no, code, date.today())


class RecoveryStep(QWidget):
    """Shows the code; 继续 opens when the sheet was saved or printed."""

    finished = Signal()

    def __init__(self, jobs: Jobs, name: str, filing_no: str, code: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._jobs, self._name, self.code = jobs, name, code
        self._pdf = b""
        self.state = label(_("正在生成恢复单…"), "muted", wrap=True)
        self.save_button = button(_("保存为 PDF…"), self._ask_where)
        self.print_button = button(_("打印…"), self._print)
        self.go_on = button(_("已妥善保存，继续"), self.finished.emit, "primary")
        self._build(code)
        self._enable(False)
        self.go_on.setEnabled(False)
        jobs.start(sheet(name, filing_no, code), self._made, "", self._failed)

    def _build(self, code: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("保存恢复单"), "title"))
        column.addWidget(label(_(
            "中心的数据是加密的。所有密码都遗失时，只有恢复码能打开它；程序不保存恢复码，也没有别的办法。"
            "请打印或另存，签字后放入保险柜。"), wrap=True))  # fmt: skip
        column.addWidget(self._code(code))
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        row.addStretch(1)
        row.addWidget(self.go_on)
        column.addLayout(row)

    def _code(self, code: str) -> QFrame:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(20, 16, 20, 16)
        groups = code.split("-")
        half = len(groups) // 2
        for part in (groups[:half], groups[half:]):
            lines.addWidget(label("   ".join(part), "number", selectable=True))
        return frame

    def _enable(self, ready: bool) -> None:
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _made(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._enable(True)
        self.state.setText(_("打印或保存之后才能继续。"))

    def _failed(self, error: Exception) -> None:
        """Without a sheet (no Chinese font, say) the person copies the code by hand: the centre must not be lost."""
        self.state.setText(_("恢复单生成失败（{why}）。请把上面的恢复码抄写两份，核对后继续。").format(why=error))
        self.go_on.setEnabled(True)

    def _ask_where(self) -> None:
        proposed = str(Path.home() / _("恢复单-{name}.pdf").format(name=self._name))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("保存恢复单"), proposed, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        try:
            path.write_bytes(self._pdf)
        except OSError as error:
            self.state.setText(_("不能保存到 {path}：{why}").format(path=path, why=error.strerror or error))
            return
        self._kept(_("已保存：{path}").format(path=path))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._print_now)
        dialog.setModal(True)
        dialog.show()

    def _print_now(self) -> None:
        from views.kit.pdf_pages import Pdf
        from views.kit.print_preview import printing

        self._jobs.start(printing(Pdf(self._pdf), self._printer, range(1)), self._printed, _("打印恢复单"))

    def _printed(self, _pages: int) -> None:
        self._kept(_("已送往打印机。请核对纸张上的恢复码清晰可读。"))

    def _kept(self, words: str) -> None:
        self.state.setText(words)
        self.go_on.setEnabled(True)
