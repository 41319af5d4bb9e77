"""The same commands from the command line, with the exit status and the JSON a script reads."""

import json

import pytest

from desktop.cli import main
from tests.centres import PASSWORD


@pytest.fixture
def jiantai(centre, monkeypatch, capsys):
    """`jiantai("do", …)` in a Hunan centre on the exam day: exit status and the JSON answer."""
    where = centre("hunan", "exam").where
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)

    def run(*line, login="exam"):
        status = main([*line, "--centre", where, "--as", login, "--on", "2026-11-20", "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def test_inc_t4_t5_are_refused_on_the_command_line_with_rule_and_clause(jiantai):
    status, answer = jiantai("do", "incidents.report", "kinds=G3", "rank=major", "site=第一考点", "discovered_at=2026-11-20 09:12")
    assert (status, answer["findings"][0]["rule"]) == (1, "INC-003")
    assert "应急预案" in answer["findings"][0]["clause"]
    told = ("told_site_at=2026-11-20 09:15", "told_group_at=2026-11-20 09:16")
    status, answer = jiantai("do", "incidents.report", "kinds=G3", "site=第一考点", "discovered_at=2026-11-20 09:12", *told)
    assert (status, answer["value"]) == (0, "SJ-2026-0001")
    decision = ("incident=SJ-2026-0001", "code=D10", "decided_by=领导小组", "at=2026-11-20 09:30")
    status, answer = jiantai("do", "incidents.decide", *decision)
    assert (status, [one["rule"] for one in answer["findings"]]) == (1, ["INC-050"])
    status, answer = jiantai("do", "incidents.decide", *decision, "approved_by=秦校长", "approved_at=2026-11-20 09:30", "approved_how=口头")
    assert status == 0


def test_inc_t2_a_late_hop_goes_on_with_a_reason(jiantai):
    line = ("do", "incidents.report", "kinds=G3", "site=第一考点", "discovered_at=2026-11-20 09:12", "told_site_at=2026-11-20 09:15",
            "told_group_at=2026-11-20 09:24")  # fmt: skip
    status, answer = jiantai(*line)
    assert (status, answer["needs_reason"], answer["findings"][0]["rule"]) == (1, True, "INC-021")
    status, answer = jiantai(*line, "--reason", "电话占线")
    assert (status, answer["ok"]) == (0, True)


def test_mkt_t1_t3_on_the_command_line(jiantai):
    jiantai("do", "incidents.report", "kinds=G3", "site=第一考点", "rooms=02机房", "discovered_at=2026-11-20 09:40",
            "ends_at=2026-11-20 10:30",
            "told_site_at=2026-11-20 09:41", "told_group_at=2026-11-20 09:42")  # fmt: skip
    grant = ("do", "incidents.grant_time", "incident=SJ-2026-0001", "starts_at=2026-11-20 09:40:00")
    status, answer = jiantai(*grant, "ends_at=2026-11-20 10:10:01")
    assert (status, answer["findings"][0]["rule"]) == (1, "MKT-007")
    status, answer = jiantai(*grant, "ends_at=2026-11-20 10:05:00")
    assert (status, answer["value"]) == (0, "2026-11-20 10:55")


def test_inc_034_nobody_outside_the_circle_learns_of_it_on_the_command_line(jiantai):
    jiantai("do", "incidents.report", "kinds=G3", "site=第一考点", "discovered_at=2026-11-20 09:12")
    assert len(jiantai("show", "incidents.log", login="director")[1]["rows"]) == 1
    assert jiantai("show", "incidents.log", login="finance")[1]["rows"] == []
    assert [one for one in jiantai("due", login="finance")[1]["items"] if one["area"] == "incidents"] == []
    status, answer = jiantai("do", "incidents.note", "incident=SJ-2026-0001", "text=试探", login="finance")
    missing, same = jiantai("do", "incidents.note", "incident=SJ-2026-0999", "text=试探", login="finance")
    assert (status, missing) == (1, 1)
    assert [one["rule"] for one in answer["findings"]] == [one["rule"] for one in same["findings"]] == ["SYS-005"]
