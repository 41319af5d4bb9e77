"""The lower parts of the detail panel: facts, timeline, attachments, related records."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources.texts import _
from views.kit.detail import Fact, Kept
from views.kit.parts import button, clear, label, link
from views.kit.pills import PillLabel

LABEL_WIDTH = 96
FIRST_ENTRIES = 8  # of the timeline; the rest on demand
History = Sequence[tuple[str, str, str]]


class Section(QWidget):
    """A heading and what stands under it; hidden while there is nothing."""

    def __init__(self, title: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._head = QHBoxLayout()
        self._head.addWidget(label(title, "section"))
        self._head.addStretch(1)
        self._lines.addLayout(self._head)


class Facts(Section):
    """Label and value, line by line; masked numbers have a way to be shown whole, `wanted` carries the field."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(_("信息"), parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._lines.addLayout(self._grid)
        self._values: dict[str, QLabel] = {}
        self._links: dict[str, QLabel] = {}

    def show_facts(self, facts: Sequence[Fact]) -> None:
        clear(self._grid)
        self._values, self._links = {}, {}
        for line, fact in enumerate(one for one in facts if one.text):
            name = label(fact.label, "muted")
            self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(self._value(fact), line, 1)
        empty = [fact.label for fact in facts if not fact.text]
        if empty:
            words = label(_("未填：{labels}").format(labels="、".join(empty)), "small", wrap=True)
            self._grid.addWidget(words, self._grid.rowCount(), 0, 1, 2)
        self.setVisible(bool(facts))

    def show_whole(self, name: str, text: str) -> None:
        """Put a value in full in the place of the masked one."""
        if name in self._values:
            self._values[name].setText(text)
            self._links.pop(name).hide()

    def text_of(self, name: str) -> str:
        return self._values[name].text()

    def _value(self, fact: Fact) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        shown = PillLabel(fact.text, fact.tone) if fact.tone else label(fact.text, wrap=not fact.hidden, selectable=True)
        self._values[fact.name] = shown
        line.addWidget(shown, 0 if fact.tone or fact.hidden else 1)
        if fact.hidden:
            self._links[fact.name] = link(_("显示完整"), fact.name, self.wanted, _("查看完整{label}会记入操作日志").format(label=fact.label))
            self._links[fact.name].setWordWrap(False)
            line.addWidget(self._links[fact.name])
        if fact.tone or fact.hidden:
            line.addStretch(1)
        return line


class Timeline(Section):
    """What happened, newest first: when, what, who."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(_("经过"), parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._lines.addLayout(self._grid)
        self._all = button("", self._show_all, "link")
        self._lines.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._history: History = ()
        self._year = ""

    def show_history(self, history: History, year: int) -> None:
        """year: entries of this year leave it out."""
        self._history, self._year = history, str(year)
        self._fill(history[:FIRST_ENTRIES])
        self._all.setText(_("显示全部 {n} 条").format(n=len(history)))
        self._all.setVisible(len(history) > FIRST_ENTRIES)
        self.setVisible(bool(history))

    def _show_all(self) -> None:
        self._fill(self._history)
        self._all.hide()

    def _fill(self, history: History) -> None:
        clear(self._grid)
        for line, (when, who, sentence) in enumerate(history):
            shown = when[5:] if when.startswith(self._year) else when[:10]
            self._grid.addWidget(label(shown, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            words = _("{sentence} · {who}").format(sentence=sentence, who=who) if who else sentence
            self._grid.addWidget(label(words, wrap=True, selectable=True), line, 1)


class Attachments(Section):
    """Files kept with the record: open, take off, add. Signals carry the attachment's id."""

    opened = Signal(int)
    dropped = Signal(int)

    def __init__(self, add: Callable[[], object], parent: QWidget | None = None):
        super().__init__(_("附件"), parent)
        self._add = button(_("添加…"), add, "link")
        self._head.addWidget(self._add)
        self._files = QVBoxLayout()
        self._files.setSpacing(4)
        self._lines.addLayout(self._files)
        self._notes: dict[int, QLabel] = {}

    def show_files(self, files: Sequence[Kept], may_attach: bool) -> None:
        clear(self._files)
        self._notes = {}
        for one in files:
            self._files.addLayout(self._line(one, may_attach))
        if not files:
            self._files.addWidget(label(_("还没有附件"), "small"))
        self._add.setVisible(may_attach)
        self.setVisible(bool(files) or may_attach)

    def show_check(self, intact: dict[int, bool]) -> None:
        """Say beside each file whether its content is still the one put in."""
        for attachment_id, same in intact.items():
            note = self._notes.get(attachment_id)
            if note is not None:
                note.setText(_("{note} · 校验一致").format(note=note.text()) if same else _("校验不一致，请用备份恢复"))

    def _line(self, one: Kept, may_attach: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        name = button(one.name, self._open, "link")
        name.setProperty("attachment", one.id)
        self._notes[one.id] = label(one.note, "small")
        line.addWidget(name)
        line.addWidget(self._notes[one.id])
        line.addStretch(1)
        if may_attach:
            drop = button(_("移除"), self._drop, "link")
            drop.setProperty("attachment", one.id)
            line.addWidget(drop)
        return line

    def _open(self) -> None:
        self.opened.emit(self.sender().property("attachment"))

    def _drop(self) -> None:
        self.dropped.emit(self.sender().property("attachment"))


class Related(Section):
    """Links to other records; `followed` carries register and id."""

    followed = Signal(str, int)
    _clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(_("相关记录"), parent)
        self._links = QVBoxLayout()
        self._links.setSpacing(4)
        self._lines.addLayout(self._links)
        self._clicked.connect(self._follow)

    def show_links(self, links: Sequence[tuple[str, str, int]]) -> None:
        clear(self._links)
        for text, register, record_id in links:
            self._links.addWidget(link(text, f"{register} {record_id}", self._clicked))
        self.setVisible(bool(links))

    def _follow(self, target: str) -> None:
        register, record_id = target.split(" ")
        self.followed.emit(register, int(record_id))
