"""A program that is killed in the middle of an arrangement leaves the seats as they were, and the next start says so."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from desktop.instance import Holding
from models.assessment.exams.tables import Seat
from models.core.progress import to_the_end
from models.core.tables import AuditEntry
from models.core.verifying import verify
from tests.assessment.exams.makers import EVE, done, prepared, seats
from tests.centres import PASSWORD
from tests.tree import ROOT

KILLED = """
import os, signal, sys
from datetime import date
import models
from desktop.instance import Holding
from models.assessment.exams import arranging
from models.core.acts import call
from models.core.opening import open_centre
def die(*given):
    os.kill(os.getpid(), signal.SIGKILL)  # the seats are written, the commit is still to come
arranging.lot.together = die
window = Holding(sys.argv[1])
assert window.take()
call(open_centre(sys.argv[1], "exam", sys.argv[2], date.fromisoformat(sys.argv[3])), "assessment.arrange_seats", 1, seed=2)
"""


def state(centre, code):
    """Counts, what verifying finds (the makers write candidates past the counts), and who sits where."""
    with centre.reading() as context:
        told = [context.db.scalar(select(func.count()).select_from(table)) for table in (Seat, AuditEntry)]
        found = to_the_end(verify(context))
    return told, found, [(seat.enrolment_id, seat.place, seat.number) for seat in seats(centre, code)]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("arranged", [True, False])
def test_asm_rom_002_a_kill_in_the_middle_of_an_arrangement_leaves_the_centre_as_before(centre, qapp, arranged):
    made = centre("sport", on=EVE)
    code = prepared(made, 40)
    if arranged:
        done(made, "exam", EVE, "assessment.arrange_seats", code, seed=1)
    before = state(made, code)
    made.close()
    line = [sys.executable, "-c", KILLED, str(made.folder), PASSWORD, str(EVE)]
    killed = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9, (killed.stdout + killed.stderr).decode()
    restarted = Holding(str(made.folder))
    assert restarted.take() and restarted.was_cut_off  # what the window says at its start
    restarted.release()
    assert restarted.take() and not restarted.was_cut_off  # it was closed as it should be
    restarted.release()
    again = centre.open(made.folder)
    assert state(again, code) == before
    done(again, "exam", EVE, "assessment.arrange_seats", code, seed=2)
    assert len(seats(again, code)) == 40
