"""Acceptance by command line: what a centre already has is imported as history, faults included, and reconciled with an export
of the query system. Workbooks are made here in several layouts; those of the sample are used where they lie beside."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from desktop.cli import main
from tests.centres import PASSWORD
from tests.certificates.ledgers import AGENCY, FILING, LAYOUTS, SECOND_EXPORT, export, faulty, write

DATA = Path(__file__).parents[3] / "shared" / "data"
ORDER = {"scope": "assessment.scope", "batches": "assessment.batches", "pass_list": "assessment.pass_list", "stock": "certificates.stock",
         "register": "certificates.register"}  # fmt: skip
SAMPLES = {"scope": "备案范围", "batches": "批次计划", "pass_list": "合格人员花名册", "stock": "空白证书出入库", "register": "证书台账"}
FURTHER = {"REC-05", "REC-23", "REC-56"}  # one fault may show in these too


@pytest.fixture
def line(tmp_path, capsys, monkeypatch):
    """A new centre of Henan; runs a line on it and answers exit status and JSON object."""
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)
    folder = str(tmp_path / "centre")
    new = ["new", folder, "--profile", "henan", "--filing-no", FILING, "--name", AGENCY, "--training"]

    def run(*words, login="general"):
        status = main([*words, "--centre", folder, "--as", login, "--on", "2026-11-20", "--json"])
        told = capsys.readouterr()
        assert told.out, told.err
        return status, json.loads(told.out)

    def begin(name=AGENCY):
        new[new.index(AGENCY)] = name
        assert main(new) == 0
        capsys.readouterr()
        return run

    return begin


def take_over(run, files):
    for what, register in ORDER.items():
        status, told = run(
            "import", register, str(files[what]), "--history", login="exam" if register.startswith("assessment") else "general"
        )
        assert status == 0, (what, told)


def keys_of(told):
    found = defaultdict(list)
    for one in told["findings"]:
        found[one["class"]].append(one["key"])
    return {kind: sorted(keys) for kind, keys in found.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_planted_differences(line, tmp_path, layout):
    run, books = line(), faulty()
    files = write(tmp_path, LAYOUTS[layout], books)
    take_over(run, files)
    status, told = run("reconcile", str(files["online"]))
    found = keys_of(told)
    assert status == 0
    assert {kind: keys for kind, keys in found.items() if kind not in FURTHER} == books.keys
    assert (told["register_rows"], told["online_rows"]) == (len(books.register), len(books.online))
    again = run("reconcile", str(export(tmp_path, SECOND_EXPORT, books)))[1]
    assert keys_of(again) == found  # another export of the same, in other words and another order


def test_crt_005_what_was_taken_over_twice_is_there_once(line, tmp_path):
    run, books = line(), faulty()
    files = write(tmp_path, LAYOUTS["as the sample"], books)
    take_over(run, files)
    take_over(run, write(tmp_path, LAYOUTS["other words, moved, one sheet"], books))
    assert run("reconcile", str(files["online"]))[1]["register_rows"] == len(books.register)


@pytest.mark.skipif(not DATA.is_dir(), reason="the sample workbooks do not lie beside the project")
def test_the_sample_workbooks_give_the_keys_of_their_answer(line):
    run = line("某市职业技能等级认定中心")
    take_over(run, {what: DATA / f"{name}.xlsx" for what, name in SAMPLES.items()})
    status, told = run("reconcile", str(DATA / "全国查询系统导出.xlsx"))
    expected = json.loads((DATA / "expected.json").read_text("utf-8"))["证书"]
    found = keys_of(told)
    assert status == 0
    assert {kind: keys for kind, keys in found.items() if kind not in FURTHER} == {
        kind: sorted(keys) for kind, keys in expected["classes"].items()
    }
    assert (told["register_rows"], told["online_rows"]) == (expected["register_rows"], expected["online_rows"])
