"""Taking a list of violations (W-VIOLATION): cases as they were decided, with the bans that follow from their codes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from models.assessment.candidates import rules
from models.assessment.candidates.banning import impose
from models.assessment.candidates.cases import DECIDED, LISTS, RECORDED
from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.candidates.terms import effect_words, rows, violations
from models.assessment.tables import Batch
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.identity import RESIDENT, read_identity
from models.core.intake import NEW, UNCHANGED, Row
from resources.texts import _

_TEXTS = ("number", "name", "id_no", "subject", "room", "at", "facts", "decided_on", "told_on", "note")
STAFF = "staff"


def code_of(words: str | None, profile: str) -> str | None:
    """The code a cell means: the code itself, or the clause it stands for (“000 四(二)1(3)” → SP-D1-03); None where neither."""
    told = (words or "").replace("（", "(").replace("）", ")").replace(" ", "")
    for code, row in rows("violation").items():
        if row["profile"] == profile and (told == code or told.endswith(row["clause"].replace(" ", ""))):
            return code
    return None


class CaseIntake:
    """The `Taking` of assessment.violations. A number is one case; one that is here already stays as it is."""

    def __init__(self, context: Context):
        self.context, self.rules, self.db = context, context.rules, context.db
        self._batches = {name: one for one in self.db.scalars(select(Batch).order_by(Batch.id)) for name in (one.name, one.code) if name}
        self._cases: dict[str, str] = {}
        self._enrolled: dict[tuple[int, str], int] = {}
        self._fresh: list[dict[str, Any]] = []

    def look_up(self, rows: Sequence[Row]) -> None:
        numbers = [row.values["number"] for row in rows if row.values.get("number")]
        people = [row.values["id_no"] for row in rows if row.values.get("id_no")]
        known = select(Violation.number, Violation.id_no).where(Violation.number.in_(numbers))
        self._cases |= {one.number: one.id_no for one in self.db.execute(known)}
        found = self.db.execute(select(Enrolment.batch_id, Enrolment.id_no, Enrolment.id).where(Enrolment.id_no.in_(people)))
        self._enrolled |= {(batch, id_no): id_ for batch, id_no, id_ in found}

    def judge(self, row: Row) -> str:
        values = row.values
        values["who"] = values.get("who") or "candidate"
        batch = self._batches.get(values.get("batch") or "")
        if batch is None:
            row.findings += self._wrong("batch", _("批次"), values.get("batch") or "", _("已登记的批次"))
        if batch is None or blocked(row.findings):
            return NEW
        known = self._cases.get(values["number"])
        if known is not None:
            if known == values["id_no"]:
                return UNCHANGED
            row.findings += self._wrong("number", _("编号"), values["number"], _("未用过的编号"))
            return NEW
        self._cases[values["number"]] = values["id_no"]
        values["batch_id"], values["enrolment_id"] = batch.id, self._enrolled.get((batch.id, values["id_no"]))
        row.findings += self._staff(values) if values["who"] == STAFF else self._candidate(values)
        return NEW

    def _wrong(self, about: str, label: str, found: Any, expected: Any) -> list[Finding]:
        return self.rules["SYS-002"].found(about, label=label, found=found, expected=expected)

    def _staff(self, values: dict[str, Any]) -> list[Finding]:
        """A person of the staff has no application and no code of candidates; the clause is kept as it is written."""
        values |= {"enrolment_id": None, "effects": [], "legal_basis": values.get("code"), "code": None}
        return []

    def _candidate(self, values: dict[str, Any]) -> list[Finding]:
        profile = self.rules.profile
        known, words = violations(profile), values.get("code")
        code = code_of(words, profile)
        values |= {
            "code": code,
            "effects": list(rows("violation")[code]["effects"]) if code else [],
            "legal_basis": None if known else words,
        }
        found = []
        if values["enrolment_id"] is None:
            found += self._wrong("id_no", _("考生"), values["name"], _("该批次的考生"))
        if words or values.get("decided_on"):
            found += rules.violation_faults(
                code or words, known, words, self.rules[LISTS.get(profile, "ASM-DIS-010")], self.rules["ASM-DIS-010"]
            )
        return found + self._ban(values)

    def _ban(self, values: dict[str, Any]) -> list[Finding]:
        """禁考至 is derived; a list that says another day is wrong (ASM-DIS-004)."""
        written, rule = values.get("ban"), self.rules["ASM-DIS-004"]
        enrolled = self.db.get(Enrolment, values["enrolment_id"]) if values["enrolment_id"] else None
        kinds = [effect for effect in values["effects"] if effect in rules.BANS]
        last = rules.last_banned_day(kinds[0], values["at"].date(), enrolled.graduates_on if enrolled else None, rule) if kinds else None
        return rule.found("ban", found=written, expected=last or _("无禁考")) if written and written != last else []

    # -- taking -------------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        self._fresh.append(row.values)

    def tally(self) -> dict[str, int]:
        return {}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for values in self._fresh:
            case = _case(values, unit)
            unit.add(case)
            if case.state == DECIDED and case.who != STAFF:
                impose(unit, case)
        return []


def _case(values: dict[str, Any], unit: Unit) -> Violation:
    """A row as a case; with its day of decision it is decided."""
    told = read_identity(values["id_no"], unit.today)
    return Violation(
        who=values["who"], enrolment_id=values["enrolment_id"], batch_id=values["batch_id"], id_kind=told.kind or RESIDENT, code=values["code"],
        effects=values["effects"], legal_basis=values["legal_basis"], evidence=values.get("evidence") or 0, reminders=[],
        decision=values.get("decision") or effect_words(values["effects"]) or None, certificate=values.get("certificate") or "none",
        state=DECIDED if values.get("decided_on") else RECORDED, **{name: values.get(name) for name in _TEXTS},
    )  # fmt: skip
