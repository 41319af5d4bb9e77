"""Undoing an import as one act: rows it made go, rows it changed get their values back, all kept in the audit trail."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date, delete, func, select, text, update

from models.core.acts import Unit
from models.core.findings import Finding
from models.core.tables import Attachment, AuditEntry, Base, SearchEntry
from resources.texts import _

KEPT = {"abnormal_operation", "printed_document", "attachment"}  # what was said and handed out stays


def undo(unit: Unit, seq: int) -> Iterator[Finding]:
    entry = unit.db.get(AuditEntry, seq)
    detail = json.loads(entry.detail) if entry and entry.outcome == "done" else {}
    if "import" not in detail or _undone(unit, seq):
        yield from unit.rules["SYS-005"].found("entry", label=_("导入"), key=seq)
        return
    later, example = _changed_since(unit, seq, detail)
    if later:
        yield from unit.rules["SYS-016"].found("entry", count=later, example=example)
        return
    unit.detail["undone"] = seq
    unit.detail["restored"] = _restore(unit, detail)
    unit.detail["removed"] = _remove(unit, seq)


def _undone(unit: Unit, seq: int) -> bool:
    """Whether that import was taken back before: what it made is gone, there is nothing left to undo."""
    earlier = select(AuditEntry.detail).where(AuditEntry.command == "core.undo_import", AuditEntry.outcome == "done")
    return any(json.loads(detail).get("undone") == seq for detail in unit.db.scalars(earlier))


def _tables() -> list[Any]:
    return [table for table in reversed(Base.metadata.sorted_tables) if "first_entry" in table.c and table.name not in KEPT]


def _changed_since(unit: Unit, seq: int, detail: dict[str, Any]) -> tuple[int, str]:
    count, example = 0, ""
    for table in _tables():
        found = unit.db.execute(
            select(func.count(), func.min(table.c.id)).where(table.c.first_entry == seq, table.c.entry != seq)
        ).one()
        if found[0]:
            count, example = count + found[0], f"{table.name}:{found[1]}"
    for change in detail.get("updated", ()):
        table, id_ = _locate(change["record"])
        if unit.db.scalar(select(table.c.entry).where(table.c.id == id_)) != seq:
            count, example = count + 1, change["record"]
    for name in _leaning_on(unit, seq):
        count, example = count + 1, example or name
    return count, example


def _leaning_on(unit: Unit, seq: int) -> Iterator[str]:
    """Records made later that belong to a record of the import: an appointment, an application, an attachment."""
    tables = _tables()
    for table in tables:
        for key in table.foreign_keys:
            owner = key.column.table
            if owner in tables:
                made = select(owner.c.id).where(owner.c.first_entry == seq)
                later = select(table.c.id).where(table.c.first_entry != seq, key.parent.in_(made))
                yield from (f"{table.name}:{id_}" for id_ in unit.db.scalars(later))
    for id_, subject in unit.db.execute(select(Attachment.id, Attachment.subject).where(Attachment.removed_on.is_(None))):
        owner, about = _locate(subject) if ":" in subject else (None, 0)
        if owner is not None and unit.db.scalar(select(owner.c.first_entry).where(owner.c.id == about)) == seq:
            yield f"attachment:{id_}"


def _locate(name: str) -> tuple[Any, int]:
    table, _colon, id_ = name.partition(":")
    return Base.metadata.tables[table], int(id_)


def _restore(unit: Unit, detail: dict[str, Any]) -> list[str]:
    from models.core.search import reindex

    for change in detail.get("updated", ()):
        table, id_ = _locate(change["record"])
        values = {name: _typed(table.c[name], value) for name, value in change["before"].items()}
        unit.db.execute(update(table).where(table.c.id == id_).values(**values, entry=unit.seq, version=table.c.version + 1))
    unit.db.expire_all()
    by_name = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    names = [change["record"] for change in detail.get("updated", ())]
    reindex(unit.db, [unit.db.get_one(by_name[_locate(name)[0].name], _locate(name)[1]) for name in names])
    return names


def _typed(column: Any, value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(column.type, Date) and isinstance(value, str) else value


def _remove(unit: Unit, seq: int) -> dict[str, int]:
    from models.core.registers import REGISTERS

    removed = {}
    for table in _tables():
        ids = list(unit.db.scalars(select(table.c.id).where(table.c.first_entry == seq)))
        if not ids:
            continue
        keys = [register.key for register in REGISTERS.values() if register.table.__tablename__ == table.name]
        lines = select(SearchEntry.id).where(SearchEntry.register.in_(keys), SearchEntry.record_id.in_(
            select(table.c.id).where(table.c.first_entry == seq)))  # fmt: skip
        line_ids = list(unit.db.scalars(lines))
        unit.db.execute(text("DELETE FROM search_grams WHERE rowid = :id"), [{"id": id_} for id_ in line_ids]) if line_ids else None
        unit.db.execute(delete(SearchEntry).where(SearchEntry.id.in_(lines.with_only_columns(SearchEntry.id))))
        unit.db.execute(delete(table).where(table.c.first_entry == seq))
        removed[table.name] = len(ids)
    return removed

