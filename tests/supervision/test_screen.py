"""The on-site form on screen: keys grade, B and C open the remark, saving and signing are the commands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.supervision.board import form_of
from models.supervision.tables import AssessorRating, Supervision, SupervisionAnswer
from tests.centres import seat
from tests.people.makers import SUPERVISORS, a_name, act, done, person, stored, table, take, workbook
from tests.supervision.test_course import CARD, FRIDAY, supervisor
from tests.views.conftest import SmallShell
from views.supervision.form_board import FormBoard


@pytest.fixture
def board(centre, tmp_path, qtbot):
    """The form of a planned supervision with one assessor, before a supervisor."""
    here = centre("henan", on=FRIDAY)
    take(here, workbook(tmp_path / "s.xlsx", table([supervisor(41, "henan")])), register=SUPERVISORS, reason="按证书原件登记")
    take(here, workbook(tmp_path / "a.xlsx", table([person(1, **CARD)])), reason="按证书原件登记")
    done(act(here, "supervisor", "supervision.plan", None, FRIDAY, members=a_name(41), site="一号考点", starts_on=FRIDAY))
    [visit] = stored(here, Supervision)
    done(act(here, "supervisor", "supervision.fill_in", visit.id, FRIDAY, good=a_name(1)))
    made = FormBoard(SmallShell(seat(here, "supervisor")))
    qtbot.addWidget(made)
    made.show()
    made.show_form(visit.id)
    return made


def line(board, number):
    return next(one for one in board.lines if one.item.number == number)


def test_keys_grade_and_b_opens_the_remark(board):
    QTest.keyClick(line(board, 1).grades, Qt.Key.Key_A)
    QTest.keyClick(line(board, 2).grades, Qt.Key.Key_B)
    assert (line(board, 1).grade, line(board, 2).grade) == ("A", "B")
    assert line(board, 1).remark.isHidden() and not line(board, 2).remark.isHidden()
    QTest.keyClick(line(board, 2).grades, Qt.Key.Key_N)  # always applies: no way to skip it
    assert line(board, 2).grade == "B"
    assert line(board, 24).grades.isHidden() and line(board, 24).grade == "N"  # no defence of level 1


def test_saving_is_one_command_and_keeps_what_was_ticked(board):
    line(board, 3).grades.choose("C")
    line(board, 3).remark.setText("通道堆物")
    board.ratings[a_name(1)].choose("excellent")
    board.notes["advice"].setPlainText("加强巡查")
    board.save()
    here = board._shell.centre
    [answer] = stored(here, SupervisionAnswer)
    assert (answer.item, answer.grade, answer.remark) == (3, "C", "通道堆物")
    assert stored(here, AssessorRating)[0].grade == "excellent"
    assert stored(here, Supervision)[0].advice == "加强巡查"


def test_signing_says_what_is_lacking(board):
    dialog = board.sign()
    dialog.submit()
    assert stored(board._shell.centre, Supervision)[0].state == "planned"
    dialog.close()


def test_a_draft_is_not_shown_to_others(board):
    visit = board.form.supervision_id
    with seat(board._shell.centre, "exam").reading() as context:
        assert form_of(context, visit) is None
    with seat(board._shell.centre, "director").reading() as context:
        shown = form_of(context, visit)
        assert shown is not None and not shown.editable
