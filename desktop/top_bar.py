"""The bar above the page: search, the day with its working-day kind, the person and what he may do with his account."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from models.core.centre import Actor
from models.core.dates import WorkCalendar
from models.core.roles import titles
from resources.texts import _
from views.kit import theme
from views.kit.parts import label
from views.kit.theme import mark

_WEEKDAYS = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
THEMES = {theme.SYSTEM: _("跟随系统"), theme.LIGHT: _("浅色"), theme.DARK: _("深色")}


def day_in_words(day: date, calendar: WorkCalendar) -> str:
    """2026年11月20日 星期五 · 工作日; a rest day says why, a make-up day 调休上班, a year without calendar 暂定."""
    words = calendar.describe(day) if calendar.is_working(day) else _rest(day, calendar)
    parts = [_("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day) + " " + _WEEKDAYS[day.weekday()], words]
    return " · ".join(parts + ([] if calendar.knows(day) else [_("暂定")]))


def _rest(day: date, calendar: WorkCalendar) -> str:
    entry = calendar.entry(day)
    return _("休息日（{why}）").format(why=entry.name) if entry and entry.name else _("休息日")


_SEARCH = _("搜索姓名、拼音首字母、证件号、证书号、批次…   Ctrl+K")
_SEARCH_SHORT = _("搜索…   Ctrl+K")
_PADDING = 26  # of the search box, both sides


class TopBar(QFrame):
    search_asked = Signal()
    password_asked = Signal()
    manual_asked = Signal()
    lock_asked = Signal()
    leave_asked = Signal()
    theme_asked = Signal(str)
    settings_asked = Signal()
    about_asked = Signal()

    def __init__(self, actor: Actor, chosen_theme: str, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="bar")
        self.setFixedHeight(53)
        self.search = QPushButton(_SEARCH)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(420)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        mark(self.search, kind="search")
        self.search.clicked.connect(self.search_asked)
        self._day = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._person(actor, chosen_theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.search.fontMetrics().horizontalAdvance(_SEARCH) + _PADDING <= self.search.width()
        self.search.setText(_SEARCH if fits else _SEARCH_SHORT)

    def show_day(self, day: date, calendar: WorkCalendar, moved: bool = False) -> None:
        """moved: the clock of a training centre stands on another day than the real one."""
        self._day.setText((_("演练日期") + " " if moved else "") + day_in_words(day, calendar))

    def day_text(self) -> str:
        return self._day.text()

    def _person(self, actor: Actor, chosen_theme: str) -> QPushButton:
        role = titles(actor.roles)
        person = QPushButton(actor.name if actor.name == role else f"{actor.name} · {role}")
        mark(person, kind="person")
        person.setMenu(self._menu(person, chosen_theme))
        return person

    def _menu(self, owner: QWidget, chosen_theme: str) -> QMenu:
        menu = QMenu(owner)
        menu.addAction(_("修改密码…")).triggered.connect(self.password_asked)
        lock = menu.addAction(_("锁定"))
        lock.setShortcut("Ctrl+L")
        lock.triggered.connect(self.lock_asked)
        self.addAction(lock)  # the shortcut works while the menu is closed
        menu.addAction(_("切换账号")).triggered.connect(self.leave_asked)
        menu.addSeparator()
        self._add_themes(menu.addMenu(_("外观")), chosen_theme)
        menu.addAction(_("设置…")).triggered.connect(self.settings_asked)
        menu.addAction(_("手册") + "\tF1").triggered.connect(self.manual_asked)  # the window itself hears the key
        menu.addAction(_("关于鉴台")).triggered.connect(self.about_asked)
        return menu

    def _add_themes(self, menu: QMenu, chosen: str) -> None:
        group = QActionGroup(menu)
        for name, title in THEMES.items():
            action = QAction(title, menu)
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.setData(name)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._theme_chosen)

    def _theme_chosen(self, action: QAction) -> None:
        self.theme_asked.emit(action.data())
