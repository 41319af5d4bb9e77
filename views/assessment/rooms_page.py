"""考场与出勤: a session's rooms at the left, the chosen room's seats as they stand, attendance by keyboard.

One line takes a seat number, a ticket or a name; Enter marks who it names as present. On the seats the arrows move, Space is
present, A absent, L left. Everything else opens its command's dialog.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from resources.texts import _
from views.assessment.rooms_seen import InRoom, Place, Seen, named, seen, sessions, set_of
from views.kit import theme
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

SEAT = Qt.ItemDataRole.UserRole
_TONES = {"present": "good", "absent": "caution", "refused": "danger", "left": "plain"}
_ASKING = ("assessment.draw_station", "assessment.note_outing", "assessment.report_violation")  # more to say than the seat
_KEYS = (
    ("F2", _("场次就绪"), "assessment.ready_session"), ("F3", _("开考"), "assessment.start_session"), ("F4", _("封门"), "assessment.close_gate"),
    ("F5", _("登记延误"), "assessment.delay_session"), ("F6", _("办结考场"), "assessment.close_room"), ("F7", _("结束场次"), "assessment.end_session"),
)  # fmt: skip


class SeatGrid(QTableWidget):
    """The seats as they stand, front row on top, numbers running down each column. `acted` carries a seat and its key."""

    acted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(58)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(True)
        self.setAccessibleName(_("座位"))

    def show_places(self, columns: int, rows: int, places: Sequence[Place]) -> None:
        """Draw the seats; the one chosen before stays chosen."""
        kept = self.currentRow(), self.currentColumn()
        self.clear()
        self.setRowCount(rows)
        self.setColumnCount(columns)
        for place in places:
            column, row = divmod(place.number - 1, rows)
            item = QTableWidgetItem(f"{place.number:02d}  {place.name}\n{place.told or _('未登记')}")
            item.setData(SEAT, place.seat)
            item.setToolTip(place.ticket)
            if place.state:
                ink, ground = theme.pill(_TONES[place.state])
                item.setForeground(ink)
                item.setBackground(ground)
            self.setItem(row, column, item)
        if kept[0] >= 0:
            self.setCurrentCell(*kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        acts = {Qt.Key.Key_Space: "assessment.mark_present", Qt.Key.Key_A: "assessment.mark_absent", Qt.Key.Key_L: "assessment.mark_left",
                Qt.Key.Key_D: "assessment.draw_station", Qt.Key.Key_O: "assessment.note_outing", Qt.Key.Key_V: "assessment.report_violation"}  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if item is not None and act:
            self.acted.emit(item.data(SEAT), act)
            return
        super().keyPressEvent(event)


class RoomsPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._lists, self._reads, self._does, self._prints = (Asker(self, shell) for _number in range(4))
        self.seen: Seen | None = None
        self.session, self.rooms, self.grid = QComboBox(), QListWidget(), SeatGrid()
        self.line, self.findings = QLineEdit(), FindingsBox()
        self.title, self.times, self.counts = label("", "heading"), label("", "muted"), label("", "muted")
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("考场与出勤"), "title"))
        head.addStretch(1)
        self.session.setMinimumWidth(360)
        self.session.setAccessibleName(_("场次"))
        head.addWidget(self.session)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right(), 4)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        for key, title, name in _KEYS:
            made = button(f"{key} {title}", partial(self._ask, name))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            QShortcut(QKeySequence(key), self, made.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(button(_("成套文件…"), self._choose_set))
        foot.addWidget(button(_("打开场次"), self._open))
        column.addLayout(foot)

    def _left(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(14, 12, 14, 12)
        lines.addWidget(label(_("考场"), "section"))
        self.rooms.setAccessibleName(_("考场"))
        lines.addWidget(self.rooms, 1)
        lines.addWidget(self.counts)
        return frame

    def _right(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        self.line.setPlaceholderText(_("座位号、准考证号或姓名，回车登记到考"))
        self.line.setAccessibleName(_("登记到考"))
        hint = _("座位上：空格 到考，A 缺考，L 离场，D 抽取工位，O 短时离开，V 登记违纪")
        for part in (self.title, self.times, self.line, self.findings):
            lines.addWidget(part)
        lines.addWidget(self.grid, 1)
        lines.addWidget(label(hint, "small"))
        return frame

    def _connect(self) -> None:
        self.session.currentIndexChanged.connect(self._read)
        self.rooms.currentRowChanged.connect(self._read)
        self.line.returnPressed.connect(self.enter)
        self.grid.acted.connect(self._act)
        self.findings.cited.connect(self._shell.cite)
        QShortcut(QKeySequence("Esc"), self, self.line.setFocus, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # reading

    def refresh(self) -> None:
        self._lists.ask(sessions, self._listed)

    def _listed(self, found: Sequence[tuple[int, str]]) -> None:
        kept = self.session.currentData()
        self.session.blockSignals(True)
        self.session.clear()
        for id_, title in found:
            self.session.addItem(title, id_)
        self.session.setCurrentIndex(max(0, self.session.findData(kept)) if found else -1)
        self.session.blockSignals(False)
        if not found:
            self.title.setText(_("近期没有考试场次"))
        self._read()

    def _read(self) -> None:
        session, item = self.session.currentData(), self.rooms.currentItem()
        if session is not None:
            room = int(item.data(SEAT)) if item is not None else 0
            self._reads.ask(lambda context: seen(context, session, room), self._heard)

    def _heard(self, found: Seen | None) -> None:
        self.seen = found
        if found is None:
            return
        self.title.setText(found.title)
        self.times.setText(found.times)
        self._show_rooms(found.rooms, found.room)
        self.grid.show_places(found.columns, found.rows, found.places)

    def _show_rooms(self, rooms: Sequence[InRoom], chosen: int) -> None:
        self.rooms.blockSignals(True)
        self.rooms.clear()
        for room in rooms:
            state = _("已办结") if room.closed else _("未登记 {n}").format(n=room.open) if room.open else _("已登记")
            told = _("到 {a} 缺 {b}").format(a=room.present, b=room.absent)
            item = QListWidgetItem(f"{room.code}  {_('{n} 人').format(n=room.count)}\n{told}  {state}")
            item.setData(SEAT, room.id)
            self.rooms.addItem(item)
            if room.id == chosen:
                self.rooms.setCurrentItem(item)
        self.rooms.blockSignals(False)
        self.counts.setText(_("应到 {n}，实到 {a}，缺考 {b}").format(
            n=sum(room.count for room in rooms), a=sum(room.present for room in rooms), b=sum(room.absent for room in rooms)))  # fmt: skip

    # acting

    def enter(self) -> None:
        """Who is named in the line is present now; the line is free for the next one."""
        place = named(self.seen.places, self.line.text()) if self.seen else None
        if place is None:
            self._shell.say(_("本考场没有这个座位、准考证号或姓名"), "caution")
            return
        self.line.clear()
        self._act(place.seat, "assessment.mark_present")

    def _act(self, seat: int, command: str) -> None:
        if command in _ASKING:
            self._dialog(command, seat)
            return

        def answered(answer: Answer) -> None:
            if answer.outcome.done:
                self.findings.show_findings([])
                self._shell.changed()
                self._read()
            elif answer.outcome.needs_reason or any(one["about"] for one in answer.findings):
                self._dialog(command, seat)
            else:
                self.findings.show_findings(answer.findings)

        self._does.run(carried_out(self._shell.centre, command, seat, None, "", {}), answered)

    def _ask(self, command: str, _checked: bool = False) -> None:
        if self.seen is not None:
            self._dialog(command, self.seen.id)

    def _dialog(self, command: str, key: int, given: dict[str, Any] | None = None) -> CommandDialog:
        dialog = CommandDialog(self._shell, command, key, given=given, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._carried)
        dialog.open()
        return dialog

    def _carried(self, _outcome: object) -> None:
        self._shell.changed()
        self._read()

    def _choose_set(self) -> None:
        """All papers of the batch into one file: PDF, or ZIP with a PDF for each part."""
        if self.seen is not None:
            name, _filter = QFileDialog.getSaveFileName(self, _("成套考务文件"), "", "PDF (*.pdf);;ZIP (*.zip)")
            if name:
                self.save_set(Path(name))

    def save_set(self, path: Path) -> None:
        if self.seen is not None:
            self._prints.run(set_of(self._shell.centre, self.seen.batch, path), self._saved, _("成套考务文件"))

    def _saved(self, told: str) -> None:
        self._shell.say(told, "good" if told.startswith(_("已打印")) else "danger")

    def _open(self) -> None:
        if self.seen is not None:
            self._shell.open("assessment.sessions", self.seen.id)
