"""A register whose records can also be had as a workbook: the list, and the button that writes it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.core.findings import Finding
from models.core.progress import Progress, Work
from models.core.registers import Register
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import button
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell

Made = tuple[Path, bytes, str]


class BookPage(RegisterPage):
    """`title`, `wrote`: what the button and the message afterwards say; `act`: the command whose roles may write, where it is one."""

    title, wrote, act = _("存为工作簿"), _("已导出到 {path}"), ""

    def __init__(self, shell: Shell, register: Register):
        super().__init__(shell, register)
        self._writes = Asker(self, shell)
        self.write_button = button(f"{self.title}…", self.choose)
        self.detail.put(self.write_button)
        self.write_button.hide()
        self.detail.shown.connect(lambda record: self.write_button.setVisible(bool(record) and (not self.act or self._allowed(self.act))))

    def choose(self) -> None:
        detail = self.detail.detail
        assert detail is not None
        chosen, _filter = QFileDialog.getSaveFileName(self, self.title, f"{detail.title}.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, path: Path) -> None:
        """Write the workbook of the record shown."""
        detail = self.detail.detail
        assert detail is not None
        self._writes.run(self._made(path, detail.record_id), self._written, self.title)

    def _made(self, path: Path, record_id: int) -> Work[Made]:
        yield Progress(0)
        content, findings = self.content(record_id)
        with self._shell.centre.reading() as context:
            return path, content, "\n".join(context.rules.describe(one)["text"] for one in findings)

    def content(self, record_id: int) -> tuple[bytes, Sequence[Finding]]:
        """The workbook; without content the findings say why not. Asked in the background."""
        from reports.books import of_register, written

        return written(self._shell.centre, of_register(self.register.key).id, record_id)

    def _written(self, made: Made) -> None:
        path, content, against = made
        if not content:
            self._shell.say(against, "danger")
            return
        path.write_bytes(content)
        self._shell.say(self.wrote.format(path=path), "good")
