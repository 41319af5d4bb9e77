"""Eight processes give numbers at once, on both databases: no gap, no duplicate; one killed half way leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from models.certificates.tables import Certificate, Roster
from models.core import store
from tests.certificates.desk import done, one, open_batch, some

WORKERS, EACH = 8, 5
_WORK = """
import sys, models
from datetime import date
from models.core import store
from models.core.acts import calling
from models.core.centre import Centre, actor_of, settings_of
from models.core.progress import to_the_end

def opened(where, key, files):
    key = bytes.fromhex(key)
    engine = store.server_engine(where) if store.is_url(where) else store.open_embedded(__import__("pathlib").Path(where) / "centre.db", key)
    with store.reading(engine) as db:
        told = settings_of(db)
        return Centre(where, engine, key, actor_of(db, "exam"), told | ({"files": files} if files else {}), date(2026, 11, 20))

where, key, files, roster, way = sys.argv[1:]
centre = opened(where, key, files)
if way == "hang":  # killed before the commit: everything is written, nothing is kept
    import time
    from models.core.acts import Unit
    def wait(unit, *given, plain=Unit.write_entry):
        plain(unit, *given)
        print("half way", flush=True)
        time.sleep(600)
    Unit.write_entry = wait
outcome = to_the_end(calling(centre, "certificates.assign_numbers", int(roster)))
assert outcome.done, outcome.findings
print("done", flush=True)
"""


def worker(centre, roster, way="go"):
    line = [sys.executable, "-c", _WORK, centre.where, centre.data_key.hex(), centre.settings.get("files", ""), str(roster), way]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})


def rosters(centre, count):
    """Approved rosters of as many batches, all of one level: one scope."""
    made = []
    for n in range(count):
        code = f"P20260{n + 10}"
        open_batch(centre, EACH, code)
        from models.assessment.tables import Batch

        done(centre, "exam", "certificates.make_roster", one(centre, Batch, Batch.code == code).id)
        roster = one(centre, Roster, Roster.batch_code == code)
        done(centre, "director", "certificates.approve_roster", roster.id)
        made.append(roster.id)
    return made


def sequences(centre):
    with store.reading(centre.engine) as db:
        return sorted(db.scalars(select(Certificate.sequence).where(Certificate.number != "")))


def test_crt_005_crt_006_eight_processes_at_once_leave_no_gap_and_no_duplicate(any_centre):
    centre = any_centre()
    running = [worker(centre, roster) for roster in rosters(centre, WORKERS)]
    for one_of_them in running:
        _out, told = one_of_them.communicate(timeout=120)
        assert one_of_them.returncode == 0, told
    assert sequences(centre) == list(range(1, WORKERS * EACH + 1))


def test_crt_006_a_process_killed_half_way_leaves_nothing_and_the_next_goes_on(any_centre):
    centre = any_centre()
    first, second = rosters(centre, 2)
    killed = worker(centre, first, "hang")
    assert killed.stdout.readline().strip() == "half way"
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    assert sequences(centre) == []
    assert {certificate.state for certificate in some(centre, Certificate)} == {"approved"}  # open: still to be numbered
    began = time.monotonic()
    for roster in (second, first):
        done(centre, "exam", "certificates.assign_numbers", roster)
    assert time.monotonic() - began < 60
    assert sequences(centre) == list(range(1, 2 * EACH + 1))
