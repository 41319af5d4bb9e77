"""How far two entries, several assessors or neighbouring seats agree: pure functions of counts and scores."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


def kappa(both: int, first: int, second: int, neither: int) -> float | None:
    """Agreement of two judges on pass or fail beyond chance; None where chance alone would always agree.

    both: passed by both; first, second: by one only. Source: J. Cohen, A coefficient of agreement for nominal scales,
    Educ Psychol Meas 20 (1960) 37–46.
    """
    n = both + first + second + neither
    if not n:
        return None
    observed = (both + neither) / n
    chance = ((both + first) * (both + second) + (second + neither) * (first + neither)) / (n * n)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def icc(judges: int, n: int, total: float, candidate_squares: float, squares: float) -> float | None:
    """How alike several assessors mark the same candidate: ICC(1,1), one-way, as the assessors change from one to the next.

    judges: marks each candidate has, at least 2. n: candidates. total: sum of all marks; candidate_squares: sum over
    candidates of (sum of marks)²; squares: sum of all marks². None for fewer than two candidates, or where no marks differ.
    Source: P. E. Shrout, J. L. Fleiss, Intraclass correlations, Psychol Bull 86 (1979) 420–428.
    """
    if n < 2 or judges < 2:
        return None
    between = (candidate_squares / judges - total * total / (n * judges)) / (n - 1)
    within = (squares - candidate_squares / judges) / (n * (judges - 1))
    spread = between + (judges - 1) * within
    return (between - within) / spread if spread > 0 else None


@dataclass(frozen=True)
class Likeness:
    """index: 1 where neighbours score alike, 0 where there is no pattern. z: its distance from no pattern."""

    index: float
    z: float
    pairs: int


def neighbours(scores: Sequence[float], pairs: Sequence[tuple[int, int]]) -> Likeness | None:
    """Whether people on neighbouring seats have scores more alike than seats drawn by lot would give. A hint, no proof.

    pairs: places in `scores` of those who sit beside each other, each pair once. Mean and variance are those of all ways
    to seat the same scores. None for fewer than four people, no pair, or equal scores.
    Source: P. A. P. Moran, Notes on continuous stochastic phenomena, Biometrika 37 (1950) 17–23; moments under
    randomisation: A. D. Cliff, J. K. Ord, Spatial processes (1981) 1.5.
    """
    n = len(scores)
    mean = math.fsum(scores) / n if n else 0.0
    off = [score - mean for score in scores]
    second, fourth = math.fsum(d * d for d in off), math.fsum(d**4 for d in off)
    if n < 4 or not pairs or second == 0:
        return None
    weight = 2.0 * len(pairs)
    index = n / weight * 2 * math.fsum(off[a] * off[b] for a, b in pairs) / second
    expected = -1 / (n - 1)
    spread = _variance(n, weight, _crowd(n, pairs), n * fourth / second**2, expected)
    return Likeness(index, (index - expected) / math.sqrt(spread) if spread > 0 else 0.0, len(pairs))


def _crowd(n: int, pairs: Sequence[tuple[int, int]]) -> float:
    degrees = [0] * n
    for a, b in pairs:
        degrees[a] += 1
        degrees[b] += 1
    return math.fsum((2 * degree) ** 2 for degree in degrees)


def _variance(n: int, weight: float, crowd: float, kurtosis: float, expected: float) -> float:
    s1, square = 2 * weight, weight * weight
    ways = n * ((n * n - 3 * n + 3) * s1 - n * crowd + 3 * square)
    tails = kurtosis * ((n * n - n) * s1 - 2 * n * crowd + 6 * square)
    return (ways - tails) / ((n - 1) * (n - 2) * (n - 3) * square) - expected * expected
