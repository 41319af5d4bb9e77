"""What the bench holds a run against: its budgets, and what was reached before."""

import pytest

from bench import __main__ as bench
from bench import results
from bench.results import Result, baseline, fallen, note


def result(ratio, limit=5.0, work="w"):
    return Result("n", work, "here", ratio * 100, limit, 100, "bare")


@pytest.mark.parametrize(("ratio", "limit", "fell"), [(1.0, 5.0, False), (1.29, 5.0, False), (1.31, 5.0, True), (1.31, None, False)])
def test_more_than_thirty_percent_above_what_was_reached_is_a_fall(ratio, limit, fell):
    assert fallen(result(ratio, limit), {"n: w": 1.0}) is fell


def test_what_was_never_reached_cannot_fall():
    assert not fallen(result(4.0), {})
    assert not fallen(Result("n", "w", "here", 500, 100), {"n: w": 1.0})  # a plain time has its budget only


def test_a_run_becomes_the_baseline_of_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "BASELINE", tmp_path / "baseline.json")
    note("s", [result(1.5), result(2.0, None, "told only"), Result("n", "time", "here", 5, 10)])
    note("m", [result(1.1)])
    assert (baseline("s"), baseline("m"), baseline("l")) == ({"n: w": 1.5}, {"n: w": 1.1}, {})


@pytest.mark.parametrize(("ratios", "status"), [([2.0, 1.0], 0), ([2.0, 2.0], 1), ([1.0], 0), ([6.0, 6.0], 1), ([6.0, 1.2], 0)])
def test_a_busy_moment_is_measured_again_before_it_counts(ratios, status, monkeypatch, tmp_path):
    waiting = iter(ratios)
    monkeypatch.setattr(results, "HISTORY", tmp_path)
    monkeypatch.setattr(bench, "place", lambda *_given: None)
    monkeypatch.setattr(bench, "baseline", lambda _size: {"n: w": 1.0})
    monkeypatch.setattr(bench, "MEASURES", {"n": lambda _place: iter([result(next(waiting))])})
    monkeypatch.setattr("sys.argv", ["bench", "--json"])
    assert bench.main() == status
    assert next(waiting, None) is None


def test_every_name_of_the_kept_baseline_is_a_measure():
    assert {name.partition(":")[0] for name in baseline("s")} <= set(bench.MEASURES)
