"""Many seats at one PostgreSQL: programs of their own do an office's mixed work by the commands; then it is proved that nothing of it
was lost. Not measured where no PostgreSQL starts."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from typing import Any

from sqlalchemy import func, select

from bench import timing
from bench.crowd_seat import CASE, CONTESTED, ITEM, TURNS, Told, counted
from bench.places import DAY, Place
from bench.results import Result
from models.archives.tables import ArchiveItem, ArchiveLoan
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.certificates.tables import Certificate
from models.complaints.tables import Complaint
from models.core import store
from models.core.acts import call
from models.core.centre import Context
from models.core.opening import TRAINING_PASSWORD, create_on_server, open_centre
from models.core.progress import to_the_end
from models.core.tables import AuditEntry
from models.core.verifying import verify

CROWD = {"s": (4, 3), "m": (10, 20), "l": (20, 60)}  # clients, seconds
_SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "多席演示中心", "training": "1"}
_STAMP = {"first_entry": 1, "entry": 1}
_LINES, _BATCHES_A_SECOND = 5, 10  # so many that the rosters do not run out


@dataclass(frozen=True)
class Run:
    """What the seats told, and what stands against it afterwards (nothing, when all is well)."""

    told: list[Told]
    faults: list[str]

    @property
    def commands(self) -> int:
        return sum(len(one.entries) for one in self.told)

    @property
    def conflicts(self) -> int:
        return sum(one.conflicts for one in self.told)


def measure(place: Place) -> Iterator[Result]:
    clients, seconds = CROWD[place.size]
    with _server() as url:
        if not url:
            return
        ran = run(url, clients, seconds)
    at, waits = f"{clients} clients, {seconds} s", [wait for one in ran.told for wait in one.waits]
    refused = sum((one.refusals for one in ran.told), Counter[str]())
    facts = {"commands done": f"{ran.commands:,} ({ran.commands / seconds:.0f} a second)", "conflicts shown": f"{ran.conflicts:,}",
             "corrections of contested records": f"{sum(sum(one.edits.values()) for one in ran.told):,}",
             "refused by another rule": f"{refused.total():,}", "windows read": f"{sum(one.looks for one in ran.told):,}"}  # fmt: skip
    yield Result("crowd", "a command among many seats, median", at, timing.median(waits), None, against=f"p95 {timing.spell(timing.p95(waits))}; on the clock",
                 facts=facts)  # fmt: skip
    facts = {"fault": "; ".join(ran.faults[:5])} if ran.faults else {}
    yield Result("crowd", "updates lost, links broken, numbers missing or given twice", at, len(ran.faults), 0, unit="found", facts=facts)


@contextmanager
def _server() -> Iterator[str]:
    """The address of an empty database of a server of its own; "" where none starts, and why."""
    try:
        import pgserver

        folder = tempfile.TemporaryDirectory(prefix="jiantai-pg-")
        started = pgserver.get_server(folder.name, cleanup_mode="stop")
    except Exception as error:  # no wheel for this Python, a system without what it needs: whatever keeps it from starting
        print(f"bench: PostgreSQL cannot start here: {type(error).__name__}: {error}", file=sys.stderr)
        yield ""
        return
    try:
        started.psql("CREATE DATABASE crowd")
        yield str(started.get_uri("crowd"))
    finally:
        started.cleanup()
        folder.cleanup()


def run(url: str, clients: int, seconds: int) -> Run:
    """Fill an empty database, let so many clients work on it for so many seconds, and prove what they left."""
    create_on_server(url, _SETTINGS, TRAINING_PASSWORD, on=DAY)
    _prepare(url, _BATCHES_A_SECOND * seconds)
    director = open_centre(url, "director", TRAINING_PASSWORD, on=DAY)
    try:
        with director.reading() as context:
            before = context.db.scalar(select(func.max(AuditEntry.seq))) or 0
        told = _work(url, clients, seconds)
        with director.reading() as context:
            return Run(told, faults(context, before, told))
    finally:
        director.close()


def _work(url: str, clients: int, seconds: int) -> list[Told]:
    logins = islice(cycle(TURNS), clients)
    lines = [(sys.executable, "-m", "bench.crowd_seat", url, login, str(number), str(seconds)) for number, login in enumerate(logins)]
    seats = [subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for line in lines]
    try:
        for seat in seats:
            assert seat.stdout
            seat.stdout.readline()  # ready, or gone: its words are told below
        said = []
        for seat in seats:
            assert seat.stdin
            if seat.poll() is None:
                seat.stdin.write("go\n")
                seat.stdin.flush()
        for seat in seats:
            answer, words = seat.communicate()
            if seat.returncode != 0:
                raise RuntimeError(f"a seat fell over: {words[-2000:]}")
            said.append(json.loads(answer.splitlines()[-1]))
    finally:
        for seat in seats:
            seat.kill()
    return [Told(**one | {"edits": Counter(one["edits"]), "refusals": Counter(one["refusals"])}) for one in said]


def _prepare(url: str, batches: int) -> None:
    """The records everybody corrects, and batches whose certificates wait for their numbers."""
    for login, command, given in (("archive", "archives.add_item", ITEM), ("general", "complaints.receive", CASE)):
        seat = open_centre(url, login, TRAINING_PASSWORD, on=DAY)
        for _ in range(CONTESTED):
            outcome = call(seat, command, **given)
            assert outcome.done, outcome.findings
        seat.close()
    centre = open_centre(url, "director", TRAINING_PASSWORD, on=DAY)
    with store.writing(centre.engine) as db:
        db.add(ScopeRow(occupation="电工", job="--", level=4, **_STAMP))
        db.add_all(Batch(code=f"B{n:04d}", first_exam_day=date(2026, 10, 10), last_exam_day=date(2026, 10, 11), profile="henan", **_STAMP)
                   for n in range(batches))  # fmt: skip
        rows: list[dict[str, Any]] = [
            {"version": 1, **_STAMP, "batch_code": f"B{n // _LINES:04d}", "id_no": f"4199{n:014d}", "name": "张三", "sort_name": str(n), "occupation": "电工",
             "job": "--", "level": 4, "skill": 80.0, "state": "approved", "approved_on": date(2026, 10, 15)} for n in range(batches * _LINES)
        ]  # fmt: skip
        store.insert_many(db.connection(), PassRow.__table__, rows)
        db.commit()
    centre.close()


# What is proved -----------------------------------------------------------------------------------------------------


def faults(context: Context, before: int, told: Sequence[Told]) -> list[str]:
    """What is wrong with a centre after the work. before: the last audit entry of the time before; [] when all holds."""
    found = [*_untold(context, before, told), *_lost(context, told), *_misnumbered(context)]
    found += [f"{one.login}: {one.nameless} conflicts without a name" for one in told if one.nameless]
    return found + [fault.text for fault in to_the_end(verify(context))]


def _untold(context: Context, before: int, told: Sequence[Told]) -> Iterator[str]:
    """Every command that was told as done stands in the trail once, under its officer's name, and no other does."""
    query = select(AuditEntry.seq, AuditEntry.actor).where(AuditEntry.seq > before, AuditEntry.outcome == "done")
    stored = Counter((seq, actor) for seq, actor in context.db.execute(query))
    said = Counter((seq, one.login) for one in told for seq in one.entries)
    yield from (f"entry {seq} of {login}: told, not stored" for seq, login in said - stored)
    yield from (f"entry {seq} of {login}: stored, not told" for seq, login in stored - said)


def _lost(context: Context, told: Sequence[Told]) -> Iterator[str]:
    """Each correction begins where the one before ended, and there are as many as were told done."""
    edits = sum((one.edits for one in told), Counter[str]())
    for table, column in ((ArchiveItem, "location"), (Complaint, "evidence")):
        for record in context.db.scalars(select(table).order_by(table.id).limit(CONTESTED)):
            subject = f"{record.__tablename__}:{record.id}"
            steps = list(_steps(context, subject, column))
            if steps != [(n, n + 1) for n in range(edits[subject])] or counted(getattr(record, column)) != edits[subject]:
                yield f"{subject}: {edits[subject]} corrections told, {getattr(record, column)!r} stands there, {len(steps)} in its history"


def _steps(context: Context, subject: str, column: str) -> Iterator[tuple[int, int]]:
    query = select(AuditEntry.detail).where(AuditEntry.subject == subject, AuditEntry.outcome == "done").order_by(AuditEntry.seq)
    for detail in context.db.scalars(query):
        for change in json.loads(detail)["changes"]:
            if change["record"] == subject and column in change.get("before", {}):
                yield counted(change["before"][column]), counted(change["after"][column])


def _misnumbered(context: Context) -> Iterator[str]:
    """Running numbers begin at one and have neither gap nor double: certificates, loans, items, complaints."""
    given: dict[str, list[int]] = {}
    for scope, sequence in context.db.execute(select(Certificate.scope, Certificate.sequence).where(Certificate.state == "numbered")):
        given.setdefault(f"certificates {scope}", []).append(sequence or 0)
    for table in (ArchiveLoan, ArchiveItem):
        given[table.__tablename__] = [int(number.rsplit("-", 1)[1]) for number in context.db.scalars(select(table.number))]
    given["complaint"] = list(context.db.scalars(select(Complaint.serial)))
    for name, numbers in given.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{name}: {len(numbers)} numbers, highest {max(numbers)}, {len(set(numbers))} different"
