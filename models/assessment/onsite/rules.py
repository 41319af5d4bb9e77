"""What must hold of the people on site: pure functions of values, no database, no clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from models.core.findings import Finding, Severity
from models.core.rulebook import Rule
from resources.texts import _

Span = tuple[datetime, datetime]


def arrival_by(subject: str, is_examiner: bool, starts: datetime, rule: Rule) -> datetime | None:
    """PPL-EXM-015: when somebody has to be there; None where the region names no minutes. Assessors of a practical have their own."""
    wanted = rule.value("assessors" if is_examiner and subject != "theory" else "staff") or {}
    minutes = wanted.get(subject) if rule.active else None
    return starts - timedelta(minutes=minutes) if minutes is not None else None


def late_faults(arrived: datetime, by: datetime | None, name: str, rule: Rule) -> list[Finding]:
    """PPL-EXM-015: kept as late; the minute itself is in time."""
    if by is None or arrived.replace(second=0, microsecond=0) <= by:
        return []
    return rule.found("arrived_at", found=f"{name} {arrived:%H:%M}", expected=f"{by:%H:%M}")


def leave_faults(consent: str | None, rule: Rule) -> list[Finding]:
    """PPL-ASR-115, PPL-EXM-017: nobody leaves on duty without the head's consent; without one it wants a reason."""
    return [] if consent else rule.found("consent", Severity.WARN, found=_("未经同意"))


def gaps(needed: Span, there: Iterable[tuple[datetime, datetime | None]]) -> list[Span]:
    """PPL-EXM-003: the parts of a span in which somebody was not there. Who never signed out was there until its end."""
    found, start = list[Span](), needed[0]
    for came, left in sorted(there, key=lambda one: one[0]):
        if came > start:
            found.append((start, min(came, needed[1])))
        start = max(start, left or needed[1])
        if start >= needed[1]:
            return [one for one in found if one[0] < one[1]]
    return [one for one in [*found, (start, needed[1])] if one[0] < one[1]]


def crossing(mine: Span, others: Sequence[tuple[str, Span]], rule: Rule) -> list[Finding]:
    """PPL-EXM-003: one person answers for one batch at a time; a batch that begins when the other ends does not cross it."""
    for name, (starts, ends) in others:
        if mine[0] < ends and starts < mine[1]:
            return rule.found("starts_at", Severity.BLOCK, found=f"{name} {starts:%m-%d %H:%M}–{ends:%H:%M}")
    return []


def defect_faults(notes: Iterable[tuple[str, bool]], rule: Rule, acceptance: Rule) -> list[Finding]:
    """PPL-ASR-116: an open deficiency wants a reason at the start; one that is not compliant refuses it (ASM-VEN-011).
    notes: of each open one its words and whether it is grave."""
    found: list[Finding] = []
    for words, grave in notes:
        found += acceptance.found("", Severity.BLOCK, found=words) if grave else rule.found("", Severity.WARN, found=words)
    return found


def same_sex_faults(candidates: set[str], invigilators: Sequence[str | None], rule: Rule) -> list[Finding]:
    """PPL-EXM-019: candidates of a sex have an invigilator of that sex at the site. None: not known, then nothing is said."""
    if not rule.active or not invigilators or None in invigilators:
        return []
    lacking = sorted(candidates - set(invigilators))
    return rule.found("duties", Severity.WARN, list="、".join({"male": _("男"), "female": _("女")}.get(one, one) for one in lacking)) if lacking else []
