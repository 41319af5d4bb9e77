"""The team page: everybody's answer with its clauses, assigning by keyboard, the team beside it."""

import pytest
from PySide6.QtCore import Qt

from models.assignment.tables import Assignment
from tests.assessment.exams.makers import EVE
from tests.assignment.test_team import ready
from tests.centres import seat
from tests.people.makers import a_name, act, done, hired, person, stored
from tests.views.conftest import SmallShell, dressed  # noqa: F401  (the fixture that dresses the application)
from views.assignment.team_page import TeamPage
from views.assignment.team_seen import Candidate, narrowed


@pytest.fixture
def shown(qtbot, centre, tmp_path):
    """Four of the occupation, one of another; answers a maker of the page for an account."""
    here, session = ready(centre, tmp_path, count=4)
    hired(here, tmp_path, person(9, 考评职业="焊工"))

    def show(login: str = "exam") -> TeamPage:
        page = TeamPage(SmallShell(seat(here, login, EVE)))
        qtbot.addWidget(page)
        return page

    return show, here, session


def rows(page: TeamPage) -> dict[str, str]:
    return {one.name: one.answer for one in page.candidates.rows}


def test_everybody_is_answered_with_the_clause(shown):
    page = shown[0]()
    assert rows(page) == {a_name(n): "yes" for n in (1, 2, 3, 4)} | {a_name(9): "no"}
    assert page.counts.text() == "可以 4 · 须说明理由 0 · 不可以 1" and page.fine.isVisibleTo(page)
    page.line.setText(a_name(9))
    assert list(rows(page)) == [a_name(9)] and page.candidate().told == "考评职业范围"
    assert any("车工" in text for text in page.findings.texts())
    page.line.clear()
    page.fitting.setChecked(True)
    assert a_name(9) not in rows(page)


def test_enter_assigns_who_may_and_refuses_who_may_not(qtbot, shown):
    page, here = shown[0](), shown[1]
    page.line.setText(a_name(2))
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    page.assign()
    assert [(one.name, one.state) for one in page.team.rows] == [(a_name(2), "拟派")]
    assert page.candidate().told == "本场次考评员" and page._shell.changes == 1
    page.line.setText(a_name(9))
    page.assign()
    assert page.findings.texts() and len(stored(here, Assignment)) == 1


def test_who_wants_a_reason_is_asked_in_the_dialog(shown, monkeypatch):
    page, asked = shown[0](), []
    monkeypatch.setattr(page, "_dialog", lambda *told: asked.append((told[0], told[3])))
    page.post.setCurrentIndex(page.post.findData("leader"))
    assert rows(page)[a_name(1)] == "reason"
    page.line.setText(a_name(1))
    page.assign()
    assert asked == [("assignment.assign", a_name(1))]


def test_enter_looks_up_whoever_is_not_in_the_list(qtbot, shown):
    page = shown[0]()
    page.post.setCurrentIndex(page.post.findData("supervisor"))
    assert rows(page) == {}  # nobody is a supervisor here
    page.line.setText(a_name(9))
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert rows(page) == {a_name(9): "no"}  # without a supervisor's card


def test_only_who_may_act_can_press(shown):
    page = shown[0]("general")
    assert not page.buttons["assignment.assign"].isEnabled() and not page.buttons["assignment.dispatch_team"].isEnabled()
    assert shown[0]("director").buttons["assignment.dispatch_team"].isEnabled()
    assert shown[0]("exam").buttons["assignment.assign"].isEnabled() and not shown[0]("exam").buttons["assignment.dispatch_team"].isEnabled()


def test_the_keys_act_on_the_chosen_member(shown, monkeypatch):
    show, here, session = shown
    done(act(here, "exam", "assignment.propose_team", session, EVE, size=3, seed=7, reason="首批认定"))
    page, asked = show(), []
    monkeypatch.setattr(page, "_dialog", lambda name, key, *_more: asked.append((name, key)))
    assert "考评人员 3 人（至少 3 人），组长 1 人" in page.needs.text()
    page.members.selectRow(1)
    for name in ("assignment.accept", "assignment.attend", "assignment.note_absence", "assignment.excuse"):
        page.buttons[name].click()
    page.buttons["assignment.propose_team"].click()
    chosen = page.member().id
    assert [key for _name, key in asked] == [chosen] * 4 + [session]
    page._open()
    assert page._shell.opened[-1] == ("assignment.teams", chosen)


def test_names_are_narrowed_without_asking_again():
    found = [Candidate("1", "李红", "yes", "", "", ()), Candidate("2", "李强", "no", "", "", ()), Candidate("3", "王强", "reason", "", "", ())]
    assert [one.name for one in narrowed(found, " 李 ", False)] == ["李红", "李强"]
    assert [one.name for one in narrowed(found, "", True)] == ["李红", "王强"]
