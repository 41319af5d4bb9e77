"""A program that is killed in the middle of an import leaves the centre as it was."""

import subprocess
import sys

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from models.assessment.candidates.tables import Enrolment
from models.core.progress import to_the_end
from models.core.tables import AuditEntry, SearchEntry
from models.core.verifying import verify
from tests.assessment.candidates import batch, person
from tests.centres import PASSWORD
from tests.tree import ROOT

KILLED = """
import os, signal, sys
from datetime import date
import models
from models.assessment.candidates import intake
from models.core.intake import carry_out
from models.core.opening import open_centre
from models.core.registers import REGISTERS
from pathlib import Path
lines = intake.put_lines
def put_then_die(*given):
    lines(*given)  # the applications and their search lines are written, the commit is still to come
    os.kill(os.getpid(), signal.SIGKILL)
intake.put_lines = put_then_die
carry_out(open_centre(sys.argv[1], "exam", sys.argv[2], date(2025, 2, 10)), REGISTERS["assessment.candidates"], Path(sys.argv[3]))
"""


def counted(centre):
    with centre.reading() as context:
        return [context.db.scalar(select(func.count()).select_from(table)) for table in (Enrolment, SearchEntry, AuditEntry)]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_asm_stc_001_a_kill_in_the_middle_of_an_import_leaves_the_centre_as_before(centre, tmp_path):
    made = centre("sport")
    batch(made)
    before = counted(made)
    made.close()
    book = Workbook()
    book.active.append(("批次", "姓名", "证件号码"))
    for serial in range(1, 40):
        book.active.append(("B1", "林晓峰", person(serial)))
    book.save(tmp_path / "a.xlsx")
    line = [sys.executable, "-c", KILLED, str(made.folder), PASSWORD, str(tmp_path / "a.xlsx")]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr.decode()
    again = centre.open(made.folder)
    assert counted(again) == before
    with again.reading() as context:
        assert to_the_end(verify(context)) == []
