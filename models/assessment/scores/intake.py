"""Taking score lists (W-SCORE): an old list as it was, or a new one as what one person entered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.candidate import SLOTS, Candidate, Roll, day_of_exam, identity_faults, marks_of, nobody, ordered
from models.assessment.scores.entering import Typed, enter
from models.assessment.scores.judges import Judges
from models.assessment.scores.rules import Standard, single_pass_ends, was_there
from models.assessment.scores.tables import AssessorMark, Score
from models.assessment.scores.terms import FAILED, OUTCOME, PARTIAL, PASSED, SUBJECT, Mark, shown
from models.assessment.terms import NO_JOB
from models.core.acts import Unit, beyond
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.findings import Severity, blocked
from models.core.identity import read_identity
from models.core.intake import NEW, UNCHANGED, Row
from models.core.kinds import Many
from models.core.names import initials, sort_key
from models.core.roles import EXAM
from models.core.search import Line, put_lines
from models.core.store import insert_many
from resources.texts import _

Values = dict[str, Any]
SUBJECTS_OF = Many(SUBJECT.options)
ADMITTED = "admitted"  # the last state of an application before its scores count


class ScoreList:
    """A list of scores. An old one is taken as it was: whoever is missing is entered from the row, results follow from the
    scores and are open at once. In a running batch it is what one person entered, and counts when a second agrees (ASM-MRK-007).

    history: the person says it is an old list. A batch that is over and to which nobody was ever entered here is one anyhow.
    """

    def __init__(self, context: Context, history: bool = False):
        self.context, self.rules, self._history = context, context.rules, history
        self.standard = Standard.of(context.rules)
        self.roll = Roll(context)
        self.people: dict[int, Candidate] = {}  # by identity: everybody the good rows are about
        self.contradictions = 0

    def look_up(self, rows: Sequence[Row]) -> None:
        self.roll.look_up(rows)

    def judge(self, row: Row) -> str:
        batch = self.roll.batch(row)
        if batch is None:
            if row.values.get("batch"):
                row.findings += self.rules["ASM-MRK-009"].found("batch", found=row.values["batch"], expected=_("已登记的批次"))
            return NEW
        marks = marks_of(row)
        if not marks and not row.findings:
            row.findings += self.rules["ASM-MRK-009"].found("score", found="", expected=_("至少一科成绩，或 缺考、违纪、作弊"))
        one = self.roll.find(batch, row) or self.newcomer(batch, row)
        if one is None or blocked(row.findings):
            return NEW
        row.findings += identity_faults(self.context, one, row)
        verdict = self.compare(one, row, marks)
        if blocked(row.findings):
            return verdict
        for subject, mark in marks.items():
            one.given.setdefault(subject, (mark, row))
        self.people[id(one)] = one
        if one.id is None:
            self.roll.know(one)
        self._hold_result_against(one, row, marks)
        return verdict

    def compare(self, one: Candidate, row: Row, marks: dict[str, Mark]) -> str:
        """new or unchanged. A score that is settled and differs is refused (ASM-MRK-011); two rows for one subject too."""
        if not one.history and EXAM not in self.context.actor.roles:  # an old list may be brought by others, entering is not theirs
            row.findings.append(beyond(self.context, _("录入成绩"), 41, frozenset({EXAM})))
        for subject, mark in marks.items():
            earlier = one.given.get(subject)
            known = one.stored.get(subject) or (earlier[0] if earlier else None)
            if known and known[:2] != mark[:2]:
                rule = "ASM-MRK-009" if earlier else "ASM-MRK-011"
                row.findings += self.rules[rule].found(_column(row, subject), found=shown(mark), expected=shown(known))
            if not one.history and subject not in one.subjects:
                row.findings += self.rules["ASM-MRK-009"].found(_column(row, subject), found=SUBJECT.show(subject),
                                                                expected=SUBJECTS_OF.show(one.subjects))  # fmt: skip
        return UNCHANGED if all(subject in one.stored for subject in marks) else NEW

    def _hold_result_against(self, one: Candidate, row: Row, marks: dict[str, Mark]) -> None:
        """A written result that its scores contradict is reported; the scores decide (ASM-PAS-002)."""
        told = row.values.get("result")
        if told is None:
            return
        alone = row.values.get("subject")
        derived = (PASSED if self.standard.passes(marks[alone]) else FAILED) if alone in marks else one.outcome(self.standard)
        if derived is not None and (told == PASSED) != (derived == PASSED):
            self.contradictions += 1
            row.findings += self.rules["ASM-PAS-002"].found(
                "result", Severity.RECORD, found=OUTCOME.show(told), expected=OUTCOME.show(derived)
            )

    def accept(self, row: Row, verdict: str) -> None:
        """Rows are gathered by person while they are judged."""

    def tally(self) -> dict[str, int]:
        """Counted by person: `present` sat at least one subject; `passed` is what the scores give."""
        there = [one for one in self.people.values() if was_there(one.marks.values())]
        return {
            "people": len(self.people), "batches": len({one.batch.id for one in self.people.values()}), "present": len(there),
            "absent": len(self.people) - len(there), "contradictions": self.contradictions,
            "passed": sum(one.outcome(self.standard) == PASSED for one in there),
        }  # fmt: skip

    def newcomer(self, batch: Any, row: Row) -> Candidate | None:
        """Somebody the centre does not know: taken over with an old list, refused with a finding in a running batch."""
        if not self._history and not self.roll.is_over(batch):
            row.findings += nobody(self.context, row)
            return None
        values = row.values
        occupation = batch.occupation or values.get("occupation")
        for name, label, value in (("name", _("姓名"), values.get("name")), ("id_no", _("证件号码"), values.get("id_no")),
                                   ("occupation", _("职业名称"), occupation)):  # fmt: skip
            if not value and not any(finding.about == name for finding in row.findings):
                row.findings += self.rules["SYS-002"].found(name, label=label, found="", expected=_("名单中的考生须写明{label}").format(label=label))
        if blocked(row.findings):
            return None
        level = batch.level if batch.level is not None else values.get("level") or 0
        kept = {"occupation": occupation, "job": batch.job or values.get("job") or NO_JOB, "level": level}
        return Candidate(batch, None, values["name"], values["id_no"], values.get("ticket"), level, [], True, kept)

    def store(self) -> list[Values]:
        unit = self.context
        assert isinstance(unit, Unit)
        old = [one for one in self.people.values() if one.history]
        for one in old:
            if one.id is not None and one.given.keys() - one.stored.keys():
                self._grow(unit, one)
        enter(unit, [Typed(one.id, one.batch.id, subject, mark) for one in self.people.values() if one.id is not None and not one.history
                     for subject, (mark, _row) in one.given.items() if subject not in one.stored])  # fmt: skip
        unit.db.flush()
        updated = [change for change in unit.changes.collected if "before" in change]
        self._take_over(unit, [one for one in old if one.id is None])
        store_marks(unit, old)
        return updated

    def _take_over(self, unit: Unit, people: Sequence[Candidate]) -> None:
        stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
        rows = []
        for id_, one in zip(fresh_ids(unit, Enrolment, len(people)), people, strict=True):
            one.id = id_
            read = read_identity(one.id_no, unit.today)
            rows.append({
                "id": id_, "batch_id": one.batch.id, "id_kind": read.kind, "id_no": one.id_no, "name": one.name, "sort_name": sort_key(one.name),
                "sex": read.sex or None, "birth": read.birth, "ticket": one.ticket, "subjects": ordered(one.given), "way": "exam", "state": ADMITTED,
                "history": True, **one.values, **self._result(one), **stamp,
            })  # fmt: skip
        if rows:
            unit.db.execute(insert(Enrolment), rows)
            put_lines(unit.db.connection(), [candidate_line(row) for row in rows])

    def _grow(self, unit: Unit, one: Candidate) -> None:
        """A further subject of somebody known."""
        record = unit.db.get_one(Enrolment, one.id)
        record.subjects = ordered({*record.subjects, *one.given})
        for name, value in self._result(one).items():
            setattr(record, name, value)

    def _result(self, one: Candidate) -> Values:
        result = one.outcome(self.standard)
        return {"result": result, "result_valid_to": single_pass_ends(day_of_exam(one.batch), self.standard) if result == PARTIAL else None}


def candidate_line(values: Values) -> Line:
    """How a candidate taken over from a list is found."""
    words = [values["name"], *initials(values["name"]), values["id_no"], values["ticket"] or ""]
    return Line("assessment.candidates", values["id"], f"{values['name']} {values['occupation']}", words)


def store_marks(unit: Unit, people: Any) -> None:
    """Write the scores of an old list, and what single assessors gave."""
    stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
    scores, given, judges = list[Values](), list[Values](), Judges(unit.db)
    for one in people:
        shared = {"enrolment_id": one.id, "batch_id": one.batch.id}
        for subject, (mark, row) in one.given.items():
            if subject in one.stored:
                continue
            scores.append({**shared, "subject": subject, "tenths": mark.tenths, "status": mark.status, "public": True,
                           "zero_reason": row.values.get("zero_reason"), "recorder": row.values.get("recorder"),
                           "recorded_on": row.values.get("recorded_on"), **stamp})  # fmt: skip
            if row.values.get("subject") == subject:
                given += [{**shared, "subject": subject, "slot": slot, "tenths": row.values[name],
                           **judges.at(row.values.get("judges"), slot), **stamp}
                          for slot, name in enumerate(SLOTS, 1) if row.values.get(name) is not None]  # fmt: skip
    insert_many(unit.db.connection(), Score.__table__, scores)
    insert_many(unit.db.connection(), AssessorMark.__table__, given)


def _column(row: Row, subject: str) -> str:
    return "score" if row.values.get("subject") == subject else subject

