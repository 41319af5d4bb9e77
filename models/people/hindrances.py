"""What other areas know that keeps a qualified person from new work: each adds its answer, appointment and assignment ask here."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from models.core.centre import Context
from models.core.findings import Finding
from models.people.tables import Qualification

HINDRANCES: list[Callable[[Context, Qualification, date], Iterable[Finding]]] = []


def hindered(context: Context, holder: Qualification, day: date) -> Iterator[Finding]:
    """Everything that stands against new work of this person on a day; nothing where he may."""
    for answer in HINDRANCES:
        yield from answer(context, holder, day)
