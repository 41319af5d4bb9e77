"""Short hands for tests of batches: one that stands at a state, the roles that act, refusals by rule."""

from datetime import date
from typing import Any

from models.assessment.plans.course import course, events
from models.assessment.tables import Batch
from models.core.acts import Outcome, call
from models.core.centre import Centre
from tests.centres import seat

EXAM_DAY = date(2026, 12, 18)


def act(
    centre: Centre, command: str, key: int | None = None, *, login: str = "exam", on: date | None = None, reason: str = "", **given: Any
) -> Outcome:
    """A command as an account on a day; `given` may hold a parameter called `on` as `day`."""
    if "day" in given:
        given["on"] = given.pop("day")
    return call(seat(centre, login, on), command, key, reason=reason, **given)


def done(centre: Centre, command: str, key: int | None = None, **given: Any) -> Outcome:
    outcome = act(centre, command, key, **given)
    assert outcome.done, [(one.rule, dict(one.params)) for one in outcome.findings]
    return outcome


def refused(centre: Centre, command: str, key: int | None = None, **given: Any) -> set[str]:
    """The rules that stood against an act that was not done."""
    outcome = act(centre, command, key, **given)
    assert not outcome.done
    return {one.rule for one in outcome.findings}


def new_batch(centre: Centre, code: str = "P2026101", first: date = EXAM_DAY, **given: Any) -> int:
    """A draft; answers its id."""
    given = {"occupation": "电工", "level": "4", "planned": 20} | given
    made = done(centre, "assessment.create_batch", code=code, first_exam_day=first, **given)
    assert made.record_id
    return made.record_id


def put_at(centre: Centre, batch_id: int, state: str) -> None:
    """Put a batch at a state without asking anything: for tests of what comes after it."""
    from models.core import store

    with store.writing(centre.engine) as db:
        db.get_one(Batch, batch_id).state = state
        db.commit()


def state_of(centre: Centre, batch_id: int) -> str:
    with centre.reading() as context:
        return context.db.get_one(Batch, batch_id).state


def who_moves(profile: str, event: str) -> str:
    """An account that may make this move: the director where the region says so."""
    heads = any(one.event == event and one.roles for one in course(profile).arrows)
    return "director" if heads or event == "cancel" else "general" if events()[event]["row"] in (0, 48) else "exam"  # 48: exam affairs in two regions
