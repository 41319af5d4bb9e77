"""One field of a form: its label, its editor, and below it how it was read, what is expected, what is wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.core.acts import Param
from models.core.identity import read_identity
from models.core.kinds import BadValue, Choice, Day, Flag, IdNumber, Kind, Many
from resources.texts import _
from views.kit.day_editor import with_weekday
from views.kit.editors import Editor, editor_for
from views.kit.parts import label
from views.kit.theme import mark

LABEL_WIDTH = 124
_SEXES = {"male": _("男"), "female": _("女")}


def reading_of(kind: Kind, raw: Any, today: date) -> str:
    """What was understood, where it differs from what was typed; "" otherwise. Raises BadValue."""
    value = kind.parse(raw, today)
    if value is None or isinstance(kind, (Choice, Many, Flag)):
        return ""
    if isinstance(kind, Day):
        return with_weekday(value)
    shown = kind.show(value)
    if isinstance(kind, IdNumber):
        found = read_identity(value, today)
        told = [found.birth.isoformat() if found.birth else "", _SEXES.get(found.sex, "")]
        return " · ".join([shown if shown != raw else "", *told]).strip(" ·")
    return "" if shown == str(raw).strip() else _("读作 {value}").format(value=shown)


class FieldRow(QWidget):
    """`changed` comes with every change by the person."""

    changed = Signal()

    def __init__(self, param: Param, today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self.param, self._today = param, today
        self._found: list[str] = []
        self._default: Any = None
        self.touched = False
        self.editor: Editor = editor_for(param.kind, today, secret=param.secret)
        self._note = label("", "small", wrap=True)
        self._place()
        self.editor.changed.connect(self._edited)
        self._show_note()

    def _place(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        words = _("{label} *").format(label=self.param.label) if self.param.required else self.param.label
        name = label(words, wrap=True)
        name.setFixedWidth(LABEL_WIDTH)
        name.setContentsMargins(0, 8, 0, 0)
        name.setBuddy(self.editor)
        self.editor.setAccessibleName(self.param.label)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.editor)
        column.addWidget(self._note)
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)

    def set_default(self, value: Any) -> None:
        """Fill in a stored value. Where the person has typed already, a default that became another is told instead."""
        if self.touched and value != self._default:
            self._found = [_("现在的值：{value}").format(value=self.param.kind.show(value) or _("空"))]
        elif not self.touched:
            self.editor.fill(value)
            self._found = []
        self._default = value
        self._show_note()

    def raw(self) -> Any:
        return self.editor.raw()

    def check(self) -> bool:
        """Whether the field reads; marks it where it does not, or where it is needed and empty."""
        try:
            missing = self.param.required and self.param.kind.parse(self.raw(), self._today) is None
        except BadValue:
            missing = False
            self.mark_wrong([])
        else:
            if missing:
                hint = self.param.kind.hint
                self.mark_wrong([_("请填写：{hint}").format(hint=hint) if hint else _("请填写")])
            return not missing
        return False

    def mark_wrong(self, sentences: Sequence[str]) -> None:
        """Mark the field, with what a rule says about it."""
        self._found = list(sentences)
        self.editor.set_wrong(True)
        self._show_note()

    def unmark(self) -> None:
        self._found = []
        self.editor.set_wrong(False)
        self._show_note()

    def note(self) -> str:
        return self._note.text()

    def _edited(self) -> None:
        self.touched = True
        self.unmark()
        self.changed.emit()

    def _show_note(self) -> None:
        tone, text = "", ""
        if self._found:
            tone, text = "danger", "\n".join(self._found)
        else:
            try:
                text = "" if self.param.secret else reading_of(self.param.kind, self.raw(), self._today)
            except BadValue as bad:
                tone, text = "caution", _("应为：{expected}").format(expected=bad.expected)
        self._note.setText(text or self.param.help)
        self._note.setVisible(bool(self._note.text()))
        mark(self._note, tone=tone)
