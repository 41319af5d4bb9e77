"""The opened centre: navigation, top bar, the page a person works on. It is the Shell that the pages know."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import pages
from desktop.instance import BesideWatch
from desktop.job_strip import JobStrip
from desktop.jobs import Job, Jobs
from desktop.navigation import Navigation
from desktop.pages import Page
from desktop.toasts import Toasts
from desktop.top_bar import TopBar
from models.core.centre import Centre, Context
from models.core.due import INCOMPLETE, LATER, DueItem
from models.core.keeping import daily_work
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from models.core.registers import View
from resources.texts import _
from views.kit.choices import BEGIN, FORM, Choice
from views.kit.palette import Palette
from views.kit.theme import mark

_MANUAL = "manual"  # in the palette, among the pages
_IDLE_MS = 1_500  # after the desk stands, before charts are prepared


class Workspace(QWidget):
    """Implements views.kit.shell.Shell. `broken` carries an error no page asked to hear of."""

    broken = Signal(object)
    manual_asked = Signal()
    due_read = Signal(object)  # the due items of this person, whenever the desk has read them

    def __init__(self, centre: Centre, jobs: Jobs, chosen_theme: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.centre = centre
        self.pages = {page.key: page for page in pages.readable(centre.actor.roles)}
        self._jobs = jobs
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self.navigation, self.stack = Navigation(), QStackedWidget()
        self.top = TopBar(centre.actor, chosen_theme)
        self.beside = BesideWatch(centre, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        mark(self, kind="page")
        self.navigation.fill(list(self.pages.values()))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        right.addWidget(JobStrip(self._jobs))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.toasts = Toasts(self.stack)
        self._show_day()

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        self._idle.timeout.connect(self._warm_up)
        self.top.search_asked.connect(self.show_palette)
        self.beside.changed.connect(self._changed_beside)
        self._jobs.failed.connect(self._job_failed)
        QShortcut(QKeySequence("Ctrl+K"), self, self.show_palette)
        for number, key in enumerate(list(self.pages)[:9], 1):  # Alt+1 … Alt+9: the first pages of the navigation
            jump = QShortcut(QKeySequence(f"Alt+{number}"), self, self._jump)
            jump.setProperty("page", key)

    def _jump(self) -> None:
        self.show_page(self.sender().property("page"))

    # the Shell

    def run(
        self,
        work: Work[Any],
        done: Callable[[Any], None],
        title: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        return self._jobs.start(work, done, title, failed)

    def open(self, register: str, record_id: int | None = None) -> None:
        page = self.show_page(register)
        if page is not None and record_id:  # what is due of a page as a whole has none
            page.select(record_id)  # type: ignore[attr-defined]

    def cite(self, rule: str) -> None:
        self.run(self._citing(rule), self._show_citation)

    def changed(self) -> None:
        self.beside.seen()
        self._refresh()

    def say(self, text: str, tone: str = "plain") -> None:
        self.toasts.say(text, tone)

    # pages

    def start(self) -> None:
        """Show the first page of this person; what else is due is read meanwhile, and the day's backup taken."""
        self.show_page(next(iter(self.pages)))
        self._idle.start()
        if self.centre.folder is not None and not self.centre.training:
            self.run(daily_work(self.centre), self._backed_up, _("每日备份"), self._backup_failed)

    def _warm_up(self) -> None:
        self.run(pages.warmed(self.pages), lambda _done: None)

    def _backed_up(self, faults: list[str]) -> None:
        if faults:
            self.say(_("恢复演练未通过：{faults}").format(faults="；".join(faults)), "danger")
        self._refresh()

    def _backup_failed(self, error: Exception) -> None:
        """A full disk or a missing folder is said; the desk goes on saying it until there is a backup."""
        if not isinstance(error, (Refused, OSError)):
            self.broken.emit(error)
            return
        reason = error.sentence if isinstance(error, Refused) else str(error)
        self.say(_("今天没有备份成功：{why}").format(why=reason), "danger")

    def show_page(self, key: str) -> QWidget | None:
        """The page of this key, made when it is first asked for; None where the person may not read it."""
        if key not in self.pages:
            return None
        page = self._made.get(key) or self._make(self.pages[key])
        if key in self._stale:
            self._stale.discard(key)
            page.refresh()  # type: ignore[attr-defined]
        self.stack.setCurrentWidget(page)
        self.navigation.choose(key)
        return page

    def current_key(self) -> str:
        return next(key for key, page in self._made.items() if page is self.stack.currentWidget())

    def show_incomplete(self, register: str) -> None:
        """The records of a register that lack something, as its own list shows them."""
        page = self.show_page(register)
        if page is not None:
            page.show_view(View(facets=dict([INCOMPLETE])))  # type: ignore[attr-defined]

    def show_list(self, register: str, view: View) -> None:
        """A register with these filters: what stands behind a mark of a chart."""
        page = self.show_page(register)
        if page is not None:
            page.show_view(view)  # type: ignore[attr-defined]

    def begin(self, register: str, command: str) -> None:
        """Start a new record, wherever it was asked for; what comes of it is then shown in its register."""
        from views.kit.command_dialog import CommandDialog

        dialog = CommandDialog(self, command, parent=self.window())
        dialog.setProperty("register", register)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carried.connect(self._show_created)
        dialog.open()

    def _show_created(self) -> None:
        dialog: Any = self.sender()
        place = dialog.place_made(dialog.property("register"))
        if place is not None:
            self.open(*place)

    def _make(self, page: Page) -> QWidget:
        made = page.make(self)
        self._made[page.key] = made
        self.stack.addWidget(made)
        if page.key == pages.DESK:
            made.read.connect(self._show_due)  # type: ignore[attr-defined]
            made.create_asked.connect(self.begin)  # type: ignore[attr-defined]
            made.incomplete_asked.connect(self.show_incomplete)  # type: ignore[attr-defined]
        if hasattr(made, "list_asked"):
            made.list_asked.connect(self.show_list)
        return made

    def show_palette(self) -> Palette:
        """The search over everything, in place of the search box."""
        palette = Palette(self, [(_MANUAL, _("手册")), *((page.key, page.title) for page in self.pages.values())], self)
        palette.chosen.connect(self._go)
        palette.open_at(self.top.search.mapTo(self, self.top.search.rect().topLeft()))
        return palette

    def _go(self, choice: Choice) -> None:
        if choice.kind == BEGIN:
            self.begin(choice.place, choice.name)
        elif choice.kind == FORM:
            self.show_page(choice.place).preview(choice.name)  # type: ignore[union-attr]
        elif choice.place == _MANUAL:
            self.manual_asked.emit()
        else:
            self.open(choice.place, choice.record or None)

    # keeping what is shown true

    def _refresh(self) -> None:
        self._show_day()
        desk, current = self._made.get(pages.DESK), self.stack.currentWidget()
        self._stale = {key for key, page in self._made.items() if page not in (desk, current) and hasattr(page, "refresh")}
        for page in dict.fromkeys((desk, current)):
            if page is not None and hasattr(page, "refresh"):
                page.refresh()

    def _changed_beside(self) -> None:
        if QApplication.activeModalWidget() is None:  # an open dialog keeps what it shows; SYS-001 guards the rest
            self._refresh()

    def _show_day(self) -> None:
        with self.centre.reading() as context:
            self.top.show_day(context.today, context.calendar, self.centre.moved_to is not None)

    def _show_due(self, items: list[DueItem]) -> None:
        today = self.centre.today()
        pressing = [item for item in items if item.state(today) != LATER]
        counts = Counter(item.register for item in pressing)
        self.navigation.show_counts({pages.DESK: len(pressing)} | counts)
        self.due_read.emit(items)

    def _citing(self, rule: str) -> Work[tuple[str, int | None]]:
        """The rule, and its clause in a regulation the centre has loaded; None where there is none."""
        yield Progress(0)
        with self.centre.reading() as context:
            return rule, _clause_of(context, rule)

    def _show_citation(self, found: tuple[str, int | None]) -> None:
        rule, clause = found
        page = self.show_page(pages.REGULATIONS if clause else pages.RULES)
        if page is not None:
            page.select(clause or rule)  # type: ignore[attr-defined]

    def _job_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.say(error.sentence, "danger")
        else:
            self.broken.emit(error)

    def close_centre(self) -> None:
        """Stop what runs and close the database; the window's jobs go on to serve the next centre."""
        self.beside.stop()
        self._jobs.failed.disconnect(self._job_failed)
        self._jobs.cancel_all()
        self.centre.close()


def _clause_of(context: Context, rule: str) -> int | None:
    from models.core.queries import clauses_cited

    found = clauses_cited(context, context.rules[rule].clause)
    return found[0].id if found else None
