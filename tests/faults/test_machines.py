"""What a person sees when the machine breaks, and what the centre holds afterwards."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import event, func, select, text

from models.core import opening, store
from models.core.acts import call
from models.core.backups import restore
from models.core.progress import to_the_end
from models.core.refusals import Refused
from models.core.tables import AuditEntry, RuleValue
from models.core.verifying import verify
from tests.centres import PASSWORD, TODAY, OnServer, folder_of
from tests.tree import ROOT

KILLS = int(os.environ.get("JIANTAI_KILLS", "20"))


def change(centre, minutes="12"):
    return call(centre, "core.set_rule_value", rule="SYS-011", param="minutes", value=minutes, why="试行")


def entries(centre):
    with centre.reading() as context:
        return context.db.scalar(select(func.max(AuditEntry.seq)))


def faults(centre):
    with centre.reading() as context:
        return to_the_end(verify(context))


def on_each_connection(centre, statement):
    centre.engine.dispose()

    @event.listens_for(centre.engine, "connect")
    def prepare(connection, _record):
        connection.execute(statement)


def killed_after(nursery, turn, seconds):
    """The audit entries a round told as committed before it was killed so many seconds after its centre was open."""
    nursery.stdin.write(f"{turn}\n")
    nursery.stdin.flush()
    told = {nursery.stdout.readline().strip(), nursery.stdout.readline().strip()}  # whichever of the two processes was first
    [begun] = told - {"ready"}
    time.sleep(seconds)
    os.kill(int(begun.removeprefix("begun ")), signal.SIGKILL)
    acknowledged = []
    while not (line := nursery.stdout.readline()).startswith("ended"):
        acknowledged.append(int(line))
    assert line == f"ended {-signal.SIGKILL}\n"  # and not of its own accord
    return acknowledged


def test_killed_at_any_moment_nothing_committed_is_lost_and_nothing_is_half_done(centre):
    opened = centre("hunan", "director", TODAY)
    folder = folder_of(opened)
    opened.close()
    chance = random.Random(20261121)
    line = [sys.executable, "-m", "tests.faults.work", str(folder)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as nursery:
        for turn in range(KILLS):
            acknowledged = killed_after(nursery, str(turn), chance.uniform(0, 1.5))
            again = centre.open(folder, "director", TODAY)
            last = entries(again)
            assert last >= max(acknowledged, default=1)
            assert last <= max(acknowledged, default=last) + 1  # at most the one that was being told
            if turn % 10 == 0 or turn == KILLS - 1:  # the whole chain and every record it tells of; it grows with each round
                assert faults(again) == []
            again.close()


def test_a_full_disk_is_a_sentence_and_nothing_is_half_written(centre):
    opened = centre()
    with store.reading(opened.engine) as db:
        pages = db.scalar(text("PRAGMA page_count"))
    on_each_connection(opened, f"PRAGMA max_page_count = {pages}")
    before, done = entries(opened), 0
    with pytest.raises(Refused) as refused:
        for number in range(200):
            assert change(opened, str(5 + number % 20)).done
            done += 1
    assert refused.value.code == "storage"
    assert "磁盘已满" in refused.value.sentence
    assert entries(opened) == before + done
    assert faults(opened) == []


def test_a_folder_that_may_not_be_written_is_a_sentence(centre):
    opened = centre()
    on_each_connection(opened, "PRAGMA query_only = ON")
    with pytest.raises(Refused) as refused:
        change(opened)
    assert "不能写入" in refused.value.sentence


def test_a_file_locked_by_another_program_is_a_sentence_and_works_afterwards(centre):
    opened = centre()
    on_each_connection(opened, "PRAGMA busy_timeout = 50")
    other = store.sqlcipher_connection(folder_of(opened) / "centre.db", opened.data_key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused) as refused:
        change(opened)
    assert "占用" in refused.value.sentence
    other.execute("ROLLBACK")
    other.close()
    assert change(opened).done


@pytest.mark.parametrize("left", [0.97, 0.6, 0.3])
def test_a_torn_log_of_the_database_leaves_whole_commands(centre, tmp_path, left):
    opened = centre()
    for number in range(12):
        assert change(opened, str(5 + number)).done
    last = entries(opened)
    torn = tmp_path / "torn"
    shutil.copytree(folder_of(opened), torn)  # while it is open: the log has not been folded in
    log = torn / "centre.db-wal"
    size = log.stat().st_size
    os.truncate(log, int(size * left))
    again = centre.open(torn)
    assert 1 <= entries(again) < last
    assert faults(again) == []
    with again.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(RuleValue)) == entries(again) - 1


def test_a_damaged_page_met_in_the_middle_of_the_work_is_a_sentence(centre):
    opened = centre()
    opened.close()
    path = folder_of(opened) / "centre.db"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 60_000] = os.urandom(60_000)
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        again = centre.open(folder_of(opened))
        faults(again)
        change(again)
        pytest.fail("the damage was not met")
    assert refused.value.code in ("storage", "damaged")
    assert "备份" in refused.value.sentence


def test_a_lost_line_to_the_server_is_a_sentence_and_the_next_act_works(server):
    make = OnServer(server)
    opened = make()
    before = entries(opened)

    @event.listens_for(opened.engine, "before_cursor_execute", once=True)
    def cut(connection, *_rest):
        [pid] = connection.connection.driver_connection.execute("SELECT pg_backend_pid()").fetchone()
        server.psql(f"SELECT pg_terminate_backend({pid})")

    with pytest.raises(Refused) as refused:
        change(opened)
    assert "连接中断" in refused.value.sentence
    assert entries(opened) == before
    assert change(opened).done
    make.close()


def test_after_a_sleep_the_idle_lines_are_made_anew(server):
    make = OnServer(server)
    opened = make()
    entries(opened)
    server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL")
    assert change(opened).done
    make.close()


def test_a_clock_set_back_asks_for_a_reason(centre, monkeypatch):
    real = centre(training=False)
    assert change(real).done
    earlier = real.now().replace(year=real.now().year - 1)
    monkeypatch.setattr(type(real), "now", lambda self: earlier)
    assert [one.rule for one in change(real, "13").findings] == ["SYS-015"]
    with_reason = call(real, "core.set_rule_value", reason="主板电池更换", rule="SYS-011", param="minutes", value="13", why="试行")
    assert with_reason.done


def test_a_backup_without_its_keys_is_not_restored(centre, tmp_path):
    from models.core.backups import back_up

    opened = centre()
    backup = back_up(opened.engine, folder_of(opened), opened.data_key)
    (backup / "centre.keys").unlink()
    with pytest.raises(Refused):
        restore(backup, tmp_path / "back")
    assert opening.open_centre(str(folder_of(opened)), "director", PASSWORD, TODAY).close() is None
