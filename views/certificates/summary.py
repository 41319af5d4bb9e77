"""The strip above the findings: the light, the last run, one button a class, the months that were closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.certificates.reconciliation.evidence import ClassLine, Standing
from resources.texts import _
from views.kit.flow import FlowLayout
from views.kit.parts import button, card, clear, label
from views.kit.pills import PillLabel

_MONTH = {"locked": (_("已锁定"), "good"), "reopened": (_("已解锁"), "danger"), "changed": (_("锁定后被改动"), "danger")}


class Summary(QWidget):
    """`chosen` carries the class a person wants to see, "" for all; `month` the id of a closed month."""

    chosen, month = Signal(str), Signal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.light, self.told = PillLabel(), label("", "muted")
        self.advice = label("", "muted", wrap=True)
        self.chips: dict[str, QPushButton] = {}
        self._build()

    def _build(self) -> None:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self.light)
        self._head.addWidget(self.told)
        self._head.addStretch(1)
        self._months = QHBoxLayout()
        self._months.setSpacing(8)
        self._head.addLayout(self._months)
        inside.addLayout(self._head)
        inside.addWidget(self.advice)
        self._classes = QWidget()
        self._flow = FlowLayout(self._classes, 6)
        inside.addWidget(self._classes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_standing(self, stands: Standing, kind: str) -> None:
        """kind: the class whose findings are listed now."""
        self.light.show_pill(stands.words, "plain" if stands.light == "none" else stands.light)
        self.light.updateGeometry()
        self.told.setText(stands.told)
        self.advice.setText(_("把查询系统的导出文件交给“核对导出文件…”，合格名单、台账、空白证书、签收和查询系统逐项比对，差异按编号列在下面。"))
        self.advice.setVisible(stands.run is None)
        clear(self._months)
        for words, shown, id_ in reversed(stands.months):
            self._months.addWidget(self._month(words, shown, id_))
        clear(self._flow)
        self.chips = {line.kind: self._chip(line) for line in stands.classes}
        for made in self.chips.values():
            self._flow.addWidget(made)
        self._classes.setVisible(bool(self.chips))
        self.choose(kind)

    def choose(self, kind: str) -> None:
        for one, made in self.chips.items():
            made.setChecked(one == kind)

    def _chip(self, line: ClassLine) -> QPushButton:
        words = f"{line.title} {line.count}"
        if line.change:
            words += f"（{line.change:+d}）"
        if line.waiting and line.waiting != line.count:
            words += " " + _("待 {n}").format(n=line.waiting)
        made = button(words, self._clicked)
        made.setCheckable(True)
        made.setProperty("class", line.kind)
        before = _("上次 {n}").format(n=line.before) if line.before is not None else _("上次没有核对")
        made.setToolTip(f"{line.kind} {line.title}：{line.count}（{before}），" + _("待处理 {n}").format(n=line.waiting))
        return made

    def _month(self, words: str, shown: str, id_: int) -> QPushButton:
        state, _tone = _MONTH[shown]
        made = button(f"{words} {state}", self._month_clicked, "danger" if shown != "locked" else "quiet")
        made.setProperty("month", id_)
        return made

    def _clicked(self) -> None:
        made = self.sender()
        kind = made.property("class")
        self.chosen.emit(kind if self.chips[kind].isChecked() else "")

    def _month_clicked(self) -> None:
        self.month.emit(self.sender().property("month"))

    def focus_first(self) -> None:
        if self.chips:
            next(iter(self.chips.values())).setFocus(Qt.FocusReason.OtherFocusReason)
