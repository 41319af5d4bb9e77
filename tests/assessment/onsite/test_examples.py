"""The worked examples of people.md about numbers of people, which the rules of the exam day keep."""

import pytest

from models.assessment.exams.rules import Need, Post, invigilators_needed, staffing_faults
from models.assessment.scores.panel import mean_of, review_passed
from models.core.rulebook import Rulebook

HENAN_SITE = (("chief", 1), ("clerk", 2), ("supervisor", 3))


def people(*posts: tuple[str, int], room: str | None = None) -> list[Post]:
    return [Post(duty, f"{duty}{at}", room) for duty, count in posts for at in range(count)]


def found(profile: str, need: Need, posts: list[Post]) -> set[str]:
    return {one.rule for one in staffing_faults(need, posts, Rulebook(profile))}


def test_ppl_asr_100_ex_hunan_counts_rooms_henan_occupations():
    site = people(("chief", 1), ("supervisor", 1))
    first, second = people(("leader", 1), ("assessor", 2), room="J1"), people(("assessor", 2), room="J2")
    assert "ASM-STF-002" in found("hunan", Need("skill", {"J1": 10, "J2": 10}), [*site, *first, *second])  # five people in two rooms
    assert "ASM-STF-002" not in found("hunan", Need("skill", {"J1": 10}), [*site, *first])  # one room after the other, the same three
    four = people(*HENAN_SITE, ("leader", 1), ("assessor", 3))
    assert "ASM-STF-002" not in found("henan", Need("skill", {"J1": 10, "J2": 10}), four)


@pytest.mark.parametrize(("parallel", "ok"), [(None, True), (4, False)])
def test_ppl_asr_101_ex_four_modules_one_after_the_other_or_at_once(parallel, ok):
    three = people(*HENAN_SITE, ("leader", 1), ("assessor", 2))
    assert ("ASM-STF-002" not in found("henan", Need("skill", {"J1": 10}, parallel_modules=parallel), three)) is ok


@pytest.mark.parametrize(
    ("marks", "mean", "passed"),
    [((90, 60, 40), 633, True), ((70, 65, 40), 583, False), ((59, 59, 100), 727, False), ((60, 60, 60), 600, True)],
)
def test_ppl_asr_102_ex_two_thirds_and_the_mean(marks, mean, passed):
    tenths = [10 * mark for mark in marks]
    assert mean_of(tenths) == mean
    assert review_passed(tenths, 600, Rulebook("chongqing")["ASM-PAS-004"]) is passed


@pytest.mark.parametrize(("supervisors", "ok"), [(3, True), (2, False)])
def test_ppl_sup_021_ex_three_internal_supervisors_at_each_site_of_henan(supervisors, ok):
    posts = people(("chief", 1), ("clerk", 2), ("supervisor", supervisors), ("inv", 2), room="01")
    assert ("ASM-STF-005" not in found("henan", Need("theory", {"01": 30}), posts)) is ok


@pytest.mark.parametrize(("chiefs", "clerks", "ok"), [(1, 2, True), (1, 1, False), (2, 2, False), (0, 2, False)])
def test_ppl_exm_005_ex_exactly_one_chief_and_two_of_staff_in_henan(chiefs, clerks, ok):
    posts = people(("chief", chiefs), ("clerk", clerks), ("supervisor", 3))
    assert ("ASM-STF-007" not in found("henan", Need("theory", {}), posts)) is ok


@pytest.mark.parametrize(
    ("profile", "candidates", "needed"),
    [("sport", 10, 2), ("sport", 30, 2), ("sport", 31, 3), ("sport", 45, 3), ("sport", 46, 4), ("hunan", 10, 2), ("henan", 30, 2), ("henan", 31, 4),
     ("henan", 10, 2), ("fujian", 30, 2)],
)  # fmt: skip
def test_ppl_exm_006_ex_invigilators_of_a_room(profile, candidates, needed):
    assert invigilators_needed(candidates, Rulebook(profile)["ASM-STF-001"]) == needed
