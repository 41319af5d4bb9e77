"""One number of the board with what it means below: interval, people, change against the year before."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from models.statistics.queries import Rate
from resources.texts import _
from views.kit.parts import label
from views.kit.theme import mark


class Figure(QFrame):
    def __init__(self, title: str, short: bool = False):
        super().__init__()
        self._short = short  # says the change alone where there is one; the tooltip has all
        mark(self, kind="card")
        self.number, self.words = label("–", "number", selectable=True), label("", "muted")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        for part in (label(title, "muted"), self.number, self.words):
            column.addWidget(part)

    def show_rate(self, rate: Rate, change: float | None) -> None:
        """change: percentage points against the year before; None where there is nothing to hold it against."""
        told = _("区间 {interval} · {n:,} 人").format(interval=rate.interval(), n=rate.n)
        against = "" if change is None else _("较上年 {change:+.1f} 个百分点").format(change=change)
        self.show_words(rate.words(), against if self._short and against else told)
        self.words.setToolTip(f"{told}\n{against}".strip())

    def show_words(self, number: str, words: str, tone: str = "") -> None:
        self.number.setText(number)
        mark(self.number, tone=tone)
        self.words.setText(words)
        self.words.setToolTip(words)
