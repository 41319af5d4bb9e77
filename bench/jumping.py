"""A page anywhere in a long sorted list."""

import gc
from collections.abc import Iterator
from functools import partial
from random import Random

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.centre import Context
from models.core.paging import Page
from models.core.registers import REGISTERS, Register, View, page, page_marks

JUMPS = 60  # of each order
ORDERS = tuple(View(order=order, descending=descending) for order in ("name", "valid_to") for descending in (False, True))


def _note(marks: list[Page | None], context: Context, register: Register, view: View) -> None:
    marks += page_marks(context, register, view)


def measure(place: Place) -> Iterator[Result]:
    register, draw = REGISTERS["people.assessors"], Random(2)
    gc.freeze()  # as the program does when its window is there
    times, scans = timing.Times(), timing.Times()
    with place.opened() as centre:
        for view in ORDERS:
            marks: list[Page | None] = []
            with centre.reading() as context:
                scans.take(partial(_note, marks, context, register, view))
            for _ in range(JUMPS):
                with centre.reading() as context:  # a fresh session: nothing of the page is in memory
                    mark = draw.choice(marks)
                    times.take(partial(page, context, register, view, mark))
    facts = {"median": f"{timing.median(times.cpu):.2g} ms", "p95 on the clock": f"{timing.p95(times.clock):.3g} ms",
             "noting all pages once": f"{max(scans.cpu):.3g} ms"}  # fmt: skip
    yield Result("jump", f"jump anywhere in a sorted list, p95 of {len(times.cpu)}", place.people, timing.p95(times.cpu), 16, facts=facts)
