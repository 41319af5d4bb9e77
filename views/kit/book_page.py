"""A register whose records can also be had as a workbook: the list, and the button that writes it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.core.progress import Progress, Work
from models.core.registers import Register
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import button
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell

Made = tuple[Path, bytes, str]


class BookPage(RegisterPage):
    def __init__(self, shell: Shell, register: Register):
        super().__init__(shell, register)
        self._writes = Asker(self, shell)
        self.write_button = button(_("存为工作簿…"), self.choose)
        self.detail.put(self.write_button)
        self.write_button.hide()
        self.detail.shown.connect(lambda record: self.write_button.setVisible(bool(record)))

    def choose(self) -> None:
        detail = self.detail.detail
        assert detail is not None
        chosen, _filter = QFileDialog.getSaveFileName(self, _("存为工作簿"), f"{detail.title}.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, path: Path) -> None:
        """Write the workbook of the record shown."""
        detail = self.detail.detail
        assert detail is not None
        self._writes.run(self._made(path, detail.record_id), self._written, _("存为工作簿"))

    def _made(self, path: Path, record_id: int) -> Work[Made]:
        from reports.books import of_register, written

        yield Progress(0)
        content, findings = written(self._shell.centre, of_register(self.register.key).id, record_id)
        with self._shell.centre.reading() as context:
            return path, content, "\n".join(context.rules.describe(one)["text"] for one in findings)

    def _written(self, made: Made) -> None:
        path, content, against = made
        if not content:
            self._shell.say(against, "danger")
            return
        path.write_bytes(content)
        self._shell.say(_("已导出到 {path}").format(path=path), "good")
