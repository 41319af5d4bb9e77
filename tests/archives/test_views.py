"""The scanning page: what a scanner types becomes scans, and the findings stand there at once. In a test a scanner is a keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.archives.makers import done, item
from tests.centres import seat
from tests.views.conftest import SmallShell, dressed  # noqa: F401  (the fixture that dresses the application)
from views.archives.scan_page import ScanPage

DAY = date(2026, 11, 20)


@pytest.fixture
def page(qtbot, centre):
    made = centre("hunan", "archive", DAY)
    for number in ("DA-1", "DA-2"):
        item(made, DAY, number)
    done(made, "archive", DAY, "archives.begin_check")
    shown = ScanPage(SmallShell(seat(made, "archive", DAY)))
    qtbot.addWidget(shown)
    return shown


def rows(page):
    table = page.findings
    return [tuple(table.item(row, column).text() for column in (0, 1)) for row in range(table.rowCount())]


def test_what_is_scanned_is_no_longer_missing(qtbot, page):
    assert rows(page) == [("缺失", "DA-1"), ("缺失", "DA-2")]
    qtbot.keyClicks(page.code, "JT:DA-1")
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert rows(page) == [("缺失", "DA-2")]
    assert (page.last.text(), page.code.text(), page.scanned.item(0).text()) == ("相符", "", "DA-1  评分表")


def test_what_lies_elsewhere_is_said_at_once(qtbot, page):
    page.place.setText("档案室-9柜")
    qtbot.keyClicks(page.code, "DA-1")
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert page.last.text() == "位置不符"
    assert rows(page) == [("位置不符", "DA-1"), ("缺失", "DA-2")]


def test_without_a_check_under_way_nothing_can_be_scanned(qtbot, centre):
    shown = ScanPage(SmallShell(centre("hunan", "archive", DAY)))
    qtbot.addWidget(shown)
    assert not shown.code.isEnabled() and shown.last.text() == "先开始一次盘点"
