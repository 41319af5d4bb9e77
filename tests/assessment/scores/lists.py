"""Batches and score lists for tests: made up, small, of any shape."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from models.core.intake import Report, carry_out
from models.core.registers import REGISTERS
from tests.fictional import number_of

PEOPLE = tuple((f"T{serial:03d}", name, number_of(serial=serial)) for serial, name in enumerate(("甲一", "乙二", "丙三", "丁四", "戊五"), 1))


def written(path: Path, *rows: Any, encoding: str = "gb18030") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def take(centre: Any, register: str, path: Path, **how: Any) -> Report:
    report = carry_out(centre, REGISTERS[register], path, **how).value
    assert isinstance(report, Report)
    return report


def batches(centre: Any, folder: Path, *codes: str, day: date = date(2026, 6, 10), level: str = "四级", occupation: str = "电工") -> None:
    rows = [(code, f"{code} 批次", occupation, level, day.isoformat()) for code in codes]
    take(centre, "assessment.batches", written(folder / "plan.csv", ("批次编号", "批次名称", "职业", "级别", "考试日期"), *rows))


def wide(*marks: tuple[Any, ...], batch: str = "B1") -> list[tuple[Any, ...]]:
    """One person a row: theory, practical, written result."""
    header = ("批次编号", "准考证号", "姓名", "身份证号", "理论成绩", "实操成绩", "结果")
    return [header, *((batch, *PEOPLE[at], *mark) for at, mark in enumerate(marks))]
