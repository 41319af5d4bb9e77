"""Counts that are kept beside the rows they come from: brought up to date in the transaction that changed the rows.

An area declares what its counts are made of; no command has to think of it. What a unit of work touched is told by
the session (records that were flushed, statements sent through it) and by the rows themselves, which carry the number
of the audit entry that made them (rows written past the session). `verify` counts again and compares.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Delete, Table, Update, event, func, select
from sqlalchemy.orm import ORMExecuteState, Session

from models.core.centre import Context
from models.core.tables import Record


@dataclass(frozen=True)
class Derived:
    """Counts made of `sources`, which all have the column `key` (the batch, say): they are recounted key by key.

    recount: writes the counts of these keys anew; None is all of them. resets: records after whose change everything is
    counted again (a pass mark), told by class and whether this one matters.
    """

    name: str
    sources: tuple[type[Record], ...]
    key: str
    recount: Callable[[Context, Sequence[int] | None], None]
    resets: tuple[tuple[type[Record], Callable[[Any], bool]], ...] = ()


DERIVED: dict[str, Derived] = {}


def keep(derived: Derived) -> Derived:
    DERIVED[derived.name] = derived
    return derived


@dataclass
class Touched:
    """Which keys of each declaration a session has touched so far; None in a set stands for all."""

    db: Session
    keys: dict[str, set[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        event.listen(self.db, "after_flush", self._flushed)
        event.listen(self.db, "do_orm_execute", self._sent)

    def _add(self, name: str, key: int | None) -> None:
        self.keys.setdefault(name, set()).add(key)

    def _flushed(self, db: Session, *_: Any) -> None:
        for record in (*db.new, *db.dirty):
            for one in DERIVED.values():
                if isinstance(record, one.sources) and (record in db.new or db.is_modified(record)):
                    self._add(one.name, getattr(record, one.key))
                elif any(isinstance(record, table) and matters(record) for table, matters in one.resets):
                    self._add(one.name, None)

    def _sent(self, state: ORMExecuteState) -> None:
        """Rows changed or removed by a statement: their keys are asked for before they are gone."""
        statement = state.statement
        if not isinstance(statement, Update | Delete) or not isinstance(statement.table, Table):
            return
        table = statement.table
        for one in DERIVED.values():
            if table.name in (source.__tablename__ for source in one.sources):
                asked = select(table.c[one.key]).distinct()
                if statement.whereclause is not None:
                    asked = asked.where(statement.whereclause)
                for key in self.db.connection().scalars(asked):
                    self._add(one.name, key)

    def wrote(self, source: type[Record], key: int) -> None:
        """Rows of this key were changed past the session, many at once: the writer says so."""
        for one in DERIVED.values():
            if source in one.sources:
                self._add(one.name, key)

    def written_past(self, seq: int) -> None:
        """Rows that bulk writers made without the session: ids grow, so they lie at the end of their table."""
        for one in DERIVED.values():
            for source in one.sources:
                newest = self.db.scalar(select(source.first_entry).order_by(source.id.desc()).limit(1))
                if newest == seq:
                    before = select(func.max(source.id)).where(source.first_entry != seq).scalar_subquery()
                    made = select(getattr(source, one.key)).where(source.id > func.coalesce(before, 0)).distinct()
                    self.keys.setdefault(one.name, set()).update(self.db.scalars(made))


def bring_up(context: Context, touched: Touched, seq: int) -> None:
    """Count again what this unit of work touched, before it is committed."""
    touched.written_past(seq)
    for name, keys in touched.keys.items():
        DERIVED[name].recount(context, None if None in keys else sorted(key for key in keys if key is not None))
