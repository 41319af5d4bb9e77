"""Search as you type, against LIKE '%…%' on the same lines."""

from collections.abc import Iterator
from functools import partial
from random import Random

from sqlalchemy import func, select, text

from bench import timing
from bench.places import Place
from bench.results import Result
from models.core.centre import Context
from models.core.names import initials
from models.core.search import HITS, fold, search
from models.people.tables import Person

QUERIES, COMPARED = 200, 40  # typed in all; also asked with LIKE, which needs a second for a rare one
NOWHERE = ("囧囧", "qqqx", "魑魅", "98765x", "zzzz", "aeiou", "888888", "777777", "1354135", "000007000")
LIKE = f"SELECT register, record_id, title FROM search_entry WHERE text LIKE :like LIMIT {HITS}"


def measure(place: Place) -> Iterator[Result]:
    with place.opened() as centre, centre.reading() as context:
        typed = queries(context)
        search(context.db, typed[0])  # what is read once per connection is not the search's
        ours, like = timing.Times(), timing.Times()
        for query in typed:
            ours.take(partial(search, context.db, query))
        compared = sorted(Random(3).sample(range(QUERIES), COMPARED))
        for at in compared:
            like.take(partial(_like, context, typed[at]))
    same = [ours.cpu[at] for at in compared]
    slowest = typed[ours.cpu.index(max(ours.cpu))]
    facts = {"median": f"{timing.median(ours.cpu):.2g} ms", "p95 on the clock": f"{timing.p95(ours.clock):.3g} ms",
             "slowest": f"{max(ours.cpu):.3g} ms ({slowest})"}  # fmt: skip
    yield Result("search", f"search as you type, p95 of {QUERIES}", place.people, timing.p95(ours.cpu), 20, facts=facts)
    quick = sum(time < other for time, other in zip(like.cpu, same, strict=True))
    facts = {"LIKE quicker (frequent text: it stops at the first hits)": f"{quick} of {COMPARED}",
             "LIKE p95": f"{timing.p95(like.cpu):.3g} ms"}  # fmt: skip
    limit = 1 / 20 if place.size == "l" else None
    yield Result("search-like", f"the same, median of {COMPARED}", place.people, timing.median(same), limit,
                 timing.median(like.cpu), "LIKE '%…%'", facts)  # fmt: skip


def _like(context: Context, query: str) -> None:
    context.db.execute(text(LIKE), {"like": f"%{fold(query)}%"}).all()


def queries(context: Context) -> list[str]:
    """What people type: parts of names, initials, parts of numbers, frequent and rare, and things that are nowhere."""
    draw = Random(1)
    last = context.db.scalar(select(func.max(Person.id))) or 0
    typed: list[str] = []
    while len(typed) < QUERIES - len(NOWHERE):
        one = context.db.get(Person, draw.randint(1, last))
        if one is not None:
            typed.append(_typed(draw, one))
    return [*typed, *NOWHERE]


def _typed(draw: Random, one: Person) -> str:
    kind = draw.choice(("name", "name", "given", "initials", "id", "id", "phone", "two"))
    if kind == "name":
        return one.name
    if kind == "given":
        return one.name[-2:]
    if kind == "initials":
        return draw.choice(initials(one.name))
    if kind == "two":
        return f"{one.name[:2]} {one.id_no[6:10]}"
    digits = one.id_no if kind == "id" or not one.phone else one.phone
    length = draw.randint(2, 6)
    at = draw.randint(0, len(digits) - length)
    return digits[at : at + length]
