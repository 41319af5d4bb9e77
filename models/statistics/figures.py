"""Rates and their uncertainty, limits of control: pure functions of counts. No database, no rounding, no clock.

A rate is a share from 0 to 1, a confidence a probability (0.95), `z` a quantile of the normal distribution.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()
Interval = tuple[float, float]


def z_of(confidence: float) -> float:
    """The two-sided quantile of the normal distribution: 0.95 → 1.959964."""
    return _NORMAL.inv_cdf((1 + confidence) / 2)


def wilson(passed: int, n: int, confidence: float) -> Interval:
    """The score interval of a rate; (0, 1) for nobody. 6 of 6 gives 0.610–1.000, never a bare 100 %.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
    """
    if n == 0:
        return 0.0, 1.0
    z = z_of(confidence)
    rate, spread = passed / n, z * z / n
    middle = (rate + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(rate * (1 - rate) / n + spread / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def on_arc(rate: float) -> float:
    """A rate where its variance no longer depends on it: asin √rate has variance 1/(4n)."""
    return math.asin(math.sqrt(rate))


def off_arc(angle: float) -> float:
    """Back from the arc; what lies beyond its ends is 0 or 1."""
    return math.sin(min(max(angle, 0.0), math.pi / 2)) ** 2


def funnel_limits(target: float, n: float, confidence: float, tau2: float = 0.0) -> Interval:
    """Between which rates a batch of n people falls with this probability, when it passes people at the target rate.

    tau2: variance between batches on the arc, beyond chance (see `over_dispersion`); 0 is chance alone.
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Stat Med 24 (2005) 1185–1202,
    with the variance-stabilised scale of its appendix A.1.
    """
    half = z_of(confidence) * math.sqrt(1 / (4 * n) + tau2)
    middle = on_arc(target)
    return off_arc(middle - half), off_arc(middle + half)


def distance(passed: int, n: int, target: float, tau2: float = 0.0) -> float:
    """How many standard deviations a batch lies from the target on the arc; the sign says on which side."""
    return (on_arc(passed / n) - on_arc(target)) / math.sqrt(1 / (4 * n) + tau2)


@dataclass(frozen=True)
class Dispersion:
    """phi: mean square of the winsorised distances, 1 where chance alone is at work. tau2: what chance leaves unexplained."""

    phi: float
    tau2: float


def winsorised(values: Sequence[float], share: float) -> list[float]:
    """The values with the outermost pulled in: ⌊share · count⌋ at each end take the next value inwards."""
    cut = min(int(len(values) * share + 1e-9), max(0, (len(values) - 1) // 2))
    if not cut:
        return list(values)
    ordered = sorted(values)
    low, high = ordered[cut], ordered[-1 - cut]
    return [min(max(value, low), high) for value in values]


def over_dispersion(counts: Sequence[tuple[int, int]], target: float, share: float) -> Dispersion:
    """How much more the rates of (passed, n) differ than chance explains, outliers winsorised by `share` at each end.

    The additive model by moments: τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw) with w = 4n, never below 0.
    Source: D. J. Spiegelhalter, Handling over-dispersion of performance indicators, Qual Saf Health Care 14 (2005) 347–351.
    """
    if len(counts) < 2:
        return Dispersion(1.0, 0.0)
    distances = winsorised([distance(passed, n, target) for passed, n in counts], share)
    size = len(counts)
    phi = math.fsum(value * value for value in distances) / size
    weights = [4.0 * n for _passed, n in counts]
    total = math.fsum(weights)
    room = total - math.fsum(weight * weight for weight in weights) / total
    return Dispersion(phi, max(0.0, (size * phi - (size - 1)) / room))


def p_chart(target: float, n: int, sigmas: float) -> Interval:
    """Control limits of one month's rate around the mean of all, `sigmas` standard errors wide, within 0 and 1.

    Source: W. A. Shewhart, Economic control of quality of manufactured product (1931); ISO 7870-2, p chart.
    """
    half = sigmas * math.sqrt(target * (1 - target) / n)
    return max(0.0, target - half), min(1.0, target + half)


def mean_interval(n: int, total: float, squares: float, confidence: float) -> tuple[float, float, float] | None:
    """Mean of n values and its t interval (mean, lower, upper), from their sum and sum of squares. None for fewer than two.

    Source: Student, The probable error of a mean, Biometrika 6 (1908) 1–25.
    """
    from models.statistics.student import t_of

    if n < 2:
        return None
    mean = total / n
    variance = max(0.0, (squares - total * mean) / (n - 1))
    half = t_of(confidence, n - 1) * math.sqrt(variance / n)
    return mean, mean - half, mean + half
