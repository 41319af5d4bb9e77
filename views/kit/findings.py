"""What the rules say, on screen: the sentence, the clause it comes from, and what can be done instead."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.core.findings import Severity
from resources.texts import _
from views.kit.parts import clear, label, link
from views.kit.theme import mark

Described = Mapping[str, Any]  # what Rulebook.describe answers
TONES = {Severity.BLOCK: "danger", Severity.WARN: "caution", Severity.DUE: "caution", Severity.RECORD: "plain"}


def tone_of(finding: Described) -> str:
    return TONES[Severity(finding["severity"])]


def as_text(findings: Sequence[Described], title: str = "") -> str:
    """The same for a tooltip: sentence, clause and advice, line by line."""
    parts = []
    for finding in findings:
        parts.append("\n".join([title + finding["text"], reference(finding), *advice(finding)]))
    return "\n\n".join(parts)


def advice(finding: Described) -> list[str]:
    """What can be done instead, where the rule has a word on it."""
    return [_("可以：{advice}").format(advice=finding["instead"])] if finding["instead"] else []


def reference(finding: Described) -> str:
    return _("{clause} · 规则 {rule}").format(clause=finding["clause"], rule=finding["rule"])


class FindingsBox(QWidget):
    """One coloured box for each finding, worst first as given. `cited` carries the rule whose clause is asked for."""

    cited = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._sentences: list[str] = []
        self._boxes = QVBoxLayout(self)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(8)
        self.hide()

    def show_findings(self, findings: Sequence[Described], title: str = "") -> None:
        """Show these and only these. title: put before each sentence (不能续借：)."""
        clear(self._boxes)
        self._sentences = [title + finding["text"] for finding in findings]
        for finding in findings:
            self._boxes.addWidget(self._box(finding, title))
        self.setVisible(bool(findings))

    def texts(self) -> list[str]:
        """The sentences now shown."""
        return self._sentences

    def _box(self, finding: Described, title: str) -> QFrame:
        box, tone = QFrame(), tone_of(finding)
        mark(box, kind="box", tone=tone)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(12, 9, 12, 9)
        lines.setSpacing(3)
        lines.addWidget(label(title + finding["text"], "", tone, wrap=True, selectable=True))
        lines.addWidget(link(reference(finding), finding["rule"], self.cited, _("查看条款原文")))
        for words in advice(finding):
            lines.addWidget(label(words, "muted", wrap=True, selectable=True))
        return box
