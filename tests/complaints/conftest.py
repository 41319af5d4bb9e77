"""A centre in which complaints are handled: who does what, and shorthands that read like the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

import models
from models.complaints.tables import Complaint
from models.core.acts import Outcome, call
from models.core.centre import Centre
from models.core.findings import Finding
from tests.centres import seat

assert models
FULL = {
    "complainant": "林晓彤",
    "employer": "示例职业学院",
    "contact": "0371-00000032",
    "content": "考评员态度恶劣",
    "evidence": "无",
    "grounds": "CG3",
}


def rules_of(findings: list[Finding] | Outcome) -> list[str]:
    found = findings.findings if isinstance(findings, Outcome) else findings
    return [finding.rule for finding in found]


@dataclass
class Desk:
    """Acts as different people on different days on the same centre."""

    centre: Centre

    def do(self, login: str, act: str, case: int | None = None, /, *, on: date | None = None, reason: str = "", **given: Any) -> Outcome:
        return call(seat(self.centre, login, on), f"complaints.{act}", case, reason=reason, **given)

    def done(self, login: str, act: str, case: int | None = None, /, **given: Any) -> Outcome:
        outcome = self.do(login, act, case, **given)
        assert outcome.done, outcome.findings
        return outcome

    def receive(self, received_at: str, *, on: date, login: str = "general", **facts: Any) -> int:
        outcome = self.done(login, "receive", on=on, received_at=received_at, **(FULL | {"kind": "T", "channel": "telephone"} | facts))
        assert outcome.record_id
        return outcome.record_id

    def investigated(self, received_at: str, screened: date, notified: date | None = None, **facts: Any) -> int:
        """A case under investigation: received, handler appointed, decided to investigate, told."""
        case = self.receive(received_at, on=screened, **facts)
        self.done("director", "assign", case, on=screened, handler="general", lead="supervisor")
        self.done("director", "screen", case, on=screened, investigate="是", screening="情况属实可能", reason="说明")
        self.done("general", "notify_preliminary", case, on=notified or screened, way="handed", letter_no="TZ-1", reason="说明")
        return case

    def found(self, received_at: str, day: date, **facts: Any) -> int:
        case = self.investigated(received_at, day, **facts)
        self.done("supervisor", "find_facts", case, on=day, facts="经查属实")
        return case

    def closed(self, received_at: str, day: date, **facts: Any) -> int:
        case = self.found(received_at, day, **facts)
        self.done("director", "decide", case, on=day, decision="责令道歉", at=f"{day} 10:00", reason="说明")
        self.done("general", "notify_outcome", case, on=day, way="handed", letter_no="GZ-1")
        self.done("archive", "file", case, on=day, archive_no="2025-TS-001", pages="12")
        return case

    def case(self, case: int) -> Complaint:
        with self.centre.reading() as context:
            found = context.db.get_one(Complaint, case)
            context.db.expunge(found)
            return found

    def due(self, on: date, login: str = "director") -> dict[str, date]:
        """What is due of complaints that day, by kind."""
        from models.core.due import due_items

        with seat(self.centre, login, on).reading() as context:
            return {item.kind: item.due for item in due_items(context) if item.area == "complaints"}


@pytest.fixture
def desk(centre: Callable[..., Centre]) -> Desk:
    return Desk(centre("henan", "director", on=date(2025, 3, 3)))


@pytest.fixture
def desk_of(centre: Callable[..., Centre]) -> Callable[..., Desk]:
    return lambda profile, on=date(2025, 3, 3): Desk(centre(profile, "director", on=on))
