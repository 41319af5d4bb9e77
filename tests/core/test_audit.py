"""The audit chain: nothing changes it, and whoever changes it behind the program is found at the very entry."""

from itertools import pairwise

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from models.core import audit
from models.core.acts import call
from models.core.progress import to_the_end
from models.core.tables import AuditEntry, SearchEntry
from models.core.verifying import LEDGERS, Fault, verify
from tests.centres import seat

UNPROTECTED = {
    "sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
    "postgresql": ["ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change"],
}
PROTECTION = {"sqlite": {"audit_entry_no_update", "audit_entry_no_delete"}, "postgresql": {"audit_entry_no_change"}}
ENTRIES = 6


@pytest.fixture
def opened(any_centre):
    """A centre with a few acts behind it."""
    made = any_centre()
    for minutes in range(11, 10 + ENTRIES):
        assert call(made, "core.set_rule_value", rule="SYS-011", param="minutes", value=str(minutes), why="试行").done
    return made


def behind(opened, *statements, protect=True):
    """What somebody with the key and a database tool does."""
    with opened.engine.begin() as connection:
        for statement in [*([] if protect else UNPROTECTED[connection.dialect.name]), *statements]:
            connection.execute(text(statement))


def faults(opened):
    with opened.reading() as context:
        return to_the_end(verify(context))


def broken(opened):
    return [fault.where for fault in faults(opened) if fault.part == "audit"]


def test_a_chain_that_nobody_touched_holds(opened, database):
    assert faults(opened) == []
    with opened.reading() as context:
        entries = list(context.db.query(AuditEntry).order_by(AuditEntry.seq))
        assert [entry.seq for entry in entries] == list(range(1, ENTRIES + 1))
        assert entries[0].previous == audit.START
        assert all(later.previous == earlier.hash for earlier, later in pairwise(entries))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'x' WHERE seq = 3",
        "DELETE FROM audit_entry WHERE seq = 3",
        "UPDATE audit_entry SET actor = actor",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(opened, statement):
    with pytest.raises(DBAPIError, match="never changed"):
        behind(opened, statement)
    assert faults(opened) == []


def test_a_truncate_is_refused_too(opened, database):
    if database == "postgresql":
        with pytest.raises(DBAPIError, match="never changed"):
            behind(opened, "TRUNCATE audit_entry")


@pytest.mark.parametrize("column", ["actor", "command", "subject", "outcome", "reason", "detail"])
def test_one_byte_changed_is_found_at_its_entry_and_the_missing_guard_is_named(opened, database, column):
    behind(opened, f"UPDATE audit_entry SET {column} = {column} || ' ' WHERE seq = 3", protect=False)
    found = faults(opened)
    assert [fault.where for fault in found if fault.part == "audit"] == ["3"]
    assert {fault.where for fault in found if fault.part == "protection"} == PROTECTION[database]
    assert "第 3 条" in found[0].text


def test_a_time_changed_is_found(opened):
    behind(opened, "UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE seq = 3", protect=False)
    assert broken(opened) == ["3"]


def test_an_entry_taken_out_is_found(opened):
    behind(opened, "DELETE FROM audit_entry WHERE seq = 3", protect=False)
    assert broken(opened)[0] == "3"


def test_two_entries_exchanged_are_found(opened):
    behind(
        opened,
        "UPDATE audit_entry SET seq = 99 WHERE seq = 3",
        "UPDATE audit_entry SET seq = 3 WHERE seq = 4",
        "UPDATE audit_entry SET seq = 4 WHERE seq = 99",
        protect=False,
    )
    assert broken(opened)[0] == "3"


def test_a_tail_cut_off_is_found_by_the_records_that_point_to_it(opened):
    behind(opened, f"DELETE FROM audit_entry WHERE seq > {ENTRIES - 2}", protect=False)
    assert broken(opened) == [str(ENTRIES - 1)]


def test_an_entry_made_up_without_the_key_is_found(opened):
    behind(
        opened,
        f"INSERT INTO audit_entry SELECT {ENTRIES + 1}, at, actor, command, subject, outcome, reason, detail, hash, hash "
        f"FROM audit_entry WHERE seq = {ENTRIES}",
    )
    assert broken(opened) == [str(ENTRIES + 1)]


def test_a_hash_is_worth_nothing_without_the_key(opened):
    with opened.reading() as context:
        entry = context.db.get_one(AuditEntry, 2)
        assert audit.entry_hash(entry, opened.audit_key) == entry.hash
        assert audit.entry_hash(entry, bytes(32)) != entry.hash
        assert [seq for seq, _what in audit.broken_links(context.db, bytes(32))] == list(range(1, ENTRIES + 1))


def test_a_search_index_that_lost_a_line_is_found(opened):
    with opened.engine.begin() as connection:
        connection.execute(insert(SearchEntry), [{"register": "x", "record_id": 1, "title": "t", "text": "t"}])
    assert [fault.part for fault in faults(opened)] == ["search"]


def test_an_area_adds_its_own_books(opened, monkeypatch):
    monkeypatch.setitem(LEDGERS, "试", lambda _context: [Fault("books", "1", "差 1 份")])
    assert [fault.part for fault in faults(opened)] == ["books"]


def test_verifying_tells_how_far_it_is(opened):
    with opened.reading() as context:
        steps = list(verify(context))
    assert [step.done for step in steps] == list(range(len(steps)))
    assert all(step.total == len(steps) and step.text for step in steps)


def test_a_refused_act_is_a_link_too(opened):
    assert not call(seat(opened, "finance"), "core.set_rule_value", rule="SYS-011", param="minutes", value="9", why="x").done
    assert faults(opened) == []
    with opened.reading() as context:
        assert context.db.get_one(AuditEntry, ENTRIES + 1).outcome == "refused"
