"""A centre on a server from the window: named, signed in to, remembered without its password."""

from keyring.errors import NoKeyringError

from desktop.servers import ServerDialog, address
from desktop.settings import Settings
from desktop.sign_in import SignInPage
from models.core import server as servers
from models.core.opening import TRAINING_PASSWORD
from tests.centres import TODAY, OnServer
from tests.desktop.conftest import WAIT, quiet


def test_the_line_to_another_computer_is_encrypted():
    assert address("10.0.0.5", 5432, "jiantai", "office") == "postgresql://office@10.0.0.5:5432/jiantai?sslmode=require"
    assert "sslmode" not in address("localhost", 5432, "jiantai", "office")


def test_a_name_is_asked_for_before_connecting_and_the_password_is_kept_apart(qtbot, monkeypatch):
    kept = {}
    monkeypatch.setattr("keyring.set_password", lambda service, url, secret: kept.update({(service, url): secret}))
    dialog = ServerDialog()
    qtbot.addWidget(dialog)
    assert not dialog.connect_button.isEnabled()
    dialog.host.setText("10.0.0.5")
    dialog.user.setText("office")
    dialog.password.setText("geheim")
    assert dialog.connect_button.isEnabled()
    with qtbot.waitSignal(dialog.named) as told:
        dialog.accept()
    [url] = told.args
    assert "geheim" not in url
    assert kept == {("jiantai server", url): "geheim"}
    assert dialog.password.text() == ""


def test_without_a_password_store_it_is_known_until_the_program_ends(monkeypatch):
    def none(*_given):
        raise NoKeyringError

    monkeypatch.setattr("keyring.set_password", none)
    monkeypatch.setattr("keyring.get_password", none)
    monkeypatch.setattr(servers, "_FOR_NOW", {})
    servers.keep_password("postgresql://office@10.0.0.5/jiantai", "geheim")
    assert servers._with_password("postgresql://office@10.0.0.5/jiantai") == "postgresql://office:geheim@10.0.0.5/jiantai"
    assert servers._with_password("postgresql://office@10.0.0.6/jiantai") == "postgresql://office@10.0.0.6/jiantai"


def test_a_person_signs_in_on_a_server_and_only_the_address_is_remembered(jobs, qtbot, server):
    make = OnServer(server)
    url = servers.make_url(make("hunan").where).set(password="x").render_as_string(hide_password=False)
    settings = Settings()
    page = SignInPage(jobs, settings, TODAY)
    qtbot.addWidget(page)
    page.show()
    page.show_centre(url)
    assert page.account.count() == 8
    page.account.setCurrentIndex(page.account.findData("exam"))
    page.password.setText(TRAINING_PASSWORD)
    with qtbot.waitSignal(page.opened, timeout=WAIT) as told:
        page.sign_in()
        quiet(qtbot, jobs)
    assert told.args[0].actor.login == "exam"
    assert ":x@" not in settings.centres[0].where
    told.args[0].close()
    make.close()
