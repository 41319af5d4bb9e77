"""考场快录: an incident in seconds, by keyboard alone. One line enters it; F-keys report it; the space bar ticks its list.

The line is read as kind, room and words (models.incidents.quick). Place and people come from today's emergency roster.
"""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from models.core.acts import Outcome
from models.core.centre import Context
from models.incidents import queries, quick, terms
from resources.texts import _
from views.incidents.checklist import STEP, Checklist
from views.incidents.course import Course
from views.incidents.course_view import CourseView
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox
from views.kit.memory import remember, remembered
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

_SECOND = 1000
_SITE = "incidents.hall/site"
WORDS = STEP + 1  # what a quick entry writes into the line
_KEYS = (
    ("F2", _("报考点负责人"), "_tell_site"), ("F3", _("报领导小组"), "_tell_group"), ("F4", _("记经过"), "_note"),
    ("F5", _("处置措施"), "_measures"),
    ("F6", _("补足时间…"), "_grant"), ("F7", _("清单"), "_enter_list"), ("F8", _("处置结束…"), "_restore"), ("F9", _("下一起"), "_next"),
)  # fmt: skip


class QuickLine(QLineEdit):
    """`down` comes with the arrow key: on to the next match."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class HallPage(QWidget):
    """One page for the exam day. `line` is where everything begins; Esc returns to it."""

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._reads, self._does = Asker(self, shell), Asker(self, shell)
        self.kinds: dict[str, str] = {}
        self.running: list[int] = []
        self.current = 0
        self._build()
        self._connect()
        self.refresh()

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("考场快录"), "title"))
        head.addStretch(1)
        self.count = label("", "muted")
        head.addWidget(self.count)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._entering(), 2)
        row.addWidget(self._handling(), 3)
        column.addLayout(row, 1)
        column.addLayout(self._footer())

    def _entering(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(8)
        self.site, self.line, self.hint = QLineEdit(), QuickLine(), label("", "muted", wrap=True)
        self.site.setPlaceholderText(_("考点"))
        self.line.setPlaceholderText(_("类别 考场 情况，如：G3 02机房 跳闸"))
        self.site.setAccessibleName(_("考点"))
        self.line.setAccessibleName(_("快录"))
        self.matches = QListWidget()
        self.matches.setAccessibleName(_("类别"))
        self.findings = FindingsBox()
        place = QHBoxLayout()
        place.addWidget(label(_("考点")))
        place.addWidget(self.site, 1)
        lines.addLayout(place)
        for part in (self.line, self.hint, self.findings):
            lines.addWidget(part)
        lines.addWidget(self.matches, 1)
        return frame

    def _handling(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 14, 16, 14)
        lines.setSpacing(8)
        self.title, self.state = label(_("还没有处置中的事件"), "heading", wrap=True), label("", "muted", wrap=True)
        self.steps, self.course = Checklist(), CourseView(self._shell)
        for part in (self.title, self.state):
            lines.addWidget(part)
        lines.addWidget(self.steps, 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        mark(inside, kind="clear")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.course)
        inner.addStretch(1)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lines.addWidget(area, 3)
        return frame

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = {}
        for key, title, name in _KEYS:
            made = button(f"{key} {title}", getattr(self, name))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            QShortcut(QKeySequence(key), self, getattr(self, name), context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.buttons[key] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.enter)
        self.site.returnPressed.connect(self.line.setFocus)
        self.matches.itemActivated.connect(self._picked)
        self.steps.answered.connect(self._answer)
        self.course.heard.connect(self._show_course)
        self.findings.cited.connect(self._shell.cite)
        QShortcut(QKeySequence("Esc"), self, self.line.setFocus, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.line.down.connect(self._to_matches)
        self._beat = QTimer(self)
        self._beat.setInterval(_SECOND)
        self._beat.timeout.connect(self._tick)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._beat.start()
        self.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    def _tick(self) -> None:
        if self.course.course is not None and self.course.course.running:
            self.course.tick()

    # reading

    def refresh(self) -> None:
        """Take a fresh look at the incidents that are handled now."""
        self._reads.ask(_look, self._looked)

    def _looked(self, found: tuple[dict[str, str], list[int], str]) -> None:
        self.kinds, self.running, site = found
        if not self.site.text():
            self.site.setText(site or str(remembered(_SITE) or ""))
        if self.current not in self.running:
            self.current = self.running[0] if self.running else 0
        words = _("处置中 {n} 起").format(n=len(self.running)) if self.running else _("没有处置中的事件")
        self.count.setText(words)
        self._typed()
        self._show_current()

    def _show_current(self) -> None:
        for key in ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9"):
            self.buttons[key].setEnabled(bool(self.current))
        self.course.show_record(self.current)

    def _show_course(self, course: Course | None) -> None:
        """Title and checklist follow the timeline."""
        self.title.setText(f"{course.number}  {course.title}" if course else _("还没有处置中的事件"))
        self.state.setText(course.state if course else _("在左边一行写下类别、考场和情况，回车即登记"))
        self.steps.show_steps(course.steps if course else ())

    # entering

    def _typed(self) -> None:
        line = self.line.text()
        self.hint.setText(quick.hint(quick.read_line(line, self.kinds), self.kinds))
        self.matches.clear()
        for code in quick.matching(line, self.kinds):
            item = QListWidgetItem(f"{code}  {self.kinds[code]}")
            item.setData(STEP, code)
            self.matches.addItem(item)
        for code, what, words in quick.prescribed(self._shell.centre.profile, quick.matching(line, self.kinds)):
            item = QListWidgetItem(f"{code}  {words}")
            item.setData(STEP, code)
            item.setData(WORDS, what)
            self.matches.addItem(item)
        if self.matches.count():
            self.matches.setCurrentRow(0)

    def _to_matches(self) -> None:
        """The first match is Enter's anyway: the arrow goes on to the second."""
        self.matches.setCurrentRow(min(self.matches.currentRow() + 1, self.matches.count() - 1))
        self.matches.setFocus()

    def _picked(self, item: QListWidgetItem) -> None:
        """A kind or quick entry chosen from the list takes the place of the word that found it."""
        tokens = self.line.text().split()
        rest = tokens[1:] if tokens and not quick.read_line(tokens[0], self.kinds).rooms else tokens
        self.line.setText(" ".join([item.data(STEP), *rest, *filter(None, [item.data(WORDS)])]) + " ")
        self.line.setFocus()

    def enter(self) -> None:
        """Enter the incident; with a single match Enter first takes that kind."""
        read = quick.read_line(self.line.text(), self.kinds)
        if not read.kind:
            if self.line.text().strip() and self.matches.count():
                self._picked(self.matches.item(0))
            return
        if not self.site.text().strip():
            self.site.setFocus()
            return
        remember(_SITE, self.site.text().strip())
        self._call("incidents.report", 0, {
            "kinds": read.kind, "site": self.site.text().strip(), "rooms": read.rooms, "summary": read.text, "drill": read.drill},
            self._entered)  # fmt: skip

    def _entered(self, outcome: Outcome) -> None:
        self.line.clear()
        self.current = outcome.record_id or 0
        self._shell.say(_("已登记 {number}，十分钟计时开始").format(number=outcome.value), "good")

    # acting on the incident in hand

    def _tell_site(self) -> None:
        self._act("incidents.tell", {"to": terms.SITE})

    def _tell_group(self) -> None:
        self._act("incidents.tell", {"to": terms.GROUP})

    def _note(self) -> None:
        """What stands in the line is what happened next."""
        self._from_line("incidents.note")

    def _measures(self) -> None:
        self._from_line("incidents.fix_measures")

    def _from_line(self, command: str) -> None:
        text = self.line.text().strip()
        if text:
            self._act(command, {"text": text}, self._noted)
        elif self.current:
            self._ask(command, {})

    def _noted(self, _outcome: Outcome) -> None:
        self.line.clear()

    def _answer(self, step: str, answer: str) -> None:
        if answer == "na":
            self._ask("incidents.answer_step", {"step": step, "answer": answer})
        else:
            self._act("incidents.answer_step", {"step": step, "answer": answer})

    def _grant(self) -> None:
        self._ask("incidents.grant_time", {})

    def _restore(self) -> None:
        self._ask("incidents.restore", {})

    def _enter_list(self) -> None:
        self.steps.setFocus()

    def _next(self) -> None:
        if self.current in self.running:
            self.current = self.running[(self.running.index(self.current) + 1) % len(self.running)]
            self._show_current()

    def _act(self, command: str, given: dict[str, Any], then: Any = None) -> None:
        if self.current:
            self._call(command, self.current, given, then)

    def _call(self, command: str, key: int, given: dict[str, Any], then: Any) -> None:
        def answered(answer: Answer) -> None:
            outcome, findings = answer.outcome, answer.findings
            if outcome.done:
                self.findings.show_findings([])
                if then:
                    then(outcome)
                self._shell.changed()
                self.refresh()
            elif outcome.needs_reason or any(one["about"] for one in findings):
                self._ask(command, given, key)
            else:
                self.findings.show_findings(findings)

        self._does.run(carried_out(self._shell.centre, command, key or None, None, "", given), answered)

    def _ask(self, command: str, given: dict[str, Any], key: int | None = None) -> CommandDialog | None:
        """The command's dialog, for what a key alone cannot say: a reason, an end time, who confirmed."""
        key = self.current if key is None else key
        if not key and command != "incidents.report":
            return None
        dialog = CommandDialog(self._shell, command, key or None, given=given, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._carried)
        dialog.open()
        return dialog

    def _carried(self, outcome: Outcome) -> None:
        if outcome.record_id and not self.current:
            self.current = outcome.record_id
        self.line.clear()
        self.refresh()


def _look(context: Context) -> tuple[dict[str, str], list[int], str]:
    roster = queries.roster_of(context, context.today)
    return terms.kinds_of(context.rules), queries.running(context), roster.site if roster else ""

