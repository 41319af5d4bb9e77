"""The exam hall mode: a minor incident by keyboard alone, with its keys counted; the line, the clock, the timeline."""

import time
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from models.core.registers import REGISTERS
from models.incidents import queries, quick, terms
from models.incidents.tables import Incident
from tests.incidents.makers import act, done, reported
from tests.views.conftest import SmallShell
from views.incidents.clock_bar import ClockBar, remaining, tone_of
from views.incidents.course import course_of
from views.incidents.hall import HallPage
from views.incidents.page import IncidentsPage
from views.kit import theme

KINDS = terms.kinds("hunan")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path) -> None:
    from PySide6.QtCore import QSettings

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    qapp.setOrganizationName("jiantai-tests")
    qapp.setApplicationName("hall")
    if not qapp.styleSheet():
        theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


class Keyboard:
    """Types and counts: every press is one, a capital with Shift is two."""

    def __init__(self, qtbot, page: QWidget):
        self._qtbot, self._page = qtbot, page
        self.pressed = 0

    def _target(self) -> QWidget:
        return self._page.window().focusWidget() or self._page

    def type(self, text: str) -> None:
        for character in text:
            self.pressed += 1 + character.isupper()
            self._qtbot.keyClick(self._target(), character)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.pressed += 1
            self._qtbot.keyClick(self._target(), key)


@pytest.fixture
def hall(exam, qtbot):
    from models.core.acts import call

    assert call(exam, "incidents.prepare", kind="roster", held_on="2026-11-20", site="第一考点", reason="演示").done
    page = HallPage(SmallShell(exam))
    qtbot.addWidget(page)
    page.resize(1060, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.line.setFocus()
    return page


def only(centre):
    with centre.reading() as context:
        found = queries.whole(context.db, context.db.scalars(select(Incident.id)).one())
        context.db.expunge_all()
    return found


def test_a_minor_incident_is_entered_reported_and_ticked_off_by_keyboard_alone(exam, hall, qtbot, record_property):
    keys, began = Keyboard(qtbot, hall), time.perf_counter()
    keys.type("g3 02")
    keys.press(Qt.Key.Key_Return)
    entered, seconds = keys.pressed, time.perf_counter() - began
    keys.press(Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F7)
    for _step in terms.steps(["G3"]):
        keys.press(Qt.Key.Key_Space)
    incident = only(exam)
    assert (incident.kinds, incident.rooms, incident.site, incident.state) == (["G3"], "02", "第一考点", "classified")
    assert set(queries.told(incident)) == {terms.SITE, terms.GROUP}
    assert queries.open_steps(incident) == []
    assert entered == 6  # g 3 space 0 2 Enter
    assert keys.pressed == 6 + 3 + len(terms.steps(["G3"]))
    assert seconds < 15
    print(f"entered with {entered} keys in {seconds:.2f} s of program time; with both reports and the whole list {keys.pressed} keys")
    record_property("keys", keys.pressed)


def test_words_and_initials_find_a_kind_and_enter_takes_it(exam, hall, qtbot):
    keys = Keyboard(qtbot, hall)
    keys.type("cdtk")  # nothing begins so: nothing is entered
    keys.press(Qt.Key.Key_Return)
    with exam.reading() as context:
        assert context.db.scalar(select(Incident.id)) is None
    hall.line.clear()
    keys.type("bd")  # 病毒
    keys.press(Qt.Key.Key_Return)
    assert hall.line.text() == "G4 "
    keys.press(Qt.Key.Key_Return)
    assert only(exam).kinds == ["G4"]


def test_f4_writes_the_line_into_the_timeline_and_f5_begins_handling(exam, hall, qtbot):
    keys = Keyboard(qtbot, hall)
    keys.type("g3")
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_F3)
    hall.line.setText("备用电源已启动")
    keys.press(Qt.Key.Key_F4)
    hall.line.setText("逐台检查")
    keys.press(Qt.Key.Key_F5)
    incident = only(exam)
    assert [one.kind for one in incident.entries] == ["found", "report", "report", "fact", "measures"]
    assert incident.state == "in_handling"


def test_without_an_incident_in_hand_the_keys_say_nothing_and_do_nothing(exam, hall, qtbot):
    Keyboard(qtbot, hall).press(Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_F9)
    assert not hall.buttons["F2"].isEnabled()
    with exam.reading() as context:
        assert context.db.scalar(select(Incident.id)) is None


def test_a_late_report_asks_for_its_reason_in_a_dialog(exam, hall, qtbot):
    from views.kit.command_dialog import CommandDialog

    key = reported(exam, told_site_at="", told_group_at="", discovered_at="2026-11-20 00:00:00")
    hall.refresh()
    assert hall.current == key
    if exam.now() < exam.now().replace(hour=0, minute=11):  # in the first minutes of a day nothing is late yet
        return
    Keyboard(qtbot, hall).press(Qt.Key.Key_F2)
    dialog = hall.window().findChild(CommandDialog)
    assert dialog is not None
    dialog.submit()
    assert not dialog.reason.isHidden()
    dialog.reject()


def test_inc_039_a_quick_entry_is_chosen_with_its_addressee(exam, hall, qtbot):
    keys = Keyboard(qtbot, hall)
    keys.type("g6 05")
    offered = [hall.matches.item(row).text() for row in range(hall.matches.count())]
    assert any("发现替考" in one and "报巡考人员" in one for one in offered)
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Return)  # into the list, past the kind itself
    assert hall.line.text() == "G6 05 发现替考 "
    keys.press(Qt.Key.Key_Return)
    assert (only(exam).rooms, only(exam).summary) == ("05", "发现替考")


# -- the line -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("g3 02机房 跳闸 停电", ("G3", "02机房", "跳闸 停电", False)),
        ("停电 302室", ("G3", "302室", "", False)),
        ("演练 M7 疏散", ("M7", "", "疏散", True)),
        ("m3A", ("M3a", "", "", False)),
        ("02 03", ("", "02", "03", False)),
        ("", ("", "", "", False)),
    ],
)
def test_a_line_is_read_as_kind_room_and_words(line, read):
    found = quick.read_line(line, KINDS)
    assert (found.kind, found.rooms, found.text, found.drill) == read


@pytest.mark.parametrize(("typed", "first"), [("g", "G1"), ("m3", "M3a"), ("泄密", "M1"), ("dd", "G3"), ("wlgz", "G4")])
def test_a_kind_is_found_by_code_word_or_initials(typed, first):
    assert first in quick.matching(typed, KINDS)


def test_nothing_typed_offers_every_kind_and_nonsense_none():
    assert quick.matching("", KINDS) == list(KINDS)
    assert quick.matching("zzz", KINDS) == []


# -- clock and timeline -------------------------------------------------------------------------------------------


def read(centre, key):
    with centre.reading() as context:
        return course_of(context, key)


def test_the_clock_counts_down_and_then_says_by_how_much_it_is_over(exam, qtbot):
    course = read(exam, reported(exam, told_site_at="", told_group_at=""))
    found = course.discovered_at
    assert remaining(course, found + timedelta(seconds=140)) == "剩 7 分 40 秒"
    assert tone_of(course, found + timedelta(minutes=10)) == "caution"
    assert remaining(course, found + timedelta(minutes=12, seconds=5)) == "已超 2 分 05 秒"
    assert tone_of(course, found + timedelta(minutes=10, seconds=1)) == "danger"
    bar = ClockBar()
    qtbot.addWidget(bar)
    bar.show_course(course, found + timedelta(minutes=3))
    assert "考点负责人 未报" in bar.accessibleDescription()
    assert not bar.grab().isNull()


def test_inc_t2_the_lateness_stays_visible_on_the_clock(exam):
    course = read(exam, reported(exam, reason="电话占线", told_group_at="2026-11-20 09:24"))
    assert remaining(course, course.discovered_at + timedelta(days=30)) == "初次报告迟 2 分钟"


def test_the_timeline_shows_corrections_judgements_and_time_of_entry(exam):
    key = reported(exam)
    done(exam, "note", key, kind="judgement", text="应为插座老化", at="2026-11-20 09:13")
    line = only(exam).entries[0]
    done(exam, "correct", key, line=str(line.id), text="第 02 机房全部停电", at="2026-11-20 09:12")
    lines = read(exam, key).lines
    assert [one.corrected for one in lines if one.kind == "发现"] == [True]
    assert {one.kind: one.tone for one in lines}["判断"] == "caution"
    assert any(one.entered for one in lines) or exam.now().strftime("%H:%M") < "09:20"


def test_who_may_not_know_of_an_incident_gets_no_timeline(exam):
    from tests.centres import seat

    key = reported(exam)
    assert read(seat(exam, "finance", date(2026, 11, 20)), key) is None


def test_the_page_of_the_log_shows_the_timeline_beside_the_record(exam, qtbot):
    key = reported(exam)
    act(exam, "grant_time", key, starts_at="2026-11-20 09:12", ends_at="2026-11-20 09:20")
    page = IncidentsPage(SmallShell(exam), REGISTERS["incidents.log"])
    qtbot.addWidget(page)
    page.select(key)
    assert page.course.course is not None
    assert page.course.course.number == "SJ-2026-0001"
    assert "10:38 结束" in page.course.ends.text()
    page.detail.show_nothing()
    assert page.course.course is None
