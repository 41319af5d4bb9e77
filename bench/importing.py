"""Import of a roster with all checks and audit, against reading it with calamine and a bare executemany."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import timing
from bench.places import DAY, Place
from bench.results import Result
from bench.rosters import roster
from models.core import intake, store
from models.core.acts import call
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.registers import REGISTERS
from models.demo.making import SETTINGS

REGISTER = "people.assessors"
FEW_ROWS = 5  # the budget at size s, where what is loaded once weighs as much as the rows
TABLES = ("person", "qualification", "qualified_occupation", "card", "card_term", "appointment", "search_entry")
SERIAL = {"serial_digits": "7", "length": "21", "serial_max": "9999999"}  # four digits are too few for so many cards


def measure(place: Place) -> Iterator[Result]:
    path = roster(place.roster_rows, SETTINGS["filing_no"])
    with tempfile.TemporaryDirectory() as folder:
        centre = _centre(Path(folder) / "own")
        try:
            own = timing.cpu(lambda: _imported(centre, path, place.roster_rows))
            statements = _written(centre)
        finally:
            centre.close()
        bare_centre = _centre(Path(folder) / "bare")
        try:
            read = timing.cpu(lambda: _read(path))
            written = timing.cpu(lambda: _write(bare_centre, statements))
        finally:
            bare_centre.close()
    facts = {"a row": f"{own / place.roster_rows * 1000:.3g} µs", "calamine": timing.spell(read), "executemany": timing.spell(written)}
    limit = 3 if place.size != "s" else FEW_ROWS
    yield Result("import", "import of a roster with all checks and audit", f"{place.roster_rows:,} rows", own, limit, read + written,
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


def _written(centre: Centre) -> dict[str, list[Any]]:
    """What the import wrote, as statements with ready rows: the bare program need not think about them."""
    from models.core.search import grams

    statements: dict[str, list[Any]] = {}
    with store.reading(centre.engine) as db:
        connection = db.connection()
        for table in TABLES:
            rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
            statements[f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"] = rows
        lines = connection.exec_driver_sql("SELECT id, text FROM search_entry")
        statements["INSERT INTO search_grams (rowid, grams) VALUES (?, ?)"] = [(id_, " ".join(grams(line))) for id_, line in lines]
    return statements


def _write(centre: Centre, statements: dict[str, list[Any]]) -> None:
    with store.writing(centre.engine) as db:
        for statement, rows in statements.items():
            db.connection().exec_driver_sql(statement, rows)
        db.commit()
