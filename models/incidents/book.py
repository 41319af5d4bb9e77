"""Taking an old register of incidents (W-INCIDENT): each row against the rules and what is stored, then all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select

from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.kinds import BadValue, Many, plain
from models.core.search import put_lines
from models.incidents import papers, queries, rules, terms
from models.incidents.tables import Incident, IncidentEntry, MakeUp
from models.people.roster import fresh_ids
from resources.texts import _

_TEXTS = ("discovered_by", "batch", "summary", "note", *terms.PARTS)


@dataclass(frozen=True)
class KindWords(Many):
    """Kinds as workbooks write them: G3, 断电停电设备故障, 一般 3 断电停电设备故障; several separated by 、."""

    def parse(self, raw: Any, today: date) -> list[str] | None:
        text = plain(raw)
        words = terms.kind_words()
        whole = words.get(text.replace(" ", ""))
        if whole or not text:
            return [whole] if whole else None
        codes = [words.get(part.replace(" ", "")) for part in text.replace("，", "、").replace(",", "、").split("、")]
        if None in codes:
            raise BadValue(_("类别代码（如 G3）或名称"), text)
        return [code for code in dict.fromkeys(codes) if code]

    def show(self, value: Any) -> str:
        return terms.kind_names(value or [])


KINDS = KindWords(terms.labelled({code: row["zh"] for code, row in terms.kind_rows().items()}))


class IncidentBook:
    """The `Taking` of incidents.log (models.core.intake). A row is known by its number, else by discovery time and place."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._known = set(terms.kind_rows())  # an old row may be of another region's kind
        self._by_number: dict[str, Any] = {}
        self._by_place: dict[tuple[datetime, str, str], Any] = {}
        self._used: set[str] = set()
        self._fresh: list[Row] = []
        self._changes: list[tuple[int, Row]] = []
        self._themes: dict[str, int] = {}

    def look_up(self, rows: Sequence[Row]) -> None:
        """What is stored under the numbers and discovery times of these rows."""
        numbers = {row.values["number"] for row in rows if row.values.get("number")}
        moments = {row.values["discovered_at"] for row in rows if row.values.get("discovered_at")}
        columns = (Incident.id, Incident.number, Incident.discovered_at, Incident.site, Incident.rooms, Incident.closed_on, Incident.kinds)
        asked = select(*columns, *(getattr(Incident, name) for name in _TEXTS))
        for one in self.context.db.execute(asked.where(or_(Incident.number.in_(numbers), Incident.discovered_at.in_(moments)))):
            self._by_number[one.number] = self._by_place[one.discovered_at, one.site, one.rooms] = one

    # -- judging ------------------------------------------------------------------------------------------------

    def judge(self, row: Row) -> str:
        values = row.values
        wrong = {finding.about for finding in row.findings}
        if not {"discovered_at", "occurred_at", "site_told_at"} & wrong:
            row.findings += self._times(values)
        if "kinds" not in wrong and values.get("kinds"):
            values["rank"] = values.get("rank") or rules.default_class(values["kinds"])
            row.findings += rules.class_faults(values["rank"], values["kinds"], self._known, self.rules)
            row.findings += self._minutes(values)
        if blocked(row.findings):
            return NEW
        stored = self._stored(values)
        if stored is None:
            number = values.get("number")
            if number and number in self._used:
                row.findings += self.rules["SYS-014"].found(
                    "number", label=_("事件编号"), found=number, other=_("本文件前面的行"), expected=_("每个编号一行"))  # fmt: skip
            return NEW
        return self._compare(row, stored)

    def _times(self, values: dict[str, Any]) -> list[Finding]:
        times = [("occurred_at", _("发生时间"), values.get("occurred_at")), ("discovered_at", _("发现时间"), values.get("discovered_at")),
                 ("site_told_at", _("初次报告时间"), values.get("site_told_at"))]  # fmt: skip
        findings = rules.times_in_order(times, queries.latest(self.context), self.rules["INC-001"])
        if values.get("discovered_at") and values.get("site_told_at") and not findings:
            found = rules.first_report_faults(terms.SITE, values["discovered_at"], values["site_told_at"], self.rules)
            findings += [Finding(one.rule, one.severity, "site_told_at", one.params) for one in found]
        closed = values.get("closed_on")
        if closed and (closed > self.context.today or (values.get("discovered_at") and closed < values["discovered_at"].date())):
            findings += self.rules["INC-001"].found("closed_on", Severity.BLOCK, found=closed, expected=_("不早于发现，不晚于今天"))
        return findings

    def _minutes(self, values: dict[str, Any]) -> list[Finding]:
        if values.get("minutes") and papers.no_extra_time(values["kinds"], self.rules):
            rule = next(one for one in ("MKT-004", "MKT-005") if set(values["kinds"]) & set(self.rules[one].value("kinds") or ()))
            return self.rules[rule].found("minutes", found=values["minutes"], expected=0)
        return []

    def _stored(self, values: dict[str, Any]) -> Any:
        if values.get("number"):
            return self._by_number.get(values["number"])
        return self._by_place.get((values["discovered_at"], *place_of(values["place"])))

    def _compare(self, row: Row, stored: Any) -> str:
        values = row.values
        if values["discovered_at"] != stored.discovered_at:
            row.findings += self.rules["SYS-014"].found(
                "discovered_at", label=_("发现时间"), found=rules.clock(values["discovered_at"]), other=_("已登记的内容"),
                expected=rules.clock(stored.discovered_at))  # fmt: skip
        news = any(values.get(name) and not getattr(stored, name) for name in (*_TEXTS, "closed_on", "kinds"))
        return CHANGED if news else UNCHANGED

    # -- taking -------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        stored = self._stored(row.values)
        theme = terms.theme_of(row.values.get("kinds") or [])
        self._themes[theme] = self._themes.get(theme, 0) + 1
        if row.values.get("number"):
            self._used.add(row.values["number"])
        if stored is not None:
            self._changes.append((stored.id, row))
        else:
            self._fresh.append(row)

    def tally(self) -> dict[str, int]:
        return {"incidents": len(self._fresh) + len(self._changes), "themes": len(self._themes)}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for incident_id, row in self._changes:
            self._complete(unit.db.get_one(Incident, incident_id), row.values)
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        _Bulk(unit).write(self._fresh)
        return updated

    def _complete(self, incident: Incident, values: dict[str, Any]) -> None:
        """What the row knows and the record lacks; nothing is overwritten."""
        for name in _TEXTS:
            if values.get(name) and not getattr(incident, name):
                setattr(incident, name, values[name])
        if values.get("kinds") and not incident.kinds:
            incident.kinds, incident.rank, incident.theme = values["kinds"], values["rank"], terms.theme_of(values["kinds"])
        if values.get("closed_on") and incident.closed_on is None:
            incident.closed_on, incident.state = values["closed_on"], "closed"


def place_of(text: str) -> tuple[str, str]:
    """考点 and 考场 of one cell: 第一考点 02机房 → (第一考点, 02机房)."""
    site, _space, rooms = text.strip().partition(" ")
    return site[:60], rooms[:120]


class _Bulk:
    """Writes new incidents with their lines in a few statements. What has a closing date is closed, the rest waits for follow-up."""

    def __init__(self, unit: Unit):
        self.unit = unit
        self.stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        self.incidents: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []
        self.makeups: list[dict[str, Any]] = []

    def write(self, rows: list[Row]) -> None:
        for id_, row in zip(fresh_ids(self.unit, Incident, len(rows)), rows, strict=True):
            self.incidents.append(self._incident(id_, row))
            self._entries(id_, row.values)
        self._number()
        connection = self.unit.db.connection()
        for table, written in ((Incident, self.incidents), (IncidentEntry, self.lines), (MakeUp, self.makeups)):
            if written:
                connection.execute(insert(table), written)
        put_lines(connection, [line for one in self.incidents for line in queries.lines_of_incident(self.unit.db, _as_incident(one))])

    def _incident(self, id_: int, row: Row) -> dict[str, Any]:
        values, unit = row.values, self.unit
        site, rooms = place_of(values["place"])
        kinds = values.get("kinds") or []
        return {
            "id": id_, "number": values.get("number", ""), "is_drill": False, "profile": unit.centre.profile,
            "state": "closed" if values.get("closed_on") else "follow_up", "rank": values.get("rank") or terms.GENERAL, "kinds": kinds,
            "theme": terms.theme_of(kinds), "occurred_at": values.get("occurred_at"), "discovered_at": values["discovered_at"],
            "recorded_at": unit.now, "recorded_by": unit.actor.login, "site_told_at": values.get("site_told_at"), "group_told_at": None,
            "site": site, "rooms": rooms, "classified_by": unit.actor.name, "closed_on": values.get("closed_on"),
            "source_row": f"{row.sheet}!{row.number}"[:40], "practical": False, "disorder": False, "affected": "", "room_record": "",
            "tracker": "",
            "restored_by": "", "judged_by": "", **{name: values.get(name) or _empty(name) for name in _TEXTS}, **self.stamp,
        }  # fmt: skip

    def _entries(self, id_: int, values: dict[str, Any]) -> None:
        found = values["discovered_at"]
        who = values.get("discovered_by") or ""
        self._line(id_, "found", values.get("occurred_at") or found, text=values.get("summary") or "", who=who)
        if values.get("site_told_at"):
            self._line(id_, "report", values["site_told_at"], code=terms.SITE, who=who, means=values.get("means") or "",
                       to_whom=terms.ADDRESSEE.show(terms.SITE))  # fmt: skip
        if values.get("measures"):
            self._line(id_, "measures", values.get("site_told_at") or found, text=values["measures"])
        if values.get("minutes"):
            end = found + timedelta(minutes=values["minutes"])
            self.makeups.append({"incident_id": id_, "place": values["place"][:60], "starts_at": found, "ends_at": end,
                                 "lost": values["minutes"],
                                 "granted": values["minutes"], "scheduled_end": end, "new_end": end, "decided_by": who[:30],
                                 "area_wide": False,
                                 **self.stamp})  # fmt: skip
            self._line(id_, "makeup", end, code="D17", text=_("补足 {n} 分钟").format(n=values["minutes"]))

    def _line(self, id_: int, kind: str, at: datetime, **given: str) -> None:
        blank = {"code": "", "text": "", "who": "", "to_whom": "", "means": "", "approved_by": "", "approved_how": "", "scope": ""}
        unit = self.unit
        self.lines.append({"incident_id": id_, "kind": kind, "at": at, "entered_at": unit.now, "entered_by": unit.actor.login,
                           "approved_at": None,
                           "refers_to": None, **blank, **given, **self.stamp})  # fmt: skip

    def _number(self) -> None:
        """Rows without a number get the next one of their year."""
        taken: dict[int, int] = {}
        given: Iterable[str] = [one["number"] for one in self.incidents]
        for one in self.incidents:
            if one["number"]:
                continue
            year = one["discovered_at"].year
            if year not in taken:
                start = queries.next_number(self.unit, Incident, "SJ", year)
                own = [int(number[8:]) for number in given if number.startswith(f"SJ-{year}-") and number[8:].isdigit()]
                taken[year] = max([int(start[8:]) - 1, *own])
            taken[year] += 1
            one["number"] = f"SJ-{year}-{taken[year]:04d}"


def _empty(name: str) -> str | None:
    return None if name in terms.PARTS or name == "note" else ""


def _as_incident(row: dict[str, Any]) -> Incident:
    return Incident(**{name: row[name] for name in ("id", "number", "site", "rooms", "batch", "kinds", "summary")}, file_number=None)
