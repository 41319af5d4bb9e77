"""The dialog of any command, built from its declaration: fields, live reading, findings at their place, the reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.core.acts import COMMANDS, Outcome, Param
from models.core.findings import Severity
from models.core.kinds import Text
from resources.texts import _
from views.kit.asking import Asker, Watched
from views.kit.begun import Answer, Start, carried_out, start_of
from views.kit.field_row import FieldRow
from views.kit.findings import Described, FindingsBox
from views.kit.parts import button, clear, label, rule
from views.kit.shell import Shell
from views.kit.subject_row import SubjectRow
from views.kit.theme import mark

CHANGED_BY_OTHER = "SYS-001"
WIDTH = 560
REASON = Param("reason", _("理由"), Text(400, lines=3), help=_("写入异常操作记录"))


class CommandDialog(QDialog):
    """`carried` comes once, when the command was carried out; then the dialog closes."""

    carried = Signal(object)

    def __init__(
        self,
        shell: Shell,
        name: str,
        record_id: int | None = None,
        version: int | None = None,
        given: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ):
        """version: what the person saw of the record; None: the one of now. given: values of fields not shown."""
        super().__init__(parent)
        self.command = COMMANDS[name]
        self._shell, self._record, self._version = shell, record_id, version
        self._given = dict(given or {})
        self.outcome: Outcome | None = None
        self.made: Sequence[tuple[str, int]] = ()  # register and id of what the command made
        self.rows: dict[str, FieldRow] = {}
        self.reason = FieldRow(REASON, shell.centre.today())
        asks = self.command.subject if record_id is None else None
        self.subject = SubjectRow(shell, asks) if asks else None
        self._starts, self._calls, self._watch = Asker(self, shell), Asker(self, shell), Watched(self)
        self._build()
        self._connect()
        self.reload()

    # Building

    def _build(self) -> None:
        self.setWindowTitle(self.command.title)
        self.setModal(True)
        self._title = label("", "muted", wrap=True)
        self._title.hide()
        self.findings = FindingsBox()
        self.again = button(_("刷新后核对"), self._renew)
        self.again.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll(), 1)
        outer.addWidget(rule())
        outer.addLayout(self._buttons())
        self.reason.hide()
        self.setMinimumWidth(WIDTH)

    def _scroll(self) -> QScrollArea:
        self._inside = QWidget()
        mark(self._inside, kind="page")
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(24, 20, 24, 20)
        lines.setSpacing(10)
        lines.addWidget(label(self.command.title, "heading"))
        lines.addWidget(self._title)
        lines.addWidget(self.findings)
        lines.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        if self.subject:
            lines.addWidget(self.subject)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(10)
        lines.addLayout(self._fields)
        lines.addWidget(self.reason)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(24, 12, 24, 14)
        line.setSpacing(12)
        self.state = label("", "small")
        self._needed = label(_("* 必填"), "small")
        self._needed.hide()
        self.go = button(self.command.title, self.submit, "danger" if self.command.danger else "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        line.addWidget(self._needed)
        line.addWidget(self.state, 1)
        line.addWidget(button(_("取消"), self.reject))
        line.addWidget(self.go)
        return line

    def _connect(self) -> None:
        self.findings.cited.connect(self._shell.cite)
        self._watch.ended.connect(self._rest)
        if self.subject:
            self.subject.chosen.connect(self._take_subject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._focus_first()

    def _focus_first(self) -> None:
        if self.subject and self._record is None:
            self.subject.setFocus()
        elif self.rows:
            next(iter(self.rows.values())).editor.setFocus()
        else:
            self.go.setFocus()

    def _fit(self) -> None:
        """As high as its fields, as long as the screen has room."""
        inside = self._inside.layout()
        if inside is not None:
            inside.activate()
        width, tall = max(self.width(), WIDTH), self._inside.hasHeightForWidth()
        wanted = self._inside.heightForWidth(width) if tall else self._inside.sizeHint().height()
        self.resize(width, min(wanted + 64, int(self.screen().availableGeometry().height() * 0.85)))

    # What it begins with

    def reload(self) -> None:
        """Take the record as it stands now; what the person typed stays."""
        command, record = self.command, self._record
        self._starts.ask(lambda context: start_of(context, command, record), self._started)

    def _renew(self) -> None:
        """After somebody else's change: what the person sees from here on is the record of now."""
        self._version = None
        self.findings.show_findings(())
        self.again.hide()
        self.reload()

    def _started(self, start: Start) -> None:
        self._version = start.version if self._version is None else self._version
        self._title.setText(start.title)
        self._title.setVisible(bool(start.title))
        self._show_rows(start)
        ready = self.subject is None or self._record is not None
        refused = any(one["severity"] == Severity.BLOCK for one in start.against)
        self.findings.show_findings(start.against)
        self.go.setEnabled(ready and not refused)
        if self.isVisible():
            QTimer.singleShot(0, self._fit)  # rows count only once the layout has shown them

    def _show_rows(self, start: Start) -> None:
        params = [one for one in start.params if one.name not in self._given]
        if [row.param.kind for row in self.rows.values()] != [one.kind for one in params]:
            clear(self._fields)
            self.rows = {one.name: FieldRow(one, self._shell.centre.today()) for one in params}
            for row in self.rows.values():
                self._fields.addWidget(row)
                row.show()  # at once, so that the dialog is as high as its rows
            if not params and self._record is not None:
                self._fields.addWidget(label(_("没有需要填写的内容，确认后即办理。"), "muted"))
            if self.isVisible():
                self._focus_first()
        for name, row in self.rows.items():
            row.set_default(start.defaults[name])
        self._needed.setVisible(any(one.required for one in params))

    def _take_subject(self, record_id: int, version: int) -> None:
        self._record, self._version = (record_id or None), (version or None)
        self.reload()

    def place_made(self, register: str) -> tuple[str, int] | None:
        """Where to show what was made: in this register if it is there, else in the first that holds it."""
        here = [one for one in self.made if one[0] == register]
        return next(iter([*here, *self.made]), None)

    # Carrying out

    def given(self) -> dict[str, Any]:
        """What goes to the command: the values given from outside and every field's text."""
        return self._given | {name: row.raw() for name, row in self.rows.items()}

    def submit(self) -> None:
        """Carry out, unless a field does not read: then the first of them gets the focus."""
        if not self.go.isEnabled():
            return
        asked = [*self.rows.values(), *([] if self.reason.isHidden() else [self.reason])]
        wrong = [row for row in asked if not row.check()]
        if wrong:
            wrong[0].editor.setFocus()
            self._fit()
            return
        self.go.setEnabled(False)
        self._inside.setEnabled(False)
        self.state.setText(_("正在办理…"))
        name, reason = self.command.name, str(self.reason.raw()).strip()
        work = carried_out(self._shell.centre, name, self._record, self._version, reason, self.given())
        self._calls.run(self._watch.through(work), self._answered, self.command.title)

    def _rest(self) -> None:
        """The call ended, in whatever way: the dialog takes keys again."""
        self._inside.setEnabled(True)
        self.go.setEnabled(True)
        self.state.setText("")

    def _answered(self, answer: Answer | None) -> None:
        if answer is None:
            return
        outcome, findings = answer.outcome, answer.findings
        if outcome.done:
            self.outcome, self.made = outcome, answer.made
            self._shell.say(_("已办理：{title}").format(title=self.command.title), "good")
            self._shell.changed()
            self.carried.emit(outcome)
            self.accept()
            return
        self._mark(findings)
        self.findings.show_findings(findings)
        if outcome.needs_reason:
            self._ask_reason()
        stale = any(one["rule"] == CHANGED_BY_OTHER for one in findings)
        self.again.setVisible(stale)
        self.go.setEnabled(not stale)
        self._fit()

    def _mark(self, findings: Sequence[Described]) -> None:
        about: dict[str, list[str]] = {}
        for one in findings:
            about.setdefault(one["about"], []).append(one["text"])
        marked = [self.rows[name] for name in about if name in self.rows]
        for row in marked:
            row.mark_wrong(about[row.param.name])
        if marked:
            marked[0].editor.setFocus()

    def reject(self) -> None:
        """Leave without doing anything; not while it is being done."""
        if self._inside.isEnabled():
            super().reject()

    def _ask_reason(self) -> None:
        self.reason.show()
        self.reason.editor.setFocus()
        self.go.setText(_("写明理由并{title}").format(title=self.command.title))
