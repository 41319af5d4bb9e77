"""The page of rooms: attendance by keyboard, counts at once, the whole set into a file."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from tests.assessment.exams.makers import DAY, EVE, seats
from tests.assessment.exams.test_day import started
from tests.centres import seat
from tests.views.conftest import SmallShell, dressed  # noqa: F401  (the fixture that dresses the application)
from views.assessment.rooms_page import RoomsPage
from views.assessment.rooms_seen import Place, named


@pytest.fixture
def page(qtbot, centre):
    made = centre("henan", "exam", EVE)
    started(made)
    shown = RoomsPage(SmallShell(seat(made, "exam", DAY)))
    qtbot.addWidget(shown)
    return shown


def room(page):
    return page.seen.rooms[0]


def test_the_seats_of_the_room_stand_as_they_are(page):
    assert (room(page).code, room(page).count, room(page).open) == ("01", 4, 4)
    assert page.grid.item(0, 0).text().startswith("01  ") and page.grid.item(3, 0).text().endswith("未登记")
    assert page.times.text() == "09:30 封门 · 10:30 起可离场 · 10:30 结束"


def test_asm_att_006_a_name_and_enter_too_late_is_refused_where_it_is_typed(qtbot, page, monkeypatch):
    from models.core.centre import Centre

    monkeypatch.setattr(Centre, "now", lambda self: datetime(2026, 11, 28, 9, 30))
    asked = []
    monkeypatch.setattr(page, "_dialog", lambda command, key, given=None: asked.append(command))
    qtbot.keyClicks(page.line, "1")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert asked == ["assessment.mark_present"] and room(page).present == 0


def test_a_number_and_enter_marks_present_and_space_and_a_on_the_seats(qtbot, page, monkeypatch):
    from models.core.centre import Centre

    monkeypatch.setattr(Centre, "now", lambda self: datetime(2026, 11, 28, 8, 50))
    qtbot.keyClicks(page.line, "2")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert page.line.text() == "" and page.grid.item(1, 0).text().endswith("到考 08:50")
    page.grid.setCurrentCell(0, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    page.grid.setCurrentCell(2, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_A)
    assert (room(page).present, room(page).absent, room(page).open) == (2, 1, 1)
    assert [one.attendance for one in seats(page._shell.centre, page.seen.title.split()[0])] == ["present", "present", "absent", None]


def test_who_is_not_in_the_room_is_said(qtbot, page):
    page.line.setText("没有此人")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert page._shell.said[-1][1] == "caution"


def test_a_seat_is_named_by_number_ticket_its_end_or_name():
    places = [Place(1, 1, "李红", "202611280001", "", ""), Place(2, 2, "王强", "202611280012", "", ""), Place(3, 3, "王强", "202611280013", "", "")]
    found = [named(places, words) for words in ("1", "02", "202611280012", "0013", "李红", "王强", "9")]
    assert [one and one.seat for one in found] == [1, 2, 2, 3, 1, None, None]


@pytest.mark.parametrize("name", ["成套.pdf", "成套.zip"])
def test_the_whole_set_goes_into_a_file(page, tmp_path, name):
    page.save_set(tmp_path / name)
    assert (tmp_path / name).read_bytes()[:4] == (b"%PDF" if name.endswith("pdf") else b"PK\x03\x04")
    assert "准考证 4 页" in page._shell.said[-1][0] and page._shell.said[-1][1] == "good"
