"""How long and why (ARC-020…026): ARC-T1…T6 by their ids, table 3.2, reviews and the recomputation after a change."""

from datetime import date

import pytest

from models.archives import retention
from models.archives.terms import kind_codes, kinds_named, must_kinds
from tests.archives.makers import do, done, item, item_of, refused, rules

NEVER = date.max


def kept(profile, kind, exam_on, medium="paper", **more):
    given = {"made_on": None, "starts_on": None, "own": None} | more
    return retention.keeping((kind, given.pop("also", None)), medium, exam_on, given["made_on"], given["starts_on"], given["own"],
        rules(profile))


@pytest.mark.parametrize(
    ("profile", "kind", "medium", "exam_on", "expected"),
    [
        pytest.param("fujian", "K08", "paper", date(2025, 3, 15), date(2027, 3, 16), id="ARC-T1"),
        pytest.param("fujian", "K16", "electronic", date(2025, 8, 31), date(2026, 3, 1), id="ARC-T2"),
        pytest.param("sport", "K07", "paper", date(2024, 2, 29), date(2026, 3, 1), id="ARC-T3"),
        pytest.param("hunan", "K08", "paper", date(2025, 5, 11), date(2028, 5, 12), id="ARC-T4"),
        pytest.param("chongqing", "K16", "electronic", date(2025, 5, 10), date(2030, 5, 11), id="ARC-T5"),
        pytest.param("chongqing", "K05", "paper", date(2025, 5, 10), NEVER, id="ARC-T5-roster"),
        pytest.param("henan", "K03", "paper", date(2025, 5, 10), date(2028, 5, 11), id="ARC-T6"),
    ],
)
def test_arc_020_earliest_destruction_date(profile, kind, medium, exam_on, expected):
    assert kept(profile, kind, exam_on, medium).destroy_from == expected


def test_arc_t6_a_linked_complaint_blocks_until_it_is_closed(centre):
    henan = centre("henan", on=date(2028, 5, 11))
    item(henan, date(2028, 5, 10), kind="K03", made_on=date(2025, 5, 10))
    assert item_of(henan, "DA-1").destroy_from == date(2028, 5, 11)
    done(henan, "supervisor", date(2028, 5, 10), "archives.place_hold", source="complaint", reference="TS2028-07", item="DA-1")
    day = date(2028, 5, 31)
    assert refused(do(henan, "archive", day, "archives.propose_destruction", items="DA-1")) == {"ARC-025"}
    done(henan, "supervisor", date(2028, 6, 1), "archives.release_hold", "TS2028-07", why="投诉已办结")
    assert do(henan, "archive", date(2028, 6, 1), "archives.propose_destruction", items="DA-1").done


@pytest.mark.parametrize("profile", ["sport", "fujian", "hunan", "henan", "chongqing"])
def test_arc_020_every_kind_has_a_period_in_every_profile(profile):
    rule = rules(profile)["ARC-020"]
    for kind in kind_codes():
        assert retention.months(rule.value(kind)) >= 0


@pytest.mark.parametrize(
    ("kind", "medium", "exam_on", "expected"),
    [
        ("K11", "electronic", date(2025, 5, 10), date(2030, 5, 11)),  # digital photo of a workpiece: 5, not 3
        ("K11", "object", date(2025, 5, 10), date(2028, 5, 11)),
        ("K16", "electronic", date(2025, 5, 10), date(2030, 5, 11)),
    ],
)
def test_arc_023_the_longer_period_counts(kind, medium, exam_on, expected):
    assert kept("chongqing", kind, exam_on, medium).destroy_from == expected


def test_arc_023_two_kinds_on_one_item():
    both = kept("chongqing", "K09", date(2025, 5, 10), also="K04")
    assert both.long_term and both.destroy_from == NEVER


def test_arc_020_a_video_in_fujian_keeps_its_own_half_year():
    assert kept("fujian", "K16", date(2025, 8, 31), "electronic").period == "6m"


def test_arc_021_without_batch_the_date_of_the_material_counts():
    assert kept("hunan", "K01", None, made_on=date(2025, 1, 31)).destroy_from == date(2028, 2, 1)
    assert kept("hunan", "K01", date(2025, 5, 11), made_on=date(2025, 1, 31)).destroy_from == date(2028, 5, 12)


def test_arc_021_a_term_that_has_not_ended_has_no_date_yet():
    assert kept("hunan", "K26", None, made_on=date(2020, 1, 1)).destroy_from == NEVER
    assert kept("hunan", "K26", None, starts_on=date(2024, 6, 30)).destroy_from == date(2027, 7, 1)


def test_what_is_kept_while_in_force_is_free_the_day_after():
    assert kept("hunan", "K21", None, made_on=date(2020, 1, 1)).destroy_from == NEVER
    assert kept("hunan", "K21", None, starts_on=date(2024, 6, 30)).destroy_from == date(2024, 7, 1)


def test_arc_020_a_longer_period_written_on_the_item_counts_a_shorter_one_does_not():
    assert kept("hunan", "K08", date(2025, 5, 11), own="10y").destroy_from == date(2035, 5, 12)
    assert kept("hunan", "K08", date(2025, 5, 11), own="1y").destroy_from == date(2028, 5, 12)


def test_arc_022_long_term_material_is_on_no_list(centre):
    cq = centre("chongqing", on=date(2040, 1, 4))
    item(cq, date(2040, 1, 4), kind="K04", made_on=date(2015, 1, 4))
    assert refused(do(cq, "archive", date(2040, 1, 4), "archives.propose_destruction", items="DA-1")) == {"ARC-022"}


@pytest.mark.parametrize(("day", "done_"), [(date(2028, 5, 11), False), (date(2028, 5, 12), True)])
def test_arc_020_and_arc_024_the_list_takes_an_item_on_its_first_day(centre, day, done_):
    hunan = centre("hunan", on=day)
    item(hunan, day, made_on=date(2025, 5, 11))
    outcome = do(hunan, "archive", day, "archives.propose_destruction", items="DA-1")
    assert outcome.done is done_
    if not done_:
        assert refused(outcome) == {"ARC-020"}


def test_arc_024_the_review_is_due_on_the_first_day(centre):
    from models.core.due import due_items
    from tests.centres import seat

    hunan = centre("hunan", on=date(2028, 5, 11))
    item(hunan, date(2028, 5, 11), made_on=date(2025, 5, 11))
    for day, count in ((date(2028, 5, 11), 0), (date(2028, 5, 12), 1)):
        with seat(hunan, "archive", day).reading() as context:
            assert sum(one.rule == "ARC-024" for one in due_items(context)) == count


def test_the_explanation_names_period_start_and_clause(centre):
    from models.archives.queries import explanation, find_item

    hunan = centre("hunan", on=date(2025, 6, 3))
    item(hunan, date(2025, 6, 3), made_on=date(2025, 5, 11))
    with hunan.reading() as context:
        told = explanation(find_item(context.db, "DA-1")[0], context)
    for words in ("K08", "3年", "2025-05-11", "2028-05-12", "档案资料管理要求 3(7)"):
        assert words in told


def test_arc_026_recomputing_wants_a_reason_and_keeps_the_later_date(centre):
    hunan = centre("hunan", on=date(2025, 6, 3))
    day = date(2025, 6, 3)
    item(hunan, day, made_on=date(2025, 5, 11))
    change = do(hunan, "director", day, "core.set_rule_value", rule="ARC-020", param="K08", value="5y", why="本单位从严")
    assert change.done, change.findings
    assert do(hunan, "archive", day, "archives.recompute").needs_reason
    assert item_of(hunan, "DA-1").destroy_from == date(2028, 5, 12)
    assert do(hunan, "archive", day, "archives.recompute", reason="期限改为五年").value == 1
    assert item_of(hunan, "DA-1").destroy_from == date(2030, 5, 12)
    assert do(hunan, "archive", day, "archives.recompute").value == 0  # nothing is stale any more


def test_arc_026_a_reviewed_item_keeps_the_later_of_both():
    assert retention.after_review(date(2028, 5, 12), date(2030, 1, 1)) == date(2030, 1, 2)
    assert retention.after_review(date(2032, 5, 12), date(2030, 1, 1)) == date(2032, 5, 12)
    assert retention.after_review(date(2028, 5, 12), date.max) == NEVER


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("理论试卷", ["K07"]), ("实操评分表", ["K08"]), ("成绩汇总表", ["K10"]), ("证书花名册", ["K05"]), ("现场录像", ["K16"]),
            ("签到表", ["K06"]),
        ("督导报告", ["K15"]), ("阅卷签到表", ["K12"]), ("理论签到表、考场情况记录表", ["K09", "K06"]), ("杂项", []),
    ],
)  # fmt: skip
def test_a_workbooks_words_name_a_kind(words, kinds):
    assert kinds_named(words) == kinds


def test_must_kinds_of_a_batch_are_those_the_profile_names():
    assert must_kinds("henan") == ["K01", "K02", "K03", "K05", "K08", "K09", "K10", "K15", "K16", "K18", "K29"]
    assert "K04" in must_kinds("chongqing") and "K04" not in must_kinds("hunan")
