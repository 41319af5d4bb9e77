"""Eight processes give numbers at once, on both databases: no gap, no duplicate; one killed half way, at numbers or at the
printer, leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from models.certificates.marks import of_roster
from models.certificates.reconciliation.engine import reconciling
from models.certificates.tables import Certificate, Copy, Movement, Roster
from models.core import store
from models.core.progress import to_the_end
from reports.forms import render
from tests.centres import seat
from tests.certificates.desk import done, one, open_batch, receive, some

WORKERS, EACH = 8, 5
_WORK = """
import json, sys, models
from datetime import date
from models.core import store
from models.core.acts import calling
from models.core.centre import Centre, actor_of, settings_of
from models.core.progress import to_the_end

def opened(where, key, files, login):
    key = bytes.fromhex(key)
    engine = store.server_engine(where) if store.is_url(where) else store.open_embedded(__import__("pathlib").Path(where) / "centre.db", key)
    with store.reading(engine) as db:
        told = settings_of(db)
        return Centre(where, engine, key, actor_of(db, login), told | ({"files": files} if files else {}), date(2026, 11, 20))

where, key, files, roster, way, login, command, given = sys.argv[1:]
centre = opened(where, key, files, login)
if way == "hang":  # killed before the commit: everything is written, nothing is kept
    import time
    from models.core.acts import Unit
    def wait(unit, *given, plain=Unit.write_entry):
        plain(unit, *given)
        print("half way", flush=True)
        time.sleep(600)
    Unit.write_entry = wait
outcome = to_the_end(calling(centre, command, int(roster), **json.loads(given)))
assert outcome.done, outcome.findings
print("done", flush=True)
"""


def worker(centre, roster, way="go", login="exam", command="certificates.assign_numbers", **given):
    line = [sys.executable, "-c", _WORK, centre.where, centre.data_key.hex(), centre.settings.get("files", ""), str(roster), way,
            login, command, json.dumps(given)]  # fmt: skip
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


def papers(centre):
    """What printing leaves behind: states and serials of the certificates, copies, lines of the journal."""
    with store.reading(centre.engine) as db:
        return ([tuple(row) for row in db.execute(select(Certificate.state, Certificate.serial).order_by(Certificate.number))],
                [tuple(row) for row in db.execute(select(Copy.serial, Copy.bucket).order_by(Copy.serial))],
                [tuple(row) for row in db.execute(select(Movement.code, Movement.first, Movement.last).order_by(Movement.id))])  # fmt: skip


def _open(centre, roster):
    """What the roster's panel says is still to be printed."""
    with centre.reading() as context:
        [told] = [one.params["found"] for one in of_roster(context, context.db.get_one(Roster, roster)) if one.rule == "CRT-013"]
        return told


def test_crt_013_ldg_001_a_process_killed_while_it_prints_loses_and_doubles_nothing(any_centre):
    """The next start shows the certificates as they were, still to be printed; the same blanks then take them."""
    centre = any_centre()
    receive(centre)
    [roster] = rosters(centre, 1)
    done(centre, "exam", "certificates.assign_numbers", roster)
    assert _open(centre, roster) == f"未打印 {EACH} 份"
    before = papers(centre)
    sheets = render(seat(centre, "general"), "F-CERT-PROOF", roster)
    killed = worker(centre, roster, "hang", "general", "certificates.print_roster", first_serial="00000001", second="第二人")
    assert killed.stdout.readline().strip() == "half way"
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    assert papers(centre) == before
    # the sheets may have left the printer
    assert _open(centre, roster) == f"未登记打印 {EACH} 份，{sheets.number} 已于 2026-11-20 出纸：先看机内空白再打印"
    done(centre, "general", "certificates.print_roster", roster, first_serial="00000001", second="第二人")
    certificates, copies, journal = papers(centre)
    assert certificates == [("valid", f"{n:08d}") for n in range(1, EACH + 1)]
    assert copies == [(n, "F") for n in range(1, EACH + 1)]
    assert journal == [("RCV", 1, 100), *(("ISS", n, n) for n in range(1, EACH + 1))]
    with centre.reading() as context:
        assert not [one for one in to_the_end(reconciling(context, [], centre.today())).differences if "REC-29" <= one.kind < "REC-40"]
