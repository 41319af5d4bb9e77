"""业务看板: complaints in time, incidents, cards by expiry, loans, stock; a click opens the list behind a bar."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from models.core.dates import months_plus
from models.core.progress import Progress, Work
from models.core.registers import REGISTERS, View, default_filters
from models.statistics.work import CARDS, COMPLAINTS, INCIDENTS, LOANS, STOCK, Part, parts
from resources.texts import _
from views.kit.asking import Asker
from views.kit.charts.card import ChartCard
from views.kit.charts.picture import COLUMNS, ROWS, Axis, Mark, Picture
from views.kit.charts.plot import prepare
from views.kit.parts import label
from views.kit.shell import Shell
from views.kit.theme import mark

TITLES = {COMPLAINTS: _("投诉按时办理"), INCIDENTS: _("突发事件类型"), CARDS: _("证卡到期"), LOANS: _("档案外借"), STOCK: _("空白证书")}
_NOTES = {COMPLAINTS: _("按接到月份；红色含超期"), INCIDENTS: _("近 12 个月；红色含重大事件"), CARDS: _("有效证卡按到期月份；红色已过期"),
          LOANS: _("按借出月份；红色含逾期未还"), STOCK: _("各批余存空白；红色低于预警数")}  # fmt: skip
_LATE = {COMPLAINTS: _("超期"), INCIDENTS: _("重大"), CARDS: _("已过期"), LOANS: _("逾期未还"), STOCK: _("低于预警")}
_DAYS = {COMPLAINTS: "received_at", CARDS: "valid_to", LOANS: "requested_on"}  # the field by which a month narrows the list


class WorkPage(QWidget):
    """`list_asked` carries a register and the View that shows what is behind a bar."""

    list_asked = Signal(str, object)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self.parts: dict[str, Part] = {}
        self._waiting: list[Part] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._next_chart)
        self._reads = Asker(self, shell)
        self.cards = {name: ChartCard(title, _("没有记录")) for name, title in TITLES.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("业务看板"), "title"))
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for card in self.cards.values():
            card.hide()
            card.picked.connect(self._picked)
            card.book_asked.connect(self._book)
        column.addLayout(self._grid, 1)
        self.refresh()

    def refresh(self) -> None:
        self._reads.run(self._reading(), self._show)

    def _reading(self) -> Work[list[Part]]:
        yield Progress(0)
        with self._shell.centre.reading() as context:
            found = parts(context)
        yield Progress(1)
        prepare()
        return found

    def _show(self, found: list[Part]) -> None:
        self.parts = {part.name: part for part in found}
        for place in (0, 1, 2):
            self._grid.setRowStretch(place, 1)
            self._grid.setColumnStretch(place, int(place < 2))
        self._waiting = list(found)
        self._next_chart()

    def _next_chart(self) -> None:
        """One chart a turn of the event loop, so that the window stays quick."""
        if not self._waiting:
            return
        at, part = len(self.parts) - len(self._waiting), self._waiting.pop(0)
        card = self.cards[part.name]
        card.setProperty("part", part.name)
        self._grid.addWidget(card, at // 2, at % 2)
        rows = [(one.label, f"{one.n:,}", f"{one.late:,}" if one.late else "") for one in part.counts if any(count.n for count in part.counts)]
        card.show_chart(picture_of(part), _NOTES[part.name], (_("分组"), _("数量"), _LATE[part.name]), rows)
        card.show()
        self._later.start()

    def _picked(self, key: str) -> None:
        """The list behind a bar: its month where the bar is one, else the whole register."""
        part = self.parts[self.sender().property("part")]
        name = _DAYS.get(part.name, "")
        ranges = {}
        dated = {field.name for field in default_filters(REGISTERS[part.register])}
        if name in dated and key[:4].isdigit():
            first = date(int(key[:4]), int(key[5:]), 1)
            ranges = {name: (first, date.fromordinal(months_plus(first, 1).toordinal() - 1))}
        facets = {"theme": key} if part.name == INCIDENTS else {"state": "expired"} if key == "expired" else {}
        self.list_asked.emit(part.register, View(facets=facets, ranges=ranges))

    def _book(self) -> None:
        card = self.sender()
        assert isinstance(card, ChartCard)
        name, _filter = QFileDialog.getSaveFileName(self, _("导出 Excel"), f"{card.title}.xlsx", "Excel (*.xlsx)")
        if name:
            self.save_book(card, Path(name))

    def save_book(self, card: ChartCard, path: Path) -> None:
        from reports.statistics.sheets import book

        path.write_bytes(book(card.title, card.heads, card.rows))
        self._shell.say(_("已导出到 {path}").format(path=path), "good")


def picture_of(part: Part) -> Picture:
    """Months stand side by side, kinds and lots in rows."""
    told = _("{label}：{n} 件")
    late = _("，{words} {n}")
    counts = part.counts
    most = max([one.n for one in counts], default=1) * 1.1 or 1
    tips = [told.format(label=one.label, n=one.n) + (late.format(words=_LATE[part.name], n=one.late) if one.late else "") for one in counts]
    if part.name in (INCIDENTS, STOCK):
        last = len(counts) - 1
        marks = [Mark(one.key, one.label, one.n, last - at, hot=bool(one.late), tip=tips[at]) for at, one in enumerate(counts)]
        up = Axis(-0.7, max(len(counts), 1) - 0.3, [(one.y, one.label[:12]) for one in marks])
        return Picture(marks, Axis(0, most, whole=True), up, ROWS, bars=True)
    marks = [Mark(one.key, one.label, at, one.n, hot=bool(one.late), tip=tips[at]) for at, one in enumerate(counts)]
    across = Axis(-0.6, len(counts) - 0.4, [(one.x, one.label) for one in marks])
    return Picture(marks, across, Axis(0, most, whole=True), COLUMNS)
