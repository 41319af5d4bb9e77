"""Consultation (ARC-030…034) and secrecy of what is stored: who may know, open, alter."""

from datetime import date

import pytest

from models.archives import rules as r
from models.core.queries import opening_faults
from models.core.registers import REGISTERS, View, page
from models.core.tables import Attachment
from tests.archives.makers import do, done, id_number, item, item_of, refused, rules
from tests.centres import seat

DAY = date(2026, 11, 20)


@pytest.fixture
def hunan(centre):
    return centre("hunan", on=DAY)


def asked(centre, who="exam", **given):
    return done(centre, who, DAY, "archives.request_consultation", "DA-1", purpose="核对成绩", **given)


def test_arc_031_reason_approval_and_two_attendants(hunan):
    item(hunan, DAY)
    reading = asked(hunan)
    assert refused(do(hunan, "archive", DAY, "archives.begin_consultation", reading, supervisor="supervisor")) == {"ARC-031"}
    done(hunan, "director", DAY, "archives.approve_consultation", reading)
    assert refused(do(hunan, "archive", DAY, "archives.begin_consultation", reading)) == {"ARC-031", "PPL-SUP-049"}
    done(hunan, "archive", DAY, "archives.begin_consultation", reading, supervisor="supervisor")
    assert item_of(hunan, "DA-1").state == "in_consultation"
    done(hunan, "archive", DAY, "archives.end_consultation", reading, copies=0)
    assert item_of(hunan, "DA-1").state == "in_archive"


@pytest.mark.parametrize(
    ("reader", "general", "supervisor", "fine"),
    [("exam", "archive", "supervisor", True), ("exam", "archive", "archive", False), ("exam", None, "supervisor", False),
     ("archive", "archive", "supervisor", False), ("supervisor", "archive", "supervisor", False), ("exam", "archive", None, False)],
)  # fmt: skip
def test_arc_031_and_ppl_sup_049_three_different_persons(reader, general, supervisor, fine):
    assert (r.consultation_faults(reader, "核对", True, general, supervisor, None, rules()["ARC-031"]) == []) is fine


def test_arc_030_a_party_never_consults_and_no_approval_lifts_it(hunan):
    item(hunan, DAY)
    reading = asked(hunan, who="archive", reader="闫洋")
    done(hunan, "archive", DAY, "archives.add_party", "DA-1", name="闫洋")
    assert refused(do(hunan, "director", DAY, "archives.approve_consultation", reading)) == {"ARC-030"}
    again = do(hunan, "archive", DAY, "archives.request_consultation", "DA-1", reader="闫洋", purpose="看成绩")
    assert refused(again) == {"ARC-030"}


def test_arc_030_a_party_with_an_account_does_not_know_the_item_exists(hunan):
    item(hunan, DAY)
    item(hunan, DAY, "DA-2")
    done(hunan, "archive", DAY, "archives.add_party", "DA-1", name="考务员", id_no=id_number(3))
    from sqlalchemy import select

    from models.core.names import sort_key
    from models.core.store import writing
    from models.core.tables import User
    from models.people.tables import Person

    with writing(hunan.engine) as db:
        person = Person(id_kind="resident", id_no=id_number(3), name="考务员", sort_name=sort_key("考务员"))
        db.add(person)
        db.flush()
        db.scalars(select(User).where(User.login == "exam")).one().person_id = person.id
        db.commit()
    with seat(hunan, "exam", DAY).reading() as context:
        assert [one.number for one in page(context, REGISTERS["archives.items"], View())] == ["DA-2"]
    assert refused(do(hunan, "exam", DAY, "archives.request_loan", "DA-1", purpose="看")) == {"SYS-005"}
    with seat(hunan, "archive", DAY).reading() as context:
        assert len(page(context, REGISTERS["archives.items"], View())) == 2


def test_arc_032_a_supervisor_on_a_task_needs_no_approval(hunan):
    item(hunan, DAY)
    reading = asked(hunan, who="supervisor", task="督导通知〔2026〕5号")
    assert refused(do(hunan, "exam", DAY, "archives.request_consultation", "DA-1", purpose="看", task="假")) == {"ARC-032"}
    assert do(hunan, "archive", DAY, "archives.begin_consultation", reading).done


def test_arc_033_the_record_is_whole(hunan):
    item(hunan, DAY)
    reading = asked(hunan, unit_name="考务科")
    done(hunan, "director", DAY, "archives.approve_consultation", reading)
    done(hunan, "general", DAY, "archives.begin_consultation", reading, supervisor="supervisor")
    done(hunan, "archive", DAY, "archives.end_consultation", reading, copies=2, condition_note="完好")
    with hunan.reading() as context:
        from models.archives.queries import find_consultation

        one = find_consultation(context.db, reading)[0]
        kept = (one.number, one.reader, one.unit, one.reason, one.approver, one.general_by, one.supervisor_by, one.began_at, one.ended_at)
        assert None not in kept and (one.copies, one.condition_note) == (2, "完好")


def attached(centre, tmp_path, number="DA-1"):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 scan")
    outcome = do(centre, "archive", DAY, "core.attach", subject=f"archive_item:{item_of(centre, number).id}", file=str(path))
    assert outcome.done
    return outcome.record_id


def shut(centre, who, attachment_id):
    with seat(centre, who, DAY).reading() as context:
        return {one.rule for one in opening_faults(context, context.db.get_one(Attachment, attachment_id))}


def test_arc_034_a_scan_opens_only_within_a_consultation(hunan, tmp_path):
    item(hunan, DAY, medium="electronic", kind="K18")
    scan = attached(hunan, tmp_path)
    assert (shut(hunan, "archive", scan), shut(hunan, "exam", scan)) == (set(), {"ARC-034"})
    reading = asked(hunan)
    done(hunan, "director", DAY, "archives.approve_consultation", reading)
    done(hunan, "archive", DAY, "archives.begin_consultation", reading, supervisor="supervisor")
    assert (shut(hunan, "exam", scan), shut(hunan, "finance", scan)) == (set(), {"ARC-034"})
    done(hunan, "archive", DAY, "archives.end_consultation", reading)
    assert shut(hunan, "exam", scan) == {"ARC-034"}


def test_arc_034_a_secret_scan_opens_for_nobody_alone(hunan, tmp_path):
    item(hunan, DAY, medium="electronic", kind="K18", secrecy="secret", cabinet="保密柜1", keeper="李红")
    assert shut(hunan, "archive", attached(hunan, tmp_path)) == {"ARC-034"}


@pytest.mark.parametrize(("given", "rules_"), [
    ({"cabinet": "保密柜1", "keeper": "李红"}, set()), ({"cabinet": "保密柜1"}, {"SEC-002"}), ({}, {"SEC-002"}),
])  # fmt: skip
def test_sec_002_secret_material_has_cabinet_and_keeper(hunan, given, rules_):
    outcome = do(hunan, "archive", DAY, "archives.add_item", title="试卷", kind="K07", made_on=DAY, quantity="3页", location="库",
        secrecy="secret", **given)
    assert (refused(outcome) if rules_ else set()) == rules_


def test_sec_008_secret_items_are_open_to_entitled_roles_only(hunan):
    item(hunan, DAY, secrecy="secret", cabinet="保密柜1", keeper="李红")
    for who, seen in (("exam", 1), ("finance", 0)):
        with seat(hunan, who, DAY).reading() as context:
            assert len(page(context, REGISTERS["archives.items"], View())) == seen


@pytest.mark.parametrize(
    ("note", "envelope", "fine"), [("账号 kw01，持有人李红", "MF-01", True), ("账号 kw01", None, False), ("密码：abc123", "MF-01", False),
        ("password abc", "MF-01", False)]
)
def test_sec_015_no_password_is_stored(note, envelope, fine):
    assert (r.password_faults("K23", (note,), envelope, rules()["SEC-015"]) == []) is fine
    assert r.password_faults("K08", (note,), None, rules()["SEC-015"]) == []


def test_sec_012_an_export_with_whole_numbers_is_logged_with_its_purpose(centre):
    import json

    from models.core.tables import AuditEntry

    fujian = centre("fujian", on=DAY)
    outcome = do(fujian, "general", DAY, "core.record_export", register="archives.loans", rows=1, full=True, digest="0" * 64,
        purpose="年检")
    with fujian.reading() as context:
        assert json.loads(context.db.get_one(AuditEntry, outcome.entry).detail)["given"]["purpose"] == "年检"
        assert context.rules["SEC-012"].active
