"""成绩录入: the sheet of one subject, typed by one person without seeing the other's entry; beside it what two entries differ in.

The line takes what the sheet says: digits and Enter, Q absent, W violation, Z cheating, H put off. The arrows move, a ticket (or its
end) after a slash goes there. What is typed is saved every few lines, on Ctrl+S and on leaving.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from models.core.acts import COMMANDS
from resources.texts import _
from views.assessment.scores_seen import Row, Seen, batches, read, seen
from views.assessment.scores_tables import difference_lines, sheet_lines
from views.kit.asking import Asker
from views.kit.begun import Answer, carried_out
from views.kit.command_dialog import CommandDialog
from views.kit.findings import FindingsBox
from views.kit.lines import table
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

SAVED_EVERY = 10  # lines typed between two saves: what a lost machine costs at most
_TURNS = {1: _("第一次录入"), 2: _("第二次录入")}


class ScoresPage(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._shell = shell
        self._lists, self._reads, self._does = (Asker(self, shell) for _number in range(3))
        self.seen: Seen | None = None
        self.waiting: dict[str, str] = {}  # typed, not saved yet
        self._saving = False
        self._shown: tuple[int, str] | None = None  # batch and subject whose rows stand in the table
        self.batch, self.subject = QComboBox(), QComboBox()
        self.turn, self.who, self.told = label("", "section"), label("", "heading"), label("", "muted")
        self.counts, self.differ = label("", "muted"), label("", "section")
        self.line, self.progress, self.findings = QLineEdit(), QProgressBar(), FindingsBox()
        self.sheet, self.differences = sheet_lines(self.waiting, self), difference_lines(self)
        self.rows = table(self.sheet, _("登分表"), (150, 110, 100))
        self.pairs = table(self.differences, _("录入差异"), (110, 76, 62, 62))
        self._build()
        self._connect()
        self.refresh()

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("成绩录入"), "title"))
        head.addStretch(1)
        for box, name, width in ((self.batch, _("批次"), 340), (self.subject, _("科目"), 110)):
            box.setMinimumWidth(width)
            box.setAccessibleName(name)
            head.addWidget(box)
        column.addLayout(head)
        column.addWidget(self.findings)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left(), 5)
        row.addWidget(self._right(), 4)
        column.addLayout(row, 1)

    def _left(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.turn)
        top.addStretch(1)
        top.addWidget(self.told)
        self.line.setPlaceholderText(_("成绩，回车到下一人"))
        self.line.setAccessibleName(_("成绩"))
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters are keys here, not pinyin
        self.line.installEventFilter(self)
        entry = QHBoxLayout()
        entry.addWidget(self.who, 1)
        self.line.setFixedWidth(190)
        entry.addWidget(self.line)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        lines.addLayout(top)
        lines.addWidget(self.progress)
        lines.addLayout(entry)
        lines.addWidget(self.rows, 1)
        hint = label(_("数字+回车 · Q 缺考 W 违纪 Z 作弊 H 缓考 · ↑↓ 换人 · /准考证尾号 跳到此人 · Ctrl+S 保存"), "small", wrap=True)
        self.drop = button(_("放弃未保存的录入"), self.discard, "link")
        self.drop.hide()
        lines.addWidget(hint)
        lines.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _right(self) -> QWidget:
        frame = card()
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        lines.addWidget(self.differ)
        lines.addWidget(self.counts)
        lines.addWidget(self.pairs, 1)
        lines.addWidget(label(_("两次录入不一致的由第三人看原始评分表裁定；录入人看不到另一人的数字。"), "small", wrap=True))
        foot = QHBoxLayout()
        self.decide = button(_("裁定…"), self.settle, "primary")
        foot.addWidget(self.decide)
        foot.addStretch(1)
        foot.addWidget(button(_("打开批次"), self._open))
        lines.addLayout(foot)
        return frame

    def _connect(self) -> None:
        self.batch.currentIndexChanged.connect(self._choose)
        self.subject.currentIndexChanged.connect(self._choose)
        self.line.returnPressed.connect(self.enter)
        self.rows.selectionModel().currentRowChanged.connect(self._show_current)
        self.rows.clicked.connect(self.line.setFocus)
        self.pairs.activated.connect(self.settle)
        self.pairs.selectionModel().currentRowChanged.connect(self._show_decide)
        self.findings.cited.connect(self._shell.cite)
        for keys, act in (("Ctrl+S", self.save), ("Esc", self.line.setFocus)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # reading

    def refresh(self) -> None:
        self._lists.ask(batches, self._listed)

    def _listed(self, found: Sequence[tuple[int, str]]) -> None:
        _fill(self.batch, found, self.batch.currentData())
        if not found:
            self.who.setText(_("没有等待录入成绩的批次"))
            self._heard(None)
        self._read()

    def _choose(self) -> None:
        """Another batch or subject: what was typed belongs to the sheet before and is saved there first."""
        if self.waiting:
            self.save()
        else:
            self._read()

    def _read(self) -> None:
        batch, subject = self.batch.currentData(), self.subject.currentData() or ""
        if batch is not None and not (self.waiting and (batch, subject) != self._shown):
            self._reads.ask(lambda context: seen(context, batch, subject), self._heard)

    def _stay(self) -> None:
        """The sheet with something unsaved stays chosen."""
        for box, chosen in zip((self.batch, self.subject), self._shown or (), strict=False):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(chosen))
            box.blockSignals(False)

    def _heard(self, found: Seen | None) -> None:
        if found is not None and self.waiting and (found.batch, found.subject) != self._shown:
            self._stay()  # something was typed while another sheet was read
            return
        self.seen = found
        self.line.setEnabled(found is not None and self._may("assessment.enter_scores"))
        if found is None:
            return
        _fill(self.subject, found.subjects, found.subject)
        again = self._shown == (found.batch, found.subject)
        row = self.rows.currentIndex().row()
        self._shown = found.batch, found.subject
        self.sheet.show(found.rows)
        self.differences.show(found.differences)
        self.turn.setText(_TURNS.get(found.turn or 0, _("两人已录入")))
        self._go(row if again and row >= 0 else self._free(0))
        if found.differences:
            self.pairs.selectRow(next((at for at, one in enumerate(found.differences) if not one.decided), 0))
        self._show_counts()
        self._show_decide()

    def _show_counts(self) -> None:
        if self.seen is None:
            return
        people, done = len(self.seen.rows), self.seen.done + sum(1 for row in self.seen.rows if row.key in self.waiting and not row.typed)
        self.progress.setRange(0, max(people, 1))
        self.progress.setValue(done)
        waiting = _("，待保存 {n}").format(n=len(self.waiting)) if self.waiting else ""
        self.told.setText(_("已录 {n} / {all}").format(n=done, all=people) + waiting)
        self.differ.setText(_("差异 {n} 处").format(n=self.seen.open) if self.seen.open else _("没有未裁定的差异"))
        self.counts.setText(_("两次一致或已裁定 {n} / {all}").format(n=self.seen.counted, all=people))

    def _current(self) -> Row | None:
        at = self.rows.currentIndex().row()
        return self.sheet.rows[at] if 0 <= at < len(self.sheet.rows) else None

    def _show_current(self) -> None:
        row = self._current()
        self.who.setText(f"{row.ticket}  {row.name}".strip() if row else _("全部录完"))
        self.line.setReadOnly(row is None or row.closed)

    def _show_decide(self) -> None:
        at = self.pairs.currentIndex().row()
        chosen = self.differences.rows[at] if 0 <= at < len(self.differences.rows) else None
        may = self._may("assessment.settle_score")
        self.decide.setEnabled(may and chosen is not None and not chosen.decided and not chosen.mine)
        self.decide.setToolTip(_("录入人不能裁定自己录入的成绩") if chosen is not None and chosen.mine else "")

    def _may(self, command: str) -> bool:
        return bool(COMMANDS[command].roles & self._shell.centre.actor.roles)

    # typing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the line move on the sheet."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}.get(Qt.Key(event.key()))
            if step:
                self._go(self.rows.currentIndex().row() + step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, row: int) -> None:
        if self.sheet.rows:
            at = min(max(row, 0), len(self.sheet.rows) - 1)
            self.rows.selectRow(at)
            self.rows.scrollTo(self.sheet.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._show_current()

    def _free(self, start: int) -> int:
        """The next row from here that this person has still to type; the last one when there is none."""
        rows = self.sheet.rows
        return next(
            (at for at in range(start, len(rows)) if not (rows[at].typed or rows[at].closed or rows[at].key in self.waiting)), len(rows) - 1
        )

    def enter(self) -> None:
        """What stands in the line is the score of the current person; the line is free for the next one."""
        typed, row = self.line.text().strip(), self._current()
        if typed.startswith("/"):
            self._jump(typed[1:])
            return
        if row is None or row.closed:
            self._shell.say(_("此人此科已有两次录入，不能再录"), "caution")
            return
        told = read(typed, self._shell.centre.today())
        if not told:
            self._shell.say(_("成绩为 0 至 100、最多一位小数，或 Q W Z H"), "caution")
            self.line.selectAll()
            return
        self.line.clear()
        self.waiting[row.key] = told
        at = self.rows.currentIndex().row()
        self.sheet.touch(at)
        self._show_counts()
        if len(self.waiting) >= SAVED_EVERY or at == len(self.sheet.rows) - 1:
            self.save()
        self._go(at + 1)

    def _jump(self, words: str) -> None:
        found = [at for at, row in enumerate(self.sheet.rows) if words and (row.key.endswith(words) or row.name == words)]
        if len(found) == 1:
            self.line.clear()
            self._go(found[0])
        else:
            self._shell.say(_("本科目没有这个准考证号，或不止一人"), "caution")

    def save(self) -> None:
        """Hand over what was typed; what is refused stays in the table to be handed over again."""
        if self.seen is None or not self.waiting or self._saving:
            return
        sent, self._saving = dict(self.waiting), True
        given = {"subject": self.seen.subject, "scores": "\n".join(f"{key} {told}" for key, told in sent.items())}

        def answered(answer: Answer) -> None:
            self._saving = False
            self.findings.show_findings(answer.findings)
            self.drop.setVisible(not answer.outcome.done)
            if not answer.outcome.done:
                self._stay()
                return
            for key, told in sent.items():
                if self.waiting.get(key) == told:
                    del self.waiting[key]
            if self.waiting and self._shown != (self.batch.currentData(), self.subject.currentData()):
                self.save()  # typed meanwhile, and the person wants to go on to another sheet
            self._shell.changed()
            self._read()

        self._does.run(
            carried_out(self._shell.centre, "assessment.enter_scores", self.seen.batch, None, "", given), answered, failed=self._failed
        )

    def discard(self) -> None:
        """Forget what was typed and refused."""
        self.waiting.clear()
        self.drop.hide()
        self.findings.show_findings([])
        self._read()

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self._stay()
        self._shell.say(str(error), "danger")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)

    # deciding

    def settle(self) -> None:
        """The third person decides on the chosen difference."""
        at = self.pairs.currentIndex().row()
        if self.seen is None or not self.decide.isEnabled() or at < 0:
            return
        given = {"ticket": self.differences.rows[at].key, "subject": self.seen.subject}
        dialog = CommandDialog(self._shell, "assessment.settle_score", self.seen.batch, given=given, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._carried)
        dialog.open()

    def _carried(self, _outcome: object) -> None:
        self._shell.changed()
        self._read()

    def _open(self) -> None:
        if self.seen is not None:
            self._shell.open("assessment.batches", self.seen.batch)


def _fill(box: QComboBox, entries: Sequence[tuple[object, str]], chosen: object) -> None:
    """New entries without telling anybody; `chosen` is kept where it still exists."""
    box.blockSignals(True)
    box.clear()
    for key, told in entries:
        box.addItem(told, key)
    box.setCurrentIndex(max(0, box.findData(chosen)) if entries else -1)
    box.blockSignals(False)
