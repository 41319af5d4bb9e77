"""Selected rows to the clipboard: as lines for any editor, and as a table whose cells Excel and WPS keep as text."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from models.core import registers
from models.core.centre import Centre
from models.core.progress import Progress, Work
from models.core.registers import Field, Register, View
from resources.texts import _
from views.kit.asking import Asker
from views.kit.paged_table import PAGE
from views.kit.shell import Shell

FORMULA = ("=", "+", "-", "@")


def rows_as_text(centre: Centre, register: Register, view: View, fields: Sequence[Field],
                 ranges: Sequence[tuple[int, int]]) -> Work[list[list[str]]]:  # fmt: skip
    """The texts of the selected rows (inclusive ranges of row numbers), as the list shows them."""
    total = sum(last - first + 1 for first, last in ranges)
    lines: list[list[str]] = []
    yield Progress(0, total)
    with centre.reading() as context:
        marks = registers.page_marks(context, register, view, PAGE) if ranges and ranges[-1][1] >= PAGE else [None]
        for first, last in ranges:
            for number in range(first // PAGE, min(last // PAGE + 1, len(marks))):
                records = registers.page(context, register, view, marks[number], PAGE)
                for record in records[max(first - number * PAGE, 0) : last - number * PAGE + 1]:
                    lines.append([field.shown(context, record) for field in fields])
                context.db.expunge_all()  # what was copied need not stay in memory
                yield Progress(len(lines), total)
    return lines


def as_lines(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join("\t".join(_safe(" ".join(text.split())) for text in row) for row in rows)


def as_table(rows: Iterable[Sequence[str]]) -> str:
    """Cells marked as text, so that no spreadsheet rounds an identity number or runs a formula."""
    cell = "<td style=\"mso-number-format:'\\@'\">{}</td>"
    lines = "".join("<tr>" + "".join(cell.format(escape(text)) for text in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"


def _safe(text: str) -> str:
    number = text.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(FORMULA) and not number else text


class Copier(QObject):
    """Copies what is selected; rows that were never looked at are read first."""

    def __init__(self, shell: Shell, register: Register, parent: QObject):
        super().__init__(parent)
        self._shell, self._register = shell, register
        self._asker = Asker(self, shell)
        self._fields: Sequence[Field] = ()

    def copy(self, view: View, fields: Sequence[Field], ranges: Sequence[tuple[int, int]]) -> None:
        if not ranges:
            return
        self._fields = fields
        work = rows_as_text(self._shell.centre, self._register, view, fields, ranges)
        self._asker.run(work, self._to_clipboard, _("复制"))

    def _to_clipboard(self, lines: list[list[str]]) -> None:
        rows = [[field.label for field in self._fields], *lines]
        content = QMimeData()
        content.setText(as_lines(rows))
        content.setHtml(as_table(rows))
        QGuiApplication.clipboard().setMimeData(content)
        self._shell.say(_("已复制 {n} 行").format(n=len(lines)))
