"""Taking the candidates of batches from a workbook (W-CAND): judged row by row, stored in a few statements."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.assessment.candidates import rules
from models.assessment.candidates.photos import attachment_row, photo_faults
from models.assessment.candidates.pictures import Pictures
from models.assessment.candidates.queries import REGISTER, title_of, words_of
from models.assessment.candidates.tables import Ban, Enrolment
from models.assessment.candidates.terms import APPLIED, DRAFT, EXAM, INCOMPLETE, OPEN, PASSPORT, REJECTED, REVIEWED, SKILL, STATE, THEORY
from models.assessment.queries import filed_scope
from models.assessment.tables import Batch
from models.core.acts import Unit
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import Identity, WrongNumber, read_identity
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from models.core.names import sort_key
from models.core.search import Line, put_lines
from models.core.store import insert_many
from models.core.tables import Attachment
from models.people.terms import SEX
from resources.texts import _

FACTS = ("sex", "birth", "education", "category", "employer", "major", "training_class", "student_group", "graduates_on", "subjects",
         "way", "prior_level", "prior_number", "work_years", "phone", "postcode", "address", "note")  # fmt: skip
KEY = ("batch_id", "id_kind", "id_no", "occupation", "job", "level")
STORED = (*KEY, *FACTS, "name", "state", "reviewed_by", "reviewed_on")  # what a row brings; the rest follows
_CHUNK = 2_000  # new applications written together: more only take memory
_LOOSE = (DRAFT, APPLIED, INCOMPLETE)  # what an import may still change


@lru_cache(maxsize=2_000)
def _identity(number: str, today: date) -> Identity:
    try:
        return read_identity(number, today)
    except WrongNumber:
        return Identity("", number)  # a passport of another country: its kind must be told


class CandidateIntake:
    """The `Taking` of assessment.candidates. Duplicates are looked for in the file, in the batch and across batches."""

    def __init__(self, context: Context):
        self.context, self.rules, self.db = context, context.rules, context.db
        batches = self.db.scalars(select(Batch).order_by(Batch.id)).all()
        self._batches = {name: batch for batch in batches for name in (batch.name, batch.code) if name}
        self._scope = filed_scope(self.db)
        self._stored: dict[tuple[Any, ...], Any] = {}
        self._open: dict[tuple[Any, ...], int] = {}  # person and scope → batch with an open application, stored or of this file
        self._names: dict[tuple[str, str], str] = {}
        self._bans: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
        self._fresh: list[tuple[Any, ...]] = []  # values of STORED
        self._changes: list[tuple[int, dict[str, Any], tuple[str, bytes] | None]] = []
        self._photo: dict[int, tuple[str, bytes]] = {}  # by row, until it is accepted
        self._photos: dict[int, tuple[str, bytes]] = {}  # by place in _fresh
        self._people: set[str] = set()
        self._pictures: Pictures | None = None
        self._limits = self.rules["ASM-PHO-001"]

    def opened(self, path: Path) -> None:
        self._pictures = Pictures(path)

    # -- judging ----------------------------------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Row]) -> None:
        numbers = list({row.values["id_no"] for row in rows if row.values.get("id_no")})
        columns = [getattr(Enrolment, name) for name in ("id", "state", "name", "result", "history", *KEY, *FACTS)]
        for one in self.db.execute(select(*columns).where(Enrolment.id_no.in_(numbers))):
            self._stored[tuple(getattr(one, name) for name in KEY)] = one
            self._names[one.id_kind, one.id_no] = one.name
            if one.state in OPEN and one.result is None and not one.history:
                self._open[one.id_kind, one.id_no, one.occupation, one.job, one.level] = one.batch_id
        bans = select(Ban.id_kind, Ban.id_no, Ban.first_day, Ban.last_day).where(Ban.id_no.in_(numbers), Ban.lifted_on.is_(None))
        found: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
        for kind, number, first, last in self.db.execute(bans):
            found.setdefault((kind, number), []).append((first, last))
        self._bans |= found

    def judge(self, row: Row) -> str:
        values = row.values
        self._people.add(values.get("id_no") or str(row.cells.get("id_no", "")))
        wrong = {finding.about for finding in row.findings}
        batch = self._batches.get(values.get("batch") or "")
        if batch is None:
            row.findings += self._wrong("batch", _("批次"), values.get("batch") or "", _("已登记的批次"))
        if wrong & {"id_no", "name"} or batch is None or any(one.severity is Severity.BLOCK for one in row.findings):
            return NEW
        self._fill(values, batch)
        row.findings += self._person(values) + self._scoped(values) + self._conditions(values, batch)
        self._look_at_photo(row)
        return self._compare(row, batch)

    def _wrong(self, about: str, label: str, found: Any, expected: Any) -> list[Finding]:
        return self.rules["SYS-002"].found(about, label=label, found=found, expected=expected)

    def _fill(self, values: dict[str, Any], batch: Batch) -> None:
        """What a row leaves out follows from its number and its batch."""
        told = _identity(values["id_no"], self.context.today)
        values["batch_id"] = batch.id
        values["told_kind"] = told.kind
        values["id_kind"] = values.get("id_kind") or told.kind
        values["sex"] = values.get("sex") or told.sex or None
        values["birth"] = values.get("birth") or told.birth
        values["occupation"] = values.get("occupation") or batch.occupation
        if values.get("job") in (None, "--"):
            values["job"] = batch.job or "--"
        values["level"] = values["level"] if values.get("level") is not None else batch.level
        values["subjects"] = values.get("subjects") or [THEORY, SKILL]
        values["way"] = values.get("way") or (batch.way if batch.state != "listed" else EXAM)

    def _person(self, values: dict[str, Any]) -> list[Finding]:
        """The kind, sex and birth are those of the number; one number is one person."""
        told, kind = _identity(values["id_no"], self.context.today), values["id_kind"]
        found: list[Finding] = []
        if not kind or (told.kind and kind != told.kind) or (not told.kind and kind != PASSPORT):
            found += self._wrong("id_kind", _("证件类型"), kind or "", _("与号码相符的证件类型"))
        for name, label, says in (("sex", _("性别"), SEX.show(told.sex or None)), ("birth", _("出生日期"), told.birth)):
            if says and getattr(told, name) != values[name]:
                shown = SEX.show(values[name]) if name == "sex" else values[name]
                found += self.rules["SYS-014"].found(name, label=label, found=shown, other=_("证件号码"), expected=says)
        known = self._names.setdefault((kind, values["id_no"]), values["name"])
        if known != values["name"]:
            found += self.rules["SYS-014"].found("name", label=_("姓名"), found=values["name"], other=_("同一证件号的姓名"), expected=known)
        return found

    def _scoped(self, values: dict[str, Any]) -> list[Finding]:
        lacking = [(name, label) for name, label in (("occupation", _("职业")), ("level", _("等级"))) if values[name] is None]
        if lacking:
            return self._wrong(lacking[0][0], lacking[0][1], "", _("请填写"))
        key = (values["occupation"], values["job"], values["level"])
        if not self._scope.rows or self._scope.is_filed(key):
            return []
        found = f"{key[0]} {key[1]} {key[2]}"
        return self.rules["FIL-010"].found("occupation", Severity.RECORD, found=found, expected=_("备案范围内的职业、工种和等级"))

    def _conditions(self, values: dict[str, Any], batch: Batch) -> list[Finding]:
        book, starts = self.rules, batch.first_exam_day
        found = rules.way_faults(values["way"], batch.way if batch.state != "listed" else None, book["ASM-WAY-001"])
        if values.get("prior_level") is not None and not values.get("prior_number"):
            found += self._wrong("prior_number", _("原证书编号"), "", _("与原证书等级一同填写"))
        person = values["id_kind"], values["id_no"]
        if person in self._bans:
            found += rules.ban_faults(values["name"], self._bans[person], starts, batch.last_exam_day, book["ASM-REG-018"])
        student = values.get("category") in ("student", "graduating", "graduate") and values["way"] == EXAM
        if student and book["ASM-WAY-002"].active and values.get("student_group"):
            found += rules.student_faults(
                values["way"], values["student_group"], values["level"], values.get("graduates_on"), starts, {}, book["ASM-WAY-002"]
            )
            found += rules.graduate_faults(values["way"], values.get("graduates_on"), starts, book["ASM-WAY-009"])
        return found + self._reviewed(values)

    def _reviewed(self, values: dict[str, Any]) -> list[Finding]:
        """A review noted in the list needs its reviewer and day; materials that were not registered here want a reason."""
        state = values.get("state") or APPLIED
        if state not in (APPLIED, REVIEWED, REJECTED):
            return self._wrong("state", _("资格审核结果"), STATE.show(state), _("待审、合格、不合格"))
        if state != APPLIED and not (values.get("reviewed_by") and values.get("reviewed_on")):
            return self._wrong("reviewed_by", _("审核人、审核日期"), "", _("已审核的须填写"))
        listed = self.rules["ASM-REG-001"]
        return listed.found("state", Severity.WARN, list=_("本系统未登记的材料")) if state == REVIEWED else []

    def _look_at_photo(self, row: Row) -> None:
        cell = row.values.get("photo")
        content = self._pictures.of(row.sheet, row.number, cell, row.values["id_no"]) if self._pictures else None
        if content is not None:
            name = cell if cell and "DISPIMG" not in cell.upper() else f"{row.values['id_no']}.jpg"
            row.findings += photo_faults(name, content, self._limits)
            self._photo = {row.number: (name, content)}
        elif cell:
            row.findings += self._wrong("photo", _("照片文件"), cell, _("随表提供的照片"))

    def _compare(self, row: Row, batch: Batch) -> str:
        values = row.values
        key = tuple(values.get(name) for name in KEY)
        stored = self._stored.get(key)
        if stored is None:
            other = self._open.get(key[1:])
            if other is not None:
                code = next(one.code for one in self._batches.values() if one.id == other)
                row.findings += self.rules["ASM-REG-017"].found("id_no", found=code)
            return NEW
        news = any(values.get(name) not in (None, getattr(stored, name)) for name in FACTS)
        if news and stored.state not in _LOOSE:
            row.findings += rules.state_faults(stored.state, _LOOSE, self.rules["ASM-STC-001"])
        return CHANGED if news else UNCHANGED

    # -- taking -------------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        values, photo = row.values, self._photo.pop(row.number, None)
        key = tuple(values[name] for name in KEY)
        if verdict == CHANGED:
            self._changes.append((self._stored[key].id, values, photo))
            return
        if photo:
            self._photos[len(self._fresh)] = photo
        self._fresh.append(tuple(map(values.get, STORED)))
        self._open[key[1:]] = key[0]

    def tally(self) -> dict[str, int]:
        return {"people": len(self._people - {""})}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for id_, values, photo in self._changes:
            one = unit.db.get_one(Enrolment, id_)
            for name in FACTS:
                if values.get(name) is not None:
                    setattr(one, name, values[name])
            if photo:
                kept = Attachment(**attachment_row(unit, id_, *photo))
                unit.db.add(kept)
                one.photo = kept.stored_as
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        self._write(unit)
        return updated

    def _write(self, unit: Unit) -> None:
        stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        ids = list(fresh_ids(unit, Enrolment, len(self._fresh)))
        for start in range(0, len(ids), _CHUNK):
            rows, lines, kept = [], [], []
            for at, id_ in enumerate(ids[start : start + _CHUNK], start):
                row = {"id": id_, **_row(dict(zip(STORED, self._fresh[at], strict=True)), unit), **stamp}
                if at in self._photos:
                    kept.append(attachment_row(unit, id_, *self._photos.pop(at)) | stamp)
                    row["photo"] = kept[-1]["stored_as"]
                rows.append(row)
                lines.append(Line(REGISTER, id_, title_of(row), words_of(row)))
            connection = unit.db.connection()
            insert_many(connection, Enrolment.__table__, rows)
            insert_many(connection, Attachment.__table__, kept)
            put_lines(connection, lines)


def _row(values: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """A new application as a row of its table."""
    values["state"] = values["state"] or APPLIED
    if values["state"] == APPLIED:
        values["reviewed_by"] = values["reviewed_on"] = None
    return values | {
        "sort_name": sort_key(values["name"]),
        "applied_on": unit.today,
        "history": False,
        "entered_by": unit.actor.login,
        "photo": None,
    }
