"""Several seats on one PostgreSQL: their work is whole, and the proof of it notices a lost update."""

from collections import Counter

import pytest
from sqlalchemy import text

from bench import crowd
from bench.crowd_seat import ITEM, Seat, Told
from models.core.acts import call
from tests.centres import OnServer, seat


@pytest.fixture
def servers(server):
    make = OnServer(server)
    yield make
    make.close()


def test_four_seats_lose_nothing_and_every_link_and_number_is_there(servers):
    ran = crowd.run(servers.empty(), clients=4, seconds=2)
    assert ran.faults == []
    assert ran.commands > 0 and [one.login for one in ran.told] == ["archive", "general", "exam", "director"]


def test_sys_001_of_two_who_saw_the_same_version_one_is_told_whose_change_came_first(servers):
    opened = servers("henan", "archive")
    item = call(opened, "archives.add_item", **ITEM).record_id
    first, second = Seat(opened, 1), Seat(seat(opened, "general"), 2)
    seen = first.waiting(crowd.select(crowd.ArchiveItem))
    for one in (first, second):
        one.act("archives.move", seen, location="档案室-1柜")
    assert (len(first.told.entries), second.told.conflicts, second.told.nameless) == (1, 1, 0)
    first.told.edits[f"archive_item:{item}"] += 1
    with opened.reading() as context:
        assert crowd.faults(context, 1, [first.told, second.told]) == [
            f"entry {entry} of archive: stored, not told" for entry in range(2, first.told.entries[0])
        ]


def test_what_was_lost_or_numbered_twice_or_never_told_is_found(servers):
    opened = servers("henan", "archive")
    for _ in range(2):
        made = call(opened, "archives.add_item", **ITEM)
    moved = call(opened, "archives.move", made.record_id, location="档案室-1柜")
    last = moved.entry or 0
    told = Told("archive", [last], Counter({f"archive_item:{made.record_id}": 1}))
    with opened.reading() as context:
        assert crowd.faults(context, last - 1, [told]) == []
        told.edits[f"archive_item:{made.record_id}"] = 2
        [short] = crowd.faults(context, last - 1, [told])
        assert "2 corrections told, '档案室-1柜' stands there, 1 in its history" in short
        told.edits.clear()
        told.entries.append(last + 1)
        assert any("told, not stored" in fault for fault in crowd.faults(context, last - 1, [told]))
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE archive_item SET number = 'DA-2026-0004' WHERE number = 'DA-2026-0002'"))
    with opened.reading() as context:
        assert any(fault.startswith("archive_item: 2 numbers, highest 4") for fault in crowd.faults(context, last, []))
