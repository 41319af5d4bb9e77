"""The navigation: groups that fold, what of them a person keeps, how the keyboard gets there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop import settings
from desktop.navigation import Navigation
from desktop.pages import Page
from tests.desktop.conftest import known, quiet


def page(key: str) -> Page:
    return Page(key, key.upper(), key.partition(".")[0], frozenset(), lambda _shell: QWidget())


PAGES = [page(key) for key in ("desk", "one.a", "one.b", "two.a", "two.b", "two.c")]


@pytest.fixture
def navigation(qtbot):
    shown = Navigation()
    qtbot.addWidget(shown)
    shown.fill(PAGES)
    shown.choose("desk")
    shown.resize(196, 300)
    shown.show()
    return shown


def visible(navigation):
    return [button.property("page") for button in navigation.buttons() if not button.isHidden()]


def heading(navigation, title):
    return next(one for one in navigation.headings if one.title == title)


def test_at_first_only_the_desk_stands_open(navigation):
    assert visible(navigation) == ["desk"]
    assert [one.title for one in navigation.headings] == ["desk", "one", "two"]


def test_a_click_on_a_heading_unfolds_and_folds_its_group(navigation, qtbot):
    with qtbot.waitSignal(navigation.folded):
        heading(navigation, "one").click()
    assert visible(navigation) == ["desk", "one.a", "one.b"]
    heading(navigation, "one").click()
    assert visible(navigation) == ["desk"]


def test_the_group_of_the_current_page_is_open_and_cannot_be_folded(navigation):
    navigation.choose("two.b")
    assert visible(navigation) == ["desk", "two.a", "two.b", "two.c"]
    heading(navigation, "two").click()
    assert "two.b" in visible(navigation)
    navigation.choose("one.a")
    assert visible(navigation) == ["desk", "one.a", "one.b"]  # opened only for its page: folded again


def test_what_is_due_in_a_folded_group_is_summed_on_its_heading(navigation):
    navigation.show_counts({"desk": 6, "two.a": 4, "two.c": 1})
    assert [one.text() for one in navigation.headings] == ["desk", "one", "two   5"]
    heading(navigation, "two").click()
    assert heading(navigation, "two").text() == "two"  # its pages say it now
    assert [button.text() for button in navigation.buttons()] == ["DESK   6", "ONE.A", "ONE.B", "TWO.A   4", "TWO.B", "TWO.C   1"]


def test_the_keyboard_alone_gets_to_a_page_of_a_folded_group(navigation, qtbot):
    qtbot.waitExposed(navigation)
    first = navigation.buttons()[0]
    first.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(navigation.focusWidget(), key)
    assert navigation.focusWidget().property("page") == "two.b"
    with qtbot.waitSignal(navigation.chosen) as asked:
        qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == ["two.b"]
    navigation.choose("desk")
    heading(navigation, "two").setFocus()
    qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Left)
    assert visible(navigation) == ["desk"]


def test_tab_reaches_every_heading_that_folds(navigation):
    reached = [one.title for one in navigation.headings if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()]
    assert reached == ["one", "two"]


def test_what_a_person_unfolds_is_there_the_next_time_and_only_for_this_person(window, centre, qtbot):
    opened = centre(login="director")
    chosen = known(opened)
    shown = window(chosen)
    shown.enter(opened)
    quiet(qtbot, shown.jobs)
    groups = shown.workspace.navigation.headings
    assert [one.title for one in groups if one.is_open] == ["鉴台"]
    groups[2].click()
    assert settings.load().unfolded == {"director": [groups[0].key, groups[2].key]}
    shown.close()

    again = window(settings.load())
    again.enter(centre.open(opened.folder, "director"))
    quiet(qtbot, again.jobs)
    assert [number for number, one in enumerate(again.workspace.navigation.headings) if one.is_open] == [0, 2]
    again.leave()
    again.enter(centre.open(opened.folder, "exam"))
    quiet(qtbot, again.jobs)
    assert [one.title for one in again.workspace.navigation.headings if one.is_open] == ["鉴台"]
