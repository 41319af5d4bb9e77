"""The long work of the page 数据安全: proving the data, backing up, rehearsing a restore."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.core import backups, keeping
from models.core.centre import Centre
from models.core.progress import Progress, Work
from models.core.roles import DOING, allowed
from models.core.verifying import Fault, verify
from resources.texts import _

_REASONS = {"manual": _("手动"), "daily": _("每日"), "before-migration": _("升级前")}


@dataclass(frozen=True)
class Backup:
    path: Path
    when: str
    why: str
    megabytes: float


def may_back_up(centre: Centre) -> bool:
    return centre.folder is not None and bool(centre.actor.roles & allowed(keeping.ROW, DOING))


def verifying(centre: Centre) -> Work[list[Fault]]:
    """Everything that can be proved; [] when all holds."""
    with centre.reading() as context:
        return (yield from verify(context))


def backing_up(centre: Centre) -> Work[Path]:
    assert centre.folder is not None
    return (yield from backups.backing_up(centre.engine, centre.folder, centre.data_key))


def rehearsing(centre: Centre, backup: Path) -> Work[list[str]]:
    """Whether a backup can be relied on: [] when it can. What came of it is kept for the desk."""
    return (yield from keeping.rehearsing(centre, backup))


def listing(centre: Centre) -> Work[list[Backup]]:
    """The backups of the centre, newest first."""
    yield Progress(0)
    return [_described(path) for path in backups.backups_of(centre.folder)] if centre.folder else []


def _described(path: Path) -> Backup:
    day, time, why = path.name.split("-", 2)
    when = datetime.strptime(day + time, "%Y%m%d%H%M%S").strftime("%Y-%m-%d %H:%M")
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return Backup(path, when, _REASONS.get(why, why), size / 1_048_576)  # bytes in a megabyte
