"""Reckoning many items at once: imports and the recomputation after a change of rules. Derived data, one audit entry."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from models.archives import queries, retention
from models.archives.tables import ArchiveFile, ArchiveItem
from models.core.acts import Unit
from models.core.findings import Finding
from models.core.progress import Progress
from resources.texts import _

_CHUNK = 2000


def recompute_all(unit: Unit) -> Iterator[Finding | Progress]:
    """Bring every stale destruction date up to date. A warning wants the reason of the change before anything is written."""
    I, judged_by = ArchiveItem, queries.judged_by(unit)  # noqa: E741
    table: Any = I.__table__
    ids = list(unit.db.scalars(select(I.id).where(or_(*queries.stale(unit)))))
    unit.value = len(ids)
    if not ids:
        return
    yield from unit.rules["ARC-026"].found("", count=len(ids))
    columns = (I.id, I.kind, I.also_kind, I.medium, I.made_on, I.starts_on, I.own_period, I.keep_until, ArchiveFile.last_exam_on)
    statement = update(table).where(table.c.id == bindparam("key")).values(
        destroy_from=bindparam("day"), judged_by=judged_by, entry=unit.seq, version=table.c.version + 1)  # fmt: skip
    for start in range(0, len(ids), _CHUNK):
        yield Progress(start, len(ids), _("重算"))
        chunk = ids[start : start + _CHUNK]
        found = unit.db.execute(select(*columns).outerjoin(ArchiveFile).where(I.id.in_(chunk)))
        unit.db.connection().execute(statement, [{"key": row.id, "day": _day(row, unit)} for row in found])
    unit.detail["recomputed"] = len(ids)
    unit.db.expire_all()


def _day(row: Any, unit: Unit) -> Any:
    made_on = None if row.made_on == queries.NO_DATE else row.made_on
    kept = retention.keeping((row.kind, row.also_kind), row.medium, row.last_exam_on, made_on, row.starts_on, row.own_period, unit.rules)
    return retention.after_review(kept.destroy_from, row.keep_until)
