"""The dashboard: figures as the models say, filters that stay, a click that leads to the names, paper with a number."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from models.core.registers import REGISTERS, View, query
from models.statistics import queries
from models.statistics.queries import Chosen
from models.statistics.tables import Snapshot
from tests.statistics.test_snapshots import HIGH, LOW, fill
from tests.views.conftest import SmallShell, dressed
from views.kit import theme
from views.statistics.board import FUNNEL, GROUPS, SCORES, SEVERITY, TREND, BoardPage
from views.statistics.reading import last_months

assert dressed  # our look


@pytest.fixture
def shell(centre, tmp_path):
    made = centre("henan", "exam", date(2026, 1, 20))
    fill(made, tmp_path)
    return SmallShell(made)


@pytest.fixture
def board(shell, qtbot, dressed):
    return shown(shell, qtbot)


def shown(shell, qtbot):
    made = BoardPage(shell)
    qtbot.addWidget(made)
    made.resize(1080, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(made.cards[GROUPS].keys) and not made._waiting)
    return made


def test_the_numbers_are_those_of_the_models(board, shell):
    with shell.centre.reading() as context:
        rate = queries.overall(context, Chosen(date(2025, 2, 1), date(2026, 1, 20)))["present"]
    assert board.figures["present"].number.text() == rate.words()
    assert rate.interval() in board.figures["present"].words.text() and f"{rate.n:,}" in board.figures["present"].words.text()
    assert board.figures[FUNNEL].number.text() == "2"
    assert len(board.reading.sentences) == 4 and {LOW, HIGH} == {point.key for point in board.reading.funnel.outside}


def test_every_chart_has_its_table(board):
    for name, rows in ((TREND, 10), (FUNNEL, 10), (GROUPS, 1)):
        chart = board.cards[name]
        assert len(chart.plot.picture.marks) == rows
        assert not chart.is_table()
        chart.turn()
        assert chart.is_table() and chart.table.rowCount() == rows, name
    assert board.cards[SEVERITY].rows == []


def test_hot_marks_say_so_in_words(board):
    hot = [one for one in board.cards[FUNNEL].plot.picture.marks if one.hot]
    assert {one.key for one in hot} == {LOW, HIGH} and all("需要核查" in one.tip for one in hot)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_a_click_on_a_batch_opens_its_names(board, qtbot, look):
    theme.apply(qtbot_app(), look)
    plot = board.cards[FUNNEL].plot
    mark = next(one for one in plot.picture.marks if one.key == LOW)
    with qtbot.waitSignal(board.list_asked) as asked:
        where = plot._place(mark)
        QTest.mouseClick(plot._plot.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(where).toPoint())
    register, view = asked.args
    assert register == SCORES and view.exact["batch"][1] == LOW
    theme.apply(qtbot_app(), theme.LIGHT)


def qtbot_app():
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def test_the_list_behind_a_batch_holds_its_scores_only(board, shell):
    id_ = board.reading.batches[LOW]
    with shell.centre.reading() as context:
        found = query(context, REGISTERS[SCORES], View(exact={"batch": (id_, LOW)}))
        assert context.db.scalar(select(func.count()).select_from(found.subquery())) == 120  # two subjects of sixty


def test_arrows_walk_and_enter_picks(board, qtbot):
    plot = board.cards[TREND].plot
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == 1
    with qtbot.waitSignal(board.list_asked) as asked:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    register, view = asked.args
    assert register == "assessment.batches"
    assert view.ranges["last_exam_day"] == (date(2025, 3, 1), date(2025, 3, 31))


def test_a_group_narrows_the_board(board):
    board.cards[GROUPS].picked.emit(board.cards[GROUPS].keys[0])
    assert (board.chosen().occupation, board.chosen().level) == ("电工", 4)


def test_filters_stay(board, shell, qtbot):
    board.level.setCurrentIndex(board.level.findData(4))
    board.span.setCurrentIndex(board.span.findData(0))
    board.base.setCurrentIndex(board.base.findData("applied"))
    again = shown(shell, qtbot)
    assert again.chosen() == Chosen(level=4) and again.base.currentData() == "applied"
    assert again.figures["present"].words.text().endswith("606 人")
    QSettings().remove("statistics.board/filters")


def test_a_chart_leaves_as_workbook_and_picture(board, shell, tmp_path):
    chart = board.cards[FUNNEL]
    board.save_book(chart, tmp_path / "f.xlsx")
    sheet = load_workbook(tmp_path / "f.xlsx").worksheets[0]
    assert sheet.max_row == 11 and sheet.cell(1, 1).value == "批次"
    assert chart.save_to(tmp_path / "f.png") and (tmp_path / "f.png").stat().st_size > 1000
    assert shell.said[-1][1] == "good"


def test_what_is_printed_carries_the_number_of_its_snapshot(board, shell, monkeypatch):
    opened = []
    monkeypatch.setattr("views.kit.print_preview.PreviewDialog", lambda *told: opened.append(told) or _Shown())
    board.take_snapshot()
    with shell.centre.reading() as context:
        number = context.db.scalar(select(Snapshot.number))
    assert number and number in opened[0][1]


class _Shown:
    def open(self):
        """Nothing is shown in a test."""


@pytest.mark.parametrize(("today", "first"), [(date(2026, 1, 20), date(2025, 2, 1)), (date(2026, 12, 31), date(2026, 1, 1))])
def test_twelve_months_end_with_this_one(today, first):
    assert last_months(today, 12) == first
