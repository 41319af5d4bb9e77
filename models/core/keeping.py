"""Keeping a centre safe day by day (SYS-033): one backup a day, older ones thinned out, restores rehearsed, all of it told on the desk."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from models.core import backups
from models.core.centre import Centre, Context
from models.core.due import AREAS, PAGES, DueItem
from models.core.progress import Work
from models.core.roles import GENERAL
from models.core.rulebook import Rule
from resources.texts import _

ROW = 87  # of the permission matrix: backing up
PAGE = "core.safety"
DAILY = "daily"
_OWN = "manual"  # what a person took stays until a person takes it away
_REHEARSALS = "rehearsals.json"


def day_of(backup: Path) -> date:
    return datetime.strptime(backup.name.split("-", 1)[0], "%Y%m%d").date()


def daily_work(centre: Centre) -> Work[list[str]]:
    """What a day asks of a folder centre; answers what went wrong, [] when all is well or nothing was to be done."""
    folder = centre.folder
    if folder is None:
        return []
    with centre.reading() as context:
        rule, today = context.rules["SYS-033"], context.today
    if not any(day_of(backup) == today for backup in backups.backups_of(folder)):
        yield from backups.backing_up(centre.engine, folder, centre.data_key, DAILY)
    for old in superfluous(backups.backups_of(folder), rule):
        shutil.rmtree(old, ignore_errors=True)
    newest = next(iter(backups.backups_of(folder)), None)
    last = last_rehearsal(folder)
    if newest and (last is None or today >= date.fromisoformat(last["on"]) + timedelta(days=rule.value("rehearse_days"))):
        return (yield from rehearsing(centre, newest))
    return []


def superfluous(found: Iterable[Path], rule: Rule) -> list[Path]:
    """The automatic backups that neither a day, a week nor a month still needs: of each the newest is kept."""
    automatic = sorted((backup for backup in found if backup.name.split("-", 3)[2] != _OWN), reverse=True)
    kept: set[Path] = set()
    periods: list[tuple[Callable[[date], Any], str]] = [
        (lambda day: day, "keep_days"), (lambda day: day.isocalendar()[:2], "keep_weeks"), (lambda day: (day.year, day.month), "keep_months"),
    ]  # fmt: skip
    for period, limit in periods:
        newest: dict[Any, Path] = {}
        for backup in automatic:
            newest.setdefault(period(day_of(backup)), backup)
        kept |= set(list(newest.values())[: rule.value(limit)])
    return [backup for backup in automatic if backup not in kept]


def rehearsing(centre: Centre, backup: Path) -> Work[list[str]]:
    """Whether a backup can be relied on; what came of it is kept beside the backups."""
    faults = yield from backups.rehearsing(backup, centre.data_key)
    if centre.folder is not None:
        told = {"on": centre.today().isoformat(), "backup": backup.name, "faults": faults}
        (centre.folder / backups.FOLDER / _REHEARSALS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return faults


def last_rehearsal(folder: Path) -> dict[str, Any] | None:
    """on, backup, faults of the last rehearsal; None where there was none or its note cannot be read."""
    try:
        told: dict[str, Any] = json.loads((folder / backups.FOLDER / _REHEARSALS).read_text(encoding="utf-8"))
        date.fromisoformat(told["on"])
        return told if isinstance(told["faults"], list) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def due(context: Context) -> Iterator[DueItem]:
    """No backup for days, a rehearsal that failed: a real centre's only. Server centres are backed up by their server."""
    folder, rule = context.centre.folder, context.rules["SYS-033"]
    if folder is None or context.centre.training:
        return
    kind = _("备份")
    newest = next(iter(backups.backups_of(folder)), None)
    by = day_of(newest) + timedelta(days=rule.value("due_days")) if newest else context.today
    if by <= context.today:
        yield DueItem("core", PAGE, 0, "backup", _("备份数据"), by, rule.id, _("每天备份一次"), GENERAL, kind)
    last = last_rehearsal(folder)
    if last and last["faults"]:
        title = _("恢复演练未通过：{backup}").format(backup=last["backup"])
        yield DueItem("core", PAGE, 0, "rehearsal", title, date.fromisoformat(last["on"]), rule.id, "；".join(last["faults"]), GENERAL, kind)


AREAS["core"] = due
PAGES[PAGE] = ROW
