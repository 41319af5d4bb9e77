"""规则与参数: every rule the program obeys, by area, with its clause and its values in this centre."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from models.core.search import fold
from resources.texts import _
from views.core.rule_card import RuleCard
from views.core.rule_facts import AREAS, SET, STANDINGS, Facts, Reading, read
from views.kit.asking import Asker
from views.kit.lines import Column, Lines, table
from views.kit.parts import label
from views.kit.shell import Shell
from views.kit.theme import mark

_WIDTHS = (104, 168, 66, 92, 180)
_SIDE = 400


def rule_lines(parent: QWidget) -> Lines:
    """Every rule on a line; what a narrow column cuts is its tip."""

    def source(rule: Facts) -> str:
        return rule.standing + (_("·本机构") if any(value.own for value in rule.values) else "")

    return Lines((
        Column(_("规则"), lambda rule: rule.id), Column(_("名称"), lambda rule: rule.title, tip=lambda rule: rule.title),
        Column(_("状态"), lambda rule: _("在用") if rule.active else _("未用"), lambda rule: "good" if rule.active else "plain"),
        Column(_("来源"), source, tip=source), Column(_("条款"), lambda rule: rule.clause, tip=lambda rule: rule.clause),
    ), parent)  # fmt: skip


class RulesPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self.shell, self._asker = shell, Asker(self, shell)
        self._reading: Reading | None = None
        self._wanted = ""
        self.text, self.area, self.standing = QLineEdit(), QComboBox(), QComboBox()
        self.count = label("", "muted")
        self.rules, self.card = rule_lines(self), RuleCard()
        self.list = table(self.rules, _("规则"), _WIDTHS)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.text.setPlaceholderText(_("规则编号、名称、条款…"))
        self.text.setFixedWidth(220)
        self.standing.addItem(_("来源：全部"), "")
        for title in STANDINGS.values():
            self.standing.addItem(title, title)
        self.area.addItem(_("领域：全部"), "")
        filters = QHBoxLayout()
        filters.setSpacing(12)
        for part in (self.text, self.area, self.standing):
            filters.addWidget(part)
        filters.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(label(_("规则与参数"), "title"))
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch(1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(12)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.card)
        both.setStretchFactor(0, 1)
        both.setSizes([2 * _SIDE, _SIDE])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(both, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._filter)
        self.area.currentIndexChanged.connect(self._filter)
        self.standing.currentIndexChanged.connect(self._filter)
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        self.card.set_asked.connect(self._ask_value)
        self.card.cited.connect(self.shell.cite)

    # what the window asks

    def refresh(self) -> None:
        self._asker.ask(read, self._show)

    def select(self, rule_id: str) -> None:
        """Show a rule; filters that might hide it are taken away."""
        self._wanted = rule_id
        self.text.clear()
        self.area.setCurrentIndex(0)
        self.standing.setCurrentIndex(0)
        self._filter()

    # inside

    def _show(self, reading: Reading) -> None:
        self._wanted = self._wanted or self.current_id()
        self._reading = reading
        if self.area.count() == 1:
            present = {rule.area for rule in reading.rules}
            for code, title in AREAS.items():
                if code in present:
                    self.area.addItem(title, code)
        self._filter()

    def _filter(self) -> None:
        if self._reading is None:
            return
        words, area, standing = fold(self.text.text()).split(), self.area.currentData(), self.standing.currentData()
        kept = [
            rule for rule in self._reading.rules
            if (not area or rule.area == area) and (not standing or rule.standing == standing)
            and all(word in fold(f"{rule.id} {rule.title} {rule.clause} {rule.sentence}") for word in words)
        ]  # fmt: skip
        wanted = self._wanted or self.current_id()
        self.rules.show(kept)
        self.count.setText(_("共 {n} 条，在用 {active} 条").format(n=len(kept), active=sum(rule.active for rule in kept)))
        row = next((row for row, rule in enumerate(kept) if rule.id == wanted), 0)
        self._wanted = ""
        if kept:
            self.list.selectRow(row)
            self.list.scrollTo(self.rules.index(row, 0))
        self._show_current()

    def card_setter(self) -> QPushButton:
        """The button by which the shown rule is given an own value."""
        return self.card.setter

    def current_id(self) -> str:
        """The rule on show; "" where none is."""
        row = self.list.currentIndex().row()
        return self.rules.rows[row].id if 0 <= row < len(self.rules.rows) else ""

    def _show_current(self) -> None:
        row = self.list.currentIndex().row()
        facts = self.rules.rows[row] if 0 <= row < len(self.rules.rows) else None
        self.card.show_rule(facts, self._reading.against if self._reading else "")

    def _ask_value(self, rule_id: str, param: str) -> None:
        from views.kit.command_dialog import CommandDialog

        dialog = CommandDialog(self.shell, SET, given={"rule": rule_id, "param": param}, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
