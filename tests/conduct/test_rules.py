"""Misconduct as values: what a decision lacks, who may decide, which sanctions, how long a suspension lasts, what follows."""

from datetime import date, timedelta

import pytest

from models.complaints.rules import Who
from models.conduct import rules, terms
from models.conduct.tables import OPEN
from models.conduct.terms import DECIDED, RECORDED
from models.core.rulebook import PROFILES, Rulebook

DAY, ONE = date(2026, 11, 20), timedelta(days=1)
HENAN, HUNAN = Rulebook("henan"), Rulebook("hunan")


def ids(findings):
    return [finding.rule for finding in findings]


def test_ppl_mis_every_coded_item_has_words_a_clause_and_known_consequences():
    assert len(terms.offences()) == 36
    known, people = set(terms.sanctions().options), {"all", "exam", "invigilator", "external", "bank", "leading"}
    for code, row in terms.offences().items():
        assert row["zh"] and row["en"] and row["clause"], code
        assert set(row["consequence"]) <= known and row["profile"] in PROFILES and row["whom"] in people, code


@pytest.mark.parametrize(("profile", "code"), [("henan", "WN-1"), ("fujian", "WF-1"), ("hunan", "WH-1"), ("sport", "SP-1")])
def test_ppl_mis_001_a_region_offers_its_own_items(profile, code):
    offered = terms.of_region(profile)
    assert code in offered
    assert all(terms.offences()[one]["profile"] == profile for one in offered)


def test_ppl_mis_001_a_region_without_items_offers_all():
    assert set(terms.of_region("chongqing")) == set(terms.offences())


@pytest.mark.parametrize(
    ("facts", "evidence", "code", "lacks"),
    [("事实", True, "WN-3", ""), ("", True, "WN-3", "违纪事实"), ("事实", False, "WN-3", "证明材料"), ("事实", True, "", "适用条目"),
     ("", False, "WN-3", "违纪事实、证明材料")],
)  # fmt: skip
def test_ppl_mis_001_a_decision_wants_facts_evidence_and_code(facts, evidence, code, lacks):
    found = rules.lacking(facts, evidence, code, HENAN["PPL-MIS-001"])
    assert [one.params["list"] for one in found] == ([lacks] if lacks else [])


@pytest.mark.parametrize(
    ("decider", "refused"),
    [(Who("director", "主任", 1), False), (Who("director", "主任", 7), True), (Who("exam", "考务", None), True), (Who("x", "周见闻", None), True)],
)  # fmt: skip
def test_ppl_mis_002_the_decider_is_neither_concerned_nor_finder(decider, refused):
    concerned, finders = Who("", "林某", 7), [Who("exam", "考务", None), Who("", "周见闻", None)]
    assert ids(rules.decider_faults(decider, concerned, finders, HENAN["PPL-MIS-002"])) == (["PPL-MIS-002"] if refused else [])


@pytest.mark.parametrize(
    ("profile", "codes", "at_once"),
    [("henan", ["WN-3"], True), ("fujian", ["WF-1"], True), ("hunan", ["WH-5"], False), ("hunan", ["WH-1", "WH-34"], False),
     ("henan", ["SH-1"], False), ("henan", ["SH-1", "WN-6"], True), ("sport", ["SP-1"], False)],
)  # fmt: skip
def test_ppl_mis_003_items_that_end_or_replace_act_at_once(profile, codes, at_once):
    assert rules.acts_at_once(codes, Rulebook(profile)["PPL-MIS-003"]) is at_once


def test_ppl_mis_003_nothing_acts_at_once_where_the_rule_is_off():
    assert not Rulebook("sport")["PPL-MIS-003"].active
    assert not rules.acts_at_once(["WN-3"], Rulebook("sport")["PPL-MIS-003"])


@pytest.mark.parametrize(
    ("codes", "chosen", "warned"),
    [(["WH-5"], ["warning"], False), (["WH-5"], ["warning", "expulsion"], False), (["WH-5"], ["transfer"], True),
     (["WH-5", "WH-34"], ["transfer"], False), (["WH-9"], ["transfer"], False), (["WH-5", "WH-9"], ["transfer"], False)],
)  # fmt: skip
def test_ppl_mis_005_a_sanction_outside_the_list_wants_a_reason(codes, chosen, warned):
    found = rules.outside(codes, chosen, HUNAN["PPL-MIS-005"])
    assert [(one.rule, one.severity) for one in found] == ([("PPL-MIS-005", "warn")] if warned else [])


@pytest.mark.parametrize(
    ("state", "since", "again", "day", "suspended"),
    [
        (RECORDED, None, None, DAY, False),
        (RECORDED, DAY, None, DAY - ONE, False),
        (RECORDED, DAY, None, DAY, True),
        (RECORDED, DAY, None, DAY + 900 * ONE, True),  # until the director decides
        (DECIDED, DAY, DAY + 30 * ONE, DAY + 29 * ONE, True),
        (DECIDED, DAY, DAY + 30 * ONE, DAY + 30 * ONE, False),
        (DECIDED, DAY, OPEN, DAY + 9000 * ONE, True),  # never again
        (DECIDED, DAY, None, DAY + ONE, False),
    ],
)
def test_ppl_mis_006_suspended_until_the_day_of_the_decision(state, since, again, day, suspended):
    assert rules.is_suspended(state, since, again, day) is suspended


@pytest.mark.parametrize(
    ("suspended", "again", "never", "refused"),
    [(True, DAY, False, False), (True, None, True, False), (True, None, False, True), (True, DAY, True, True), (False, None, False, False)],
)
def test_ppl_mis_006_the_decision_names_the_day_or_never(suspended, again, never, refused):
    assert ids(rules.again_faults(suspended, again, never, HENAN["PPL-MIS-006"])) == (["PPL-MIS-006"] if refused else [])


@pytest.mark.parametrize(
    ("profile", "external", "codes", "chosen", "wanted"),
    [
        ("hunan", False, ["WH-5"], ["warning"], {}),
        ("hunan", True, ["WH-5"], ["warning"], {"employer": "PPL-MIS-004", "released": "PPL-MIS-004"}),
        ("hunan", False, ["WH-34"], ["transfer"], {"employer": "PPL-ASR-163"}),
        ("hunan", False, ["WH-34"], ["judicial"], {"employer": "PPL-ASR-163", "judicial": "PPL-ASR-163"}),
        ("hunan", True, ["WH-34"], ["transfer"], {"employer": "PPL-MIS-004", "released": "PPL-MIS-004"}),
        ("hunan", False, ["WH-9"], ["dismiss"], {"released": "PPL-MIS-004"}),
        ("henan", True, ["WN-3"], ["terminate"], {}),
    ],
)
def test_ppl_mis_004_and_ppl_asr_163_what_follows_a_decision(profile, external, codes, chosen, wanted):
    book = Rulebook(profile)
    assert rules.follows(external, codes, chosen, book["PPL-MIS-004"], book["PPL-ASR-163"]) == wanted
