"""What a unit of work changed: gathered from the session itself, so that no command can forget to say it."""

from datetime import date
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from models.core.search import reindex
from models.core.tables import Record

_SILENT = {"id", "version", "first_entry", "entry"}


def name_of(record: Record) -> str:
    """table:id, the way audit entries, attachments and documents point to a record."""
    return f"{record.__tablename__}:{record.id}"


class Changes:
    """Listens to one session: stamps records with the audit entry, notes before → after, re-indexes what is searched."""

    def __init__(self, db: Session, seq: int):
        self._db, self._seq = db, seq
        self._touched: dict[int, Record] = {}
        self.collected: list[dict[str, Any]] = []
        self.subject = ""  # the record acted upon: the first one changed or made
        event.listen(db, "before_flush", self._before)
        event.listen(db, "after_flush", self._after)

    def _before(self, db: Session, *_: Any) -> None:
        for record in db.new:
            if isinstance(record, Record):
                record.first_entry = record.entry = self._seq
        for record in db.dirty:
            if isinstance(record, Record) and db.is_modified(record):
                record.entry = self._seq
        if any(isinstance(record, Record) for record in db.deleted):
            raise RuntimeError("records are never deleted, only ended with a reason (GEN-002)")

    def _after(self, db: Session, *_: Any) -> None:
        for record in db.new:
            if isinstance(record, Record):
                self._note(record, {"after": {name: value for name, value in _columns(record).items() if value is not None}})
        for record in db.dirty:
            if isinstance(record, Record):
                before, after = _difference(record)
                if after:
                    self._note(record, {"before": before, "after": after})

    def _note(self, record: Record, change: dict[str, Any]) -> None:
        self.subject = self.subject or name_of(record)
        self.collected.append({"record": name_of(record)} | change)
        self._touched[id(record)] = record

    def index(self) -> None:
        reindex(self._db, list(self._touched.values()))


def _columns(record: Record) -> dict[str, Any]:
    return {column.key: _plain(getattr(record, column.key)) for column in inspect(type(record)).column_attrs if column.key not in _SILENT}


def _difference(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    for column in inspect(type(record)).column_attrs:
        history = inspect(record).attrs[column.key].history
        if column.key not in _SILENT and history.has_changes():
            before[column.key] = _plain(history.deleted[0]) if history.deleted else None
            after[column.key] = _plain(history.added[0]) if history.added else None
    return before, after


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
