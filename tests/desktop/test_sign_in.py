"""Signing in: which centre, who, the password; every refusal says what to do."""

import pytest

from desktop.settings import Recent, Settings
from desktop.sign_in import SignInPage
from models.core import keys
from models.core.opening import TRAINING_PASSWORD
from tests.centres import CODES, TODAY
from tests.desktop.conftest import WAIT, known, quiet


@pytest.fixture
def page(jobs, qtbot):
    """A sign-in page on a centre: `page(centre)`."""

    def on(centre, settings=None):
        made = SignInPage(jobs, settings or Settings(), TODAY)
        qtbot.addWidget(made)
        made.show()
        made.show_centre(centre.where)
        return made

    return on


def sign_in(page, qtbot, jobs, secret):
    page.password.setText(secret)
    page.sign_in()
    quiet(qtbot, jobs)


def test_a_training_centre_shows_its_accounts_and_their_password(page, centre):
    shown = page(centre())
    offered = [shown.account.itemData(row) for row in range(shown.account.count())]
    assert offered == ["director", "general", "archive", "exam", "supervisor", "bank", "finance", "admin"]
    assert shown.account.itemText(0) == "中心主任（director）"
    assert TRAINING_PASSWORD in shown.hint.text()


def test_a_real_centre_shows_no_password(page, centre, tmp_path):
    folder = tmp_path / "real"
    folder.mkdir()
    cost = keys.Cost(passes=1, memory_kib=2048)  # not that of a training centre
    keys.Keyring(folder / "centre.keys").create({"director": "long enough"}, keys.new_data_key(), cost)
    shown = page(centre())
    shown.show_centre(str(folder))
    assert shown.account.count() == 1
    assert shown.hint.isHidden()


def test_the_right_password_opens_the_centre_and_remembers_it(page, centre, qtbot, jobs):
    settings = Settings()
    opened = centre()
    shown = page(opened, settings)
    shown.account.setCurrentIndex(shown.account.findData("exam"))
    with qtbot.waitSignal(shown.opened, timeout=WAIT) as told:
        sign_in(shown, qtbot, jobs, TRAINING_PASSWORD)
    found, recovered = told.args
    assert (found.actor.login, recovered, found.today()) == ("exam", False, TODAY)
    assert settings.centres == [Recent(opened.where, opened.name, True, "exam")]
    assert shown.password.text() == ""
    found.close()


def test_a_wrong_password_is_said_and_the_page_stays(page, centre, qtbot, jobs):
    shown = page(centre())
    sign_in(shown, qtbot, jobs, "not this one")
    assert shown.message.text() == "用户名或密码不正确"
    assert shown.sign_in_button.isEnabled()


def test_sys_010_after_three_wrong_passwords_the_next_try_waits(page, centre, qtbot, jobs):
    shown = page(centre())
    for _attempt in range(4):  # three are free, the fourth starts the first delay
        sign_in(shown, qtbot, jobs, "not this one")
    sign_in(shown, qtbot, jobs, TRAINING_PASSWORD)
    assert shown.message.text().startswith("密码多次错误，请在")


def test_nothing_typed_is_not_tried(page, centre):
    shown = page(centre())
    shown.sign_in()
    assert shown.message.text() == "请输入密码"


def test_a_folder_without_a_centre_is_refused_at_once(page, centre, tmp_path):
    shown = page(centre())
    shown.show_centre(str(tmp_path))
    assert "没有中心数据" in shown.message.text()
    assert not shown.sign_in_button.isEnabled()


def test_the_recovery_code_opens_as_account_administrator(page, centre, qtbot, jobs):
    opened = centre()
    shown = page(opened, known(opened))
    shown.recover_button.click()
    assert not shown.account.isVisible()
    code = CODES[opened.folder].lower().replace("-", " ")  # as people type from paper
    with qtbot.waitSignal(shown.opened, timeout=WAIT) as told:
        sign_in(shown, qtbot, jobs, code)
    found, recovered = told.args
    assert recovered
    assert found.actor.roles == {"ADM"}
    found.close()


def test_a_wrong_recovery_code_is_refused(page, centre, qtbot, jobs):
    shown = page(centre())
    shown.recover_button.click()
    sign_in(shown, qtbot, jobs, "2345-6789-ABCD")
    assert shown.message.text() == "用户名或密码不正确"


def test_recent_centres_are_offered_by_name(page, centre, qtbot):
    first, second = centre(), centre("hunan")
    settings = Settings(centres=[Recent(first.where, "甲中心"), Recent(second.where, "乙中心")])
    shown = page(first, settings)
    titles = [action.text() for action in shown.centres.actions() if not action.isSeparator()]
    assert titles[:2] == ["甲中心", "乙中心"]
    with qtbot.waitSignal(shown.centre_chosen, timeout=WAIT) as told:
        shown.centres.actions()[1].trigger()
    assert told.args == [second.where]
