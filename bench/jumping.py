"""A page anywhere in a long sorted list: people, complaints, incidents."""

from collections.abc import Iterator
from functools import partial
from random import Random

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.centre import Centre, Context
from models.core.paging import Page
from models.core.registers import REGISTERS, Register, View, count, page, page_marks

JUMPS = 60  # of each order
LISTS = {"people.assessors": ("name", "valid_to"), "complaints.cases": ("received_on", "number"), "incidents.log": ("discovered_at", "number")}
_NAMES = {"people.assessors": "people", "complaints.cases": "complaints", "incidents.log": "incidents"}


def _note(marks: list[Page | None], context: Context, register: Register, view: View) -> None:
    marks += page_marks(context, register, view)


def measure(place: Place) -> Iterator[Result]:
    with place.opened() as centre, timing.as_in_the_window():
        for key, orders in LISTS.items():
            yield _jumps(place, centre, REGISTERS[key], orders)


def _jumps(place: Place, centre: Centre, register: Register, orders: tuple[str, ...]) -> Result:
    times, scans, draw = timing.Times(), timing.Times(), Random(2)
    with centre.reading() as context:
        rows = count(context, register, View())
    for view in (View(order=order, descending=descending) for order in orders for descending in (False, True)):
        marks: list[Page | None] = []
        with centre.reading() as context:
            scans.take(partial(_note, marks, context, register, view))
        for _ in range(JUMPS):
            with centre.reading() as context:  # a fresh session: nothing of the page is in memory
                mark = draw.choice(marks)
                times.take(partial(page, context, register, view, mark))
    facts = {"median": f"{timing.median(times.cpu):.2g} ms", "p95 on the clock": f"{timing.p95(times.clock):.3g} ms",
             "noting all pages once": f"{max(scans.cpu):.3g} ms"}  # fmt: skip
    at = place.people if register.key == "people.assessors" else f"{rows:,} {_NAMES[register.key]}"
    return Result("jump", f"jump anywhere in a sorted list, p95 of {len(times.cpu)}", at, timing.p95(times.cpu), 16, facts=facts)
