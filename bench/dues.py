"""Everything that is due, as the desk asks for it."""

from collections.abc import Iterator

from bench import timing
from bench.places import Place
from bench.results import HISTORY, Result
from models.core.due import due_items
from models.core.progress import to_the_end
from models.core.registers import REGISTERS, View
from reports.workbooks.export import export

TIMES = 15
LIMIT, ROOM = 50, 3  # milliseconds for 5,000 open items; the small centres run on slow machines too, there only a fall decides


def measure(place: Place) -> Iterator[Result]:
    times = timing.Times()
    found: list[int] = []
    with place.opened() as centre, timing.as_in_the_window():
        for _ in range(TIMES):
            with centre.reading() as context:
                times.take(lambda: found.append(len(due_items(context))))
    facts = {"median on the clock": f"{timing.median(times.clock):.3g} ms", "the first": f"{times.cpu[0]:.3g} ms"}
    limit = LIMIT * (1 if place.size == "l" else ROOM)
    yield Result("due", "due list", f"{place.people}, {found[0]:,} open items", timing.median(times.cpu), limit, facts=facts)
    if place.size != "l":  # nobody keeps a million people in a workbook
        yield from _office(place)


def _office(place: Place) -> Iterator[Result]:
    """Only the assessors' cards, from a workbook of the roster: what an office counts with a script."""
    path = HISTORY / f"roster-{place.size}.xlsx"
    with place.opened() as centre, centre.reading() as context:
        register = REGISTERS["people.assessors"]
        path.write_bytes(to_the_end(export(context, register, View())).content)
        cards = [item for item in due_items(context) if item.register == register.key and item.rule == "PPL-ASR-064"]
        times = timing.Times()
        times.take(lambda: due_items(context))
        today = context.today.isoformat()
    office = timing.program("bench.office", "due", str(path), today)
    assert office["found"] == len(cards), (office, len(cards))
    facts = {"cards found by both": str(len(cards))}
    yield Result("due", "the same, its cards only, as an office does it", place.people, times.cpu[0], None, office["cpu"], "pandas over the roster", facts)
