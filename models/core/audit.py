"""The audit chain: each entry's hash covers its fields and the hash before it, keyed by the centre's data key."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.core.tables import AuditEntry

START = "0" * 64
CHANNEL = "jiantai"  # on which a server tells every seat that the chain has grown
_HASHED = ("seq", "at", "actor", "command", "subject", "outcome", "reason", "detail", "previous")


def canonical(detail: Any) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_jsonable)


def _jsonable(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    return str(value)


def entry_hash(entry: AuditEntry, key: bytes) -> str:
    fields = [getattr(entry, name) for name in _HASHED]
    return hmac.new(key, canonical(fields).encode(), hashlib.sha256).hexdigest()


def queue_for_head(db: Session) -> None:
    """Writers take turns: on SQLite the transaction itself is the queue, on PostgreSQL an advisory lock."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(1)"))


def next_seq(db: Session) -> int:
    return (db.scalar(select(func.max(AuditEntry.seq))) or 0) + 1


def append(db: Session, key: bytes, entry: AuditEntry) -> None:
    """Link an entry whose `seq` is the next one to the chain."""
    before = db.get(AuditEntry, entry.seq - 1)
    entry.previous = before.hash if before else START
    entry.hash = entry_hash(entry, key)
    db.add(entry)
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text(f"NOTIFY {CHANNEL}"))  # told to the other seats when this commits


def broken_links(db: Session, key: bytes) -> Iterator[tuple[int, str]]:
    """The entries at which the chain does not hold, first one first: (seq, what is wrong)."""
    expected_seq, previous = 1, START
    for entry in db.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000)):
        if entry.seq != expected_seq:
            yield expected_seq, "missing"
        if entry.previous != previous and entry.seq == expected_seq:
            yield entry.seq, "previous"
        if not hmac.compare_digest(entry.hash, entry_hash(entry, key)):
            yield entry.seq, "content"
        expected_seq, previous = entry.seq + 1, entry.hash
