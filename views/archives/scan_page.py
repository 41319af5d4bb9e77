"""盘点扫描: a barcode scanner types into one line; each scan is a command, the findings stand beside it at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.core.acts import Outcome
from resources.texts import _
from views.archives.scanning import Open, checks, scanning
from views.kit.asking import Asker
from views.kit.parts import button, card, label
from views.kit.pills import PillLabel
from views.kit.shell import Shell
from views.kit.theme import mark

_SHOWN = 200  # scans that stay listed on the page


class ScanPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._asks = shell, Asker(self, shell)
        self._open: list[Open] = []
        self.check = QComboBox()
        self.place, self.code = QLineEdit(), QLineEdit()
        self.last, self.count = PillLabel(_("等待扫描")), label("", "muted")
        self.scanned, self.findings = QListWidget(), QTableWidget(0, 3)
        self._build()
        self.check.currentIndexChanged.connect(self._show_check)
        self.code.returnPressed.connect(self.scan)
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("盘点扫描"), "title"))
        head.addStretch(1)
        head.addWidget(button(_("档案盘点登记"), self.open_register))
        column.addLayout(head)
        column.addWidget(self._entry())
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(_part(_("已扫描"), self.scanned), 2)
        both.addWidget(_part(_("差异（账、物、卡）"), self.findings), 3)
        column.addLayout(both, 1)
        self.findings.setHorizontalHeaderLabels([_("差异"), _("档号"), _("情况")])
        self.findings.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.findings.setColumnWidth(1, 170)
        self.findings.verticalHeader().hide()
        self.findings.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.findings.setShowGrid(False)

    def _entry(self) -> QFrame:
        frame = card()
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        self.place.setPlaceholderText(_("所在位置，如 档案室-1柜-2层"))
        self.code.setPlaceholderText(_("扫描标签，或输入档号后回车"))
        for title, each, stretch in ((_("盘点"), self.check, 2), (_("位置"), self.place, 2), (_("扫描"), self.code, 3)):
            caption = QLabel(title)
            caption.setBuddy(each)
            row.addWidget(caption)
            row.addWidget(each, stretch)
        row.addWidget(self.last)
        row.addWidget(self.count)
        return frame

    def refresh(self) -> None:
        self._asks.ask(checks, self._show_checks)

    def open_register(self) -> None:
        self.shell.open("archives.checks")

    def _show_checks(self, found: Sequence[Open]) -> None:
        kept = self.check.currentData()
        self._open = list(found)
        self.check.blockSignals(True)
        self.check.clear()
        for one in self._open:
            self.check.addItem(one.title, one.id)
        self.check.setCurrentIndex(max(0, self.check.findData(kept)) if self._open else -1)
        self.check.blockSignals(False)
        self.code.setEnabled(bool(self._open))
        if not self._open:
            self.last.show_pill(_("先开始一次盘点"), "caution")
        self._show_check()

    def _show_check(self) -> None:
        at = self.check.currentIndex()
        chosen = self._open[at] if 0 <= at < len(self._open) else None
        found = chosen.found if chosen else ()
        self.count.setText(_("已扫描 {n} 件，差异 {m} 项").format(n=chosen.scanned, m=len(found)) if chosen else "")
        self.findings.setRowCount(len(found))
        for row, cells in enumerate(found):
            for column, text in enumerate(cells):
                self.findings.setItem(row, column, QTableWidgetItem(text))

    def scan(self) -> None:
        """What the scanner typed; the line is free for the next one at once."""
        code, check = self.code.text().strip(), self.check.currentData()
        self.code.clear()
        if code and check is not None:
            self.shell.run(scanning(self.shell.centre, check, code, self.place.text().strip()), self._scanned, _("盘点扫描"))

    def _scanned(self, outcome: Outcome) -> None:
        if not outcome.done:
            self.last.show_pill(_("未登记"), "danger")
            return
        said = outcome.value
        wrong = "、".join(said["findings"])
        self.last.show_pill(wrong or _("相符"), "danger" if wrong else "good")
        self.scanned.insertItem(0, f"{said['number']}  {said['title']}" + (f"  —  {wrong}" if wrong else ""))
        if self.scanned.count() > _SHOWN:
            self.scanned.takeItem(_SHOWN)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()


def _part(title: str, inner: QWidget) -> QFrame:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(label(title, "heading"))
    column.addWidget(inner, 1)
    return frame
