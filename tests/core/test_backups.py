"""Backups count only when they verify, and come back as the centre they were."""

import threading

import pytest
from sqlalchemy import func, select

from models.core import backups
from models.core.acts import call
from models.core.backups import back_up, backing_up, backups_of, check_copy, restore
from models.core.progress import to_the_end
from models.core.refusals import Refused
from models.core.tables import AuditEntry, RuleValue
from models.core.verifying import verify


def act(opened):
    return call(opened, "core.set_rule_value", rule="SYS-011", param="minutes", value="12", why="试行")


def entries(opened):
    with opened.reading() as context:
        return context.db.scalar(select(func.count()).select_from(AuditEntry))


@pytest.fixture
def opened(centre, tmp_path):
    made = centre()
    paper = tmp_path / "聘书.txt"
    paper.write_text("聘书", encoding="utf-8")
    assert act(made).done
    assert call(made, "core.attach", subject="user_account:1", file=str(paper)).done
    return made


def taken(opened, why="manual"):
    return back_up(opened.engine, opened.folder, opened.data_key, why)


def test_a_backup_restores_as_the_centre_it_was(opened, centre, tmp_path):
    backup = taken(opened)
    assert act(opened).done  # after the backup: not in it
    restore(backup, tmp_path / "back")
    back = centre.open(tmp_path / "back")
    assert entries(back) == entries(opened)  # without the last one, with the note of the restore
    with back.reading() as context:
        assert to_the_end(verify(context)) == []
        assert context.rules["SYS-011"].value("minutes") == 12
    assert act(back).done  # and goes on


def test_a_backup_is_taken_while_others_write(opened):
    stop, refused = threading.Event(), []

    def write():
        while not stop.is_set():
            refused.extend([] if act(opened).done else [1])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [taken(opened) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert not refused
    assert len(set(copies)) == 3  # also within one second
    for copy in copies:
        assert check_copy(copy / "centre.db", opened.data_key) == []
    with opened.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(RuleValue)) == entries(opened) - 2


def test_backups_are_listed_newest_first(opened, monkeypatch):
    assert backups_of(opened.folder) == []
    made = []
    for second in ("20261120-090000", "20261120-090001", "20251231-235959"):
        copy = taken(opened)
        made.append(copy.rename(copy.with_name(f"{second}-manual")))
    assert backups_of(opened.folder) == [made[1], made[0], made[2]]


def test_a_backup_is_encrypted_and_opens_with_the_passwords_of_its_day(opened):
    backup = taken(opened, "daily")
    assert backup.name.endswith("-daily")
    content = (backup / "centre.db").read_bytes()
    assert not content.startswith(b"SQLite format 3") and "试行".encode() not in content
    assert (backup / "centre.keys").read_bytes() == (opened.folder / "centre.keys").read_bytes()


def test_a_copy_that_does_not_verify_is_no_backup(opened, monkeypatch):
    monkeypatch.setattr(backups, "check_copy", lambda *_: ["审计链在第 2 条断开"])
    with pytest.raises(Refused, match="第 2 条") as found:
        taken(opened)
    assert found.value.code == "backup"
    assert backups_of(opened.folder) == []


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_a_copy_that_fails_half_way_leaves_nothing(opened, monkeypatch, error):
    def fail(*_arguments, **_named):
        raise error

    monkeypatch.setattr(backups.shutil, "copytree", fail)
    with pytest.raises(type(error)):
        taken(opened)
    assert backups_of(opened.folder) == []


def test_a_backup_cancelled_half_way_leaves_nothing(opened):
    work = backing_up(opened.engine, opened.folder, opened.data_key)
    assert [next(work).done, next(work).done] == [0, 1]
    work.close()
    assert backups_of(opened.folder) == []


def test_a_chain_broken_in_the_copy_is_seen(opened):
    backup = taken(opened)
    from models.core import store

    engine = store.open_embedded(backup / "centre.db", opened.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'x' WHERE seq = 2")
    engine.dispose()
    [fault] = check_copy(backup / "centre.db", opened.data_key)
    assert "第 2 条" in fault


@pytest.mark.parametrize("page", [0, 3, 20])
def test_a_page_damaged_on_disk_is_seen(opened, page):
    backup = taken(opened)
    file = backup / "centre.db"
    content = bytearray(file.read_bytes())
    for at in range(page * 4096 + 20, page * 4096 + 60):
        content[at] ^= 0xFF
    file.write_bytes(content)
    try:
        faults = check_copy(file, opened.data_key)
    except Refused as refused:
        assert refused.code == "damaged"
    else:
        assert faults


def test_a_restore_never_overwrites(opened, tmp_path):
    backup = taken(opened)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("x", encoding="utf-8")
    for target in (tmp_path / "used", opened.folder):
        before = sorted(path.name for path in target.iterdir())
        with pytest.raises(Refused) as found:
            restore(backup, target)
        assert found.value.code == "exists"
        assert sorted(path.name for path in target.iterdir()) == before


def test_an_empty_folder_may_be_restored_into(opened, tmp_path, centre):
    (tmp_path / "empty").mkdir()
    restore(taken(opened), tmp_path / "empty")
    assert centre.open(tmp_path / "empty").name == opened.name


@pytest.mark.parametrize("lacking", ["centre.db", "centre.keys"])
def test_what_is_no_backup_is_not_restored(opened, tmp_path, lacking):
    backup = taken(opened)
    (backup / lacking).unlink()
    with pytest.raises(Refused) as found:
        restore(backup, tmp_path / "back")
    assert found.value.code == "missing"
    assert not (tmp_path / "back").exists()
