"""`python -m bench [--size s|m|l] [--only NAME …] [--json | --markdown]`: exit status 1 when a budget is missed.

A ratio more than 30 % above bench/baseline.json fails, too; what misses is measured once more before it counts.
At the sizes s and m only ratios that mean something there decide: a run that takes a millisecond proves little, so the
table of the README is made with `--size l`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator

import models  # noqa: F401  (every area, as in the program)
from bench import (
    archiving,
    certifying,
    charting,
    crowd,
    dues,
    enrolling,
    importing,
    jumping,
    printing,
    reconciling,
    searching,
    starting,
    teaming,
)
from bench.places import Place, place
from bench.results import Result, as_json, baseline, fallen, keep, markdown, note, table

MEASURES: dict[str, Callable[[Place], Iterator[Result]]] = {
    "start": starting.measure, "search": searching.measure, "jump": jumping.measure, "due": dues.measure, "import": importing.measure,
    "archive": archiving.measure, "reconcile": reconciling.measure, "certify": certifying.measure,
    "enrolling": enrolling.measure, "papers": printing.measure, "dashboard": charting.measure, "teams": teaming.measure,
    "crowd": crowd.measure,
}  # fmt: skip


def say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--size", choices=("s", "m", "l"), default="s")
    parser.add_argument("--only", choices=tuple(MEASURES), action="append")
    parser.add_argument("--baseline", action="store_true", help="keep the ratios of this run as what later runs are held against")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true")
    shape.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    where = place(given.size, say)
    results: list[Result] = []
    reached = baseline(given.size)
    for name in given.only or MEASURES:
        say(name)
        results += _measured(name, where, {} if given.baseline else reached)
    content = as_json(given.size, results)
    keep(content)
    if given.json:
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print(markdown(results) if given.markdown else table(results))
    if given.baseline:
        note(given.size, results)
    fell = [result.work for result in results if fallen(result, reached)]
    for work in fell if not given.baseline else ():
        say(f"fell by more than 30 % against the bare reference: {work}")
    return 0 if all(result.within for result in results) and (given.baseline or not fell) else 1


def _measured(name: str, where: Place, reached: dict[str, float]) -> list[Result]:
    """A measure; once more where something seems to have fallen or is over its budget: a busy moment is no fall."""
    results = list(MEASURES[name](where))
    if any(fallen(one, reached) or not one.within for one in results):
        say(f"{name}, again")
        again = list(MEASURES[name](where))
        results = [min(pair, key=lambda one: one.ratio or one.ours) for pair in zip(results, again, strict=True)]
    return results


if __name__ == "__main__":
    sys.exit(main())
