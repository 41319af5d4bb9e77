"""Make-up time and spare papers."""

import pytest

from models.incidents import papers
from models.incidents.papers import Interruption, Opening
from models.incidents.terms import GENERAL, MAJOR
from tests.incidents.makers import at, ids, rules, severities


def granted(start, end, minutes=None, kinds=("G3",), profile="hunan", decisions=(), area_wide=False, scheduled="10:30"):
    one = Interruption(at(start), at(end), at(scheduled), area_wide)
    lost = papers.lost_minutes(one.start, one.end)
    given = papers.usual_grant(kinds, lost, rules(profile)) if minutes is None else minutes
    return given, severities(papers.grant_faults(kinds, one, given, decisions, rules(profile)))


def test_mkt_t1_power_off_25_minutes_is_made_up_by_the_officer():
    assert granted("09:40:00", "10:05:00") == (25, {})


def test_mkt_t2_exactly_30_minutes_is_still_the_officers():
    assert granted("09:40:00", "10:10:00") == (30, {})


def test_mkt_t3_a_second_more_is_the_heads():
    assert granted("09:40:00", "10:10:01") == (31, {"MKT-007": "block"})
    assert granted("09:40:00", "10:10:01", decisions=["D08"]) == (31, {})
    assert granted("09:40:00", "10:10:01", decisions=["D16"])[1] == {"MKT-007": "block"}


def test_mkt_007_an_area_wide_cut_is_the_heads_however_short():
    assert granted("09:40", "09:45", area_wide=True)[1] == {"MKT-007": "block"}
    assert granted("09:40", "10:40", kinds=["G4"]) == (60, {})  # the limit is one of power and equipment
    assert granted("09:40", "10:20", 0)[1] == {"MKT-002": "warn"}  # nothing granted, nothing to approve


def test_mkt_t4_wrong_papers_in_henan_are_made_up_in_full():
    assert granted("09:02:00", "09:13:30", kinds=["H05"], profile="henan") == (12, {})
    assert granted("09:02:00", "09:13:30", 11, ["H05"], "henan")[1] == {"MKT-003": "block"}
    assert "MKT-003" in granted("09:02:00", "09:13:30", 13, ["H06"], "henan")[1]


def test_mkt_t5_an_ill_candidate_in_henan_gets_nothing():
    assert granted("09:40", "10:00", kinds=["H10"], profile="henan") == (0, {})
    assert granted("09:40", "10:00", 1, ["H10"], "henan")[1]["MKT-004"] == "block"


@pytest.mark.parametrize("kind", ["F2", "F6"])
def test_mkt_005_absence_and_illness_in_fujian_are_not_made_up(kind):
    assert granted("09:40", "09:50", kinds=[kind], profile="fujian") == (0, {})
    assert granted("09:40", "09:50", 1, [kind], "fujian")[1]["MKT-005"] == "block"


@pytest.mark.parametrize(
    ("minutes", "severity"), [(11, {}), (12, {"MKT-002": "block"}), (10, {"MKT-002": "warn"}), (0, {"MKT-002": "warn"})]
)
def test_mkt_002_not_more_than_was_lost_and_less_with_a_reason(minutes, severity):
    assert granted("09:40:00", "09:50:01", minutes, ["G4"])[1] == severity  # 10 min 1 s are 11 minutes


@pytest.mark.parametrize(("start", "end", "lost"), [("09:02:00", "09:13:30", 12), ("09:00", "09:10", 10), ("09:00:00", "09:10:01", 11)])
def test_mkt_002_seconds_round_up_to_full_minutes(start, end, lost):
    assert papers.lost_minutes(at(start), at(end)) == lost


def test_mkt_001_an_interruption_ends_after_it_began_and_before_the_exam_did():
    assert granted("09:50", "09:40", 0)[1] == {"MKT-001": "block"}
    assert granted("10:40", "10:50", 10)[1] == {"MKT-001": "block"}  # after the scheduled end


# -- spare papers -------------------------------------------------------------------------------------------------


def spares(level, rank=GENERAL, profile="hunan", **given):
    return ids(papers.spare_faults(rank, Opening(level, **({"count": 30} | given)), rules(profile)))


CONSENT = {"consent_by": "杨淑兰", "consent_at": at("09:05")}


def test_spr_002_the_patrol_consents_to_spares_with_a_time():
    assert spares("spare") == ["SPR-002"]
    assert spares("spare", consent_by="杨淑兰") == ["SPR-002"]
    assert spares("spare", **CONSENT) == []


def test_spr_003_transfers_and_copies_name_officer_patrol_count_and_secrecy():
    assert spares("other_sites", **CONSENT) == ["SPR-003"]
    assert spares("other_sites", decided_by="马志强", **CONSENT) == []
    assert spares("copy", decided_by="马志强", **CONSENT) == ["SPR-003"]  # secrecy not confirmed
    assert spares("copy", decided_by="马志强", secret=True, **CONSENT) == []
    assert spares("copy", decided_by="马志强", secret=True, count=None, **CONSENT) == ["SPR-003"]


@pytest.mark.parametrize("level", ["spare", "reprint"])
def test_spr_004_in_a_major_case_the_head_approves(level):
    assert spares(level, MAJOR) == ["SPR-004"]
    assert spares(level, MAJOR, head_by="秦校长") == []


def test_spr_005_henan_goes_from_spares_to_left_overs_to_copies():
    chief = {"decided_by": "郑海涛"}
    assert spares("spare", profile="henan", **chief) == []
    assert spares("spare", profile="henan") == ["SPR-005"]
    assert spares("leftover", profile="henan", **chief) == ["SPR-005"]
    assert spares("copy", profile="henan", exhausted=True, **chief) == ["SPR-005"]  # the group was not told
    assert spares("copy", profile="henan", exhausted=True, informed=True, **chief) == []


@pytest.mark.parametrize(("came", "went", "wrong"), [(32, 32, False), (32, 31, True), (31, 32, True)])
def test_spr_001_every_copy_is_accounted_for(came, went, wrong):
    assert severities(papers.balance_faults(came, went, rules()["SPR-001"])) == ({"SPR-001": "warn"} if wrong else {})


def test_spr_006_spares_that_did_not_come_back_are_noted():
    assert severities(papers.return_notes(0, 2, rules()["SPR-006"])) == {"SPR-006": "record"}
    assert papers.return_notes(1, 2, rules()["SPR-006"]) == []
    assert papers.return_notes(0, 0, rules()["SPR-006"]) == []


def test_spr_007_the_share_of_spares_is_the_centres_own():
    from models.core.rulebook import OwnValue, Rulebook

    assert papers.ratio_notes(0, 30, rules()["SPR-007"]) == []  # no document gives a share
    own = Rulebook("hunan", [OwnValue("SPR-007", "percent", 10, at("08:00").date())])
    assert papers.ratio_notes(3, 33, own["SPR-007"]) == []
    assert ids(papers.ratio_notes(2, 32, own["SPR-007"])) == ["SPR-007"]
