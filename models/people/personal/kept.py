"""What is kept about a person, over every register: found along the database's own keys, so that no area must be asked.

A register's table either holds an identity number itself, or belongs to a record that does (a score to its enrolment, a card term to
its card, qualification and person).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, or_, select

from models.core.centre import Context
from models.core.changes import name_of
from models.core.registers import REGISTERS, Field, Register, View, may_read, query
from models.core.tables import Attachment, AuditEntry, PrintedDocument
from models.people.tables import Person

_OWN = "id_no"
_REACH = 3  # keys followed from a register's table: to term, card, qualification, person
_ABOUT = frozenset({"id_no", "phone"})  # of the person himself, in a record of his own


@dataclass(frozen=True)
class Kept:
    """held: registers with the records about the person. unread: titles of those that this officer may not open.

    attachments, documents, entries: how many files, printed documents and audit entries belong to those records.
    """

    held: tuple[tuple[Register, tuple[Any, ...]], ...]
    unread: tuple[str, ...]
    attachments: int
    documents: int
    entries: int

    @property
    def count(self) -> int:
        return sum(len(records) for _register, records in self.held)


def kept_about(context: Context, id_no: str) -> Kept:
    """All records about the holder of an identity number that this officer may read; confidential registers are left out (CMP-009)."""
    held, unread = [], []
    for register in of_people():
        if not may_read(context, register):
            unread.append(register.title)
            continue
        statement = query(context, register, View()).where(about(register.table.__table__, id_no))
        records = tuple(context.db.scalars(statement.order_by(register.table.id)))
        if records:
            held.append((register, records))
    names = [name_of(record) for _register, records in held for record in records]
    counts = [_count(context, table.subject, names) for table in (Attachment, PrintedDocument, AuditEntry)]
    return Kept(tuple(held), tuple(unread), *counts)


def of_people() -> list[Register]:
    """The registers whose records can be about a person, without those that are told to nobody they name."""
    return [one for one in REGISTERS.values() if not one.confidential and hasattr(one.table, "__table__") and _ways(one.table.__table__)]


def about(table: Table, id_no: str) -> ColumnElement[bool]:
    """The rows of a table that are about the holder of an identity number."""
    return or_(*(_leads(way, id_no) for way in _ways(table)))


@cache
def _ways(table: Table, reach: int = _REACH) -> tuple[tuple[Column[Any], ...], ...]:
    """Chains of columns from a table to an identity number: the keys to follow, the last column holds the number."""
    own = [(column,) for column in table.columns if column.name == _OWN or column.name.endswith("_" + _OWN)]
    chains = [(key.parent, *chain) for key in _keys(table) for chain in _ways(key.column.table, reach - 1)] if reach else []
    return (*own, *chains)


def _keys(table: Table) -> Iterator[Any]:
    """Foreign keys by name, without those of a table to itself."""
    return (key for key in sorted(table.foreign_keys, key=lambda one: one.parent.name) if key.column.table is not table)


def _leads(chain: tuple[Column[Any], ...], id_no: str) -> ColumnElement[bool]:
    first, *rest = chain
    if not rest:
        return first == id_no
    key = next(key for key in first.foreign_keys)
    return first.in_(select(key.column).where(_leads(tuple(rest), id_no)))


def _count(context: Context, column: Any, names: list[str]) -> int:
    return context.db.scalar(select(func.count()).where(column.in_(names))) or 0 if names else 0


def facts(context: Context, register: Register, record: Any) -> list[tuple[str, str]]:
    """(label, value) of each fact of a record that is not empty. His own number and telephone are shown whole, those of others masked."""
    shown = [(field.label, field.shown(context, record, clear=_his(field, record))) for field in register.fields]
    return [(label, text) for label, text in shown if text]


def _his(field: Field, record: Any) -> bool:
    *owner, name = (field.path or field.name).split(".")
    return name in _ABOUT and (hasattr(record, _OWN) if not owner else owner[-1] == Person.__tablename__)
