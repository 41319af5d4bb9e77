"""Short hands for tests of candidates: a batch, an application, acts of the exam officer."""

from datetime import date
from typing import Any

import models  # noqa: F401  (declares every area)
from models.assessment.candidates.tables import Enrolment
from models.assessment.tables import Batch
from models.core.acts import Outcome, call
from models.core.centre import Centre
from models.core.rulebook import OwnValue, Rulebook
from tests.centres import seat
from tests.fictional import number_of

TODAY = date(2025, 2, 10)
EXAM_DAY = date(2025, 3, 14)


def rule(profile: str, id_: str, **own: Any) -> Any:
    """A rule as it stands in a profile, with own values."""
    return Rulebook(profile, [OwnValue(id_, name, value, date.min) for name, value in own.items()])[id_]


def batch(centre: Centre, code: str = "B1", day: date = EXAM_DAY, **more: Any) -> int:
    """A batch with one exam day (`more` may say otherwise), as an import leaves it; answers its id."""
    from models.core import store

    values = {"name": f"批次{code}", "occupation": "车工", "job": "数控车床", "level": 4, "first_exam_day": day, "last_exam_day": day,
              "profile": centre.profile} | more  # fmt: skip
    with store.writing(centre.engine) as db:
        one = Batch(code=code, first_entry=1, entry=1, **values)
        db.add(one)
        db.commit()
        return one.id


def person(serial: int = 7, birth: date = date(2000, 5, 1)) -> str:
    """A valid fictional identity number of a province-level area, which no person has."""
    return number_of("410000", birth, serial)


def do(
    centre: Centre, name: str, key: int | None = None, /, *, on: date = TODAY, who: str = "exam", reason: str = "", **given: Any
) -> Outcome:
    return call(seat(centre, who, on), name, key, reason=reason, **given)


def done(centre: Centre, name: str, key: int | None = None, /, **given: Any) -> Any:
    """`do`, which must succeed; answers the value."""
    outcome = do(centre, name, key, **given)
    assert outcome.done, [(one.rule, one.about, dict(one.params)) for one in outcome.findings]
    return outcome.value


def refused(outcome: Outcome) -> set[str]:
    """The rules that refused an act, which was not done."""
    assert not outcome.done
    return {one.rule for one in outcome.findings if one.severity != "record"}


def enter(centre: Centre, code: str = "B1", serial: int = 7, name: str = "林晓峰", **given: Any) -> int:
    """A complete draft; answers its id."""
    on = {key: given.pop(key) for key in ("on", "reason") if key in given}
    values = {"education": "college", "category": "society", "employer": "示例公司", "phone": "0371-00000031"} | given
    return int(done(centre, "assessment.enter_candidate", batch=code, name=name, id_no=values.pop("id_no", person(serial)), **values, **on))


def one(centre: Centre, key: int) -> Enrolment:
    with centre.reading() as context:
        found = context.db.get_one(Enrolment, key)
        assert found.batch.id
        context.db.expunge_all()
        return found
