"""A filter with a few named answers, as a button that shows the answer in force: 状态：全部 ▾."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.core.registers import Facet
from resources.texts import _


class FacetButton(QPushButton):
    changed = Signal()

    def __init__(self, facet: Facet, parent: QWidget | None = None):
        super().__init__(parent)
        self.facet = facet
        self.option = ""
        self.setAutoDefault(False)
        menu = QMenu(self)
        group = QActionGroup(menu)
        for option, words in {"": _("全部"), **facet.options}.items():
            action = QAction(words, menu, checkable=True)
            action.setData(option)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._chosen)
        self._group = group
        self.setMenu(menu)
        self.set_option("")

    def set_option(self, option: str) -> None:
        """Show an answer ("" for all) without telling anybody."""
        self.option = option
        for action in self._group.actions():
            action.setChecked(action.data() == option)
        words = self.facet.options.get(option, _("全部"))
        self.setText(_("{label}：{value} ▾").format(label=self.facet.label, value=words))

    def _chosen(self, action: QAction) -> None:
        self.set_option(action.data())
        self.changed.emit()
