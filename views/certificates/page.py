"""核对差异: reconcile in the background, see what differs by class, look at the evidence, mend, explain, close the month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from models.certificates.reconciliation.evidence import Mend, Standing, standing, told_of
from models.core.centre import Context
from models.core.registers import REGISTERS, Register, View
from resources.texts import _
from views.certificates.evidence_view import EvidenceView
from views.certificates.summary import Summary
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.parts import button
from views.kit.printing import PrintMenu
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell

RECONCILE, LOCK, MONTHS, RUNS = "certificates.reconcile", "certificates.lock_month", "certificates.months", "certificates.runs"
REPORT = "F-RECONCILIATION"


class FindingsPage(RegisterPage):
    """The register of findings with the whole reconciliation around it."""

    def __init__(self, shell: Shell, register: Register):
        self.standing: Standing | None = None
        self.summary = Summary()
        super().__init__(shell, register)
        self._stands, self._runs, self._saves = Asker(self, shell), Asker(self, shell), Asker(self, shell)
        self.evidence = EvidenceView(shell)
        self.detail.put(self.evidence)
        self.detail.shown.connect(self.evidence.show_record)
        self.evidence.mend.connect(self.start_mend)
        self.summary.chosen.connect(self.show_class)
        self.summary.month.connect(lambda id_: shell.open(MONTHS, id_))
        self.bar.changed.connect(self._mark_class)
        QShortcut(QKeySequence("F4"), self, self.summary.focus_first)
        self._look()

    def _build(self) -> None:
        super()._build()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.summary)

    def _head(self) -> QHBoxLayout:
        line = super()._head()
        self.lock_button = button(_("锁定月份…"), self.start_lock)
        self.books_button = button(_("只核对各账"), self.reconcile_books)
        self.run_button = button(_("核对导出文件…"), self.choose_files, "primary")
        self.report = PrintMenu(self._shell, REGISTERS[RUNS], (REPORT,), 0)
        self.report.setText(_("打印报告"))
        self.report.setEnabled(False)
        for made, command in ((self.report, RECONCILE), (self.lock_button, LOCK), (self.books_button, RECONCILE), (self.run_button, RECONCILE)):
            line.addWidget(made)
            made.setVisible(made is self.report or self._allowed(command))
        return line

    # Looking

    def refresh(self) -> None:
        super().refresh()
        self._look()

    def _look(self) -> None:
        self._stands.ask(standing, self._heard)

    def _heard(self, stands: Standing) -> None:
        self.standing = stands
        self.summary.show_standing(stands, self._class())
        self.report.setEnabled(stands.run is not None)
        self.report.print_record(stands.run or 0)
        self.buttons["export"].setEnabled(stands.run is not None)
        self.lock_button.setEnabled(stands.closable is not None)
        if stands.closable is not None:
            self.lock_button.setText(_("锁定 {month}…").format(month=f"{stands.closable:%Y-%m}"))

    def _class(self) -> str:
        return str(self.bar.view.facets.get("kind", ""))

    def _mark_class(self, _view: View) -> None:
        self.summary.choose(self._class())

    def show_class(self, kind: str) -> None:
        """Only the findings of a class; "" for all."""
        facets = {name: value for name, value in self.bar.view.facets.items() if name != "kind"} | ({"kind": kind} if kind else {})
        self.show_view(replace(self.bar.view, facets=facets))
        self.summary.choose(kind)

    def _how_to_begin(self) -> str:
        if self.standing is not None and self.standing.run is not None:
            return _("最近一次核对没有发现差异")
        return _("点“核对导出文件…”开始第一次核对")

    # Reconciling

    def choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, _("查询系统导出文件"), "", _("工作簿 (*.xlsx *.xls *.csv)"))
        if names:
            self.reconcile([Path(name) for name in names])

    def reconcile_books(self) -> None:
        self.reconcile(())

    def reconcile(self, files: Sequence[Path]) -> None:
        """Begin a run; the window shows its progress and cancels it. Without a file the query system is not asked."""
        given: Mapping[str, Any] = {"files": "\n".join(map(str, files))} if files else {}
        self.run_button.setEnabled(False)
        work = carried_out(self._shell.centre, RECONCILE, None, None, "", given)
        self._runs.run(work, self._reconciled, _("核对证书"), self._failed)
        self.run_button.setEnabled(True)

    def _reconciled(self, answer: Answer) -> None:
        if not answer.outcome.done:
            self._shell.say("\n".join(one["text"] for one in answer.findings), "danger")
            return
        total = sum(answer.outcome.value["counts"].values())
        self._shell.say(_("核对完成：差异 {n} 项").format(n=total), "caution" if total else "good")
        self._shell.changed()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._shell.say(_("核对没有完成：{error}").format(error=error), "danger")

    # Acts

    def start_mend(self, mend: Mend) -> CommandDialog:
        return self._dialog(mend.command, mend.record, mend.given)

    def start_lock(self) -> CommandDialog:
        assert self.standing is not None and self.standing.closable is not None
        return self._dialog(LOCK, None, {"month": self.standing.closable.isoformat()})

    def _dialog(self, command: str, record: int | None, given: Mapping[str, Any]) -> CommandDialog:
        dialog = CommandDialog(self._shell, command, record, None, given, self.window())
        dialog.open()
        return dialog

    def start_export(self) -> None:
        """The last run as a workbook: counts, then every finding with both values."""
        assert self.standing is not None
        name = _("证书核对{day}.xlsx").format(day=f"{self.standing.as_of:%Y%m%d}")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("导出 Excel"), name, "Excel (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        run = self.standing.run if self.standing else None
        assert run is not None
        self._saves.ask(lambda context: _workbook(context, run), lambda content: self._written(path, content))

    def _written(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self._shell.say(_("已导出到 {path}").format(path=path), "good")


def _workbook(context: Context, run: int) -> bytes:
    from reports.certificates.reconciled import workbook

    return workbook(context.centre.name, told_of(context, run))
