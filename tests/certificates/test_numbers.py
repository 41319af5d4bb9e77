"""The 22 positions, and numbers given to many writers at once: no gap, no duplicate, nothing half done."""

import multiprocessing
import os
import signal
import time
from datetime import date

import pytest

from models.assessment.tables import Batch
from models.certificates.marks import numbering_rules, position_tables
from models.certificates.numbers import number_faults, outside_tables, parts
from models.certificates.tables import Certificate, Roster
from models.core.acts import call
from tests.centres import Embedded
from tests.certificates.desk import done, one, open_batch, some

GOOD = "Y000041019001221000001"


@pytest.mark.parametrize(("number", "issued", "level", "rules"), [
    (GOOD, date(2022, 5, 1), 1, []), (GOOD.lower(), date(2022, 5, 1), 1, ["CRT-001"]), (GOOD[:-1], date(2022, 5, 1), 1, ["CRT-001"]),
    ("Y000041019001224000001", date(2022, 5, 1), 3, ["CRT-004"]), ("Y000041019001221000001", date(2023, 1, 5), 1, ["CRT-003"]),
    ("Y000041019001231000001", date(2023, 1, 5), 1, []), ("Y000041019001221000000", date(2022, 5, 1), 1, ["CRT-001"]),
    ("Y000041029001221000001", date(2022, 5, 1), 1, ["CRT-002"]),
])  # fmt: skip
def test_crt_001_to_004_what_stands_against_a_number(centre, number, issued, level, rules):
    with centre().reading() as context:
        found = number_faults(number, "Y000041019001", issued, level, position_tables(context), numbering_rules(context))
    assert [one.rule for one in found] == rules


@pytest.mark.parametrize(("number", "outside"), [
    (GOOD, False), ("Y000041199001221000001", True), ("Y000041018999221000001", True), ("Y000041009001221000001", False), ("Y000041189999225000001", False),
    ("X000041019001221000001", True), ("Y000141019001221000001", True), ("Y000042019001221000001", True), ("Y000041019001226000001", True),
])  # fmt: skip
def test_crt_001_positions_have_their_tables(centre, number, outside):
    """City 00–18, serial 9001–9999, level 1–5."""
    with centre().reading() as context:
        assert outside_tables(number, position_tables(context)) is outside


def test_crt_001_without_a_layout_nothing_is_asked(centre):
    with centre("sport").reading() as context:
        assert number_faults("2026-17", "", date(2026, 1, 1), 4, [], numbering_rules(context)) == []
    assert parts("2026-17") is None


def allocate(folder, roster_id):
    make = Embedded(folder.parent)
    done_ = call(make.open(folder, "exam", date(2026, 11, 20)), "certificates.assign_numbers", roster_id)
    os._exit(0 if done_.done else 1)


def approved(work, batches, people):
    for n in range(1, batches + 1):
        open_batch(work, people, code=f"P2026{n:03d}")
        batch = one(work, Batch)
        done(work, "exam", "certificates.make_roster", batch.id)
        done(work, "director", "certificates.approve_roster", one(work, Roster).id)


def test_crt_005_and_006_eight_processes_give_no_number_twice_and_leave_no_gap(centre):
    work = centre()
    approved(work, 8, 5)
    work.engine.dispose()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=allocate, args=(work.folder, n)) for n in range(1, 9)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 8
    assert sorted(one.sequence for one in some(work, Certificate)) == list(range(1, 41))


def test_crt_006_a_writer_that_is_killed_leaves_nothing_half_done(centre):
    work = centre()
    approved(work, 1, 400)
    work.engine.dispose()
    writer = multiprocessing.get_context("spawn").Process(target=allocate, args=(work.folder, 1))
    writer.start()
    time.sleep(1.2)
    if writer.is_alive():
        os.kill(writer.pid, signal.SIGKILL)
    writer.join(60)
    given = sorted(one.sequence for one in some(work, Certificate) if one.sequence)
    assert given in ([], list(range(1, 401)))
    if not given:
        done(work, "exam", "certificates.assign_numbers", 1)
    assert sorted(one.sequence for one in some(work, Certificate)) == list(range(1, 401))


def test_ten_thousand_numbers_in_one_act(centre):
    work = centre()
    approved(work, 1, 10_000)
    begun = time.process_time()
    done(work, "exam", "certificates.assign_numbers", 1)
    spent = time.process_time() - begun
    print(f"10,000 numbers in {spent:.2f} s")
    assert one(work, Certificate).sequence == 10_000
