"""One score out of what several assessors gave (ASM-PAS-004, ASM-PAS-007) and failed veto items (ASM-MRK-005). Pure; marks in tenths."""

from collections.abc import Iterable, Sequence

from models.assessment.scores.terms import REVIEW, Mark
from models.core.findings import Finding
from models.core.rulebook import Rule, Rulebook

PANEL, VETO = "panel", "veto"


def mean_of(marks: Sequence[int]) -> int:
    """The mean in tenths, halves up: for showing, never for deciding."""
    return (2 * sum(marks) + len(marks)) // (2 * len(marks))


def review_passed(marks: Sequence[int], pass_mark: int, rule: Rule) -> bool:
    """A comprehensive review: two thirds of the panel gave a pass, and the exact mean is one (ASM-PAS-004).

    pass_mark: tenths. Exactly two thirds is enough; the mean is not rounded.
    """
    passed = sum(mark >= pass_mark for mark in marks)
    enough = passed * rule.value("of") >= rule.value("share") * len(marks)
    return enough and sum(marks) >= pass_mark * len(marks)


def together(subject: str, marks: Sequence[int], pass_mark: int, rules: Rulebook) -> Mark:
    """The mark several assessors make: the rounded mean, barred where the exact figures are no pass."""
    mean = mean_of(marks)
    review = rules["ASM-PAS-004"]
    fails = not review_passed(marks, pass_mark, review) if subject == REVIEW and review.active else sum(marks) < pass_mark * len(marks)
    return Mark(mean, barred=PANEL if fails and mean >= pass_mark else None)


def is_vetoed(signed_vetoes: int, rule: Rule) -> bool:
    """Whether enough different assessors confirmed a failed veto item."""
    return rule.active and signed_vetoes >= rule.value("signatures")


def veto_faults(who: Iterable[str], signed_vetoes: int, rule: Rule) -> list[Finding]:
    """A veto item that too few have confirmed holds the submission (ASM-MRK-005)."""
    if not signed_vetoes or is_vetoed(signed_vetoes, rule):
        return []
    return rule.found("veto", who="、".join(who), found=signed_vetoes)


def band_of(tenths: int, rule: Rule) -> str | None:
    """The grade a certificate carries (ASM-PAS-005): half-open bands, so 89.5 is 良好. None below the pass mark or without bands."""
    if not rule.active:
        return None
    bands = ((rule.value("best"), "best"), (rule.value("better"), "better"), (rule.value("good"), "good"))
    return next((grade for limit, grade in bands if tenths >= limit * 10), None)
