"""How a year's grade comes about: every worked example of the catalogue, and both sides of each boundary."""

from datetime import date
from fractions import Fraction

import pytest

from models.core.rulebook import OwnValue, Rulebook
from models.evaluation import rules
from models.evaluation.queries import computed
from models.evaluation.rules import Round

FIRST, SECOND = (date(2021, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2026, 12, 31))


def book(profile="henan", **own):
    return Rulebook(
        profile, [OwnValue(name.split("__")[0].replace("_", "-"), name.split("__")[1], value, date.min) for name, value in own.items()]
    )


def scored(*given):
    return [Round(date(2024, 5, 1 + n), "attended", score, candidates) for n, (score, candidates) in enumerate(given)]


def went(*days):
    return [Round(date.fromisoformat(day), attendance, 90 if attendance == "attended" else None, 10) for day, attendance in days]


@pytest.mark.parametrize(("given", "way", "score", "grade"), [
    ([(92, 40), (85, 10)], "candidates", "90.60", "excellent"), ([(92, 40), (85, 10)], "equal", "88.50", "good"),
    ([(58, 30), (70, 10)], "candidates", "61.00", "qualified"), ([(58, 30), (70, 10)], "equal", "64.00", "qualified"),
    ([(59, 20)], "candidates", "59.00", "unqualified"), ([(59, 20)], "equal", "59.00", "unqualified"),
])  # fmt: skip
def test_ppl_asr_140_the_weighted_mean(given, way, score, grade):
    asked = book(PPL_ASR_140__weight=way)
    found = rules.annual_score(scored(*given), asked["PPL-ASR-140"])
    assert rules.shown(found) == score and rules.grade_of(found, asked["PPL-ASR-141"]) == grade


def test_ppl_asr_140_nothing_evaluated_is_no_score():
    assert rules.annual_score([], book()["PPL-ASR-140"]) is None
    assert computed(book(), [], 2024)[:2] == (None, "none")


def test_ppl_asr_140_the_derivation_is_written_as_a_person_would():
    assert rules.derivation(scored((92, 40), (85, 10)), book()["PPL-ASR-140"]) == "(92×40＋85×10)÷50＝90.60"


@pytest.mark.parametrize(("score", "plain", "rounded"), [
    ("90", "excellent", "excellent"), ("89.99", "good", "excellent"), ("89", "good", "good"), ("80", "good", "good"),
    ("79.5", "qualified", "good"), ("79.49", "qualified", "qualified"), ("79", "qualified", "qualified"), ("60", "qualified", "qualified"),
    ("59.5", "unqualified", "qualified"), ("59.49", "unqualified", "unqualified"), ("59", "unqualified", "unqualified"),
])  # fmt: skip
def test_ppl_asr_141_bands(score, plain, rounded):
    assert rules.grade_of(Fraction(score), book()["PPL-ASR-141"]) == plain
    assert rules.grade_of(Fraction(score), book(PPL_ASR_141__rounding="half_up")["PPL-ASR-141"]) == rounded


@pytest.mark.parametrize(("days", "years"), [
    ([("2024-03-02", "no_show"), ("2024-04-13", "no_show")], {2024}),
    ([("2024-03-02", "no_show"), ("2024-04-13", "attended"), ("2024-05-18", "no_show")], set()),
    ([("2024-11-16", "no_show"), ("2025-01-11", "no_show")], {2025}),
    ([("2024-03-02", "no_show"), ("2024-04-13", "excused"), ("2024-05-18", "no_show")], {2024}),
    ([("2024-03-02", "no_show")], set()),
])  # fmt: skip
def test_ppl_asr_142_two_absences_in_a_row(days, years):
    assert rules.years_of_absence(went(*days), book()["PPL-ASR-142"].value("times")) == years


def test_ppl_asr_142_overrides_a_good_score_and_says_why():
    rounds = went(("2024-03-02", "attended"), ("2024-04-13", "no_show"), ("2024-05-18", "no_show"))
    score, grade, said = computed(book(), rounds, 2024)
    assert (score, grade) == (90.0, "unqualified") and "PPL-ASR-142" in said
    assert computed(book("hunan"), rounds, 2024)[1] == "none"


@pytest.mark.parametrize(("days", "grade"), [
    ([], "none"), ([("2024-03-02", "no_show")], "unqualified"),
    ([("2024-03-02", "excused"), ("2024-04-13", "no_show"), ("2024-05-18", "attended")], "excellent"),
    ([("2024-03-02", "excused"), ("2024-04-13", "excused")], "none"),
])  # fmt: skip
def test_ppl_asr_143_a_year_without_taking_part(days, grade):
    assert computed(book(), went(*days), 2024)[1] == grade


@pytest.mark.parametrize(("before", "year", "outcome"), [
    ([2021], 2023, "dismiss_cancel"), ([2021], 2022, "dismiss_cancel"), ([2023], 2024, "dismiss"), ([2022], 2024, ""), ([], 2023, ""),
])  # fmt: skip
def test_ppl_asr_148_two_unqualified_years(before, year, outcome):
    assert rules.bad_years(before, year, [FIRST, SECOND], book()["PPL-ASR-148"]) == outcome


def test_ppl_asr_148_a_year_belongs_to_the_term_of_its_last_day():
    ended = (date(2024, 1, 1), date(2024, 6, 30))
    assert rules.term_of(2024, [ended]) == ended and rules.term_of(2023, [ended]) is None
    assert rules.term_of(2024, [ended, (date(2024, 7, 1), date(2027, 6, 30))]) == (date(2024, 7, 1), date(2027, 6, 30))
