"""Writing many rows at once: imports, the demo."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, text

from models.core.acts import Unit


def fresh_ids(unit: Unit, table: Any, count: int) -> Iterable[int]:
    """Ids for `count` new rows; the writer's lock makes them ours on SQLite, the sequence on PostgreSQL."""
    if unit.db.get_bind().dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.__tablename__}', 'id')"
        return list(unit.db.scalars(text(f"SELECT nextval({sequence}) FROM generate_series(1, :n)"), {"n": count}))
    first = (unit.db.scalar(select(func.max(table.id))) or 0) + 1
    return range(first, first + count)
