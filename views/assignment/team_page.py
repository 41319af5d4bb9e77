"""考评小组: everybody with yes, no or "with a reason" for a post of a session, the clauses of the one chosen, and the team.

Typing narrows the list, Enter looks anybody else up; on a person Enter assigns. F3 draws by lot, F4 dispatches; on the team F5 to
F9 enter the answer, the arrival, an absence, leave and who stands in. Every act is its command.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.assessment.exams.terms import DUTY
from models.assignment.queries import TEAMS
from models.assignment.terms import NO, REASON, YES
from models.core.acts import COMMANDS
from resources.texts import _
from views.assignment.team_seen import Candidate, Member, Seen, narrowed, seen, sessions
from views.assignment.team_tables import candidate_lines, team_lines
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox
from views.kit.lines import table
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

_ON_SESSION = (("F3", _("抽签组成小组"), "assignment.propose_team"), ("F4", _("派遣小组"), "assignment.dispatch_team"))
_ON_MEMBER = (
    ("F5", _("接受"), "assignment.accept"), ("F6", _("到岗"), "assignment.attend"), ("F7", _("缺席"), "assignment.note_absence"),
    ("F8", _("准假"), "assignment.excuse"), ("F9", _("替换"), "assignment.substitute"),
)  # fmt: skip


class TeamPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._lists, self._reads, self._does = (Asker(self, shell) for _number in range(3))
        self.seen: Seen | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.session, self.post, self.room = QComboBox(), QComboBox(), QComboBox()
        self.line, self.fitting, self.findings = QLineEdit(), QCheckBox(_("只看可派的")), FindingsBox()
        self.title, self.counts, self.needs = label("", "heading"), label("", "muted"), label("", "muted")
        self.fine = label(_("没有不利情形"), "muted")
        self.candidates, self.team = candidate_lines(self), team_lines(self)
        self.people = table(self.candidates, _("可派人员"), (90, 120, 90))
        self.members = table(self.team, _("小组"), (80, 110, 60))
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("考评小组"), "title"))
        head.addStretch(1)
        self.session.setMinimumWidth(360)
        head.addWidget(self.session)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left(), 8)
        row.addWidget(self._right(), 5)
        column.addLayout(row, 1)
        for box, name in ((self.session, _("场次")), (self.post, _("岗位")), (self.room, _("考场"))):
            box.setAccessibleName(name)
        for code, title in DUTY.options.items():
            self.post.addItem(title, code)
        self.post.setCurrentIndex(self.post.findData("assessor"))

    def _left(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        lines.addWidget(self.title)
        asked = QHBoxLayout()
        self.line.setPlaceholderText(_("姓名；回车查找其他人员"))
        self.line.setAccessibleName(_("姓名"))
        asked.addWidget(self.post)
        asked.addWidget(self.room)
        asked.addWidget(self.line, 1)
        asked.addWidget(self.fitting)
        lines.addLayout(asked)
        lines.addWidget(self.counts)
        lines.addWidget(self.people, 5)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        mark(inside, kind="clear")
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self.fine)
        told.addWidget(self.findings)
        told.addStretch(1)
        area.setWidget(inside)
        lines.addWidget(area, 3)
        foot = QHBoxLayout()
        foot.addWidget(self._button("", _("派遣此人（回车）"), "assignment.assign", self.assign, "primary"))
        foot.addStretch(1)
        lines.addLayout(foot)
        return frame

    def _right(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        lines.addWidget(label(_("小组"), "section"))
        lines.addWidget(self.needs)
        lines.addWidget(self.members, 1)
        ends = (None, button(_("打开派遣记录"), self._open))
        for keys, act, end in zip((_ON_MEMBER, _ON_SESSION), (self._on_member, self._on_session), ends, strict=True):
            row = QHBoxLayout()
            row.setSpacing(6)
            for key, title, name in keys:
                row.addWidget(self._button(key, title, name, partial(act, name)))
            row.addStretch(1)
            if end is not None:
                row.addWidget(end)
            lines.addLayout(row)
        return frame

    def _button(self, key: str, title: str, name: str, act: Any, kind: str = "") -> QPushButton:
        """A button of one command; who may not carry it out sees it greyed."""
        made = button(f"{key} {title}".strip(), act, kind)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("dense", True)
        if not COMMANDS[name].roles & self._shell.centre.actor.roles:
            made.setEnabled(False)
            made.setToolTip(_("没有权限"))
        if key:
            QShortcut(QKeySequence(key), self, made.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.buttons[name] = made
        return made

    def _connect(self) -> None:
        for box in (self.session, self.post, self.room):
            box.currentIndexChanged.connect(self._read)
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self.enter)
        self.fitting.toggled.connect(self._narrow)
        self.people.selectionModel().currentRowChanged.connect(self._chose)
        self.people.activated.connect(self.assign)
        self.members.activated.connect(self._open)
        self.findings.cited.connect(self._shell.cite)
        QShortcut(QKeySequence("Esc"), self, self.line.setFocus, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # reading

    def refresh(self) -> None:
        self._lists.ask(sessions, self._listed)

    def _listed(self, answer: tuple[Sequence[tuple[int, str]], int]) -> None:
        found, first = answer
        _fill(self.session, found, first)
        if not found:
            self.title.setText(_("近期没有考试场次"))
        self._read()

    def _read(self, *_changed: object, words: str = "") -> None:
        session, post, room = self.session.currentData(), self.post.currentData(), int(self.room.currentData() or 0)
        if session is not None:
            self._reads.ask(lambda context: seen(context, session, post, room, words), self.show_seen)

    def show_seen(self, found: Seen | None) -> None:
        """Put a session on the page; whoever was chosen stays chosen where he is still there."""
        self.seen = found
        if found is None:
            return
        self.title.setText(found.title)
        self.needs.setText(found.needs)
        self.counts.setText(_("可以 {a} · 须说明理由 {b} · 不可以 {c}").format(a=found.count(YES), b=found.count(REASON), c=found.count(NO)))
        _fill(self.room, [(0, _("全场")), *found.rooms])
        chosen = self.member()
        self.team.show(found.team)
        self.members.selectRow(next((at for at, one in enumerate(found.team) if chosen and one.id == chosen.id), 0))
        self._narrow()

    def _narrow(self, *_changed: object) -> None:
        if self.seen is None:
            return
        chosen = self.candidate()
        rows = narrowed(self.seen.candidates, self.line.text(), self.fitting.isChecked())
        self.candidates.show(rows)
        self.people.selectRow(next((at for at, one in enumerate(rows) if chosen and one.key == chosen.key), 0))
        self._chose()

    def candidate(self) -> Candidate | None:
        at = self.people.currentIndex().row()
        return self.candidates.rows[at] if 0 <= at < len(self.candidates.rows) else None

    def member(self) -> Member | None:
        at = self.members.currentIndex().row()
        return self.team.rows[at] if 0 <= at < len(self.team.rows) else None

    def _chose(self, *_changed: object) -> None:
        chosen = self.candidate()
        self.findings.show_findings(chosen.findings if chosen else ())
        self.fine.setVisible(chosen is not None and not chosen.findings)

    def enter(self) -> None:
        """To the people found; where nobody of the list is meant, whoever bears the name or number is looked up."""
        if self.candidates.rows:
            self.people.setFocus()
        elif self.line.text().strip():
            words = self.line.text().strip()
            self.line.clear()
            self._read(words=words)

    # acting

    def assign(self, *_clicked: object) -> None:
        """The chosen person takes the post; a dialog opens only where a rule wants a reason or a field."""
        one = self.candidate()
        if self.seen is None or one is None:
            return
        given = {"person": one.key, "post": self.post.currentData(), "room": self.room.currentText() if self.room.currentData() else ""}
        session, name = self.seen.id, one.name

        def answered(answer: Answer) -> None:
            if answer.outcome.done:
                self._shell.say(_("已列为拟派：{name}").format(name=name), "good")
                self._carried()
            elif answer.outcome.needs_reason or any(each["about"] == "letter" for each in answer.findings):
                self._dialog("assignment.assign", session, given, name)
            else:
                self.findings.show_findings(answer.findings)

        self._does.run(carried_out(self._shell.centre, "assignment.assign", session, None, "", given), answered)

    def _on_session(self, name: str, _checked: bool = False) -> None:
        if self.seen is not None:
            self._dialog(name, self.seen.id)

    def _on_member(self, name: str, _checked: bool = False) -> None:
        one = self.member()
        if one is not None:
            self._dialog(name, one.id)

    def _dialog(self, name: str, key: int, given: dict[str, Any] | None = None, who: str = "") -> CommandDialog:
        dialog = CommandDialog(self._shell, name, key, given=given, parent=self.window())
        if who:
            dialog.setWindowTitle(f"{dialog.windowTitle()} {who}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._carried)
        dialog.open()
        return dialog

    def _carried(self, _outcome: object = None) -> None:
        self._shell.changed()
        self._read()

    def _open(self, *_clicked: object) -> None:
        one = self.member()
        self._shell.open(TEAMS, one.id if one else None)


def _fill(box: QComboBox, entries: Sequence[tuple[int, str]], first: int = 0) -> None:
    """New entries, quietly; the chosen one stays where it is still there. first: what is chosen to begin with."""
    kept = box.currentData() or first
    box.blockSignals(True)
    box.clear()
    for key, title in entries:
        box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(kept)) if entries else -1)
    box.blockSignals(False)
