"""Backups of an embedded centre: the database's own copy, the keys and the files, verified before they count."""

import itertools
import json
import shutil
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models.core import audit, keys, store
from models.core.centre import CHINA
from models.core.progress import Progress, Work, to_the_end
from models.core.refusals import Refused
from models.core.tables import AuditEntry
from resources.texts import _

FOLDER = "backups"
RESTORED = "restored.json"  # lies in a restored folder until it is opened
_PAGES = 2_000  # copied at a time, so that writers get their turn


def back_up(engine: Engine, folder: Path, data_key: bytes, why: str = "manual") -> Path:
    """A verified copy under backups/; answers its folder. Raises Refused when the copy does not verify."""
    return to_the_end(backing_up(engine, folder, data_key, why))


def backing_up(engine: Engine, folder: Path, data_key: bytes, why: str = "manual") -> Work[Path]:
    """The same as long work; what is half made when it fails or is closed goes again, so that no such copy passes for a backup."""
    target = _new_folder(folder / FOLDER, f"{datetime.now(CHINA):%Y%m%d-%H%M%S}-{why}")
    try:
        yield Progress(0, 3, _("复制数据库"))
        _copy_database(engine, target / "centre.db", data_key)
        shutil.copy2(folder / "centre.keys", target / "centre.keys")
        yield Progress(1, 3, _("复制附件"))
        if (folder / "files").exists():
            shutil.copytree(folder / "files", target / "files")
        yield Progress(2, 3, _("核对备份"))
        faults = check_copy(target / "centre.db", data_key)
        if faults:
            raise Refused("backup", _("备份核对未通过：{faults}").format(faults="；".join(faults)))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _new_folder(place: Path, name: str) -> Path:
    """A folder of that name; numbered where two backups fall into one second."""
    for number in itertools.count(1):
        target = place / (name if number == 1 else f"{name}-{number}")
        try:
            target.mkdir(parents=True)
        except FileExistsError:
            continue
        return target
    raise AssertionError("unreachable")


def _copy_database(engine: Engine, target: Path, data_key: bytes) -> None:
    from sqlcipher3 import dbapi2

    with closing(store.sqlcipher_connection(target, data_key)) as copy, engine.connect() as connection:
        source: Any = connection.connection.driver_connection
        connection.exec_driver_sql("ROLLBACK")
        try:
            source.backup(copy, pages=_PAGES)
        except dbapi2.DatabaseError as error:
            raise Refused("backup", _("数据库有损坏的页，无法备份：{error}").format(error=error)) from error
        finally:
            connection.exec_driver_sql("BEGIN")


def check_copy(path: Path, data_key: bytes) -> list[str]:
    """What is wrong with a database file: integrity, audit chain. [] is a good copy."""
    engine = store.open_embedded(path, data_key)
    try:
        return _faults(engine, data_key)
    except DatabaseError:  # pages that cannot be decrypted: the check itself breaks off
        return [_("数据库文件已损坏")]
    finally:
        engine.dispose()


def _faults(engine: Engine, data_key: bytes) -> list[str]:
    with Session(engine) as db:
        faults = [row for row in db.connection().exec_driver_sql("PRAGMA integrity_check").scalars() if row != "ok"]
        if db.scalar(select(AuditEntry.seq).limit(1)) is None:
            faults.append(_("没有审计记录"))
        broken = next(audit.broken_links(db, keys.derived(data_key, "audit")), None)
        if broken:
            faults.append(_("审计链在第 {seq} 条断开").format(seq=broken[0]))
        return faults


def restore(backup: Path, target: Path) -> None:
    """Lay a backup out as a centre in an empty folder; it opens with the passwords of its day, and its log says so then."""
    if not (backup / "centre.db").is_file() or not (backup / "centre.keys").is_file():
        raise Refused("missing", _("“{folder}”不是备份").format(folder=backup))
    if target.exists() and any(target.iterdir()):
        raise Refused("exists", _("“{folder}”不是空文件夹，恢复不会覆盖已有数据").format(folder=target))
    shutil.copytree(backup, target, dirs_exist_ok=True)
    note = {"backup": backup.name, "at": f"{datetime.now(CHINA):%Y-%m-%d %H:%M}"}
    (target / RESTORED).write_text(json.dumps(note), encoding="utf-8")


def note_restore(engine: Engine, folder: Path, data_key: bytes) -> None:
    """At the first opening after a restore: the audit chain tells from which backup, and when. The key was not there before."""
    note = folder / RESTORED
    if not note.is_file():
        return
    with store.writing(engine) as db:
        detail = audit.canonical({"given": json.loads(note.read_text(encoding="utf-8")), "changes": [], "findings": []})
        entry = AuditEntry(seq=audit.next_seq(db), at=datetime.now(CHINA).replace(tzinfo=None, microsecond=0), actor="",
                           command="core.restore", subject="", outcome="done", reason="", detail=detail)  # fmt: skip
        audit.append(db, keys.derived(data_key, "audit"), entry)
        db.commit()
    note.unlink()


def rehearsing(backup: Path, data_key: bytes) -> Work[list[str]]:
    """Lay a backup out in a place of its own, check it, and take it away again. [] is a backup one can rely on."""
    place = Path(tempfile.mkdtemp(prefix="jiantai-"))
    try:
        yield Progress(0, 2, _("展开备份"))
        restore(backup, place / "centre")
        yield Progress(1, 2, _("核对数据库和审计链"))
        return check_copy(place / "centre" / "centre.db", data_key)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def backups_of(folder: Path) -> list[Path]:
    """The backups of a centre, newest first."""
    return sorted((folder / FOLDER).glob("*-*"), reverse=True) if (folder / FOLDER).exists() else []
