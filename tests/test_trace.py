"""No rule without code, none without a test: here, and in a small tree that shows what the trace sees."""

import ast

import pytest

from tests.trace import ids_in_names, trace
from tests.tree import ROOT


def test_every_rule_of_the_project_has_code_and_a_test():
    found = trace(ROOT)
    assert found.rules
    assert (found.without_code, found.without_test) == ([], [])


@pytest.fixture
def tree(tmp_path):
    rules = 'version = "1"\n[AAA-001]\n[AAA-002]\n[AAA-BBB-003]\n[row.7]\n[AC-01]\n'
    for name, text in {
        "resources/rules/aaa.toml": rules,
        "models/aaa/rules.py": '"""Source: AAA-002."""\nfirst = "AAA-001"\nthird = f"AAA-BBB-003 {first}"  # AAA-002\n',
        "tests/aaa/test_rules.py": 'def test_aaa_001_holds():\n    "AAA-BBB-003"\nLIMIT = "AAA-002"\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_only_rule_ids_are_rules(tree):
    assert trace(tree).rules == ["AAA-001", "AAA-002", "AAA-BBB-003"]


def test_a_docstring_or_a_comment_is_no_code(tree):
    assert trace(tree).without_code == ["AAA-002"]


def test_a_test_names_its_rule_in_its_name_or_in_a_string(tree):
    assert trace(tree).without_test == ["AAA-BBB-003"]


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("test_ppl_asr_064_a_card_is_valid_for_three_years", {"PPL-ASR-064"}),
        ("test_cal_001_and_cal_002_agree", {"CAL-001", "CAL-002"}),
        ("test_cal_001", {"CAL-001"}),
        ("test_cal_0012_is_no_rule", set()),
        ("cal_001_is_no_test", set()),
    ],
)
def test_a_rule_is_named_by_a_test_function(name, named):
    assert ids_in_names([ast.parse(f"def {name}(): ...")], ["CAL-001", "CAL-002", "PPL-ASR-064"]) == named


def test_a_rule_that_is_built_is_not_listed_as_open():
    told = (ROOT / "docs" / "rules-open.md").read_text(encoding="utf-8")
    listed = {line.split("|")[1].strip() for line in told.splitlines() if line.startswith("| ")}
    assert listed & set(trace(ROOT).rules) == set()
