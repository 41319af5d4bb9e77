"""From the start to the filled desk, against a bare window on the same database."""

import tempfile
from collections.abc import Iterator

from bench import timing
from bench.places import DAY, Place
from bench.results import Result

TIMES = 5


def measure(place: Place) -> Iterator[Result]:
    with place.opened() as centre:
        key = centre.data_key.hex()
    own, bare = [], []
    with tempfile.TemporaryDirectory() as settings:
        for _ in range(TIMES):
            own.append(timing.program("bench.own_window", str(place.folder), DAY.isoformat(), JIANTAI_SETTINGS=settings)["cpu"])
            bare.append(timing.program("bench.bare_window", str(place.folder / "centre.db"), key)["cpu"])
    yield Result("start", "start → desk filled", place.people, timing.median(own), 2, timing.median(bare), "bare window",
                 {"runs": TIMES})  # fmt: skip
