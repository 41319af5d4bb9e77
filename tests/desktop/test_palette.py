"""Ctrl+K: a few characters of anything lead there, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from tests.desktop.conftest import WAIT, quiet
from views.kit.choices import BEGIN, PAGE, RECORD, fits


@pytest.fixture
def shown(workspace, demo):
    made = workspace(demo("exam"))
    made.show()
    return made


def typed(shown, qtbot, jobs, text):
    palette = shown.show_palette()
    palette.line.setText(text)
    quiet(qtbot, jobs)
    return palette


def someone(shown):
    """Name and id of an assessor of the fictional centre."""
    from models.people.tables import Qualification

    with shown.centre.reading() as context:
        held = context.db.query(Qualification).filter(Qualification.kind == "assessor").first()
        return held.person.name, held.id


def test_a_name_leads_to_the_record(shown, qtbot, jobs):
    name, record = someone(shown)
    palette = typed(shown, qtbot, jobs, name)
    hits = [choice for choice in palette.choices() if choice.kind == RECORD]
    assert (hits[0].place, hits[0].record, hits[0].heading) == ("people.assessors", record, "考评人员")
    assert name in hits[0].text
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    quiet(qtbot, jobs)
    assert shown.current_key() == "people.assessors"
    page = shown.stack.currentWidget()
    qtbot.waitUntil(lambda: page.table.table.record_at(page.table.currentIndex().row()) == record, timeout=WAIT)


def test_pinyin_initials_find_people(shown, qtbot, jobs):
    from models.core.names import initials

    name, record = someone(shown)
    palette = typed(shown, qtbot, jobs, initials(name)[0])
    assert record in [choice.record for choice in palette.choices() if choice.place == "people.assessors"]


def test_acts_and_pages_are_found_by_their_words_and_initials(shown, qtbot, jobs):
    begun = [choice for choice in typed(shown, qtbot, jobs, "sbkpy").choices() if choice.kind == BEGIN]
    assert [choice.name for choice in begun] == ["people.apply_assessor"]
    found = [choice.place for choice in typed(shown, qtbot, jobs, "日历").choices() if choice.kind == PAGE]
    assert found == ["core.calendar"]


def test_gen_003_what_the_role_may_not_read_is_not_found(workspace, demo, qtbot, jobs):
    name, _record = someone(workspace(demo("exam")))
    admin = workspace(demo("admin"))
    assert typed(admin, qtbot, jobs, name).choices() == []


def test_choosing_an_act_opens_its_dialog(shown, qtbot, jobs):
    palette = typed(shown, qtbot, jobs, "申报考评员资格")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    quiet(qtbot, jobs)
    dialogs = [each for each in shown.findChildren(object) if type(each).__name__ == "CommandDialog"]
    assert [dialog.command.name for dialog in dialogs] == ["people.apply_assessor"]
    dialogs[0].close()


def test_arrows_pass_over_headings(shown, qtbot, jobs):
    palette = typed(shown, qtbot, jobs, "")
    first = palette.list.currentRow()
    assert first == 1, "row 0 is a heading"
    for _step in range(len(palette.choices()) + 3):
        qtbot.keyClick(palette.line, Qt.Key.Key_Down)
        assert palette.list.currentItem().data(Qt.ItemDataRole.UserRole) is not None
    last = palette.list.count() - 1
    assert palette.list.currentRow() == last
    qtbot.keyClick(palette.line, Qt.Key.Key_PageUp)
    assert first <= palette.list.currentRow() < last


def test_escape_closes_it(shown, qtbot, jobs):
    palette = typed(shown, qtbot, jobs, "")
    with qtbot.waitSignal(palette.destroyed, timeout=WAIT):
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("typed_words", "found"),
    [(("日历",), True), (("gzrl",), True), (("gz", "rl"), True), (("证书",), False)],
)
def test_words_and_initials_fit_a_title(typed_words, found):
    assert fits(typed_words, "工作日历") is found
