"""Moving a whole centre from a folder to a PostgreSQL server or back: copied, compared row by row, proved by the audit chain."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from models.core import audit, keys, opening, server, store
from models.core.centre import Centre
from models.core.files import FileStore
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from models.core.search import put_grams
from models.core.tables import AuditEntry, Base, KeySlot, SearchEntry, StoredFile
from resources.texts import _

_CHUNK = 2_000
_APART = {KeySlot.__tablename__, StoredFile.__tablename__}  # in a folder these are files: copied as keys and files


@dataclass
class Moved:
    """What was moved: rows by table, files, and the digest of all rows, the same on both sides."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Target:
    """The place a centre moves to, empty when it begins."""

    where: str
    engine: Engine
    slots: keys.Slots
    files: FileStore


@contextmanager
def target_at(where: str, data_key: bytes) -> Iterator[Target]:
    """An empty place, made ready. Refused where anything is; what was begun there goes again when the move fails."""
    if store.is_url(where):
        engine = server.connect(where)
        try:
            server.refuse_used(engine, where)
            yield Target(where, engine, server.ServerKeyring(engine), server.ServerFiles(engine, data_key))
        except BaseException:
            _clear(engine)
            raise
        finally:
            engine.dispose()
        return
    folder = Path(where)
    store.refuse_network(folder)
    if folder.exists() and any(folder.iterdir()):
        raise Refused("exists", _("“{folder}”不是空文件夹，不会覆盖已有数据").format(folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    engine = opening.new_database(folder / opening.DATABASE, data_key)
    try:
        yield Target(where, engine, keys.Keyring(folder / opening.KEYS), FileStore(folder / "files", data_key))
    except BaseException:
        engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        engine.dispose()


def _clear(engine: Engine) -> None:
    """A database that was empty before is emptied again."""
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS search_grams"))
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP FUNCTION IF EXISTS audit_entry_protected()"))


def copying(source: Session, centre: Centre, target: Target) -> Work[Moved]:
    """Copy everything of a centre and prove it. source: in a writing transaction, so that nobody writes meanwhile.

    Refused when the copy is not the same row by row, or its audit chain does not hold.
    """
    moved = Moved()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in _APART]
    with store.writing(target.engine) as db:
        connection = db.connection()
        Base.metadata.create_all(connection)
        store.mark_schema(connection)
        for done, table in enumerate(tables):
            yield Progress(done, 2 * len(tables), _("复制 {table}").format(table=table.name))
            moved.rows[table.name] = _copy(source.connection(), connection, table)
        db.commit()
    yield Progress(len(tables), 2 * len(tables), _("复制附件"))
    for stored_as in centre.files.names():
        target.files.take(stored_as, centre.files.sealed(stored_as))
        moved.files += 1
    opening.keyring_of(centre).copy_to(target.slots)
    moved.digest = yield from _proved(source, centre, target, tables)
    return moved


def _copy(source: Connection, target: Connection, table: Table) -> int:
    """All rows of one table, in the order of its key. References to the table itself follow when all rows are there."""
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    number = 0
    for rows in _chunks(source, table):
        bare = [row | {column.name: None for column in own} for row in rows] if own else rows
        target.execute(insert(table), bare)
        for column in own:
            _refer(target, table, column, rows)
        if table is SearchEntry.__table__:
            put_grams(target, [(row["id"], row["text"]) for row in rows])
        number += len(rows)
    if target.dialect.name == "postgresql" and isinstance(table.columns.get("id"), Column):
        _continue_numbers(target, table)
    return number


def _refer(target: Connection, table: Table, column: Column[Any], rows: list[dict[str, Any]]) -> None:
    pairs = [{"of": row["id"], "to": row[column.name]} for row in rows if row[column.name] is not None]
    if pairs:
        target.execute(update(table).where(table.c.id == bindparam("of")).values({column: bindparam("to")}), pairs)


def _continue_numbers(target: Connection, table: Table) -> None:
    """New rows on the server get ids after those that came along."""
    sequence = target.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    highest = target.scalar(select(func.max(table.c.id)))
    if sequence and highest:
        target.execute(select(func.setval(sequence, highest)))


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = connection.execute(select(table).order_by(*table.primary_key.columns), execution_options={"yield_per": _CHUNK})
    for part in found.mappings().partitions(_CHUNK):
        yield [dict(row) for row in part]


def _proved(source: Session, centre: Centre, target: Target, tables: list[Table]) -> Work[str]:
    whole = hashlib.sha256()
    with store.reading(target.engine) as db:
        for done, table in enumerate(tables, len(tables)):
            yield Progress(done, 2 * len(tables), _("核对 {table}").format(table=table.name))
            there = _digest(db.connection(), table)
            if there != _digest(source.connection(), table):
                raise Refused("move", _("{table} 复制后与原数据不一致，迁移作罢，原中心未变").format(table=table.name))
            whole.update(there)
        broken = next(audit.broken_links(db, centre.audit_key), None)
        if broken:
            raise Refused("move", _("审计链在第 {seq} 条断开，迁移作罢，原中心未变").format(seq=broken[0]))
    return whole.hexdigest()


def _digest(connection: Connection, table: Table) -> bytes:
    found = hashlib.sha256()
    for rows in _chunks(connection, table):
        for row in rows:
            found.update(audit.canonical(list(row.values())).encode())
    return found.digest()


def note_arrival(target: Target, centre: Centre, moved: Moved, seq: int, came_from: str) -> None:
    """The first entry of the new place says where it came from; from then on it is the centre."""
    with store.writing(target.engine) as db:
        detail = audit.canonical({"given": {"from": came_from, "digest": moved.digest}, "changes": [], "findings": []})
        entry = AuditEntry(seq=seq, at=centre.now(), actor=centre.actor.login, command="core.move_centre", subject="",
                           outcome="done", reason="", detail=detail)  # fmt: skip
        audit.append(db, centre.audit_key, entry)
        db.commit()
