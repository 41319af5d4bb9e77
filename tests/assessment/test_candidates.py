"""Applications: entered, found, listed, refused twice, refused while banned."""

from datetime import date

import pytest

from models.assessment.candidates import queries, rules
from models.assessment.candidates.guards import admission_faults, needs_recheck
from models.assessment.candidates.tables import Ban, Enrolment
from models.core import store
from models.core.registers import REGISTERS, View, page
from models.core.search import search
from tests.assessment.candidates import EXAM_DAY, batch, do, done, enter, one, person, refused, rule
from tests.centres import seat

BANS = "ASM-DIS-004"


def ban(centre, first, last, serial=7, kind="resident"):
    with store.writing(centre.engine) as db:
        db.add(
            Ban(id_kind=kind, id_no=person(serial), name="林晓峰", effect="BAN-2Y", first_day=first, last_day=last, first_entry=1, entry=1)
        )
        db.commit()


def test_an_application_takes_its_occupation_from_the_batch_and_is_found(any_centre):
    centre = any_centre("sport")
    batch(centre)
    key = enter(centre, job="普通车床")
    made = one(centre, key)
    assert (made.state, made.occupation, made.job, made.level) == ("draft", "车工", "普通车床", 4)
    assert (made.sex, made.birth, made.id_kind, made.entered_by) == ("male", date(2000, 5, 1), "resident", "exam")
    with centre.reading() as context:
        assert [found.id for text in (person(), "林晓峰", "林晓峰@B1") for found in queries.find(context.db, text)] == [key] * 3
        assert [hit.record_id for hit in search(context.db, "lxf", [queries.REGISTER])] == [key]
        assert queries.counts(context.db, made.batch_id) == {"draft": 1}
        assert queries.of_batch(context.db, made.batch_id) == []
        assert [row.id for row in page(context, REGISTERS[queries.REGISTER], View(facets={"state": "draft"}))] == [key]


def test_asm_reg_017_one_open_application_a_person_and_scope(centre):
    made = centre("henan")
    batch(made)
    batch(made, "B2", date(2025, 4, 11))
    first = enter(made)
    again = do(made, "assessment.enter_candidate", batch="B2", name="林晓峰", id_no=person())
    assert refused(again) == {"ASM-REG-017"}
    enter(made, "B2", level=3)  # another level is another application
    done(made, "assessment.withdraw_candidate", first, why="本人要求")
    enter(made, "B2")  # the open one is gone
    twice = do(made, "assessment.enter_candidate", batch="B1", name="林晓峰", id_no=person())
    assert refused(twice) == {"ASM-REG-017"}  # once a batch, whatever became of it; and B2 is open


@pytest.mark.parametrize(
    ("effect", "violated", "last"),
    [
        ("BAN-Y", date(2025, 3, 15), date(2025, 12, 31)),
        ("BAN-2Y", date(2025, 3, 15), date(2027, 3, 15)),
        ("BAN-2Y", date(2024, 2, 29), date(2026, 2, 28)),  # no 29 February in 2026
        ("BAN-G", date(2025, 3, 15), date(2026, 6, 30)),
    ],
)
def test_asm_dis_004_the_last_covered_day(effect, violated, last):
    assert rules.last_banned_day(effect, violated, date(2026, 6, 30), rule("sport", BANS)) == last


def test_asm_dis_004_staff_are_banned_until_it_is_lifted():
    assert rules.last_banned_day("BAN-G", date(2025, 3, 15), None, rule("henan", BANS)) is None


@pytest.mark.parametrize(
    ("first", "last", "day", "touched"),
    [
        (date(2025, 3, 15), date(2025, 12, 31), date(2025, 12, 31), True),
        (date(2025, 3, 15), date(2025, 12, 31), date(2026, 1, 1), False),
        (date(2025, 3, 15), date(2027, 3, 15), date(2027, 3, 15), True),
        (date(2025, 3, 15), date(2027, 3, 15), date(2027, 3, 16), False),
        (date(2025, 3, 15), date(2026, 6, 30), date(2026, 6, 29), True),
        (date(2025, 3, 15), None, date(2099, 1, 1), True),
        (date(2025, 3, 15), date(2027, 3, 15), date(2025, 3, 14), False),  # an exam before the violation
    ],
)
def test_asm_reg_018_a_ban_touches_the_days_of_a_batch(first, last, day, touched):
    assert rules.touches(first, last, day, day) is touched
    assert bool(rules.ban_faults("林晓峰", [(first, last)], day, day, rule("sport", "ASM-REG-018"))) is touched


def test_asm_reg_018_banned_for_two_years_refused_on_the_last_covered_day_and_accepted_on_the_next(centre):
    """The acceptance of the sport profile: group 3 on 2025-03-15."""
    made = centre("sport")
    ban(made, date(2025, 3, 15), date(2027, 3, 15))
    batch(made, "B1", date(2027, 3, 15))
    batch(made, "B2", date(2027, 3, 16))
    assert refused(do(made, "assessment.enter_candidate", batch="B1", name="林晓峰", id_no=person())) == {"ASM-REG-018"}
    enter(made, "B2")  # registering during the ban, for a later day
    enter(made, "B1", 9, "王小虎")  # somebody else


def test_asm_reg_018_a_batch_of_two_days_is_refused_when_its_first_day_is_banned(centre):
    made = centre("sport")
    ban(made, date(2025, 3, 15), date(2027, 3, 15))
    batch(made, "B1", date(2027, 3, 15), last_exam_day=date(2027, 3, 17))
    assert refused(do(made, "assessment.enter_candidate", batch="B1", name="林晓峰", id_no=person())) == {"ASM-REG-018"}


@pytest.mark.parametrize(
    ("profile", "level", "needed"),
    [
        ("sport", 4, False),
        ("fujian", 0, True),
        ("hunan", 3, False),
        ("chongqing", 4, False),
        ("chongqing", 3, True),
        ("chongqing", 1, True),
    ],
)
def test_asm_reg_011_asm_reg_012_who_is_reviewed_once_more_by_the_office_above(centre, profile, level, needed):
    with centre(profile).reading() as context:
        assert needs_recheck(context, level) is needed


@pytest.mark.parametrize(
    ("profile", "level", "state", "paid", "stands"),
    [
        ("sport", 4, "reviewed", None, set()),
        ("sport", 4, "applied", None, {"ASM-STC-001"}),
        ("fujian", 0, "reviewed", None, {"ASM-STC-001"}),
        ("fujian", 0, "rechecked", None, set()),
        ("chongqing", 4, "reviewed", EXAM_DAY, set()),
        ("chongqing", 4, "reviewed", None, {"ASM-FEE-001"}),
        ("chongqing", 3, "reviewed", EXAM_DAY, {"ASM-STC-001"}),
    ],
)
def test_asm_stc_001_asm_fee_001_who_may_have_a_ticket(centre, profile, level, state, paid, stands):
    made = centre(profile)
    batch(made)
    key = enter(made, level=level)
    with store.writing(made.engine) as db:
        found = db.get_one(Enrolment, key)
        found.state, found.fee_paid_on = state, paid
        db.commit()
    with made.reading() as context:
        assert {found.rule for found in admission_faults(context, context.db.get_one(Enrolment, key))} == stands


def test_who_has_no_business_with_candidates_is_refused(centre):
    made = centre("sport")
    batch(made)
    outcome = do(made, "assessment.enter_candidate", who="finance", batch="B1", name="林晓峰", id_no=person())
    assert refused(outcome) == {"PPL-ORG-010"}
    with seat(made, "finance").reading() as context:
        from models.core.registers import may_read

        assert not may_read(context, REGISTERS[queries.REGISTER])
