"""Contracts: signed for a term, evaluated, decided, renewed, ended."""

from datetime import date

import pytest

from models.people.tables import Appointment
from tests.people.makers import SUPERVISORS, act, done, hired, holder, person, refused_by, stored, wants_reason

CARD = {"发证日期": "2026-11-20", "有效期至": "2029-11-19"}  # issued today: the usual term fits it exactly
INTERNAL = {"类别": "内督", "证卡编号": "Y00004102900100001"}


@pytest.fixture
def henan(centre):
    return centre("henan")


@pytest.fixture
def signed(henan, tmp_path):
    """A person with a contract for the usual term from today; answers (centre, holder, appointment)."""
    [key] = hired(henan, tmp_path, person(1, **CARD))
    done(act(henan, "director", "people.appoint", key, contract_number="HT-2026-001"))
    [appointment] = stored(henan, Appointment)
    return henan, key, appointment.id


def test_ppl_asr_082_the_usual_term_from_any_day(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, 发证日期="2026-10-01", 有效期至="2029-09-30"))
    done(act(henan, "director", "people.appoint", key, starts_on="2026-10-01"))
    [one] = stored(henan, Appointment)
    assert (one.starts_on, one.ends_on) == (date(2026, 10, 1), date(2029, 9, 30))


@pytest.mark.parametrize("ends_on", ["2029-11-20", "2028-11-19"])
def test_ppl_asr_082_another_term_or_one_beyond_the_card_wants_a_reason(henan, tmp_path, ends_on):
    [key] = hired(henan, tmp_path, person(1, **CARD))
    assert wants_reason(act(henan, "director", "people.appoint", key, ends_on=ends_on)) == {"PPL-ASR-082"}
    done(act(henan, "director", "people.appoint", key, ends_on=ends_on, reason="与项目同期"))


def test_ppl_asr_080_terms_do_not_overlap(signed):
    henan, key, _appointment = signed
    for profile_day in ("2029-11-19", "2027-01-01"):
        outcome = act(henan, "director", "people.appoint", key, starts_on=profile_day, reason="x")
        assert refused_by(outcome) == {"PPL-ASR-080"}
    done(act(henan, "director", "people.appoint", key, starts_on="2029-11-20", reason="证卡将续办"))


def test_ppl_asr_080_terms_do_not_overlap_where_no_rule_says_so(centre, tmp_path):
    sport = centre("sport")
    [key] = hired(sport, tmp_path, person(1, 证卡编号="体1", **CARD))
    assert refused_by(act(sport, "director", "people.appoint", key)) == {"SYS-002"}  # no usual term is stated
    done(act(sport, "director", "people.appoint", key, ends_on="2027-12-31"))
    assert refused_by(act(sport, "director", "people.appoint", key, ends_on="2027-06-30")) == {"PPL-ASR-080"}
    assert len(stored(sport, Appointment)) == 1


@pytest.mark.parametrize(
    "changes",
    [{"证卡编号": "", "发证日期": "", "有效期至": ""}, {"发证日期": "2022-01-01", "有效期至": "2024-12-31"}],
    ids=["no card", "expired"],
)
def test_ppl_asr_081_only_a_valid_card_is_appointed(henan, tmp_path, changes):
    [key] = hired(henan, tmp_path, person(1, **changes))
    assert refused_by(act(henan, "director", "people.appoint", key)) == {"PPL-ASR-081"}


def test_ppl_asr_083_and_ppl_asr_084_a_further_term_needs_decision_and_evaluation(signed):
    henan, key, first = signed
    assert refused_by(act(henan, "director", "people.reappoint", first)) == {"PPL-ASR-083", "PPL-ASR-084"}
    done(act(henan, "exam", "people.evaluate_term", first, evaluation="聘期内称职"))
    assert refused_by(act(henan, "director", "people.reappoint", first)) == {"PPL-ASR-083"}
    done(act(henan, "director", "people.decide_term", first, decision="解聘"))
    assert refused_by(act(henan, "director", "people.reappoint", first)) == {"PPL-ASR-083"}
    done(act(henan, "director", "people.decide_term", first, decision="续聘"))
    done(act(henan, "director", "people.reappoint", first, reason="证卡将续办"))
    terms = [(one.starts_on, one.ends_on) for one in holder(henan, key).appointments]
    assert terms[1] == (date(2029, 11, 20), date(2032, 11, 19))
    assert refused_by(act(henan, "director", "people.reappoint", first, reason="x")) == {"PPL-ASR-080"}  # once


def test_ppl_asr_084_hunan_renews_without_report(centre, tmp_path):
    hunan = centre("hunan")
    [key] = hired(hunan, tmp_path, person(1, **CARD))
    done(act(hunan, "director", "people.appoint", key))
    [first] = stored(hunan, Appointment)
    done(act(hunan, "director", "people.decide_term", first.id, decision="续聘"))
    done(act(hunan, "director", "people.reappoint", first.id, reason="证卡将续办"))


def test_ppl_sup_019_a_supervisor_is_evaluated_before_a_further_term(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, **INTERNAL | CARD), register=SUPERVISORS)
    done(act(henan, "director", "people.appoint", key))
    [first] = stored(henan, Appointment)
    done(act(henan, "director", "people.decide_term", first.id, decision="续聘"))
    assert refused_by(act(henan, "director", "people.reappoint", first.id)) == {"PPL-SUP-019"}
    done(act(henan, "supervisor", "people.evaluate_term", first.id, evaluation="履职良好"))
    done(act(henan, "director", "people.reappoint", first.id, reason="证卡将续办"))


@pytest.mark.parametrize(
    ("ended_on", "refused"),
    [("2026-11-19", True), ("2026-11-20", False), ("2029-11-19", False), ("2029-11-20", True)],
)
def test_ppl_asr_083_a_contract_ends_within_its_term(signed, ended_on, refused):
    henan, _key, first = signed
    outcome = act(henan, "director", "people.end_appointment", first, ended_on=ended_on, why="本人申请")
    assert (refused_by(outcome) == {"SYS-002"}) if refused else outcome.done


def test_ppl_asr_083_what_is_ended_is_closed(signed):
    henan, key, first = signed
    done(act(henan, "director", "people.end_appointment", first, why="本人申请"))
    for name, given in (
        ("people.evaluate_term", {"evaluation": "x"}),
        ("people.decide_term", {"decision": "续聘"}),
        ("people.reappoint", {}),
        ("people.end_appointment", {"why": "x"}),
    ):
        login = "exam" if name == "people.evaluate_term" else "director"
        assert "PPL-ASR-083" in refused_by(act(henan, login, name, first, **given))
    done(act(henan, "director", "people.appoint", key, starts_on="2026-11-21", reason="证卡期满前一日"))


@pytest.mark.parametrize("login", ["exam", "general", "archive", "supervisor", "bank", "finance", "admin"])
def test_ppl_org_010_only_the_director_signs_and_decides(signed, login):
    henan, key, first = signed
    for name, about, given in (
        ("people.appoint", key, {}),
        ("people.decide_term", first, {"decision": "续聘"}),
        ("people.reappoint", first, {}),
        ("people.end_appointment", first, {"why": "x"}),
    ):
        assert refused_by(act(henan, login, name, about, **given)) == {"PPL-ORG-010"}
