"""Class and kind, decisions, the end: each rule on both sides of its limit."""

import pytest

from models.core.findings import Severity
from models.incidents import rules as judge
from models.incidents import terms
from models.incidents.rules import Decided
from models.incidents.terms import GENERAL, MAJOR
from tests.incidents.makers import at, ids, rules, severities

HUNAN = terms.kinds("hunan")


@pytest.mark.parametrize(
    ("kinds", "rank", "refused"),
    [
        (["G3"], GENERAL, []),
        (["M7"], MAJOR, []),
        (["G3"], MAJOR, ["INC-003"]),  # INC-T4
        (["M1"], GENERAL, ["INC-003"]),
        (["G3", "M7"], MAJOR, ["INC-003"]),
        ([], GENERAL, ["INC-003"]),
        (["G3"], None, ["INC-002"]),
        (["H06"], GENERAL, ["INC-003"]),  # a kind of another region
    ],
)
def test_inc_002_003_class_and_kind_must_agree(kinds, rank, refused):
    assert ids(judge.class_faults(rank, kinds, HUNAN, rules())) == refused


def test_inc_t4_the_refusal_names_what_may_be_chosen_instead():
    [finding] = judge.class_faults(MAJOR, ["G3"], HUNAN, rules())
    assert "M7" in finding.params["expected"]
    assert "M8" in finding.params["expected"]


def test_inc_003_kinds_outside_hunan_have_a_class_that_may_be_changed():
    henan = terms.kinds("henan")
    assert judge.default_class(["H06"]) == GENERAL
    assert judge.default_class(["A1"]) == MAJOR
    assert judge.class_faults(MAJOR, ["H04"], henan, rules("henan")) == []


def test_inc_003_each_region_has_its_kinds_and_may_take_others_over():
    counts = {profile: len(terms.kinds(profile)) for profile in ("sport", "fujian", "hunan", "henan", "chongqing")}
    assert counts == {"sport": 7, "fujian": 6, "hunan": 15, "henan": 19, "chongqing": 2}  # M3 has two branches; H01–H18 and A1
    assert "H06" in terms.kinds("hunan", ["H06"])


@pytest.mark.parametrize(("rooms", "noted"), [(1, True), (2, False)])  # 两个以上 includes two
def test_inc_005_m4_begins_with_two_rooms(rooms, noted):
    found = judge.rooms_faults(["M4"], rooms, rules()["INC-005"])
    assert severities(found) == ({"INC-005": "record"} if noted else {})


@pytest.mark.parametrize(
    ("state", "decided_by", "severity"),
    [("in_handling", "马志强", "warn"), ("in_handling", None, "block"), ("handled", "马志强", "block")],
)
def test_inc_004_the_class_changes_before_the_end_with_decider_and_reason(state, decided_by, severity):
    found = judge.reclass_faults(GENERAL, MAJOR, state, decided_by, rules()["INC-004"])
    assert severities(found) == {"INC-004": severity}
    assert judge.reclass_faults(GENERAL, GENERAL, state, decided_by, rules()["INC-004"]) == []


# -- decisions ----------------------------------------------------------------------------------------------------

APPROVED = {"approved_by": "秦校长", "approved_at": at("10:00"), "approved_how": "oral"}


def faults(code, profile="hunan", kinds=("M8",), done=(), **given):
    return ids(judge.decision_faults(Decided(code, **({"at": at("10:00")} | given)), kinds, done, rules(profile)))


def test_inc_t5_a_cancelled_exam_needs_the_approving_head():
    assert faults("D10") == ["INC-050"]
    assert faults("D10", **APPROVED) == []


@pytest.mark.parametrize("gap", ["approved_by", "approved_at", "approved_how"])
def test_inc_050_name_time_and_form_are_all_needed(gap):
    assert faults("D05", **(APPROVED | {gap: None})) == ["INC-050"]


@pytest.mark.parametrize("code", ["D11", "D20", "D28"])
def test_inc_050_asks_nothing_of_other_decisions(code):
    assert "INC-050" not in faults(code)


def test_inc_051_an_invalid_exam_has_a_scope():
    assert faults("D02", **APPROVED) == ["INC-051"]
    assert faults("D02", **APPROVED, scope="第一考点 01–03 考场") == []
    assert faults("D02", "henan", **APPROVED) == []  # stated in hunan only


def test_inc_025_a_decision_without_a_time_is_refused():
    assert faults("D11", at=None) == ["INC-025"]


def test_inc_053_void_answers_need_the_consent_of_the_station():
    assert faults("D23", "sport") == ["INC-053"]
    assert faults("D23", "sport", approved_by="郑海涛") == []


def test_inc_054_a_proposal_without_an_answer_is_noted():
    found = judge.decision_faults(Decided("D28", at("10:00")), ["G6"], (), rules())
    assert severities(found) == {"INC-054": "record"}
    assert faults("D28", approved_by="秦校长") == []


def test_inc_003_h18_a_ringing_phone_is_no_cheating():
    assert faults("D26", "henan", ["H18"], {"H18-2"}) == ["INC-003"]  # only ringing
    assert faults("D26", "henan", ["H18"], {"H18-1"}) == []  # a hand on it, reading


def test_inc_003_h03_impersonation_is_fraud_only_when_admitted():
    assert faults("D26", "henan", ["H03"], {"H03-2"}) == ["INC-003"]
    assert faults("D25", "henan", ["H03"], {"H03-2"}) == []


@pytest.mark.parametrize(
    ("course", "by", "refused"),
    [
        (["D27"], None, True),
        (["D27"], "马志强", False),
        (["D27", "resume"], None, False),
        (["D27", "resume", "D27"], None, True),  # stopped a second time
        (["D16"], None, False),
    ],
)
def test_inc_063_after_a_stop_for_danger_the_site_head_lets_it_go_on(course, by, refused):
    assert bool(judge.resume_faults(course, by, rules("henan")["INC-063"])) is refused


# -- the end ------------------------------------------------------------------------------------------------------

WHOLE = {"cause": "插座过载", "course": "09:20 恢复", "result": "考试有效", "social_effect": "无"}


@pytest.mark.parametrize("part", list(WHOLE))
def test_inc_028_no_part_of_the_report_may_be_empty(part):
    assert judge.report_faults(WHOLE, terms.PARTS, rules()["INC-028"]) == []
    for blank in (None, "", "  "):
        [finding] = judge.report_faults(WHOLE | {part: blank}, terms.PARTS, rules()["INC-028"])
        assert (finding.rule, finding.severity, finding.params["list"]) == ("INC-028", Severity.BLOCK, terms.PARTS[part])


def test_inc_043_closing_names_all_that_is_missing():
    [finding] = judge.closing_faults({"清单未答复": "G3-1", "重大事件未评估": True, "后续事项": ""}, rules()["INC-043"])
    assert finding.params["list"] == "清单未答复：G3-1；重大事件未评估"
    assert judge.closing_faults({"清单未答复": "", "重大事件未评估": False}, rules()["INC-043"]) == []


@pytest.mark.parametrize(
    ("leaked", "decisions", "linked", "refused"),
    [("papers", 1, True, False), ("papers", 0, True, True), ("papers", 0, False, True), ("account", 0, False, False)],
)
def test_inc_074_a_leak_of_papers_waits_for_the_decision(leaked, decisions, linked, refused):
    assert bool(judge.leak_closing_faults(leaked, decisions, linked, rules()["INC-074"])) is refused


# -- lists --------------------------------------------------------------------------------------------------------


def test_inc_039_quick_entries_lead_to_a_kind_of_the_list():
    for profile in ("hunan", "sport", "henan"):
        entries = terms.quick_entries(profile).values()
        assert entries
        assert all(one["kind"] in terms.kind_rows() and one["to"] in terms.ADDRESSEE.options for one in entries)


def test_inc_003_every_kind_opens_a_checklist_with_ids_of_its_own():
    for code, row in terms.kind_rows().items():
        steps = [step["id"] for step in row["steps"]]
        assert steps, code
        assert all(step.startswith(f"{code}-") for step in steps)
        assert set(row.get("decisions", ())) <= set(terms.lists()["decision"])
        assert row["theme"] in terms.themes()
    assert list(terms.steps(["M1"]))[:6] == ["MX-1", "MX-2", "MX-3", "MX-4", "MX-5", "M1-1"]
    assert list(terms.steps(["H06"])) == [f"H06-{n}" for n in range(1, 8)]


def test_inc_031_038_minutes_are_those_of_the_first_report():
    assert rules("fujian")["INC-031"].value("minutes") == 10
    assert rules()["INC-038"].value("minutes") == 10


def test_inc_062_the_ambulance_is_among_the_numbers():
    assert rules("henan")["INC-062"].value("numbers") == ["110", "119", "122", "120"]


def test_inc_006_036_060_principles_and_the_chief_examiner_have_their_sentences():
    assert rules("fujian")["INC-006"].active
    assert not rules("hunan")["INC-006"].active
    assert "统一领导" in rules()["INC-036"].sentence()
    assert "安全第一" in rules("henan")["INC-060"].sentence()
