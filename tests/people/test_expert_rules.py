"""What must hold of experts: every worked example of the catalogue and both sides of each boundary, on values."""

from datetime import date

import pytest

from models.core.dates import last_day_of_term
from models.core.rulebook import OwnValue, Rulebook
from models.people.experts import rules
from models.people.experts.rules import Candidate
from tests.people.makers import rule

TERM = date(2024, 9, 1)


def severities(findings):
    return [str(one.severity) for one in findings]


@pytest.mark.parametrize(("rank", "level", "since", "refused"), [
    ("deputy_senior", None, date(2023, 9, 1), False), ("deputy_senior", None, date(2023, 9, 2), True),
    ("intermediate", 1, date(2020, 1, 1), False), ("intermediate", 2, date(2020, 1, 1), True), ("senior", 0, date(2020, 1, 1), False),
    ("deputy_senior", 1, None, True),
])  # fmt: skip
def test_ppl_exp_003_title_or_certificate_and_a_year_of_assessing(rank, level, since, refused):
    one = Candidate(TERM, level, "own", rank, assessing_since=since)
    found = rules.rule_faults(one, rule("PPL-EXP-003"))
    assert severities(found) == (["block"] if refused else [])
    assert rules.rule_faults(one, rule("PPL-EXP-003", "hunan")) == []


@pytest.mark.parametrize(("match", "refused"), [("own", False), ("related", False), ("other", True)])
def test_ppl_exp_003_the_occupation_is_own_or_related(match, refused):
    one = Candidate(TERM, 1, match, "senior", assessing_since=date(2020, 1, 1))
    assert bool(rules.rule_faults(one, rule("PPL-EXP-003"))) is refused


@pytest.mark.parametrize(("years", "refused"), [(0, True), (1, False), (None, True)])
def test_ppl_exp_003_a_roster_states_whole_years_only(years, refused):
    assert bool(rules.rule_faults(Candidate(TERM, 1, assess_years=years), rule("PPL-EXP-003"))) is refused


@pytest.mark.parametrize(("birth", "sex", "warned"), [
    (date(1958, 9, 2), "male", False), (date(1958, 9, 1), "male", True), (date(1959, 9, 1), "male", False),
    (date(1958, 9, 1), "female", True), (date(1958, 9, 2), "female", False), (None, None, False),
])  # fmt: skip
def test_ppl_exp_005_sixty_five_lasts_until_the_day_before_the_next_birthday(birth, sex, warned):
    assert severities(rules.age_faults(birth, sex, TERM, False, rule("PPL-EXP-005"))) == (["warn"] if warned else [])


def test_ppl_exp_005_a_birthday_during_the_term_changes_nothing():
    assert rules.age(date(1958, 9, 2), date(2024, 9, 2)) == 66
    assert rules.age_faults(date(1958, 9, 2), "male", TERM, False, rule("PPL-EXP-005")) == []


@pytest.mark.parametrize(("birth", "approved", "warned"), [(date(1956, 1, 1), True, False), (date(1956, 1, 1), False, True), (date(1953, 9, 1), True, True)])
def test_ppl_exp_005_the_higher_limit_of_honours_wants_approval_and_a_value(birth, approved, warned):
    higher = Rulebook("henan", [OwnValue("PPL-EXP-005", "age_max_honour", 70, date(2024, 1, 1), id=1)])["PPL-EXP-005"]
    assert bool(rules.age_faults(birth, "male", TERM, approved, higher)) is warned
    assert rules.age_faults(date(1956, 1, 1), "male", TERM, True, rule("PPL-EXP-005"))  # no higher limit is set


@pytest.mark.parametrize(("since", "is_new", "senior", "refused"), [
    (date(2021, 9, 1), False, False, False), (date(2021, 9, 2), False, False, True), (date(2023, 9, 1), True, False, False),
    (date(2023, 9, 2), True, False, True), (date(2023, 9, 1), False, True, False),
])  # fmt: skip
def test_ppl_exp_006_three_years_one_in_a_new_occupation_or_senior(since, is_new, senior, refused):
    one = Candidate(TERM, 1, "own", assessing_since=since, senior=senior)
    found = {finding.rule for finding in rules.leader_faults(one, is_new, Rulebook("henan"))}
    assert ("PPL-EXP-006" in found) is refused


def test_ppl_exp_006_a_leader_meets_the_conditions_of_an_expert():
    one = Candidate(TERM, 2, "own", "intermediate", assessing_since=date(2015, 1, 1), senior=True)
    assert {finding.rule for finding in rules.leader_faults(one, False, Rulebook("henan"))} == {"PPL-EXP-003"}
    assert rules.leader_faults(one, False, Rulebook("hunan")) == []


@pytest.mark.parametrize(("starts_on", "ends_on", "refused"), [
    (date(2024, 9, 1), date(2027, 8, 31), False), (date(2024, 9, 1), date(2027, 8, 30), True), (date(2024, 9, 1), date(2027, 9, 1), True),
    (date(2024, 2, 29), date(2027, 2, 28), False), (date(2024, 2, 29), date(2027, 3, 1), True), (date(2025, 3, 1), date(2028, 2, 29), False),
])  # fmt: skip
def test_ppl_exp_008_a_term_is_three_years_to_the_day(starts_on, ends_on, refused):
    assert bool(rules.term_faults(starts_on, ends_on, rule("PPL-EXP-008"))) is refused
    assert refused or last_day_of_term(starts_on, rule("PPL-EXP-008").value("term_years")) == ends_on


def test_ppl_exp_008_elsewhere_any_length_but_not_backwards():
    assert rules.term_faults(date(2024, 9, 1), date(2025, 8, 31), rule("PPL-EXP-008", "fujian")) == []
    assert rules.term_faults(date(2024, 9, 1), date(2024, 8, 31), rule("PPL-EXP-008", "fujian"))


@pytest.mark.parametrize(("signed_on", "refused"), [(None, True), (date(2024, 9, 2), True), (TERM, False), (date(2022, 1, 1), False)])
@pytest.mark.parametrize(("task", "asks"), [("writing", True), ("building", True), ("advice", False), ("norm", False)])
def test_ppl_exp_009_a_bank_task_wants_confidentiality_signed_by_its_day(signed_on, refused, task, asks):
    bank = rule("PPL-EXP-002").value("bank")
    assert bool(rules.without_secrecy(task, signed_on, TERM, bank, rule("PPL-EXP-009"))) is (refused and asks)
    assert rules.without_secrecy(task, None, TERM, bank, rule("PPL-EXP-009", "hunan")) == []


@pytest.mark.parametrize(("tasks", "kept_on", "expected"), [
    ([(date(2024, 3, 1), "absent"), (date(2023, 2, 10), "attended")], None, date(2024, 3, 1)),  # the catalogue's first example
    ([], None, None),  # never called
    ([(date(2024, 1, 15), "attended")], None, None),
    ([(date(2024, 3, 1), None), (date(2023, 3, 2), "attended")], None, None),  # twelve months ago to the day still counts
    ([(date(2024, 3, 1), None), (date(2023, 3, 1), "attended")], None, date(2024, 3, 1)),
    ([(date(2024, 3, 2), None)], None, None),  # today's task is not missed yet
    ([(date(2024, 3, 9), None)], None, None), ([(date(2023, 3, 1), "absent")], None, None),
    ([(date(2023, 6, 1), "excused"), (date(2023, 9, 1), "absent")], None, date(2023, 6, 1)),
    ([(date(2023, 9, 1), "absent")], date(2023, 9, 1), None), ([(date(2023, 9, 2), "absent")], date(2023, 9, 1), date(2023, 9, 2)),
])  # fmt: skip
def test_ppl_exp_009_long_without_part_is_a_question_never_an_end(tasks, kept_on, expected):
    months = rule("PPL-EXP-009").value("inactive_months")
    assert rules.silent_since(tasks, date(2024, 3, 2), months, kept_on) == expected


@pytest.mark.parametrize(("education", "level", "rank", "since", "refused"), [
    ("bachelor", 1, None, date(2014, 9, 1), False), ("college", 1, None, date(2014, 9, 1), True), ("master", None, "deputy_senior", date(2014, 9, 1), False),
    ("bachelor", 2, "intermediate", date(2014, 9, 1), True), ("bachelor", 1, None, date(2014, 9, 2), True), (None, 1, None, date(2014, 9, 1), True),
])  # fmt: skip
def test_ppl_exp_010_the_plan_replaces_the_rule_where_a_centre_adopts_it(education, level, rank, since, refused):
    adopted = [OwnValue("PPL-EXP-010", "on", True, date(2024, 1, 1), id=1), OwnValue("PPL-EXP-010", "work_years", 10, date(2024, 1, 1), id=2)]
    one = Candidate(TERM, level, "own", rank, education, work_since=since)
    assert ({finding.rule for finding in rules.conditions(one, Rulebook("henan", adopted))} == {"PPL-EXP-010"}) is refused
    assert rules.plan_faults(one, rule("PPL-EXP-010")) == []
    assert "PPL-EXP-003" in {finding.rule for finding in rules.conditions(one, Rulebook("henan"))}


@pytest.mark.parametrize(("level", "rank", "match", "since", "past", "expected"), [
    (2, None, "own", date(2019, 6, 10), "clean", []), (3, "intermediate", "own", date(2019, 6, 10), "clean", []),
    (3, "none", "own", date(2019, 6, 10), "clean", ["block"]), (2, None, "own", date(2019, 6, 10), "none", ["warn"]),
    (2, None, "own", date(2019, 6, 10), None, ["warn"]), (2, None, "own", date(2019, 6, 10), "secrecy", ["block"]),
    (2, None, "own", date(2019, 6, 10), "quality", ["block"]), (2, None, "own", date(2019, 6, 10), "delay", ["block"]),
    (2, None, "own", date(2019, 6, 10), "late", ["block"]), (2, None, "own", date(2019, 6, 11), "clean", ["block"]),
    (2, None, "related", date(2019, 6, 10), "clean", ["block"]), (3, "intermediate", "related", date(2019, 6, 10), "clean", []),
])  # fmt: skip
def test_ppl_exp_011_item_writers(level, rank, match, since, past, expected):
    one = Candidate(date(2024, 6, 10), level, match, rank, work_since=since, past=past)
    assert severities(rules.writer_faults(one, rule("PPL-EXP-011", "hunan"))) == expected
    assert rules.writer_faults(one, rule("PPL-EXP-011")) == []


@pytest.mark.parametrize(("rule_id", "profile"), [("PPL-EXP-014", "hunan"), ("PPL-EXP-015", "henan")])
@pytest.mark.parametrize(("members", "signed", "refused"), [(5, 5, False), (4, 4, True), (6, 5, True), (6, 6, False), (0, 0, True)])
def test_ppl_exp_014_015_five_members_and_all_sign(rule_id, profile, members, signed, refused):
    assert bool(rules.panel_faults(members, signed, rule(rule_id, profile))) is refused
    assert rules.panel_faults(members, signed, rule(rule_id, "sport")) == []


def test_ppl_exp_001_a_second_leader_is_refused():
    assert rules.second_leader("顾振华", rule("PPL-EXP-001"))
    assert rules.second_leader(None, rule("PPL-EXP-001")) == [] == rules.second_leader("顾振华", rule("PPL-EXP-001", "hunan"))
