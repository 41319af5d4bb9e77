"""A centre on a PostgreSQL server, for several seats: the same tables, with keys and files kept in tables of their own."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, delete, inspect, make_url, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from models.core import store
from models.core.files import FileStore
from models.core.keys import Slots, derived
from models.core.refusals import Refused
from models.core.tables import KeySlot, StoredFile
from resources.texts import _

_KEPT = "jiantai server"  # under which the password store keeps databases' passwords
_FOR_NOW: dict[str, str] = {}  # where there is no such store: until the program ends
_COMMON = "*centre"  # the row of what all slots share; a login never begins with a star


def place(url: str) -> str:
    """A server centre as people may read it: never with a password."""
    return make_url(url).render_as_string(hide_password=True)


def bare(url: str) -> str:
    """The same address without its password: what may be remembered."""
    return make_url(url).set(password=None).render_as_string() if store.is_url(url) else url


def keep_password(url: str, password: str) -> None:
    """Put a database's password into this computer's password store; without one it is asked again next time."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_KEPT, bare(url), password)
    except KeyringError:
        _FOR_NOW[bare(url)] = password


def _with_password(url: str) -> str:
    """An address with the password this computer keeps for it; as it is where none is kept or needed."""
    if make_url(url).password:
        return url
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_KEPT, bare(url)) or _FOR_NOW.get(bare(url))
    except KeyringError:
        kept = _FOR_NOW.get(bare(url))
    return make_url(url).set(password=kept).render_as_string(hide_password=False) if kept else url


def connect(url: str) -> Engine:
    """The engine of a server that answers. Refused where it does not, without a word of the password."""
    engine = store.server_engine(_with_password(url))
    try:
        with engine.connect():
            return engine
    except SQLAlchemyError as error:
        engine.dispose()
        if isinstance(error, OperationalError):
            raise Refused("server", _("连不上数据库 {place}：请检查网络、服务器、库名和口令").format(place=place(url))) from error
        raise


def opened(url: str) -> Engine:
    """The engine of a database that holds a centre of this program's tables. Refused otherwise."""
    engine = connect(url)
    try:
        refuse_missing(engine, url)
        with engine.connect() as connection:
            stored = store.schema_of(connection)
        store.refuse_newer(stored)
        if stored < store.SCHEMA:
            sentence = _("这个中心的数据结构较旧（{stored}，本程序 {own}）：先由服务器管理员备份，再运行 jiantai upgrade")
            raise Refused("older", sentence.format(stored=stored, own=store.SCHEMA))
    except BaseException:
        engine.dispose()
        raise
    return engine


def refuse_missing(engine: Engine, url: str) -> None:
    if not inspect(engine).has_table("setting"):
        raise Refused("missing", _("数据库 {place} 里没有中心数据").format(place=place(url)))


def refuse_used(engine: Engine, url: str) -> None:
    """Refused where anything is in the database already: nothing is ever written over."""
    if inspect(engine).get_table_names():
        raise Refused("exists", _("数据库 {place} 里已有数据，请用一个空库").format(place=place(url)))


class ServerKeyring(Slots):
    """The slots in table key_slot, a row a login: two people who change their passwords at once never meet."""

    def __init__(self, engine: Engine):
        super().__init__()
        self._engine = engine
        self._known: dict[str, bytes] = {}

    def _read(self) -> dict[str, Any]:
        with self._engine.connect() as connection:
            self._known = {row[0]: row[1] for row in connection.execute(select(KeySlot.login, KeySlot.content))}
        rows = {login: json.loads(content) for login, content in self._known.items()}
        common = rows.pop(_COMMON, None)
        if common is None:
            raise Refused("damaged", _("数据库里的密钥缺失，请用备份恢复"))
        slots = {login: row["slot"] for login, row in rows.items() if row["slot"]}
        return common | {"slots": slots, "tries": {login: tuple(row["tries"]) for login, row in rows.items() if row["tries"]}}

    def _write(self, content: dict[str, Any]) -> None:
        rows: dict[str, Any] = {_COMMON: {name: content[name] for name in ("format", "cost")}}
        slots, tries = content["slots"], content["tries"]
        rows |= {login: {"slot": slots.get(login), "tries": tries.get(login)} for login in slots | tries}
        packed = {login: json.dumps(row).encode() for login, row in rows.items()}
        with self._engine.begin() as connection:
            for login, value in packed.items():
                if self._known.get(login) != value:
                    put = insert(KeySlot).values(login=login, content=value)
                    connection.execute(put.on_conflict_do_update(index_elements=["login"], set_={"content": value}))
            for login in self._known.keys() - packed.keys():
                connection.execute(delete(KeySlot).where(KeySlot.login == login))
        self._known = packed


class ServerFiles(FileStore):
    """The files in table stored_file: every seat reaches them, and the server's backup holds them."""

    def __init__(self, engine: Engine, data_key: bytes):
        self._engine = engine
        self._key = derived(data_key, "files")

    def drop(self, stored_as: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(StoredFile).where(StoredFile.stored_as == stored_as))

    def names(self) -> Iterator[str]:
        with self._engine.connect() as connection:
            yield from connection.scalars(select(StoredFile.stored_as).order_by(StoredFile.stored_as))

    def _has(self, stored_as: str) -> bool:
        with self._engine.connect() as connection:
            return connection.scalar(select(StoredFile.stored_as).where(StoredFile.stored_as == stored_as)) is not None

    def _write(self, stored_as: str, sealed: bytes) -> None:
        with self._engine.begin() as connection:
            put = insert(StoredFile).values(stored_as=stored_as, content=sealed)
            connection.execute(put.on_conflict_do_update(index_elements=["stored_as"], set_={"content": sealed}))

    def _read(self, stored_as: str) -> bytes:
        with self._engine.connect() as connection:
            content = connection.scalar(select(StoredFile.content).where(StoredFile.stored_as == stored_as))
        if content is None:
            raise FileNotFoundError(stored_as)
        return bytes(content)
