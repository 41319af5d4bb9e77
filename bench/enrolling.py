"""Import of a list of candidates with all checks and audit, against calamine and a bare executemany into the same tables;
the memory it takes above that of calamine alone, each in a program of its own."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import models  # noqa: F401
from bench import timing
from bench.places import Place
from bench.results import HISTORY, Result
from models.core import intake, store
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.registers import REGISTERS
from models.demo.inventing import person
from models.demo.making import SETTINGS
from models.people.terms import SEX

REGISTER = "assessment.candidates"
SEED, FEW_ROWS, OF_CALAMINE = 78, 5, 1.5
LEAST_ROWS = 30_000  # below that, what is loaded once decides how much memory is taken
TABLES = ("enrolment", "search_entry")
BATCHES = 40
DAY, EXAM_DAY = date(2026, 11, 20), date(2026, 12, 19)
HEADERS = ("序号", "批次名称", "姓名", "性别", "证件类型", "证件号码", "文化程度", "人员类别", "工作单位（院系）", "职业名称", "工种/职业方向", "等级",
           "考核科目", "联系电话", "邮政编码", "家庭地址", "备注")  # fmt: skip


def workbook(rows: int) -> Path:
    """An xlsx of `rows` candidates in order, every one acceptable; from the cache where it is there."""
    from openpyxl import Workbook

    path = HISTORY / f"candidates-{rows}.xlsx"
    if path.exists():
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet("考生")
    sheet.append(HEADERS)
    for number in range(rows):
        one = person(SEED, number)
        sheet.append((number + 1, f"C-{number % BATCHES:02}", one.name, SEX.show(one.sex), "居民身份证", one.id_no, "大专", "社会人员", one.employer,
                      "车工", "数控车床", "四级", "理论、技能", one.phone, "450000", "示例市示例路1号", ""))  # fmt: skip
    HISTORY.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _centre(folder: Path) -> Centre:
    from models.assessment.tables import Batch

    create_embedded(folder, SETTINGS | {"profile": "sport"}, TRAINING_PASSWORD, on=DAY)
    centre = open_centre(str(folder), "exam", TRAINING_PASSWORD, on=DAY)
    with store.writing(centre.engine) as db:
        db.add_all(Batch(code=f"C-{n:02}", first_exam_day=EXAM_DAY, last_exam_day=EXAM_DAY, profile="sport") for n in range(BATCHES))
        db.commit()
    return centre


def measure(place: Place) -> Iterator[Result]:
    path, rows = workbook(place.roster_rows), place.roster_rows
    with tempfile.TemporaryDirectory() as folder:
        own_centre, bare = _centre(Path(folder) / "own"), _centre(Path(folder) / "bare")
        try:
            own = timing.cpu(lambda: _imported(own_centre, path, rows))
            statements = _written(own_centre)
            read = timing.cpu(lambda: _read(path))
            written = timing.cpu(lambda: _write(bare, statements))
        finally:
            own_centre.close()
            bare.close()
    facts = {"a row": f"{own / rows * 1000:.3g} µs", "calamine": timing.spell(read), "executemany": timing.spell(written)}
    limit = 3 if place.size != "s" else FEW_ROWS
    yield Result("enrolling", "import of candidates with all checks and audit", f"{rows:,} rows", own, limit, read + written,
                 "calamine + executemany", facts)  # fmt: skip
    yield _memory(max(rows, LEAST_ROWS))


def _memory(rows: int) -> Result:
    """What the import takes above a program that has opened the centre, against what calamine's own rows take there."""
    path = str(workbook(rows))
    nothing, read, own = (timing.program("bench.enrolling", how, path)["mb"] for how in ("nothing", "calamine", "import"))
    return Result("enrolling", "peak memory of it", f"{rows:,} rows", round(own - nothing), OF_CALAMINE, round(read - nothing), "calamine's own", unit="MB")


def _imported(centre: Centre, path: Path, rows: int) -> None:
    outcome = intake.carry_out(centre, REGISTERS[REGISTER], path)
    assert outcome.done and outcome.value.new == rows, (outcome.findings, outcome.value and outcome.value.faults[:3])


def _read(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    assert len(list(book.get_sheet_by_index(0).iter_rows()))


def _written(centre: Centre) -> dict[str, list[Any]]:
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


def peak(how: str, path: Path) -> float:
    """The most memory this program has taken, in MB, after doing one of the three."""
    with tempfile.TemporaryDirectory() as folder:
        centre = _centre(Path(folder) / "own")
        if how == "import":
            assert intake.carry_out(centre, REGISTERS[REGISTER], path).done
        elif how == "calamine":
            _read(path)
        centre.close()
    told = Path("/proc/self/status").read_text(encoding="ascii")  # the peak of this program alone: getrusage inherits its parent's
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    print(f'{{"mb": {peak(sys.argv[1], Path(sys.argv[2]))}}}')
