"""Rooms, sessions, seats by lot, tickets (ASM-VEN, ASM-ROM)."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.assessment.candidates.tables import Ban, Enrolment
from models.assessment.exams import lot
from models.assessment.exams import rules as pure
from models.assessment.exams.lot import Hall, Sitter
from models.assessment.exams.tables import Seat
from models.core import store
from tests.assessment.exams.makers import DAY, EVE, SITE, at, batch, do, done, of_session, prepared, refused, rostered, rules, seated, seats

PROFILES = ("sport", "fujian", "hunan", "henan", "chongqing")


def sitters(count, classes=0, level=4):
    return [Sitter(n, ("车工", "--", level), f"{n % classes}班" if classes else "") for n in range(1, count + 1)]


# -- rooms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spacing", "accepted"), [
    (79, ()), (80, ("sport", "fujian", "hunan", "henan")), (81, PROFILES), (None, ()),
])  # fmt: skip
def test_asm_ven_006_desks_stand_80_cm_apart_in_chongqing_more(spacing, accepted):
    passed = tuple(name for name in PROFILES if not pure.spacing_faults("theory", spacing, rules(name)["ASM-VEN-006"]))
    assert passed == accepted
    assert not pure.spacing_faults("practical", None, rules("chongqing")["ASM-VEN-006"])


def test_asm_ven_013_a_room_without_surveillance_is_not_accepted(centre):
    made = centre("henan", on=EVE)
    done(made, "exam", EVE, "assessment.add_room", site=SITE, code="01", kind="theory", capacity=30)
    assert refused(do(made, "exam", EVE, "assessment.accept_room", "01", spacing_cm=80, has_camera=False)) == {"ASM-VEN-013"}
    assert refused(do(made, "exam", EVE, "assessment.accept_room", "01", spacing_cm=79)) == {"ASM-VEN-006"}
    done(made, "exam", EVE, "assessment.accept_room", "01", spacing_cm=80)
    sport = centre("sport", on=EVE)
    done(sport, "exam", EVE, "assessment.add_room", site=SITE, code="01", kind="theory", capacity=30)
    done(sport, "exam", EVE, "assessment.accept_room", "01", spacing_cm=80, has_camera=False)


def test_asm_ven_016_a_review_has_a_waiting_room_and_five_seats():
    rule = rules("chongqing")["ASM-VEN-016"]
    assert not pure.review_faults(["defence", "waiting"], [5], rule)
    assert pure.review_faults(["defence", "waiting"], [4], rule) and pure.review_faults(["defence"], [5], rule)
    assert not pure.review_faults([], [], rules("hunan")["ASM-VEN-016"])


@pytest.mark.parametrize(("profile", "count", "fits"), [("hunan", 30, True), ("hunan", 31, False), ("henan", 31, False), ("sport", 31, True)])
def test_asm_rom_001_a_theory_room_holds_thirty(profile, count, fits):
    assert bool(pure.capacity_faults(count, "theory", 40, rules(profile)["ASM-ROM-001"])) is not fits


def test_asm_rom_001_sixty_one_need_three_rooms(centre):
    made = centre("hunan", on=EVE)
    code = prepared(made, 61, rooms=(("01", 40), ("02", 40)))
    assert refused(do(made, "exam", EVE, "assessment.arrange_seats", code)) == {"SYS-002"}
    done(made, "exam", EVE, "assessment.add_room", site=SITE, code="03", kind="theory", capacity=40)
    value = done(made, "exam", EVE, "assessment.arrange_seats", code)
    assert (value["seats"], value["rooms"]) == (61, 3)


def test_only_exam_affairs_arrange(centre):
    made = centre("hunan", on=EVE)
    assert refused(do(made, "finance", EVE, "assessment.add_room", site=SITE, code="1", kind="theory", capacity=9)) == {"PPL-ORG-010"}


# -- the lot --------------------------------------------------------------------------------------------------------


def test_asm_rom_002_the_same_seed_gives_the_same_seats_another_seed_others():
    halls = [Hall(1, 30, 5), Hall(2, 30, 5)]
    first = lot.seated(sitters(50), halls, 7)
    assert first == lot.seated(list(reversed(sitters(50))), halls, 7) != lot.seated(sitters(50), halls, 8)
    assert len({(one.room, one.number) for one in first}) == 50


@pytest.mark.parametrize(("classes", "apart", "free"), [(3, True, True), (2, True, True), (1, True, False), (3, False, False)])
def test_asm_rom_002_neighbours_of_one_class_sit_apart_where_possible(classes, apart, free):
    people, halls = sitters(60, classes), [Hall(1, 30, 5), Hall(2, 30, 5)]
    placed = lot.seated(people, halls, 3, apart)
    pairs = lot.together(placed, {one.id: one.group for one in people}, {1: 6, 2: 6})
    assert (pairs == 0) is free and len(placed) == 60


def test_neighbours_sit_in_front_behind_left_and_right():
    assert sorted(lot.neighbours(8, 6)) == [2, 7, 9, 14]
    assert sorted(lot.neighbours(7, 6)) == [1, 8, 13]  # the first of its column
    assert sorted(lot.neighbours(6, 6)) == [0, 5, 12]  # the last of its column


def test_papers_follow_one_another_and_nobody_is_left_when_seats_suffice():
    mixed = sitters(10) + [Sitter(n, ("车工", "--", 3)) for n in range(11, 21)]
    placed = lot.seated(mixed, [Hall(1, 10, 5), Hall(2, 10, 5)], 1)
    assert {one.sitter for one in placed if one.room == 1} == set(range(11, 21))


def test_10_000_candidates_are_seated_within_a_second():
    halls = [Hall(n, 30, 5) for n in range(1, 340)]
    begun = time.process_time()
    placed = lot.seated(sitters(10_000, 250), halls, 42)
    assert len(placed) == 10_000 and time.process_time() - begun < 1.0


# -- arranging ------------------------------------------------------------------------------------------------------


def test_an_arrangement_is_stored_with_its_seed_and_can_be_drawn_again(centre):
    made = centre("sport", on=EVE)
    code = prepared(made, 40, classes=4)
    value = done(made, "exam", EVE, "assessment.arrange_seats", code)
    before = [(seat.place, seat.enrolment_id) for seat in seats(made, code)]
    assert of_session(made, code).arranged_by_lot == value["seed"]
    done(made, "exam", EVE, "assessment.arrange_seats", code, seed=99)
    assert [(seat.place, seat.enrolment_id) for seat in seats(made, code)] != before
    done(made, "exam", EVE, "assessment.arrange_seats", code, seed=value["seed"])
    assert [(seat.place, seat.enrolment_id) for seat in seats(made, code)] == before


def test_a_room_that_is_used_at_the_same_time_is_not_free(centre):
    made = centre("sport", on=EVE)
    code = prepared(made, 4, rooms=(("01", 30),))
    done(made, "exam", EVE, "assessment.arrange_seats", code)
    batch(made, 4, "2026-12", subjects=("theory",))
    given = {"batch": "2026-12", "subject": "theory", "site": SITE}
    other = done(made, "exam", EVE, "assessment.plan_session", **given, starts_at=str(at("10:00")), ends_at=str(at("11:00")))
    assert refused(do(made, "exam", EVE, "assessment.arrange_seats", other, rooms="01")) == {"SYS-002"}
    done(made, "exam", EVE, "assessment.change_session", other, starts_at=str(at("10:30")), ends_at=str(at("11:30")))
    assert done(made, "exam", EVE, "assessment.arrange_seats", other, rooms="01")["seats"] == 4


def test_asm_rom_002_a_manual_change_needs_a_reason_and_two_change_places(centre):
    made = centre("sport", on=EVE)
    code = seated(made, 4)
    first, second = seats(made, code)[:2]
    outcome = do(made, "exam", EVE, "assessment.move_seat", first.id, room="01", number=2)
    assert refused(outcome) == {"ASM-ROM-002"} and outcome.needs_reason
    done(made, "exam", EVE, "assessment.move_seat", first.id, room="01", number=2, reason="考生左手书写")
    now = {seat.number: seat.enrolment_id for seat in seats(made, code)}
    assert (now[1], now[2]) == (second.enrolment_id, first.enrolment_id)


def test_asm_rom_009_who_is_moved_after_publication_gets_a_new_ticket(centre):
    made = centre("sport", on=EVE)
    code = seated(made, 4)
    tickets = [seat.enrolment.ticket for seat in seats(made, code)]
    assert tickets == [f"20261128{n:04d}" for n in range(1, 5)]
    done(made, "exam", EVE, "assessment.move_seat", seats(made, code)[0].id, room="02", number=5, reason="考生行动不便")
    assert [seat.place for seat in seats(made, code) if seat.moved_on] == ["02-05"]
    assert done(made, "exam", EVE, "assessment.issue_tickets", code) == {"new": 0, "again": 1, "all": 4}
    assert {seat.enrolment.ticket for seat in seats(made, code)} == set(tickets)
    done(made, "exam", EVE, "assessment.change_session", code, starts_at=str(at("14:00")), ends_at=str(at("15:30")))
    assert done(made, "exam", EVE, "assessment.issue_tickets", code)["again"] == 4


def test_asm_rom_009_a_number_is_never_used_twice(centre):
    made = centre("sport", on=EVE)
    code = seated(made, 3)
    batch(made, 2, "2026-12", subjects=("theory",))
    given = {"batch": "2026-12", "subject": "theory", "site": SITE, "starts_at": str(at("14:00")), "ends_at": str(at("15:00"))}
    other = done(made, "exam", EVE, "assessment.plan_session", **given)
    done(made, "exam", EVE, "assessment.arrange_seats", other)
    rostered(made, other)
    done(made, "exam", EVE, "assessment.issue_tickets", other)
    both = [seat.enrolment.ticket for each in (code, other) for seat in seats(made, each)]
    assert len(set(both)) == 5
    assert {seat.enrolment.state for seat in seats(made, other)} == {"admitted"}  # ASM-STC-001 row 10


def test_asm_rom_006_in_henan_tickets_wait_for_the_approval(centre):
    made = centre("henan", on=EVE)
    code = prepared(made, 3, state="submitted")
    done(made, "exam", EVE, "assessment.arrange_seats", code)
    assert refused(do(made, "exam", EVE, "assessment.issue_tickets", code)) == {"ASM-ROM-006"}
    other = centre("henan", on=EVE)
    seated(other, 3, state="approved")


def test_asm_rom_007_a_ticket_has_no_empty_field(centre):
    from models.assessment.exams.tickets import missing

    made = centre("hunan", on=EVE)
    code = seated(made, 2)
    found = seats(made, code)
    found[0].enrolment.id_no = ""
    assert missing(found, rules("hunan")["ASM-ROM-007"]) == [f"{found[0].enrolment.name}：证件号码"]
    assert missing(found[1:], rules("hunan")["ASM-ROM-007"]) == []


@pytest.mark.parametrize("profile", ["hunan", "fujian"])
def test_asm_rom_004_workstations_are_drawn_on_site_each_once(centre, profile):
    made = centre(profile, on=EVE)
    code = seated(made, 2, "skill", rooms=(("J1", 10),))
    first, second = seats(made, code)
    assert first.station is None
    done(made, "exam", DAY, "assessment.draw_station", first.id, station=3, witness="李红")
    assert refused(do(made, "exam", DAY, "assessment.draw_station", second.id, station=3, witness="李红")) == {"ASM-ROM-004"}
    assert refused(do(made, "exam", DAY, "assessment.draw_station", second.id, station=4, witness="李红", signed=False)) == {"ASM-ROM-004"}
    assert refused(do(made, "exam", DAY, "assessment.draw_station", first.id, station=5, witness="李红")) == {"ASM-ROM-004"}
    done(made, "exam", DAY, "assessment.draw_station", first.id, station=5, witness="李红", reason="工位设备故障")


def test_who_gives_up_a_seat_keeps_the_record_without_number(centre):
    made = centre("henan", on=EVE)
    code = seated(made, 3)
    done(made, "exam", EVE, "assessment.free_seat", seats(made, code)[0].id, reason="考生撤回申报")
    assert len(seats(made, code)) == 2
    with made.reading() as context:
        assert len(context.db.scalars(select(Seat.id)).all()) == 3


def test_a_crash_in_the_middle_leaves_the_seats_as_before(centre, monkeypatch):
    from models.assessment.exams import arranging

    made = centre("sport", on=EVE)
    code = prepared(made, 20)
    done(made, "exam", EVE, "assessment.arrange_seats", code, seed=1)
    before = [(seat.place, seat.enrolment_id) for seat in seats(made, code)]
    monkeypatch.setattr(arranging.lot, "together", lambda *_: 1 / 0)  # after the seats were written, before the commit
    with pytest.raises(ZeroDivisionError):
        do(made, "exam", EVE, "assessment.arrange_seats", code, seed=2)
    assert [(seat.place, seat.enrolment_id) for seat in seats(made, code)] == before


@pytest.mark.parametrize(("profile", "level", "lacking", "rule"), [
    ("fujian", 4, {"state": "reviewed"}, "ASM-STC-001"), ("chongqing", 3, {"state": "reviewed"}, "ASM-STC-001"),
    ("chongqing", 4, {"fee_paid_on": None}, "ASM-FEE-001"), ("chongqing", 4, {"state": "reviewed"}, None), ("henan", 4, {"fee_paid_on": None}, None),
])  # fmt: skip
def test_asm_stc_001_asm_fee_001_no_seat_before_the_second_review_and_the_fee(centre, profile, level, lacking, rule):
    made = centre(profile, on=EVE)
    code = prepared(made, 2, level=level)
    with store.writing(made.engine) as db:
        for name, value in lacking.items():
            setattr(db.get_one(Enrolment, 1), name, value)
        db.commit()
    outcome = do(made, "exam", EVE, "assessment.arrange_seats", code)
    assert (refused(outcome) if rule else set()) == ({rule} if rule else set())
    assert outcome.needs_reason == bool(rule)
    done(made, "exam", EVE, "assessment.arrange_seats", code, reason="其余考生先编排")
    assert [seat.enrolment_id for seat in seats(made, code)].count(1) == (0 if rule else 1)


@pytest.mark.parametrize(("last", "sits"), [(DAY - timedelta(days=1), True), (DAY, False), (None, False)])
def test_asm_reg_018_a_ban_on_the_exam_day_takes_seat_and_ticket(centre, last, sits):
    made = centre("henan", on=EVE)
    code = prepared(made, 2)
    done(made, "exam", EVE, "assessment.arrange_seats", code)
    one = seats(made, code)[0]
    with store.writing(made.engine) as db:
        person = db.get_one(Enrolment, one.enrolment_id)
        db.add(Ban(id_kind=person.id_kind, id_no=person.id_no, name=person.name, effect="BAN-Y", first_day=date(2026, 1, 1), last_day=last,
                   first_entry=1, entry=1))  # fmt: skip
        db.commit()
    outcome = do(made, "exam", EVE, "assessment.issue_tickets", code)
    assert outcome.done is sits
    if not sits:
        assert refused(outcome) == {"ASM-REG-018"}
        done(made, "exam", EVE, "assessment.free_seat", one.id, reason="禁考")
        done(made, "exam", EVE, "assessment.issue_tickets", code)
        assert len(seats(made, code)) == 1
