"""A large archive: its due list, a jump in the catalogue, what may be destroyed in a year. It has a centre of its own."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench import timing
from bench.places import DAY, Place, source_hash
from bench.results import HISTORY, Result
from models.archives import queries, retention
from models.archives.tables import ArchiveItem
from models.core import store
from models.core.centre import Centre, Context
from models.core.due import due_items
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.registers import REGISTERS, View, page

ITEMS = {"s": 2_000, "m": 50_000, "l": 1_000_000}
TIMES = 15
_CHUNK = 20_000
_SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "档案演示中心", "training": "1"}
_FIRST, _DAYS, _DESTROYED_BEFORE = date(2021, 1, 1), 2_140, date(2026, 6, 1)  # what expired before was destroyed in its time


def measure(place: Place) -> Iterator[Result]:
    items, shown = ITEMS[place.size], f"{ITEMS[place.size]:,} archive items"
    centre = open_centre(str(_folder(place.size)), "archive", TRAINING_PASSWORD, on=DAY)
    try:
        middle = (f"DA-{items // 2:07d}", items // 2 + 1)
        register = REGISTERS["archives.items"]
        asked: tuple[tuple[str, Callable[[Context], Any], float], ...] = (
            ("due list", due_items, 50),
            ("jump into the catalogue", lambda context: page(context, register, View(), middle), 16),
            ("what may be destroyed in 2027", _in_2027, 1000),
        )
        for work, question, limit in asked:
            times = timing.Times()
            for _time in range(TIMES):
                with centre.reading() as context:
                    times.take(lambda context=context, question=question: question(context))  # type: ignore[misc]
            yield Result("archive", work, shown, timing.median(times.cpu), limit, facts={"the first": f"{times.cpu[0]:.3g} ms"})
    finally:
        centre.close()


def _in_2027(context: Context) -> int:
    return context.db.scalar(select(func.count()).select_from(queries.destroyable(2027).subquery())) or 0


def _folder(size: str) -> Path:
    """The archive of a size, from the cache or made now; half a centre is never left, nor an outdated one."""
    folder = HISTORY / f"archive-{size}-{source_hash()}"
    if not folder.exists():
        partial = HISTORY / f"making-archive-{size}"
        for old in (partial, *HISTORY.glob(f"archive-{size}-*")):
            shutil.rmtree(old, ignore_errors=True)
        create_embedded(partial, _SETTINGS, TRAINING_PASSWORD)
        centre = open_centre(str(partial), "archive", TRAINING_PASSWORD, on=DAY)
        _fill(centre, ITEMS[size])
        centre.close()
        partial.rename(folder)
    return folder


def _fill(centre: Centre, items: int) -> None:
    with centre.reading() as context:
        judged_by, rules = queries.judged_by(context), context.rules
    with store.writing(centre.engine) as db:
        for start in range(0, items, _CHUNK):
            rows = [_row(n, judged_by, rules) for n in range(start, min(items, start + _CHUNK))]
            store.insert_many(db.connection(), ArchiveItem.__table__, rows)
        db.commit()


def _row(n: int, judged_by: str, rules: Any) -> dict[str, Any]:
    made_on = _FIRST + timedelta(days=n % _DAYS)
    kept = retention.keeping(("K08", None), "paper", None, made_on, None, None, rules)
    gone = kept.destroy_from < _DESTROYED_BEFORE
    return {"id": n + 1, "version": 1, "first_entry": 1, "entry": 1, "number": f"DA-{n:07d}", "title": f"第{n % 999}批 评分表", "kind": "K08",
            "medium": "paper", "secrecy": "internal", "batch": f"B{n // 12}", "made_on": made_on, "quantity": "12页", "pages": 12,
            "state": "destroyed" if gone else "in_archive", "destroy_from": queries.NEVER if gone else kept.destroy_from,
            "judged_by": "" if gone else judged_by}  # fmt: skip
