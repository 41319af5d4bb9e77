"""The list of a register: any row is one jump away; it sorts, copies and keeps its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.core.acts import call
from models.core.centre import Centre
from models.core.registers import REGISTERS, View, page, position
from tests.centres import seat
from tests.views.conftest import PoolShell, SmallShell
from tests.views.people import fill, id_number
from views.kit.copying import as_lines, as_table
from views.kit.paged_table import PAGE, WAITING
from views.kit.pills import TONE
from views.kit.table_view import TableView

ROWS = 1234
REGISTER = REGISTERS["people.assessors"]


@pytest.fixture
def view(shell: SmallShell, qtbot: QtBot) -> TableView:
    fill(shell.centre, ROWS)
    made = TableView(shell, REGISTER)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_view(View(order="card_number"))
    return made


def settle(view: TableView, row: int) -> None:
    """Look at a row as painting does, and let its page land."""
    view.table.data(view.table.index(row, 0))
    QApplication.processEvents()


def shown(view: TableView, row: int, name: str) -> Any:
    settle(view, row)
    return view.table.data(view.table.index(row, view.columns().index(name)))


def test_the_table_counts_all_rows_and_reads_only_what_is_looked_at(view: TableView) -> None:
    assert view.table.rowCount() == ROWS
    index = view.table.index(PAGE * 5, 0)
    assert view.table.data(index) == WAITING
    QApplication.processEvents()
    assert view.table.data(index) != WAITING
    assert view.table.data(view.table.index(PAGE * 9, 0)) == WAITING


@pytest.mark.parametrize("row", [0, 99, 100, 617, ROWS - 1])
def test_any_row_is_one_jump_away(view: TableView, row: int) -> None:
    assert shown(view, row, "card_number") == f"Y0000410290012{row + 1:05d}"


def test_identity_numbers_are_masked_in_lists(view: TableView) -> None:
    assert id_number(1) != shown(view, 0, "id_no")
    assert "*" in shown(view, 0, "id_no")


def test_a_state_has_a_tone_and_a_plain_text_has_none(view: TableView) -> None:
    columns = view.columns()
    assert view.table.data(view.table.index(0, columns.index("state")), TONE) in ("danger", "caution", "good", "plain")
    assert view.table.data(view.table.index(0, columns.index("name")), TONE) is None


def test_a_click_on_a_header_sorts_sortable_columns_only(view: TableView, qtbot: QtBot) -> None:
    header, asked = view.horizontalHeader(), []
    view.sorted_by.connect(lambda *what: asked.append(what))
    for name in ("valid_to", "card_number", "sex"):
        section = view.columns().index(name)
        view.scrollTo(view.table.index(0, section))
        place = QPoint(header.sectionViewportPosition(section) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    # A click on the order in force turns it round; 性别 has no order.
    assert asked == [("valid_to", False), ("card_number", True)]


def test_descending_begins_with_the_last(view: TableView) -> None:
    view.show_view(View(order="card_number", descending=True))
    assert shown(view, 0, "card_number") == f"Y0000410290012{ROWS:05d}"
    assert shown(view, ROWS - 1, "card_number") == "Y000041029001200001"


def test_select_goes_to_a_record_far_away(view: TableView) -> None:
    with_id: list[int] = []
    view.chosen.connect(with_id.append)
    view.select(1000)
    QApplication.processEvents()
    settle(view, 999)
    assert view.currentIndex().row() == 999
    assert with_id[-1] == 1000


def test_the_chosen_record_stays_chosen_when_the_order_changes(view: TableView) -> None:
    view.select(3)
    view.show_view(View(order="card_number", descending=True))
    QApplication.processEvents()
    assert view.currentIndex().row() == ROWS - 3


def test_home_end_and_enter(view: TableView, qtbot: QtBot) -> None:
    opened: list[int] = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == ROWS - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [2]


def test_copied_rows_come_with_headers_also_from_pages_never_seen(view: TableView, qtbot: QtBot) -> None:
    view.selectAll()
    view.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == ROWS + 1
    assert lines[0].split("\t") == [field.label for field in view.table.fields]
    assert f"Y0000410290012{ROWS:05d}" in lines[-1]
    assert id_number(ROWS) not in lines[-1], "copies are masked as the list is"


@pytest.mark.parametrize(("cell", "pasted"), [
    ("=1+1", "'=1+1"), ("@x", "'@x"), ("+8613800000001", "+8613800000001"), ("-5", "-5"), ("车\t工\n", "车 工"),
])  # fmt: skip
def test_no_copied_text_becomes_a_formula_or_a_further_cell(cell: str, pasted: str) -> None:
    assert as_lines([[cell]]) == pasted


def test_a_spreadsheet_is_told_that_numbers_are_text() -> None:
    table = as_table([["410102198001010010", "<b>"]])
    assert table.count(r"mso-number-format:'\@'") == 2
    assert "&lt;b&gt;" in table


def test_columns_are_chosen_and_remembered(view: TableView, shell: SmallShell, qtbot: QtBot) -> None:
    menu = view.columns_menu()
    education = next(action for action in menu.actions() if action.text() == "文化程度")
    assert not education.isChecked()
    education.toggle()
    view.horizontalHeader().resizeSection(0, 173)
    again = TableView(shell, REGISTER)
    qtbot.addWidget(again)
    assert "education" in again.columns()
    assert again.horizontalHeader().sectionSize(0) == 173
    again.reset_columns()
    assert "education" not in again.columns()


def test_pages_are_read_anew_after_a_change(view: TableView) -> None:
    fresh = {"employer": "示例新单位"}
    employer = shown(view, 700, "employer")
    with view.table._counts._shell.centre.engine.begin() as connection:  # a colleague's change, beside this window
        from sqlalchemy import update

        from models.people.tables import Person

        connection.execute(update(Person).values(**fresh))
    view.table.refresh()
    settle(view, 700)
    assert employer != "示例新单位"
    assert shown(view, 700, "employer") == "示例新单位"


@pytest.fixture
def threaded(pool: PoolShell, qtbot: QtBot) -> Iterator[TableView]:
    fill(pool.centre, ROWS)
    made = TableView(pool, REGISTER)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_view(View(order="card_number"))
    yield made
    assert not pool.errors


def test_pages_land_from_threads(threaded: TableView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: threaded.table.rowCount() == ROWS)
    threaded.scrollToBottom()
    last = threaded.table.index(ROWS - 1, threaded.columns().index("card_number"))
    qtbot.waitUntil(lambda: threaded.table.data(last) == f"Y0000410290012{ROWS:05d}")


def test_an_answer_to_an_older_view_is_dropped(threaded: TableView, qtbot: QtBot) -> None:
    threaded.show_view(View(text="Y000041029001200077"))
    qtbot.waitUntil(lambda: threaded.table.rowCount() == 1)
    assert threaded.table.record_at(0) == 77


def test_a_register_that_opens_newest_first_knows_where_each_record_stands(centre: Centre) -> None:
    call(centre, "core.save_view", register="core.audit", name="甲", setup="{}")
    call(centre, "core.save_view", register="core.audit", name="乙", setup="{}")
    seated = seat(centre, "director")
    with seated.reading() as context:
        audit = REGISTERS["core.audit"]
        for view in (View(), View(order="seq"), View(order="seq", descending=True)):
            listed = [record.id for record in page(context, audit, view)]
            assert len(listed) == 3
            assert [position(context, audit, view, number) for number in listed] == [0, 1, 2]
