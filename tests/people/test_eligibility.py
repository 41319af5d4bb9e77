"""Who may apply: the eligibility tables of Hunan and Henan, training hours, exam marks, steps in their order."""

from dataclasses import replace
from datetime import date

import pytest

from models.core.findings import Severity
from models.core.rulebook import Rulebook
from models.people import eligibility
from models.people.eligibility import Applicant
from models.people.terms import declarations, listed
from tests.people.makers import rule

DAY = date(2024, 6, 10)  # the catalogue's day of application
LONG = date(2000, 1, 1)


ASSESSOR = Applicant("assessor", DAY, 3, True, "intermediate", LONG)
SENIOR = Applicant("senior", DAY, 1, True, "deputy_senior", LONG, LONG, True)


def assessor(**told):
    return replace(ASSESSOR, **told)


def senior(**told):
    return replace(SENIOR, **told)


def outcome(findings):
    severities = {finding.severity for finding in findings}
    return "block" if Severity.BLOCK in severities else "warn" if Severity.WARN in severities else "accept"


@pytest.mark.parametrize(
    ("level", "own", "hunan", "henan"),
    [(3, True, True, True), (2, True, True, True), (1, True, True, True), (4, True, False, False),
     (None, True, False, False), (0, True, False, False), (3, False, False, True)],
)  # fmt: skip
def test_ppl_asr_011_level_three_or_higher_in_the_own_or_a_related_occupation(level, own, hunan, henan):
    applicant = assessor(cert_level=level, own_occupation=own)
    assert eligibility.certificate_met(applicant, Rulebook("hunan")) is hunan
    assert eligibility.certificate_met(applicant, Rulebook("henan")) is henan


@pytest.mark.parametrize(
    ("rank", "met"),
    [("none", False), (None, False), ("clerical", False), ("assistant", False), ("intermediate", True),
     ("deputy_senior", True), ("senior", True)],
)  # fmt: skip
@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_012_an_assessors_title_is_intermediate_or_above(profile, rank, met):
    assert eligibility.title_met(assessor(title_rank=rank), Rulebook(profile)) is met


@pytest.mark.parametrize(
    ("level", "own", "rank", "hunan", "henan"),
    [
        (3, True, "intermediate", "accept", "accept"),
        (3, True, "none", "warn", "accept"),
        (4, True, "intermediate", "warn", "accept"),
        (4, True, "assistant", "block", "block"),
        (3, False, "intermediate", "warn", "accept"),  # related, not own
    ],
)
def test_ppl_asr_013_certificate_and_title_combine_as_the_region_says(level, own, rank, hunan, henan):
    applicant = assessor(cert_level=level, own_occupation=own, title_rank=rank)
    for profile, expected in (("hunan", hunan), ("henan", henan)):
        assert outcome(eligibility.eligibility(applicant, None, Rulebook(profile))) == expected


@pytest.mark.parametrize(("since", "hunan"), [(date(2021, 6, 10), []), (date(2021, 6, 11), ["PPL-ASR-014"]), (None, ["PPL-ASR-014"])])
def test_ppl_asr_014_three_years_of_work_on_the_day_of_application(since, hunan):
    applicant = assessor(work_since=since)
    assert [one.rule for one in eligibility.eligibility(applicant, None, Rulebook("hunan"))] == hunan
    assert eligibility.eligibility(applicant, None, Rulebook("henan")) == []  # no years stated there


@pytest.mark.parametrize(
    ("since", "on", "met"),
    [
        (date(2021, 6, 10), date(2024, 6, 10), True),  # 1096 of 1096 days
        (date(2021, 6, 10), date(2024, 6, 9), False),  # 1095
        (date(2020, 2, 29), date(2023, 2, 28), False),  # begun on 29 February: met on 1 March
        (date(2020, 2, 29), date(2023, 3, 1), True),
    ],
)
def test_ppl_asr_014_a_single_period_is_complete_on_its_anniversary(since, on, met):
    applicant = Applicant("assessor", on, 3, True, "intermediate", since)
    assert (eligibility.experience(applicant, Rulebook("hunan")) == []) is met


@pytest.mark.parametrize(
    ("level", "top", "own", "rank", "hunan", "henan"),
    [
        (1, 1, True, "deputy_senior", "accept", "accept"),
        (1, 1, True, "senior", "accept", "accept"),
        (1, 1, True, "intermediate", "warn", "accept"),
        (2, 1, True, "deputy_senior", "warn", "accept"),
        (2, 2, True, "deputy_senior", "accept", "accept"),  # the occupation ends at level 2
        (2, 2, True, "intermediate", "warn", "block"),  # that exception is Hunan's only
        (3, 2, True, "intermediate", "block", "block"),
        (1, 1, False, "intermediate", "block", "accept"),  # related occupation
    ],
)
def test_ppl_asr_015_a_senior_assessors_certificate_and_title(level, top, own, rank, hunan, henan):
    applicant = senior(cert_level=level, top_level=top, own_occupation=own, title_rank=rank)
    for profile, expected in (("hunan", hunan), ("henan", henan)):
        assert outcome(eligibility.eligibility(applicant, None, Rulebook(profile))) == expected


@pytest.mark.parametrize(("since", "hunan"), [(date(2019, 6, 10), []), (date(2019, 6, 11), ["PPL-ASR-016"])])
def test_ppl_asr_016_five_years_of_work_for_a_senior(since, hunan):
    assert [one.rule for one in eligibility.experience(senior(work_since=since), Rulebook("hunan"))] == hunan
    assert eligibility.experience(senior(work_since=since), Rulebook("henan")) == []


@pytest.mark.parametrize(
    ("since", "holds", "hunan"),
    [
        (date(2022, 6, 10), True, []),
        (date(2022, 6, 11), True, ["PPL-ASR-017"]),
        (date(2020, 5, 1), False, ["PPL-ASR-017"]),  # long enough, but no valid card of the occupation
        (None, True, ["PPL-ASR-017"]),
    ],
)
def test_ppl_asr_017_a_valid_card_and_two_years_of_assessing(since, holds, hunan):
    applicant = senior(assessing_since=since, holds_valid_card=holds)
    assert [one.rule for one in eligibility.experience(applicant, Rulebook("hunan"))] == hunan
    assert eligibility.experience(applicant, Rulebook("henan")) == []


def test_ppl_asr_019_an_exception_replaces_the_conditions_and_says_which():
    hopeless = senior(cert_level=5, title_rank="none", work_since=None, assessing_since=None)
    found = eligibility.eligibility(hopeless, "全国技术能手", Rulebook("hunan"))
    assert [(one.rule, one.severity) for one in found] == [("PPL-ASR-019", Severity.WARN)]
    assert found[0].params["found"] == "PPL-ASR-013、PPL-ASR-016、PPL-ASR-017"


def test_ppl_asr_019_who_meets_the_conditions_needs_no_exception():
    assert eligibility.eligibility(senior(), "全国技术能手", Rulebook("hunan")) == []


@pytest.mark.parametrize("profile", ["sport", "fujian", "chongqing"])
def test_ppl_asr_013_other_regions_state_no_conditions(profile):
    nothing = Applicant("assessor", DAY)
    assert eligibility.eligibility(nothing, None, Rulebook(profile)) == []


@pytest.mark.parametrize(("rule_id", "kind"), [("PPL-ASR-010", "assessor"), ("PPL-SUP-003", "supervisor")])
@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_010_and_ppl_sup_003_every_declaration_is_ticked(rule_id, kind, profile):
    wanted = declarations(kind, profile)
    *most, last = wanted
    assert eligibility.declarations_ticked(wanted, wanted, rule(rule_id, profile)) == []
    found = eligibility.declarations_ticked(most, wanted, rule(rule_id, profile))
    assert [(one.severity, one.params["list"]) for one in found] == [(Severity.BLOCK, wanted[last])]


def test_ppl_asr_018_the_declarations_ask_for_knowledge():
    for profile in ("hunan", "henan"):
        assert {"asr_theory", "asr_standard", "asr_policy"} <= declarations("assessor", profile).keys()
    assert "asr_authority" in declarations("assessor", "hunan")


def test_ppl_asr_020_henan_asks_for_health_and_time():
    assert {"asr_health", "asr_time"} <= declarations("assessor", "henan").keys()
    assert not {"asr_health", "asr_time"} & declarations("assessor", "hunan").keys()


@pytest.mark.parametrize(
    ("state", "wanted", "refused"),
    [
        ("draft", "recommended", False),
        ("draft", "reviewed", True),
        ("recommended", "reviewed", False),
        ("reviewed", "passed", True),  # training is not skipped
        ("reviewed", "trained", False),
        ("trained", "passed", False),
        ("failed", "passed", False),  # a re-sit
        ("rejected", "trained", True),
        ("carded", "recommended", True),
    ],
)
@pytest.mark.parametrize("rule_id", ["PPL-ASR-030", "PPL-ASR-033", "PPL-SUP-005"])
def test_ppl_asr_030_ppl_asr_033_and_ppl_sup_005_no_step_is_skipped(rule_id, state, wanted, refused):
    assert bool(eligibility.step_in_order(state, wanted, rule(rule_id))) is refused


@pytest.mark.parametrize(("previous", "this", "refused"), [(DAY, DAY, False), (DAY, date(2024, 6, 9), True), (None, DAY, False)])
def test_ppl_asr_031_an_opinion_is_not_dated_before_the_one_it_follows(previous, this, refused):
    assert bool(eligibility.opinion_in_order(previous, this, rule("PPL-ASR-031"))) is refused


@pytest.mark.parametrize(
    ("missing", "accepted_by", "expected"),
    [
        (None, "both", "accept"),
        ("title_certificate", "certificate", "warn"),  # the certificate was accepted
        ("skill_certificate", "title", "warn"),
        ("title_certificate", "title", "block"),
        ("skill_certificate", "both", "block"),
        ("id_card", "certificate", "block"),
        ("diploma", "certificate", "block"),
    ],
)
def test_ppl_asr_032_the_copies_are_there_before_the_review(missing, accepted_by, expected):
    required = listed("evidence", "hunan")
    attached = [code for code in required if code != missing]
    found = eligibility.evidence_complete(attached, required, accepted_by, rule("PPL-ASR-032", "hunan"))
    assert outcome(found) == expected
    assert eligibility.evidence_complete([], required, accepted_by, rule("PPL-ASR-032", "henan")) == []


@pytest.mark.parametrize(("hours", "refused"), [(48, False), (47.5, True), (40, True), (None, True), (60, False)])
def test_ppl_asr_040_forty_eight_lesson_hours_in_henan(hours, refused):
    assert bool(eligibility.training_enough(hours, rule("PPL-ASR-040", "henan"))) is refused
    assert not eligibility.training_enough(hours, rule("PPL-ASR-040", "hunan"))  # no number there


@pytest.mark.parametrize(
    ("theory", "practical", "hunan", "henan"),
    [(60, 60, True, True), (59.5, 60, False, False), (60, 59.5, False, True), (60, None, False, True),
     (None, 90, False, False)],
)  # fmt: skip
def test_ppl_asr_050_every_part_of_the_exam_is_passed(theory, practical, hunan, henan):
    assert eligibility.exam_passed(theory, practical, rule("PPL-ASR-050", "hunan")) is hunan
    assert eligibility.exam_passed(theory, practical, rule("PPL-ASR-050", "henan")) is henan


@pytest.mark.parametrize(("mark", "passed"), [(60, True), (59.5, False), (None, False)])
def test_ppl_sup_012_supervisors_write_one_exam(mark, passed):
    assert eligibility.exam_passed(mark, None, rule("PPL-SUP-012", "hunan")) is passed


@pytest.mark.parametrize(
    ("branch", "since", "excellent", "hunan", "henan"),
    [
        ("management", date(2023, 6, 10), False, "accept", "accept"),  # exam-affairs clerk, one year
        ("assessing", date(2021, 6, 10), True, "accept", "accept"),
        ("assessing", date(2021, 6, 10), False, "warn", "accept"),  # never excellent
        ("assessing", date(2021, 6, 11), True, "block", "block"),
        ("assessing", date(2022, 6, 11), True, "block", "block"),
        ("assessing", None, True, "block", "block"),
    ],
)
def test_ppl_sup_004_management_or_three_years_of_assessing(branch, since, excellent, hunan, henan):
    for profile, expected in (("hunan", hunan), ("henan", henan)):
        found = eligibility.supervisor_background(branch, since, excellent, DAY, rule("PPL-SUP-004", profile))
        assert outcome(found) == expected
