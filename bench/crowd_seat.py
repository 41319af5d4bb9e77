"""One seat of the crowd, a program of its own: `python -m bench.crowd_seat URL LOGIN NUMBER SECONDS`.

Waits for a line, then acts as its officer does, by the commands alone, until the seconds are over; its last line tells as JSON what
it did. It takes what it finds waiting, with the version it saw, so that several seats reach for the same record.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Select, select

import models  # noqa: F401  (every area, as in the program)
from bench.places import DAY
from models.archives.tables import ArchiveItem, ArchiveLoan
from models.assessment.tables import Batch
from models.certificates.tables import Certificate, Roster
from models.complaints.tables import Complaint
from models.core.acts import Outcome, call
from models.core.centre import Centre
from models.core.due import due_items
from models.core.opening import TRAINING_PASSWORD, open_centre
from models.core.registers import REGISTERS, View, page
from models.core.search import search
from models.core.tables import Record

CONTESTED = 2  # records of each kind that everybody corrects: those of the lowest numbers
PAGES = 12  # of every item
ITEM: dict[str, Any] = {"title": "评分表", "kind": "K08", "made_on": "2024-05-10", "quantity": f"{PAGES}页", "location": "档案室-0柜"}
CASE: dict[str, Any] = {"complainant": "赵敏", "employer": "某厂", "contact": "15400000001", "content": "成绩登记有误", "evidence": "0", "grounds": "3",
        "channel": "telephone"}  # fmt: skip
_LISTS = ("archives.items", "archives.loans", "complaints.cases", "certificates.rosters")
_AT_HAND = 4  # how many of those that wait an officer chooses from


@dataclass
class Told:
    """What a seat did. entries: of the commands that were committed; edits: how often each contested record was changed."""

    login: str
    entries: list[int] = field(default_factory=list)
    edits: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    nameless: int = 0  # conflicts that did not say who had changed the record
    refusals: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    waits: list[float] = field(default_factory=list)  # milliseconds of each command on the clock, its turn in the queue included


class Seat:
    def __init__(self, centre: Centre, number: int):
        self.centre, self.draw, self.told = centre, Random(number), Told(centre.actor.login)

    def act(self, name: str, record: Record | None = None, **given: Any) -> Outcome:
        begun = time.perf_counter()
        seen = (record.id, record.version) if record else (None, None)
        outcome = call(self.centre, name, *seen, **given)
        self.told.waits.append((time.perf_counter() - begun) * 1000)
        if outcome.done:
            self.told.entries.append(outcome.entry or 0)
            return outcome
        first = outcome.findings[0]
        if first.rule == "SYS-001":
            self.told.conflicts += 1
            self.told.nameless += not first.params["who"]
        else:
            self.told.refusals[f"{name} {first.rule}"] += 1
        return outcome

    def waiting(self, query: Select[Any]) -> Any:
        """One of the first that wait, as this officer sees it now; None where nothing does."""
        with self.centre.reading() as context:
            found = context.db.scalars(query.limit(_AT_HAND)).all()
            context.db.expunge_all()  # what was seen stays as it was seen
        return self.draw.choice(found) if found else None

    def take(self, name: str, query: Select[Any], **given: Any) -> None:
        record = self.waiting(query)
        if record is None:
            self.look()
        else:
            self.act(name, record, **given)

    def look(self) -> None:
        """What a window reads: a page, the due list, an answer while somebody types."""
        with self.centre.reading() as context:
            page(context, REGISTERS[self.draw.choice(_LISTS)], View())
            due_items(context)
            search(context.db, "评分表")
        self.told.looks += 1

    def correct_item(self) -> None:
        """One more on the cupboard's number that was seen: a lost update would leave the sum short."""
        item = self.waiting(select(ArchiveItem).order_by(ArchiveItem.id).limit(CONTESTED))
        if self.act("archives.move", item, location=f"档案室-{counted(item.location) + 1}柜").done:
            self.told.edits[f"archive_item:{item.id}"] += 1

    def correct_case(self) -> None:
        case = self.waiting(select(Complaint).order_by(Complaint.id).limit(CONTESTED))
        if self.act("complaints.correct", case, why="补记", evidence=str(counted(case.evidence) + 1)).done:
            self.told.edits[f"complaint:{case.id}"] += 1

    def catalogue(self) -> None:
        made = self.act("archives.add_item", **ITEM)
        if made.done:
            item = self.waiting(select(ArchiveItem).where(ArchiveItem.id == made.record_id))
            self.act("archives.request_loan", item, borrower="闫洋", purpose="核对成绩")

    def approve_loan(self) -> None:
        self.take("archives.approve_loan", _loans("requested"))

    def lend(self) -> None:
        self.take("archives.lend", _loans("approved"))

    def give_back(self) -> None:
        self.take("archives.give_back", _loans("lent"), pages=PAGES)

    def complain(self) -> None:
        self.act("complaints.receive", **CASE)

    def make_roster(self) -> None:
        listed = select(Roster.id).where(Roster.batch_code == Batch.code).exists()
        self.take("certificates.make_roster", select(Batch).where(~listed).order_by(Batch.id))

    def approve_roster(self) -> None:
        self.take("certificates.approve_roster", select(Roster).where(Roster.approved_on.is_(None)).order_by(Roster.id))

    def number(self) -> None:
        """Two who number one roster: the second finds its lines numbered, and gives none twice."""
        waits = select(Certificate.id).where(Certificate.roster_id == Roster.id, Certificate.state == "approved").exists()
        self.take("certificates.assign_numbers", select(Roster).where(waits).order_by(Roster.id))


def _loans(state: str) -> Select[Any]:
    return select(ArchiveLoan).where(ArchiveLoan.state == state).order_by(ArchiveLoan.id)


def counted(words: str | None) -> int:
    """The number in a contested field."""
    return int("".join(letter for letter in words or "" if letter.isdigit()))


TURNS: dict[str, tuple[Callable[[Seat], None], ...]] = {
    "archive": (Seat.correct_item, Seat.correct_item, Seat.catalogue, Seat.lend, Seat.give_back, Seat.look),
    "general": (Seat.correct_case, Seat.correct_case, Seat.correct_item, Seat.complain, Seat.look),
    "exam": (Seat.complain, Seat.make_roster, Seat.number, Seat.number, Seat.look),
    "director": (Seat.approve_loan, Seat.approve_loan, Seat.approve_roster, Seat.look),
}


def main(url: str, login: str, number: str, seconds: str) -> None:
    centre = open_centre(url, login, TRAINING_PASSWORD, on=DAY)
    seat = Seat(centre, int(number))
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        seat.draw.choice(TURNS[login])(seat)
    centre.close()
    print(json.dumps(vars(seat.told)))


if __name__ == "__main__":
    main(*sys.argv[1:])
