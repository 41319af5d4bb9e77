"""One finding in the panel: both values side by side, differing characters marked, where to jump and what mends it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.certificates.reconciliation.evidence import Evidence, Mend, evidence
from resources.texts import _
from views.kit import theme
from views.kit.asking import Asker
from views.kit.flow import FlowLayout
from views.kit.parts import button, clear, label
from views.kit.shell import Shell
from views.kit.theme import mark

_NARROW = 16


class EvidenceView(QWidget):
    """Shows one finding by its id; 0 hides it. `mend` carries the command a person chose."""

    mend = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._reads = shell, Asker(self, shell)
        self.shown: Evidence | None = None
        self.values = (_value(), _value())
        self._heads = (label("", "small"), label("", "small"))
        self.hint, self.action = label("", "muted", wrap=True, selectable=True), label("", wrap=True)
        self.refused = label("", "small", wrap=True)
        self._build()
        theme.watch.changed.connect(self._draw)
        self.hide()

    def _build(self) -> None:
        self._both = both = QHBoxLayout()
        both.setSpacing(8)
        for head, value in zip(self._heads, self.values, strict=True):
            frame = QFrame()
            mark(frame, kind="box")
            column = QVBoxLayout(frame)
            column.setContentsMargins(10, 8, 10, 8)
            column.setSpacing(2)
            column.addWidget(head)
            column.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
            both.addWidget(frame, 1)
        self._mends, self._jumps = QWidget(), QWidget()
        self._lines = lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(8)
        lines.addWidget(label(_("证据"), "section"))
        lines.addLayout(both)
        for part in (self.hint, self.action, self._mends, self.refused, self._jumps):
            lines.addWidget(part)
        self.mend_row, self.jump_column = FlowLayout(self._mends), QVBoxLayout(self._jumps)
        self.jump_column.setContentsMargins(0, 0, 0, 0)
        self.jump_column.setSpacing(0)

    def show_record(self, record_id: int) -> None:
        if not record_id:
            self._reads.forget()
            self._heard(None)
            return
        self._reads.ask(lambda context: evidence(context, record_id), self._heard)

    def _heard(self, found: Evidence | None) -> None:
        self.shown = found
        self.setVisible(found is not None)
        if found is None:
            return
        self._draw()
        self.hint.setText(_("线索：{hint}").format(hint=found.hint))
        self.hint.setVisible(bool(found.hint))
        self.action.setText(_("处理办法：{action}").format(action=found.action))
        self._show_mends(found.mends)
        clear(self.jump_column)
        for text, register, record in found.jumps:
            made = button(text, self._jump, "link")
            made.setProperty("place", (register, record))
            self.jump_column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._jumps.setVisible(bool(found.jumps))
        for layout in (self.jump_column, self.mend_row, self._lines):
            layout.activate()
        self.updateGeometry()  # what stands here has another height now

    def _draw(self) -> None:
        if self.shown is None:
            return
        beside = max(len(self.shown.left), len(self.shown.right)) <= _NARROW  # a number of 22 places does not fit into half the panel
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        values = zip(self._heads, self.values, self.shown.sides, (self.shown.left, self.shown.right), self.shown.marks, strict=True)
        for head, shown, side, value, marks in values:
            head.setText(side)
            shown.setText(marked(value, marks) if value else escape(_("没有")))
            shown.setAccessibleName(f"{side} {value}")

    def _show_mends(self, mends: Sequence[Mend]) -> None:
        clear(self.mend_row)
        for one in mends:
            made = button(_("更正：{title}…").format(title=one.title), self._clicked, "refused" if one.against else "")
            made.setToolTip(one.against)
            made.setAccessibleDescription(one.against)
            made.setProperty("mend", one.command)
            self.mend_row.addWidget(made)
        self._mends.setVisible(bool(mends))
        self.refused.hide()

    def buttons(self) -> list[QWidget]:
        """The corrections offered, in their order."""
        items = (self.mend_row.itemAt(n) for n in range(self.mend_row.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _clicked(self) -> None:
        assert self.shown is not None
        chosen = next(one for one in self.shown.mends if one.command == self.sender().property("mend"))
        if chosen.against:
            self.refused.setText(chosen.against)
            self.refused.show()
        else:
            self.mend.emit(chosen)

    def _jump(self) -> None:
        register, record = self.sender().property("place")
        self._shell.open(register, record)


def _value() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def marked(value: str, marks: Sequence[tuple[int, int]]) -> str:
    """A value as HTML: what differs is bold, underlined and in the colour of danger, so that colour is not its only mark."""
    ink, ground = (colour.name() for colour in theme.pill("danger"))
    pieces, at = [], 0
    for begin, end in marks:
        pieces.append(escape(value[at:begin]))
        pieces.append(f'<span style="color:{ink};background-color:{ground};font-weight:600;text-decoration:underline">{escape(value[begin:end])}</span>')
        at = end
    return "".join([*pieces, escape(value[at:])])
