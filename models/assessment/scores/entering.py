"""Two people type each score without seeing each other (ASM-MRK-007): where they agree it counts, where not a third decides."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from models.assessment.scores.tables import Score, ScoreEntry
from models.assessment.scores.terms import Mark
from models.core.acts import Unit

_CHUNK = 500


class Typed(NamedTuple):
    """What one person typed for one subject of one enrolment."""

    enrolment_id: int
    batch_id: int
    subject: str
    mark: Mark


class Entered(NamedTuple):
    """What became of an entry: how many are first entries, second ones that agree, second ones that differ, and how many
    were left alone because two others have entered already or the score counts."""

    first: int = 0
    agreed: int = 0
    differing: int = 0
    left: int = 0


def turn_for(entries: Iterable[ScoreEntry], login: str) -> int | None:
    """Which of the two entries this person writes: the own one again, else the free one; None when two others have typed."""
    taken = {entry.turn: entry.by for entry in entries}
    own = next((turn for turn, by in taken.items() if by == login), None)
    return own or next((turn for turn in (1, 2) if turn not in taken), None)


def enter(unit: Unit, typed: Sequence[Typed]) -> Entered:
    """Write what this person typed. A score is made where the two entries agree. Nothing settled is touched."""
    counts = defaultdict[str, int](int)
    for start in range(0, len(typed), _CHUNK):
        some = typed[start : start + _CHUNK]
        ids = [one.enrolment_id for one in some]
        entries = defaultdict[tuple[int, str], list[ScoreEntry]](list)
        for entry in unit.db.scalars(select(ScoreEntry).where(ScoreEntry.enrolment_id.in_(ids))):
            entries[entry.enrolment_id, entry.subject].append(entry)
        settled = {(row.enrolment_id, row.subject) for row in unit.db.execute(
            select(Score.enrolment_id, Score.subject).where(Score.enrolment_id.in_(ids)))}  # fmt: skip
        for one in some:
            key = one.enrolment_id, one.subject
            counts["left" if key in settled else _enter_one(unit, one, entries[key])] += 1
    unit.db.flush()
    return Entered(**counts)


def _enter_one(unit: Unit, one: Typed, entries: list[ScoreEntry]) -> str:
    turn = turn_for(entries, unit.actor.login)
    if turn is None:
        return "left"
    own = next((entry for entry in entries if entry.turn == turn), None)
    if own is None:
        own = ScoreEntry(enrolment_id=one.enrolment_id, batch_id=one.batch_id, subject=one.subject, turn=turn, by=unit.actor.login)
        unit.db.add(own)
    own.tenths, own.status, own.barred, own.at = *one.mark, unit.now
    other = next((entry for entry in entries if entry.turn != turn), None)
    if other is None:
        return "first"
    if Mark(other.tenths, other.status, other.barred) != one.mark:
        return "differing"
    unit.db.add(made(one))
    return "agreed"


def made(one: Typed) -> Score:
    """The score that counts from now on."""
    return Score(enrolment_id=one.enrolment_id, batch_id=one.batch_id, subject=one.subject, tenths=one.mark.tenths, status=one.mark.status,
                 barred=one.mark.barred, public=False)  # fmt: skip
