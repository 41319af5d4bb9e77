"""One difference: its class, what it is keyed by, both values side by side, and what may help."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

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
        days = dict[str, date]()
        for _state, *_scope, code, day, _count in self._groups:
            if code and (code not in days or day < days[code]):
                days[code] = day
        return days | {row.code: row.last_exam_day for row in self.context.db.execute(select(Batch.code, Batch.last_exam_day))}

    @cached_property
    def repeated(self) -> list[str]:
        """Numbers that stand in more than one row, in order."""
        number = Certificate.number
        return list(self.context.db.scalars(select(number).where(number != "").group_by(number).having(func.count() > 1).order_by(number)))

    @property
    def combinations(self) -> set[tuple[str, str, int, str]]:
        """Occupation, job, level and batch as they occur among valid certificates."""
        return {(occupation, job, level, code) for state, occupation, job, level, code, *_sums in self._groups if state == "valid"}

    @property
    def register_rows(self) -> int:
        return sum(row[-1] for row in self._groups)

    @cached_property
    def _groups(self) -> list[Any]:
        """One walk through the register: what occurs in it, the earliest day and the number of each."""
        c = Certificate
        kinds = (c.state, c.occupation, c.job, c.level, c.batch_code)
        return list(self.context.db.execute(select(*kinds, func.min(c.issued_on), func.count()).group_by(*kinds)))

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
