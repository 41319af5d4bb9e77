"""Where head office prints: numbers from the platform, arrival, checking; the reissue of Fujian with papers and fee."""

from datetime import date

import pytest
from openpyxl import Workbook

from models.certificates.tables import BlankLot, Certificate, Copy, Movement, Reissue
from models.certificates.tables_life import Arrival, Correction
from models.core import intake, store
from models.core.due import due_items
from models.core.registers import REGISTERS
from models.core.rulebook import Rulebook
from tests.centres import seat
from tests.certificates.desk import act, done, one, open_batch, refused, some

HEADS = ("证件号码", "职业名称", "职业技能等级", "证书编号", "流水码", "发证日期")


@pytest.fixture
def work(centre):
    made = open_batch(centre("sport"))
    done(made, "exam", "certificates.make_roster", 1)
    return made


def take(work, path, rows):
    book = Workbook()
    book.active.append(HEADS)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return intake.carry_out(seat(work, "general"), REGISTERS["certificates.arrivals"], path)


def platform_rows(work, serials=("70000001", "70000002", "70000005")):
    people = zip(some(work, Certificate), serials, strict=True)
    return [[row.id_no, "电工", "四级", f"T{n:04d}", serial, "2026-11-18"] for n, (row, serial) in enumerate(people)]


def arrived(work, tmp_path):
    done(work, "director", "certificates.approve_roster", 1)
    take(work, tmp_path / "赋码.xlsx", platform_rows(work))
    done(work, "general", "certificates.receive_finished", 1, document="JD-1", courier="SF1", count=3, second="第二人")
    return some(work, Certificate)


def test_crt_008_numbers_come_from_the_platforms_list_after_the_checks(work, tmp_path):
    rows = platform_rows(work)
    early = take(work, tmp_path / "early.xlsx", rows)
    assert {fault.rule for fault in early.value.faults} == {"CRT-033"}
    done(work, "director", "certificates.approve_roster", 1)
    twice = take(work, tmp_path / "twice.xlsx", [rows[0], [*rows[1][:3], rows[0][3], *rows[1][4:]]])
    assert {fault.rule for fault in twice.value.faults} == {"CRT-005"}
    take(work, tmp_path / "all.xlsx", rows)
    first = one(work, Certificate, Certificate.id == 1)
    assert (first.number, first.state, first.serial, first.issued_on) == ("T0000", "numbered", "70000001", date(2026, 11, 18))
    assert take(work, tmp_path / "all.xlsx", rows).value.unchanged == 3


def test_crt_037_what_arrives_is_counted_by_two_checked_that_day_and_signed_for(work, tmp_path):
    done(work, "director", "certificates.approve_roster", 1)
    take(work, tmp_path / "n.xlsx", platform_rows(work))
    given = {"document": "JD-1", "second": "第二人"}
    assert refused(work, "general", "certificates.receive_finished", 1, count=2, **given) == {"LDG-001"}
    assert refused(work, "general", "certificates.receive_finished", 1, count=3, document="JD-1", second="综合管理") == {"LDG-001"}
    done(work, "general", "certificates.receive_finished", 1, count=3, **given)
    lines = [(line.code, line.first, line.last, line.bucket_to) for line in some(work, Movement)]
    assert lines == [("RCV", 70000001, 70000002, "F"), ("RCV", 70000005, 70000005, "F")]
    assert [lot.name for lot in some(work, BlankLot)] == ["JD-1-1", "JD-1-2"] and {copy.bucket for copy in some(work, Copy)} == {"F"}
    assert {one.state for one in some(work, Certificate)} == {"valid"}
    with work.reading() as context:
        assert [item.due for item in due_items(context) if item.rule == "CRT-037"] == [date(2026, 11, 20)]
    assert refused(work, "general", "certificates.check_arrival", 1, faults="一份照片错") == {"CRT-037"}
    done(work, "general", "certificates.check_arrival", 1)
    assert one(work, Arrival).signed_on == date(2026, 11, 20)
    assert refused(work, "general", "certificates.check_arrival", 1) == {"CRT-037"}
    first = one(work, Certificate, Certificate.id == 1)
    done(work, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(work, "general", "certificates.reconcile")


def test_crt_037_faults_are_reported_before_anything_is_signed(work, tmp_path):
    arrived(work, tmp_path)
    assert refused(work, "general", "certificates.sign_arrival", 1) == {"CRT-037"}
    done(work, "general", "certificates.check_arrival", 1, faults="一份照片错", reported_on=date(2026, 11, 20))
    assert one(work, Arrival).signed_on is None
    done(work, "general", "certificates.sign_arrival", 1)
    assert one(work, Arrival).signed_on == date(2026, 11, 20)


def test_crt_037_a_day_late_wants_its_reason(work, tmp_path):
    arrived(work, tmp_path)
    assert act(work, "general", "certificates.check_arrival", 1, day=date(2026, 11, 21)).needs_reason


def test_a_centre_that_prints_itself_gets_no_finished_certificates(centre):
    work = open_batch(centre("henan"))
    done(work, "exam", "certificates.make_roster", 1)
    done(work, "director", "certificates.approve_roster", 1)
    assert refused(work, "general", "certificates.receive_finished", 1, document="JD-1", count=3, second="第二人") == {"CRT-033"}


def test_crt_061_the_wrong_copy_goes_back_and_a_new_one_arrives(work, tmp_path):
    first, *_rest = arrived(work, tmp_path)
    given = {"field": "name", "value": "新名", "proof": "身份证复印件", "why": "平台信息有误"}
    done(work, "general", "certificates.request_correction", first.id, **given)
    done(work, "director", "certificates.approve_correction", 1)

    def back():
        with work.reading() as context:
            return [item.requirement for item in due_items(context) if item.rule == "CRT-061"]

    assert back() == ["寄回错证"]
    done(work, "general", "certificates.send_back", 1, courier="SF9")
    assert back() == [] and one(work, Correction).sent_on == date(2026, 11, 20)
    take(work, tmp_path / "again.xlsx", [[first.id_no, "电工", "四级", first.number, "70000009", "2026-11-18"]])
    done(work, "general", "certificates.receive_finished", 1, document="JD-2", count=1, second="第二人")
    assert one(work, Certificate, Certificate.id == first.id).serial == "70000009"


# -- Fujian ---------------------------------------------------------------------------------------------------------

PAPERS = "form、card、copy、photo"


@pytest.fixture
def lost(centre, tmp_path):
    made = open_batch(centre("fujian"))
    done(made, "general", "certificates.make_roster", 1)
    first, *_rest = arrived(made, tmp_path)
    done(made, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(made, "general", "certificates.apply_reissue", first.id, cause="lost", why="丢", id_shown=True, declaration=True)
    done(made, "general", "certificates.check_reissue", 1, result="有")
    done(made, "director", "certificates.approve_reissue", 1)
    return made


@pytest.mark.parametrize("given", [{"documents": "form、card、copy", "fee": 10}, {"documents": PAPERS, "fee": 9}, {"documents": PAPERS, "fee": 11},
                                   {"fee": 10}])  # fmt: skip
def test_crt_055_papers_and_fee_are_complete_before_the_receipt(lost, given):
    assert refused(lost, "general", "certificates.accept_reissue", 1, **given) == {"CRT-055"}


def test_crt_055_without_receipt_nothing_is_made(lost):
    assert refused(lost, "general", "certificates.print_reissue", 1, serial="70000020", second="第二人") == {"CRT-055"}
    done(lost, "general", "certificates.accept_reissue", 1, documents=PAPERS)
    assert refused(lost, "general", "certificates.accept_reissue", 1, documents=PAPERS) == {"CRT-055"}
    done(lost, "general", "certificates.print_reissue", 1, serial="70000020", second="第二人")
    assert (one(lost, Reissue).fee, one(lost, Certificate, Certificate.id == 1).serial, one(lost, Copy).bucket) == (10, "70000020", "F")


def test_crt_056_the_fifteen_working_days_run_from_the_receipt(lost):
    """Ex F25: receipt on Mon 2025-03-03 → Mon 2025-03-24; Mon 2025-04-28 → Thu 2025-05-22."""
    done(lost, "general", "certificates.accept_reissue", 1, documents=PAPERS)
    for receipt, by in ((date(2025, 3, 3), date(2025, 3, 24)), (date(2025, 4, 28), date(2025, 5, 22))):
        with store.writing(lost.engine) as db:
            db.get(Reissue, 1).accepted_on = receipt
            db.commit()
        with lost.reading() as context:
            assert next(item for item in due_items(context) if item.rule == "CRT-056").due == by


def test_crt_055_asks_nothing_where_it_does_not_hold():
    assert Rulebook("fujian")["CRT-055"].active and not Rulebook("henan")["CRT-055"].active
    assert (Rulebook("fujian")["CRT-055"].value("fee"), Rulebook("henan")["CRT-055"].value("fee")) == (10, 0)

