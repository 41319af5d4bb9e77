"""Making a centre: what is wrong is said at its field; the recovery sheet leaves before anybody goes on."""

import pytest

from desktop.first_run import FirstRun, demo_folder
from desktop.new_centre import NewCentreForm, filing_no_fault, folder_fault, password_fault
from models.core import keys
from models.core.opening import open_centre
from tests.desktop.conftest import WAIT, quiet

NUMBER = "Y000041029001"


@pytest.mark.parametrize(
    ("profile", "number", "wrong"),
    [
        ("henan", NUMBER, False),  # PPL-ASR-061: 13 characters, a letter and digits
        ("henan", NUMBER[:-1], True),
        ("henan", NUMBER + "1", True),
        ("henan", "1" + NUMBER[1:], True),
        ("hunan", NUMBER, False),
        ("sport", "国职鉴 12", False),  # no layout given: any number
        ("sport", "", True),
    ],
)
def test_ppl_asr_061_the_filing_number_is_checked_as_the_profile_lays_it_out(profile, number, wrong):
    assert bool(filing_no_fault(profile, number)) is wrong


@pytest.mark.parametrize(
    ("password", "again", "wrong"),
    [("123456789", "123456789", True), ("1234567890", "1234567890", False), ("1234567890", "123456789x", True)],
)  # SYS-007: ten characters
def test_sys_007_the_first_password_is_long_and_typed_twice(password, again, wrong):
    assert bool(password_fault("henan", password, again)) is wrong


def test_a_folder_must_be_empty(tmp_path):
    assert folder_fault("") == folder_fault("relative/place") == "请选择存放数据的文件夹"
    assert folder_fault(str(tmp_path)) == ""
    assert folder_fault(str(tmp_path / "not yet there")) == ""
    (tmp_path / "something").touch()
    assert "空文件夹" in folder_fault(str(tmp_path))


@pytest.fixture
def form(qtbot, tmp_path):
    made = NewCentreForm()
    qtbot.addWidget(made)
    made.name.setText("示例评价中心")
    made.filing_no.setText("ｙ000041029001 ")  # full width and a blank are mended
    made.folder.setText(str(tmp_path / "centre"))
    made.password.setText("a long password")
    made.again.setText("a long password")
    return made


def test_a_complete_form_is_handed_over(form, qtbot, tmp_path):
    with qtbot.waitSignal(form.given, timeout=WAIT) as told:
        form.submit()
    new = told.args[0]
    assert new.settings == {"profile": "henan", "name": "示例评价中心", "filing_no": NUMBER, "training": "0"}
    assert (new.folder, new.password) == (str(tmp_path / "centre"), "a long password")


def test_the_first_wrong_field_is_marked_and_named(form, qtbot):
    form.name.setText(" ")
    form.filing_no.setText("12")
    with qtbot.assertNotEmitted(form.given):
        form.submit()
    assert form.message.text() == "请填写机构名称"
    assert form.name.property("wrong") is True
    assert form.filing_no.property("wrong") is True
    assert form.folder.property("wrong") is False


def test_the_document_of_the_profile_is_shown(form):
    shown = set()
    for row in range(form.profile.count()):
        form.profile.setCurrentIndex(row)
        shown.add(form.document.text())
    assert len(shown) == 5


@pytest.fixture
def cheap(monkeypatch):
    monkeypatch.setattr(keys, "REAL", keys.TRAINING)  # the slow hash of a real centre is tested on its own


def test_a_new_centre_goes_on_only_when_its_recovery_sheet_is_saved(form, jobs, qtbot, tmp_path, cheap):
    page = FirstRun(jobs)
    qtbot.addWidget(page)
    page.ask(may_go_back=False)
    with qtbot.waitSignal(form.given, timeout=WAIT) as told:
        form.submit()
    page.make(told.args[0])
    quiet(qtbot, jobs)
    step = page.recovery
    assert not step.go_on.isEnabled()
    step.save_to(tmp_path / "no such folder" / "sheet.pdf")
    assert not step.go_on.isEnabled()
    assert step.state.text().startswith("不能保存到")
    sheet = tmp_path / "sheet.pdf"
    step.save_to(sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(page.made, timeout=WAIT) as made:
        step.go_on.click()
    opened = open_centre(made.args[0], "director", "a long password")
    assert (opened.name, opened.training) == ("示例评价中心", False)
    opened.close()


def test_the_sheet_opens_the_centre(form, jobs, qtbot, tmp_path, cheap):
    from pypdfium2 import PdfDocument

    page = FirstRun(jobs)
    qtbot.addWidget(page)
    with qtbot.waitSignal(form.given, timeout=WAIT) as told:
        form.submit()
    page.make(told.args[0])
    quiet(qtbot, jobs)
    page.recovery.save_to(tmp_path / "sheet.pdf")
    printed = PdfDocument(tmp_path / "sheet.pdf")
    text = printed[0].get_textpage().get_text_range()
    printed.close()
    groups = [group for group in page.recovery.code.split("-") if group in text]
    assert len(groups) == 8
    open_centre(told.args[0].folder, keys.RECOVERY, " ".join(groups)).close()


def test_a_place_that_cannot_be_written_is_said(form, jobs, qtbot, tmp_path, cheap):
    (tmp_path / "file").touch()
    page = FirstRun(jobs)
    qtbot.addWidget(page)
    page.ask(may_go_back=False)
    with qtbot.waitSignal(form.given, timeout=WAIT) as told:
        form.submit()
    new = told.args[0]
    page.make(type(new)(str(tmp_path / "file" / "centre"), new.settings, new.password))
    quiet(qtbot, jobs)
    assert page.message.text().startswith("不能写入")


def test_the_fictional_centre_is_made_once(jobs, qtbot):
    page = FirstRun(jobs)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.made, timeout=24 * WAIT):
        page.make_demo()
    stamp = (demo_folder() / "centre.keys").stat().st_mtime_ns
    with qtbot.waitSignal(page.made, timeout=WAIT) as told:
        page.make_demo()
    assert told.args == [str(demo_folder())]
    assert (demo_folder() / "centre.keys").stat().st_mtime_ns == stamp
