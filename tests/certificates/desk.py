"""A centre at work: a batch whose people passed, a lot of blanks; and shorthands for who does what."""

from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.tables import Batch, PassRow, ScopeRow
from models.certificates.tables import BlankLot, Certificate, Roster
from models.core import store
from models.core.acts import Outcome, call
from models.core.centre import Centre
from tests.centres import seat
from tests.views.people import id_number, name_of

BATCH, LOT = "P2026001", "L1"
STAMP = {"first_entry": 1, "entry": 1}


def open_batch(centre: Centre, people: int = 3, code: str = BATCH, level: int = 4, skill: float | None = 80.0) -> Centre:
    """A filed occupation and a batch of so many who passed."""
    with store.writing(centre.engine) as db:
        if db.scalar(select(ScopeRow.id).where(ScopeRow.level == level)) is None:
            db.add(ScopeRow(occupation="电工", job="--", level=level, **STAMP))
        db.add(Batch(code=code, first_exam_day=date(2026, 10, 10), last_exam_day=date(2026, 10, 11), profile=centre.profile, **STAMP))
        base = int(code[-3:]) * 1000
        db.add_all(PassRow(batch_code=code, id_no=id_number(base + n), name=name_of(base + n), sort_name=str(n), occupation="电工", job="--", level=level,
                           theory=80.0, skill=skill, state="approved", approved_on=date(2026, 10, 15), **STAMP) for n in range(people))  # fmt: skip
        db.commit()
    return centre


def act(centre: Centre, login: str, command: str, key: int | None = None, reason: str = "", **given: Any) -> Outcome:
    return call(seat(centre, login), command, key, reason=reason, **given)


def done(centre: Centre, login: str, command: str, key: int | None = None, reason: str = "", **given: Any) -> Outcome:
    outcome = act(centre, login, command, key, reason, **given)
    assert outcome.done, [(one.rule, one.params) for one in outcome.findings]
    return outcome


def refused(centre: Centre, login: str, command: str, key: int | None = None, **given: Any) -> set[str]:
    """The rules that refused; a command that went through is none."""
    outcome = act(centre, login, command, key, **given)
    assert not outcome.done
    return {one.rule for one in outcome.findings}


def one(centre: Centre, table: Any, *where: Any) -> Any:
    with centre.reading() as context:
        found = context.db.scalars(select(table).where(*where).order_by(table.id.desc())).first()
        context.db.expunge_all()
        return found


def some(centre: Centre, table: Any, *where: Any) -> list[Any]:
    with centre.reading() as context:
        found = list(context.db.scalars(select(table).where(*where).order_by(table.id)))
        context.db.expunge_all()
        return found


def receive(centre: Centre, first: str = "00000001", last: str = "00000100", name: str = LOT) -> BlankLot:
    done(centre, "general", "certificates.receive_lot", name=name, first=first, last=last, keeper="保管", second="第二人")
    found = one(centre, BlankLot, BlankLot.name == name)
    assert isinstance(found, BlankLot)
    return found


def numbered(centre: Centre, code: str = BATCH) -> Roster:
    """A roster of the batch, approved and numbered."""
    done(centre, "general", "certificates.make_roster", one(centre, Batch, Batch.code == code).id)
    roster = one(centre, Roster, Roster.batch_code == code)
    done(centre, "director", "certificates.approve_roster", roster.id)
    done(centre, "general", "certificates.assign_numbers", roster.id)
    assert isinstance(roster, Roster)
    return roster


def printed(centre: Centre, code: str = BATCH, first_serial: str = "00000001") -> list[Certificate]:
    roster = numbered(centre, code)
    done(centre, "general", "certificates.print_roster", roster.id, first_serial=first_serial, second="第二人")
    return some(centre, Certificate, Certificate.batch_code == code)
