"""A newer program is proved before anybody starts it: without a network, by the signature of its makers."""

import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import desktop
from desktop.cli import main
from desktop.preferences import AboutDialog
from desktop.updates import check, told
from installer.release import make_key, sign
from models.core.refusals import Refused

NEXT = f"{int(desktop.__version__.split('.')[0]) + 1}.0.0"
PASSPHRASE = b"fictional"


@pytest.fixture
def brought(tmp_path):
    """A folder as it comes on a stick, and the public key it is proved by."""
    public = tmp_path / "own.pub"
    key = make_key(tmp_path, PASSPHRASE, public)
    folder = tmp_path / "stick"
    folder.mkdir()
    setup = folder / "jiantai-setup.exe"
    setup.write_bytes(b"setup" * 1000)

    def signed(version=NEXT, with_key=key):
        return sign(with_key, PASSPHRASE, [setup], version, "修正与改进")

    return signed, public, setup


def code(manifest, public):
    with pytest.raises(Refused) as refused:
        check(manifest, public)
    return refused.value.code


def test_a_signed_release_is_proved_with_its_files(brought):
    signed, public, setup = brought
    release = check(signed(), public)
    assert (release.version, release.newer, release.files, release.missing) == (NEXT, True, (setup,), ())
    assert str(setup) in "".join(told(release))


@pytest.mark.parametrize(("version", "newer"), [(desktop.__version__, False), ("0.0.9", False), ("0.0.10", False), (desktop.__version__ + ".1", True)])
def test_only_what_is_newer_is_offered(brought, version, newer):
    signed, public, setup = brought
    release = check(signed(version), public)
    assert release.newer is newer
    assert (str(setup) in "".join(told(release))) is newer


def test_one_changed_byte_of_manifest_signature_or_file_is_told(brought):
    signed, public, setup = brought
    for suffix, expected in (("", "not-signed"), (".sig", "not-signed")):
        manifest = signed()
        path = manifest.with_name(manifest.name + suffix)
        content = bytearray(path.read_bytes())
        content[10] ^= 1
        path.write_bytes(bytes(content))
        assert code(manifest, public) == expected
    manifest = signed()
    setup.write_bytes(setup.read_bytes()[:-1] + b"!")
    assert code(manifest, public) == "changed"


def test_a_stranger_s_signature_is_none(brought, tmp_path):
    signed, public, _setup = brought
    other = tmp_path / "other"
    other.mkdir()
    manifest = signed(with_key=make_key(other, PASSPHRASE, other / "x.pub"))
    assert code(manifest, public) == "not-signed"


def test_what_is_missing_is_said_plainly(brought, tmp_path):
    signed, public, setup = brought
    manifest = signed()
    assert code(manifest, tmp_path / "nokey.pub") == "no-key"
    assert code(tmp_path / "nothing.json", public) == "unreadable"
    setup.unlink()
    assert check(manifest, public).missing == (setup.name,)
    manifest.with_name(manifest.name + ".sig").unlink()
    assert code(manifest, public) == "unreadable"


@pytest.mark.parametrize("files", [[{"name": "../../outside", "sha256": "0"}], "x", [{}], None])
def test_a_signed_manifest_that_makes_no_sense_leads_nowhere(brought, files):
    signed, public, setup = brought
    manifest = signed()
    told_ = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(told_ | {"files": files}), encoding="utf-8")
    private = load_pem_private_key((setup.parent.parent / "release.key").read_bytes(), PASSPHRASE)
    assert isinstance(private, Ed25519PrivateKey)
    manifest.with_name(manifest.name + ".sig").write_bytes(b64encode(private.sign(manifest.read_bytes())))
    if files and files != "x" and files[0]:
        assert check(manifest, public).missing == ("outside",)
    else:
        assert code(manifest, public) == "manifest"


def test_an_own_key_is_never_overwritten(brought, tmp_path):
    with pytest.raises(FileExistsError):
        make_key(tmp_path, PASSPHRASE, tmp_path / "again.pub")


def test_the_dialog_says_what_is_true_of_a_release(brought, centre, workspace, qtbot):
    signed, public, setup = brought
    dialog = AboutDialog(workspace(centre("henan")))
    qtbot.addWidget(dialog)
    dialog.check(signed(), public)
    qtbot.waitUntil(lambda: str(setup) in dialog.release.text())
    dialog.check(signed())  # by the program's own key: a stranger's
    qtbot.waitUntil(lambda: "不" in dialog.release.text() and str(setup) not in dialog.release.text())


def test_the_command_line_answers_and_refuses(brought, capsys):
    signed, public, _setup = brought
    manifest = signed()
    assert main(["update", str(manifest), "--key", str(public), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["newer"] is True
    manifest.write_text("{}", encoding="utf-8")
    assert main(["update", str(manifest), "--key", str(public)]) != 0
    assert "不要安装" in capsys.readouterr().err
