"""The exam day: the exam clock (0.5), attendance, steps, delays, papers, the room's record (ASM-DAY, ATT, PAP, MKT-006)."""

from datetime import timedelta

import pytest

from models.assessment.exams import queries, rules_day
from models.assessment.exams.rules_day import Counted, HandOver
from models.assessment.exams.terms import timeline
from tests.assessment.exams.makers import DAY, EVE, SITE, at, do, done, met, of_session, refused, rules, seated, seats, signed_in, staffed

NINE, TEN_THIRTY = at("09:00"), at("10:30")


def started(made, profile="henan", count=4, subject="theory", **given):
    """A session that runs since 09:00; answers its code."""
    rooms = (("01", 30),) if subject == "theory" else (("J1", 10),)
    code = seated(made, count, subject, rooms=rooms, **given)
    done(made, "exam", EVE, "assessment.accept_room", f"{SITE} {rooms[0][0]}", spacing_cm=81 if subject == "theory" else None)
    room = rooms[0][0]
    chief = (("chief", "主考人"),) if made.profile != "sport" else ()
    staffed(made, code, *chief, ("clerk", "考务甲"), ("clerk", "考务乙"), ("supervisor", "督导甲"), ("supervisor", "督导乙"),
            ("supervisor", "督导丙"), ("rover", "巡考甲"), ("ext_supervisor", "外督甲"), ("inv1", "监考甲", room), ("inv2", "监考乙", room),
            ("leader", "考评甲", room), ("assessor", "考评乙", room), ("assessor", "考评丙", room))  # fmt: skip
    done(made, "exam", EVE, "assessment.tick_step", code, step="accepted")
    done(made, "exam", EVE, "assessment.ready_session", code, reason="功能用房另设")
    met(made, code)
    signed_in(made, code)
    done(made, "exam", DAY, "assessment.start_session", code, at="09:00")
    return code


# -- the exam clock -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("profile", "subject", "arrival", "enters"), [
    ("sport", "theory", "09:29", True), ("sport", "theory", "09:30", False), ("hunan", "theory", "09:30", False), ("henan", "theory", "09:29", True),
    ("henan", "theory", "09:30", False), ("chongqing", "theory", "09:30", False), ("hunan", "skill", "09:04", True), ("hunan", "skill", "09:05", False),
    ("fujian", "theory", "09:45", True), ("chongqing", "skill", "09:45", True),
])  # fmt: skip
def test_asm_att_006_entry_until_the_limit_exclusive(profile, subject, arrival, enters):
    late = at(arrival) + timedelta(seconds=59)  # whole minutes
    assert bool(rules_day.entry_faults(late, subject, NINE, rules(profile)["ASM-ATT-006"])) is not enters


def test_asm_att_006_hunan_practical_cancels_who_is_late():
    assert rules_day.late_reason("skill", rules("hunan")["ASM-ATT-006"]) == "late_cancelled"
    assert rules_day.late_reason("theory", rules("hunan")["ASM-ATT-006"]) == rules_day.late_reason("skill", rules("henan")["ASM-ATT-006"]) == "late"


@pytest.mark.parametrize(("profile", "left", "goes"), [
    ("sport", "09:29", False), ("sport", "09:30", True), ("hunan", "09:29", False), ("chongqing", "09:30", True), ("fujian", "09:30", True),
    ("henan", "10:15", False), ("henan", "10:30", True),
])  # fmt: skip
def test_asm_att_007_leaving_from_the_minute_on(profile, left, goes):
    rule = rules(profile)["ASM-ATT-007"]
    assert bool(rules_day.leaving_faults(at(left), "finished", NINE, TEN_THIRTY, rule)) is not goes
    assert not rules_day.leaving_faults(at("09:10"), "removed", NINE, TEN_THIRTY, rule)


@pytest.mark.parametrize(("profile", "document", "ticket", "signed", "refused_"), [
    ("henan", "id_card", True, True, ""), ("henan", "police", True, True, ""), ("henan", "id_card", False, True, "ASM-ATT-002"),
    ("henan", "other", True, True, "ASM-ATT-002"), ("sport", "police", True, True, "ASM-ATT-001"), ("sport", "id_card", True, False, "ASM-ATT-001"),
    ("fujian", "passport", True, True, ""), ("fujian", "other", True, True, "ASM-ATT-001"), ("henan", "id_card", True, False, "ASM-ATT-001"),
])  # fmt: skip
def test_asm_att_001_asm_att_002_ticket_document_and_signature(profile, document, ticket, signed, refused_):
    assert {one.rule for one in rules_day.presence_faults(document, ticket, signed, rules(profile))} == ({refused_} if refused_ else set())


def test_asm_att_004_an_unrecognised_face_needs_a_name():
    rule = rules("sport")["ASM-ATT-004"]
    assert rules_day.face_faults(False, None, rule) and not rules_day.face_faults(False, "李红", rule) and not rules_day.face_faults(True, None, rule)


@pytest.mark.parametrize(("profile", "escorts", "sex", "ok"), [
    ("fujian", ["李红"], "female", True), ("fujian", ["王强"], "male", False), ("fujian", [], None, False), ("henan", ["甲", "乙"], None, True),
    ("henan", ["甲"], None, False), ("henan", ["甲", "甲"], None, False),
])  # fmt: skip
def test_asm_att_008_escorts(profile, escorts, sex, ok):
    assert bool(rules_day.escort_faults(escorts, sex, "female", rules(profile)["ASM-ATT-008"])) is not ok


# -- attendance as commands -----------------------------------------------------------------------------------------


def test_attendance_of_a_room_from_the_door_to_the_record(centre):
    made = centre("henan", on=EVE)
    code = started(made)
    first, second, third, fourth = seats(made, code)
    done(made, "exam", DAY, "assessment.mark_present", first.id, arrived_at="08:45")
    done(made, "exam", DAY, "assessment.mark_present", second.id, arrived_at="08:50", document="police")  # ASM-ATT-002
    assert refused(do(made, "exam", DAY, "assessment.mark_present", third.id, arrived_at="09:30")) == {"ASM-ATT-006"}
    done(made, "exam", DAY, "assessment.mark_absent", third.id, why="late")
    assert refused(do(made, "exam", DAY, "assessment.close_gate", code, at="09:29")) == {"SYS-002"}
    assert done(made, "exam", DAY, "assessment.close_gate", code, at="09:30") == {"absent": 1}
    assert [(seat.attendance, seat.absent_why) for seat in seats(made, code)[2:]] == [("absent", "late"), ("absent", "never_came")]
    assert refused(do(made, "exam", DAY, "assessment.mark_left", first.id, left_at="10:15")) == {"ASM-ATT-007"}
    done(made, "exam", DAY, "assessment.mark_left", first.id, left_at="10:15", why="ill")
    assert refused(do(made, "exam", DAY, "assessment.note_outing", second.id, escorts="甲红", why="如厕")) == {"ASM-ATT-008"}
    done(made, "exam", DAY, "assessment.note_outing", second.id, out_at="09:40", back_at="09:46", escorts="甲红、乙红", why="如厕")
    assert refused(do(made, "exam", DAY, "assessment.end_session", code)) == {"ASM-ATT-010"}
    record = {"room": str(fourth.room_id), "opened": 4, "answered": 2, "spare": 2, "ended_at": "10:30", "signers": "监考甲、监考乙", "recording": "硬盘1"}
    done(made, "exam", DAY, "assessment.close_room", code, **record)
    assert refused(do(made, "exam", DAY, "assessment.mark_absent", first.id)) == {"SYS-002"}  # the record is signed
    done(made, "exam", DAY, "assessment.end_session", code)
    assert of_session(made, code).ended_at == TEN_THIRTY
    with made.reading() as context:
        kept = queries.find_record(context.db, f"{code}/01")[0]
        assert kept.recording_until.isoformat() == "2031-11-28"  # ASM-VEN-013: five years


def test_asm_att_011_who_has_a_score_is_not_made_absent(centre):
    from models.assessment.scores.tables import Score
    from models.core import store

    made = centre("henan", on=EVE)
    seat = seats(made, started(made))[0]
    with store.writing(made.engine) as db:
        db.add(Score(enrolment_id=seat.enrolment_id, batch_id=seat.enrolment.batch_id, subject="theory", tenths=720, status="normal",
                     first_entry=1, entry=1))  # fmt: skip
        db.commit()
    assert refused(do(made, "exam", DAY, "assessment.mark_absent", seat.id)) == {"ASM-ATT-011"}


def test_asm_att_003_asm_att_009_decisions_are_kept(centre):
    made = centre("chongqing", on=EVE)
    seat = seats(made, started(made))[0]
    outcome = do(made, "exam", DAY, "assessment.mark_present", seat.id, arrived_at="08:50", document="other", verified_by="主考人")
    assert {one.rule for one in outcome.findings} == {"ASM-ATT-003"}
    fujian = centre("fujian", on=EVE)
    seat = seats(fujian, started(fujian))[0]
    done(fujian, "exam", DAY, "assessment.mark_present", seat.id, arrived_at="08:50")
    outcome = do(fujian, "exam", DAY, "assessment.mark_left", seat.id, left_at="09:05", why="ill")
    assert {one.rule for one in outcome.findings} == {"ASM-ATT-009"}


# -- steps, delays, the end -----------------------------------------------------------------------------------------


def test_asm_day_001_every_region_has_its_timeline():
    assert {(profile, subject): len(timeline(profile, subject)) for profile in ("sport", "fujian", "hunan", "henan", "chongqing")
            for subject in ("theory", "skill", "review") if timeline(profile, subject)} == {
        ("sport", "theory"): 13, ("sport", "skill"): 10, ("fujian", "theory"): 7, ("fujian", "skill"): 11, ("hunan", "theory"): 14,
        ("hunan", "skill"): 9, ("henan", "theory"): 8, ("chongqing", "theory"): 11, ("chongqing", "skill"): 7, ("chongqing", "review"): 5,
    }  # fmt: skip
    step = next(one for one in timeline("henan", "theory") if one.id == "HE-T-03")
    assert step.planned(NINE, TEN_THIRTY) == at("08:55")


@pytest.mark.parametrize(("step", "done_at", "found"), [
    ("HE-T-01", "08:35", set()), ("HE-T-01", "08:36", {"ASM-DAY-002"}), ("HE-T-04", "08:59", {"ASM-DAY-003"}), ("HE-T-04", "09:00", set()),
    ("HE-T-05", "09:29", {"ASM-DAY-002"}), ("HE-T-07", "10:29", {"ASM-DAY-002"}), ("HE-T-08", "11:30", set()), ("HE-T-02", "08:50", set()),
])  # fmt: skip
def test_asm_day_002_asm_day_003_steps_in_time(step, done_at, found):
    one = next(each for each in timeline("henan", "theory") if each.id == step)
    faults = rules_day.step_faults(one, at(done_at), NINE, TEN_THIRTY, None, rules("henan"))
    assert {each.rule for each in faults} == found
    assert {str(each.severity) for each in faults} == ({"warn"} if step == "HE-T-01" and found else {"block"} if found else set())


def test_asm_day_003_no_start_before_the_announced_time(centre):
    made = centre("fujian", on=EVE)
    code = started(made)
    with made.reading() as context:
        assert queries.find_session(context.db, code)[0].started_at == NINE
    other = centre("henan", on=EVE)
    code = seated(other, 2)
    assert refused(do(other, "exam", DAY, "assessment.start_session", code, at="09:00")) == {"SYS-002"}  # not ready


def test_asm_day_004_asm_day_005_lost_time_is_added_not_more(centre):
    made = centre("chongqing", on=EVE)
    code = started(made, subject="skill")
    given = {"lost_from": "09:10", "lost_to": "09:18", "why": "机床断电", "decided_by": "主考人"}
    assert refused(do(made, "exam", DAY, "assessment.delay_session", code, minutes=9, **given)) == {"ASM-DAY-004"}
    done(made, "exam", DAY, "assessment.delay_session", code, minutes=8, **given)
    seat = seats(made, code)[0]
    done(made, "exam", DAY, "assessment.delay_seat", seat.id, minutes=5, **given)
    with made.reading() as context:
        one = queries.find_session(context.db, code)[0]
        assert queries.end_of(context, one) == at("10:38")
        assert queries.end_of(context, one, seat=queries.seats_of(context.db, one.id)[0]) == at("10:43")
    hunan = rules("hunan")["ASM-DAY-005"]
    assert hunan.standing == "stated"


def record_of(made, code, **given):
    room = seats(made, code)[0].room_id
    values = {"room": str(room), "opened": 4, "answered": 0, "spare": 4, "ended_at": "10:30", "signers": "监考甲、监考乙"} | given
    return do(made, "exam", DAY, "assessment.close_room", code, reason=values.pop("reason", ""), **values)


def test_mkt_006_an_end_later_than_announced_needs_a_reason(centre):
    made = centre("henan", on=EVE)
    code = started(made)
    done(made, "exam", DAY, "assessment.close_gate", code, at="09:30")
    outcome = record_of(made, code, ended_at="10:31")
    assert refused(outcome) == {"MKT-006"} and outcome.needs_reason
    assert record_of(made, code, ended_at="10:31", reason="收卷延后").done


def test_mkt_006_minutes_granted_by_an_incident_are_the_new_end(centre):
    made = centre("henan", on=EVE)
    code = started(made)
    done(made, "exam", DAY, "assessment.close_gate", code, at="09:30")
    incident = {"kinds": "H06", "discovered_at": "2026-11-28 09:02", "site": SITE, "rooms": "01考场", "summary": "缺页", "discovered_by": "李红",
                "told_site_at": "2026-11-28 09:03", "ends_at": "2026-11-28 10:30"}  # fmt: skip
    outcome = do(made, "exam", DAY, "incidents.report", **incident, reason="预案另存")
    assert outcome.done, outcome.findings
    done(made, "exam", DAY, "incidents.grant_time", outcome.record_id, starts_at="2026-11-28 09:02", ends_at="2026-11-28 09:14", reason="x")
    with made.reading() as context:
        one = queries.find_session(context.db, code)[0]
        room = queries.rooms_of(context.db, one.id)[0][0]
        assert queries.end_of(context, one, room) == at("10:42")
    assert refused(record_of(made, code, ended_at="10:43")) == {"ASM-DAY-003"}
    assert record_of(made, code, ended_at="10:42").done


# -- papers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("move", "found"), [
    (HandOver(30, "甲", "乙"), set()), (HandOver(30, "丁", "乙"), {"warn"}), (HandOver(29, "甲", "乙"), {"warn"}), (HandOver(30, "甲", "甲"), {"block"}),
])  # fmt: skip
def test_asm_pap_001_the_giver_is_who_received_and_the_count_agrees(move, found):
    assert {str(one.severity) for one in rules_day.chain_faults("甲", 30, move, rules("henan")["ASM-PAP-001"])} == found


@pytest.mark.parametrize(("step", "seal", "copies", "incident", "found"), [
    ("pickup", "broken", 30, None, {"ASM-PAP-003"}), ("pickup", "intact", 29, None, {"ASM-PAP-003"}), ("unseal", "broken", 30, None, {"ASM-PAP-008"}),
    ("unseal", "broken", 30, "TF-1", set()), ("pickup", "intact", 30, None, set()), ("to_site", "intact", 29, None, set()),
])  # fmt: skip
def test_asm_pap_003_asm_pap_008_a_broken_seal_stops_the_chain(step, seal, copies, incident, found):
    faults = rules_day.seal_faults(step, HandOver(copies, "甲", "乙", seal), 30, incident, rules("henan"))
    assert {one.rule for one in faults} == found


@pytest.mark.parametrize(("profile", "clock", "witnesses", "signed", "ok"), [
    ("chongqing", "08:55", ["1", "2"], True, True), ("chongqing", "08:54", ["1", "2"], True, False), ("chongqing", "08:55", ["1", "1"], True, False),
    ("chongqing", "08:55", ["1", "2"], False, False), ("chongqing", "08:55", ["1", "9"], True, False), ("henan", "08:55", ["1", "2"], False, True),
    ("henan", "08:55", ["1"], False, False), ("sport", "08:50", ["1"], False, True), ("sport", "08:49", ["1"], False, False),
    ("hunan", "08:55", [], False, True), ("fujian", "08:55", [], False, True), ("fujian", "08:54", [], False, False),
])  # fmt: skip
def test_asm_pap_007_unsealing_has_its_time_and_witnesses(profile, clock, witnesses, signed, ok):
    faults = rules_day.unseal_faults(at(clock), NINE, "theory", witnesses, ["1", "2"], signed, rules(profile)["ASM-PAP-007"])
    assert bool(faults) is not ok


@pytest.mark.parametrize(("profile", "clock", "ok"), [("hunan", "08:45", True), ("hunan", "08:44", False), ("henan", "07:00", True), ("fujian", "08:30", True)])
def test_asm_pap_007_practical_papers(profile, clock, ok):
    assert bool(rules_day.unseal_faults(at(clock), NINE, "skill", [], [], False, rules(profile)["ASM-PAP-007"])) is not ok


@pytest.mark.parametrize(("papers", "incident", "ok"), [
    (Counted(30, 27, 3), None, True), (Counted(30, 26, 3), None, False), (Counted(30, 26, 3), "TF-1", True), (Counted(30, 26, 4), None, False),
    (Counted(30, 27, 2, 1), None, True), (Counted(0, 0, 0), None, True),
])  # fmt: skip
def test_asm_pap_011_every_paper_comes_back(papers, incident, ok):
    """30 unsealed, 27 present, 2 absent: 27 answered + 2 of the absent + 1 spare."""
    assert bool(rules_day.count_faults(papers, 27, incident, rules("hunan"))) is not ok


@pytest.mark.parametrize(("listed", "ok"), [(2, True), (1, False)])
def test_asm_att_010_expected_is_present_plus_absent_and_all_are_listed(listed, ok):
    assert bool(rules_day.record_faults(30, 28, 2, listed, ["甲", "乙"], rules("sport"))) is not ok
    assert rules_day.record_faults(30, 28, 2, 2, ["甲", "甲"], rules("sport"))  # two signatures of two people


def test_asm_pap_012_two_invigilators_sign_the_sealed_papers():
    rule = rules("hunan")["ASM-PAP-012"]
    assert rules_day.signature_faults(["甲"], 30, rule) and not rules_day.signature_faults(["甲", "乙"], 30, rule)
    assert not rules_day.signature_faults(["甲"], 0, rule)  # a computer exam has no papers


def test_asm_pap_020_no_fewer_papers_than_candidates():
    rule = rules("henan", ASM_PAP_020__on=True)["ASM-PAP-020"]
    assert rules_day.print_faults(29, 30, rule) and not rules_day.print_faults(30, 30, rule)


def test_asm_att_013_asm_att_016_visitors_and_questions_are_pointed_out(centre):
    made = centre("hunan", on=EVE)
    code = started(made)
    done(made, "exam", DAY, "assessment.close_gate", code, at="09:30")
    outcome = record_of(made, code, visitors="09:20 巡视员 主考陪同", questions="第3题漏印，已更正")
    assert outcome.done and {"ASM-ATT-013", "ASM-ATT-016"} <= {one.rule for one in outcome.findings}


def test_a_bag_from_the_press_to_the_office(centre):
    made = centre("chongqing", on=EVE)
    code = started(made)
    present = seats(made, code)[:2]
    for seat in present:
        done(made, "exam", DAY, "assessment.mark_present", seat.id, arrived_at="08:50")
    bag = {"number": "SJ-01", "room": "01", "copies": 4, "spare": 1, "keeper": "题库员"}
    done(made, "bank", EVE, "assessment.pack_papers", code, **bag)
    hand = {"copies": 5}
    assert refused(do(made, "supervisor", DAY, "assessment.hand_over_papers", "SJ-01", step="pickup", receiver="考务甲", **hand)) == {"PPL-ORG-010"}
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="pickup", at="08:00", receiver="考务甲", **hand)
    outcome = do(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="to_inv", at="08:10", giver="陌生人", receiver="监考甲", **hand)
    assert refused(outcome) == {"ASM-PAP-001"} and outcome.needs_reason
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="to_inv", at="08:10", receiver="监考甲", **hand)
    unseal = {"step": "unseal", "at": "08:55", "receiver": "监考乙", **hand}
    assert refused(do(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", **unseal)) == {"ASM-PAP-007"}
    witnesses = "、".join(seat.enrolment.ticket for seat in present)
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", **unseal, witnesses=witnesses, signed=True)
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="return", at="10:35", copies=4, receiver="考务甲", reason="缺一份")
    with made.reading() as context:
        from models.assessment.exams import papers

        found = queries.find_bag(context.db, "SJ-01")[0]
        assert (papers.holder(found), papers.missing(found), papers.state_of(found)) == ("考务甲", 1, "return")
