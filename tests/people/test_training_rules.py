"""When a year of continuing education is unmet, who is obliged, which absence has a reason: values only."""

from datetime import date

import pytest

from models.people.training.rules import Taken, case_from, obliged, unexcused

FIRST, SECOND = date(2024, 5, 20), date(2024, 11, 18)


@pytest.mark.parametrize(("taken", "planned", "from_on"), [
    ([Taken(FIRST, "passed")], None, None),
    ([Taken(FIRST, None), Taken(SECOND, "passed")], None, None),
    ([Taken(FIRST, None), Taken(SECOND, None)], None, date(2025, 1, 1)),
    ([Taken(FIRST, None)], SECOND, date(2025, 1, 1)),
    ([Taken(FIRST, "failed")], None, FIRST),
    ([Taken(FIRST, "failed")], SECOND, date(2025, 1, 1)),
    ([Taken(FIRST, "failed"), Taken(SECOND, "passed")], None, None),
    ([Taken(FIRST, "failed"), Taken(SECOND, None)], None, SECOND),
    ([], None, None),
])  # fmt: skip
def test_ppl_asr_090_when_a_case_stands(taken, planned, from_on):
    assert case_from(2024, taken, planned) == from_on


@pytest.mark.parametrize(("valid_from", "valid_to", "ended", "is_obliged"), [
    (date(2022, 1, 1), date(2025, 1, 1), None, True),
    (FIRST, date(2027, 5, 19), None, True),
    (date(2024, 5, 21), date(2027, 5, 20), None, False),
    (date(2021, 5, 21), FIRST, None, True),
    (date(2021, 5, 20), date(2024, 5, 19), None, False),
    (date(2022, 1, 1), date(2025, 1, 1), FIRST, False),
    (date(2022, 1, 1), date(2025, 1, 1), date(2024, 5, 21), True),
])  # fmt: skip
def test_ppl_asr_090_who_is_obliged_on_both_sides_of_the_card(valid_from, valid_to, ended, is_obliged):
    assert obliged(valid_from, valid_to, ended, FIRST) is is_obliged


@pytest.mark.parametrize(("attendance", "answer", "on", "missed"), [
    ("absent", "granted", date(2024, 5, 19), False), ("absent", "granted", FIRST, False), ("absent", "granted", date(2024, 5, 21), True),
    ("absent", "denied", date(2024, 5, 19), True), ("absent", None, None, True), ("present", None, None, False), (None, None, None, False),
])  # fmt: skip
def test_ppl_asr_044_leave_counts_up_to_the_last_day(attendance, answer, on, missed):
    assert unexcused(attendance, answer, on, FIRST) is missed
