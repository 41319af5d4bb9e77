"""Charts are drawn once each, a turn of the event loop for each, and what they need is imported while nobody waits."""

import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import pages
from models.core.progress import to_the_end
from tests.views.conftest import SmallShell, dressed
from views.kit.charts.picture import Axis, Mark, Picture
from views.kit.charts.plot import Plot
from views.statistics.work import WorkPage

assert dressed  # our look
MONTHS = Picture([Mark(f"m{at}", f"{at} 月", at, 0.5 + at / 20, tip=f"{at} 月") for at in range(6)], Axis(0, 5), Axis(0, 1))


@pytest.fixture
def drawn(monkeypatch):
    """How often a plot was drawn."""
    calls = []
    real = Plot._draw
    monkeypatch.setattr(Plot, "_draw", lambda plot: (calls.append(plot), real(plot))[1])
    return calls


@pytest.fixture
def plot(qtbot, dressed, drawn):
    made = Plot()
    qtbot.addWidget(made)
    made.resize(400, 240)
    return made


def test_a_hidden_picture_is_drawn_once_when_it_is_looked_at(plot, qtbot, drawn):
    plot.show_picture(MONTHS)
    qtbot.wait(20)
    assert drawn == []
    plot.show()
    plot.resize(500, 300)
    plot.show_picture(MONTHS)
    qtbot.waitUntil(lambda: bool(drawn))
    qtbot.wait(20)
    assert drawn == [plot]
    plot.resize(420, 260)
    qtbot.waitUntil(lambda: len(drawn) == 2)


def test_a_key_before_the_picture_is_drawn_does_nothing(plot, qtbot, drawn):
    plot.show_picture(MONTHS)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == -1
    plot.show()
    qtbot.waitUntil(lambda: bool(drawn))
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == 0


def test_the_page_of_other_work_shows_one_chart_a_turn(centre, qtbot, dressed):
    page = WorkPage(SmallShell(centre("henan", "director", date(2026, 1, 20))))
    qtbot.addWidget(page)
    assert len(page._waiting) == len(page.parts) - 1
    qtbot.waitUntil(lambda: not page._waiting)
    assert all(not page.cards[name].isHidden() for name in page.parts)


@pytest.mark.parametrize(("known", "there"), [({pages.DESK}, False), ({pages.DESK, pages.BOARD}, True)])
def test_charts_are_prepared_for_who_sees_them(monkeypatch, known, there):
    called = []
    monkeypatch.setattr("views.statistics.board.prepare", lambda: called.append("charts"))
    to_the_end(pages.warmed(known))
    assert bool(called) is there


def test_preparing_imports_what_draws():
    from views.kit.charts.plot import prepare

    prepare()
    assert "pyqtgraph" in sys.modules
