"""Which column holds what: proposed by the program, put right by the person, per sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from models.core.headers import Plan
from models.core.registers import Register
from resources.texts import _
from views.kit.editors import Dropdown
from views.kit.import_look import Look, letter, mapped
from views.kit.parts import label
from views.kit.theme import mark

NONE = -1


class SheetMapping(QWidget):
    """One sheet: a tick whether to import it, and for each field the column it comes from."""

    changed = Signal()

    def __init__(self, register: Register, look: Look, parent: QWidget | None = None):
        super().__init__(parent)
        self._register, self._look = register, look
        self.take = QCheckBox(_("导入这张表（{rows} 行）").format(rows=look.rows))
        self.take.setChecked(look.fits)
        self.take.toggled.connect(self.changed)
        self._boxes: dict[str, Dropdown] = {}
        self._unknown = label("", "", "caution", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 10, 0, 0)
        lines.addWidget(self.take)
        lines.addWidget(label(self._where(), "muted"))
        lines.addWidget(self._unknown)
        lines.addWidget(self._fields(), 1)
        self._tell_unknown()

    def plan(self) -> Plan:
        """The reading as it is mapped now."""
        columns = {name: box.currentData() for name, box in self._boxes.items() if box.currentData() != NONE}
        return mapped(self._register, self._look.plan, columns)

    def choose(self, field: str, column: int | None) -> None:
        """Take a field from a column (from 0), or from none."""
        box = self._boxes[field]
        box.setCurrentIndex(box.findData(NONE if column is None else column))
        self._tell_unknown()

    def _where(self) -> str:
        rows = self._look.plan.header_rows
        if not rows:
            return _("没有找到表头")
        return _("表头在第 {rows} 行").format(rows="–".join(str(row) for row in dict.fromkeys((rows[0], rows[-1]))))

    def _fields(self) -> QScrollArea:
        inside = QWidget()
        mark(inside, kind="clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for line, one in enumerate(self._register.imports):
            words = _("{label}（必需）").format(label=one.label) if one.needed else one.label
            grid.addWidget(label(words), line, 0)
            box, sample = self._box(one.name), label("", "small")
            box.setAccessibleName(one.label)
            box.setProperty("sample", sample)
            grid.addWidget(box, line, 1)
            grid.addWidget(sample, line, 2)
            self._boxes[one.name] = box
            self._show_sample(box)
        grid.setRowStretch(len(self._register.imports), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _box(self, field: str) -> Dropdown:
        box = Dropdown()
        box.setFixedWidth(240)
        box.addItem(_("不导入"), NONE)
        for column, header in enumerate(self._look.plan.headers):
            box.addItem(_("{letter} 列 {header}").format(letter=letter(column), header=header or _("（无表头）")), column)
        box.setCurrentIndex(box.findData(self._look.plan.columns.get(field, NONE)))
        box.currentIndexChanged.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        self._show_sample(self.sender())  # type: ignore[arg-type]
        self._tell_unknown()
        self.changed.emit()

    def _show_sample(self, box: Dropdown) -> None:
        column = box.currentData()
        box.property("sample").setText("" if column == NONE else self._look.samples[column])

    def _tell_unknown(self) -> None:
        unknown, missing = self.plan().unknown, self.plan().missing
        told = [_("缺少必需的列：{labels}").format(labels="、".join(missing))] if missing else []
        if unknown:
            told.append(_("没有对应的列，不会导入：{headers}").format(headers="、".join(unknown)))
        self._unknown.setText("\n".join(told))
        self._unknown.setVisible(bool(told))


class MappingPage(QWidget):
    """All sheets as tabs. `changed` comes when the choice does."""

    changed = Signal()

    def __init__(self, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._register = register
        self.sheets: list[SheetMapping] = []
        self._tabs = QTabWidget()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._tabs)

    def show_looks(self, looks: Sequence[Look]) -> None:
        self._tabs.clear()
        self.sheets = [SheetMapping(self._register, look) for look in looks]
        for look, sheet in zip(looks, self.sheets, strict=True):
            self._tabs.addTab(sheet, look.plan.sheet)
            sheet.changed.connect(self.changed)
        fitting = [number for number, look in enumerate(looks) if look.fits]
        self._tabs.setCurrentIndex(fitting[0] if fitting else 0)

    def plans(self) -> list[Plan]:
        return [sheet.plan() for sheet in self.sheets if sheet.take.isChecked()]

    def stands_against(self) -> str:
        """What keeps the import from going on, in a sentence; "" when nothing does."""
        plans = self.plans()
        if not plans:
            return _("请至少勾选一张表")
        missing = next((plan for plan in plans if plan.missing), None)
        if missing is None:
            return ""
        return _("“{sheet}”缺少必需的列：{labels}").format(sheet=missing.sheet, labels="、".join(missing.missing))
