"""The import wizard: a workbook as people have it, its faults by row, the choice, and the way back."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.assessment.candidates.tables import Enrolment
from models.core.registers import REGISTERS, View, count
from models.core.tables import AbnormalOperation
from tests.assessment.scores.lists import batches, wide, written
from tests.centres import seat
from tests.views.conftest import PoolShell, SmallShell
from tests.views.people import fill, id_number
from views.kit.import_look import letter
from views.kit.import_wizard import COLUMNS, DONE, FILE, PREVIEW, ImportWizard

REGISTER = REGISTERS["people.assessors"]
HEADERS = ["序号", "姓名", "身份证号", "考评级别", "考评职业", "证卡编号", "发证日期", "有效期至", "爱好"]


def row(number: int, **other: Any) -> list[Any]:
    cells: dict[str, Any] = {
        "序号": number, "姓名": "周明", "身份证号": id_number(number), "考评级别": "考评员",
        "考评职业": "车工", "证卡编号": f"Y0000410290011{number:04d}",
        "发证日期": "2025-06-01", "有效期至": "2028年5月31日", "爱好": "书法",
    }  # fmt: skip
    return list((cells | other).values())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A roster below a title: five good rows, one with a wrong check digit, one valid for too long, a foot."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "考评员"
    sheet.append(["考评人员花名册"])
    sheet.append([])
    sheet.append(HEADERS)
    for number in range(1, 6):
        sheet.append(row(number))
    sheet.append(row(6, 身份证号=id_number(6)[:-1] + ("0" if id_number(6)[-1] != "0" else "1")))
    sheet.append(row(7, 有效期至="2031-05-31"))
    sheet.append(["制表：示例"])
    book.create_sheet("说明").append(["请用正楷填写"])
    path = tmp_path / "花名册.xlsx"
    book.save(path)
    return path


@pytest.fixture
def wizard(shell: SmallShell, qtbot: QtBot) -> ImportWizard:
    made = ImportWizard(shell, REGISTER)
    qtbot.addWidget(made)
    made.show()
    return made


def stored(shell: SmallShell) -> int:
    with shell.centre.reading() as context:
        return count(context, REGISTER, View())


def test_the_header_is_found_and_what_fits_no_field_is_told(wizard: ImportWizard, workbook: Path) -> None:
    assert wizard.pages.currentIndex() == FILE and wizard.next.isHidden()
    wizard.take_file(workbook)
    assert wizard.pages.currentIndex() == COLUMNS
    sheet, other = wizard.columns.sheets
    assert sheet.take.isChecked() and not other.take.isChecked()
    assert sheet.plan().header_rows == (3,)
    assert "爱好" in sheet._unknown.text()
    assert sheet._boxes["id_no"].currentText() == "C 列 身份证号"
    assert id_number(1) in sheet._boxes["id_no"].property("sample").text()


def test_the_person_puts_a_column_right_and_cannot_leave_out_a_needed_one(wizard: ImportWizard, workbook: Path) -> None:
    wizard.take_file(workbook)
    sheet = wizard.columns.sheets[0]
    sheet.choose("id_no", None)
    assert not wizard.next.isEnabled() and "身份证号" in wizard.state.text()
    sheet.choose("id_no", 2)
    sheet.choose("note", 8)
    assert wizard.next.isEnabled()
    assert sheet.plan().columns["note"] == 8 and not sheet.plan().unknown
    sheet.take.setChecked(False)
    assert not wizard.next.isEnabled()


def test_the_preview_counts_rows_and_names_each_fault_by_place(
    wizard: ImportWizard, workbook: Path, shell: SmallShell
) -> None:
    wizard.take_file(workbook)
    wizard.go_on()
    assert wizard.pages.currentIndex() == PREVIEW
    numbers = wizard.preview.counts.numbers
    assert numbers == {"new": 5, "changed": 0, "unchanged": 0, "held": 1, "rejected": 1}
    model = wizard.preview.model
    lines = [[model.data(model.index(line, column)) for column in range(6)] for line in range(model.rowCount())]
    assert [line[:4] for line in lines] == [
        ["退回", "考评员", "9", "身份证号"], ["待说明", "考评员", "10", "有效期至"],
    ]  # fmt: skip
    assert stored(shell) == 0, "a preview writes nothing"


def test_good_rows_go_in_and_the_others_come_back_as_a_workbook(
    wizard: ImportWizard, workbook: Path, shell: SmallShell, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    wizard.take_file(workbook)
    wizard.go_on()
    assert wizard.next.text() == "导入 5 行"
    wizard.go_on()
    assert wizard.pages.currentIndex() == DONE and shell.changes == 1
    assert stored(shell) == 5
    wizard.done_page.save_faults_to(tmp_path / "错误表.xlsx")
    sheet = load_workbook(tmp_path / "错误表.xlsx")["考评员"]
    assert [cell.value for cell in sheet[3]][: len(HEADERS)] == HEADERS
    assert sheet.max_row == 5


def test_all_or_nothing_waits_for_every_row(wizard: ImportWizard, workbook: Path, shell: SmallShell) -> None:
    wizard.take_file(workbook)
    wizard.go_on()
    wizard.preview.all_or_nothing.setChecked(True)
    assert not wizard.next.isEnabled() and wizard.state.text() == "没有可以导入的行"
    wizard.preview.good_rows.setChecked(True)
    assert wizard.next.isEnabled()


def test_a_reason_lets_held_rows_in_and_is_kept(wizard: ImportWizard, workbook: Path, shell: SmallShell) -> None:
    wizard.take_file(workbook)
    wizard.go_on()
    wizard.preview.reason.editor.fill("上级批文另行规定有效期")
    wizard.preview.reason.editor.changed.emit()
    assert wizard.next.text() == "导入 6 行"
    wizard.go_on()
    assert stored(shell) == 6
    with shell.centre.reading() as context:
        assert {one.reason for one in context.db.query(AbnormalOperation)} == {"上级批文另行规定有效期"}


def test_the_same_file_again_changes_nothing(
    wizard: ImportWizard, workbook: Path, shell: SmallShell, qtbot: QtBot
) -> None:
    wizard.take_file(workbook)
    wizard.go_on()
    wizard.go_on()
    again = ImportWizard(shell, REGISTER)
    qtbot.addWidget(again)
    again.take_file(workbook)
    again.go_on()
    assert again.preview.counts.numbers["unchanged"] == 5
    assert not again.next.isEnabled() and again.state.text() == "没有可以导入的行"


def test_an_import_is_taken_back_as_one_act(wizard: ImportWizard, workbook: Path, shell: SmallShell) -> None:
    wizard.take_file(workbook)
    wizard.go_on()
    wizard.go_on()
    wizard.undo().submit()
    assert wizard.done_page.title.text() == "这次导入已撤销"
    assert stored(shell) == 0


def test_a_strange_file_is_refused_with_advice(wizard: ImportWizard, tmp_path: Path) -> None:
    picture = tmp_path / "表.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    wizard.take_file(picture)
    assert wizard.pages.currentIndex() == FILE
    assert wizard.file.problem.text().startswith("表.xlsx：") and wizard.file.problem.isVisible()


def test_the_template_comes_back_without_a_fault(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.file.save_template_to(tmp_path / "模板.xlsx")
    wizard.take_file(tmp_path / "模板.xlsx")
    plan = wizard.columns.plans()[0]
    assert not plan.missing and not plan.unknown


def test_a_long_import_can_be_stopped_and_writes_nothing(pool: PoolShell, qtbot: QtBot, workbook: Path) -> None:
    made = ImportWizard(pool, REGISTER)
    qtbot.addWidget(made)
    made.show()
    made.take_file(workbook)
    qtbot.waitUntil(lambda: made.pages.currentIndex() == COLUMNS)
    with qtbot.waitSignal(made._watch.ended):
        made.go_on()
        made._watch.stop()
    qtbot.waitUntil(made.next.isEnabled)
    assert made.pages.currentIndex() == COLUMNS and not pool.errors
    made.go_on()
    qtbot.waitUntil(lambda: made.pages.currentIndex() == PREVIEW)
    assert stored(pool) == 0


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV")])
def test_columns_have_the_letters_of_the_workbook(column: int, name: str) -> None:
    assert letter(column) == name


def test_who_may_not_import_is_refused_by_the_command_too(shell: SmallShell, qtbot: QtBot, workbook: Path) -> None:
    shell.centre = seat(shell.centre, "finance")
    made = ImportWizard(shell, REGISTER)
    qtbot.addWidget(made)
    made.take_file(workbook)
    made.go_on()
    made.go_on()
    assert made.pages.currentIndex() == PREVIEW
    assert "权限" in made.findings.texts()[0]
    shell.centre = seat(shell.centre, "director")
    fill(shell.centre, 1)
    assert stored(shell) == 1


def test_old_rows_are_offered_only_where_a_register_takes_them(shell: SmallShell, wizard: ImportWizard, workbook: Path, qtbot: QtBot,
                                                               tmp_path: Path) -> None:  # fmt: skip
    wizard.take_file(workbook)
    assert wizard.history.isHidden()
    batches(shell.centre, tmp_path, "B1")
    lists = written(tmp_path / "scores.csv", *wide((80, 70, "合格"), (50, 50, "合格")))
    scores = ImportWizard(shell, REGISTERS["assessment.scores"])  # type: ignore[arg-type]
    qtbot.addWidget(scores)
    scores.take_file(lists)
    assert not scores.history.isHidden() and not scores.history.isChecked()
    scores.history.setChecked(True)
    scores.go_on()
    assert scores.history.isHidden() and scores.preview.writes() == 2
    scores.carry_out()
    assert scores.outcome is not None and scores.outcome.done, scores.outcome
    with shell.centre.reading() as context:
        assert [one.history for one in context.db.query(Enrolment)] == [True, True]
