"""The filter bar of a register: text, named answers, date ranges, and the person's own saved views."""

import json
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QPushButton, QWidget

from models.core import acts, queries
from models.core.registers import Register, View, default_filters
from resources.texts import _
from views.kit.asking import Asker
from views.kit.facet_button import FacetButton
from views.kit.flow import FlowLayout
from views.kit.looks import setup_of, view_of
from views.kit.parts import button
from views.kit.range_filter import RangeFilter
from views.kit.shell import Shell

PAUSE_MS = 250  # typing rests this long before the list follows
TEXT_WIDTH = 220


class FilterBar(QWidget):
    """`changed` carries the View to show. `columns_wanted` comes with a saved view."""

    changed = Signal(object)
    columns_wanted = Signal(list)

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._register = shell, register
        self.view = View(order=register.order, descending=register.descending)
        self.columns: list[str] = []  # what the table shows now; kept with a saved view
        self.saved: dict[str, dict[str, Any]] = {}
        self._ranges: dict[str, RangeFilter] = {}
        self._asks, self._acts = Asker(self, shell), Asker(self, shell)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._collect)
        self._build()
        self.load_saved()

    def _build(self) -> None:
        self._flow = FlowLayout(self, 12)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("筛选本表…"))
        self.text.setFixedWidth(TEXT_WIDTH)
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._typed)
        self.text.returnPressed.connect(self._collect)
        self._flow.addWidget(self.text)
        self.facets = {facet.name: FacetButton(facet) for facet in self._register.facets}
        for facet in self.facets.values():
            facet.changed.connect(self._collect)
            self._flow.addWidget(facet)
        self._add = QPushButton(_("+ 条件"))
        self._add.setMenu(self._conditions())
        if not default_filters(self._register):
            self._add.hide()
        self._mine = QPushButton(_("我的视图 ▾"))
        self._mine.setMenu(QMenu(self))
        self._clear = button(_("清除筛选"), self.clear, "quiet")
        self._clear.hide()
        self._exact = button("", self._drop_exact)
        self._exact.hide()
        self._flow.addWidget(self._exact)
        for part in (self._add, self._mine, self._clear):
            part.setAutoDefault(False)
            self._flow.addWidget(part)

    # The view

    def show_view(self, view: View) -> None:
        """Show these filters without telling anybody."""
        self.view = view
        self.text.blockSignals(True)
        self.text.setText(view.text)
        self.text.blockSignals(False)
        for name, facet in self.facets.items():
            facet.set_option(view.facets.get(name, ""))
        for name in list(self._ranges):
            if name not in view.ranges:
                self._drop_range(name)
        for name, span in view.ranges.items():
            self._range(name).set_span(span)
        told = [f"{self._register.field(name).label}：{words}" for name, (_value, words) in view.exact.items()]
        self._exact.setText(_("{conditions} ×").format(conditions="，".join(told)))
        self._exact.setVisible(bool(told))
        self._clear.setVisible(self.filters())

    def _drop_exact(self) -> None:
        self.show_view(replace(self.view, exact={}))
        self.changed.emit(self.view)

    def filters(self) -> bool:
        """Whether anything is left out now."""
        return bool(self.view.text.strip() or self.view.ranges or self.view.exact or any(self.view.facets.values()))

    def clear(self) -> None:
        self.show_view(View(order=self.view.order, descending=self.view.descending))
        self.changed.emit(self.view)

    def sort(self, order: str, descending: bool) -> None:
        self.view = replace(self.view, order=order, descending=descending)
        self.changed.emit(self.view)

    def _typed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._collect()

    def _collect(self) -> None:
        self._pause.stop()
        view = replace(
            self.view,
            text=self.text.text(),
            facets={name: facet.option for name, facet in self.facets.items() if facet.option},
            ranges={name: one.span for name, one in self._ranges.items() if any(one.span)},
        )
        if view != self.view:
            self.view = view
            self.changed.emit(view)
        self._clear.setVisible(self.filters())

    # Date ranges

    def _conditions(self) -> QMenu:
        menu = QMenu(self)
        for field in default_filters(self._register):
            action = menu.addAction(field.label)
            action.setData(field.name)
            action.triggered.connect(self._add_condition)
        return menu

    def _add_condition(self) -> None:
        self.add_range(self.sender().data()).open()  # type: ignore[attr-defined]

    def add_range(self, name: str) -> RangeFilter:
        """The condition on a date field, made if it is not there."""
        return self._range(name)

    def _range(self, name: str) -> RangeFilter:
        if name not in self._ranges:
            made = RangeFilter(self._register.field(name), self._shell.centre.today())
            made.changed.connect(self._collect)
            made.removed.connect(self._remove_range)
            self._ranges[name] = made
            self._flow.removeWidget(self._add)
            tail = [self._mine, self._clear]
            for widget in tail:
                self._flow.removeWidget(widget)
            for widget in (made, self._add, *tail):
                self._flow.addWidget(widget)
            made.show()
        return self._ranges[name]

    def _remove_range(self, name: str) -> None:
        self._drop_range(name)
        self._collect()

    def _drop_range(self, name: str) -> None:
        gone = self._ranges.pop(name)
        self._flow.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    # Saved views

    def load_saved(self) -> None:
        key = self._register.key
        self._asks.ask(lambda context: queries.saved_views(context, key), self._show_saved)

    def apply_saved(self, name: str) -> None:
        view, columns = view_of(self._register, self.saved[name])
        self.show_view(view)
        if columns:
            self.columns_wanted.emit(columns)
        self.changed.emit(view)

    def save_as(self, name: str) -> None:
        """Keep what is shown now under a name; an older view of the name is replaced."""
        setup = json.dumps(setup_of(self.view, self.columns), ensure_ascii=False)
        self._act("core.save_view", name=name, setup=setup)

    def drop(self, name: str) -> None:
        self._act("core.drop_view", name=name)

    def _act(self, command: str, **given: str) -> None:
        work = acts.calling(self._shell.centre, command, None, None, register=self._register.key, **given)
        self._acts.run(work, self._acted)

    def _acted(self, outcome: acts.Outcome) -> None:
        if not outcome.done:
            self._shell.say(_("视图没有保存"), "danger")
        self.load_saved()

    def _show_saved(self, saved: dict[str, dict[str, Any]]) -> None:
        self.saved = saved
        menu = self._mine.menu()
        menu.clear()
        for name in saved:
            menu.addAction(name).triggered.connect(self._apply_clicked)
        if saved:
            menu.addSeparator()
        menu.addAction(_("保存当前视图…"), self._ask_name)
        if saved:
            drop = menu.addMenu(_("删除视图"))
            for name in saved:
                drop.addAction(name).triggered.connect(self._drop_clicked)

    def _apply_clicked(self) -> None:
        self.apply_saved(self.sender().text())  # type: ignore[attr-defined]

    def _drop_clicked(self) -> None:
        self.drop(self.sender().text())  # type: ignore[attr-defined]

    def _ask_name(self) -> None:
        name, wanted = QInputDialog.getText(self, _("保存当前视图"), _("视图名称"))
        if wanted and name.strip():
            self.save_as(name.strip())
