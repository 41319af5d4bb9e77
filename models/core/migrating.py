"""Bringing an older centre up to date: a verified backup first, then Alembic, in one go or not at all."""

from pathlib import Path

from sqlalchemy import Engine

from models.core import store


def bring_up_to_date(engine: Engine, folder: Path, data_key: bytes) -> Engine:
    """The engine of a centre whose tables are those of this program. Nothing to do is the usual case, and quick."""
    with engine.connect() as connection:
        if store.schema_of(connection) == store.SCHEMA:
            return engine
    from models.core.backups import back_up
    from models.migrations.run import upgrade

    back_up(engine, folder, data_key, "before-migration")
    upgrade(engine)
    return engine
