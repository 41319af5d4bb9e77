"""The page of score entry: digits and Enter, nothing of the other's entry, the differences and the third's decision."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent

from models.assessment.scores.tables import Score, ScoreEntry
from tests.assessment.scores.desk import OTHER, Desk
from tests.centres import TODAY, seat
from tests.views.conftest import SmallShell, dressed  # noqa: F401  (the fixture that dresses the application)
from views.assessment.scores_entry import SAVED_EVERY, ScoresPage
from views.assessment.scores_seen import HIDDEN, read
from views.kit.command_dialog import CommandDialog


@pytest.fixture
def desk(centre):
    made = Desk(centre, people=4)
    made.marker()
    return made


def open_page(qtbot, desk, login="exam"):
    shell = SmallShell(seat(desk.centre, login, TODAY))
    page = ScoresPage(shell)
    shell.pages.append(page)
    qtbot.addWidget(page)
    return page


def type_in(qtbot, page, *marks):
    for mark in marks:
        qtbot.keyClicks(page.line, mark)
        qtbot.keyClick(page.line, Qt.Key.Key_Return)


def told(page, model=None):
    lines = model or page.sheet
    return [tuple(lines.data(lines.index(row, column)) for column in range(lines.columnCount())) for row in range(lines.rowCount())]


def stored(desk, table):
    with desk.centre.reading() as context:
        return context.db.query(table).count()


def test_digits_and_enter_down_the_sheet_and_a_letter_for_absence(qtbot, desk):
    page = open_page(qtbot, desk)
    assert page.turn.text() == "第一次录入" and page.who.text().startswith("T001")
    type_in(qtbot, page, "68.5", "q")
    assert [row[2:] for row in told(page)] == [("68.5", "待保存"), ("缺考", "待保存"), ("", ""), ("", "")]
    assert page.who.text().startswith("T003") and page.told.text() == "已录 2 / 4，待保存 2"
    assert stored(desk, ScoreEntry) == 0
    type_in(qtbot, page, "100", "0")  # the last line hands everything over
    assert stored(desk, ScoreEntry) == 4 and page.waiting == {} and page.told.text() == "已录 4 / 4"
    assert [row[2:] for row in told(page)] == [("68.5", "已录入"), ("缺考", "已录入"), ("100", "已录入"), ("0", "已录入")]


@pytest.mark.parametrize(
    ("typed", "kept"), [("100", "100"), ("100.1", ""), ("59.95", ""), ("0", "0"), ("-1", ""), ("Z", "作弊"), ("h", "缓考"), ("x", "")]
)
def test_asm_pas_001_only_a_score_is_taken(typed, kept):
    assert read(typed, TODAY) == kept


def test_what_is_no_score_stays_in_the_line(qtbot, desk):
    page = open_page(qtbot, desk)
    type_in(qtbot, page, "101")
    assert page.line.text() == "101" and page.waiting == {} and page.who.text().startswith("T001")
    assert page._shell.said[-1][1] == "caution"


def test_arrows_and_a_slash_move_on_the_sheet(qtbot, desk):
    page = open_page(qtbot, desk)
    qtbot.keyClick(page.line, Qt.Key.Key_Down)
    assert page.who.text().startswith("T002")
    type_in(qtbot, page, "/004")
    assert page.who.text().startswith("T004") and page.line.text() == ""
    type_in(qtbot, page, "/00")
    assert page._shell.said[-1][1] == "caution"


def test_asm_mrk_007_the_second_person_sees_nothing_of_the_first(qtbot, desk):
    desk.enter("theory", 61, 62, 63, 64)
    page = open_page(qtbot, desk, OTHER)
    assert page.turn.text() == "第二次录入"
    assert [row[2:] for row in told(page)] == [("", "")] * 4 and told(page, page.differences) == []


def test_asm_mrk_007_exactly_the_differing_rows_with_both_values_for_the_third(qtbot, desk):
    desk.enter("theory", 61, 62, 63, 64)
    page = open_page(qtbot, desk, OTHER)
    type_in(qtbot, page, "61", "26", "63", "Q")
    assert [row[0] for row in told(page, page.differences)] == ["T002", "T004"]
    assert [row[2:4] for row in told(page, page.differences)] == [(HIDDEN, "26"), (HIDDEN, "缺考")]
    assert not page.decide.isEnabled() and page.counts.text() == "两次一致或已裁定 2 / 4"
    third = open_page(qtbot, desk, "director")
    assert [row[2:] for row in told(third, third.differences)] == [("62", "26", "待裁定"), ("64", "缺考", "待裁定")]
    assert third.turn.text() == "两人已录入" and third.line.isReadOnly() and third.decide.isEnabled()
    desk.done("assessment.settle_score", login="director", ticket="T002", subject="theory", score="62", why="看原始评分表")
    third.refresh()
    assert told(third, third.differences)[0][2:4] == ("62", "26") and told(third, third.differences)[0][4].startswith("62 ")
    assert third.differ.text() == "差异 1 处" and third.pairs.currentIndex().row() == 1  # the next one that is open
    third.pairs.selectRow(0)
    assert not third.decide.isEnabled()


def test_the_decision_is_asked_in_the_dialog_of_its_command(qtbot, desk):
    desk.enter("theory", 61)
    desk.enter("theory", 60, login=OTHER)
    page = open_page(qtbot, desk, "director")
    page.settle()
    dialog = page.window().findChildren(CommandDialog)[0]
    assert dialog.command.name == "assessment.settle_score" and "ticket" not in dialog.rows
    dialog.close()


def test_what_is_refused_is_kept_until_it_is_given_up(qtbot, centre):
    desk = Desk(centre, people=2)  # no marker has signed anything: SEC-013
    page = open_page(qtbot, desk)
    type_in(qtbot, page, "60", "70")
    assert page.waiting == {"T001": "60", "T002": "70"} and stored(desk, ScoreEntry) == 0 and not page.drop.isHidden()
    page.subject.setCurrentIndex(1)  # the other sheet waits, too
    assert page.subject.currentData() == "theory" and page.seen.subject == "theory"
    page.discard()
    page.subject.setCurrentIndex(1)
    assert page.waiting == {} and page.seen.subject == "skill"


def test_another_subject_saves_first_and_keeps_apart(qtbot, desk):
    page = open_page(qtbot, desk)
    type_in(qtbot, page, "60")
    page.subject.setCurrentIndex(1)
    assert page.seen.subject == "skill" and [row[2] for row in told(page)] == [""] * 4
    with desk.centre.reading() as context:
        assert [(one.subject, one.tenths) for one in context.db.query(ScoreEntry)] == [("theory", 600)]


def test_leaving_saves_and_every_few_lines_are_saved(qtbot, centre):
    desk = Desk(centre, people=SAVED_EVERY + 3)
    desk.marker()
    page = open_page(qtbot, desk)
    type_in(qtbot, page, *["70"] * (SAVED_EVERY - 1))
    assert stored(desk, ScoreEntry) == 0
    type_in(qtbot, page, "70")
    assert stored(desk, ScoreEntry) == SAVED_EVERY
    type_in(qtbot, page, "71")
    page.hideEvent(QHideEvent())
    assert stored(desk, ScoreEntry) == SAVED_EVERY + 1 and stored(desk, Score) == 0
