"""Where a centre is kept: an encrypted folder on this machine, or a PostgreSQL database for several seats."""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Engine, Integer, String, create_engine, event, insert, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from models.core.refusals import Refused
from resources.texts import _

SCHEMA = 23  # the number of the last step in models/migrations; newer databases are refused, older ones brought up
_WRITE = "jiantai_write"
_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "fuse.davfs"}
_PLAIN = (Integer, String, Boolean, Date)  # column types whose values SQLite takes as they are, dates as ISO text
_STATEMENTS = 1_000  # prepared ones that a connection keeps: one look at the desk asks a hundred, and a cache too small by one keeps none
_BUSY_MS = 30_000
_CACHE_KB, _ROOMY_KB = 65_536, 524_288
_CONNECT_S = 10
_LOST = _("与数据库服务器的连接中断。恢复后先看这条记录：没有变化就再办一次")
_BROKEN = (  # what the databases say, and what it means
    ("disk is full", _("磁盘已满，这一步没有写入；腾出空间后再办一次")),
    ("no space left", _("磁盘已满，这一步没有写入；腾出空间后再办一次")),
    ("readonly database", _("中心文件夹不能写入，这一步没有办成；检查文件夹的权限")),
    ("read-only", _("数据库只许读取，这一步没有办成；检查数据库用户的权限")),
    ("database is locked", _("数据库正被另一个程序长时间占用，这一步没有写入；稍后再办一次")),
    ("disk i/o error", _("读写磁盘出错，这一步没有写入；检查磁盘，必要时恢复最近的备份")),
    ("malformed", _("数据库文件已损坏，请用“恢复备份”打开最近的备份")),
    ("not a database", _("数据库文件已损坏，请用“恢复备份”打开最近的备份")),
    ("closed the connection", _LOST), ("terminating connection", _LOST), ("connection is lost", _LOST), ("connection failed", _LOST),
)  # fmt: skip


def is_url(where: str) -> bool:
    return where.startswith("postgresql")


def on_network(folder: Path) -> bool:
    """Whether a folder lies on a network share, where SQLite's locks cannot be trusted."""
    if sys.platform == "win32":
        import ctypes

        path = str(folder.absolute())
        return path.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path[:3]) == 4  # DRIVE_REMOTE
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    real = os.path.realpath(folder)
    inside = [mount for mount in mounts if real == mount[1] or real.startswith(mount[1].rstrip("/") + "/")]
    return bool(inside) and max(inside, key=lambda mount: len(mount[1]))[2] in _NETWORK_SYSTEMS


def refuse_network(folder: Path) -> None:
    if on_network(folder):
        sentence = _("“{folder}”在网络共享上，数据可能损坏。多台电脑共用请改用 PostgreSQL（见手册“多席位”）")
        raise Refused("network", sentence.format(folder=folder))


def sqlcipher_connection(path: Path, data_key: bytes) -> Any:
    """A connection to an encrypted database file, with the raw key (no passphrase KDF) and WAL, synchronous=FULL."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        str(path), timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS)
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def embedded_engine(path: Path, data_key: bytes) -> Engine:
    from sqlcipher3 import dbapi2

    # A queue, not SQLAlchemy's one connection a thread for "sqlite://": reads nest, and a thread's end closes nothing.
    def connect() -> Any:
        return sqlcipher_connection(path, data_key)

    # LIFO: the connection used last has its pages at hand.
    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=8, pool_use_lifo=True)
    return _with_own_transactions(engine)


def _with_own_transactions(engine: Engine) -> Engine:
    """The driver's implicit BEGIN comes too late for a writer; we begin ourselves, writers at once and exclusively."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def server_engine(url: str) -> Engine:
    own = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(own, pool_size=8, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_S}, hide_parameters=True)


def open_embedded(path: Path, data_key: bytes) -> Engine:
    """The engine of an existing file; refuses what is no database, is damaged, or was written by a newer program."""
    from sqlcipher3 import dbapi2

    if not path.is_file():
        raise Refused("missing", _("“{path}”不存在，这里没有中心数据").format(path=path))
    engine = embedded_engine(path, data_key)
    try:
        with engine.connect() as connection:
            stored = schema_of(connection)
            whole = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'audit_entry'").scalar()
        if not whole:  # an empty file opens as a new database
            raise _damaged()
        refuse_newer(stored)
    except Exception as error:
        engine.dispose()
        if isinstance(getattr(error, "orig", error), (dbapi2.DatabaseError, sqlite3.DatabaseError)):
            raise _damaged() from error
        raise
    return engine


def _damaged() -> Refused:
    return Refused("damaged", _("数据库 centre.db 已损坏或不完整，请用“恢复备份”打开最近的备份"))


def schema_of(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    found = connection.execute(text("SELECT value FROM setting WHERE name = 'schema'")).scalar()
    return int(found or 0)


def refuse_newer(stored: int) -> None:
    if stored > SCHEMA:
        sentence = _("这个中心由更新的程序版本保存（结构 {stored}，本程序 {own}），请先升级程序")
        raise Refused("newer", sentence.format(stored=stored, own=SCHEMA))


def mark_schema(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads; whatever was changed in it by mistake is dropped. Raises Refused for a broken machine."""
    with _told(), Session(engine, expire_on_commit=False, autoflush=False) as db:
        yield db
        db.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose transaction is a writer from its first statement; the caller commits, leaving drops.

    Raises Refused for a broken machine: nothing was written then.
    """
    with _told(), engine.connect().execution_options(**{_WRITE: True}) as connection, Session(connection, expire_on_commit=False) as db:
        yield db
        db.rollback()


@contextmanager
def _told() -> Iterator[None]:
    """What a full disk, a lock, a broken file or a lost line looks like to a person. Anything else is the program's own fault."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig).lower()
        sentence = next((sentence for sign, sentence in _BROKEN if sign in words), "")
        if error.connection_invalidated or (sentence == "" and isinstance(error, OperationalError) and "connection" in words):
            sentence = _LOST
        if not sentence:
            raise
        raise Refused("storage", sentence) from error


@contextmanager
def roomy(db: Session) -> Iterator[None]:
    """Room in memory for work that walks through whole tables again and again: SQLCipher then deciphers each page once."""
    if db.connection().dialect.name != "sqlite":
        yield
        return
    db.connection().exec_driver_sql(f"PRAGMA cache_size = -{_ROOMY_KB}")
    try:
        yield
    finally:
        db.connection().exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")


def count_tables(engine: Engine) -> None:
    """Let SQLite count how its tables are filled: without that it may walk through a million rows to find ten.

    Quick where little has changed; left for another time while somebody else writes.
    """
    if engine.dialect.name != "sqlite":
        return
    from sqlcipher3 import dbapi2

    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
        raw.driver_connection.execute("PRAGMA optimize = 0x10002")  # type: ignore[union-attr]  # all tables, also those not asked here
    except dbapi2.OperationalError:
        pass
    finally:
        raw.driver_connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")  # type: ignore[union-attr]
        raw.close()


def insert_many(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows of one table at once. All rows name the same columns; the others stay empty, defaults included.

    SQLite takes them past SQLAlchemy's preparation of each row, which costs as much as the insert itself.
    """
    if not rows:
        return
    names = list(rows[0])
    lists = {name for name in names if isinstance(table.c[name].type, JSON)}
    if connection.dialect.name != "sqlite" or not all(isinstance(table.c[name].type, _PLAIN) for name in names if name not in lists):
        connection.execute(insert(table), rows)
        return
    if lists:
        rows = [{**row, **{name: json.dumps(row[name]) for name in lists}} for row in rows]
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    pick = itemgetter(*names)
    values = [tuple([value.isoformat() if value.__class__ is date else value for value in pick(row)]) for row in rows]
    connection.exec_driver_sql(statement, values)
