"""Seals, corrections, electronic certificates, institutions, and who is never put on a roster."""

from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.tables import PassRow
from models.certificates.ledger import replay
from models.certificates.marks import cover, of_certificate, of_roster
from models.certificates.queries import moves
from models.certificates.tables import Certificate, Copy, Movement, Reissue, Roster, SignOff
from models.certificates.tables_life import Consignment, Correction, SealUse
from models.core import store
from models.core.due import due_items
from models.core.tables import AuditEntry
from tests.centres import seat
from tests.certificates.desk import act, done, numbered, one, open_batch, printed, receive, refused, some
from tests.views.people import id_number

SEALED = {"keeper": "印章保管", "second": "监印"}


@pytest.fixture
def work(centre):
    made = open_batch(centre())
    receive(made)
    return made


def due_of(centre, rule):
    with centre.reading() as context:
        return [item for item in due_items(context) if item.rule == rule]


def booked(centre):
    """Where the journal says every serial is; the copies must say the same."""
    with centre.reading() as context:
        where, wrong = replay(moves(context.db))
        assert wrong == []
        kept = {copy.serial: copy.bucket for copy in context.db.query(Copy)}
    assert {serial: where[serial] for serial in kept} == kept
    return where


# -- seals ----------------------------------------------------------------------------------------------------------


def test_crt_043_the_seal_log_names_day_count_roster_keeper_and_witness(work):
    printed(work)
    roster = one(work, Roster)
    assert refused(work, "general", "certificates.use_seal", roster.id, count=4, **SEALED) == {"CRT-043"}
    assert refused(work, "general", "certificates.use_seal", roster.id, count=3, keeper="同一人", second="同一人") == {"CRT-043"}
    assert refused(work, "exam", "certificates.use_seal", roster.id, count=3, **SEALED) == {"PPL-ORG-010"}
    done(work, "general", "certificates.use_seal", roster.id, count=2, **SEALED)
    done(work, "general", "certificates.use_seal", roster.id, **SEALED)
    assert [(use.count, use.seals, use.document) for use in some(work, SealUse)] == [(2, ["own"], roster.number), (1, ["own"], roster.number)]
    assert refused(work, "general", "certificates.use_seal", roster.id, **SEALED) == {"CRT-043"}


def test_crt_014_a_roster_says_what_has_no_seal_yet(work):
    printed(work)
    roster = one(work, Roster)
    with work.reading() as context:
        assert [finding.rule for finding in of_roster(context, context.db.get(Roster, roster.id))] == ["CRT-014"]
    done(work, "general", "certificates.use_seal", roster.id, **SEALED)
    with work.reading() as context:
        assert of_roster(context, context.db.get(Roster, roster.id)) == []


@pytest.mark.parametrize(("seals", "fine"), [("city_bureau、city_centre", True), ("district_bureau、own", True), ("own", False),
                                             ("city_bureau、own", False)])  # fmt: skip
def test_crt_020_the_seals_of_the_office_above_go_in_pairs(centre, seals, fine):
    work = open_batch(centre("chongqing"))
    receive(work)
    with store.writing(work.engine) as db:
        db.add(Roster(number="R", batch_code="P2026001", made_on=date(2026, 11, 1), made_by="x", lines=1, first_entry=1, entry=1))
        db.flush()
        db.add(Certificate(number="A1", roster_id=1, batch_code="P2026001", id_kind="resident", id_no=id_number(1), name="甲", sort_name="a", occupation="电工",
                           job="--", level=4, issued_on=date(2026, 11, 1), serial="00000001", state="valid", first_entry=1, entry=1))  # fmt: skip
        db.commit()
    outcome = act(work, "general", "certificates.use_seal", 1, seals=seals, **SEALED)
    assert outcome.done is fine and outcome.needs_reason is not fine


# -- corrections ----------------------------------------------------------------------------------------------------


def ask(work, certificate, value="新名", field="name", login="general"):
    return done(work, login, "certificates.request_correction", certificate.id, field=field, value=value, proof="身份证复印件", why="录入错误")


def test_crt_060_before_printing_the_correction_is_decided_first(work):
    numbered(work)
    first, roster = one(work, Certificate, Certificate.id == 1), one(work, Roster)
    ask(work, first)
    assert refused(work, "general", "certificates.print_roster", roster.id, first_serial="00000001", second="第二人") == {"CRT-060"}
    assert refused(work, "general", "certificates.issue_electronic", roster.id) == {"CRT-060"}
    assert [item.record_id for item in due_of(work, "CRT-060")] == [1]
    done(work, "director", "certificates.approve_correction", 1)
    assert one(work, Correction).stage == "before_print" and not due_of(work, "CRT-060")
    assert one(work, Certificate, Certificate.id == 1).name == one(work, PassRow, PassRow.id == first.pass_id).name == "新名"
    done(work, "general", "certificates.print_roster", roster.id, first_serial="00000001", second="第二人")


def test_crt_063_old_and_new_value_two_people_and_a_reason_for_no(work):
    numbered(work)
    first = one(work, Certificate, Certificate.id == 1)
    assert refused(work, "general", "certificates.request_correction", 1, field="name", value=first.name, proof="p", why="w") == {"CRT-063"}
    ask(work, first)
    assert refused(work, "general", "certificates.request_correction", 1, field="name", value="又一名", proof="p", why="w") == {"CRT-063"}
    assert refused(work, "exam", "certificates.approve_correction", 1) == {"PPL-ORG-010"}
    kept = one(work, Correction)
    assert (kept.old, kept.new, kept.proof, kept.requested_by, kept.requested_on) == (first.name, "新名", "身份证复印件", "综合管理", date(2026, 11, 20))
    with store.writing(work.engine) as db:
        db.get(Correction, 1).requested_by = seat(work, "director").actor.name
        db.commit()
    assert refused(work, "director", "certificates.approve_correction", 1) == {"CRT-063"}
    assert refused(work, "director", "certificates.refuse_correction", 1, why="无依据") == {"CRT-063"}
    with store.writing(work.engine) as db:
        db.get(Correction, 1).requested_by = "综合管理"
        db.commit()
    done(work, "director", "certificates.refuse_correction", 1, why="无依据")
    assert one(work, Certificate, Certificate.id == 1).name == first.name
    assert refused(work, "director", "certificates.approve_correction", 1) == {"CRT-063"}


def test_a_correction_keeps_identity_numbers_and_scope_right(work):
    numbered(work)
    wrong = id_number(500)[:17] + ("0" if id_number(500)[17] != "0" else "1")
    assert refused(work, "general", "certificates.request_correction", 1, field="id_no", value=wrong, proof="p", why="w") == {"SYS-018"}
    assert refused(work, "general", "certificates.request_correction", 1, field="occupation", value="焊工", proof="p", why="w") == {"CRT-030"}
    ask(work, one(work, Certificate, Certificate.id == 1), id_number(500), "id_no")
    done(work, "director", "certificates.approve_correction", 1)
    assert one(work, Certificate, Certificate.id == 1).id_no == id_number(500)


def test_crt_061_a_wrong_copy_that_lies_here_is_voided_and_printed_anew(work):
    first, *_rest = printed(work)
    ask(work, first)
    assert refused(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name) == {"CRT-061"}
    done(work, "director", "certificates.approve_correction", 1)
    now = one(work, Certificate, Certificate.id == first.id)
    assert (now.state, now.serial, now.number, one(work, Correction).old_serial) == ("numbered", "", first.number, "00000001")
    assert booked(work)[1] == "W"
    done(work, "general", "certificates.print_roster", first.roster_id, first_serial="00000009", second="第二人")
    now = one(work, Certificate, Certificate.id == first.id)
    assert (now.printed_text or {})["name"] == "新名" and booked(work)[9] == "F"
    done(work, "general", "certificates.reconcile")
    done(work, "general", "certificates.hand_out", first.id, way="self", signer="新名")


def test_crt_061_after_hand_out_a_reissue_for_wrong_data_begins(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    ask(work, first)
    done(work, "director", "certificates.approve_correction", 1)
    begun = one(work, Reissue)
    assert (begun.cause, begun.old_serial, begun.state, one(work, Correction).stage) == ("wrong", "00000001", "applied", "after_handout")
    assert refused(work, "general", "certificates.send_back", 1, courier="SF9") == {"CRT-061"}  # it is still with its holder
    done(work, "general", "certificates.recover", first.id, serial="00000001")
    done(work, "general", "certificates.send_back", 1, courier="SF9")
    line = one(work, Movement, Movement.code == "SND")
    assert (line.courier, line.number, booked(work)[1]) == ("SF9", first.number, "S")
    assert refused(work, "general", "certificates.send_back", 1, courier="SF9") == {"CRT-061"}


def test_what_is_revoked_or_void_is_not_corrected(work):
    first, *_rest = printed(work)
    done(work, "director", "certificates.void", first.id, why="错")
    assert refused(work, "general", "certificates.request_correction", first.id, field="name", value="新名", proof="p", why="w") == {"CRT-063"}


@pytest.mark.parametrize(("profile", "asked"), [("henan", True), ("hunan", False)])
def test_dut_135_the_roster_is_made_ten_working_days_after_the_last_exam_day(centre, profile, asked):
    """Last exam day Sunday 2026-10-11: ten working days end on Friday 2026-10-23."""
    work = open_batch(centre(profile))
    assert [item.due for item in due_of(work, "DUT-135")] == ([date(2026, 10, 23)] if asked else [])
    done(work, "general", "certificates.make_roster", 1)
    assert due_of(work, "DUT-135") == []


def test_only_what_was_issued_is_noted_online_or_taken_back(work):
    """CRT-071: a number that is not on a certificate yet is not online; LDG-001: paper that is not out does not come back."""
    numbered(work)
    assert refused(work, "general", "certificates.note_online", 1, online="online") == {"CRT-071"}
    assert refused(work, "general", "certificates.recover", 1, serial="00000001") == {"LDG-001"}
    done(work, "general", "certificates.print_roster", 1, first_serial="00000001", second="第二人")
    assert refused(work, "general", "certificates.recover", 1, serial="00000001") == {"LDG-001"}
    done(work, "general", "certificates.note_online", 1, online="online")


# -- electronic -----------------------------------------------------------------------------------------------------


def test_crt_018_an_electronic_certificate_moves_no_blank(work):
    roster = numbered(work)
    done(work, "general", "certificates.issue_electronic", roster.id)
    made = some(work, Certificate)
    assert {(one.state, one.form, one.serial) for one in made} == {("valid", "electronic", "")}
    assert [line.code for line in some(work, Movement)] == ["RCV"]
    assert refused(work, "general", "certificates.issue_electronic", roster.id) == {"CRT-018"}
    assert refused(work, "general", "certificates.add_electronic", made[0].id) == {"CRT-018"}
    assert refused(work, "general", "certificates.hand_out", made[0].id, way="self", signer=made[0].name) == {"LDG-001"}
    done(work, "general", "certificates.reconcile")


def test_crt_018_a_paper_certificate_gets_an_electronic_one_beside_it(work):
    first, *_rest = printed(work)
    done(work, "general", "certificates.add_electronic", first.id)
    now = one(work, Certificate, Certificate.id == first.id)
    assert (now.form, now.number, now.serial) == ("both", first.number, first.serial)
    assert len(some(work, Movement)) == 4


def test_crt_013_no_form_without_number(work):
    roster = numbered(work)
    with store.writing(work.engine) as db:
        db.get(Certificate, 1).number = ""
        db.commit()
    assert "CRT-013" in refused(work, "general", "certificates.issue_electronic", roster.id)


# -- rosters, institutions, covers, revocation ----------------------------------------------------------------------


def test_crt_045_who_has_no_pass_is_refused_and_the_attempt_is_kept(work):
    with store.writing(work.engine) as db:
        db.get(PassRow, 3).job = "值班电工"
        db.commit()
    done(work, "exam", "certificates.make_roster", 1, leave_out=True)
    roster = one(work, Roster)
    assert refused(work, "exam", "certificates.add_to_roster", roster.id, id_no=id_number(77)) == {"CRT-045"}
    with work.reading() as context:
        kept = context.db.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert (kept.command, kept.outcome) == ("certificates.add_to_roster", "refused")
    assert refused(work, "exam", "certificates.add_to_roster", roster.id, id_no=one(work, PassRow, PassRow.id == 3).id_no) == {"CRT-030"}
    with store.writing(work.engine) as db:
        db.get(PassRow, 3).job = "--"
        db.commit()
    done(work, "exam", "certificates.add_to_roster", roster.id, id_no=one(work, PassRow, PassRow.id == 3).id_no)
    assert (one(work, Roster).lines, len(some(work, Certificate))) == (3, 3)
    assert refused(work, "exam", "certificates.add_to_roster", roster.id, id_no=one(work, PassRow, PassRow.id == 3).id_no) == {"CRT-031"}


def test_crt_039_an_institution_gets_a_record_and_brings_the_receipts(work):
    first, second, third = printed(work)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    roster = one(work, Roster)
    done(work, "general", "certificates.consign", roster.id, receiver="某培训学校", received_by="王老师")
    given = one(work, Consignment)
    assert given.serials == [second.serial, third.serial] and given.receipts_due == date(2026, 12, 20)
    assert [item.due for item in due_of(work, "CRT-039")] == [date(2026, 12, 20)]
    assert refused(work, "general", "certificates.consign", roster.id, receiver="另一学校", received_by="李") == {"CRT-039"}
    assert one(work, Certificate, Certificate.id == second.id).handed_on is None
    done(work, "general", "certificates.take_receipts", given.id, receipt="签收单1")
    assert [signed.way for signed in some(work, SignOff)] == ["self", "institution", "institution"]
    assert booked(work)[3] == "O" and not due_of(work, "CRT-039")
    assert refused(work, "general", "certificates.take_receipts", given.id, receipt="签收单1") == {"CRT-039"}


def test_crt_017_the_cover_of_a_level_where_the_centre_set_colours(work):
    printed(work)
    with work.reading() as context:
        assert cover(context, context.db.get(Certificate, 1)) == ""
    done(work, "director", "core.set_rule_value", rule="CRT-017", param="colours", value="4=蓝、3=红", why="本中心封皮")
    with work.reading() as context:
        assert cover(context, context.db.get(Certificate, 1)) == "蓝"


def test_crt_072_fraud_is_due_under_its_own_rule_and_lending_is_the_directors_decision(work):
    first, second, *_rest = printed(work)
    for certificate in (first, second):
        done(work, "general", "certificates.hand_out", certificate.id, way="self", signer=certificate.name)
    done(work, "director", "certificates.revoke", first.id, ground="IV7", why="涂改姓名")
    assert [item.key for item in due_of(work, "CRT-072")] == [first.number] and not due_of(work, "CRT-071")
    assert act(work, "director", "certificates.revoke", second.id, ground="IV8", why="出借他人").needs_reason
    done(work, "director", "certificates.revoke", second.id, reason="造成严重后果", ground="IV8", why="出借他人")
    assert [item.key for item in due_of(work, "CRT-071")] == [second.number]


@pytest.mark.parametrize(("profile", "named"), [("hunan", True), ("henan", False)])
def test_crt_073_out_of_scope_warns_of_the_consequence_for_the_centre(centre, profile, named):
    work = open_batch(centre(profile))
    with store.writing(work.engine) as db:
        db.add(Certificate(number="A1", batch_code="P2026001", id_kind="resident", id_no=id_number(1), name="甲", sort_name="a", occupation="焊工", job="--",
                           level=4, issued_on=date(2026, 11, 1), state="valid", first_entry=1, entry=1))  # fmt: skip
        db.commit()
    with work.reading() as context:
        found = {finding.rule for finding in of_certificate(context, context.db.get(Certificate, 1))}
    assert "CRT-030" in found and ("CRT-073" in found) is named

