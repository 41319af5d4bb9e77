"""The journal: a line changes one bucket into another, E1–E6 hold whatever is done, a closed month stays closed."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models.certificates import closing
from models.certificates.ledger import EQUATION_RULES, FLOWS, Move, balance, overlap, ranges, replay
from models.certificates.tables import BlankLot, Certificate, Copy, LockedMonth, Movement, ReconFinding, StockCount
from models.core import store
from models.core.due import due_items
from models.core.progress import to_the_end
from models.core.verifying import verify
from tests.certificates import example
from tests.certificates.desk import done, one, open_batch, printed, receive, refused, some

D = date(2026, 11, 2)
CODES = [code for code in FLOWS if code != "RCV"]


@given(st.lists(st.tuples(st.sampled_from(CODES), st.integers(1, 30)), max_size=120))
@settings(max_examples=60, deadline=None)
def test_random_movements_keep_e1_to_e5(drawn):
    """LDG-010, LDG-011, LDG-012, LDG-013, LDG-014; a movement that does not fit its serial is not booked."""
    journal, where = [Move("RCV", 1, 30, D)], dict.fromkeys(range(1, 31), "B")
    for code, serial in drawn:
        if where[serial] == FLOWS[code][0]:
            journal.append(Move(code, serial, serial, D))
            where[serial] = FLOWS[code][1]
    replayed, wrong = replay(journal)
    assert replayed == where and not wrong
    book = balance(journal, 1, 30, date.min, date.max, Counter(where.values()))
    assert all(left == right for left, right in book.equations().values())


@given(st.sampled_from(CODES), st.integers(1, 30))
def test_a_copy_moved_without_a_line_breaks_an_equation(code, serial):
    went_to = FLOWS[code][1]
    where = dict.fromkeys(range(1, 31), "B") | {serial: went_to}
    book = balance([Move("RCV", 1, 30, D)], 1, 30, date.min, date.max, Counter(where.values()))
    assert any(left != right for left, right in book.equations().values())


@given(st.sets(st.integers(0, 60)))
def test_ranges_are_the_serials(serials):
    assert {serial for first, last in ranges(serials) for serial in range(first, last + 1)} == serials


def test_the_equations_have_their_rules():
    assert EQUATION_RULES == {"E1": "LDG-010", "E2": "LDG-011", "E3": "LDG-012", "E4": "LDG-013", "E5": "LDG-014"}


@pytest.mark.parametrize(("first", "last", "touches"), [(11, 20, False), (10, 20, True), (1, 4, False), (1, 5, True), (6, 7, True)])
def test_ldg_003_lots_do_not_overlap(first, last, touches):
    assert overlap([(5, 10)], first, last) is touches


@pytest.fixture
def work(centre):
    made = open_batch(centre())
    receive(made)
    return made


def test_ldg_003_a_second_lot_begins_after_the_first(work):
    given = {"name": "L2", "keeper": "保管", "second": "第二人"}
    assert refused(work, "general", "certificates.receive_lot", first="00000100", last="00000200", **given) == {"LDG-003"}
    assert refused(work, "general", "certificates.receive_lot", first="101", last="200", **given) == {"LDG-003"}
    done(work, "general", "certificates.receive_lot", first="00000101", last="00000200", **given)


def test_ldg_001_nobody_counts_alone(work):
    who = one(work, Movement).by
    given = {"name": "L2", "keeper": "保管", "first": "00000101", "last": "00000102"}
    assert refused(work, "general", "certificates.receive_lot", second=who, **given) == {"LDG-001"}


def test_ldg_002_a_wrong_line_is_reversed_by_another(work):
    first, *_rest = printed(work)
    line = one(work, Movement, Movement.code == "ISS", Movement.first == 1)
    done(work, "general", "certificates.reverse", line.id, why="打错")
    assert (one(work, Certificate, Certificate.id == first.id).state, one(work, Copy, Copy.serial == 1).bucket) == ("numbered", "B")
    assert one(work, Movement).reverses == line.id
    assert refused(work, "general", "certificates.reverse", line.id, why="再来") == {"LDG-002"}
    with work.reading() as context:
        assert to_the_end(verify(context)) == []


def test_ldg_004_destruction_takes_list_director_and_two(work):
    lot = one(work, BlankLot)
    done(work, "general", "certificates.spoil", lot.id, first="00000001", last="00000003", why="卡纸")
    given = {"list_number": "XH-1", "executor": "张三", "way": "粉碎"}
    assert refused(work, "general", "certificates.destroy", witness="李四", **given) == {"PPL-ORG-010"}
    assert refused(work, "director", "certificates.destroy", witness="张三", **given) == {"LDG-004"}
    done(work, "director", "certificates.destroy", witness="李四", **given)
    line = one(work, Movement)
    assert (line.code, line.quantity, line.by, line.second) == ("DST", 3, "张三", "李四")
    assert refused(work, "director", "certificates.destroy", witness="李四", **given) == {"LDG-004"}


def test_ldg_005_and_rcn_018_are_due_on_the_last_working_day(work):
    with work.reading() as context:
        due = {(item.rule, item.key): item.due for item in due_items(context)}
    assert due["LDG-005", "2026-11"] == due["RCN-018", "2026-11"] == date(2026, 11, 30)


def closable(work):
    """October of a lot received then, counted and reconciled."""
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE movement SET day = '2026-10-12'"))
        db.execute(text("UPDATE blank_lot SET received_on = '2026-10-12'"))
        db.commit()
    return one(work, BlankLot)


def test_ldg_015_rcn_017_a_month_closes_when_counted_and_reconciled(work):
    lot = closable(work)
    assert refused(work, "director", "certificates.lock_month", month="2026-10-01") == {"LDG-015", "RCN-017"}
    done(work, "general", "certificates.count_lot", lot.id, blanks="00000001-00000099", second="第二人", day="2026-10-30")
    assert "LDG-015" in refused(work, "director", "certificates.lock_month", month="2026-10-01")
    done(work, "general", "certificates.count_lot", lot.id, blanks="00000001-00000100", second="第二人", day="2026-10-30")
    assert refused(work, "director", "certificates.lock_month", month="2026-10-01") == {"RCN-017"}
    done(work, "general", "certificates.reconcile")
    for finding in some(work, ReconFinding, ReconFinding.state == "open"):
        done(work, "director", "certificates.answer_finding", finding.id, why="核对中")
    done(work, "director", "certificates.lock_month", reason="三人尚未发证", month="2026-10-01")
    assert one(work, LockedMonth).balance == {"B": 100, "F": 0, "O": 0, "W": 0}
    assert len(some(work, StockCount)) == 2


def locked(work):
    lot = closable(work)
    done(work, "general", "certificates.count_lot", lot.id, blanks="00000001-00000100", second="第二人", day="2026-10-30")
    done(work, "general", "certificates.reconcile")
    for finding in some(work, ReconFinding, ReconFinding.state == "open"):
        done(work, "director", "certificates.answer_finding", finding.id, why="核对中")
    done(work, "director", "certificates.lock_month", reason="三人尚未发证", month="2026-10-01")
    return lot


def test_ldg_002_a_locked_month_takes_no_line_until_it_is_unlocked(work):
    lot = locked(work)
    assert refused(work, "general", "certificates.spoil", lot.id, first="00000005", why="卡纸", day="2026-10-31") == {"LDG-002"}
    assert refused(work, "general", "certificates.spoil", lot.id, first="00000005", why="卡纸", day="2026-11-21") == {"LDG-002"}
    done(work, "general", "certificates.spoil", lot.id, first="00000005", why="卡纸", day="2026-11-01")
    held = one(work, LockedMonth)
    assert refused(work, "general", "certificates.unlock_month", held.id, why="补记") == {"PPL-ORG-010"}
    done(work, "director", "certificates.unlock_month", held.id, why="补记")
    done(work, "general", "certificates.spoil", lot.id, first="00000006", why="卡纸", day="2026-10-31")
    assert refused(work, "director", "certificates.unlock_month", held.id, why="再解锁") == {"LDG-002"}


def test_a_past_changed_behind_the_program_is_said(work):
    locked(work)
    with work.reading() as context:
        assert not [fault for fault in to_the_end(verify(context)) if fault.part == "certificates"]
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE movement SET last = 99 WHERE code = 'RCV'"))
        db.commit()
    with work.reading() as context:
        assert [fault.where for fault in to_the_end(verify(context)) if fault.part == "certificates"] == ["2026-10"]


def test_ldg_016_and_017_a_number_twice_or_a_copy_gone_keeps_the_month_open(work):
    printed(work)
    lot = closable(work)
    done(work, "general", "certificates.count_lot", lot.id, blanks="00000004-00000100", finished="00000001-00000003", second="第二人", day="2026-10-30")
    with store.writing(work.engine) as db:
        db.execute(text("DROP INDEX uq_certificate_own_number"))
        db.execute(text("UPDATE certificate SET number = (SELECT min(number) FROM certificate)"))
        db.execute(text("UPDATE copy SET bucket = 'W' WHERE serial = 1"))
        db.commit()
    assert {"LDG-016", "LDG-017"} <= refused(work, "director", "certificates.lock_month", month="2026-10-01")


def test_rcn_016_a_finding_that_no_longer_occurs_is_corrected_and_open_again_when_it_is_back(work):
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE batch SET last_exam_day = '2026-09-01'"))
        db.commit()
    done(work, "general", "certificates.reconcile")
    finding = one(work, ReconFinding, ReconFinding.kind == "REC-01")
    assert finding.state == "open"
    assert refused(work, "general", "certificates.answer_finding", finding.id, why="在办") == {"PPL-ORG-010"}
    done(work, "exam", "assessment.explain_pass", 1, why="本人放弃")
    done(work, "general", "certificates.reconcile")
    assert {one.state for one in some(work, ReconFinding, ReconFinding.kind == "REC-01")} == {"open", "corrected"}


def test_ldg_018_019_020_what_is_left_over_wants_a_reason(work):
    """E9 passes without certificate, E10 copies out without sign-off, E11 numbers that are due and not online."""
    closable(work)
    with work.reading() as context:
        assert [one.rule for one in closing._leftovers(context, date(2026, 10, 31))] == ["LDG-018"]
    printed(work)
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE certificate SET handed_on = '2026-10-20' WHERE id = 1"))
        db.execute(text("UPDATE batch SET last_exam_day = '2026-09-01'"))
        db.commit()
    with work.reading() as context:
        assert [one.rule for one in closing._leftovers(context, date(2026, 10, 31))] == ["LDG-019"]
        assert not list(closing._leftovers(context, date(2026, 10, 19)))


def test_ldg_020_numbers_not_online(work, tmp_path):
    printed(work)
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE batch SET last_exam_day = '2026-09-01'"))
        db.commit()
    file = example.export(tmp_path / "net.xlsx")
    done(work, "general", "certificates.reconcile", files=str(file))
    with work.reading() as context:
        found = {one.rule: one.params["found"] for one in closing._leftovers(context, date(2026, 10, 31))}
    assert found == {"LDG-020": 3}
