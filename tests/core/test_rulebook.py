"""The regulation as data: values by profile, the centre's own values from a day on, and every row well formed."""

import string
from datetime import date

import pytest

import resources
from models.core.findings import Finding, Severity
from models.core.rulebook import PROFILES, RULE_FILES, SWITCH, OwnValue, Rule, Rulebook, rows
from resources import texts

STANDINGS = {"stated", "proposed", "offered", "off"}
EVERY = list(rows())


def own(rule, param, value, day="2026-01-01", id_=1):
    return OwnValue(rule, param, value, date.fromisoformat(day), id=id_)


def names_in(sentence):
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


@pytest.fixture
def english():
    texts.use("en")
    yield
    texts.use("zh")


# Every row ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", EVERY)
def test_a_rule_row_is_well_formed(id_):
    _version, row = rows()[id_]
    assert {Severity(one) for one in row["severity"]}
    assert row["title"]["zh"] and row["title"]["en"]
    assert names_in(row["zh"]) == names_in(row["en"])
    assert set(row.get("standing", {"default": "stated"}).values()) <= STANDINGS
    assert set(row.get("standing", {})) - {"default"} <= set(PROFILES)
    if {"block", "warn"} & set(row["severity"]):
        assert row.get("instead") or id_ == "SYS-010", "what can the person do instead?"
    if "instead" in row:
        assert names_in(row["instead"]["zh"]) == names_in(row["instead"]["en"])
    for param in row.get("params", {}).values():
        assert param["label"]["zh"] and param["label"]["en"] and param["unit"]
        assert set(param) - {"label", "unit", "default", "proposed"} <= set(PROFILES)
        assert set(param.get("proposed", ())) <= set(PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_rule_says_sentence_and_clause_in_every_profile(profile):
    for rule in Rulebook(profile):
        assert rule.sentence() and "{" not in rule.sentence(), rule.id
        assert rule.title, rule.id
        assert rule.clause or rule.standing == "off", rule.id
        if rule.standing == "stated" and rule.id[:3] != "SYS":
            assert "拟定" not in rule.clause, rule.id


@pytest.mark.parametrize("profile", PROFILES)
def test_every_rule_speaks_english(profile, english):
    for rule in Rulebook(profile):
        assert rule.sentence() and "{" not in rule.sentence(), rule.id
        assert rule.title.isascii(), rule.id


def test_an_id_stands_in_one_file_only():
    ids = [key for name in RULE_FILES for key, row in resources.toml("rules", f"{name}.toml").items() if isinstance(row, dict)]
    assert len(ids) == len(set(ids)) == len(EVERY)


# Values ---------------------------------------------------------------------------------------------------------------


def test_a_value_is_the_profiles_else_the_default():
    made = Rule("X", {"severity": ["block"], "params": {"n": {"henan": 1, "default": 2}, "m": {"hunan": 3}}}, "henan", {}, "1")
    assert made.value("n") == 1
    assert Rule("X", made.row, "hunan", {}, "1").value("n") == 2
    assert made.value("m") is None  # Henan is silent
    with pytest.raises(KeyError):
        made.value("unknown")


@pytest.mark.parametrize(("day", "value"), [("2026-05-31", 10), ("2026-06-01", 15), ("2026-06-02", 15), ("2026-09-01", 20)])
def test_gen_002_an_own_value_holds_from_its_day_on(day, value):
    values = [own("SYS-011", "minutes", 20, "2026-09-01", 2), own("SYS-011", "minutes", 15, "2026-06-01", 1)]
    assert Rulebook("henan", values, date.fromisoformat(day))["SYS-011"].value("minutes") == value


def test_of_two_own_values_of_one_day_the_later_one_holds():
    values = [own("SYS-011", "minutes", 20, id_=2), own("SYS-011", "minutes", 15, id_=1)]
    assert Rulebook("henan", values)["SYS-011"].value("minutes") == 20


def rule_with(standing):
    found = {(one.id, profile) for profile in PROFILES for one in Rulebook(profile) if one.standing == standing}
    assert found, f"no rule is {standing} anywhere"
    return sorted(found)[0]


@pytest.mark.parametrize(
    ("standing", "before", "switched_off", "switched_on"),
    [("stated", True, True, True), ("proposed", True, False, True), ("offered", False, False, True), ("off", False, False, False)],
)
def test_a_switch_counts_only_where_the_rule_is_switchable(standing, before, switched_off, switched_on):
    id_, profile = rule_with(standing)
    assert Rulebook(profile)[id_].active is before
    assert Rulebook(profile, [own(id_, SWITCH, False)])[id_].active is switched_off
    assert Rulebook(profile, [own(id_, SWITCH, True)])[id_].active is switched_on
    assert Rulebook(profile)[id_].switchable is (standing in ("proposed", "offered"))


def test_a_rule_that_does_not_hold_finds_nothing():
    id_, profile = rule_with("off")
    assert Rulebook(profile)[id_].found("x") == []
    id_, profile = rule_with("stated")
    assert [one.rule for one in Rulebook(profile)[id_].found("x")] == [id_]


def test_a_case_keeps_the_text_and_the_own_values_it_was_judged_by():
    plain, changed = Rulebook("henan"), Rulebook("henan", [own("SYS-011", "minutes", 15, id_=7)])
    version = rows()["SYS-011"][0]
    assert plain.versions("SYS-011", "SYS-009") == f"SYS-011@{version} SYS-009@{version}"
    assert changed.versions("SYS-011") == f"SYS-011@{version}+7"


def test_a_finding_is_described_for_people_and_programs():
    found = Rulebook("henan").describe(Finding("SYS-005", Severity.BLOCK, "key", {"label": "账号", "key": date(2026, 1, 2)}))
    assert found["text"] == "找不到这条账号：2026-01-02。"
    assert found["params"] == {"label": "账号", "key": "2026-01-02"}
    assert found["clause"] and found["instead"] and found["severity"] == "block"


def test_a_sentence_without_its_case_keeps_its_gaps():
    assert "…" in Rulebook("henan")["SYS-005"].sentence()


def test_a_sentence_shows_the_compared_values_it_does_not_name():
    assert "实为“甲”" in Rulebook("henan")["SYS-008"].sentence({"found": "甲"})
    assert Rulebook("henan")["SYS-002"].sentence({"label": "a", "found": "b", "expected": "c"}).count("b") == 1
