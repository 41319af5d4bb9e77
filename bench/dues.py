"""Everything that is due, as the desk asks for it."""

from collections.abc import Iterator

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.due import due_items

TIMES = 15


def measure(place: Place) -> Iterator[Result]:
    times, items = [], []
    with place.opened() as centre:
        for _ in range(TIMES):
            with centre.reading() as context:
                times.append(timing.clocked(lambda: items.append(len(due_items(context)))))
    facts = {"first": f"{times[0]:.3g} ms"}
    yield Result("due", "due list", f"{place.people}, {items[0]:,} open items", timing.median(times), 50, facts=facts)
