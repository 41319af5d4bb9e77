"""How a year's grade comes about: pure functions of values, without database and clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from models.core.rulebook import Rule
from models.evaluation.terms import (
    ATTENDED,
    DISMISS,
    DISMISS_CANCEL,
    EXCELLENT,
    EXCUSED,
    GOOD,
    NO_SHOW,
    QUALIFIED,
    UNQUALIFIED,
)  # fmt: skip
from resources.texts import _


@dataclass(frozen=True)
class Round:
    """One round as the year counts it; `score` is None for who was not there."""

    ended_on: date
    attendance: str
    score: float | None = None
    candidates: int = 0


def weight_of(one: Round, way: str) -> int:
    return one.candidates if way == "candidates" else 1


def annual_score(rounds: Iterable[Round], rule: Rule) -> Fraction | None:
    """Σ(w·s) / Σw of the rounds with a score, exact; None where there is none (PPL-ASR-140)."""
    way = rule.value("weight")
    scored = [(Fraction(str(one.score)), weight_of(one, way)) for one in rounds if one.score is not None]
    weights = sum(weight for _score, weight in scored)
    return sum((score * weight for score, weight in scored), Fraction(0)) / weights if weights else None


def shown(score: Fraction) -> str:
    """Two decimals, half up; the grade is taken from the score itself."""
    return str((Decimal(score.numerator) / Decimal(score.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def derivation(rounds: Sequence[Round], rule: Rule) -> str:
    """The sum as a person would write it: (92×40＋85×10)÷50＝90.60."""
    score, way = annual_score(rounds, rule), rule.value("weight")
    if score is None:
        return _("当年无认定得分")
    scored = [(one.score, weight_of(one, way)) for one in rounds if one.score is not None]
    summed = "＋".join(f"{value:g}×{weight}" for value, weight in scored)
    return f"({summed})÷{sum(weight for _value, weight in scored)}＝{shown(score)}"


def grade_of(score: Fraction, rule: Rule) -> str:
    """The band of a score, each lower limit inclusive (PPL-ASR-141); `half_up` rounds to a whole number before."""
    if rule.value("rounding") == "half_up":
        score = Fraction(int(score + Fraction(1, 2)))
    bands = ((EXCELLENT, "excellent"), (GOOD, "good"), (QUALIFIED, "qualified"))
    return next((grade for grade, limit in bands if score >= Fraction(str(rule.value(limit)))), UNQUALIFIED)


def years_of_absence(rounds: Iterable[Round], times: int) -> set[int]:
    """Years in which a run of `times` or more absences ends (PPL-ASR-142). Excused neither counts nor resets."""
    run, years = 0, set()
    for one in sorted(rounds, key=lambda each: each.ended_on):
        if one.attendance == ATTENDED:
            run = 0
        elif one.attendance == NO_SHOW:
            run += 1
            if run >= times:
                years.add(one.ended_on.year)
    return years


def never_there(rounds: Iterable[Round]) -> bool:
    """Dispatched in the year, not excused from all, attended none (PPL-ASR-143)."""
    kinds = {one.attendance for one in rounds}
    return bool(kinds) and ATTENDED not in kinds and kinds != {EXCUSED}


Span = tuple[date, date]  # a term, both days inclusive


def term_of(year: int, terms: Iterable[Span]) -> Span | None:
    """The term in force on 31 December, or at the person's last day within the year."""
    held = [term for term in terms if term[0] <= date(year, 12, 31) and term[1] >= date(year, 1, 1)]
    return max(held, default=None)


def bad_years(unqualified: Iterable[int], year: int, terms: Sequence[Span], rule: Rule) -> str:
    """What a further unqualified `year` leads to: "" · dismiss · dismiss_cancel (PPL-ASR-148; (a) wins over (b))."""
    wanted, years = rule.value("years"), {*unqualified, year}
    term = term_of(year, terms)
    if term and sum(term_of(one, terms) == term for one in years) >= wanted:
        return DISMISS_CANCEL
    return DISMISS if years >= {year - back for back in range(wanted)} else ""
