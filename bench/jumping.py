"""A page anywhere in a long sorted list."""

from collections.abc import Iterator
from random import Random

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.registers import REGISTERS, View, page, page_marks

JUMPS = 60  # of each order
ORDERS = tuple(View(order=order, descending=descending) for order in ("name", "valid_to") for descending in (False, True))


def measure(place: Place) -> Iterator[Result]:
    register, draw = REGISTERS["people.assessors"], Random(2)
    times: list[float] = []
    scans: list[float] = []
    with place.opened() as centre:
        for view in ORDERS:
            with centre.reading() as context:
                marks: list = []
                scans.append(timing.clocked(lambda view=view: marks.extend(page_marks(context, register, view))))
            for _ in range(JUMPS):
                with centre.reading() as context:  # a fresh session: nothing of the page is in memory
                    mark = draw.choice(marks)
                    times.append(timing.clocked(lambda view=view, mark=mark: page(context, register, view, mark)))
    facts = {"median": f"{timing.median(times):.2g} ms", "noting all pages once": f"{max(scans):.3g} ms"}
    yield Result("jump", f"jump anywhere in a sorted list, p95 of {len(times)}", place.people, timing.p95(times), 16, facts=facts)
