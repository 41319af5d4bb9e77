"""What a person types: words may stand in any order, and the answer names what was made."""

import json

import pytest

from desktop.cli import main
from desktop.cli.arguments import read
from tests.centres import PASSWORD


def test_given_words_may_follow_the_options():
    arguments = read(["do", "archives.lend", "loan=1", "--as", "archive", "due_on=2026-11-23", "days=3"])
    assert arguments.given == ["loan=1", "due_on=2026-11-23", "days=3"]
    assert arguments.login == "archive"


@pytest.mark.parametrize("line", [["due", "loan=1"], ["do", "archives.lend", "--as", "archive", "loan"], ["do", "archives.lend", "--wrong=1"]])
def test_what_is_not_understood_is_named_with_status_2(line, capsys):
    with pytest.raises(SystemExit) as ended:
        read(line)
    assert ended.value.code == 2
    assert line[-1] in capsys.readouterr().err


def test_the_answer_shows_the_number_that_was_given(centre, monkeypatch, capsys):
    where = centre("hunan", "archive").where
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)
    line = ["number=DA-1", "title=评分表", "kind=K08", "made_on=2024-05-10", "quantity=12页", "location=档案室-1柜"]
    assert main(["do", "archives.add_item", "--centre", where, "--as", "archive", *line]) == 0
    assert main(["do", "archives.request_loan", "item=DA-1", "borrower=闫洋", "purpose=核对", "--centre", where, "--as", "archive"]) == 0
    assert "申请外借 JY" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "status", "told"), [
    ("id=1", 0, "申请外借"), ("item=id=1", 0, "申请外借"), ("item=DA-2", 1, "SYS-005"), ("id=9", 1, "SYS-005"),
    ("id=abc", 2, "id 应为数字：abc"), ("item=id=", 2, "id 应为数字"), ("id=99999999999999999999", 2, "id 应为数字"), ("thing=1", 2, "请用 item=…"),
])  # fmt: skip
def test_a_record_is_named_by_its_words_or_its_id(words, status, told, centre, monkeypatch, capsys):
    where = centre("hunan", "archive").where
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)
    line = ["number=DA-1", "title=评分表", "kind=K08", "made_on=2024-05-10", "quantity=12页", "location=档案室-1柜"]
    assert main(["do", "archives.add_item", "--centre", where, "--as", "archive", *line]) == 0
    assert main(["do", "archives.request_loan", words, "borrower=闫洋", "purpose=核对", "--centre", where, "--as", "archive"]) == status
    said = capsys.readouterr()
    assert told in said.out + said.err


def test_an_error_of_the_program_is_one_sentence_and_a_log(monkeypatch, capsys, tmp_path):
    def broken(*_given):
        raise RuntimeError("110105194912310021 is nobody")

    monkeypatch.setenv("JIANTAI_SETTINGS", str(tmp_path))
    monkeypatch.setattr("desktop.cli.work.count", broken)
    assert main(["workdays", "2026-09-28", "+7"]) == 4
    told = capsys.readouterr()
    (log,) = (tmp_path / "logs").glob("crash-*.txt")
    assert told.out == "" and told.err.strip() == f"程序出错，本次操作没有完成（RuntimeError）；详情见日志 {log}"
    assert "Traceback" in log.read_text(encoding="utf-8") and "110105********0021" in log.read_text(encoding="utf-8")


def test_ppl_org_010_the_matrix_answers_by_role_and_by_words(centre, monkeypatch, capsys):
    opened = centre(login="general")
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)
    where = ["--centre", opened.where, "--as", "general", "--json"]
    assert main(["matrix", "黑名单", "--role", "EXM", *where]) == 0
    [row] = json.loads(capsys.readouterr().out)["rows"]
    assert (row["row"], row["roles"]["EXM"]["letter"]) == (9, "C")
    assert "people.list_black" in row["commands"]
    assert main(["matrix", "没有这样的事", *where]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []
