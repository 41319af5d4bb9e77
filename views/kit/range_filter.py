"""A date range as a condition in the filter bar: from and until, both days included, either open."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from models.core.registers import Field
from resources.texts import _
from views.kit.day_editor import DayField
from views.kit.parts import button, label
from views.kit.theme import mark

Span = tuple[date | None, date | None]


class RangeFilter(QPushButton):
    """Shows its span; a click opens the two dates. `changed` comes with an applied span, `removed` with its end."""

    changed = Signal()
    removed = Signal(str)

    def __init__(self, field: Field, today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self.field = field
        self.span: Span = (None, None)
        self.setAutoDefault(False)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._low, self._high = DayField(today), DayField(today)
        mark(self._popup, kind="card")
        self._place()
        self.clicked.connect(self.open)
        self._show()

    def _place(self) -> None:
        grid = QGridLayout(self._popup)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.addWidget(label(_("{label}（含首尾两日）").format(label=self.field.label), "muted"), 0, 0, 1, 3)
        for line, (words, editor) in enumerate(((_("从"), self._low), (_("到"), self._high)), 1):
            editor.setFixedWidth(150)
            grid.addWidget(label(words), line, 0)
            grid.addWidget(editor, line, 1, 1, 2)
            editor.returnPressed.connect(self.apply)
        grid.addWidget(button(_("移除"), self._remove), 3, 1)
        grid.addWidget(button(_("应用"), self.apply, "primary"), 3, 2)

    def open(self) -> None:
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._popup.show()
        self._low.setFocus()

    def set_span(self, span: Span) -> None:
        """Show a span without telling anybody."""
        self.span = span
        for editor, day in zip((self._low, self._high), span, strict=True):
            editor.setText(day.isoformat() if day else "")
        self._show()

    def type(self, low: str, high: str) -> None:
        self._low.setText(low)
        self._high.setText(high)

    def apply(self) -> None:
        """Take the two dates, unless one does not read."""
        wrong = [editor for editor in (self._low, self._high) if editor.text().strip() and editor.day() is None]
        for editor in (self._low, self._high):
            mark(editor, wrong=editor in wrong)
        if wrong:
            wrong[0].setFocus()
            return
        self.set_span((self._low.day(), self._high.day()))
        self._popup.hide()
        self.changed.emit()

    def _remove(self) -> None:
        self._popup.hide()
        self.removed.emit(self.field.name)

    def _show(self) -> None:
        low, high = (day.isoformat() if day else "" for day in self.span)
        words = f"{low} – {high}".strip() if low or high else _("任意")
        self.setText(_("{label}：{value} ▾").format(label=self.field.label, value=words))
