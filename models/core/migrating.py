"""Bringing an older centre up to date: a verified backup first, then Alembic, in one go or not at all."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from models.core import audit, store
from models.core.keys import derived


def bring_up_to_date(engine: Engine, folder: Path, data_key: bytes) -> Engine:
    """The engine of a centre whose tables are those of this program. Nothing to do is the usual case, and quick.

    Raises Refused when the backup before does not verify; then, and when a step fails, the centre stays as it was.
    """
    with engine.connect() as connection:
        stored = store.schema_of(connection)
    if stored == store.SCHEMA:
        return engine
    from models.core.backups import back_up

    backup = back_up(engine, folder, data_key, "before-migration")
    _migrate(engine, data_key, {"from": stored, "to": store.SCHEMA, "backup": backup.name})
    return engine


def _migrate(engine: Engine, data_key: bytes, given: dict[str, object]) -> None:
    from models.core.centre import CHINA
    from models.core.tables import AuditEntry
    from models.migrations.run import upgrade

    with store.writing(engine) as db:
        upgrade(db.connection())
        detail = audit.canonical({"given": given, "changes": [], "findings": []})
        entry = AuditEntry(seq=audit.next_seq(db), at=datetime.now(CHINA).replace(tzinfo=None, microsecond=0), actor="",
                           command="core.migrate", subject="", outcome="done", reason="", detail=detail)  # fmt: skip
        audit.append(db, derived(data_key, "audit"), entry)
        db.commit()


def upgrade_server(url: str, login: str, secret: str) -> tuple[int, int]:
    """Bring a centre on a server up to date; its administrator has backed it up with the server's own means before.

    Answers the number of its tables before and after. Raises Refused as opening does.
    """
    from models.core.opening import try_limits
    from models.core.server import ServerKeyring, connect, refuse_missing

    engine = connect(url)
    try:
        refuse_missing(engine, url)
        with engine.connect() as connection:
            stored = store.schema_of(connection)
        store.refuse_newer(stored)
        data_key = ServerKeyring(engine).open(login, secret, **try_limits())
        if stored < store.SCHEMA:
            _migrate(engine, data_key, {"from": stored, "to": store.SCHEMA, "backup": "server"})
    finally:
        engine.dispose()
    return stored, store.SCHEMA
