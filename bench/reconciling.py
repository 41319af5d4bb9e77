"""Reconciling a register with an export of the same size, against calamine reading that export: CPU and peak memory, each in
a program of its own."""

import json
import resource
import sys
import time
from collections.abc import Iterator

from bench import networks, timing
from bench.places import DAY, Place
from bench.results import Result

_TIMES, _MEMORY = 2, 1.5  # the budgets: against reading, against its peak
KINDS = {"register": "register × export", "books": "the same with pass list, journal and sign-offs of every certificate"}


def measure(place: Place) -> Iterator[Result]:
    rows = networks.ROWS[place.size]
    path, at = str(networks.export(rows)), f"{rows:,} rows each"
    read = timing.program("bench.reconciling", "read", path)
    office = timing.program("bench.office", "reconcile", str(networks.ledger(rows)), path)
    for kind, work in KINDS.items():
        own = timing.program("bench.reconciling", "reconcile", path, str(networks.folder(place.size, kind)))
        assert own["found"] == networks.EXTRA + rows // networks.DIFFERENT, own
        told = place.size != "l" or kind == "books"  # starting weighs more than a few rows; every book at once is only told
        facts = {"the clock": timing.spell(own["clock"]), "reading": timing.spell(read["clock"])}
        yield Result("reconcile", work, at, own["cpu"], None if told else _TIMES, read["cpu"], "calamine reading the export", facts)
        if kind == "register":
            assert office["found"] == own["found"], office
            yield Result("reconcile", "the same pairs, as an office does it", at, own["cpu"], None, office["cpu"], "pandas over the two workbooks")
        if own["peak"] and kind == "register":
            limit = _MEMORY if place.size == "l" else None
            yield Result("reconcile", "peak memory of it", at, round(own["peak"]), limit, round(read["peak"]), "calamine's own", unit="MB")


def _read(path: str) -> int:
    from python_calamine import CalamineWorkbook

    return sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())


def _reconcile(path: str, folder: str) -> int:
    from pathlib import Path

    import models  # noqa: F401
    from models.certificates.reconciliation.engine import reconciling
    from models.core.opening import TRAINING_PASSWORD, open_centre
    from models.core.progress import to_the_end

    centre = open_centre(folder, "general", TRAINING_PASSWORD, on=DAY)
    with centre.reading() as context:
        return len(to_the_end(reconciling(context, [Path(path)], DAY)).differences)


if __name__ == "__main__":
    clock, cpu = time.perf_counter(), time.process_time()
    found = _read(sys.argv[2]) if sys.argv[1] == "read" else _reconcile(*sys.argv[2:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"found": found, "cpu": (time.process_time() - cpu) * 1000, "clock": (time.perf_counter() - clock) * 1000, "peak": peak}))
