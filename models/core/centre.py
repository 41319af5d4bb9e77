"""An opened centre, and the context every question and every act stands in."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Engine, Row, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from models.core import store
from models.core.dates import CalendarDay, WorkCalendar
from models.core.files import FileStore
from models.core.keys import derived
from models.core.roles import SEEING, allowed
from models.core.rulebook import OwnValue, Rulebook
from models.core.tables import CalendarEntry, RuleValue, Setting, User

_Columns = TypeVarTuple("_Columns")
_Value = TypeVar("_Value")
CHINA = timezone(timedelta(hours=8))  # one zone, no summer time since 1991: a fixed offset needs no zone database
EVENING = time(18)  # the clock of a moved day never stands earlier


@dataclass(frozen=True)
class Actor:
    """Who acts: the signed-in person with the roles of the moment."""

    login: str
    name: str
    roles: frozenset[str]
    person_id: int | None = None
    id: int = 0


@dataclass
class Context:
    """What rules, commands and queries may ask for: data, day, actor, rules, calendar."""

    db: Session
    centre: "Centre"
    actor: Actor
    today: date
    now: datetime
    rules: Rulebook
    calendar: WorkCalendar

    def may_see(self, row: int) -> bool:
        return bool(self.actor.roles & allowed(row, SEEING))

    def rows(self, statement: TypedReturnsRows[*_Columns], **values: Any) -> Sequence[Row[*_Columns]]:
        """All rows of columns, as the database has them: the way for questions asked often and for thousands of rows, without
        the session's care for records (nothing pending is written first). values: the statement's parameters. A statement
        put together once costs little more than its answer."""
        return self.db.connection().execute(statement, values).all()

    def value(self, statement: TypedReturnsRows[_Value, *tuple[Any, ...]], **values: Any) -> _Value | None:
        """The first column of the first row, asked for in the same way; None where there is no row."""
        row = self.db.connection().execute(statement, values).first()
        return row[0] if row is not None else None


@dataclass
class Centre:
    """One centre, opened by one person. `moved_to` moves the clock of a training centre."""

    where: str
    engine: Engine
    data_key: bytes = field(repr=False)
    actor: Actor
    settings: dict[str, str]
    moved_to: date | None = None
    _calendar: tuple[object, WorkCalendar] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.files = FileStore(Path(self.where) / "files", self.data_key)
        if store.is_url(self.where):
            from models.core.server import ServerFiles

            self.files = ServerFiles(self.engine, self.data_key)
        self.audit_key = derived(self.data_key, "audit")

    @property
    def folder(self) -> Path | None:
        return None if store.is_url(self.where) else Path(self.where)

    @property
    def profile(self) -> str:
        return self.settings["profile"]

    @property
    def name(self) -> str:
        return self.settings["name"]

    @property
    def filing_no(self) -> str:
        return self.settings["filing_no"]

    @property
    def training(self) -> bool:
        return self.settings.get("training") == "1"

    def now(self) -> datetime:
        """The time in China, without zone. A moved day of a training centre is looked at from its evening: what happened on it
        has happened, whatever the hour at which somebody tries it."""
        now = datetime.now(CHINA).replace(tzinfo=None, microsecond=0)
        return datetime.combine(self.moved_to, max(now.time(), EVENING)) if self.moved_to else now

    def today(self) -> date:
        return self.now().date()

    @contextmanager
    def reading(self) -> Iterator[Context]:
        with store.reading(self.engine) as db:
            yield self.context(db)

    def context(self, db: Session) -> Context:
        now = self.now()
        rules = Rulebook(self.profile, own_values(db), now.date())
        return Context(db, self, self.actor, now.date(), now, rules, self.calendar(db, rules))

    def calendar(self, db: Session, rules: Rulebook) -> WorkCalendar:
        """The centre's working days; read again only after a year was taken or the days of rest were changed."""
        weekend = rules["CAL-001"].value("weekend")
        stamp = (*db.execute(select(func.count(), func.max(CalendarEntry.entry))).one(), *weekend)
        if self._calendar is None or self._calendar[0] != stamp:
            self._calendar = stamp, WorkCalendar(calendar_days(db), weekend)
        return self._calendar[1]

    def close(self) -> None:
        """Leave the centre. Never fails: what is counted on the way out only makes the next questions quicker."""
        try:
            store.count_tables(self.engine)
        except Exception as error:  # the file was damaged or taken away meanwhile: the next opening says so in words
            logging.getLogger(__name__).info("not counted: %s", error)
        finally:
            self.engine.dispose()


def own_values(db: Session) -> list[OwnValue]:
    columns = (RuleValue.rule, RuleValue.param, RuleValue.value, RuleValue.from_day, RuleValue.set_by, RuleValue.reason, RuleValue.id)
    return [OwnValue(*row) for row in db.execute(select(*columns))]


def calendar_days(db: Session) -> list[CalendarDay]:
    columns = (
        CalendarEntry.day, CalendarEntry.works, CalendarEntry.name, CalendarEntry.decree,
        CalendarEntry.address, CalendarEntry.source,
    )  # fmt: skip
    return [CalendarDay(*row) for row in db.execute(select(*columns))]


def settings_of(db: Session) -> dict[str, str]:
    return {row.name: row.value for row in db.execute(select(Setting.name, Setting.value))}


def actor_of(db: Session, login: str) -> Actor | None:
    user = db.scalar(select(User).where(User.login == login))
    if user is None or user.disabled_on is not None:
        return None
    return Actor(user.login, user.name, frozenset(user.roles), user.person_id, user.id)
