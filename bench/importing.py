"""Import of a roster with all checks and audit, against reading it with calamine and a bare executemany."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench import timing
from bench.places import DAY, Place
from bench.results import Result
from bench.rosters import roster
from models.core import intake, store
from models.core.acts import call
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.registers import REGISTERS
from models.core.tables import Base, SearchEntry
from models.demo.making import SETTINGS

REGISTER = "people.assessors"
SERIAL = {"serial_digits": "7", "length": "21", "serial_max": "9999999"}  # four digits are too few for so many cards


def measure(place: Place) -> Iterator[Result]:
    path = roster(place.roster_rows, SETTINGS["filing_no"])
    with tempfile.TemporaryDirectory() as folder:
        centre = _centre(Path(folder) / "own")
        try:
            own = timing.cpu(lambda: _imported(centre, path, place.roster_rows))
            rows, grams = _written(centre)
        finally:
            centre.close()
        bare_centre = _centre(Path(folder) / "bare")
        try:
            read = timing.cpu(lambda: _read(path))
            written = timing.cpu(lambda: _write(bare_centre, rows, grams))
        finally:
            bare_centre.close()
    facts = {"a row": f"{own / place.roster_rows * 1000:.3g} µs", "calamine": f"{read / 1000:.3g} s", "executemany": f"{written / 1000:.3g} s"}
    yield Result("import", "import of a roster with all checks and audit (CPU)", f"{place.roster_rows:,} rows", own, 3, read + written,
                 "calamine + executemany", facts)  # fmt: skip


def _centre(folder: Path) -> Centre:
    create_embedded(folder, SETTINGS, TRAINING_PASSWORD, on=DAY)
    director = open_centre(str(folder), "director", TRAINING_PASSWORD, on=DAY)
    for param, value in SERIAL.items():
        assert call(director, "core.set_rule_value", rule="PPL-ASR-061", param=param, value=value, why="bench").done
    director.close()
    return open_centre(str(folder), "exam", TRAINING_PASSWORD, on=DAY)


def _imported(centre: Centre, path: Path, rows: int) -> None:
    outcome = intake.carry_out(centre, REGISTERS[REGISTER], path)
    assert outcome.done and outcome.value.new == rows, (outcome.findings, outcome.value and outcome.value.faults[:3])


def _read(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    assert sum(1 for _ in book.get_sheet_by_index(0).iter_rows())


def _written(centre: Centre) -> tuple[dict[Any, list[dict[str, Any]]], list[tuple[int, str]]]:
    """What the import wrote, as ready rows: the bare program need not think about them."""
    from models.core.search import grams

    with store.reading(centre.engine) as db:
        rows = {}
        for table in Base.metadata.sorted_tables:
            if table.name in ("person", "qualification", "qualified_occupation", "card", "card_term", "appointment", "search_entry"):
                rows[table] = [dict(row._mapping) for row in db.execute(select(table))]
        return rows, [(row["id"], " ".join(grams(row["text"]))) for row in rows[SearchEntry.__table__]]


def _write(centre: Centre, rows: dict[Any, list[dict[str, Any]]], grams: list[tuple[int, str]]) -> None:
    with store.writing(centre.engine) as db:
        _write_all(db, rows, grams)
        db.commit()


def _write_all(db: Session, rows: dict[Any, list[dict[str, Any]]], grams: list[tuple[int, str]]) -> None:
    for table, found in rows.items():
        db.execute(insert(table), found)
    db.connection().exec_driver_sql("INSERT INTO search_grams (rowid, grams) VALUES (?, ?)", grams)
    assert db.scalar(text("SELECT count(*) FROM search_grams")) == len(grams)
