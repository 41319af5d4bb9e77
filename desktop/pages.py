"""Every page the navigation knows: the desk, one page a register, and the pages with code of their own."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from models.complaints.who import SEES_ALL
from models.core.progress import Progress, Work
from models.core.registers import REGISTERS, Register
from models.core.roles import ARCHIVE, BUSINESS, GENERAL, ROLES, SEEING, allowed
from models.statistics.queries import READERS
from resources.texts import _
from views.kit.shell import Shell

DESK, CALENDAR, RULES, REGULATIONS, SAFETY = "desk", "core.calendar", "core.rules", "core.regulations", "core.safety"
MATRIX = "core.matrix"
INCIDENT_HALL = "incidents.hall"
SCANNING = "archives.scanning"
ROOMS, TEAM = "assessment.day", "assignment.team"
SCORE_ENTRY = "assessment.entry"
BOARD, WORK = "statistics.board", "statistics.work"
FOREMOST = {DESK, BOARD, WORK}  # what a person opens a group for
FIRST, RECORDS, SETUP = _("鉴台"), _("记录"), _("设置")


@dataclass(frozen=True)
class Page:
    """One entry of the navigation. `make` builds the page when it is first opened; who_reads: roles that see it."""

    key: str
    title: str
    group: str
    who_reads: frozenset[str]
    make: Callable[[Shell], QWidget]


def _desk(shell: Shell) -> QWidget:
    from views.desk.page import DeskPage

    return DeskPage(shell)


def _calendar(shell: Shell) -> QWidget:
    from views.core.calendar_page import CalendarPage

    return CalendarPage(shell)


def _rules(shell: Shell) -> QWidget:
    from views.core.rules_page import RulesPage

    return RulesPage(shell)


def _matrix(shell: Shell) -> QWidget:
    from views.core.matrix_page import MatrixPage

    return MatrixPage(shell)


def _regulations(shell: Shell) -> QWidget:
    from views.core.regulations_page import RegulationsPage

    return RegulationsPage(shell)


def _safety(shell: Shell) -> QWidget:
    from views.core.verify_page import VerifyPage

    return VerifyPage(shell)


def _complaint_times(shell: Shell) -> QWidget:
    from views.complaints.monthly_page import MonthlyPage

    return MonthlyPage(shell)


def _incident_hall(shell: Shell) -> QWidget:
    from views.incidents.hall import HallPage

    return HallPage(shell)


def _board(shell: Shell) -> QWidget:
    from views.statistics.board import BoardPage

    return BoardPage(shell)


def _work(shell: Shell) -> QWidget:
    from views.statistics.work import WorkPage

    return WorkPage(shell)


# Registers whose page shows more than the kit's: where its class is.
_OWN_PAGES = {
    "incidents.log": "views.incidents.page:IncidentsPage", "certificates.findings": "views.certificates.page:FindingsPage",
    "assessment.batches": "views.assessment.batches_page:BatchesPage",
    "certificates.uploads": "views.certificates.uploads_page:UploadsPage",
    "supervision.visits": "views.supervision.page:VisitsPage",
    "statistics.snapshots": "views.kit.book_page:BookPage", "people.requests": "views.kit.book_page:BookPage",
}  # fmt: skip


def _rooms(shell: Shell) -> QWidget:
    from views.assessment.rooms_page import RoomsPage

    return RoomsPage(shell)


def _team(shell: Shell) -> QWidget:
    from views.assignment.team_page import TeamPage

    return TeamPage(shell)


def _score_entry(shell: Shell) -> QWidget:
    from views.assessment.scores_entry import ScoresPage

    return ScoresPage(shell)


def _scanning(shell: Shell) -> QWidget:
    from views.archives.scan_page import ScanPage

    return ScanPage(shell)


def _of_register(register: Register) -> Page:
    def make(shell: Shell) -> QWidget:
        module, _colon, name = _OWN_PAGES.get(register.key, "views.kit.register_page:RegisterPage").partition(":")
        page: QWidget = getattr(import_module(module), name)(shell, register)
        return page

    return Page(register.key, register.title, register.group, register.who_reads, make)


def pages() -> list[Page]:
    """All pages, in the order of the navigation: the desk, the areas' registers, records, settings."""
    own = [
        Page("complaints.times", _("投诉时限统计"), REGISTERS["complaints.cases"].group, SEES_ALL, _complaint_times),
        Page(ROOMS, _("考场与出勤"), REGISTERS["assessment.sessions"].group, allowed(36), _rooms),
        Page(TEAM, _("考评小组"), REGISTERS["assessment.sessions"].group, allowed(14), _team),
        Page(SCORE_ENTRY, _("成绩录入"), REGISTERS["assessment.scores"].group, allowed(41) | allowed(43), _score_entry),
        Page(SCANNING, _("盘点扫描"), REGISTERS["archives.checks"].group, frozenset({GENERAL, ARCHIVE}), _scanning),
        Page(BOARD, _("合格率看板"), REGISTERS["statistics.snapshots"].group, READERS, _board),
        Page(WORK, _("业务看板"), REGISTERS["statistics.snapshots"].group, READERS, _work),
        Page(CALENDAR, _("工作日历"), SETUP, frozenset(ROLES), _calendar),
        Page(RULES, _("规则与参数"), SETUP, frozenset(BUSINESS), _rules),
        Page(MATRIX, _("权限表"), SETUP, frozenset(BUSINESS), _matrix),
        Page(REGULATIONS, _("法规库"), SETUP, frozenset(BUSINESS), _regulations),
        Page(SAFETY, _("数据安全"), SETUP, allowed(85, SEEING) | allowed(87, SEEING), _safety),
    ]
    entries = [
        Page(DESK, _("今日工作台"), FIRST, frozenset(BUSINESS), _desk),
        *map(_of_register, REGISTERS.values()),
        Page(INCIDENT_HALL, _("考场快录"), REGISTERS["incidents.log"].group, allowed(81), _incident_hall),
        *own,
    ]
    order = groups(entries)
    return sorted(entries, key=lambda page: (order.index(page.group), page.key not in FOREMOST))


def groups(entries: Iterable[Page]) -> list[str]:
    """The headings of the navigation: 鉴台 first, the work areas as declared, 记录 and 设置 last."""
    areas = [group for group in dict.fromkeys(page.group for page in entries) if group not in (FIRST, RECORDS, SETUP)]
    return [FIRST, *areas, RECORDS, SETUP]


def readable(roles: frozenset[str]) -> list[Page]:
    """The pages a person with these roles sees."""
    return [page for page in pages() if page.who_reads & roles]


def warmed(known: Container[str]) -> Work[None]:
    """Import, while nobody waits, what the dashboards need: the first one then opens like any page."""
    yield Progress(0)
    if BOARD in known:
        from views.statistics import board, work  # noqa: F401

        board.prepare()
