"""Taking a filed scope, a batch plan and a pass list from workbooks: judged row by row, then stored at once."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import insert, select

from models.assessment.queries import filed_scope
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.assessment.terms import LEVELS, NO_JOB, level_of
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Severity
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.names import initials, sort_key
from models.core.search import Line, put_lines
from models.core.tables import Record
from models.people.roster import fresh_ids
from resources.texts import _

CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")


class Bulk:
    """What these intakes share: new rows go in together, rows that bring news change what is stored."""

    table: ClassVar[type[Record]]
    named: ClassVar[str]  # the field by which the tally counts

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._new: list[dict[str, Any]] = []
        self._changes: list[tuple[int, dict[str, Any]]] = []
        self._names: set[Any] = set()

    def look_up(self, rows: Sequence[Row]) -> None:
        """Short lists are read whole at the beginning."""

    def accept(self, row: Row, verdict: str) -> None:
        if verdict == CHANGED:
            self._changes.append((self.stored_id(row), self.values(row)))
        else:
            self._new += self.fresh(row)

    def stored_id(self, row: Row) -> int:
        raise NotImplementedError

    def values(self, row: Row) -> dict[str, Any]:
        raise NotImplementedError

    def fresh(self, row: Row) -> list[dict[str, Any]]:
        return [self.values(row) | {"source_row": f"{row.sheet}!{row.number}"}]

    def line(self, id_: int, values: dict[str, Any]) -> Line | None:
        return None

    def tally(self) -> dict[str, int]:
        return {self.named: len(self._names)}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for id_, values in self._changes:
            record = unit.db.get_one(self.table, id_)
            for name, value in values.items():
                if value is not None:
                    setattr(record, name, value)
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        self.write(unit, self._new)
        return updated

    def write(self, unit: Unit, rows: list[dict[str, Any]]) -> None:
        stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        made = [values | stamp | {"id": id_} for id_, values in zip(fresh_ids(unit, self.table, len(rows)), rows, strict=True)]
        if made:
            unit.db.execute(insert(self.table), made)
            put_lines(unit.db.connection(), [line for line in (self.line(values["id"], values) for values in made) if line])


class ScopeIntake(Bulk):
    """备案范围: one row a level; repeated occupations may be left blank (forms.md 4.12), name and code may be exchanged."""

    table, named = ScopeRow, "entries"

    def __init__(self, context: Context):
        super().__init__(context)
        self._stored = {
            (row.occupation, row.job, row.level, row.valid_from): row
            for row in context.db.scalars(select(ScopeRow))
        }  # fmt: skip
        self._above: dict[str, Any] = {}

    def judge(self, row: Row) -> str:
        values = row.values
        if CODE.fullmatch(values.get("occupation") or ""):  # the sample list has the two headings exchanged
            values["occupation"], values["code"] = values.get("code"), values["occupation"]
        for name in ("occupation", "code"):
            if not values.get(name) and (name == "occupation" or values.get("occupation") == self._above.get("occupation")):
                values[name] = self._above.get(name)
        self._above = {"occupation": values.get("occupation"), "code": values.get("code")}
        if not values.get("occupation"):
            row.findings += self.rules["FIL-002"].found("occupation", found="", expected=_("职业名称"))
        if values.get("code") and not CODE.fullmatch(values["code"]):
            row.findings += self.rules["FIL-002"].found("code", found=values["code"], expected="9-99-99-99")
        values.setdefault("job", "--")
        self._names |= {self._key(values, level) for level in values.get("level") or ()}
        return UNCHANGED if not row.findings and not self._missing(values) else NEW

    def _key(self, values: dict[str, Any], level: int) -> tuple[Any, ...]:
        return values.get("occupation"), values["job"], level, values.get("valid_from")

    def _missing(self, values: dict[str, Any]) -> list[int]:
        return [level for level in values.get("level") or () if self._key(values, level) not in self._stored]

    def fresh(self, row: Row) -> list[dict[str, Any]]:
        shared = {name: row.values.get(name) for name in ("occupation", "code", "job", "standard", "valid_from", "valid_to", "note")}
        levels = self._missing(row.values)
        self._stored |= {self._key(row.values, level): None for level in levels}
        return [shared | {"level": level} for level in levels]


class BatchIntake(Bulk):
    """批次计划: a batch is known by its number; a later file corrects the plan."""

    table, named = Batch, "batches"
    FIELDS = ("name", "occupation", "job", "level", "first_exam_day", "last_exam_day", "planned", "method", "notice_from")

    def __init__(self, context: Context):
        super().__init__(context)
        self._stored = {row.code: row for row in context.db.scalars(select(Batch))}
        self._ids = {code: row.id for code, row in self._stored.items()}
        self._scope = filed_scope(context.db)

    def judge(self, row: Row) -> str:
        values = row.values
        first = values.get("first_exam_day")
        values.setdefault("last_exam_day", first)
        if first and values["last_exam_day"] < first:
            row.findings += self.rules["SYS-014"].found("last_exam_day", label=_("考试结束日期"), found=values["last_exam_day"],
                                                        other=_("考试日期"), expected=first)  # fmt: skip
        self._names.add(values.get("code"))
        self._contradictions(row)
        stored = self._stored.get(values.get("code", ""))
        if stored is None:
            return NEW
        news = any(values.get(name) is not None and values[name] != getattr(stored, name) for name in self.FIELDS)
        return CHANGED if news else UNCHANGED

    def _contradictions(self, row: Row) -> None:
        """What a plan says twice and differently is marked, as is what lies outside the scope: it is refused when the batch moves."""
        values, name, day = row.values, row.values.get("name") or "", row.values.get("first_exam_day")
        year, level, said = re.search(r"(20\d\d)年", name), re.search(r"[一二三四五]级", name), values.get("level")
        twice = self.rules["SYS-014"]
        if year and day and int(year[1]) != day.year:
            row.findings += twice.found("name", Severity.RECORD, label=_("批次名称"), found=year[0], other=_("考试日期"), expected=day)
        if level and said and level_of(level[0]) != said:
            row.findings += twice.found("name", Severity.RECORD, label=_("批次名称"), found=level[0], other=_("级别"), expected=LEVELS[said])
        key = (values.get("occupation") or "", values.get("job") or NO_JOB, said or 0)
        if self._scope.rows and key[0] and not self._scope.is_filed(key):
            expected = _("备案范围内的职业、工种和等级")
            row.findings += self.rules["ASM-SCO-001"].found("occupation", Severity.RECORD, found=" ".join(map(str, key)), expected=expected)
        stored = self._stored.get(values.get("code", ""))
        if stored is not None and stored.profile != self.rules.profile:
            row.findings += self.rules["ASM-GEN-001"].found("code", found=stored.profile, expected=self.rules.profile)

    def stored_id(self, row: Row) -> int:
        return self._ids[row.values["code"]]

    def values(self, row: Row) -> dict[str, Any]:
        return {name: row.values.get(name) for name in ("code", *self.FIELDS)}

    def fresh(self, row: Row) -> list[dict[str, Any]]:
        """A batch whose exam lies ahead is followed from its draft on; one of before is only listed."""
        state = "draft" if row.values["first_exam_day"] > self.context.today else "listed"
        return [self.values(row) | {"profile": self.context.centre.profile, "state": state, "way": "exam"}]

    def line(self, id_: int, values: dict[str, Any]) -> Line:
        return Line("assessment.batches", id_, f"{values['code']} {values['name'] or ''}".strip(), [values["code"], values["name"] or ""])


class PassIntake(Bulk):
    """合格人员花名册: an occupation outside the filed scope is taken and marked; the certificate refuses it later."""

    table, named = PassRow, "people"
    KEY = ("batch_code", "id_no", "occupation", "job", "level")
    FIELDS = ("name", "sex", "theory", "skill", "review", "approved_on")

    def __init__(self, context: Context):
        super().__init__(context)
        self._stored: dict[tuple[Any, ...], Any] = {}
        self._fresh: set[tuple[Any, ...]] = set()

    def look_up(self, rows: Sequence[Row]) -> None:
        columns = [getattr(PassRow, name) for name in ("id", *self.KEY, *self.FIELDS)]
        wanted = {row.values.get("id_no") for row in rows} - {None}
        for stored in self.context.db.execute(select(*columns).where(PassRow.id_no.in_(wanted))):
            self._stored[tuple(getattr(stored, name) for name in self.KEY)] = stored

    def judge(self, row: Row) -> str:
        values = row.values
        values.setdefault("job", "--")
        values.setdefault("state", "approved")
        self._names.add(values.get("id_no"))
        if values.get("approved_on") and values["approved_on"] > self.context.today:
            row.findings += self.rules["SYS-014"].found("approved_on", label=_("公布日期"), found=values["approved_on"], other=_("今天"),
                                                        expected=self.context.today)  # fmt: skip
        key = tuple(values.get(name) for name in self.KEY)
        stored = self._stored.get(key)
        if stored is None:
            return UNCHANGED if key in self._fresh else NEW
        news = any(values.get(name) is not None and values[name] != getattr(stored, name) for name in self.FIELDS)
        return CHANGED if news else UNCHANGED

    def stored_id(self, row: Row) -> int:
        return int(self._stored[tuple(row.values.get(name) for name in self.KEY)].id)

    def values(self, row: Row) -> dict[str, Any]:
        given = {name: row.values.get(name) for name in (*self.KEY, *self.FIELDS, "state")}
        return given | {"sort_name": sort_key(row.values["name"])}

    def fresh(self, row: Row) -> list[dict[str, Any]]:
        self._fresh.add(tuple(row.values.get(name) for name in self.KEY))
        return super().fresh(row)

    def line(self, id_: int, values: dict[str, Any]) -> Line:
        words = [values["name"], *initials(values["name"]), values["id_no"], values["batch_code"]]
        return Line("assessment.pass_list", id_, f"{values['name']} {values['occupation']}", words)
