"""Figures against SciPy, published values or every possible case: to 1e-9."""

import itertools
import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from models.statistics import agreement, figures, student

CLOSE = 1e-9
CONFIDENCES = (0.5, 0.9, 0.95, 0.998)


@pytest.mark.parametrize(
    ("passed", "n", "told"),
    [(6, 6, (0.610, 1.000)), (27, 30, (0.744, 0.965)), (0, 8, (0.000, 0.324))],  # as the design writes them
)
def test_sta_001_wilson_of_small_batches(passed, n, told):
    assert tuple(round(limit, 3) for limit in figures.wilson(passed, n, 0.95)) == told


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from(CONFIDENCES))
@settings(max_examples=80, deadline=None)
def test_sta_001_wilson_agrees_with_scipy(counts, confidence):
    passed, n = counts
    expected = stats.binomtest(passed, n).proportion_ci(confidence, method="wilson")
    assert figures.wilson(passed, n, confidence) == pytest.approx((expected.low, expected.high), abs=CLOSE)


def test_sta_001_nobody_says_nothing():
    assert figures.wilson(0, 0, 0.95) == (0.0, 1.0)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_quantiles_agree_with_scipy(confidence):
    assert figures.z_of(confidence) == pytest.approx(stats.norm.ppf((1 + confidence) / 2), abs=CLOSE)
    for df in (1, 2, 5, 29, 30, 250, 9999):
        assert student.t_of(confidence, df) == pytest.approx(stats.t.ppf((1 + confidence) / 2, df), rel=CLOSE)


@given(st.floats(0.05, 0.95), st.integers(1, 3000), st.sampled_from((0.95, 0.998)), st.sampled_from((0.0, 0.0004)))
@settings(max_examples=60, deadline=None)
def test_sta_002_funnel_limits_are_normal_on_the_arc(target, n, confidence, tau2):
    normal = stats.norm(math.asin(math.sqrt(target)), math.sqrt(1 / (4 * n) + tau2))
    expected = [math.sin(min(max(angle, 0), math.pi / 2)) ** 2 for angle in normal.interval(confidence)]
    assert figures.funnel_limits(target, n, confidence, tau2) == pytest.approx(expected, abs=CLOSE)


def test_sta_002_a_batch_on_the_limit_lies_at_its_quantile():
    low, high = figures.funnel_limits(0.7, 400, 0.998)
    for rate, side in ((low, -1), (high, 1)):
        assert figures.distance(round(rate * 10**9), 10**9, 0.7) * math.sqrt(400 / 10**9) == pytest.approx(side * figures.z_of(0.998), abs=1e-6)


def test_sta_002_winsorised_pulls_in_the_ends():
    values = [5.0, -9.0, 1.0, 2.0, 3.0, -1.0, 0.0, 4.0, 40.0, 1.5]
    ten = stats.mstats.winsorize(numpy.array(values), limits=(0.1, 0.1))
    assert figures.winsorised(values, 0.1) == list(ten)
    assert figures.winsorised(values, 0.0) == values
    assert figures.winsorised(values, 0.09) == values  # less than one value at each end


def test_sta_002_over_dispersion_by_its_moments():
    counts, target = [(60, 80), (50, 100), (90, 120), (20, 60), (100, 110)], 320 / 470
    weights = [4 * n for _passed, n in counts]
    angles = [math.asin(math.sqrt(passed / n)) for passed, n in counts]
    q = sum(w * (angle - math.asin(math.sqrt(target))) ** 2 for w, angle in zip(weights, angles, strict=True))
    found = figures.over_dispersion(counts, target, 0.0)
    assert found.phi == pytest.approx(q / 5, abs=CLOSE)
    assert found.tau2 == pytest.approx((q - 4) / (sum(weights) - sum(w * w for w in weights) / sum(weights)), abs=CLOSE)
    assert figures.over_dispersion([(70, 100), (71, 100), (69, 100)], 0.7, 0.0).tau2 == 0  # less than chance: none is added
    assert figures.over_dispersion(counts[:1], target, 0.0).tau2 == 0


@pytest.mark.parametrize(("target", "n", "told"), [(0.5, 100, (0.35, 0.65)), (0.9, 100, (0.81, 0.99)), (0.98, 25, (0.896, 1.0))])
def test_sta_005_limits_of_a_month(target, n, told):
    assert figures.p_chart(target, n, 3) == pytest.approx(told, abs=CLOSE)


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=60).filter(lambda found: max(found) - min(found) > 0.01))
@settings(max_examples=60, deadline=None)
def test_sta_004_a_mean_and_its_interval_agree_with_scipy(values):
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    found = figures.mean_interval(len(values), math.fsum(values), math.fsum(value * value for value in values), 0.95)
    assert found is not None
    assert found[1:] == pytest.approx((expected.low, expected.high), abs=1e-8)


def test_sta_004_one_value_has_no_interval():
    assert figures.mean_interval(1, 3.0, 9.0, 0.95) is None


def test_kappa_of_a_published_table():
    """Two readers, 50 applications: 20 both yes, 5 and 10 one only, 15 both no: 0.4 (Cohen's example in textbooks)."""
    assert agreement.kappa(20, 5, 10, 15) == pytest.approx(0.4, abs=CLOSE)
    assert agreement.kappa(0, 0, 0, 0) is None
    assert agreement.kappa(12, 0, 0, 0) is None  # everybody passed: nothing to agree about


FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))  # Shrout & Fleiss 1979, table 2


def sums(marks):
    flat = [mark for row in marks for mark in row]
    return len(marks[0]), len(marks), sum(flat), sum(sum(row) ** 2 for row in marks), sum(mark * mark for mark in flat)


def test_icc_of_a_published_table():
    assert agreement.icc(*sums(FLEISS)) == pytest.approx(0.17, abs=0.005)  # their ICC(1,1)
    groups = stats.f_oneway(*FLEISS).statistic  # between over within: the same coefficient from its F
    assert agreement.icc(*sums(FLEISS)) == pytest.approx((groups - 1) / (groups + 3), abs=CLOSE)
    assert agreement.icc(2, 1, 10, 100, 50) is None
    assert agreement.icc(*sums(((5, 5), (5, 5)))) is None


def test_sta_006_likeness_has_the_moments_of_every_seating():
    scores, pairs = [61.0, 64.0, 70.0, 71.0, 90.0, 55.0], [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3)]
    n, mean = len(scores), sum(scores) / len(scores)
    second = sum((score - mean) ** 2 for score in scores)

    def index(seated):
        return n / len(pairs) * sum((seated[a] - mean) * (seated[b] - mean) for a, b in pairs) / second

    all_ways = [index(seated) for seated in itertools.permutations(scores)]
    centre = sum(all_ways) / len(all_ways)
    deviation = math.sqrt(sum((way - centre) ** 2 for way in all_ways) / len(all_ways))
    found = agreement.neighbours(scores, pairs)
    assert found.index == pytest.approx(index(scores), abs=CLOSE)
    assert found.z == pytest.approx((index(scores) - centre) / deviation, abs=CLOSE)


@pytest.mark.parametrize(("scores", "pairs"), [([60, 70, 80], [(0, 1)]), ([60, 70, 80, 90], []), ([60] * 5, [(0, 1)]), ([], [])])
def test_sta_006_too_little_gives_no_hint(scores, pairs):
    assert agreement.neighbours(scores, pairs) is None
