"""Taking over an old complaints workbook (W-COMPLAINT): each row against the rules, clear ones in, the rest named."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models.complaints import clock, rules
from models.complaints.loose import Unclear
from models.complaints.receiving import name_accused
from models.complaints.tables import Complaint, Extension, Notice
from models.complaints.terms import (
    ANONYMOUS,
    CLOSED,
    COMPLAINT,
    DECIDED,
    INVESTIGATING,
    NOT_INVESTIGATED,
    PRELIMINARY,
    REGISTERED,
)  # fmt: skip
from models.complaints.who import meant, stored, who
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.intake import NEW, UNCHANGED, Row
from resources.texts import _

NUMBER = re.compile(r"TS-(\d{4})-(\d{1,6})(?:/(\d{1,2}))?")
_DATES = {"notified_on": _("书面通知日期"), "extended_to": _("延长至"), "decided_on": _("办结日期")}
_SAME = ("complainant", "employer", "contact", "content", "decision", "archive_no")
_SEPARATORS = re.compile(r"[、,，;；/\n]+")


class OldBook:
    """The `Taking` of complaints.cases (models.core.intake). Rows already there are unchanged or contradict; a case goes on
    by its commands, never by a second import."""

    def __init__(self, context: Context):
        self.context, self.rules = context, context.rules
        self._stored: dict[str, Any] = {}
        self._fresh: dict[str, Row] = {}
        self._rows = 0

    # -- judging ------------------------------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Row]) -> None:
        numbers = {row.values["number"] for row in rows if "number" in row.values}
        columns = (Complaint.number, Complaint.received_on, *(getattr(Complaint, name) for name in _SAME))
        self._stored |= {row.number: row for row in self.context.db.execute(select(*columns).where(Complaint.number.in_(numbers)))}

    def judge(self, row: Row) -> str:
        self._rows += 1
        values = row.values
        if any(finding.severity is Severity.BLOCK for finding in row.findings):
            return NEW
        if not NUMBER.fullmatch(values["number"]):
            row.findings += self.rules["SYS-002"].found("number", label=_("登记编号"), found=values["number"], expected="TS-2026-0001")
            return NEW
        if values["number"] in self._fresh:
            row.findings += self.rules["SYS-014"].found(
                "number", label=_("登记编号"), found=values["number"], other=_("前面的行"), expected=_("不重复")
            )
        row.findings += self._dates(values)
        row.findings += self._people(values)
        row.findings += rules.channel_faults(values.get("channel"), self.rules["CMP-004"])
        old = self._stored.get(values["number"])
        return NEW if old is None else self._compare(row, old)

    def _compare(self, row: Row, old: Any) -> str:
        """A row about a case that is there: the same, or a contradiction."""
        told = row.values | {"complainant": None if _is_anonymous(row.values) else row.values.get("complainant")}
        differing = [name for name in _SAME if told.get(name) and told[name] != getattr(old, name)]
        if told["received_at"].date() != old.received_on:
            differing.append("received_at")
        for name in differing[:1]:
            found = str(told[name])
            expected = str(getattr(old, name, None) or old.received_on)
            row.findings += self.rules["SYS-014"].found(name, label=name, found=found, other=_("已登记的内容"), expected=expected)
        return NEW if differing else UNCHANGED

    def _dates(self, values: dict[str, Any]) -> list[Finding]:
        received, order = values["received_at"], self.rules["SYS-014"]
        findings = rules.out_of_order("received_at", _("受理时间"), received, "", None, self.context.now, order)
        for name, label in _DATES.items() if not findings else ():
            day = values.get(name)
            if isinstance(day, Unclear):
                findings += [
                    Finding(
                        "SYS-002",
                        Severity.WARN,
                        name,
                        {"label": label, "found": str(day), "expected": _("一个日期；写明理由后按原文记入备注")},
                    )
                ]
            elif day is not None:
                last = None if name == "extended_to" else self.context.today
                findings += rules.out_of_order(name, label, day, _("受理时间"), received.date(), last, order)
        return findings + (self._extension(values) if not findings and values.get("extended_to") else [])

    def _extension(self, values: dict[str, Any]) -> list[Finding]:
        """CMP-015: later than the date it extends. CMP-016: an old book does not show the notice, so it wants a reason."""
        due = clock.decision_due(values["received_at"].date(), None, self.context.calendar, self.rules).day
        if values["extended_to"] <= due:
            later = {"found": values["extended_to"].isoformat(), "expected": _("晚于 {day}").format(day=due)}
            return self.rules["CMP-015"].found("extended_to", Severity.BLOCK, **later)
        return self.rules["CMP-016"].found("extended_to", Severity.WARN, found=_("旧登记簿没有延期通知的记录"))

    def _people(self, values: dict[str, Any]) -> list[Finding]:
        db, handler = self.context.db, values.get("handler")
        words = [part.strip() for part in _SEPARATORS.split(values.get("accused") or "") if part.strip()]
        known = [(word, meant(db, word)) for word in words]
        nobody = [word for word, person in known if person is None]
        if nobody:
            return self.rules["SYS-002"].found(
                "accused", label=_("被投诉人"), found="、".join(nobody), expected=_("证卡编号或身份证号（有同名人员）")
            )
        return (
            rules.recused(who(db, handler), [person for _word, person in known if person], self.rules["CMP-009"], "handler")
            if handler
            else []
        )

    # -- taking -------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        self._fresh[row.values["number"]] = row

    def tally(self) -> dict[str, int]:
        return {"cases": self._rows}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for row in self._fresh.values():
            _take(unit, row)
        unit.db.flush()
        return []


def _is_anonymous(values: dict[str, Any]) -> bool:
    return (values.get("complainant") or "").strip() == ANONYMOUS


def _take(unit: Unit, row: Row) -> None:
    values = {name: value for name, value in row.values.items() if not isinstance(value, Unclear)}
    unclear = [f"{_DATES[name]}：{value}" for name, value in row.values.items() if isinstance(value, Unclear)]
    number = NUMBER.fullmatch(values["number"])
    assert number is not None
    anonymous = _is_anonymous(values)
    case = Complaint(
        number=values["number"], year=int(number[1]), serial=int(number[2]), cycle=int(number[3] or 1),
        kind=values.get("kind") or COMPLAINT,
        state=REGISTERED, received_at=values["received_at"], received_on=values["received_at"].date(), entered_by=unit.actor.login,
        registered_by=unit.actor.login, registered_at=unit.now, channel=values.get("channel"), anonymous=anonymous,
        complainant=None if anonymous else values.get("complainant"), employer=values.get("employer"), contact=values.get("contact"),
        content=values.get("content"), evidence=_evidence(values.get("evidence")), grounds=values.get("grounds") or [],
        handler=stored(unit.db, values["handler"]) if values.get("handler") else None, source_row=f"{row.sheet}!{row.number}"[:40],
        note="；".join(filter(None, [values.get("note"), *unclear])) or None,
    )  # fmt: skip
    unit.db.add(case)
    for _finding in name_accused(unit, case, values.get("accused")):
        pass  # judged with the row
    _how_far(unit, case, values)


def _evidence(count: int | None) -> str | None:
    return None if count is None else _("{n} 份").format(n=count) if count else _("无")


def _how_far(unit: Unit, case: Complaint, values: dict[str, Any]) -> None:
    """Where the old case stands by what its row says, and the dates each done step is judged by."""
    calendar, book = unit.calendar, unit.rules
    investigate, notified = values.get("investigate"), values.get("notified_on")
    case.state = PRELIMINARY if case.handler else REGISTERED
    if investigate is not None and notified:
        case.investigate, case.screened_on, case.notified_on = investigate, notified, notified
        case.screening_due = clock.screening_due(case.received_on, calendar, book).day
        case.notice_due = clock.notice_due(case.received_on, calendar, book).day
        case.state = INVESTIGATING if investigate else NOT_INVESTIGATED
        unit.db.add(Notice(complaint=case, kind="preliminary", sent_on=notified, way="none" if case.anonymous else "handed",
                           signed_by=case.handler or unit.actor.login, due=case.notice_due))  # fmt: skip
    if values.get("extended_to"):
        old = clock.decision_due(case.received_on, None, calendar, book).day
        case.extended_to = values["extended_to"]
        unit.db.add(Extension(complaint=case, reason=unit.reason, decided_on=old, decided_by=unit.actor.login, old_due=old,
                              new_due=case.extended_to, in_force_from=old))  # fmt: skip
    if values.get("decision") and values.get("decided_on"):
        _decided(unit, case, values["decision"], values["decided_on"])
    if values.get("archive_no") and case.decided_on:
        case.archive_no, case.filed_on, case.state = values["archive_no"], case.decided_on, CLOSED
        case.filing_due, case.taken_over_on = case.filed_on, case.filed_on


def _decided(unit: Unit, case: Complaint, decision: str, on: date) -> None:
    case.decision, case.decided_on, case.decided_at, case.decided_by = decision, on, datetime.combine(on, datetime.min.time()), case.handler
    case.decision_due = case.extended_to or clock.decision_due(case.received_on, case.screened_on, unit.calendar, unit.rules).day
    if case.investigate is not False:
        case.state = DECIDED
