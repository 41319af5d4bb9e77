"""dev.py before it has an environment: what it finds missing, and what it does about it."""

import hashlib
import subprocess
import sys

import pytest

import dev

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves libraries to the system")


@pytest.fixture
def bare_system(monkeypatch):
    """A Linux that lacks one library and one font."""
    monkeypatch.setattr(dev, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(dev, "FONTS", {"nowhere.ttc": "fonts-nowhere"})


@linux
def test_what_is_missing_is_named_by_its_package(bare_system):
    assert dev.missing_packages() == ["libnowhere9", "fonts-nowhere"]


@linux
def test_without_root_nothing_is_installed_and_the_line_to_type_is_shown(bare_system, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev, "quietly", lambda line: pytest.fail(f"ran {line}"))
    dev.complete_system()
    assert "apt-get install libnowhere9 fonts-nowhere" in capsys.readouterr().err


@linux
def test_as_root_the_package_lists_are_fetched_only_after_a_failure(bare_system, monkeypatch, capsys):
    lines = []

    def refused(line):
        lines.append(line)
        return subprocess.CompletedProcess(line, 100, "", "no")

    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev, "quietly", refused)
    dev.complete_system()
    assert [line.split()[1] for line in lines] == ["install", "update", "install"]
    assert "lacks packages" in capsys.readouterr().err


def test_an_environment_made_from_this_lock_is_left_alone(tmp_path, monkeypatch):
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    stamp = tmp_path / "made-from"
    stamp.write_text(f"{python} {hashlib.sha256(dev.LOCK.read_bytes()).hexdigest()}", encoding="utf-8")
    monkeypatch.setattr(dev, "STAMP", stamp)
    monkeypatch.setattr(dev.subprocess, "call", lambda *line, **_: pytest.fail(f"ran {line}"))
    dev.complete_environment()


@pytest.fixture
def called(monkeypatch):
    """The lines handed to the environment's Python, each with what it finds in its environment."""
    lines = []

    def call(*line, **environment):
        lines.append((line, environment))
        return 0

    monkeypatch.setattr(dev, "call", call)
    return lines


def test_a_line_without_a_centre_goes_to_the_demo_and_signs_in_there(tmp_path, monkeypatch, called):
    (tmp_path / "centre.db").touch()
    monkeypatch.setattr(dev, "DEMO", tmp_path)
    assert dev.shots(["--page", "desk"]) == 0
    [(line, environment)] = called
    assert line[2:] == ("shots", str(dev.SHOTS), "--page", "desk", "--centre", tmp_path, "--as", "director")
    assert environment["JIANTAI_PASSWORD"] == dev.DEMO_PASSWORD


def test_a_line_for_another_centre_gets_no_password(called):
    dev.on_a_centre("due", "--centre", "elsewhere")
    [(_line, environment)] = called
    assert "JIANTAI_PASSWORD" not in environment


def test_half_a_demo_centre_is_never_left_behind(tmp_path, monkeypatch):
    folder = tmp_path / "demo"

    def interrupted(*_line, **_environment):
        folder.mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "DEMO", folder)
    monkeypatch.setattr(dev, "jiantai", interrupted)
    with pytest.raises(KeyboardInterrupt):
        dev.demo()
    assert not folder.exists()
