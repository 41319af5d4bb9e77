"""One rule beside the list: its words, its clause, its values in this centre, and the way to change one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.core.rulebook import SWITCH
from resources.texts import _
from views.core.rule_facts import Facts, Value
from views.kit.parts import button, clear, label
from views.kit.pills import PillLabel
from views.kit.theme import mark


class RuleCard(QFrame):
    """`set_asked` carries rule and parameter, `cited` the rule whose clause is wanted."""

    set_asked = Signal(str, str)
    cited = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="card")
        self._facts: Facts | None = None
        self._against = ""
        self.setter = QPushButton()
        inside = QWidget()
        mark(inside, kind="clear")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(16, 14, 16, 14)
        self._lines.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def show_rule(self, facts: Facts | None, against: str) -> None:
        """against: why this person may not set values; then the buttons stand greyed and say so."""
        self._facts, self._against = facts, against
        clear(self._lines)
        if facts is None:
            self._lines.addWidget(label(_("在左侧选择一条规则"), "muted"))
            self._lines.addStretch(1)
            return
        self._lines.addWidget(label(_("{title}　{id}").format(title=facts.title, id=facts.id), "heading", wrap=True, selectable=True))
        self._lines.addLayout(self._pills(facts))
        self._lines.addWidget(label(facts.sentence, wrap=True, selectable=True))
        cite = button(facts.clause or _("无条款"), self._cite, "link")
        cite.setToolTip(_("在法规库中查看原文"))
        self._lines.addWidget(cite, 0, Qt.AlignmentFlag.AlignLeft)
        for value in facts.values:
            self._lines.addWidget(self._value(value))
        self._add_setter(facts)
        if facts.history:
            self._lines.addWidget(label(_("本机构设定的经过"), "section"))
            for line in facts.history:
                self._lines.addWidget(label(line, "muted", wrap=True, selectable=True))
        self._lines.addStretch(1)

    def texts(self) -> list[str]:
        """Every text on show."""
        return [part.text() for part in self.findChildren(QLabel) if not part.isHidden()]

    def _pills(self, facts: Facts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(PillLabel(_("在用") if facts.active else _("未用"), "good" if facts.active else "plain"))
        row.addWidget(PillLabel(facts.standing))
        row.addWidget(PillLabel(facts.severity))
        row.addStretch(1)
        return row

    def _value(self, value: Value) -> QFrame:
        frame = QFrame()
        mark(frame, kind="box", tone="plain")
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(value.label, wrap=True), 0, 0, 1, 2)
        told = [(_("文件值"), value.profile)]
        if value.own:
            told += [
                (_("本机构"), value.own),
                (_("何人何时"), _("{who}，自 {day} 起").format(who=value.who, day=value.since)),
                (_("理由"), value.why),
            ]
        for row, (caption, text) in enumerate(told, 1):
            grid.addWidget(label(caption, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True, selectable=True), row, 1)
        return frame

    def _add_setter(self, facts: Facts) -> None:
        """One button for the values and the switch, where there is something to set."""
        choices = [(value.name, value.label) for value in facts.values]
        if facts.switchable:
            choices.append((SWITCH, _("停用本规则") if facts.active else _("启用本规则")))
        if not choices:
            return
        setter = QPushButton(_("设定本机构取值…"))
        setter.setEnabled(not self._against)
        setter.setToolTip(self._against)
        menu = QMenu(setter)
        for name, title in choices:
            action = menu.addAction(title)
            action.setData(name)
            action.triggered.connect(self._ask)
        setter.setMenu(menu)
        self.setter = setter
        self._lines.addWidget(setter, 0, Qt.AlignmentFlag.AlignLeft)
        if self._against:
            self._lines.addWidget(label(self._against, "muted", wrap=True))

    def _ask(self) -> None:
        if self._facts is not None:
            self.set_asked.emit(self._facts.id, self.sender().data())  # type: ignore[attr-defined]

    def _cite(self) -> None:
        if self._facts is not None:
            self.cited.emit(self._facts.id)
