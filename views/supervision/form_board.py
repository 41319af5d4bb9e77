"""The on-site form on the whole page: ticked item by item, saved at once, signed by its own dialog."""

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from models.supervision.board import Form, Line, form_of
from models.supervision.terms import GRADED, RATE, RATING, TEXT
from resources.texts import _
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox
from views.kit.parts import button, card, clear, label
from views.kit.pills import PillLabel
from views.kit.shell import Shell
from views.kit.theme import mark
from views.supervision.form_line import FormLine, Grades

_PAPERS = 29  # the free text of the papers; the other one is the advice
_NOTE_HEIGHT = 64


class FormBoard(QWidget):
    """`left` is emitted when the person goes back to the list."""

    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._reads, self._does = shell, Asker(self, shell), Asker(self, shell)
        self.form: Form | None = None
        self.lines: list[FormLine] = []
        self.ratings: dict[str, Grades] = {}
        self.notes: dict[str, QPlainTextEdit] = {}
        mark(self, kind="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # nothing of the list below shines through
        self._build()
        self.findings.cited.connect(shell.cite)

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(10)
        lines.addLayout(self._head())
        self._subtitle = label("", "muted", wrap=True, selectable=True)
        self.findings = FindingsBox()
        lines.addWidget(self._subtitle)
        lines.addWidget(self.findings)
        area, inside = QScrollArea(), QWidget()
        mark(inside, kind="clear")
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(12)
        lines.addWidget(area, 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.back = button(_("← 督导列表"), self.left.emit, "link")
        self._title, self._state, self._sum = label("", "title", selectable=True), PillLabel(), label("", "muted")
        self.save_button = button(_("保存"), self.save)
        self.sign_button = button(_("完成并签署情况表"), self._save_and_sign, "primary")
        for widget in (self.back, self._title, self._state, self._sum):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.save_button)
        line.addWidget(self.sign_button)
        return line

    # What it shows

    def show_form(self, supervision_id: int) -> None:
        self._reads.ask(lambda context: form_of(context, supervision_id), self._heard)

    def _heard(self, form: Form | None) -> None:
        if form is None:
            self._shell.say(_("情况表签署后才能查看"), "caution")
            self.left.emit()
            return
        self.form = form
        self._title.setText(form.title)
        self._subtitle.setText(form.subtitle)
        self._state.show_pill(form.state, "plain")
        self.findings.show_findings([])
        clear(self._body)
        self.lines, self.ratings, self.notes = [], {}, {}
        for section, items in groupby(form.lines, key=lambda item: item.section):
            self._body.addWidget(self._section(section, list(items), form))
        self._body.addWidget(self._section(_("异常情况处理记录"), [], form))
        self._body.addStretch(1)
        for made in (self.save_button, self.sign_button):
            made.setVisible(form.editable)
        self._count()

    def _section(self, title: str, items: list[Line], form: Form) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(label(title, "section"))
        for item in items:
            column.addWidget(self._item(item, form))
        if not items:
            column.addWidget(self._note("handling", title, form.handling))
        return frame

    def _item(self, item: Line, form: Form) -> QWidget:
        if item.kind == GRADED:
            made = FormLine(item, form.editable)
            made.changed.connect(self._count)
            self.lines.append(made)
            return made
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 2)
        column.addWidget(label(f"{item.number}　{item.text}", wrap=True))
        if item.kind == TEXT:
            name, text = ("papers_advice", form.papers_advice) if item.number == _PAPERS else ("advice", form.advice)
            column.addWidget(self._note(name, item.text, text))
        if item.kind == RATE:
            for name, grade in form.ratings.items():
                column.addLayout(self._rating(name, grade, form.editable))
            if not form.ratings:
                column.addWidget(label(_("没有已知的考评员；用“填写情况表”写入姓名"), "muted"))
        return holder

    def _rating(self, name: str, grade: str, editable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addSpacing(24)
        row.addWidget(label(name))
        row.addStretch(1)
        self.ratings[name] = Grades(RATING.options, grade)
        self.ratings[name].setAccessibleName(name)
        self.ratings[name].setVisible(editable)
        row.addWidget(self.ratings[name])
        if not editable:
            row.addWidget(label(RATING.show(grade)))
        return row

    def _note(self, name: str, title: str, text: str) -> QPlainTextEdit:
        made = QPlainTextEdit(text)
        made.setFixedHeight(_NOTE_HEIGHT)
        made.setReadOnly(self.form is None or not self.form.editable)
        made.setTabChangesFocus(True)
        made.setAccessibleName(title)
        self.notes[name] = made
        return made

    def _count(self) -> None:
        asked = [one for one in self.lines if one.item.applies]
        given = [one.grade for one in asked if one.grade]
        counts = "　".join(f"{grade} {given.count(grade)}" for grade in "ABC")
        self._sum.setText(_("已评 {n}／{all}").format(n=len(given), all=len(asked)) + f"　{counts}")

    # What it does

    def given(self) -> dict[str, str]:
        """The form as the command takes it."""
        rated = {grade: "、".join(name for name, one in self.ratings.items() if one.grade == grade) for grade in RATING.options}
        told = [one.told() for one in self.lines if one.item.applies]
        return {"answers": "\n".join(filter(None, told))} | rated | {name: note.toPlainText() for name, note in self.notes.items()}

    def save(self) -> None:
        self._save(lambda: self._shell.say(_("已保存"), "good"))

    def _save_and_sign(self) -> None:
        self._save(self.sign)

    def _save(self, then: object) -> None:
        assert self.form is not None

        def answered(answer: Answer) -> None:
            self.findings.show_findings([] if answer.outcome.done else answer.findings)
            if answer.outcome.done and callable(then):
                self._shell.changed()
                then()

        self._does.run(carried_out(self._shell.centre, "supervision.fill_in", self.form.supervision_id, None, "", self.given()), answered)

    def sign(self) -> CommandDialog:
        """The dialog of signing; what is still lacking stands in it."""
        assert self.form is not None
        dialog = CommandDialog(self._shell, "supervision.submit_form", self.form.supervision_id, parent=self.window())
        dialog.carried.connect(self._signed)
        dialog.open()
        return dialog

    def _signed(self) -> None:
        if self.form is not None:
            self.show_form(self.form.supervision_id)
