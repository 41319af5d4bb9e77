"""The board of one batch: its legal calendar, what is missing now, numbers, papers, and the ways from here."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.assessment.board import Board, Figure, Next, Paper, board_of
from resources.texts import _
from views.assessment.calendar_strip import CalendarStrip
from views.kit.asking import Asker
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox, as_text
from views.kit.flow import FlowLayout
from views.kit.parts import button, card, clear, label
from views.kit.pills import PillLabel
from views.kit.shell import Shell
from views.kit.theme import mark

_FIGURES_A_ROW = 5
_SHOWN = 8  # lines of a list before the rest is only counted


class BatchBoard(QWidget):
    """One batch on the whole page. `left` is emitted when the person goes back to the list."""

    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._reads = shell, Asker(self, shell)
        self.board: Board | None = None
        mark(self, kind="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # nothing of the list below shines through
        self._build()
        self.strip.cited.connect(shell.cite)

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addLayout(self._head())
        self._way = label("", "small", wrap=True)
        self._subtitle = label("", "muted", wrap=True, selectable=True)
        lines.addWidget(self._subtitle)
        area, inside = QScrollArea(), QWidget()
        mark(inside, kind="clear")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._body.addWidget(self._calendar())
        self._body.addLayout(self._columns())
        self._body.addStretch(1)
        lines.addWidget(area, 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.back = button(_("← 批次列表"), self.left.emit, "link")
        self._title, self._state = label("", "title", selectable=True), PillLabel()
        line.addWidget(self.back)
        line.addWidget(self._title)
        line.addWidget(self._state)
        line.addStretch(1)
        return line

    def _calendar(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        self._calendar_title = label(_("法定日程"), "section")
        self.strip = CalendarStrip()
        column.addWidget(self._calendar_title)
        column.addWidget(self.strip)
        column.addWidget(self._way)
        return frame

    def _columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(12)
        self._now, self._numbers, self._papers = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for title, inner, share in ((_("下一步与所缺"), self._now, 5), (_("人数"), self._numbers, 4), (_("材料与经过"), self._papers, 4)):
            frame = card()
            column = QVBoxLayout(frame)
            column.setContentsMargins(16, 12, 16, 12)
            column.setSpacing(8)
            column.addWidget(label(title, "section"))
            inner.setSpacing(8)
            column.addLayout(inner)
            column.addStretch(1)
            columns.addWidget(frame, share, Qt.AlignmentFlag.AlignTop)
        return columns

    # What it shows

    def show_batch(self, batch_id: int) -> None:
        self._reads.ask(lambda context: board_of(context, batch_id), self._heard)

    def reload(self) -> None:
        if self.board is not None:
            self.show_batch(self.board.batch_id)

    def _heard(self, board: Board | None) -> None:
        self.board = board
        if board is None:
            self.left.emit()
            return
        self._title.setText(board.title)
        self._subtitle.setText(board.subtitle)
        self._state.show_pill(board.state, board.tone)
        self._calendar_title.setText(_("法定日程") if board.points else _("仅登记的批次：不跟踪期限"))
        self.strip.show_points(board.points)
        self.strip.setVisible(bool(board.points))
        self._way.setText(" › ".join(("● " if done else "○ ") + name for name, done in board.way))
        self._way.setVisible(bool(board.way))
        self._show_now(board)
        self._show_numbers(board.figures)
        self._show_papers(board)

    def _show_now(self, board: Board) -> None:
        clear(self._now)
        acts = QWidget()
        flow = FlowLayout(acts)
        first = True
        for one in board.next:
            shut = [finding for finding in one.against if finding["severity"] == "block"]
            kind = "refused" if shut else "danger" if one.danger else "primary" if first and one.moves else ""
            made = button(one.title, self._clicked, kind)
            first = first and kind != "primary"
            made.setProperty("act", one.command)
            made.setToolTip(as_text(one.against) if one.against else one.title)
            made.setAccessibleDescription(as_text(one.against))
            flow.addWidget(made)
        self._now.addWidget(acts if board.next else label(_("没有下一步"), "muted"))
        self._show_against(board.next)
        if board.lacking:
            self._now.addWidget(label(_("案卷还缺：{list}").format(list="、".join(board.lacking)), "muted", wrap=True))

    def _show_against(self, moves: Sequence[Next]) -> None:
        """What stands against the first move on the way; the others say it in their tooltips."""
        first = next((one for one in moves if one.against), None)
        if first is None or moves[0] is not first:
            return
        box = FindingsBox()
        box.cited.connect(self._shell.cite)
        box.show_findings(first.against, _("不能{title}：").format(title=first.title) if first.against[0]["severity"] == "block" else "")
        self._now.addWidget(box)

    def _show_numbers(self, figures: Sequence[Figure]) -> None:
        clear(self._numbers)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number, one in enumerate(figures):
            row, column = divmod(number, _FIGURES_A_ROW)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label(one.value, "number"))
            cell.addWidget(self._name_of(one))
            grid.addLayout(cell, row, column)
        self._numbers.addLayout(grid)

    def _name_of(self, one: Figure) -> QLabel:
        if not one.register:
            return label(one.label, "small")
        return _Jump(one.label, one.register, self._shell)

    def _show_papers(self, board: Board) -> None:
        clear(self._papers)
        if board.abnormal:
            self._papers.addWidget(label(_("异常操作 {n} 项").format(n=len(board.abnormal)), "", "caution"))
        for paper in (*board.abnormal, *board.papers, *board.course)[:_SHOWN]:
            self._papers.addWidget(self._paper(paper))
        rest = len(board.abnormal) + len(board.papers) + len(board.course) - _SHOWN
        if rest > 0:
            self._papers.addWidget(label(_("另有 {n} 条，见记录").format(n=rest), "muted"))
        if not board.papers and not board.course:
            self._papers.addWidget(label(_("还没有"), "muted"))

    def _paper(self, paper: Paper) -> QWidget:
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        known = paper.register and paper.record_id
        line.addWidget(_Jump(paper.title, paper.register, self._shell, paper.record_id) if known else label(paper.title, wrap=True))
        line.addWidget(label(paper.detail, "small", wrap=True))
        return holder

    # What it does

    def _clicked(self) -> None:
        self.start(self.sender().property("act"))

    def start(self, name: str) -> CommandDialog | None:
        """Begin a move; where rules stand against it they are on the page already."""
        assert self.board is not None
        move = next(one for one in self.board.next if one.command == name)
        if any(finding["severity"] == "block" for finding in move.against):
            self._shell.say(as_text(move.against[:1]), "caution")
            return None
        dialog = CommandDialog(self._shell, name, self.board.batch_id, self.board.version, {}, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog


class _Jump(QLabel):
    """A name that leads to a register, or to one of its records, by mouse or keyboard."""

    def __init__(self, text: str, register: str, shell: Shell, record_id: int | None = None):
        super().__init__()
        self._shell, self._register, self._record = shell, register, record_id
        self.setText(f'<a href="{escape(register)}" style="text-decoration:none">{escape(text)}</a>')
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.linkActivated.connect(self._follow)

    def _follow(self) -> None:
        self._shell.open(self._register, self._record)
