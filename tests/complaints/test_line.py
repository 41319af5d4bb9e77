"""CMP-T2, T4, T6, T10 on the command line: the same commands, and what the accused is answered."""

import json
from datetime import date
from pathlib import Path

import pytest

from desktop.cli import main
from tests.complaints.conftest import FULL


@pytest.fixture
def line(centre, capsys):
    """Runs a line on a centre of its own; answers the exit status and the JSON object."""
    folder = centre("henan", "director", on=date(2025, 3, 3)).where

    def run(*words: str, login: str = "director", on: str) -> tuple[int, dict]:
        status = main([*words, "--centre", folder, "--as", login, "--on", on, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def receive(line, moment: str, login: str = "exam", **facts: str) -> None:
    given = FULL | {"received_at": moment, "channel": "telephone"} | facts
    status, answer = line("do", "complaints.receive", *(f"{name}={value}" for name, value in given.items()), login=login, on=moment[:10])
    assert status == 0, answer


@pytest.mark.parametrize(
    ("moment", "initial", "decision"),
    [("2025-09-26 16:55", "2025-09-30", "2025-10-13"), ("2025-04-29 09:00", "2025-05-07", "2025-05-13")],
)
def test_cmp_t2_and_cmp_t4_the_line_says_both_dates(line, moment, initial, decision):
    receive(line, moment)
    _status, answer = line("due", on=moment[:10])
    assert {item["kind"]: item["due"] for item in answer["items"]} == {"初步了解": initial, "书面通知": initial, "作出处理结果": decision}
    assert all(item["clause"] for item in answer["items"])


def test_cmp_t6_an_extension_without_notice_leaves_the_old_date(line):
    receive(line, "2025-03-03 10:00")
    case = "case=TS-2025-0001"
    steps = (
        ("general", "2025-03-03", "register"),
        ("director", "2025-03-03", "assign", "handler=general", "lead=supervisor"),
        ("director", "2025-03-06", "screen", "investigate=是", "screening=有线索"),
        ("general", "2025-03-06", "notify_preliminary", "way=post", "letter_no=TZ-1"),
        ("director", "2025-03-11", "extend", "new_due=2025-03-21", "why=关键证人出差在外地"),
    )
    for login, on, act, *given in steps:
        status, answer = line("do", f"complaints.{act}", case, *given, login=login, on=on)
        assert status == 0, answer
    _status, answer = line("due", on="2025-03-13")
    assert [(item["kind"], item["due"], item["state"]) for item in answer["items"]] == [("作出处理结果", "2025-03-12", "overdue")]
    assert (
        line(
            "do", "complaints.notify_extension", case, "way=post", "letter_no=YQ-1", "sent_on=2025-03-12", login="general", on="2025-03-13"
        )[0]
        == 0
    )
    _status, answer = line("due", on="2025-03-13")
    assert [(item["kind"], item["due"]) for item in answer["items"]] == [("作出处理结果（延长）", "2025-03-21")]


def test_cmp_t10_the_accused_is_refused_and_learns_nothing(line, tmp_path: Path):
    receive(line, "2025-03-03 10:00", login="director", accused="general")
    status, answer = line("do", "complaints.assign", "case=TS-2025-0001", "handler=general", on="2025-03-03")
    assert (status, [one["rule"] for one in answer["findings"]]) == (1, ["CMP-009"])
    there = line("do", "complaints.register", "case=TS-2025-0001", login="general", on="2025-03-03")
    nowhere = line("do", "complaints.register", "case=TS-2025-0999", login="general", on="2025-03-03")
    assert there == nowhere and there[0] == 1
    assert line("show", "complaints.cases", login="general", on="2025-03-03")[1]["rows"] == []
    assert line("show", "complaints.cases", "TS-2025-0001", login="general", on="2025-03-03")[1]["rows"] == []
    assert line("show", "complaints.cases", "--where", "text=林晓彤", login="general", on="2025-03-03")[1]["rows"] == []
    assert line("due", login="general", on="2025-03-03")[1]["items"] == []
    assert line("export", "complaints.cases", str(tmp_path / "a.xlsx"), login="general", on="2025-03-03")[1]["rows"] == 0
    status, answer = line("print", "F-COMPLAINT-REG", "TS-2025-0001", str(tmp_path / "a.pdf"), login="general", on="2025-03-03")
    assert status == 1 and not (tmp_path / "a.pdf").exists()
    assert len(line("show", "complaints.cases", login="director", on="2025-03-03")[1]["rows"]) == 1
