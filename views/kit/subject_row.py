"""Which record a command is for, when it was not started from one: typed as people name it, found while typing."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.core.acts import Subject
from models.core.centre import Context
from models.core.registers import REGISTERS, Register, find_hits, known
from models.core.tables import Record
from resources.texts import _
from views.kit.asking import Asker
from views.kit.parts import label
from views.kit.shell import Shell

PAUSE_MS = 250
SHOWN = 20  # records offered of those that are found
LABEL_WIDTH = 124
Found = list[tuple[int, int, str]]  # id, version, title


def found_by(context: Context, subject: Subject, text: str) -> Found:
    """The records a person may mean by this text."""
    holder = next((one for one in REGISTERS.values() if one.table is subject.table), None)
    records = known(context, subject.table, subject.find(context.db, text)) if text else []
    if not records and holder is not None:
        hits = find_hits(context, text, [one for one in REGISTERS.values() if one.table is subject.table], SHOWN)
        records = [context.db.get_one(subject.table, number) for number in dict.fromkeys(hit.record_id for hit in hits)]
    return [(one.id, one.version, _named(context, holder, one) or f"{subject.label} {one.id}") for one in records]


def _named(context: Context, holder: Register | None, record: Record) -> str:
    """Title and subtitle: two people may have one name."""
    if holder is None:
        return ""
    subtitle = holder.subtitle(context, record) if holder.subtitle else ""
    return " · ".join(part for part in (holder.title_of(record), subtitle) if part)


class SubjectRow(QWidget):
    """`chosen` carries id and version of the record; id 0 when there is none (yet)."""

    chosen = Signal(int, int)

    def __init__(self, shell: Shell, subject: Subject, parent: QWidget | None = None):
        super().__init__(parent)
        self._subject = subject
        self._asker = Asker(self, shell)
        self._found: Found = []
        self._text = QLineEdit()
        self._text.setPlaceholderText(_("编号、姓名或证件号"))
        self._pick = QComboBox()
        self._pick.hide()
        self._note = label("", "small", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._place()
        self._text.textEdited.connect(self._pause.start)
        self._text.returnPressed.connect(self.seek)
        self._pause.timeout.connect(self.seek)
        self._pick.activated.connect(self._picked)

    def _place(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = label(_("{label} *").format(label=self._subject.label))
        name.setFixedWidth(LABEL_WIDTH)
        name.setContentsMargins(0, 8, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self._text, self._pick, self._note):
            column.addWidget(part)
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        self.setFocusProxy(self._text)

    def type(self, text: str) -> None:
        """As if the person had typed it; the answer comes through `chosen`."""
        self._text.setText(text)
        self.seek()

    def seek(self) -> None:
        self._pause.stop()
        subject, text = self._subject, self._text.text().strip()
        self._asker.ask(lambda context: found_by(context, subject, text), self._heard)

    def note(self) -> str:
        return self._note.text()

    def _heard(self, found: Found) -> None:
        self._found = found
        self._pick.setVisible(len(found) > 1)
        self._pick.clear()
        self._pick.addItems([title for _id, _version, title in found])
        if found:
            self._note.setText(found[0][2] if len(found) == 1 else _("找到 {n} 条，请选择").format(n=len(found)))
        else:
            self._note.setText(_("没有找到") if self._text.text().strip() else "")
        self.chosen.emit(*(found[0][:2] if found else (0, 0)))

    def _picked(self, at: int) -> None:
        self.chosen.emit(*self._found[at][:2])
