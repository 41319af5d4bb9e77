"""When the program itself fails: a log without personal data and secrets, then a word to the person."""

import sys
import threading

import pytest

from desktop import crash, settings


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("id 11010519491231002X end", "id 110105********002X end"),  # a specimen number with a right check character
        ("id 110105491231002 end", "id 110105******002 end"),
        ("call 13800001234 now", "call 138****1234 now"),
        ("permit H12345678", "permit H********"),
        ("password='open sesame'", "password=[…]"),
        ("{'password': 'open sesame', 'n': 1}", "{'password': […], 'n': 1}"),
        ("密码：sesame, next", "密码：[…], next"),
        ("code 2345-6789-ABCD-EFGH-JKLM-NPQR-STUV-WXYZ", "code […]"),
        ("PRAGMA key = \"x'" + "ab" * 32 + "'\"", "PRAGMA key = \"x'[…]'\""),
        ("[parameters: ('王芳', 3)]\n(Background on this", "[parameters: …]\n(Background on this"),
        ("line 20261120 of 1234567890123", "line 20261120 of 1234567890123"),  # dates and other numbers stay
    ],
)
def test_personal_data_and_secrets_are_masked(text, left):
    assert crash.masked(text) == left


@pytest.fixture
def hooks(monkeypatch):
    """The interpreter's hooks, put back after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


def test_an_error_nobody_caught_is_logged_then_told(hooks, capsys):
    told = []
    crash.install(told.append)
    try:
        raise ValueError("card of 13800001234")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert len(told) == 1
    assert told[0].parent == settings.folder() / "logs"
    written = told[0].read_text(encoding="utf-8")
    assert "ValueError: card of 138****1234" in written
    assert "test_crash.py" in written
    assert "13800001234" not in capsys.readouterr().err


def test_an_error_in_a_thread_is_told_too(hooks, capsys):
    told = []
    crash.install(told.append)

    def fail():
        raise KeyError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "in a thread" in told[0].read_text(encoding="utf-8")


def test_old_logs_go(monkeypatch):
    monkeypatch.setattr(crash, "KEPT", 2)
    written = [crash.write_log(ValueError, ValueError(str(number)), None) for number in range(4)]
    assert [path.exists() for path in written] == [False, False, True, True]
