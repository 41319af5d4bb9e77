"""From the pass list to the holder and back: rosters, numbers, printing, hand-out, reissue, revocation."""

from datetime import date

import pytest

from models.assessment.tables import Batch, PassRow
from models.certificates.grades import grade_faults, grade_note
from models.certificates.numbers import grouped, next_sequences
from models.certificates.tables import Certificate, Copy, Movement, Reissue, Roster
from models.core import store
from models.core.acts import COMMANDS
from models.core.due import due_items
from models.core.progress import to_the_end
from models.core.rulebook import Rulebook
from models.core.verifying import verify
from tests.certificates import desk
from tests.certificates.desk import act, done, numbered, one, open_batch, printed, receive, refused, some


@pytest.fixture
def work(centre):
    """A henan centre with a batch of three and a hundred blanks."""
    made = open_batch(centre())
    receive(made)
    return made


def test_numbers_run_without_gap_from_one_and_go_on_after_the_highest(work):
    """CRT-002, CRT-003, CRT-004, CRT-005, CRT-006: agency, year of issue, level, sequence."""
    numbered(work)
    open_batch(work, code="P2026002")
    numbered(work, "P2026002")
    numbers = [one.number for one in some(work, Certificate)]
    assert numbers == [f"Y000041029001264{n:06d}" for n in range(1, 7)]


def test_crt_006_another_level_has_a_sequence_of_its_own(work):
    numbered(work)
    open_batch(work, code="P2026003", level=3)
    numbered(work, "P2026003")
    assert some(work, Certificate, Certificate.level == 3)[0].number == "Y000041029001263000001"


def test_crt_006_at_the_end_of_the_sequence_numbering_stops():
    assert next_sequences(999_997, 2, 999_999) == [999_998, 999_999]
    assert next_sequences(999_998, 2, 999_999) == []


def test_crt_033_no_number_and_no_print_without_approval(work):
    done(work, "exam", "certificates.make_roster", one(work, Batch).id)
    roster = one(work, Roster)
    assert refused(work, "exam", "certificates.assign_numbers", roster.id) == {"CRT-033"}
    assert refused(work, "general", "certificates.print_roster", roster.id, first_serial="00000001", second="第二人") == {"CRT-033"}
    assert refused(work, "exam", "certificates.approve_roster", roster.id) == {"PPL-ORG-010"}
    done(work, "director", "certificates.approve_roster", roster.id)
    assert refused(work, "director", "certificates.approve_roster", roster.id) == {"CRT-033"}
    done(work, "exam", "certificates.assign_numbers", roster.id)


def test_crt_031_only_who_passed_is_on_a_roster_and_once(work):
    numbered(work)
    assert refused(work, "exam", "certificates.make_roster", one(work, Batch).id) == {"CRT-031"}
    done(work, "director", "assessment.cancel_pass", one(work, PassRow).id, why="违纪")
    assert one(work, PassRow).state == "cancelled"


def test_crt_030_and_fil_003_out_of_scope_is_refused_unless_left_out(centre):
    work = open_batch(centre())
    with store.writing(work.engine) as db:
        row = db.get(PassRow, 1)
        row.job = "值班电工"
        db.commit()
    batch = one(work, Batch)
    assert refused(work, "exam", "certificates.make_roster", batch.id) == {"FIL-003"}
    with store.writing(work.engine) as db:
        db.get(PassRow, 1).occupation = "焊工"
        db.commit()
    assert refused(work, "exam", "certificates.make_roster", batch.id) == {"CRT-030"}
    done(work, "exam", "certificates.make_roster", batch.id, leave_out=True)
    assert len(some(work, Certificate)) == 2


@pytest.mark.parametrize(("days", "fine"), [(5, False), (8, True)])
def test_crt_032_numbers_wait_for_the_public_notice(centre, days, fine):
    """Five working days from 2026-11-12: the notice ends with 2026-11-19; on the 20th numbers may be given."""
    work = open_batch(centre("hunan"))
    batch = one(work, Batch)
    done(work, "general", "certificates.make_roster", batch.id)
    done(work, "director", "certificates.approve_roster", one(work, Roster).id)
    assert refused(work, "general", "certificates.assign_numbers", one(work, Roster).id) == {"CRT-032"}
    done(work, "exam", "assessment.note_notice", batch.id, starts_on=date(2026, 11, 20 - days))
    outcome = act(work, "general", "certificates.assign_numbers", one(work, Roster).id)
    assert outcome.done is fine


def test_crt_032_an_open_objection_holds_the_batch(centre):
    work = open_batch(centre("hunan"))
    batch = one(work, Batch)
    done(work, "general", "certificates.make_roster", batch.id)
    done(work, "director", "certificates.approve_roster", one(work, Roster).id)
    done(work, "exam", "assessment.note_notice", batch.id, starts_on=date(2026, 11, 2))
    done(work, "general", "assessment.note_objection", batch.id, received_on=date(2026, 11, 5))
    assert refused(work, "general", "certificates.assign_numbers", one(work, Roster).id) == {"CRT-032"}
    done(work, "general", "assessment.note_objection", batch.id, received_on=date(2026, 11, 5), closed_on=date(2026, 11, 9))
    done(work, "general", "certificates.assign_numbers", one(work, Roster).id)


def test_printing_names_the_blank_and_books_it(work):
    made = printed(work)
    assert [(one.serial, one.state) for one in made] == [("00000001", "valid"), ("00000002", "valid"), ("00000003", "valid")]
    assert (made[0].printed_text or {})["name"] == made[0].name
    assert [line.code for line in some(work, Movement)] == ["RCV", "ISS", "ISS", "ISS"]


def test_ldg_001_a_blank_that_is_not_there_prints_nothing(work):
    roster = numbered(work)
    assert refused(work, "general", "certificates.print_roster", roster.id, first_serial="00000099", second="第二人") == {"LDG-001"}
    assert refused(work, "general", "certificates.print_roster", roster.id, first_serial="123", second="第二人") == {"LDG-003"}
    assert not some(work, Copy) and {one.state for one in some(work, Certificate)} == {"numbered"}


def test_crt_007_a_spoiled_blank_does_not_use_up_the_number(work):
    roster = numbered(work)
    lot = one(work, desk.BlankLot)
    done(work, "general", "certificates.spoil", lot.id, first="00000001", why="卡纸")
    assert refused(work, "general", "certificates.print_roster", roster.id, first_serial="00000001", second="第二人") == {"LDG-001"}
    done(work, "general", "certificates.print_roster", roster.id, first_serial="00000002", second="第二人")
    assert [one.sequence for one in some(work, Certificate)] == [1, 2, 3]


@pytest.mark.parametrize(("field", "value", "rule"), [("name", "", "CRT-010"), ("agency", "别的中心", "CRT-011"), ("job", "", "CRT-012")])
def test_content_is_complete_before_printing(work, field, value, rule):
    """CRT-010, CRT-011, CRT-012."""
    roster = numbered(work)
    with store.writing(work.engine) as db:
        setattr(db.get(Certificate, 1), field, value)
        db.commit()
    assert rule in refused(work, "general", "certificates.print_roster", roster.id, first_serial="00000001", second="第二人")


def test_crt_040_a_signature_or_a_courier_number_exactly_one(work):
    first, second, third = printed(work)
    assert refused(work, "general", "certificates.hand_out", first.id, way="self") == {"CRT-040"}
    assert refused(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name, courier="SF1") == {"CRT-040"}
    assert refused(work, "general", "certificates.hand_out", second.id, way="courier") == {"CRT-040"}
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(work, "general", "certificates.hand_out", second.id, way="courier", courier="SF1")
    assert refused(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name) == {"LDG-001"}
    assert one(work, Certificate, Certificate.id == third.id).handed_on is None


def test_crt_041_a_proxy_brings_name_number_and_authorisation(work):
    first, *_rest = printed(work)
    assert refused(work, "general", "certificates.hand_out", first.id, way="proxy", signer="代领人") == {"CRT-041"}
    assert refused(work, "general", "certificates.hand_out", first.id, way="self", signer="别人") == {"CRT-041"}
    done(work, "general", "certificates.hand_out", first.id, way="proxy", signer="代领人", signer_id="X1", authorisation="委托书")


def test_crt_039_through_an_institution_it_counts_with_the_receipts(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="institution", signer="培训学校")
    assert one(work, Certificate, Certificate.id == first.id).handed_on is None
    assert refused(work, "general", "certificates.hand_out", first.id, way="institution", signer="培训学校") == {"CRT-039"}
    done(work, "general", "certificates.hand_out", first.id, way="institution", signer="培训学校", receipt="签收单1")
    assert one(work, Certificate, Certificate.id == first.id).handed_on == date(2026, 11, 20)


def test_crt_042_a_parcel_comes_back_and_goes_out_again(work):
    first, *_rest = printed(work)
    assert refused(work, "general", "certificates.take_back_parcel", first.id) == {"CRT-042"}
    done(work, "general", "certificates.hand_out", first.id, way="courier", courier="SF1")
    done(work, "general", "certificates.take_back_parcel", first.id)
    assert one(work, Movement, Movement.code == "UND").courier == "SF1"
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)


def reissue(work, certificate, cause, **given):
    done(work, "general", "certificates.apply_reissue", certificate.id, cause=cause, why="说明", id_shown=True, **given)
    made = one(work, Reissue)
    done(work, "general", "certificates.check_reissue", made.id, result="查询系统中有此信息")
    done(work, "director", "certificates.approve_reissue", made.id)
    return made


def test_crt_050_and_crt_053_who_applies_and_with_what(work):
    first, *_rest = printed(work)
    assert refused(work, "general", "certificates.apply_reissue", first.id, cause="damaged", why="破", id_shown=False) == {"CRT-050"}
    assert refused(work, "general", "certificates.apply_reissue", first.id, cause="lost", why="丢", id_shown=True) == {"CRT-050"}
    done(work, "general", "certificates.apply_reissue", first.id, cause="lost", why="丢", id_shown=True, declaration=True)
    assert refused(work, "general", "certificates.apply_reissue", first.id, cause="damaged", why="破", id_shown=True) == {"CRT-050"}


def test_crt_051_crt_052_crt_054_a_damaged_one_is_checked_printed_recovered_handed(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(work, "general", "certificates.apply_reissue", first.id, cause="damaged", why="破损", id_shown=True)
    made = one(work, Reissue)
    assert refused(work, "director", "certificates.approve_reissue", made.id) == {"CRT-051"}
    done(work, "general", "certificates.check_reissue", made.id, result="有")
    assert refused(work, "general", "certificates.print_reissue", made.id, serial="00000010", second="第二人") == {"CRT-051"}
    done(work, "director", "certificates.approve_reissue", made.id)
    done(work, "general", "certificates.print_reissue", made.id, serial="00000010", second="第二人")
    now = one(work, Certificate, Certificate.id == first.id)
    assert (now.number, now.issued_on, now.serial, now.handed_on) == (first.number, first.issued_on, "00000010", None)
    assert refused(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name) == {"CRT-052"}
    done(work, "general", "certificates.recover", first.id, serial="00000001")
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    assert one(work, Reissue).state == "closed"


def test_crt_053_a_lost_one_needs_no_recovery_and_is_flagged(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    made = reissue(work, first, "lost", declaration=True)
    done(work, "general", "certificates.print_reissue", made.id, serial="00000010", second="第二人")
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    assert one(work, Copy, Copy.serial == 1).lost_on == date(2026, 11, 20)


def test_crt_056_the_reissue_is_due_in_fifteen_working_days(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.apply_reissue", first.id, cause="damaged", why="破损", id_shown=True)
    with work.reading() as context:
        due = next(item for item in due_items(context) if item.rule == "CRT-056")
    assert due.due == date(2026, 12, 11)


def test_crt_007_void_before_revoke_after(work):
    first, second, _third = printed(work)
    done(work, "director", "certificates.void", first.id, why="姓名打错")
    done(work, "general", "certificates.hand_out", second.id, way="self", signer=second.name)
    assert refused(work, "director", "certificates.void", second.id, why="错") == {"CRT-007"}
    assert refused(work, "director", "certificates.void", first.id, why="错") == {"CRT-007"}
    assert one(work, Copy, Copy.serial == 1).bucket == "W"


def test_crt_070_crt_071_crt_074_revoked_by_decision_then_paper_and_data_are_due(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(work, "general", "certificates.note_online", first.id, online="online")
    assert refused(work, "general", "certificates.revoke", first.id, ground="IV1", why="伪造") == {"PPL-ORG-010"}
    assert refused(work, "director", "certificates.revoke", first.id, ground="IV1", why="伪造", decided_on="2026-11-21") == {"CRT-074"}
    done(work, "director", "certificates.revoke", first.id, ground="IV1", why="伪造")
    assert refused(work, "director", "certificates.revoke", first.id, ground="IV1", why="伪造") == {"CRT-074"}
    with work.reading() as context:
        assert len([item for item in due_items(context) if item.rule == "CRT-071"]) == 2
    done(work, "general", "certificates.recover", first.id)
    done(work, "general", "certificates.note_online", first.id, online="deleted")
    with work.reading() as context:
        assert not [item for item in due_items(context) if item.rule == "CRT-071"]


def test_crt_035_a_late_submission_wants_its_reason(work):
    """Last exam day 2026-10-11: due 2026-11-11, today is the 20th."""
    printed(work)
    batch = one(work, Batch)
    with work.reading() as context:
        assert next(item for item in due_items(context) if item.rule == "CRT-035").due == date(2026, 11, 11)
    assert act(work, "general", "certificates.note_submitted", batch.id).needs_reason
    done(work, "general", "certificates.note_submitted", batch.id, day="2026-11-11")
    assert one(work, Certificate).submitted_on == date(2026, 11, 11)


def test_crt_038_what_lies_on_hand_is_due_after_thirty_days(work):
    printed(work)
    with work.reading() as context:
        assert next(item for item in due_items(context) if item.rule == "CRT-038").due == date(2026, 12, 20)


@pytest.mark.parametrize(("score", "note", "rules"), [(90, "优秀", []), (89.5, "良好", ["CRT-019"]), (80, "良好", []), (79.9, "合格", ["CRT-019"]),
                                                      (60, "合格", []), (59.9, "", ["CRT-019"])])  # fmt: skip
def test_crt_019_the_grade_note_of_fujian(score, note, rules):
    rule = Rulebook("fujian")["CRT-019"]
    assert grade_note(score, rule) == note
    found = grade_faults(score, rule)
    assert [one.rule for one in found] == rules
    assert not found or str(found[0].severity) == ("block" if score < 60 else "warn")


def test_crt_008_and_crt_009_no_command_takes_a_typed_number(work):
    writing = [one for one in COMMANDS.values() if one.name.startswith("certificates.") and any(param.name == "number" for param in one.params)]
    assert [one.name for one in writing] == ["certificates.make_roster", "certificates.request_blanks"]  # of a roster, of a draw
    assert grouped("Y000041019001221000001") == "Y 0000 41 01 9001 22 1 000001"


def test_everything_that_was_done_is_proved(work):
    printed(work)
    with work.reading() as context:
        assert to_the_end(verify(context)) == []
