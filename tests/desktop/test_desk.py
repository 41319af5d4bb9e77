"""The desk: numbers that agree with the due list, drawers, the way into a record, the list of the week."""

import pytest
from PySide6.QtCore import Qt

from desktop import pages
from models.core.due import OVERDUE, SOON, TODAY, due_items, incomplete_counts
from tests.desktop.conftest import WAIT, quiet
from views.desk.items import LACKING, TONES
from views.kit.pills import TONE


@pytest.fixture
def shown(workspace, demo):
    return workspace(demo("director"))


@pytest.fixture
def desk(shown):
    return shown.show_page(pages.DESK)


def test_the_numbers_are_those_of_the_due_list(shown, desk):
    with shown.centre.reading() as context:
        states = [item.state(context.today) for item in due_items(context)]
        lacking = sum(incomplete_counts(context).values())
    found = {drawer: stat.number.text() for drawer, stat in desk.stats.items()}
    assert found == {drawer: str(states.count(drawer)) for drawer in (OVERDUE, TODAY, SOON)} | {LACKING: str(lacking)}
    assert states.count(OVERDUE) > 0, "the fictional centre has something overdue"


def test_the_most_urgent_stands_first_in_a_red_pill(desk):
    table = desk.table.table
    assert table.index(0, 0).data().startswith("逾期")
    assert table.index(0, 0).data(TONE) == TONES[OVERDUE] == "danger"
    assert table.index(0, 1).data(TONE) is None


def test_a_number_shows_only_its_own_and_all_again(desk, qtbot):
    everything = desk.table.table.rowCount()
    qtbot.mouseClick(desk.stats[OVERDUE], Qt.MouseButton.LeftButton)
    assert {line.drawer for line in desk.table.table.lines} == {OVERDUE}
    assert desk.table.table.rowCount() == int(desk.stats[OVERDUE].number.text())
    qtbot.mouseClick(desk.stats[OVERDUE], Qt.MouseButton.LeftButton)
    assert desk.table.table.rowCount() == everything


def test_enter_opens_the_record(shown, desk, qtbot, jobs):
    line = desk.table.table.lines[0]
    qtbot.keyClick(desk.table, Qt.Key.Key_Return)
    quiet(qtbot, jobs)
    assert shown.current_key() == line.register
    page = shown.stack.currentWidget()
    qtbot.waitUntil(lambda: page.table.table.record_at(page.table.currentIndex().row()) == line.record, timeout=WAIT)


def test_incomplete_records_open_as_a_filtered_list(shown, desk, qtbot, jobs):
    row, line = next((row, line) for row, line in enumerate(desk.table.table.lines) if line.drawer == LACKING)
    desk.table.selectRow(row)
    qtbot.keyClick(desk.table, Qt.Key.Key_Return)
    quiet(qtbot, jobs)
    assert shown.current_key() == line.register
    page = shown.stack.currentWidget()
    qtbot.waitUntil(lambda: page.table.table.rowCount() == line.count, timeout=WAIT)
    assert page.bar.filters()


def test_selected_rows_are_copied_as_a_spreadsheet_takes_them(desk, qapp):
    desk.table.selectRow(0)
    desk.table.copy()
    heads, row = qapp.clipboard().text().split("\n")
    assert heads.split("\t") == ["期限", "类别", "事项", "要求", "负责", "依据"]
    assert row.split("\t") == list(desk.table.table.lines[0].cells)


def test_the_list_of_the_week_goes_on_paper(shown, desk, qtbot, jobs):
    desk.export()
    quiet(qtbot, jobs)
    previews = [each for each in shown.findChildren(object) if type(each).__name__ == "PreviewDialog"]
    assert [preview.windowTitle() for preview in previews] == ["本周待办"]
    previews[0].close()


def test_only_what_the_role_may_do_is_offered(workspace, demo):
    offered = {
        login: [action.text() for action in workspace(demo(login)).show_page(pages.DESK).begin_button.menu().actions()]
        for login in ("exam", "finance")
    }
    assert "申报考评员资格" in offered["exam"]
    assert len(offered["exam"]) == len(set(offered["exam"])), "each act once"
    assert "申报考评员资格" not in offered["finance"], "only what the role may begin"


def test_an_empty_centre_says_what_will_stand_here(workspace, centre):
    desk = workspace(centre()).show_page(pages.DESK)
    assert not desk.table.isVisibleTo(desk)
    assert desk.empty_texts() == ("没有到期事项", "登记或导入记录后，到期的事项会自动列在这里")
    assert not desk.export_button.isEnabled()
