"""What the page of score entry asks: the sheet of one subject as this person may know it, and what two entries differ in. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.assessment.plans.steps import rules_of
from models.assessment.scores.batches import Line, mark_in, sheet
from models.assessment.scores.entering import turn_for
from models.assessment.scores.register import to_enter
from models.assessment.scores.rules import Standard
from models.assessment.scores.terms import SUBJECT, ScoreCell, shown
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.kinds import BadValue
from models.core.queries import user_names
from resources.texts import _

HIDDEN = "●●"
LETTERS = {"Q": _("缺考"), "W": _("违纪"), "Z": _("作弊"), "H": _("缓考")}


@dataclass(frozen=True)
class Row:
    """One candidate of the sheet. typed: what this person typed, or what counts; closed: it can no longer be typed."""

    key: str  # ticket, else identity number: how the command names the candidate
    ticket: str
    name: str
    typed: str
    state: str  # "" · typed · counts · others
    closed: bool


@dataclass(frozen=True)
class Difference:
    """Two entries that differ, or did. What the other person typed stays hidden from both typists until a third has decided."""

    key: str
    ticket: str
    name: str
    first: str
    second: str
    decided: str  # "" while it is open
    by: str
    mine: bool  # this person typed one of them and may not decide


@dataclass(frozen=True)
class Seen:
    """One subject of one batch. turn: which entry this person makes. done, counted: of this person, of both in agreement."""

    batch: int
    version: int
    subject: str
    subjects: Sequence[tuple[str, str]]
    turn: int | None
    rows: Sequence[Row]
    differences: Sequence[Difference]
    counted: int

    @property
    def done(self) -> int:
        return sum(1 for row in self.rows if row.typed or row.closed)

    @property
    def open(self) -> int:
        return sum(1 for one in self.differences if not one.decided)


def batches(context: Context) -> list[tuple[int, str]]:
    """The batches whose exam is over and whose scores are not checked yet, the latest first: id and what to call them."""
    return [(one.id, f"{one.code}  {one.name or ''}".strip()) for one in to_enter(context)]


def seen(context: Context, batch_id: int, subject: str) -> Seen | None:
    """The sheet of a subject, in the order of tickets; of the first subject there is when none or an unknown one is asked for."""
    batch = context.db.get(Batch, batch_id)
    if batch is None:
        return None
    lines = sheet(context.db, batch, Standard.of(rules_of(context, batch)))
    known = [one for one in SUBJECT.options if any(one in line.subjects for line in lines)]
    subject = subject if subject in known else (known or [""])[0]
    chosen = [line for line in lines if subject in line.subjects]
    login, names = context.actor.login, user_names(context)
    rows = [_row(line, subject, login) for line in chosen]
    differing = [_difference(line, subject, login, names) for line in chosen if _differed(line, subject)]
    counted = sum(1 for line in chosen if subject in line.scores)
    subjects = [(one, SUBJECT.show(one)) for one in known]
    return Seen(batch.id, batch.version, subject, subjects, _turn(chosen, subject, login), rows, differing, counted)


def _turn(lines: Iterable[Line], subject: str, login: str) -> int | None:
    """The turn of this person on this sheet: the own one, else the one that is free where something can still be typed."""
    entries = [line.entries.get(subject, {}) for line in lines]
    own = next((turn for turns in entries for turn, entry in turns.items() if entry.by == login), None)
    return own or max((turn_for(turns.values(), login) or 0 for turns in entries), default=0) or None


def _key(line: Line) -> str:
    return line.enrolment.ticket or line.enrolment.id_no


def _row(line: Line, subject: str, login: str) -> Row:
    entries = line.entries.get(subject, {})
    own = next((entry for entry in entries.values() if entry.by == login), None)
    counts = line.scores.get(subject)
    others = own is None and turn_for(entries.values(), login) is None
    state = "counts" if counts else "typed" if own else "others" if others else ""
    told = shown(mark_in(own)) if own else shown(mark_in(counts)) if counts else ""
    return Row(_key(line), line.enrolment.ticket or "", line.enrolment.name, told, state, bool(counts) or others)


def _differed(line: Line, subject: str) -> bool:
    decided = subject in line.scores and line.scores[subject].settled_by is not None
    return line.differs(subject) or (decided and len(line.entries.get(subject, {})) > 1)


def _difference(line: Line, subject: str, login: str, names: Mapping[str, str]) -> Difference:
    typed, score = line.entries[subject], line.scores.get(subject)
    mine = any(entry.by == login for entry in typed.values())
    told = {turn: shown(mark_in(entry)) if score or not mine or entry.by == login else HIDDEN for turn, entry in typed.items()}
    by = names.get(score.settled_by or "", score.settled_by or "") if score else ""
    decided = shown(mark_in(score)) if score else ""
    return Difference(_key(line), line.enrolment.ticket or "", line.enrolment.name, told[1], told[2], decided, by, mine)


def read(typed: str, today: date) -> str:
    """A score as it will be kept: 68.50 → 68.5, Q → 缺考; "" where it is none."""
    words = LETTERS.get(typed.strip().upper(), typed)
    try:
        return shown(ScoreCell().parse(words, today))
    except BadValue:
        return ""
