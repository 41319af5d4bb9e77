"""Cards, numbers, validity, grades, appointments and pools: each rule on both sides of its limit."""

from datetime import date

import pytest

from models.core.findings import Severity
from models.people import rules
from models.people.rules import Term
from tests.people.makers import rule

OWN = "Y000043129001"  # the catalogue's illustrative centre
START, END = date(2021, 5, 1), date(2024, 4, 30)


def severities(findings):
    return [finding.severity for finding in findings]


@pytest.mark.parametrize(
    ("profile", "grade", "refused"),
    [
        ("hunan", "assessor", False),
        ("hunan", "senior", False),
        ("hunan", "chief", True),  # no third value
        ("hunan", None, True),
        ("henan", "senior", False),
        ("henan", None, True),
        ("sport", None, False),  # one grade only: nothing to choose
        ("fujian", "chief", False),  # not graded
    ],
)
def test_ppl_asr_001_an_assessor_has_one_of_two_grades(profile, grade, refused):
    assert bool(rules.grade_faults(grade, rule("PPL-ASR-001", profile))) is refused


@pytest.mark.parametrize(
    ("held", "occupation", "refused"),
    [(["电工"], "电工", False), (["电工"], "车工", True), (["电工", "车工"], "车工", False), ([], "电工", True)],
)
def test_ppl_asr_003_and_081_a_contract_needs_the_occupation(held, occupation, refused):
    assert bool(rules.qualified_faults("valid", held, occupation, rule("PPL-ASR-081"))) is refused


@pytest.mark.parametrize(
    ("held", "added", "asked"),
    [
        ([], ["电工"], False),  # the first one
        (["电工"], ["电工"], False),  # nothing new
        (["电工"], ["车工"], True),
        ([], ["电工", "车工"], True),  # two at once: the second one is a further one
    ],
)
def test_ppl_asr_004_a_further_occupation_wants_a_reason(held, added, asked):
    found = rules.further_occupation(held, added, rule("PPL-ASR-004", "henan"))
    assert severities(found) == ([Severity.WARN] if asked else [])
    assert rules.further_occupation(held, added, rule("PPL-ASR-004", "hunan")) == []  # offered there, not on


@pytest.mark.parametrize(
    ("lists", "kind", "refused"),
    [(["assessor"], "assessor", True), (["supervisor"], "assessor", False), ([], "assessor", False)],
)
def test_ppl_asr_022_a_blacklisted_person_gets_nothing(lists, kind, refused):
    assert bool(rules.blacklisted(lists, kind, rule("PPL-ASR-022"))) is refused


@pytest.mark.parametrize(
    ("number", "grade", "refused"),
    [
        (f"{OWN}10001", "assessor", False),
        (f"{OWN}20001", "senior", False),
        (f"{OWN}20001", "assessor", True),  # grade digit
        (f"{OWN}10001", "senior", True),
        (f"{OWN}1001", "assessor", True),  # 17 characters
        (f"{OWN}100011", "assessor", True),  # 19
        ("Y00004399999910001", "assessor", True),  # another centre's code
        (f"{OWN}10000", "assessor", True),  # the serials begin at 0001
        (f"{OWN}19999", "assessor", False),  # and end at 9999
        (f"{OWN}30001", "assessor", True),  # no such grade digit
        (f"{OWN}1000A", "assessor", True),  # no serial
    ],
)
@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_061_a_card_number_is_centre_grade_and_serial(profile, number, grade, refused):
    assert bool(rules.card_number_faults(number, grade, OWN, rule("PPL-ASR-061", profile))) is refused


def test_ppl_asr_061_other_regions_take_the_number_as_written():
    assert not rules.card_number_faults("鉴字7号", "assessor", OWN, rule("PPL-ASR-061", "fujian"))


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ([], f"{OWN}10001"),
        ([f"{OWN}10001", f"{OWN}10002"], f"{OWN}10003"),
        ([f"{OWN}10007"], f"{OWN}10008"),  # after the highest ever given, also when lower ones are free
        ([f"{OWN}20009"], f"{OWN}10001"),  # serials count per grade
        ([f"{OWN}19998"], f"{OWN}19999"),
        ([f"{OWN}19999"], None),  # used up
    ],
)
def test_ppl_asr_062_numbers_count_up_and_are_never_given_twice(used, expected):
    assert rules.next_card_number(used, f"{OWN}1", rule("PPL-ASR-061")) == expected


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2024, 3, 15), date(2027, 3, 14)),
        (date(2024, 2, 29), date(2027, 2, 28)),  # the anniversary counts as 1 March
        (date(2025, 3, 1), date(2028, 2, 29)),
        (START, END),
    ],
)
def test_ppl_asr_064_a_card_ends_on_the_eve_of_its_third_anniversary(starts_on, last):
    assert rules.last_good_day(starts_on, rule("PPL-ASR-064", "hunan")) == last
    assert rules.last_good_day(starts_on, rule("PPL-SUP-014", "henan")) == last


@pytest.mark.parametrize(
    ("day", "terms", "state"),
    [
        (date(2021, 4, 30), [Term(START, END)], "future"),
        (START, [Term(START, END)], "valid"),
        (date(2024, 4, 30), [Term(START, END)], "valid"),  # the last good day
        (date(2024, 5, 1), [Term(START, END)], "expired"),
        (date(2024, 5, 1), [Term(START, END), Term(date(2024, 5, 1), date(2027, 4, 30))], "valid"),  # renewed
        (date(2024, 5, 1), [Term(START, END), Term(date(2024, 6, 1), date(2027, 5, 31))], "expired"),  # in the gap
        (date(1990, 1, 1), [Term(None, END)], "valid"),  # a roster that gave the end only
        (date(2022, 1, 1), [], "none"),
    ],
)
def test_ppl_asr_064_a_card_is_valid_on_the_days_of_its_terms(day, terms, state):
    assert rules.card_state(terms, None, None, day) == state


@pytest.mark.parametrize(("day", "state"), [(date(2022, 12, 31), "valid"), (date(2023, 1, 1), "withdrawn")])
def test_ppl_asr_161_a_card_is_withdrawn_from_the_day_of_the_decision_on(day, state):
    assert rules.card_state([Term(START, END)], date(2023, 1, 1), "withdrawn", day) == state


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (END, []),
        (date(2024, 5, 1), [Severity.WARN]),  # the anniversary itself is a day too many
        (date(2024, 4, 29), [Severity.WARN]),
        (date(2026, 4, 30), [Severity.WARN]),  # five years
        (START, [Severity.WARN]),  # one day
        (date(2021, 4, 30), [Severity.BLOCK]),  # ends before it starts
    ],
)
def test_ppl_asr_064_another_validity_wants_a_reason(ends_on, expected):
    assert severities(rules.validity_faults(START, ends_on, rule("PPL-ASR-064"))) == expected


@pytest.mark.parametrize(("issued_on", "refused"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True)])
def test_ppl_asr_064_no_card_is_issued_tomorrow(issued_on, refused):
    assert bool(rules.issue_day_faults(issued_on, date(2026, 11, 20), rule("PPL-ASR-064"))) is refused


@pytest.mark.parametrize(
    ("ended_how", "sanction", "refused"),
    [(None, False, False), ("withdrawn", False, True), ("replaced", False, True), (None, True, True)],
)
def test_ppl_asr_066_a_withdrawn_card_is_not_renewed(ended_how, sanction, refused):
    assert bool(rules.renewal_faults(ended_how, sanction, rule("PPL-ASR-066", "hunan"))) is refused


@pytest.mark.parametrize(("starts_on", "refused"), [(END, True), (date(2024, 5, 1), False)])
def test_ppl_asr_066_two_validities_do_not_overlap(starts_on, refused):
    assert bool(rules.renewal_start_faults(starts_on, END, rule("PPL-ASR-066"))) is refused


@pytest.mark.parametrize(
    ("ends_on", "today", "start"),
    [
        (END, date(2024, 4, 1), date(2024, 5, 1)),  # before the end: it follows on
        (END, date(2024, 5, 1), date(2024, 5, 1)),
        (END, date(2024, 7, 9), date(2024, 7, 9)),  # after a gap: from the decision on
        (date.max, date(2024, 7, 9), date(2024, 7, 9)),  # no end was ever known
    ],
)
def test_ppl_asr_066_a_renewal_starts_after_the_old_validity(ends_on, today, start):
    assert rules.renewal_start(ends_on, today) == start


@pytest.mark.parametrize(("state", "refused"), [("valid", False), ("none", True), ("expired", True), ("future", True), ("withdrawn", True)])
def test_ppl_asr_081_a_contract_needs_a_valid_card(state, refused):
    assert bool(rules.qualified_faults(state, ["电工"], None, rule("PPL-ASR-081"))) is refused


@pytest.mark.parametrize(
    ("ends_on", "card_ends_on", "expected"),
    [
        (END, None, []),
        (END, END, []),
        (END, date(2024, 4, 29), [Severity.WARN]),  # outlasts the card by one day
        (date(2024, 5, 1), None, [Severity.WARN]),  # not the usual three years
        (date(2023, 4, 30), None, [Severity.WARN]),
        (date(2024, 5, 1), END, [Severity.WARN, Severity.WARN]),
        (date(2021, 4, 30), None, [Severity.BLOCK]),
    ],
)
@pytest.mark.parametrize("rule_id", ["PPL-ASR-082", "PPL-SUP-019"])
def test_ppl_asr_082_and_ppl_sup_019_the_usual_term_is_three_years(rule_id, ends_on, card_ends_on, expected):
    assert severities(rules.appointment_faults(START, ends_on, card_ends_on, rule(rule_id, "hunan"))) == expected


@pytest.mark.parametrize(
    ("profile", "decision", "evaluation", "refused_by"),
    [
        ("henan", "renew", "称职", []),
        ("henan", "renew", "", ["PPL-ASR-084"]),
        ("henan", None, "称职", ["PPL-ASR-083"]),
        ("henan", "release", "称职", ["PPL-ASR-083"]),
        ("henan", None, None, ["PPL-ASR-083", "PPL-ASR-084"]),
        ("hunan", "renew", "", []),  # no report wanted there
        ("hunan", None, "", ["PPL-ASR-083"]),
    ],
)
def test_ppl_asr_083_and_ppl_asr_084_a_further_term_is_decided_on_an_evaluation(profile, decision, evaluation, refused_by):
    found = rules.reappointment_faults(decision, evaluation, rule("PPL-ASR-083", profile), rule("PPL-ASR-084", profile))
    assert [finding.rule for finding in found] == refused_by


@pytest.mark.parametrize(("evaluation", "refused"), [("称职", False), ("", True)])
def test_ppl_sup_019_without_evaluation_no_supervisor_is_renewed(evaluation, refused):
    one = rule("PPL-SUP-019", "hunan")
    assert bool(rules.reappointment_faults("renew", evaluation, one, one)) is refused


@pytest.mark.parametrize(
    ("profile", "available", "short"),
    [("hunan", 4, False), ("hunan", 3, True), ("henan", 3, False), ("henan", 2, True), ("fujian", 0, False)],
)
def test_ppl_asr_085_each_occupation_has_its_least_number(profile, available, short):
    assert bool(rules.pool_faults("电工", available, rule("PPL-ASR-085", profile))) is short


@pytest.mark.parametrize(
    ("available", "team", "short"),
    [(4, 3, False), (3, 3, True), (7, 6, True), (8, 6, False), (5, 4, True), (6, 4, False)],  # 4 + ⌈4/3⌉ = 6
)
def test_ppl_asr_086_rotation_needs_a_third_more_than_the_team(available, team, short):
    assert bool(rules.pool_for_rotation("电工", available, team, rule("PPL-ASR-086", "henan"))) is short
    assert not rules.pool_for_rotation("电工", available, team, rule("PPL-ASR-086", "hunan"))


@pytest.mark.parametrize(
    ("unmet", "lost"),
    [(0, 0), (1, 2), (2, 4), (3, 4)],  # two points each, four at most
)
def test_ppl_asr_021_each_unmet_condition_costs_points_at_the_filing(unmet, lost):
    assert rules.filing_points_lost(unmet, rule("PPL-ASR-021", "henan")) == lost
    assert rules.filing_points_lost(unmet, rule("PPL-ASR-021", "hunan")) == 0


@pytest.mark.parametrize(
    ("rule_id", "cause", "refused"),
    [("PPL-ASR-160", "AC-N1", False), ("PPL-ASR-160", "AC-H1", True), ("PPL-ASR-160", None, True),
     ("PPL-SUP-050", "SC-N1", False), ("PPL-SUP-050", "AC-N1", True)],
)  # fmt: skip
def test_ppl_asr_160_and_ppl_sup_050_a_cancelling_has_one_cause_of_the_region(rule_id, cause, refused):
    from models.people.terms import causes

    known = causes("assessor" if rule_id == "PPL-ASR-160" else "supervisor", "henan")
    assert bool(rules.cause_faults(cause, known, rule(rule_id))) is refused


@pytest.mark.parametrize(
    ("profile", "kind", "own_staff", "refused_by"),
    [
        ("henan", "internal", True, []),
        ("henan", "internal", None, []),  # a roster that does not say
        ("henan", "internal", False, ["PPL-SUP-002"]),
        ("henan", "external", False, []),
        ("henan", "patrol", True, ["PPL-SUP-001"]),
        ("henan", None, None, ["PPL-SUP-001"]),
        ("fujian", "internal", True, ["PPL-SUP-001"]),  # external only
        ("fujian", "external", None, []),
        ("chongqing", "external", None, ["PPL-SUP-001"]),  # internal only
        ("chongqing", "internal", True, []),
    ],
)
def test_ppl_sup_001_and_ppl_sup_002_internal_or_external_and_internal_is_own_staff(profile, kind, own_staff, refused_by):
    found = rules.kind_faults(kind, own_staff, rule("PPL-SUP-001", profile), rule("PPL-SUP-002", profile))
    assert [finding.rule for finding in found] == refused_by


@pytest.mark.parametrize(("kind", "refused"), [("internal", False), ("external", True)])
def test_ppl_sup_011_and_ppl_sup_052_an_external_supervisor_is_the_business_of_the_issuer(kind, refused):
    assert bool(rules.own_cards_only(kind, rule("PPL-SUP-011"))) is refused
    assert bool(rules.decider_faults(kind, rule("PPL-SUP-052"))) is refused


@pytest.mark.parametrize(
    ("number", "kind", "refused"),
    [
        (f"{OWN}00001", "internal", False),
        (f"{OWN}09999", "internal", False),
        (f"{OWN}10001", "internal", True),  # would be an assessor's number
        (f"{OWN}00000", "internal", True),
        (f"{OWN}0001", "internal", True),  # 17 characters
        ("Y00004399999900001", "internal", True),  # another centre's code
        ("Y00004399999900001", "external", False),
        ("Y00004399999945678", "external", False),  # of an external one only length and digits are known
        ("Y0000439999994567X", "external", True),
    ],
)
@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_sup_013_a_supervisors_number_is_issuer_and_serial(profile, number, kind, refused):
    assert bool(rules.supervisor_number_faults(number, kind, OWN, rule("PPL-SUP-013", profile))) is refused
