"""What must hold of trainings: pure functions of values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.core.findings import Finding, Severity
from models.core.rulebook import Rule
from models.people.training.terms import ABSENT, FAILED, GRANTED, PASSED


@dataclass(frozen=True)
class Taken:
    """One person's part in one continuing education of a year. ended_on: its last day; None as result: absent."""

    ended_on: date
    result: str | None


def unticked(taught: Collection[str], names: Mapping[str, str], rule: Rule) -> list[Finding]:
    """PPL-ASR-041, PPL-SUP-010, PPL-EXM-026: prescribed topics that were not taught. names: text by code."""
    missing = [names.get(code, code) for code in rule.value("topics") or () if code not in taught]
    return rule.found("topics", Severity.WARN, list="、".join(missing)) if missing else []


def unexcused(attendance: str | None, leave_answer: str | None, answered_on: date | None, ends_on: date) -> bool:
    """PPL-ASR-044: absent without leave granted up to the last day of the training (inclusive)."""
    granted = leave_answer == GRANTED and answered_on is not None and answered_on <= ends_on
    return attendance == ABSENT and not granted


def obliged(valid_from: date | None, valid_to: date, ended_on: date | None, first_event: date) -> bool:
    """PPL-ASR-090: whose card is valid on the day of the year's first event, both ends inclusive; an ended card is not."""
    return (valid_from is None or valid_from <= first_event) and first_event <= valid_to and (ended_on is None or ended_on > first_event)


def case_from(year: int, taken: Sequence[Taken], last_planned: date | None) -> date | None:
    """PPL-ASR-090, PPL-SUP-018: the day from which a cancellation case stands; None while or because there is none.

    taken: what the person has of the year's events. last_planned: first day of the last event of the year that is still
    to be held or closed. A pass in the year answers everything; a fail without make-up ahead stands at once,
    else the case comes on 1 January.
    """
    if not taken or any(one.result == PASSED for one in taken):
        return None
    last = max(one.ended_on for one in taken)
    failed = any(one.result == FAILED for one in taken)
    makeup_ahead = last_planned is not None and last_planned > last
    return last if failed and not makeup_ahead else date(year + 1, 1, 1)


def unrecorded(names: Iterable[str], rule: Rule) -> list[Finding]:
    """PPL-ASR-043: a training is not closed while attendance or result of somebody is not entered."""
    some = list(names)
    return rule.found("trainees", Severity.BLOCK, list="、".join(some[:10]), found=len(some)) if some else []


def counted_hours(parts: Iterable[tuple[float | None, float | None]]) -> float:
    """PPL-ASR-040: theory and assessing lessons of all trainings of an application; practice is not among them."""
    return sum((theory or 0) + (assessing or 0) for theory, assessing in parts)
