"""Importing a workbook, step by step: file, columns, preview, done. Nothing is written before the last click."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.core import intake
from models.core.acts import Outcome
from models.core.intake import Report
from models.core.progress import Progress, Work
from models.core.registers import Register
from models.core.workbooks import BadFile
from resources.texts import _
from views.kit.asking import Asker, Watched, in_context
from views.kit.command_dialog import CommandDialog
from views.kit.findings import Described, FindingsBox
from views.kit.import_done import DonePage
from views.kit.import_file import FilePage
from views.kit.import_look import Look, look_at
from views.kit.import_mapping import MappingPage
from views.kit.import_preview import PreviewPage
from views.kit.parts import button, label, rule
from views.kit.shell import Shell
from views.kit.theme import mark

FILE, COLUMNS, PREVIEW, DONE = range(4)


class ImportWizard(QDialog):
    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._register = shell, register
        self._knows_history = register.intake is not None and register.intake().begin_history is not None
        self._asker, self._watch = Asker(self, shell), Watched(self)
        self._path = Path()
        self.outcome: Outcome | None = None
        self.file, self.columns = FilePage(shell, register), MappingPage(register)
        self.preview, self.done_page = PreviewPage(shell), DonePage(shell)
        self.findings, self.history = FindingsBox(), QCheckBox(_("历史资料：按原样收入，不一致处只作标记"))
        self.setWindowTitle(_("导入{title}").format(title=register.title))
        self.setModal(True)
        self._build()
        self._connect()
        self.resize(980, 680)
        self._show(FILE)

    # Building

    def _build(self) -> None:
        mark(self, kind="page")
        self._steps = label("", "muted")
        self.pages = QStackedWidget()
        for page in (self.file, self.columns, self.preview, self.done_page):
            self.pages.addWidget(page)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 18, 24, 16)
        lines.setSpacing(12)
        lines.addWidget(label(self.windowTitle(), "heading"))
        lines.addWidget(self._steps)
        lines.addWidget(self.findings)
        lines.addWidget(self.pages, 1)
        lines.addWidget(self.history)
        lines.addWidget(rule())
        lines.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.state, self._bar = label("", "muted"), QProgressBar()
        self._bar.setFixedWidth(220)
        self._bar.hide()
        self.stop = button(_("停止"), self._watch.stop)
        self.stop.hide()
        self._back = button(_("上一步"), self.back)
        self.next = button("", self.go_on, "primary")
        self._cancel = button(_("取消"), self.reject)
        line.addWidget(self._bar)
        line.addWidget(self.state, 1)
        for part in (self.stop, self._cancel, self._back, self.next):
            line.addWidget(part)
        return line

    def _connect(self) -> None:
        self.file.chosen.connect(self.take_file)
        self.columns.changed.connect(self._refresh_buttons)
        self.preview.changed.connect(self._refresh_buttons)
        self.findings.cited.connect(self._shell.cite)
        self.done_page.undo.connect(self.undo)
        self._watch.progress.connect(self._progressed)
        self._watch.ended.connect(self._rest)

    # Steps

    def take_file(self, path: Path) -> None:
        """Look into a workbook; on to its columns when it can be read."""
        self._path = path
        self.file.say("")
        register = self._register
        self._work(in_context(self._shell.centre, lambda context: look_at(context, register, path)), self._looked)

    def _looked(self, looks: list[Look] | None) -> None:
        if looks is not None:
            self.columns.show_looks(looks)
            self._show(COLUMNS)

    def go_on(self) -> None:
        step = self.pages.currentIndex()
        if step == COLUMNS:
            self._work(intake.preview(self._shell.centre, self._register, self._path, self.columns.plans(), history=self.history.isChecked()),
                       self._previewed)  # fmt: skip
        elif step == PREVIEW:
            self.carry_out()
        elif step == DONE:
            self.accept()

    def back(self) -> None:
        self._show(self.pages.currentIndex() - 1)

    def _previewed(self, report: Report | None) -> None:
        if report is not None:
            self.preview.show_report(report)
            self._show(PREVIEW)

    def carry_out(self) -> None:
        """Write, as one act with one audit entry."""
        self._work(self._carried(self.preview.reason.raw().strip(), self.preview.all_or_nothing.isChecked()), self._written)

    def _carried(self, reason: str, all_or_nothing: bool) -> Work[tuple[Outcome, list[Described]]]:
        outcome = yield from intake.carrying_out(self._shell.centre, self._register, self._path, self.columns.plans(),
                                                 reason=reason, all_or_nothing=all_or_nothing,
                                                 history=self.history.isChecked())  # fmt: skip
        with self._shell.centre.reading() as context:
            return outcome, [context.rules.describe(one) for one in outcome.findings]

    def _written(self, answer: tuple[Outcome, list[Described]] | None) -> None:
        if answer is None:
            return
        self.outcome, findings = answer
        self.findings.show_findings(findings)
        if self.outcome.done:
            self.done_page.show_report(self.outcome.value, self._path)
            self._show(DONE)
            self._shell.changed()

    def undo(self) -> CommandDialog:
        """Take the import back as one act, after the person has confirmed it."""
        assert self.outcome is not None
        dialog = CommandDialog(self._shell, "core.undo_import", given={"entry": self.outcome.entry}, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self.done_page.undone)
        dialog.open()
        return dialog

    # Work in the background

    def _work(self, work: Work[Any], heard: Any) -> None:
        self.findings.show_findings(())
        self.pages.setEnabled(False)
        for part in (self.next, self._back):
            part.setEnabled(False)
        self.stop.show()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._asker.run(self._watch.through(work), heard, "", self._failed)

    def _progressed(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        counted = _(" {done} / {total} 行").format(done=f"{progress.done:,}", total=f"{progress.total:,}") if progress.total else ""
        self.state.setText((progress.text or _("读取文件")) + counted)

    def _rest(self) -> None:
        self.pages.setEnabled(True)
        self.stop.hide()
        self._bar.hide()
        self._refresh_buttons()

    def _failed(self, error: Exception) -> None:
        """A file that cannot be read is the person's to change; anything else is ours."""
        self._rest()
        if not isinstance(error, BadFile):
            raise error
        self._show(FILE)
        self.file.say(f"{self._path.name}：{error.why}。{error.advice}")

    def reject(self) -> None:
        """Leave. What is being read is stopped; nothing is written by halves."""
        self._watch.stop()
        super().reject()

    # Buttons

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        names = (_("选择文件"), _("核对列"), _("预览"), _("完成"))
        self._steps.setText("  →  ".join(f"【{name}】" if at == step else name for at, name in enumerate(names)))
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        step = self.pages.currentIndex()
        self.history.setVisible(step == COLUMNS and self._knows_history)
        self._back.setVisible(step in (COLUMNS, PREVIEW))
        self._back.setEnabled(True)
        self._cancel.setVisible(step != DONE)
        self.next.setVisible(step != FILE)
        against = ""
        if step == COLUMNS:
            self.next.setText(_("预览"))
            against = self.columns.stands_against()
        elif step == PREVIEW:
            rows = self.preview.writes()
            self.next.setText(_("导入 {n} 行").format(n=f"{rows:,}"))
            against = "" if rows else _("没有可以导入的行")
        elif step == DONE:
            self.next.setText(_("完成"))
        self.next.setEnabled(not against)
        self.state.setText(against)
