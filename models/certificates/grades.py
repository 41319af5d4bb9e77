"""成绩等次 of special-ability certificates (CRT-019)."""

from models.core.findings import Finding, Severity
from models.core.rulebook import Rule


def grade_note(score: float, grading: Rule) -> str:
    """The grade a score earns, "" below the pass mark. A decimal between two grades takes the lower: 89.5 is 良好.

    score: points of 100. grading: CRT-019. Source: 考务管理通知 一(九).
    """
    grades: dict[str, int] = grading.value("grades") or {}
    earned = [(lowest, name) for name, lowest in grades.items() if score >= lowest]
    return max(earned)[1] if earned else ""


def grade_faults(score: float, grading: Rule) -> list[Finding]:
    """Below the pass mark there is no certificate; a decimal the text does not cover wants a reason."""
    if not grading.active:
        return []
    if score < grading.value("passing"):
        return grading.found("score", found=score, expected=f"≥ {grading.value('passing')}")
    upper = [lowest for lowest in (grading.value("grades") or {}).values() if lowest - 1 < score < lowest]
    return grading.found("score", Severity.WARN, found=score, expected=grade_note(score, grading)) if upper else []
