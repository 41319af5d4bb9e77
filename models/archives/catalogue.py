"""Taking a catalogue that a centre already keeps: each row against what is stored, then all at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from models.archives import queries, retention
from models.archives.keeping import pages_in
from models.archives.queries import NO_DATE
from models.archives.tables import NEVER, ArchiveFile, ArchiveItem
from models.archives.terms import DESTROYED, IN_ARCHIVE, PERIOD, kinds_named
from models.core.acts import Unit
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.search import Line, put_lines
from models.core.store import insert_many
from resources.texts import _

_NEWS = ("medium", "location", "quantity", "author", "batch", "category", "box", "note", "made_on")
_STORED = ("title", *_NEWS)


class Catalogue:
    """The `Taking` of archives.items (models.core.intake). A row is known by its number; the title must agree."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._stored: dict[str, Any] = {}
        self._files = {one.batch: one for one in context.db.scalars(select(ArchiveFile).where(ArchiveFile.batch.is_not(None)))}
        self._fresh: dict[str, Row] = {}
        self._changes: list[tuple[int, Row]] = []
        self._numbers: set[str] = set()

    def look_up(self, rows: Sequence[Row]) -> None:
        numbers = [row.values["number"] for row in rows if "number" in row.values]
        columns = [getattr(ArchiveItem, name) for name in ("id", "number", *_STORED)]
        found = self.context.db.execute(select(*columns).where(ArchiveItem.number.in_(numbers)))
        self._stored |= {row.number: row for row in found}

    def judge(self, row: Row) -> str:
        values = row.values
        self._numbers.add(str(row.cells.get("number", "")))
        if "number" not in values or blocked(row.findings):
            return NEW
        row.findings += self._dates(values) + self._period(values)
        stored, fresh = self._stored.get(values["number"]), self._fresh.get(values["number"])
        known = stored.title if stored is not None else fresh.values["title"] if fresh is not None else values.get("title")
        if known != values.get("title") or fresh is not None:
            row.findings += self.rules["SYS-014"].found(
                "number", label=_("档号"), found=values["number"], other=_("同一档号的题名"), expected=known
            )
            return NEW
        if stored is None:
            return NEW
        return CHANGED if any(values.get(name) not in (None, getattr(stored, name)) for name in _NEWS) else UNCHANGED

    def _dates(self, values: dict[str, Any]) -> list[Finding]:
        """README 7: a date after today is rejected."""
        made_on = values.get("made_on")
        if made_on is None or made_on <= self.context.today:
            return []
        return [
            Finding(
                "ARC-010",
                Severity.BLOCK,
                "made_on",
                {"list": _("形成日期"), "found": made_on.isoformat(), "expected": f"≤ {self.context.today}"},
            )
        ]

    def _period(self, values: dict[str, Any]) -> list[Finding]:
        """ARC-020: all periods are least periods; a shorter one in the sheet is marked, the rule's counts."""
        own = values.get("own_period")
        if not own:
            return []
        ruled, _why = retention.period_of(self._kinds(values), values.get("medium"), self.rules["ARC-020"])
        if retention.months(own) >= retention.months(ruled):
            return []
        params = {"found": PERIOD.show(own), "expected": PERIOD.show(ruled)}
        return [Finding("ARC-020", Severity.RECORD, "own_period", params)]

    def _kinds(self, values: dict[str, Any]) -> tuple[str | None, str | None]:
        """The kind a row names in its category, else in its title; a second one where the title names two (ARC-023)."""
        by_category, by_title = kinds_named(values.get("category") or ""), kinds_named(values.get("title") or "")
        found = list(dict.fromkeys([*by_category[:1], *by_title]))
        return (found[0] if found else None), (found[1] if len(found) > 1 else None)

    def accept(self, row: Row, verdict: str) -> None:
        stored = self._stored.get(row.values["number"])
        if stored is not None:
            self._changes.append((stored.id, row))
        else:
            self._fresh[row.values["number"]] = row

    def tally(self) -> dict[str, int]:
        return {"items": len(self._numbers - {""})}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for item_id, row in self._changes:
            item = unit.db.get_one(ArchiveItem, item_id)
            for name in _NEWS:
                if row.values.get(name) is not None:
                    setattr(item, name, row.values[name])
            item.pages = pages_in(item.quantity)
            item.destroy_from = retention.after_review(queries.kept(item, unit).destroy_from, item.keep_until)
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        self._write(unit)
        return updated

    def _write(self, unit: Unit) -> None:
        judged_by, ids = queries.judged_by(unit), fresh_ids(unit, ArchiveItem, len(self._fresh))
        rows = [self._row(id_, row.values, unit, judged_by) for id_, row in zip(ids, self._fresh.values(), strict=True)]
        if not rows:
            return
        insert_many(unit.db.connection(), ArchiveItem.__table__, rows)
        words = ("number", "title", "batch", "box", "location", "author", "category", "note")
        lines = [
            Line("archives.items", row["id"], f"{row['number']} {row['title']}", [row[name] for name in words if row[name]]) for row in rows
        ]
        put_lines(unit.db.connection(), lines)

    def _row(self, id_: int, values: dict[str, Any], unit: Unit, judged_by: str) -> dict[str, Any]:
        kind, also_kind = self._kinds(values)
        own, batch = values.get("own_period"), values.get("batch")
        file = self._files.get(batch) if batch else None
        made_on: date | None = values.get("made_on")
        medium = values.get("medium")
        is_gone = values.get("state") == DESTROYED
        kept = retention.keeping((kind, also_kind), medium, file.last_exam_on if file else None, made_on, None, own, unit.rules)
        plain = {name: values.get(name) for name in ("title", "category", "batch", "author", "quantity", "location", "box", "note")}
        return plain | {
            "id": id_, "version": 1, "first_entry": unit.seq, "entry": unit.seq, "number": values["number"], "kind": kind,
                "also_kind": also_kind,
            "medium": medium, "secrecy": values.get("secrecy") or "internal", "file_id": file.id if file else None,
                "made_on": made_on or NO_DATE,
            "pages": pages_in(values.get("quantity")), "state": DESTROYED if is_gone else IN_ARCHIVE, "own_period": own,
            "destroy_from": NEVER if is_gone else kept.destroy_from, "judged_by": "" if is_gone else judged_by,
        }  # fmt: skip
