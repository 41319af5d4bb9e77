"""合格率看板: four numbers, four charts, and in sentences which batches want a look. Read in a job; filters stay."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.core.acts import call
from models.core.progress import Progress, Work
from models.core.registers import View
from models.statistics.queries import ASSESSOR, BASES, CLASS, KIND, LEVEL, OCCUPATION, PRESENT, Chosen, Rate, percent
from resources.texts import _
from views.kit.asking import Asker, once
from views.kit.charts.card import ChartCard
from views.kit.charts.plot import prepare
from views.kit.memory import remember, remembered
from views.kit.parts import button, card, clear, label
from views.kit.shell import Shell
from views.kit.theme import mark
from views.statistics import pictures
from views.statistics.figure import Figure
from views.statistics.likeness import LikenessDialog
from views.statistics.reading import GROUPED, Reading, last_months, read

_KEPT = "statistics.board/filters"
_SPANS = {12: _("近 12 个月"), 24: _("近 24 个月"), 36: _("近 36 个月"), 0: _("全部时间")}
_SAID = 3  # sentences shown before the rest is only counted
_BOX = 160  # pixels a filter takes at most
SCORES, CANDIDATES = "assessment.scores", "assessment.candidates"
TREND, FUNNEL, GROUPS, SEVERITY = "trend", "funnel", "groups", "severity"
Chart = tuple[str, pictures.Shown, str]  # which card, what it shows, a line about it


class BoardPage(QWidget):
    """`list_asked` carries a register and the View that shows what is behind a mark."""

    list_asked = Signal(str, object)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self.reading: Reading | None = None
        self._waiting: list[Chart] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._next_chart)
        self._reads, self._draws, self._acts = (Asker(self, shell) for _one in range(3))
        self.span, self.occupation, self.level, self.base, self.by = (QComboBox() for _one in range(5))
        self.figures = {name: Figure(title, name != PRESENT) for name, title in {
            PRESENT: _("综合合格率"), "theory": _("理论合格率"), "practical": _("实操合格率"), FUNNEL: _("需要核查的批次")}.items()}  # fmt: skip
        none = _("所选范围没有成绩")
        self.cards = {TREND: ChartCard(_("按月合格率"), none), FUNNEL: ChartCard(_("批次漏斗图"), none), GROUPS: ChartCard(_("分组合格率"), none),
                      SEVERITY: ChartCard(_("考评员评分偏离"), _("没有足够的共同评分"))}  # fmt: skip
        self._build()
        self._recall()
        self.refresh()

    def _build(self) -> None:
        inner = QWidget()
        mark(inner, kind="page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for figure in self.figures.values():
            numbers.addWidget(figure, 1)
        column.addLayout(numbers)
        column.addWidget(self._sentences())
        grid = QGridLayout()
        grid.setSpacing(12)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
            grid.setRowStretch(place, 1)
        for at, (name, one) in enumerate(self.cards.items()):
            grid.addWidget(one, at // 2, at % 2)
            one.setProperty("chart", name)
            one.picked.connect(self._picked)
            one.book_asked.connect(self._book)
        column.addLayout(grid, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(_("合格率看板"), "title"))
        line.addStretch(1)
        for months, words in _SPANS.items():
            self.span.addItem(words, months)
        for base, words in BASES.items():
            self.base.addItem(_("分母：{base}").format(base=words), base)
        for by, words in GROUPED.items():
            self.by.addItem(_("按{group}").format(group=words), by)
        self.occupation.addItem(_("全部职业"), "")
        self.level.addItem(_("全部等级"), None)
        for box in (self.span, self.occupation, self.level, self.base, self.by):
            box.setMaximumWidth(_BOX)
            box.currentIndexChanged.connect(self._filtered)
            line.addWidget(box)
        self.print_button = button(_("导出 PDF"), self.take_snapshot)
        line.addWidget(self.print_button)
        return line

    def _sentences(self) -> QWidget:
        frame = card()
        line = QHBoxLayout(frame)
        line.setContentsMargins(14, 8, 14, 8)
        self._said = QVBoxLayout()
        self._said.setSpacing(2)
        line.addLayout(self._said, 1)
        line.addWidget(button(_("邻座成绩…"), self.show_likeness, "link"), 0, Qt.AlignmentFlag.AlignTop)
        return frame

    # filters

    def chosen(self) -> Chosen:
        months, today = self.span.currentData(), self._shell.centre.today()
        first, last = (last_months(today, months), today) if months else (None, None)
        return Chosen(first, last, self.occupation.currentData() or "", self.level.currentData())

    def _filtered(self) -> None:
        remember(_KEPT, [self.span.currentData(), self.occupation.currentData() or "", self.level.currentData() or 0, self.base.currentData(),
                         self.by.currentData()])  # fmt: skip
        self.refresh()

    def _recall(self) -> None:
        """The filters as this person left them; what is no longer there falls back to all."""
        kept = remembered(_KEPT)
        if not isinstance(kept, list) or len(kept) != 5:
            return
        months, occupation, level, base, by = kept
        if occupation:
            self.occupation.addItem(str(occupation), str(occupation))
        if str(level).isdigit() and int(level):
            self.level.addItem(str(level), int(level))
        wanted = (int(months) if str(months).isdigit() else 12, str(occupation), int(level) if str(level).isdigit() else 0, base, by)
        for box, value in zip((self.span, self.occupation, self.level, self.base, self.by), wanted, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value or (None if box is self.level else value))))
            box.blockSignals(False)

    def _offer(self, reading: Reading) -> None:
        from models.assessment.terms import LEVELS

        for box, first, options in (
            (self.occupation, (_("全部职业"), ""), [(one, one) for one in reading.choices.occupations]),
            (self.level, (_("全部等级"), None), [(LEVELS.get(one, _("不分等级")), one) for one in reading.choices.levels]),
        ):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            for words, value in [first, *options]:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)

    # reading and showing

    def refresh(self) -> None:
        chosen, base, by = self.chosen(), self.base.currentData(), self.by.currentData()
        self._reads.run(self._reading(chosen, base, by), self._show)

    def _reading(self, chosen: Chosen, base: str, by: str) -> Work[tuple[Reading, list[Chart]]]:
        yield Progress(0)
        with self._shell.centre.reading() as context:
            found = read(context, chosen, base, by)
        yield Progress(1)
        return found, charts_of(found)

    def _show(self, answer: tuple[Reading, list[Chart]]) -> None:
        reading, charts = answer
        self.reading = reading
        self._offer(reading)
        changes = reading.year_before
        for base in (PRESENT, "theory", "practical"):
            self.figures[base].show_rate(_of_base(reading, base), changes.get(base))
        outside = reading.funnel.outside
        told = _("超出 {outer} 控制限").format(outer=percent(reading.funnel.outer))
        self.figures[FUNNEL].show_words(str(len(outside)), told, "danger" if outside else "good")
        self._say(reading.sentences)
        self._waiting = list(charts)
        self._draws.run(once(prepare), lambda _ready: self._later.start())  # the numbers do not wait for the charts

    def _next_chart(self) -> None:
        """One chart a turn of the event loop, so that the window stays quick."""
        if self._waiting:
            name, shown, note = self._waiting.pop(0)
            self.cards[name].show_chart(shown.picture, note, shown.heads, shown.rows)
            self._later.start()

    def _say(self, sentences: tuple[str, ...]) -> None:
        clear(self._said)
        rest = sentences[_SAID:]
        for sentence in [*sentences[:_SAID], *([_("另有 {n} 条，见导出的报告").format(n=len(rest))] if rest else [])]:
            line = label(sentence, "small", selectable=True)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.setToolTip("\n".join(rest) if sentence not in sentences else sentence)
            self._said.addWidget(line)

    # acting

    def _picked(self, key: str) -> None:
        """The list behind a mark: a batch's scores; a month, a group narrow the board itself."""
        name = self.sender().property("chart")
        if self.reading is None:
            return
        if name == FUNNEL and key in self.reading.batches:
            id_ = self.reading.batches[key]
            self.list_asked.emit(SCORES, View(exact={"batch": (id_, key)}))
        elif name == TREND:
            year, month = (int(part) for part in key.split("-"))
            last = date(year + month // 12, month % 12 + 1, 1)
            span = (date(year, month, 1), date.fromordinal(last.toordinal() - 1))
            self.list_asked.emit("assessment.batches", View(ranges={"last_exam_day": span}))
        elif name == SEVERITY or (name == GROUPS and self.reading.by == ASSESSOR):
            self._open_assessor(int(key))
        elif name == GROUPS and self.reading.by == KIND:
            occupation, _job, level = key.split("|")
            self._narrow(occupation, int(level))
        elif name == GROUPS and self.reading.by == OCCUPATION:
            self._narrow(occupation=key)
        elif name == GROUPS and self.reading.by == LEVEL:
            self._narrow(level=int(key))
        elif name == GROUPS and self.reading.by == CLASS and key:
            self.list_asked.emit(CANDIDATES, View(exact={"training_class": (key, key)}))

    def _narrow(self, occupation: str | None = None, level: int | None = None) -> None:
        if occupation is not None:
            self.occupation.setCurrentIndex(max(0, self.occupation.findData(occupation)))
        if level is not None:
            self.level.setCurrentIndex(max(0, self.level.findData(level)))

    def show_likeness(self) -> LikenessDialog:
        """The neighbouring seats of a batch, the newest of those shown first."""
        batches = [point.key for point in self.reading.funnel.points] if self.reading else []
        dialog = LikenessDialog(self._shell, sorted(batches, reverse=True), self.window())
        dialog.open()
        return dialog

    def _open_assessor(self, person: int) -> None:
        def opened(found: int | None) -> None:
            if found is not None:
                self._shell.open("people.assessors", found)

        from models.statistics.severity import assessor_of

        self._acts.ask(lambda context: assessor_of(context, person), opened)

    def _book(self) -> None:
        chart = self.sender()
        assert isinstance(chart, ChartCard)
        name, _filter = QFileDialog.getSaveFileName(self, _("导出 Excel"), f"{chart.title}.xlsx", "Excel (*.xlsx)")
        if name:
            self.save_book(chart, Path(name))

    def save_book(self, chart: ChartCard, path: Path) -> None:
        from reports.statistics.sheets import book

        about = str(self.chosen().told())
        path.write_bytes(book(chart.title[:30], chart.heads, chart.rows, about=about))
        self._shell.say(_("已导出到 {path}").format(path=path), "good")

    def take_snapshot(self) -> None:
        """A numbered snapshot of the span shown, printed on one page."""
        choices = self.reading.choices if self.reading else None
        chosen = self.chosen()
        first = chosen.first or (choices.first if choices and choices.first else self._shell.centre.today())
        last = chosen.last or self._shell.centre.today()
        self._acts.run(self._printing(first, last), self._printed, _("合格率一页报告"))

    def _printing(self, first: date, last: date) -> Work[object]:
        from reports.forms import render

        yield Progress(0)
        centre = self._shell.centre
        outcome = call(centre, "statistics.take_snapshot", kind="board", first=first.isoformat(), last=last.isoformat())
        if not outcome.done or outcome.record_id is None:
            return None
        return render(centre, "F-STAT-BOARD", outcome.record_id)

    def _printed(self, printed: object) -> None:
        from reports.forms import Rendered
        from views.kit.print_preview import PreviewDialog

        if not isinstance(printed, Rendered) or not printed.pdf:
            self._shell.say(_("没有可以打印的内容"), "caution")
            return
        self._shell.changed()
        PreviewDialog(self._shell, printed.title, printed.pdf, self.window()).open()


def _of_base(reading: Reading, base: str) -> Rate:
    """The head number: overall follows the chosen denominator, the subjects have their own."""
    return reading.rates[reading.base if base == PRESENT else base]


def charts_of(reading: Reading) -> list[Chart]:
    """The charts of a reading with a line about each, made beside the window."""
    base = BASES[reading.base]
    limits = _("横轴{base}；虚线 {inner}，实线 {outer}；大红点需要核查").format(
        base=base, inner=percent(reading.funnel.inner), outer=percent(reading.funnel.outer))  # fmt: skip
    few = _("相对同一考生其他考评员的平均分（分），细线为区间；大红点需要核查")
    return [
        (TREND, pictures.trend(reading.months), _("合格 ÷ {base}；浅色带为 Wilson 区间，大红点超出控制限").format(base=base)),
        (FUNNEL, pictures.funnel(reading.funnel), limits),
        (GROUPS, pictures.groups(reading.groups), _("按{group}；细线为区间，人数少的只列在表格里").format(group=GROUPED[reading.by])),
        (SEVERITY, pictures.severities(reading.severity), few),
    ]
