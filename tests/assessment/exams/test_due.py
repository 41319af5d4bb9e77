"""What is due around an exam day, derived from sessions, seats and bags; a killed program leaves the seats as before."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from models.assessment.exams import listing
from tests.assessment.exams.makers import DAY, EVE, done, prepared, seated, seats
from tests.assessment.exams.test_day import record_of, started
from tests.centres import PASSWORD, folder_of, seat


def due(made, day):
    with seat(made, "exam", day).reading() as context:
        return {(one.key, one.rule): one.due for one in listing.due(context)}


def test_asm_day_001_a_session_is_prepared_within_ten_days(centre):
    made = centre("henan", on=EVE)
    code = prepared(made, 4)
    assert due(made, date(2026, 11, 17)) == {}
    assert due(made, date(2026, 11, 18)) == {(code, "ASM-DAY-001"): DAY}


def test_asm_rom_009_changed_seats_wait_for_their_ticket(centre):
    made = centre("sport", on=EVE)
    code = seated(made, 4)
    done(made, "exam", EVE, "assessment.move_seat", seats(made, code)[0].id, room="02", number=5, reason="考生行动不便")
    assert due(made, EVE)[code, "ASM-ROM-009"] == DAY
    done(made, "exam", EVE, "assessment.issue_tickets", code)
    assert (code, "ASM-ROM-009") not in due(made, EVE)


def test_asm_att_010_asm_pap_001_what_is_left_after_the_day(centre):
    made = centre("henan", on=EVE)
    code = started(made)
    done(made, "bank", EVE, "assessment.pack_papers", code, number="SJ-01", room="01", copies=4, keeper="题库员")
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="pickup", at="08:00", receiver="考务甲")
    after = date(2026, 11, 29)
    assert due(made, after) == {(code, "ASM-ATT-010"): DAY, ("SJ-01", "ASM-PAP-001"): DAY}
    done(made, "exam", DAY, "assessment.close_gate", code, at="09:30")
    assert record_of(made, code).done
    done(made, "exam", DAY, "assessment.end_session", code)
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="to_office", at="10:40", receiver="考务乙")
    assert due(made, after) == {}


_KILLED = """
import os, signal, sys
from datetime import date
import models
from models.assessment.exams import arranging
from models.core.acts import call
from models.core.opening import open_centre
arranging.lot.together = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # the seats are written, nothing is committed
centre = open_centre(sys.argv[1], "exam", sys.argv[2], on=date(2026, 11, 20))
call(centre, "assessment.arrange_seats", int(sys.argv[3]), seed=2)
"""


def test_a_killed_program_leaves_the_seats_as_before(centre):
    made = centre("sport", on=EVE)
    code = prepared(made, 40)
    done(made, "exam", EVE, "assessment.arrange_seats", code, seed=1)
    before = [(one.place, one.enrolment_id) for one in seats(made, code)]
    session = seats(made, code)[0].session_id
    line = [sys.executable, "-c", _KILLED, str(folder_of(made)), PASSWORD, str(session)]
    run = subprocess.run(line, env=os.environ | {"PYTHONPATH": str(Path.cwd())}, check=False)
    assert run.returncode == -signal.SIGKILL
    assert [(one.place, one.enrolment_id) for one in seats(made, code)] == before
