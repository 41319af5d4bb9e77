"""The reconciliation page: the light, the classes, both values side by side, corrections that open prefilled."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from sqlalchemy import select

from models.certificates.reconciliation.evidence import differing, evidence, standing
from models.certificates.tables import Certificate, LockedMonth, ReconFinding
from models.core.registers import REGISTERS
from tests.centres import seat
from tests.certificates import example
from tests.certificates.desk import done, one, some
from tests.views.conftest import SmallShell, dressed  # noqa: F401  (the fixture that dresses the application)
from views.certificates.page import FindingsPage
from views.certificates.uploads_page import UploadsPage


@pytest.fixture
def shell(centre):
    return SmallShell(seat(example.fill(centre(on=date(2024, 8, 1))), "director"))


@pytest.fixture
def page(shell, qtbot):
    made = FindingsPage(shell, REGISTERS["certificates.findings"])
    qtbot.addWidget(made)
    shell.pages.append(made)
    return made


def reconciled(page, folder):
    page.reconcile([example.export(folder / "net.xlsx")])
    return page


def show(page, kind):
    finding = one(page._shell.centre, ReconFinding, ReconFinding.kind == kind)
    page.detail.show_record(finding.id)
    return finding


def test_an_empty_page_says_how_to_begin(page):
    assert page.summary.light.text() == "还没有核对过"
    assert page.summary.advice.isVisibleTo(page)
    assert not page.report.isEnabled()
    assert page._how_to_begin() == "点“核对导出文件…”开始第一次核对"


def test_a_run_shows_classes_light_and_what_changed_since_the_run_before(page, tmp_path):
    reconciled(page, tmp_path)
    assert page._shell.said[-1] == ("核对完成：差异 25 项", "caution")
    assert page.summary.light.text().endswith("项必须更正")
    assert page.summary.chips["REC-50"].text() == "未上网 3"
    file = example.export(tmp_path / "second.xlsx", example.ONLINE[1:])
    page.reconcile([file])
    assert page.summary.chips["REC-50"].text() == "未上网 4（+1）"
    assert "上次 3" in page.summary.chips["REC-50"].toolTip()


def test_a_class_is_chosen_by_keyboard_and_let_go_again(page, tmp_path, qtbot):
    reconciled(page, tmp_path)
    chip = page.summary.chips["REC-50"]
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert page.bar.view.facets == {"kind": "REC-50"}
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not page.bar.view.facets


def test_the_evidence_marks_what_differs_and_leads_to_the_records(page, tmp_path):
    reconciled(page, tmp_path)
    finding = show(page, "REC-03")
    shown = page.evidence.shown
    assert (shown.left, shown.right, shown.sides) == ("甲叁", "甲三", ("台账", "合格名单"))
    assert "underline" in page.evidence.values[0].text()
    certificate = one(page._shell.centre, Certificate, Certificate.number == finding.key)
    assert ("certificates.register", certificate.id) in [jump[1:] for jump in shown.jumps]
    page.evidence.jump_column.itemAt(0).widget().click()
    assert page._shell.opened == [("certificates.register", certificate.id)]


def test_a_correction_opens_its_command_with_what_is_known(page, tmp_path):
    reconciled(page, tmp_path)
    show(page, "REC-32")
    adjust = page.evidence.shown.mends[0]
    assert (adjust.command, dict(adjust.given)) == ("certificates.adjust", {"first": "00000108", "came_from": "B"})
    dialog = page.start_mend(adjust)
    assert dialog.command.name == "certificates.adjust"
    dialog.close()


def test_a_correction_of_another_role_is_shown_and_says_why_not(page, shell, tmp_path):
    reconciled(page, tmp_path)
    show(page, "REC-44")
    [button] = page.evidence.buttons()
    button.click()
    assert page.evidence.refused.isVisibleTo(page) and page.evidence.refused.text()


def test_an_explained_finding_no_longer_waits(page, shell, tmp_path):
    reconciled(page, tmp_path)
    finding = show(page, "REC-50")
    done(shell.centre, "director", "certificates.answer_finding", finding.id, why="已向上级查询")
    page.refresh()
    assert page.summary.chips["REC-50"].text() == "未上网 3 待 2"


def test_the_run_is_saved_as_a_workbook(page, tmp_path):
    reconciled(page, tmp_path)
    page.export_to(tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx")["差异"].max_row == 26


def test_a_reopened_month_turns_the_light_red(shell):
    with shell.centre.reading() as context:
        assert standing(context).closable == date(2024, 7, 1)
    from models.core import store

    with store.writing(shell.centre.engine) as db:
        db.add(
            LockedMonth(
                month=date(2024, 6, 1), digest="x", balance={}, closed_on=date(2024, 7, 1), closed_by="主任", first_entry=1, entry=1
            )
        )
        db.commit()
    done(shell.centre, "general", "certificates.reconcile")
    with shell.centre.reading() as context:
        now = standing(context)
    assert (now.light, now.months[0][1]) == ("danger", "changed")
    assert now.words.startswith("2024-06")


@pytest.mark.parametrize(
    ("left", "right", "marks"),
    [
        ("甲叁", "甲三", ([(1, 2)], [(1, 2)])),
        ("T010", "T01O", ([(3, 4)], [(3, 4)])),
        ("", "甲", ([], [])),  # nothing stands beside it
        ("甲乙", "甲乙", ([], [])),
        ("甲乙", "甲", ([(1, 2)], [])),
    ],
)
def test_what_differs_is_found_character_by_character(left, right, marks):
    assert differing(left, right) == marks


def test_every_finding_of_the_example_has_evidence_and_only_commands_that_exist(page, tmp_path):
    reconciled(page, tmp_path)
    centre = page._shell.centre
    with centre.reading() as context:
        for finding in context.db.scalars(select(ReconFinding)):
            found = evidence(context, finding.id)
            assert found.action and found.title
    assert len(some(centre, ReconFinding)) == 25


def test_a_delivery_is_written_where_the_person_says(centre, qtbot, tmp_path):
    from tests.certificates.desk import open_batch, printed, receive

    made = open_batch(centre())
    receive(made)
    printed(made)
    done(made, "general", "certificates.prepare_upload")
    shown = UploadsPage(SmallShell(seat(made, "general")), REGISTERS["certificates.uploads"])
    qtbot.addWidget(shown)
    shown.detail.show_record(1)
    shown.write_to(tmp_path / "up.xlsx")
    assert load_workbook(tmp_path / "up.xlsx").active.max_row == 4
