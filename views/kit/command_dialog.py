"""The dialog of any command, built from its declaration: fields, live reading, findings at their place, the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.core import acts
from models.core.acts import COMMANDS, Command, Outcome, Param
from models.core.centre import Centre, Context
from models.core.findings import Severity
from models.core.kinds import Text
from models.core.progress import Work
from models.core.registers import REGISTERS
from resources.texts import _
from views.kit.asking import Asker
from views.kit.field_row import LABEL_WIDTH, FieldRow
from views.kit.findings import Described, FindingsBox
from views.kit.parts import button, label, rule
from views.kit.shell import Shell
from views.kit.subject_row import SubjectRow
from views.kit.theme import mark

CHANGED_BY_OTHER = "SYS-001"
WIDTH = 560
REASON = Param("reason", _("理由"), Text(400, lines=3), help=_("写入异常操作记录"))


@dataclass(frozen=True)
class Start:
    """What a dialog opens with: the record as it stands now, defaults, and what stands against the act."""

    version: int | None
    title: str
    defaults: Mapping[str, Any]
    against: Sequence[Described]


def start_of(context: Context, command: Command, record_id: int | None) -> Start:
    record = context.db.get(command.subject.table, record_id) if command.subject and record_id else None
    against = [context.rules.describe(finding) for finding in acts.stands_against(context, command, record)]
    defaults = {param.name: param.default_for(context, record) for param in command.params}
    return Start(record.version if record else None, title_of(record), defaults, against)


def title_of(record: Any) -> str:
    """A record's line of title, by the register that holds its kind; "" where none does."""
    holder = next((register for register in REGISTERS.values() if isinstance(record, register.table)), None)
    return holder.title_of(record) if holder else ""


def carried_out(centre: Centre, name: str, key: int | None, version: int | None, reason: str,
                given: Mapping[str, Any]) -> Work[tuple[Outcome, list[Described]]]:  # fmt: skip
    """A command as long work, its findings put into words by the rules in force."""
    outcome = yield from acts.calling(centre, name, key, version, reason=reason, **given)
    with centre.reading() as context:
        return outcome, [context.rules.describe(finding) for finding in outcome.findings]


class CommandDialog(QDialog):
    """`carried` comes once, when the command was carried out; then the dialog closes."""

    carried = Signal(object)

    def __init__(self, shell: Shell, name: str, record_id: int | None = None, version: int | None = None,
                 given: Mapping[str, Any] | None = None, parent: QWidget | None = None):  # fmt: skip
        """version: what the person saw of the record; None: the one of now. given: values of fields that are not shown."""
        super().__init__(parent)
        self.command = COMMANDS[name]
        self._shell, self._record, self._version = shell, record_id, version
        self._given = dict(given or {})
        self.outcome: Outcome | None = None
        self._busy = False
        today = shell.centre.today()
        self.rows = {
            param.name: FieldRow(param, today) for param in self.command.params if param.name not in self._given
        }
        self.reason = FieldRow(REASON, today)
        self.subject = SubjectRow(shell, self.command.subject) if self.command.subject and record_id is None else None
        self._starts, self._calls = Asker(self, shell), Asker(self, shell)
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
        self._again = button(_("刷新后核对"), self.reload)
        self._again.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll(), 1)
        outer.addWidget(rule())
        outer.addLayout(self._buttons())
        self.reason.hide()
        self.setMinimumWidth(WIDTH)

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        mark(inside, kind="page")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(24, 20, 24, 20)
        lines.setSpacing(10)
        lines.addWidget(label(self.command.title, "heading"))
        lines.addWidget(self._title)
        lines.addWidget(self.findings)
        lines.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addSpacing(4)
        for row in (self.subject, *self.rows.values(), self.reason):
            if row is not None:
                lines.addWidget(row)
        if not self.rows and self.subject is None:
            lines.addWidget(label(_("没有需要填写的内容，确认后即办理。"), "muted"))
        lines.addStretch(1)
        self._inside = inside
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(24, 12, 24, 14)
        line.setSpacing(12)
        self.state = label("", "small")
        self._cancel = button(_("取消"), self.reject)
        self.go = button(self.command.title, self.submit, "danger" if self.command.danger else "primary")
        self.go.setDefault(True)
        line.addWidget(self.state, 1)
        line.addWidget(self._cancel)
        line.addWidget(self.go)
        return line

    def _connect(self) -> None:
        self.findings.cited.connect(self._shell.cite)
        if self.subject:
            self.subject.chosen.connect(self._take_subject)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._fit()
        first = self.subject or next(iter(self.rows.values()), None)
        if first is not None:
            (first.editor if isinstance(first, FieldRow) else first).setFocus()

    def _fit(self) -> None:
        """As high as its fields, as long as the screen has room."""
        room = int(self.screen().availableGeometry().height() * 0.85)
        wanted = (
            self._inside.heightForWidth(max(self.width(), WIDTH))
            if self._inside.hasHeightForWidth()
            else self._inside.sizeHint().height()
        )
        self.resize(max(self.width(), WIDTH), min(wanted + 64, room))

    # What it opens with

    def reload(self) -> None:
        """Take the record as it stands now; what the person typed stays."""
        command, record = self.command, self._record
        self._starts.ask(lambda context: start_of(context, command, record), self._started)

    def _started(self, start: Start) -> None:
        again = self._again.isVisible()
        self._version = start.version if self._version is None or again else self._version
        self._again.hide()
        self._title.setText(start.title)
        self._title.setVisible(bool(start.title))
        for name, row in self.rows.items():
            row.set_default(start.defaults[name])
        refused = self._record is not None or self.subject is None
        self.findings.show_findings(start.against if refused else [])
        self.go.setEnabled(not any(one["severity"] == Severity.BLOCK for one in start.against) or not refused)
        if self.isVisible():
            self._fit()

    def _take_subject(self, record_id: int, version: int) -> None:
        self._record, self._version = (record_id or None), version
        self.reload()

    # Carrying out

    def given(self) -> dict[str, Any]:
        """What goes to the command: the values given from outside and every field's text."""
        return self._given | {name: row.raw() for name, row in self.rows.items()}

    def submit(self) -> None:
        """Carry out, unless a field does not read: then the first of them gets the focus."""
        if self._busy or not self.go.isEnabled():
            return
        asked = [*self.rows.values()] + ([self.reason] if not self.reason.isHidden() else [])
        wrong = [row for row in asked if not row.check()]
        if self.subject and self._record is None:
            self.subject.setFocus()
            return
        if wrong:
            wrong[0].editor.setFocus()
            return
        self._set_busy(True)
        work = carried_out(
            self._shell.centre, self.command.name, self._record, self._version, self.reason.raw().strip(), self.given()
        )
        self._calls.run(work, self._answered, self.command.title, self._failed)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self._inside.setEnabled(not busy)
        self.state.setText(_("正在办理…") if busy else "")

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        raise error

    def _answered(self, answer: tuple[Outcome, list[Described]]) -> None:
        outcome, findings = answer
        self._set_busy(False)
        if outcome.done:
            self.outcome = outcome
            self._shell.say(_("已办理：{title}").format(title=self.command.title), "good")
            self._shell.changed()
            self.carried.emit(outcome)
            self.accept()
            return
        self._mark(findings)
        self.findings.show_findings(findings)
        if outcome.needs_reason:
            self._ask_reason()
        self._again.setVisible(any(one["rule"] == CHANGED_BY_OTHER for one in findings))
        self.go.setEnabled(not self._again.isVisible())
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

    def _ask_reason(self) -> None:
        self.reason.show()
        self.reason.editor.setFocus()
        self.go.setText(_("写明理由并{title}").format(title=self.command.title))


__all__ = ["LABEL_WIDTH", "CommandDialog", "carried_out", "start_of", "title_of"]
