"""The workbook that is imported: as many assessors as asked for, written once and kept."""

from datetime import timedelta
from pathlib import Path

from bench.places import DAY
from bench.results import HISTORY
from models.core.dates import last_day_of_term
from models.demo.inventing import OCCUPATIONS, person
from models.demo.story import ASSESSOR_HEADERS
from models.people.terms import EDUCATION, SEX

SEED = 77
HEADERS = ("序号", *ASSESSOR_HEADERS)


def roster(rows: int, filing_no: str) -> Path:
    """An xlsx of `rows` assessors in order, every one acceptable; from the cache where it is there."""
    from openpyxl import Workbook

    path = HISTORY / f"roster-{rows}.xlsx"
    if path.exists():
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet("考评员花名册")
    sheet.append(HEADERS)
    for number in range(rows):
        one, senior = person(SEED, number), number % 5 == 0
        issued = DAY - timedelta(days=1 + number % 1000)
        ends = last_day_of_term(issued, 3)
        sheet.append((
            number + 1, one.name, SEX.show(one.sex), one.id_no, EDUCATION.show(one.education), one.title,
            "高级考评员" if senior else "考评员", OCCUPATIONS[number % len(OCCUPATIONS)],
            f"{filing_no}{2 if senior else 1}{number + 1:07d}", issued.isoformat(), ends.isoformat(), issued.isoformat(), ends.isoformat(),
            "一级" if senior else "三级", 5 + number % 25, one.employer, one.phone, "是",
        ))  # fmt: skip
    HISTORY.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
