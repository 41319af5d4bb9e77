"""One difference: its class, what it is keyed by, both values side by side, and what may help."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, or_, select

from models.assessment.queries import filed_scope
from models.assessment.rules import Scope
from models.assessment.tables import Batch
from models.certificates.tables import Certificate
from models.core.centre import Context
from models.core.dates import months_plus
from models.core.findings import Severity


@dataclass(frozen=True)
class Difference:
    """kind: REC-01 …; key: certificate number, identity number or serial; about: the field, where a key has several."""

    kind: str
    key: str
    left: str = ""
    right: str = ""
    about: str = ""
    hint: str = ""
    batch: str = ""
    certificate_id: int | None = None


Differences = Iterator[Difference]


@dataclass
class Run:
    """What a reconciliation looks at: the day, the batches of the run (empty: all), when the export was made."""

    context: Context
    as_of: date
    exported_on: date | None = None
    batches: frozenset[str] = field(default_factory=frozenset)

    def late(self, last_day: date | None) -> bool:
        """Whether the term of CRT-035 after the last exam day has run out; without a known day it has."""
        return last_day is None or self.as_of > self.deadline(last_day)

    def deadline(self, last_day: date) -> date:
        return months_plus(last_day, self.months)

    @cached_property
    def months(self) -> int:
        return int(self.context.rules["CRT-035"].value("months"))

    @cached_property
    def last_days(self) -> dict[str, date]:
        """The last exam day of each batch; where nobody entered the batch, the day of its first certificate, which is later."""
        c, entered = Certificate, {row.code: row.last_exam_day for row in self.context.db.execute(select(Batch.code, Batch.last_exam_day))}
        others = select(c.batch_code, func.min(c.issued_on).label("first")).group_by(c.batch_code).where(
            c.batch_code != "", c.batch_code.not_in(select(Batch.code)))  # fmt: skip
        return {row.batch_code: row.first for row in self.context.db.execute(others)} | entered

    @cached_property
    def repeated(self) -> list[str]:
        """Numbers that stand in more than one row, in order."""
        number = Certificate.number
        return list(self.context.db.scalars(select(number).where(number != "").group_by(number).having(func.count() > 1).order_by(number)))

    @property
    def combinations(self) -> set[tuple[str, str, int, str]]:
        """Occupation, job, level and batch as they occur among valid certificates."""
        return {(one.occupation, one.job, one.level, one.batch_code) for one in self.groups if one.state == "valid"}

    @property
    def register_rows(self) -> int:
        return self.context.db.scalar(select(func.count()).select_from(Certificate)) or 0

    @cached_property
    def groups(self) -> list[Any]:
        """One walk through the register: what occurs in it together, and whether a row of it has an empty field."""
        c = Certificate
        empty = or_(*(getattr(c, name) == "" for name in ("name", "id_no", "occupation", "number", "agency")))
        kinds = (c.state, c.occupation, c.job, c.level, c.batch_code, c.agency, c.history, c.roster_id)
        return list(self.context.db.execute(select(*kinds, func.coalesce(empty, False).label("has_empty")).distinct()))

    @cached_property
    def scope(self) -> Scope:
        return filed_scope(self.context.db)

    @property
    def numbered_here(self) -> bool:
        """Whether numbers have the 22 positions in this profile."""
        return bool(self.context.rules["CRT-001"].value("layout") == "22pos")

    def severity(self, difference: Difference) -> Severity:
        """As the class says; what the head office uploads and prints is no fault of the centre (REC-01, 50, 57)."""
        if difference.kind in ("REC-01", "REC-50", "REC-57") and not self.numbered_here:
            return Severity.WARN
        return self.context.rules[difference.kind].severity
