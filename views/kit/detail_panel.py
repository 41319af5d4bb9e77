"""The detail panel of a record: what can be done next, what the rules say, facts, timeline, files, relations."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.core import acts
from models.core.acts import Outcome
from models.core.registers import Register
from resources.texts import _
from views.kit.asking import Asker
from views.kit.command_dialog import CommandDialog
from views.kit.detail import Act, Detail, Kept, checked, content_of, detail_of, whole_value
from views.kit.detail_sections import Attachments, Facts, Related, Timeline
from views.kit.findings import FindingsBox, as_text
from views.kit.flow import FlowLayout
from views.kit.parts import button, clear, label
from views.kit.print_preview import PreviewDialog, can_show
from views.kit.printing import PrintMenu
from views.kit.shell import Shell
from views.kit.strips import strip_for
from views.kit.theme import mark

MARGIN = 16
BUTTONS = 5  # acts that stand as buttons; the rest is one click away


class DetailPanel(QFrame):
    """`shown` comes when a record is on screen (its id), 0 when none is."""

    shown = Signal(int)

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None):
        super().__init__(parent)
        self._shell, self._register = shell, register
        self.detail: Detail | None = None
        self._record: int | None = None
        self._reads, self._checks, self._does = Asker(self, shell), Asker(self, shell), Asker(self, shell)
        mark(self, kind="card")
        self._build()
        self._connect()
        self.show_nothing()

    def _build(self) -> None:
        self._title = label("", "heading", wrap=True, selectable=True)
        self._subtitle = label("", "muted", wrap=True, selectable=True)
        self._empty = label(_("在左侧选择一条记录"), "muted")
        self._buttons = QWidget()
        self._acts = FlowLayout(self._buttons)
        self._act_buttons: list[QPushButton] = []
        self.refusal, self.notes = FindingsBox(), FindingsBox()
        self.facts, self.timeline, self.related = Facts(), Timeline(), Related()
        self.attachments = Attachments(self.add_attachment)
        self.strip = strip_for(self._shell, self._register.key)
        inside = QWidget()
        mark(inside, kind="clear")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._lines.setSpacing(10)
        own: list[QWidget] = [self.strip] if isinstance(self.strip, QWidget) else []
        self._parts = (self._title, self._subtitle, *own, self._buttons, self.refusal, self.notes, self.facts, self.timeline,
                       self.attachments, self.related)  # fmt: skip
        for part in (self._empty, *self._parts):
            self._lines.addWidget(part)
        self._lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._area = area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area)

    def _connect(self) -> None:
        self.refusal.cited.connect(self._shell.cite)
        self.notes.cited.connect(self._shell.cite)
        self.facts.wanted.connect(self.reveal)
        self.related.followed.connect(self._shell.open)
        self.attachments.opened.connect(self.open_attachment)
        self.attachments.dropped.connect(self.drop_attachment)

    def put(self, part: QWidget) -> None:
        """A part of the page's own, between findings and facts. It listens to `shown` and hides itself for 0."""
        self._lines.insertWidget(self._lines.indexOf(self.facts), part)

    # What it shows

    def show_record(self, record_id: int) -> None:
        """Show a record; what stood here stays until the new one is read."""
        if record_id != self._record:
            self._area.verticalScrollBar().setValue(0)
        self._record = record_id
        register = self._register
        self._reads.ask(lambda context: detail_of(context, register, record_id), self._heard)

    def reload(self) -> None:
        if self._record is not None:
            self.show_record(self._record)

    def show_nothing(self) -> None:
        self._record, self.detail = None, None
        self._reads.forget()
        for part in self._parts:
            part.hide()
        self._empty.show()
        self.shown.emit(0)

    def _heard(self, detail: Detail | None) -> None:
        if detail is None:
            self.show_nothing()
            return
        self.detail = detail
        self._empty.hide()
        if self.strip is not None:
            self.strip.show_record(detail.record_id)
        self._title.setText(detail.title)
        self._subtitle.setText(detail.subtitle)
        self._title.show()
        self._subtitle.setVisible(bool(detail.subtitle))
        self._show_acts(detail)
        self.notes.show_findings(detail.notes)
        self.facts.show_facts(detail.facts)
        self.timeline.show_history(detail.history, self._shell.centre.today().year)
        self.attachments.show_files(detail.attachments, detail.may_attach)
        self.related.show_links(detail.related)
        self._check(detail)
        self.shown.emit(detail.record_id)

    def _check(self, detail: Detail) -> None:
        ids = [one.id for one in detail.attachments]
        if ids:
            self._checks.ask(lambda context: {one: checked(context, one) for one in ids}, self.attachments.show_check)

    # Acts

    def _show_acts(self, detail: Detail) -> None:
        """What can be done stands first, then what a rule refuses, then what other roles do."""
        clear(self._acts)
        ordered = sorted(detail.acts, key=lambda act: (bool(act.against), act.by_role, act.danger))
        self._act_buttons = [self._act_button(act, first=number == 0) for number, act in enumerate(ordered[:BUTTONS])]
        for made in self._act_buttons:
            self._acts.addWidget(made)
        if ordered[BUTTONS:]:
            self._acts.addWidget(self._more(ordered[BUTTONS:]))
        if detail.forms:
            self._acts.addWidget(PrintMenu(self._shell, self._register, detail.forms, detail.record_id))
        self._buttons.setVisible(self._acts.count() > 0)
        by_rule = next((act for act in ordered[:BUTTONS] if act.against and not act.by_role), None)
        self._explain(by_rule)

    def _more(self, rest: Sequence[Act]) -> QPushButton:
        made = QPushButton(_("更多 ▾"))
        made.setAutoDefault(False)
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        for act in rest:
            action = menu.addAction(_("{title}（不可用）").format(title=act.title) if act.against else act.title)
            action.setData(act.name)
            action.setToolTip(as_text(act.against) if act.against else act.title)
            action.triggered.connect(self._picked)
        made.setMenu(menu)
        return made

    def _picked(self) -> None:
        self.start(self.sender().data())  # type: ignore[attr-defined]

    def _act_button(self, act: Act, *, first: bool) -> QPushButton:
        kind = "refused" if act.against else "danger" if act.danger else "primary" if first else ""
        made = button(act.title, self._clicked, kind)
        made.setProperty("act", act.name)
        if act.against:
            why = as_text(act.against)
            made.setToolTip(why)
            made.setAccessibleDescription(why)
        return made

    def _clicked(self) -> None:
        self.start(self.sender().property("act"))

    def start(self, name: str) -> CommandDialog | None:
        """Begin an act on the record shown: its dialog; or, where rules stand against it, why and what instead."""
        assert self.detail is not None
        act = next(act for act in self.detail.acts if act.name == name)
        if act.against:
            self._explain(act)
            return None
        return self._open_dialog(name, self.detail.record_id, self.detail.version)

    def act_buttons(self) -> list[QPushButton]:
        """The acts that stand as buttons, in their order."""
        return self._act_buttons

    def _explain(self, act: Act | None) -> None:
        self.refusal.show_findings(act.against if act else (), _("不能{title}：").format(title=act.title) if act else "")

    def _open_dialog(self, name: str, record_id: int | None, version: int | None, **given: object) -> CommandDialog:
        dialog = CommandDialog(self._shell, name, record_id, version, given, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # Whole numbers, files

    def reveal(self, name: str) -> None:
        """Show a masked field in full; the audit trail says who looked."""
        assert self.detail is not None
        work = acts.calling(self._shell.centre, "core.reveal", subject=self.detail.subject, field=name)
        self._does.run(work, lambda outcome: self._revealed(outcome, name))

    def _revealed(self, outcome: Outcome, name: str) -> None:
        if not outcome.done or self.detail is None:
            self._shell.say(_("没有查看完整证件号的权限"), "danger")
            return
        register, record_id = self._register, self.detail.record_id
        self._does.ask(
            lambda context: whole_value(context, register, record_id, name),
            lambda text: self.facts.show_whole(name, text),
        )

    def add_attachment(self) -> None:
        assert self.detail is not None
        self._open_dialog("core.attach", None, None, subject=self.detail.subject)

    def drop_attachment(self, attachment_id: int) -> None:
        kept: Sequence[Kept] = self.detail.attachments if self.detail else ()
        version = next(one.version for one in kept if one.id == attachment_id)
        self._open_dialog("core.detach", attachment_id, version)

    def open_attachment(self, attachment_id: int) -> None:
        self._does.ask(lambda context: content_of(context, attachment_id), self._show_content)

    def _show_content(self, found: tuple[str, bytes | None, str]) -> None:
        """PDF and pictures in our own window, so that no readable copy stays on the disk; others are saved."""
        name, content, shut = found
        if shut:
            self._shell.say(shut, "danger")
        elif content is None:
            self._shell.say(_("“{name}”缺失或校验不一致，请用备份恢复").format(name=name), "danger")
        elif can_show(name):
            PreviewDialog(self._shell, name, content, self.window()).open()
        else:
            chosen, _filter = QFileDialog.getSaveFileName(self, _("保存附件"), name)
            if chosen:
                Path(chosen).write_bytes(content)
                self._shell.say(_("已保存到 {path}").format(path=chosen), "good")
