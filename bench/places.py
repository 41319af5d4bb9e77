"""The centres measured in: demo centres kept under build/bench, made again when what makes them changes."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.results import HISTORY
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, open_centre
from models.core.progress import Work

DAY = date(2026, 11, 20)  # the demo's today: the same people and open items in every run
_MADE_BY = ("models/demo/*.py", "models/*/tables.py", "models/core/search.py", "models/core/names.py", "models/core/store.py")
_ROWS = {"s": 2_000, "m": 20_000, "l": 100_000}  # of the imported roster
_PEOPLE = {"s": "100 people", "m": "20,000 people", "l": "1,000,000 people"}


@dataclass(frozen=True)
class Place:
    """A demo centre of one size in its folder."""

    size: str
    folder: Path

    @property
    def people(self) -> str:
        return _PEOPLE[self.size]

    @property
    def roster_rows(self) -> int:
        return _ROWS[self.size]

    @contextmanager
    def opened(self) -> Iterator[Centre]:
        centre = open_centre(str(self.folder), "director", TRAINING_PASSWORD, on=DAY)
        try:
            yield centre
        finally:
            centre.close()


def source_hash() -> str:
    paths = sorted(path for pattern in _MADE_BY for path in Path().glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def place(size: str, say: Callable[[str], None]) -> Place:
    """The demo centre of a size, from the cache or made now; half a centre is never left, nor an outdated one."""
    from models.demo import make_demo

    folder = HISTORY / f"demo-{size}-{source_hash()}"
    if not folder.exists():
        partial = HISTORY / f"making-{size}"
        for old in (partial, *HISTORY.glob(f"demo-{size}-*")):
            shutil.rmtree(old, ignore_errors=True)
        _told(make_demo(partial, size, DAY), say)
        partial.rename(folder)
    return Place(size, folder)


def _told(work: Work[object], say: Callable[[str], None]) -> None:
    shown = -1
    for progress in work:
        percent = 10 * (10 * progress.done // (progress.total or 1))
        if percent != shown:
            shown = percent
            say(f"making the demo centre: {progress.text} {percent} %")
