"""The annual plan: its days in each region, its lines, and batches that are on none."""

from datetime import date

import pytest

from models.assessment.plans.yearly import limit_of
from models.core.due import due_items
from models.core.rulebook import Rulebook
from tests.assessment.batches import act, done, new_batch, refused
from tests.assessment.test_batches import filed
from tests.centres import seat


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("profile", "rule", "target", "limit"), [
    ("chongqing", "ASM-PLN-001", "2025-12-19", "2025-12-20"), ("henan", "ASM-PLN-003", "2025-12-30", "2025-12-31"),
    ("hunan", "ASM-PLN-004", "2026-01-30", "2026-01-31"),
])  # fmt: skip
def test_asm_pln_001_asm_pln_003_and_asm_pln_004_each_region_has_its_day(profile, rule, target, limit):
    assert limit_of(Rulebook(profile), 2026) == (rule, day(target), day(limit))


def test_a_region_without_a_day_asks_for_none():
    assert limit_of(Rulebook("sport"), 2026) is None
    assert limit_of(Rulebook("fujian"), 2026) is None


def plan_of(work, year=2026, lines=1):
    plan = done(work, "assessment.draft_plan", year=year).record_id
    for month in range(1, lines + 1):
        done(work, "assessment.add_plan_line", plan, month=f"{year}-{month + 4:02d}-11", occupation="电工", level=4)
    done(work, "assessment.close_plan", plan, login="director", reason="仅此一项计划")
    return plan


@pytest.mark.parametrize(("reported", "in_time"), [("2025-12-20", True), ("2025-12-22", False), ("2025-12-21", False)])
def test_asm_pln_001_the_twentieth_itself_is_in_time_and_does_not_move_for_a_weekend(centre, reported, in_time):
    work = centre("chongqing", on=day("2025-12-01"))
    plan = plan_of(work)
    outcome = act(work, "assessment.report_plan", plan, on=day(reported))
    assert outcome.done is in_time
    assert in_time or {one.rule for one in outcome.findings} == {"ASM-PLN-001"}


@pytest.mark.parametrize(("lines", "asks"), [(1, True), (2, False)])
def test_asm_pln_005_hunan_plans_two_batches_a_year(centre, lines, asks):
    work = centre("hunan", on=day("2025-12-01"))
    plan = done(work, "assessment.draft_plan", year=2026).record_id
    for month in range(1, lines + 1):
        done(work, "assessment.add_plan_line", plan, month=f"2026-{month:02d}-01", occupation="电工", level=4)
    outcome = act(work, "assessment.close_plan", plan, login="director")
    assert outcome.done is not asks
    assert not asks or {one.rule for one in outcome.findings} == {"ASM-PLN-005"}


def test_asm_pln_002_a_line_keeps_contact_and_stays_within_year_and_scope(centre):
    work = centre("chongqing", on=day("2025-12-01"))
    filed(work, "电工", "--", (4,))
    plan = done(work, "assessment.draft_plan", year=2026).record_id
    given = {"month": "2026-05-11", "occupation": "电工", "level": 4, "contact": "王敏", "phone": "023-60000001", "address": "人民路1号"}
    done(work, "assessment.add_plan_line", plan, **given)
    assert refused(work, "assessment.add_plan_line", plan, **given | {"level": 3}) == {"ASM-SCO-001"}
    assert refused(work, "assessment.add_plan_line", plan, **given | {"month": "2027-05-11"}) == {"SYS-014"}
    assert refused(work, "assessment.report_plan", plan) == {"SYS-014"}  # not closed yet
    assert refused(work, "assessment.close_plan", plan) == {"PPL-ORG-010"}  # the head's
    assert refused(work, "assessment.draft_plan", year=2026) == {"SYS-014"}


@pytest.mark.parametrize(
    ("first", "occupation", "planned"), [("2026-05-30", "电工", True), ("2026-06-01", "电工", False), ("2026-05-30", "车工", False)]
)
def test_asm_pln_013_a_batch_on_no_line_of_the_plan_wants_a_reason(centre, first, occupation, planned):
    work = centre("chongqing", on=day("2025-12-01"))
    plan_of(work)
    batch = new_batch(work, first=day(first), occupation=occupation)
    rules = {one.rule for one in act(work, "assessment.announce_batch", batch, login="director").findings}
    assert ("ASM-PLN-013" in rules) is not planned


def test_the_plan_of_the_next_year_is_due_and_then_done(centre):
    work = centre("chongqing", on=day("2025-12-01"))

    def items():
        with seat(work, "exam").reading() as context:
            return [(str(one.due), one.rule) for one in due_items(context) if one.register == "assessment.plans"]

    plan = plan_of(work)
    assert items() == [("2025-12-20", "ASM-PLN-001")]
    done(work, "assessment.report_plan", plan)
    assert items() == []


@pytest.mark.parametrize(("today", "shown"), [("2025-11-29", False), ("2025-11-30", True)])
def test_asm_pln_003_a_plan_nobody_began_comes_on_the_desk_a_month_before(centre, today, shown):
    with seat(centre("henan", on=day(today)), "director", day(today)).reading() as context:
        assert any(item.register == "assessment.plans" for item in due_items(context)) is shown
