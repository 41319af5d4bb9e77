"""May this person serve there, on that day? The worked examples, named by their rules."""

from datetime import date

import pytest

from models.assignment.guard import (
    Elsewhere,
    Fellow,
    Target,
    card_faults,
    judge,
    leader_faults,
    misses_in_a_row,
    rotation_faults,
    round_event,
    run_of,
    same_team_faults,
)
from models.core.findings import Severity
from models.core.rulebook import Rulebook
from models.people.interests import Crowd, Other, Tie

DAY = date(2024, 6, 10)
ALWAYS = ((date.min, date.max),)
A, B, C, D, E, F, G, H = range(1, 9)


def fellow(**known) -> Fellow:
    return Fellow(A, "甲", **({"spans": ALWAYS, "occupations": frozenset({"车工"}), "since": date(2000, 1, 1)} | known))


def target(**wanted) -> Target:
    given = {"first": DAY, "last": DAY, "occupation": "车工", "levels": frozenset({4}), "batch": "2024-06",
             "crowd": Crowd([Other("王小明", "1", "1班")]), "first_round": date(2010, 1, 1)}  # fmt: skip
    return Target(**(given | wanted))


def judged(one: Fellow, post: str = "assessor", profile: str = "henan", **wanted) -> set[tuple[str, str]]:
    return {(each.rule, str(each.severity)) for each in judge(one, post, target(**wanted), Rulebook(profile))}


def test_nothing_stands_against_a_good_assessor():
    assert judged(fellow()) == set()


@pytest.mark.parametrize(("senior", "level", "may"), [(False, 3, True), (False, 2, False), (True, 5, True), (True, 1, True)])
@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_002_levels_each_grade_may_assess(profile, senior, level, may):
    found = judged(fellow(senior=senior), profile=profile, levels=frozenset({level}))
    assert (("PPL-ASR-002", "block") not in found) is may


def test_ppl_asr_002_a_group_of_two_levels_needs_a_senior_for_the_higher_one():
    assert ("PPL-ASR-002", "block") in judged(fellow(), levels=frozenset({3, 2}))
    assert judged(fellow(), levels=frozenset({3})) == set()


def test_ppl_asr_003_only_the_occupations_of_the_qualification():
    assert judged(fellow(occupations=frozenset({"钳工"}))) == {("PPL-ASR-003", "block")}


@pytest.mark.parametrize(("first", "last", "renewed", "may"), [
    (date(2024, 4, 30), date(2024, 4, 30), False, True), (date(2024, 5, 1), date(2024, 5, 1), False, False),
    (date(2024, 4, 30), date(2024, 5, 1), False, False), (date(2024, 5, 1), date(2024, 5, 1), True, True),
    (date(2024, 4, 30), date(2024, 5, 1), True, True),
])  # fmt: skip
def test_ppl_asr_065_a_valid_card_on_every_day(first, last, renewed, may):
    spans = [(date(2021, 5, 1), date(2024, 4, 30))] + [(date(2024, 5, 1), date(2027, 4, 30))] * renewed
    for rule_id in ("PPL-ASR-065", "PPL-SUP-015"):
        assert (card_faults(spans, first, last, Rulebook("henan")[rule_id]) == []) is may


@pytest.mark.parametrize(("since", "at_work", "hunan", "henan"), [
    (date(2021, 6, 10), None, True, True), (date(2021, 6, 11), None, False, True), (date(2023, 7, 1), date(2022, 1, 1), False, True),
    (date(2023, 6, 11), None, False, False), (None, None, False, False),
])  # fmt: skip
def test_ppl_asr_105_the_leaders_experience(since, at_work, hunan, henan):
    one = fellow(since=since, at_work=at_work)
    for profile, may in (("hunan", hunan), ("henan", henan)):
        assert (leader_faults(one, target(), Rulebook(profile)["PPL-ASR-105"]) == []) is may


def test_ppl_asr_105_a_new_occupation_wants_a_reason_instead():
    found = leader_faults(fellow(since=None), target(first_round=None), Rulebook("hunan")["PPL-ASR-105"])
    assert [each.severity for each in found] == [Severity.WARN]


@pytest.mark.parametrize(("previous", "team", "may"), [
    ({A, B, C}, {A, B, D}, True), ({A, B, C}, {A, B, C}, False), ({A, B, C, D}, {A, B, C, E}, False), ({A, B, C, D}, {A, B, E, F}, True),
    ({A, B, C, D, E, F}, {A, B, C, D, G, H}, True), ({A, B, C, D, E}, {A, B, C, D}, False), ({A, B}, {A, B, C}, True), (None, {A, B, C}, True),
])  # fmt: skip
def test_ppl_asr_109_at_least_one_third_are_new(previous, team, may):  # STF-009: the first and the third are its examples
    rule = Rulebook("henan")["PPL-ASR-109"]
    assert (rotation_faults(frozenset(team), frozenset(previous) if previous else None, rule) == []) is may


def test_ppl_asr_109_the_last_place_of_a_team_is_kept_for_somebody_new():
    old = {"previous": frozenset({A, B, C}), "size": 3}
    assert judged(fellow(), team=frozenset({B}), **old) == set()
    assert judged(fellow(), team=frozenset({B, C}), **old) == {("PPL-ASR-109", "block")}


def test_ppl_asr_108_the_same_team_again_wants_a_reason():
    rule = Rulebook("hunan")["PPL-ASR-108"]
    assert [each.severity for each in same_team_faults(frozenset({A, B}), frozenset({A, B}), rule)] == [Severity.WARN]
    assert same_team_faults(frozenset({A, C}), frozenset({A, B}), rule) == []


@pytest.mark.parametrize(("attended", "run"), [("xxx", 3), ("xx-", 0), ("x-xx", 2), ("xxxx", 4), ("xx", 2)])
def test_ppl_asr_110_not_more_than_three_consecutive_rounds(attended, run):
    rounds = [(frozenset({"车工"}), frozenset({A} if mark == "x" else {B})) for mark in reversed(attended)]
    assert run_of(frozenset({"车工"}), rounds, A) == run
    assert (judged(fellow(run=run)) == set()) is (run < 3)


def test_ppl_asr_110_rounds_of_other_occupations_are_not_counted():
    rounds = [(frozenset({"焊工"}), frozenset({B})), (frozenset({"车工"}), frozenset({A}))]
    assert run_of(frozenset({"车工"}), rounds, A) == 1


@pytest.mark.parametrize(("tie", "hunan", "henan"), [
    (Tie("kin", "王小明", "1"), True, True), (Tie("teach_class", class_name="1班", to_on=date(2023, 10, 10)), True, True),
    (Tie("teach_class", class_name="1班", to_on=date(2021, 12, 10)), False, False), (Tie("master", "王小明", "1", to_on=date(2014, 1, 1)), True, False),
])  # fmt: skip
def test_ppl_asr_121_ppl_sup_031_ppl_exm_012_nobody_meets_his_own(tie, hunan, henan):  # STF-008: the class, and a room without it
    for post, rule_id in (("assessor", "PPL-ASR-121"), ("supervisor", "PPL-SUP-031"), ("inv", "PPL-EXM-012")):
        for profile, away in (("hunan", hunan), ("henan", henan)):
            assert (judged(fellow(ties=(tie,)), post, profile) == ({(rule_id, "block")} if away else set())), (post, profile)
    assert judged(fellow(ties=(tie,)), crowd=Crowd([Other("别人", "2", "2班")])) == set()  # another room


def test_ppl_sup_031_related_to_an_assessor_wants_a_reason():
    married = fellow(ties=(Tie("kin", "李红", "9"),))
    assert judged(married, "supervisor", assessors=Crowd([Other("李红", "9")])) == {("PPL-SUP-031", "warn")}


@pytest.mark.parametrize(("matter", "sport", "fujian"), [("2024-06", True, True), ("2023-06", True, False)])
def test_ppl_exm_011_trainers_take_no_exam_affairs_post(matter, sport, fujian):
    one = fellow(ties=(Tie("trainer", matter=matter),))
    for profile, away in (("sport", sport), ("fujian", fujian), ("henan", False)):
        assert (judged(one, "inv", profile) == {("PPL-EXM-011", "block")}) is away


def test_ppl_asr_124_a_trainer_of_the_batch_as_assessor_wants_a_reason():
    assert judged(fellow(ties=(Tie("trainer", matter="2024-06"),)), profile="fujian") == {("PPL-ASR-124", "warn")}
    assert judged(fellow(ties=(Tie("trainer", matter="2023-06"),)), profile="fujian") == set()


X, N, R, L = "attended", "no_show", "refused", "excused"


@pytest.mark.parametrize(("events", "run"), [([N, N, N], 3), ([N, N, X, N], 1), ([N, L, R, N], 3), ([], 0), ([R, X, R, R], 2), ([R, L, R, R], 3)])
def test_ppl_asr_150_ppl_sup_023_the_run_of_missed_dispatches(events, run):
    assert misses_in_a_row(events) == run
    for post, rule_id in (("assessor", "PPL-ASR-150"), ("supervisor", "PPL-SUP-023")):
        assert (judged(fellow(missed=run), post, "hunan") == {(rule_id, "block")}) is (run >= 3)


def test_ppl_asr_150_one_round_with_three_sessions_is_one_event():
    assert misses_in_a_row([round_event([N, N, N])]) == 1
    assert round_event([N, X]) == X and round_event([L, L]) == L


def test_ppl_sup_030_supervisor_and_assessor():
    def at(same: bool, overlaps: bool):
        return {"甲": [Elsewhere("assessor", "2024-06-1", same, overlaps)]}

    assert ("PPL-SUP-030", "block") in judged(fellow(), "supervisor", busy=at(True, True))
    assert judged(fellow(), "supervisor", busy=at(False, False)) == {("PPL-SUP-030", "warn")}  # afternoon of the same batch
    assert ("PPL-EXM-030", "block") in judged(fellow(), "supervisor", busy=at(False, True))  # another site at the same time
    assert judged(fellow(), "supervisor") == set()


def test_ppl_asr_022_who_is_on_the_blacklist_is_not_sent():
    assert judged(fellow(listed=True), profile="hunan") == {("PPL-ASR-022", "block")}
