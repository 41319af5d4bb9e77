"""Taking over what a centre already has: the old certificate ledger as history, and the book of blanks.

Old rows come in as they are. What is wrong with one is marked when it is looked at and found by the reconciliation;
nothing is corrected on the way in.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from models.certificates.ledger import FINISHED, OUT, WAITING, overlap, ranges, written
from models.certificates.numbers import parts
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, SignOff
from models.certificates.terms import ON_HAND_WORDS
from models.core.acts import Unit
from models.core.centre import Context
from models.core.identity import WrongNumber, read_identity
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.kinds import plain
from models.core.names import initials, sort_key
from models.core.search import Line, put_lines
from models.people.roster import fresh_ids
from resources.texts import _

Values = dict[str, Any]
_KEPT = ("occupation", "job", "level", "agency", "issued_on", "batch_code", "grade_note")


class LedgerIntake:
    """证书台账 (W-CERT), any number of sheets. A row is known by number, person, serial and day; one that stands there
    twice is taken twice."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._stored: dict[tuple[Any, ...], list[Any]] = {}
        self._own: set[str] = set()
        self._looked: set[str] = set()
        self._seen: Counter[tuple[Any, ...]] = Counter()
        self._taken: list[tuple[Values, bool]] = []
        self._changes: list[tuple[int, Values]] = []
        self._numbers: set[str] = set()

    def look_up(self, rows: Sequence[Row]) -> None:
        columns = (Certificate.id, Certificate.number, Certificate.id_no, Certificate.serial, Certificate.issued_on, Certificate.state,
                   Certificate.handed_on, Certificate.history)  # fmt: skip
        wanted = {str(row.values.get("number")) for row in rows} - self._looked
        self._looked |= wanted
        for row in self.context.db.execute(select(*columns).where(Certificate.number.in_(wanted)).order_by(Certificate.id)):
            self._stored.setdefault((row.number, row.id_no, row.serial, row.issued_on), []).append(row)
            if not row.history:
                self._own.add(row.number)

    def judge(self, row: Row) -> str:
        values = row.values
        values.setdefault("job", "")
        values.setdefault("state", "valid")
        values.setdefault("serial", "")
        key = (values.get("number"), values.get("id_no"), values["serial"], values.get("issued_on"))
        self._numbers.add(str(values.get("number")))
        place, stored = self._seen[key], self._stored.get(key, ())
        self._seen[key] += 1
        if place >= len(stored):
            if values.get("number") in self._own:
                row.findings += self.rules["CRT-005"].found("number", found=values["number"], expected=_("未用过的编号"))
            return NEW
        known = stored[place]
        if not known.history or (known.state == values["state"] and known.handed_on == (values.get("handed_on") or known.handed_on)):
            return UNCHANGED
        self._changes.append((known.id, {"state": values["state"], "handed_on": values.get("handed_on") or known.handed_on}))
        return CHANGED

    def accept(self, row: Row, verdict: str) -> None:
        if verdict == NEW:
            told = plain(row.cells.get("state"))
            self._taken.append((row.values | {"source_row": f"{row.sheet}!{row.number}"}, told in ON_HAND_WORDS))

    def tally(self) -> dict[str, int]:
        return {"certificates": len(self._numbers)}

    def store(self) -> list[Values]:
        unit = self.context
        assert isinstance(unit, Unit)
        for id_, changed in self._changes:
            record = unit.db.get_one(Certificate, id_)
            record.state, record.handed_on = changed["state"], changed["handed_on"]
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        _History(unit).write(self._taken)
        return updated


class _History:
    """Writes old certificates, where their paper is, the opening lines of the journal, and old sign-offs."""

    def __init__(self, unit: Unit):
        self.unit = unit
        self.stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        self.filing_no = unit.centre.filing_no

    def write(self, taken: list[tuple[Values, bool]]) -> None:
        if not taken:
            return
        ids = list(fresh_ids(self.unit, Certificate, len(taken)))
        rows = [self._certificate(id_, values) for id_, (values, _waiting) in zip(ids, taken, strict=True)]
        self.unit.db.execute(insert(Certificate), rows)
        self._paper([(row, on_hand) for row, (_values, on_hand) in zip(rows, taken, strict=True)])
        signed = [self._sign_off(values) for values, _waiting in taken if values.get("way")]
        if signed:
            self.unit.db.execute(insert(SignOff), signed)
        put_lines(self.unit.db.connection(), [_line(row) for row in rows])

    def _certificate(self, id_: int, values: Values) -> Values:
        read = parts(values["number"])
        return {
            "id": id_, "number": values["number"], "scope": read.scope if read else "", "sequence": read.sequence if read else None,
            "id_kind": values.get("id_kind") or _kind_of(values["id_no"], self.unit), "id_no": values["id_no"], "name": values["name"],
            "sort_name": sort_key(values["name"]), "form": "paper", "serial": values["serial"], "state": values["state"],
            "handed_on": values.get("handed_on"), "online": "none", "history": True, "source_row": values["source_row"],
            **{name: values.get(name) for name in _KEPT}, "batch_code": values.get("batch_code") or "", **self.stamp,
        }  # fmt: skip

    def _paper(self, rows: list[tuple[Values, bool]]) -> None:
        known = set(self.unit.db.scalars(select(Copy.serial)))
        copies: list[Values] = []
        for row, on_hand in rows:
            serial = int(row["serial"]) if row["serial"].isdigit() else None
            if serial is None or serial in known:
                continue
            known.add(serial)
            bucket = FINISHED if on_hand and not row["handed_on"] else OUT
            copies.append({"serial": serial, "bucket": bucket, "state": "on_hand" if bucket == FINISHED else "old",
                           "certificate_id": row["id"], "since": row["issued_on"], "digits": len(row["serial"]), **self.stamp})  # fmt: skip
        if copies:
            self.unit.db.execute(insert(Movement), list(self._opening(copies)))
            self.unit.db.execute(insert(Copy), [{name: value for name, value in copy.items() if name != "digits"} for copy in copies])

    def _opening(self, copies: list[Values]) -> Iterable[Values]:
        """One journal line for serials that follow each other on one day; dated by the certificates themselves."""
        groups: dict[tuple[Any, ...], list[int]] = {}
        for copy in copies:
            groups.setdefault((copy["since"], copy["bucket"], copy["digits"]), []).append(copy["serial"])
        for (day, bucket, digits), serials in sorted(groups.items()):
            for first, last in ranges(serials):
                yield {"day": day, "code": "OPN" if bucket == OUT else "ISS", "first": first, "last": last, "digits": digits,
                       "why": _("历史台账"), "history": True, **self.stamp}  # fmt: skip

    def _sign_off(self, values: Values) -> Values:
        told, way = values.get("receiver"), values["way"]
        courier = way == "courier"
        return {"number": values["number"], "serial": values["serial"], "day": values.get("handed_on") or values["issued_on"], "way": way,
                "signer": None if courier else told or (values["name"] if way == "self" else None), "courier": told if courier else None,
                **self.stamp}  # fmt: skip


def _kind_of(id_no: str, unit: Unit) -> str:
    try:
        return read_identity(id_no, unit.today).kind
    except WrongNumber:
        return "other"


def _line(row: Values) -> Line:
    words = [row["name"], *initials(row["name"]), row["id_no"], row["number"], row["serial"]]
    return Line("certificates.register", row["id"], f"{row['name']} {row['number']}", words)


class StockIntake:
    """空白证书出入库 (W-BLANK): receipts become lots, spoiled and destroyed serials lines of the journal.

    Lines of certificates that were printed come with the certificate ledger; here they are only compared by it.
    """

    BY_OTHERS = frozenset({"OTH"})

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        db = context.db
        self._lots = [(first, last) for first, last in db.execute(select(BlankLot.first, BlankLot.last))]
        columns = (Movement.code, Movement.day, Movement.first, Movement.last)
        self._booked = {(code, day, first, last) for code, day, first, last in db.execute(select(*columns))}
        self._taken: list[Values] = []
        self._found: Counter[str] = Counter()

    def look_up(self, rows: Sequence[Row]) -> None:
        """The book of blanks is short: it is read whole at the beginning."""

    def judge(self, row: Row) -> str:
        values = row.values
        values.setdefault("last", values.get("first"))
        first, last = values.get("first"), values.get("last")
        if not first or not last or "code" not in values or "day" not in values:
            return NEW
        if not (first.isdigit() and last.isdigit() and len(first) == len(last) and first <= last):
            row.findings += self.rules["LDG-003"].found("first", found=f"{first}–{last}", expected=_("起号不大于止号的数字流水码"))
            return NEW
        key = (values["code"], values["day"], int(first), int(last))
        count = int(last) - int(first) + 1
        if values.get("quantity") not in (None, count):
            row.findings += self.rules["SYS-014"].found("quantity", label=_("数量"), found=values["quantity"], other=_("起止号"), expected=count)
        if key in self._booked or values["code"] in self.BY_OTHERS:
            return UNCHANGED
        if values["code"] == "RCV" and overlap(self._lots, key[2], key[3]):
            row.findings += self.rules["LDG-003"].found("first", found=f"{first}–{last}", expected=_("不与已有批次重叠的流水码"))
        self._found[values["code"]] += count
        return NEW

    def accept(self, row: Row, verdict: str) -> None:
        values = row.values
        first, last = int(values["first"]), int(values["last"])
        self._booked.add((values["code"], values["day"], first, last))
        if values["code"] == "RCV":
            self._lots.append((first, last))
        self._taken.append({"code": values["code"], "day": values["day"], "first": first, "last": last, "digits": len(values["first"]),
                            "document": values.get("document"), "why": values.get("note"), "by": values.get("by"),
                            "second": values.get("second"), "history": True})  # fmt: skip

    def tally(self) -> dict[str, int]:
        return {"received": self._found["RCV"], "spoiled": self._found["SPL"]}

    def store(self) -> list[Values]:
        unit = self.context
        assert isinstance(unit, Unit)
        stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        if self._taken:
            unit.db.execute(insert(Movement), [line | stamp for line in self._taken])
        lots = [line for line in self._taken if line["code"] == "RCV"]
        made = [{"name": line["document"] or f"{written(line['first'], line['digits'])}–{written(line['last'], line['digits'])}",
                 "received_on": line["day"], "supplier": line["why"], "counted_by": line["second"],
                 **{name: line[name] for name in ("first", "last", "digits", "history")}, **stamp} for line in lots]  # fmt: skip
        if made:
            unit.db.execute(insert(BlankLot), made)
        self._copies(unit, stamp)
        return []

    def _copies(self, unit: Unit, stamp: Values) -> None:
        known = set(unit.db.scalars(select(Copy.serial)))
        for line in self._taken:
            if line["code"] not in ("SPL", "DST", "TRF"):
                continue
            bucket, state = {"SPL": (WAITING, "spoiled"), "DST": ("D", "destroyed"), "TRF": ("X", "outside")}[line["code"]]
            span = Copy.serial.between(line["first"], line["last"])
            unit.db.execute(update(Copy).where(span, Copy.bucket == WAITING).values(bucket=bucket, state=state, since=line["day"], entry=unit.seq))
            serials = [serial for serial in range(line["first"], line["last"] + 1) if serial not in known]
            known.update(serials)
            rows = [{"serial": serial, "bucket": bucket, "state": state, "since": line["day"], **stamp} for serial in serials]
            if rows:
                unit.db.execute(insert(Copy), rows)
