"""Short hands for tests of archives: rules of a profile, a calendar, acts that must succeed."""

from datetime import date
from typing import Any

import models  # noqa: F401  (declares every area)
from models.archives.queries import find_item, find_loan
from models.core.acts import COMMANDS, Outcome, call
from models.core.centre import Centre
from models.core.dates import CalendarDay, WorkCalendar, published
from models.core.rulebook import OwnValue, Rulebook
from tests.centres import seat


def rules(profile: str = "hunan", **own: Any) -> Rulebook:
    """The rules of a profile; own values as ARC_044__max_periods=3."""
    values = [OwnValue(name.split("__")[0].replace("_", "-"), name.split("__")[1], value, date.min) for name, value in own.items()]
    return Rulebook(profile, values)


def f25() -> WorkCalendar:
    """The test calendar F25 of the catalogue: the published year 2025."""
    return WorkCalendar(published())


def empty_calendar() -> WorkCalendar:
    return WorkCalendar([CalendarDay(date(2020, 1, 1), False)])


def id_number(serial: int) -> str:
    """A valid fictional identity number: province-level area 410000, which no person has."""
    from stdnum.cn import ric

    front = f"410000{1970 + serial % 30}0101{serial % 1000:03d}"
    return front + str(ric.calc_check_digit(front + "0"))


def do(centre: Centre, who: str, day: date, command: str, key: str | int | None = None, /, *, reason: str = "", **given: Any) -> Outcome:
    """A command as an account on a day; `key` names the record as a person would."""
    at = seat(centre, who, day)
    record_id = key if isinstance(key, int) else None
    subject = COMMANDS[command].subject
    if isinstance(key, str) and subject is not None:
        with at.reading() as context:
            found = subject.find(context.db, key)
            record_id = found[0].id if found else 0
    return call(at, command, record_id, reason=reason, **given)


def done(centre: Centre, who: str, day: date, command: str, key: str | int | None = None, /, **given: Any) -> Any:
    """`do`, which must succeed; answers the value."""
    outcome = do(centre, who, day, command, key, **given)
    assert outcome.done, [(one.rule, dict(one.params)) for one in outcome.findings]
    return outcome.value


def refused(outcome: Outcome) -> set[str]:
    """The rules that refused an act, which was not done."""
    assert not outcome.done
    return {one.rule for one in outcome.findings if one.severity != "record"}


def item(centre: Centre, day: date, number: str = "DA-1", /, **given: Any) -> str:
    """An item on the shelf; answers its number."""
    values = {"title": "评分表", "kind": "K08", "made_on": date(2024, 5, 10), "quantity": "12页", "location": "档案室-1柜"} | given
    return str(done(centre, "archive", day, "archives.add_item", number=number, **values))


def lent(centre: Centre, number: str, day: date, borrower: str = "闫洋", **given: Any) -> str:
    """A loan asked for, approved and handed over on one day; answers its number."""
    asked = {name: given.pop(name) for name in ("borrower_id_no", "department") if name in given}
    loan = done(centre, "archive", day, "archives.request_loan", number, borrower=borrower, purpose="核对成绩", **asked)
    signature = {"signature": given.pop("signature")} if "signature" in given else {}
    done(centre, "director", day, "archives.approve_loan", loan, **signature)
    done(centre, "archive", day, "archives.lend", loan, **given)
    return str(loan)


def _detached(db: Any, record: Any) -> Any:
    db.expunge(record)
    return record


def loan_of(centre: Centre, number: str) -> Any:
    with centre.reading() as context:
        return _detached(context.db, find_loan(context.db, number)[0])


def item_of(centre: Centre, number: str) -> Any:
    with centre.reading() as context:
        return _detached(context.db, find_item(context.db, number)[0])
