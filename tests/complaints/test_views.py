"""The clock strip and the monthly sheet: what they say, and that the accused gets nothing."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from models.core.registers import REGISTERS
from tests.centres import seat
from tests.complaints.conftest import Desk
from tests.views.conftest import SmallShell, dressed
from views.complaints.clock_strip import ClockStrip
from views.complaints.monthly import span
from views.complaints.monthly_page import MonthlyPage
from views.complaints.strip import strip_of
from views.kit.detail_panel import DetailPanel

assert dressed  # our look
DAY = date(2025, 9, 26)


def strip(desk: Desk, case: int, day: date, login: str = "director"):
    with seat(desk.centre, login, day).reading() as context:
        return strip_of(context, case)


def test_cmp_t2_the_strip_shows_both_clocks_and_why(desk):
    case = desk.receive("2025-09-26 16:55", on=DAY)
    shown = strip(desk, case, DAY)
    assert [(one.title, one.day, one.words, one.done) for one in shown.points] == [
        ("接到", "09-26", "16:55", True), ("初查", "09-30", "剩 4 天", False), ("通知", "09-30", "剩 4 天", False),
        ("结果", "10-13", "剩 17 天", False)]  # fmt: skip
    assert "09-27 周六" in shown.caption


@pytest.mark.parametrize(("day", "words", "tone"), [
    (date(2025, 9, 29), "剩 1 天", "caution"), (date(2025, 9, 30), "今日", "caution"),
    (date(2025, 10, 1), "逾期 1 天", "danger")])  # fmt: skip
def test_an_open_point_presses_from_the_day_before(desk, day, words, tone):
    case = desk.receive("2025-09-26 16:55", on=DAY)
    point = strip(desk, case, day).points[1]
    assert (point.words, point.tone) == (words, tone)


def test_a_late_step_stays_late_and_an_extension_says_from_where(desk):
    case = desk.investigated("2025-03-03 10:00", date(2025, 3, 7))
    desk.done("director", "extend", case, on=date(2025, 3, 11), new_due="2025-03-21", why="关键证人出差在外地")
    desk.done("general", "notify_extension", case, on=date(2025, 3, 11), way="post", letter_no="YQ-1")
    shown = strip(desk, case, date(2025, 3, 12))
    assert [one.words for one in shown.points] == ["10:00", "迟 1 日", "迟 1 日", "剩 9 天"]
    assert "原期限 2025-03-12" in shown.caption


def test_a_provisional_date_is_marked(desk):
    case = desk.receive("2027-03-01 10:00", on=date(2027, 3, 1))
    assert [one.provisional for one in strip(desk, case, date(2027, 3, 1)).points] == [False, True, True, True]


def test_cmp_010_the_accused_gets_no_strip(desk):
    case = desk.receive("2025-09-26 16:55", on=DAY, accused="supervisor")
    assert strip(desk, case, DAY, "supervisor") is None


def test_the_detail_panel_of_a_case_carries_the_strip_and_others_none(desk, qtbot, dressed):
    case = desk.receive("2025-09-26 16:55", on=DAY)
    shell = SmallShell(seat(desk.centre, "director", DAY))
    panel = DetailPanel(shell, REGISTERS["complaints.cases"])
    qtbot.addWidget(panel)
    panel.show_record(case)
    assert isinstance(panel.strip, ClockStrip)
    assert "结果 10-13" in panel.strip.line.accessibleDescription()
    assert not panel.strip.isHidden()
    panel.resize(420, 600)
    assert not panel.grab().isNull()
    other = DetailPanel(shell, REGISTERS["archives.items"])
    qtbot.addWidget(other)
    assert other.strip is None


@pytest.mark.parametrize(("name", "first", "last"), [
    ("month", date(2025, 3, 1), date(2025, 3, 20)), ("last", date(2025, 2, 1), date(2025, 2, 28)),
    ("quarter", date(2025, 1, 1), date(2025, 3, 20)),
    ("year", date(2025, 1, 1), date(2025, 3, 20))])  # fmt: skip
def test_the_spans_of_the_monthly_sheet(name, first, last):
    assert span(name, date(2025, 3, 20)) == (first, last)


def test_the_monthly_page_shows_table_chart_and_workbook(desk, qtbot, tmp_path, dressed):
    desk.closed("2025-03-03 10:00", date(2025, 3, 3))
    desk.receive("2025-03-03 11:00", on=date(2025, 3, 3), grounds="1、3")
    shell = SmallShell(seat(desk.centre, "director", date(2025, 3, 20)))
    page = MonthlyPage(shell)
    qtbot.addWidget(page)
    rows = [[page.table.item(row, column).text() for column in range(6)] for row in range(page.table.rowCount())]
    assert rows == [["1 侵犯合法权益", "1", "0", "0", "1", "0/1"], ["3 工作不规范、态度恶劣", "2", "1", "0", "1", "1/2"]]
    page.by.setCurrentIndex(page.by.findData("handler"))
    assert page.table.rowCount() == 2
    page.export_to(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 0
    page.resize(900, 600)
    page.show()
    page.by.setCurrentIndex(page.by.findData("ground"))
    assert page.bars.parentWidget().height() >= page.bars.sizeHint().height()
    assert isinstance(page, QWidget) and not page.grab().isNull()
