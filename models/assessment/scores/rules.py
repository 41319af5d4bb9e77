"""What must hold of scores and results: pure functions of values, no database, no clock. Scores are tenths of a point."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.assessment.candidates.queries import Sanction
from models.assessment.scores.terms import (
    ABSENT,
    CANCELLED,
    CHEAT,
    DEFERRED,
    FAILED,
    NORMAL,
    PARTIAL,
    PASSED,
    REVIEW,
    SKILL,
    THEORY,
    VIOLATION,
    VOID,
    Mark,
    worded,
)
from models.core.dates import years_plus
from models.core.rulebook import Rulebook

WHOLE = frozenset({"ALL", "PROJ", "QUAL"})  # effects that cancel the whole assessment
STRIKES = {"SUBJ": VIOLATION, "SESSION": VIOLATION, "CHEAT0": CHEAT, "VOID": VOID, "ABS": ABSENT}  # effects on the subject concerned


@dataclass(frozen=True)
class Standard:
    """What decides a result in one centre: the pass mark in tenths, levels that need a comprehensive review, and how many
    years a single passed subject counts (None: not at all)."""

    mark: int
    review_levels: frozenset[int] = frozenset()
    keeps_years: int | None = None

    @classmethod
    def of(cls, rules: Rulebook) -> "Standard":
        review, keeps = rules["ASM-PAS-003"], rules["ASM-VAL-001"]
        return cls(
            round(rules["ASM-PAS-001"].value("mark") * 10),
            frozenset(map(int, review.value("levels"))) if review.active else frozenset(),
            keeps.value("years") if keeps.active else None,
        )

    def passes(self, mark: Mark | None) -> bool:
        """Whether a subject is passed (ASM-PAS-001): the pass mark itself passes; no status but the normal one does."""
        return mark is not None and mark.status == NORMAL and not mark.barred and (mark.tenths or 0) >= self.mark


def required(subjects: Iterable[str], level: int, standard: Standard) -> list[str]:
    """The subjects a person has to pass: those applied for, and the comprehensive review where the level needs it."""
    wanted = {*subjects} | ({REVIEW} if level in standard.review_levels else set())
    return [one for one in (THEORY, SKILL, REVIEW) if one in wanted]


def outcome(subjects: Sequence[str], marks: Mapping[str, Mark], standard: Standard, sanctions: Iterable[Sanction] = ()) -> str | None:
    """passed · partial · failed, None while a required subject has neither score nor status (ASM-PAS-002, ASM-STC-001);
    cancelled where a decided sanction takes the whole assessment, whatever was typed (row 21). sanctions: not lifted."""
    decided = list(sanctions)
    if takes_all(decided):
        return CANCELLED
    if any(one not in marks for one in subjects):
        return None
    passed = [standard.passes(struck(one, marks[one], decided)) for one in subjects]
    if subjects and all(passed):
        return PASSED
    return PARTIAL if any(passed) and standard.keeps_years else FAILED


def takes_all(sanctions: Iterable[Sanction]) -> bool:
    """Whether the whole assessment is cancelled, subjects not taken yet included (ASM-STC-001 rows 19 and 21)."""
    return any(WHOLE.intersection(one.effects) for one in sanctions)


def struck(subject: str, mark: Mark, sanctions: Iterable[Sanction]) -> Mark:
    """What counts for a subject after the sanctions against it; one that names no subject is against each. An absence stays one."""
    for one in sanctions:
        if one.subject in (None, subject) and mark.status != ABSENT:
            mark = next((worded(STRIKES[effect]) for effect in one.effects if effect in STRIKES), mark)
    return mark


def single_pass_ends(starts: date, standard: Standard) -> date | None:
    """The last day a passed subject counts (ASM-VAL-001, R12), inclusive; None where it does not."""
    return years_plus(starts, standard.keeps_years) if standard.keeps_years else None


def was_there(marks: Iterable[Mark]) -> bool:
    """Whether somebody sat at least one subject: has a status other than absent or put off."""
    return any(mark.status not in (ABSENT, DEFERRED) for mark in marks)
