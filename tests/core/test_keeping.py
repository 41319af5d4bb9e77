"""SYS-033: a backup a day, older ones thinned out, restores rehearsed and told on the desk."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.core import backups, keeping
from models.core.due import due_items
from models.core.keeping import daily_work, day_of, last_rehearsal, superfluous
from models.core.progress import to_the_end
from models.core.rulebook import Rulebook
from models.core.tables import AuditEntry
from tests.centres import folder_of, seat

DAY = date(2026, 11, 20)


def named(day, why="daily"):
    return Path(f"{day:%Y%m%d}-080000-{why}")


def safety(opened, login="general"):
    with seat(opened, login).reading() as context:
        return [item for item in due_items(context) if item.register == keeping.PAGE]


def test_sys_033_days_weeks_and_months_keep_their_newest():
    rule = Rulebook("henan")["SYS-033"]
    found = [named(DAY - timedelta(days=n)) for n in range(400)] + [named(DAY - timedelta(days=300), "manual")]
    gone = superfluous(found, rule)
    left = sorted({day_of(path) for path in found if path not in gone}, reverse=True)
    assert left[: rule.value("keep_days")] == [DAY - timedelta(days=n) for n in range(rule.value("keep_days"))]
    assert named(DAY - timedelta(days=7)) in gone  # the eighth day, its week has a newer one
    assert date(2026, 11, 8) in left  # a Sunday: the newest of its week
    assert date(2026, 10, 31) in left  # the newest of October
    assert date(2025, 11, 30) not in left  # the thirteenth month
    assert named(DAY - timedelta(days=300), "manual") not in gone  # a person's own stays
    assert len(found) - len(gone) <= 7 + 5 + 12 + 1


def test_sys_033_one_backup_a_day_and_a_rehearsal(centre):
    opened = centre()
    assert to_the_end(daily_work(opened)) == []
    [first] = backups.backups_of(folder_of(opened))
    assert first.name.endswith("-daily")
    told = last_rehearsal(folder_of(opened))
    assert told is not None
    assert told["faults"] == []
    monday = seat(opened, "general")
    assert to_the_end(daily_work(monday)) == []


def test_sys_033_a_broken_backup_is_told_on_the_desk_of_a_real_centre(centre, monkeypatch):
    real = centre(training=False)
    assert [item.title for item in safety(real)] == ["备份数据"]
    to_the_end(daily_work(real))
    assert safety(real) == []
    [backup] = backups.backups_of(folder_of(real))
    content = bytearray((backup / "centre.db").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (backup / "centre.db").write_bytes(content)
    assert to_the_end(keeping.rehearsing(real, backup))
    assert [item.title for item in safety(real)] == [f"恢复演练未通过：{backup.name}"]
    assert safety(real, "finance") == []


@pytest.mark.parametrize(("days", "due"), [(1, False), (2, True)])
def test_sys_033_days_without_a_backup_are_due(centre, days, due):
    real = centre(training=False)
    to_the_end(daily_work(real))
    [backup] = backups.backups_of(folder_of(real))
    backup.rename(backup.with_name(f"{real.today() - timedelta(days=days):%Y%m%d}-080000-daily"))
    assert bool(safety(real)) is due


def test_a_training_centre_is_not_reminded(centre):
    assert safety(centre()) == []


def test_a_restored_centre_says_in_its_log_from_which_backup(centre, tmp_path):
    opened = centre()
    backup = backups.back_up(opened.engine, folder_of(opened), opened.data_key)
    backups.restore(backup, tmp_path / "back")
    for _time in range(2):  # told once
        back = centre.open(tmp_path / "back")
        with back.reading() as context:
            told = list(context.db.scalars(select(AuditEntry.detail).where(AuditEntry.command == "core.restore")))
        assert [backup.name in detail for detail in told] == [True]
    assert not (tmp_path / "back" / backups.RESTORED).exists()
