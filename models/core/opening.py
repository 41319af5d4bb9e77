"""Making a centre and opening one: accounts, key slots, recovery code, the clear refusals."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from models.core import audit, keys, store
from models.core.centre import CHINA, Actor, Centre, actor_of, settings_of
from models.core.dates import published
from models.core.refusals import Refused
from models.core.roles import ADMIN, ARCHIVE, BANK, DIRECTOR, EXAM, FINANCE, GENERAL, NAMES, SUPERVISOR
from models.core.rulebook import Rulebook
from models.core.tables import AuditEntry, Base, CalendarEntry, Setting, User
from resources.texts import _

TRAINING_PASSWORD = "jiantai-demo"  # shown on the sign-in page of a training centre
ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "director": (DIRECTOR,), "general": (GENERAL,), "archive": (ARCHIVE,), "exam": (EXAM,),
    "supervisor": (SUPERVISOR,), "bank": (BANK,), "finance": (FINANCE,), "admin": (ADMIN,),
}  # fmt: skip
DATABASE, KEYS = "centre.db", "centre.keys"


def filing_no_fault(profile: str, filing_no: str) -> str:
    """What is wrong with a filing number: thirteen characters where the profile's card numbers begin with it."""
    layout = Rulebook(profile)["PPL-ASR-061"]
    length = layout.value("centre_digits")
    if not filing_no or (length and (len(filing_no) != length or not filing_no[:1].isalpha() or not filing_no[1:].isdigit())):
        return _("备案号“{found}”应为 {n} 位：1 位大写字母和数字").format(found=filing_no, n=length or "1–30")
    return ""


def create_embedded(folder: Path, settings: Mapping[str, str], password: str, on: date | None = None) -> str:
    """A new centre in an empty folder with one account a role, all with `password`. Answers the recovery code.

    settings: profile, name, filing_no, training ("1" or "0"). on: the day it is set up, for a training centre with a past;
    None is now. Refused on a network share and where a centre stands.
    """
    folder.mkdir(parents=True, exist_ok=True)
    store.refuse_network(folder)
    if (folder / DATABASE).exists() or (folder / KEYS).exists():
        raise Refused("exists", _("“{folder}”里已有一个中心").format(folder=folder))
    data_key = keys.new_data_key()
    engine = new_database(folder / DATABASE, data_key)
    fill(engine, settings, data_key, on)
    code = _give_keys(keys.Keyring(folder / KEYS), settings, password, data_key)
    engine.dispose()
    return code


def create_on_server(url: str, settings: Mapping[str, str], password: str, on: date | None = None) -> str:
    """The same in an empty PostgreSQL database. Refused where the server does not answer or the database holds tables."""
    from models.core import server

    engine = server.connect(url)
    try:
        server.refuse_used(engine, url)
        data_key = keys.new_data_key()
        fill(engine, settings, data_key, on)
        return _give_keys(server.ServerKeyring(engine), settings, password, data_key)
    finally:
        engine.dispose()


def new_database(path: Path, data_key: bytes) -> Engine:
    """The engine of a new, empty, encrypted file."""
    engine = store.embedded_engine(path, data_key)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql("BEGIN")
    return engine


def _give_keys(ring: keys.Slots, settings: Mapping[str, str], password: str, data_key: bytes) -> str:
    code = keys.new_recovery_code()
    cost = keys.TRAINING if settings.get("training") == "1" else keys.REAL
    ring.create(dict.fromkeys(ACCOUNTS, password) | {keys.RECOVERY: code}, data_key, cost)
    return code


def fill(engine: Engine, settings: Mapping[str, str], data_key: bytes, on: date | None = None) -> None:
    """Tables, settings, accounts, the published calendar, and the first link of the audit chain."""
    import models  # noqa: F401  (every area's tables)

    with store.writing(engine) as db:
        connection = db.connection()
        Base.metadata.create_all(connection)
        store.mark_schema(connection)
        values = dict(settings) | {"schema": str(store.SCHEMA)}
        stamp = {"version": 1, "first_entry": 1, "entry": 1}
        db.execute(insert(Setting), [{"name": name, "value": value} | stamp for name, value in values.items()])
        db.execute(insert(User), [
            {"login": login, "name": NAMES[roles[0]], "roles": list(roles)} | stamp for login, roles in ACCOUNTS.items()
        ])  # fmt: skip
        db.execute(insert(CalendarEntry), [
            {"day": entry.day, "works": entry.works, "name": entry.name, "decree": entry.decree,
             "address": entry.address, "source": entry.version} | stamp for entry in published()
        ])  # fmt: skip
        now = datetime.now(CHINA).replace(tzinfo=None, microsecond=0)
        now = datetime.combine(on, now.time()) if on else now
        detail = audit.canonical({"given": values, "changes": [], "findings": []})
        first = AuditEntry(seq=1, at=now, actor="", command="core.create_centre", subject="", outcome="done", reason="", detail=detail)
        audit.append(db, keys.derived(data_key, "audit"), first)
        db.commit()


def open_centre(where: str, login: str, secret: str, on: date | None = None) -> Centre:
    """Open a centre as one person. `on` moves the clock, in a training centre only (SYS-009).

    login "*recovery" with the code from the recovery sheet opens as the account administrator. Raises Refused.
    """
    engine, data_key = _unlocked(where, login, secret)
    try:
        with store.reading(engine) as db:
            return _opened(db, where, engine, data_key, login, on)
    except BaseException:
        engine.dispose()
        raise


def _unlocked(where: str, login: str, secret: str) -> tuple[Engine, bytes]:
    """The database and the data key: a folder's key opens its file, a server's database holds its keys."""
    if not store.is_url(where):
        data_key = _keyring(where).open(login, secret, **try_limits())
        return _embedded(Path(where), data_key), data_key
    from models.core import server

    engine = server.opened(where)
    try:
        return engine, server.ServerKeyring(engine).open(login, secret, **try_limits())
    except BaseException:
        engine.dispose()
        raise


def _opened(db: Session, where: str, engine: Engine, data_key: bytes, login: str, on: date | None) -> Centre:
    settings = settings_of(db)
    if settings.get("moved_to"):
        raise Refused("moved", _("这个中心已迁到 {place}，这里的数据只作保存").format(place=settings["moved_to"]))
    actor = _rescuer(db) if login == keys.RECOVERY else actor_of(db, login)
    if actor is None:
        raise Refused("disabled", _("这个账号已停用，请联系账号管理员"))
    if on and settings.get("training") != "1":
        raise Refused("clock", Rulebook(settings["profile"])["SYS-009"].sentence())
    return Centre(where, engine, data_key, actor, settings, on)


def _rescuer(db: Session) -> Actor:
    """Who opens with the recovery sheet may give people new passwords, and nothing else."""
    login = db.scalar(select(User.login).where(User.disabled_on.is_(None), User.login == "admin")) or "admin"
    return Actor(login, _("恢复码"), frozenset({ADMIN}))


def _embedded(folder: Path, data_key: bytes) -> Engine:
    from models.core.backups import note_restore
    from models.core.migrating import bring_up_to_date

    engine = store.open_embedded(folder / DATABASE, data_key)
    try:
        engine = bring_up_to_date(engine, folder, data_key)
        note_restore(engine, folder, data_key)
        return engine
    except BaseException:
        engine.dispose()  # an open file could be neither moved nor replaced by its backup
        raise


def refuse_missing(where: str) -> None:
    """Refused where no centre stands, before anybody is asked for a password."""
    if store.is_url(where):
        from models.core import server

        server.opened(where).dispose()
        return
    folder = Path(where)
    store.refuse_network(folder)
    if not (folder / KEYS).exists() and not (folder / DATABASE).exists():
        raise Refused("missing", _("“{folder}”里没有中心数据").format(folder=folder))


def _keyring(where: str) -> keys.Keyring:
    refuse_missing(where)
    return keys.Keyring(Path(where) / KEYS)


def sign_in_choices(where: str) -> tuple[list[str], bool]:
    """What may be known before anybody has signed in: the accounts, and whether the centre is one for training (then
    its password is public). Raises Refused."""
    if not store.is_url(where):
        ring: keys.Slots = _keyring(where)
        return ring.logins(), ring.training
    from models.core import server

    engine = server.opened(where)
    try:
        ring = server.ServerKeyring(engine)
        return ring.logins(), ring.training
    finally:
        engine.dispose()


def keyring_of(centre: Centre) -> keys.Slots:
    if centre.folder is not None:
        return _keyring(centre.where)
    from models.core.server import ServerKeyring

    return ServerKeyring(centre.engine)


def try_limits() -> dict[str, Any]:
    rule = Rulebook("henan")["SYS-010"]  # the program's own rule: the same in every profile
    return {"free_tries": rule.value("free_tries"), "delays": rule.value("delays")}
