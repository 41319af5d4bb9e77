"""Taking a loan register that a centre kept by hand: old rows go in as they are, what was wrong with them is marked."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from models.archives import queries, rules
from models.archives.tables import ArchiveItem, ArchiveLoan
from models.archives.terms import GONE, IN_ARCHIVE, ON_LOAN
from models.core.acts import Unit
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.intake import NEW, UNCHANGED, Row
from models.core.search import Line, put_lines
from resources.texts import _


class LoanHistory:
    """The `Taking` of archives.loans (models.core.intake). A loan is known by item, borrower and lending day."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._items: dict[str, Any] = {}
        self._known: dict[tuple[int, str, date | None], Any] = {}
        self._out: set[int] = set()
        self._fresh: list[Row] = []
        self._counts = {"loans": 0, "open_loans": 0}

    def look_up(self, rows: Sequence[Row]) -> None:
        """The items that the next rows name, and the loans they have had."""
        item, loan, db = ArchiveItem, ArchiveLoan, self.context.db
        numbers = {row.values["item"] for row in rows if "item" in row.values} - self._items.keys()
        found = db.execute(select(item.id, item.number, item.state, item.title).where(item.number.in_(numbers))).all()
        self._items |= {row.number: row for row in found}
        columns = select(loan.item_id, loan.borrower, loan.lent_on, loan.state).where(loan.item_id.in_([row.id for row in found]))
        for row in db.execute(columns):
            self._known[row.item_id, row.borrower, row.lent_on] = row
            if row.state == "lent":
                self._out.add(row.item_id)

    def judge(self, row: Row) -> str:
        values = row.values
        self._counts["loans"] += 1
        self._counts["open_loans"] += not values.get("returned_on")
        if blocked(row.findings):
            return NEW
        row.findings += self._impossible(values)
        item = self._items.get(values["item"])
        if blocked(row.findings) or item is None:
            return NEW
        if (item.id, values["borrower"], values["lent_on"]) in self._known:
            return UNCHANGED
        row.findings += self._marks(values)
        return NEW

    def _impossible(self, values: dict[str, Any]) -> list[Finding]:
        """What no old row can be: an item without catalogue line, a day to come, a return before the loan, out twice."""
        item = self._items.get(values["item"])
        if item is None:
            return [
                Finding("ARC-010", Severity.BLOCK, "item", {"list": _("目录"), "found": values["item"], "expected": _("目录中已有的档号")})
            ]
        lent, back, today = values["lent_on"], values.get("returned_on"), self.context.today
        late = next((name for name, day in (("lent_on", lent), ("returned_on", back)) if day and day > today), "")
        if late:
            return [Finding("ARC-048", Severity.BLOCK, late, {"found": values[late].isoformat(), "expected": f"≤ {today}"})]
        if back and back < lent:
            return [Finding("ARC-048", Severity.BLOCK, "returned_on", {"found": back.isoformat(), "expected": f"≥ {lent}"})]
        key = (item.id, values["borrower"], lent)
        if not back and key not in self._known and (item.id in self._out or item.state in GONE):
            return [
                Finding("ARC-048", Severity.BLOCK, "returned_on", {"found": _("已另有未还的借阅，或材料已销毁"), "expected": _("归还日期")})
            ]
        return []

    def _marks(self, values: dict[str, Any]) -> list[Finding]:
        """What was wrong with an old loan: its period, its renewals, its approval. It is taken as it is."""
        longest, periods = self.rules["ARC-041"], self.rules["ARC-044"]
        marks: list[Finding] = []
        days, renewals = values.get("days"), values.get("renewals") or 0
        if days and days > longest.value("max_days") and longest.active:
            marks += longest.found("days", Severity.RECORD, found=days, expected=f"≤ {longest.value('max_days')}")
        if rules.periods_used(renewals, 0) > periods.value("max_periods") and periods.active:
            marks += periods.found(
                "renewals", Severity.RECORD, found=rules.periods_used(renewals, 0), expected=f"≤ {periods.value('max_periods')}"
            )
        if not values.get("approver"):
            marks += self.rules["ARC-040"].found("approver", Severity.RECORD, found=_("没有批准人"))
        return marks

    def accept(self, row: Row, verdict: str) -> None:
        item = self._items[row.values["item"]]
        if not row.values.get("returned_on"):
            self._out.add(item.id)
        self._known[item.id, row.values["borrower"], row.values["lent_on"]] = item
        self._fresh.append(row)

    def tally(self) -> dict[str, int]:
        return dict(self._counts)

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        rows = [self._row(id_, row, unit) for id_, row in zip(fresh_ids(unit, ArchiveLoan, len(self._fresh)), self._fresh, strict=True)]
        if not rows:
            return []
        _number(unit, rows)
        unit.db.execute(insert(ArchiveLoan), rows)
        out = [row["item_id"] for row in rows if row["state"] == "lent"]
        items = select(ArchiveItem.id, ArchiveItem.state).where(ArchiveItem.id.in_(out), ArchiveItem.state == IN_ARCHIVE)
        updated = [
            {"record": f"archive_item:{id_}", "before": {"state": state}, "after": {"state": ON_LOAN}}
            for id_, state in unit.db.execute(items)
        ]
        unit.db.execute(
            update(ArchiveItem).where(ArchiveItem.id.in_(out)).values(state=ON_LOAN, entry=unit.seq, version=ArchiveItem.version + 1)
        )
        numbers = {one.id: one.number for one in self._items.values()}
        put_lines(unit.db.connection(), [
            Line("archives.loans", row["id"], f"{row['number']} {row['borrower']}", [row["number"], row["borrower"],
                numbers[row["item_id"]]])
            for row in rows])  # fmt: skip
        return updated

    def _row(self, id_: int, row: Row, unit: Unit) -> dict[str, Any]:
        values = row.values
        days = values.get("days") or unit.rules["ARC-041"].value("max_days")
        renewals, lent, back = values.get("renewals") or 0, values["lent_on"], values.get("returned_on")
        marks = [
            {"rule": one.rule, "about": one.about, "params": dict(one.params)} for one in row.findings if one.severity is Severity.RECORD
        ]
        return {
            "id": id_, "version": 1, "first_entry": unit.seq, "entry": unit.seq, "item_id": self._items[values["item"]].id,
            "borrower": values["borrower"], "borrower_id_no": values.get("borrower_id_no"), "department": values.get("department"),
            "purpose": values.get("purpose"), "state": "returned" if back else "lent", "requested_on": lent, "requested_by": None,
            "approver": values.get("approver"), "approved_on": lent if values.get("approver") else None, "lent_on": lent,
            "due_on": lent + timedelta(days=days * (1 + renewals)), "periods_before": 0, "returned_on": back, "imported_renewals": renewals,
            "condition": None, "marks": marks, "judged_by": unit.rules.versions("ARC-041", "ARC-044"),
        }  # fmt: skip


def _number(unit: Unit, rows: list[dict[str, Any]]) -> None:
    """Running numbers by the year of the loan, in its order."""
    following: dict[str, int] = {}
    for row in sorted(rows, key=lambda one: (one["lent_on"], one["id"])):
        prefix = f"JY{row['lent_on'].year}-"
        if prefix not in following:
            following[prefix] = int(queries.next_number(unit.db, ArchiveLoan, prefix)[len(prefix) :])
        row["number"] = f"{prefix}{following[prefix]:04d}"
        following[prefix] += 1
