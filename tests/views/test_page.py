"""The page of a register: filters, saved views, the record beside the list, what may be done and what may not."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.core.acts import COMMANDS, call
from models.core.registers import REGISTERS, View
from models.core.tables import AuditEntry
from models.people.tables import Qualification
from tests.centres import seat
from tests.views.conftest import SmallShell
from tests.views.people import fill, id_number
from views.kit.command_dialog import CommandDialog
from views.kit.looks import setup_of, view_of
from views.kit.register_page import RegisterPage

ROWS = 250
REGISTER = REGISTERS["people.assessors"]


def page_of(shell: SmallShell, qtbot: QtBot, rows: int = ROWS) -> RegisterPage:
    if rows:
        fill(shell.centre, rows)
    made = RegisterPage(shell, REGISTER)
    shell.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1084, 700)
    made.show()
    return made


@pytest.fixture
def page(shell: SmallShell, qtbot: QtBot) -> RegisterPage:
    return page_of(shell, qtbot)


def rows(page: RegisterPage) -> int:
    return page.table.table.rowCount()


def test_the_text_filter_waits_for_a_pause_and_enter_does_not(page: RegisterPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.bar.text, "Y000041029001200017")
    assert rows(page) == ROWS
    qtbot.waitUntil(lambda: rows(page) == 1)
    page.bar.text.clear()
    assert rows(page) == ROWS
    qtbot.keyClicks(page.bar.text, "Y000041029001200018")
    qtbot.keyClick(page.bar.text, Qt.Key.Key_Return)
    assert rows(page) == 1


def test_a_facet_shows_its_answer_and_filters(page: RegisterPage) -> None:
    facet = page.bar.facets["grade"]
    assert facet.text() == "类别：全部 ▾"
    next(action for action in facet.menu().actions() if action.text() == "高级考评员").trigger()
    assert facet.text() == "类别：高级考评员 ▾"
    assert rows(page) == ROWS // 4
    assert "符合条件" in page._count.text()
    page.bar.clear()
    assert rows(page) == ROWS and facet.text() == "类别：全部 ▾"


def test_a_date_range_includes_both_days(page: RegisterPage, shell: SmallShell) -> None:
    with shell.centre.reading() as context:
        day = context.db.get_one(Qualification, 1).valid_to
    span = page.bar.add_range("valid_to")
    span.type(day.isoformat(), day.isoformat())
    span.apply()
    alone = rows(page)
    span.type((day - timedelta(days=1)).isoformat(), (day + timedelta(days=1)).isoformat())
    span.apply()
    assert 1 <= alone <= rows(page) < ROWS
    span.type("2026-13-40", "")
    before = span.span
    span.apply()
    assert span.span == before, "a date that does not read changes nothing"
    span.removed.emit("valid_to")
    assert rows(page) == ROWS


def test_a_view_is_saved_applied_and_deleted(page: RegisterPage, shell: SmallShell) -> None:
    page.bar.facets["grade"].set_option("senior")
    page.bar.facets["grade"].changed.emit()
    page.table.show_columns(["name", "valid_to"])
    page.bar.sort("valid_to", True)
    page.bar.save_as("高级，快到期在后")
    page.bar.clear()
    page.table.reset_columns()
    page.bar.apply_saved("高级，快到期在后")
    assert rows(page) == ROWS // 4
    assert page.table.columns() == ["name", "valid_to"]
    assert (page.table.table.view.order, page.table.table.view.descending) == ("valid_to", True)
    page.bar.drop("高级，快到期在后")
    assert not page.bar.saved


def test_a_saved_view_of_an_older_program_leaves_out_what_is_gone() -> None:
    kept = {"facets": {"gone": "x", "grade": "gone"}, "ranges": {"gone": [None, None]}, "order": "gone"}
    view, columns = view_of(REGISTER, kept | {"columns": ["gone", "name"]})
    assert (view.facets, view.ranges, view.order, columns) == ({}, {}, "", ["name"])
    assert view_of(REGISTER, setup_of(view, columns)) == (view, columns)


def test_nothing_found_offers_to_clear_the_filter(page: RegisterPage) -> None:
    page.bar.text.setText("没有这样的人")
    page.bar.text.returnPressed.emit()
    assert page._empty_title.text() == "没有符合条件的记录"
    page._empty_button.click()
    assert rows(page) == ROWS and page._stack.currentIndex() == 0


def test_an_empty_register_says_how_to_begin(shell: SmallShell, qtbot: QtBot) -> None:
    page = page_of(shell, qtbot, 0)
    assert page._empty_title.text() == "还没有记录"
    assert "导入" in page._empty_advice.text()
    assert page._empty_button.isHidden()


def test_select_shows_the_record_even_behind_a_filter(page: RegisterPage) -> None:
    page.bar.text.setText("Y000041029001200001")
    page.bar.text.returnPressed.emit()
    page.select(200)
    assert page.detail.detail is not None and page.detail.detail.record_id == 200
    assert page.table.table.record_at(page.table.currentIndex().row()) in (200, None)


def test_enter_leads_to_the_first_act(page: RegisterPage, qtbot: QtBot) -> None:
    page.select(5)
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    QApplication.processEvents()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert isinstance(page.focusWidget(), QPushButton)
    assert page.focusWidget() is page.detail.act_buttons()[0]


def test_allowed_acts_stand_first_and_a_refused_one_says_why_and_who(page: RegisterPage) -> None:
    page.select(5)
    buttons = page.detail.act_buttons()
    refused = [one.property("kind") == "refused" for one in buttons]
    assert refused == sorted(refused) and refused[0] is False and refused[-1] is True
    assert "PPL-ORG-010" in buttons[-1].toolTip() and "中心主任" in buttons[-1].toolTip()
    buttons[-1].click()
    assert page.detail.refusal.texts()[0].startswith(f"不能{buttons[-1].text()}：")
    assert not page.window().findChildren(CommandDialog)


def test_an_act_refused_by_a_rule_stands_explained_without_a_click(shell: SmallShell, qtbot: QtBot) -> None:
    shell.centre = seat(shell.centre, "director")
    page = page_of(shell, qtbot)
    with shell.centre.reading() as context:
        registers_acts = [COMMANDS[name] for name in REGISTER.actions]
        record = context.db.get(REGISTER.table, 5)
        refused = [one.title for one in registers_acts if one.guard and list(one.guard(context, record))]
    page.select(5)
    shown = [one.text() for one in page.detail.act_buttons() if one.property("kind") == "refused"]
    assert set(shown) <= set(refused)
    assert bool(page.detail.refusal.texts()) is bool(shown)


def test_findings_carry_their_clause_as_a_link(page: RegisterPage, shell: SmallShell) -> None:
    page.select(5)
    assert page.detail.notes.texts()
    rule = page.detail.detail.notes[0]["rule"]  # type: ignore[union-attr]
    page.detail.notes.cited.emit(rule)
    assert shell.cited == [rule]


def test_gen_003_a_whole_number_is_shown_on_demand_and_audited(page: RegisterPage, shell: SmallShell) -> None:
    page.select(5)
    assert "*" in page.detail.facts.text_of("id_no")
    page.detail.facts.wanted.emit("id_no")
    assert page.detail.facts.text_of("id_no") == id_number(5)
    with shell.centre.reading() as context:
        last = context.db.query(AuditEntry).order_by(AuditEntry.seq.desc()).first()
        assert last is not None and last.command == "core.reveal" and "qualification:5" in last.detail
    page.detail.reload()
    assert "*" in page.detail.facts.text_of("id_no"), "the next look is masked again"


def test_who_may_not_see_whole_numbers_is_not_offered_them(shell: SmallShell, qtbot: QtBot) -> None:
    shell.centre = seat(shell.centre, "bank")
    page = page_of(shell, qtbot, 3)
    page.select(2)
    assert page.detail.detail is not None
    assert not [fact for fact in page.detail.detail.facts if fact.hidden]


def test_attachments_are_added_checked_and_taken_off(page: RegisterPage, shell: SmallShell, tmp_path: Path) -> None:
    file = tmp_path / "合同扫描.pdf"
    file.write_bytes(b"%PDF-1.4 content")
    page.select(5)
    done = call(shell.centre, "core.attach", subject=page.detail.detail.subject, file=str(file), kind="聘任合同")  # type: ignore[union-attr]
    assert done.done
    page.refresh()
    kept = page.detail.detail.attachments[0]  # type: ignore[union-attr]
    assert kept.name == "合同扫描.pdf"
    assert page.detail.attachments._notes[kept.id].text() == "聘任合同 · 1 KB · 校验一致"
    damaged = next(one for one in (Path(shell.centre.where) / "files").rglob("*") if one.is_file())
    damaged.write_bytes(b"something else")
    page.refresh()
    assert "不一致" in page.detail.attachments._notes[kept.id].text()
    page.detail.open_attachment(kept.id)
    assert shell.said[-1][1] == "danger"
    assert call(shell.centre, "core.detach", kept.id, kept.version, why="上传错了").done
    page.refresh()
    assert not page.detail.detail.attachments  # type: ignore[union-attr]


def test_what_was_made_is_shown_where_it_belongs(shell: SmallShell, qtbot: QtBot) -> None:
    shell.centre = seat(shell.centre, "admin")
    users = RegisterPage(shell, REGISTERS["core.users"])
    qtbot.addWidget(users)
    users.show()
    dialog = users.start_create("core.add_user")
    for name, value in {"login": "lihong", "name": "李红", "roles": ["EXM"], "password": "long-enough-1"}.items():
        dialog.rows[name].editor.fill(value)
    dialog.submit()
    assert dialog.made[0][0] == "core.users"
    assert users.detail.detail is not None and users.detail.detail.title == "李红"


def test_an_application_begun_among_assessors_is_shown_among_applications(shell: SmallShell, qtbot: QtBot) -> None:
    shell.centre = seat(shell.centre, "exam")
    page = page_of(shell, qtbot, 3)
    dialog = page.start_create("people.apply_assessor")
    filled = {"name": "周明远", "id_no": id_number(900), "employer": "示例学院", "phone": "13800000001", "grade": "assessor",
              "occupation": "车工", "cert_level": "2", "title_rank": "middle"}  # fmt: skip
    for name, value in filled.items():
        dialog.rows[name].editor.fill(value)
    declared = dialog.rows["declared"].editor
    declared.fill(list(declared.kind.options))  # type: ignore[attr-defined]
    dialog.submit()
    if dialog.outcome is None:
        dialog.reason.editor.fill("条件已核对")
        dialog.submit()
    assert dialog.outcome is not None, dialog.findings.texts()
    assert [key for key, _number in dialog.made] == ["people.applications"]
    assert shell.opened == [dialog.made[0]]


def test_a_role_sees_only_the_buttons_it_may_use(shell: SmallShell, qtbot: QtBot) -> None:
    for login in ("director", "general", "exam", "finance"):
        shell.centre = seat(shell.centre, login)
        page = page_of(shell, qtbot, 0)
        roles = shell.centre.actor.roles
        assert ("people.apply_assessor" in page.buttons) is bool(roles & COMMANDS["people.apply_assessor"].roles)
        assert ("import" in page.buttons) is bool(roles & COMMANDS["people.import_assessors"].roles)


@pytest.mark.parametrize("key", list(REGISTERS))
def test_every_register_opens_sorts_and_describes(key: str, shell: SmallShell, qtbot: QtBot) -> None:
    fill(shell.centre, 3)
    shell.centre = seat(shell.centre, "admin" if key == "core.users" else "director")
    page = RegisterPage(shell, REGISTERS[key])
    qtbot.addWidget(page)
    page.show()
    for field in REGISTERS[key].sortable:
        page.table.show_view(View(order=field.name, descending=True))
    page.table.show_columns([field.name for field in REGISTERS[key].fields])
    first = page.table.table.record_at(0)
    if first is not None:
        page.select(first)
        assert page.detail.detail is not None and page.detail.detail.title
