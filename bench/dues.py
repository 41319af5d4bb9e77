"""Everything that is due, as the desk asks for it."""

import gc
from collections.abc import Iterator

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.due import due_items

TIMES = 15
LIMIT, ROOM = 50, 2  # milliseconds for 5,000 open items; the small centres run on slow machines too, there only a fall decides


def measure(place: Place) -> Iterator[Result]:
    gc.freeze()  # as the program does when its window is there
    times = timing.Times()
    found: list[int] = []
    with place.opened() as centre:
        for _ in range(TIMES):
            with centre.reading() as context:
                times.take(lambda: found.append(len(due_items(context))))
    facts = {"median on the clock": f"{timing.median(times.clock):.3g} ms", "the first": f"{times.cpu[0]:.3g} ms"}
    limit = LIMIT * (1 if place.size == "l" else ROOM)
    yield Result("due", "due list", f"{place.people}, {found[0]:,} open items", timing.median(times.cpu), limit, facts=facts)
