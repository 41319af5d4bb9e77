"""Fictional people, their rosters as workbooks, and short ways to act and to import."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from stdnum.cn import ric

from models.core.acts import Outcome, call
from models.core.centre import Centre
from models.core.intake import Report, carry_out, preview
from models.core.progress import to_the_end
from models.core.registers import REGISTERS
from models.core.rulebook import Rule, Rulebook
from models.people import queries
from models.people.advice import about
from models.people.tables import Qualification
from tests.centres import seat

FILING_NO = "Y000041029001"
ASSESSORS, SUPERVISORS = REGISTERS["people.assessors"], REGISTERS["people.supervisors"]
HEADERS = ("序号", "姓名", "性别", "身份证号", "类别", "考评职业", "证卡编号", "发证日期", "有效期至", "联系电话")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "安平和顺清远明达文博雅静思齐承志若水怀瑾"


def rule(rule_id: str, profile: str = "henan") -> Rule:
    return Rulebook(profile)[rule_id]


def an_id(n: int, *, sex: str = "male", birth: str = "19850312", area: str = "410102") -> str:
    """The n-th fictional identity number (n < 500) with a valid check digit."""
    body = f"{area}{birth}{2 * n + (sex == 'male'):03d}"
    return body + ric.calc_check_digit(body + "0")


def a_name(n: int) -> str:
    return _SURNAMES[n % 20] + _GIVEN[n // 20 % 20] + _GIVEN[n * 7 % 20]


def card(n: int, grade: int = 1) -> str:
    return f"{FILING_NO}{grade}{n:04d}"


def person(n: int, **changes: Any) -> dict[str, Any]:
    """The n-th row of a good roster, by header; changes replace or add cells."""
    return {
        "序号": n, "姓名": a_name(n), "性别": "男", "身份证号": an_id(n), "类别": "考评员", "考评职业": "电工",
        "证卡编号": card(n), "发证日期": "2025-03-01", "有效期至": "2028-02-29", "联系电话": f"138{n:08d}",
    } | changes  # fmt: skip


def people(count: int, first: int = 1) -> list[dict[str, Any]]:
    return [person(n) for n in range(first, first + count)]


def table(rows: Sequence[dict[str, Any]], headers: Sequence[str] = HEADERS) -> list[list[Any]]:
    """A header row and the rows below it, cell by cell."""
    extra = [name for name in dict.fromkeys(key for row in rows for key in row) if name not in headers]
    names = [*headers, *extra]
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def workbook(path: Path, *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> Path:
    """An .xlsx with one sheet per table; texts that begin with = stay texts unless they are `Formula`."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"表{number + 1}")
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    cell = sheet.cell(at, column, value)
                    if isinstance(value, str) and value.startswith("=") and not isinstance(value, Formula):
                        cell.data_type = "s"
    book.save(path)
    return path


class Formula(str):
    """A text that is stored as a formula; without a stored result, as programs write it."""


def text_file(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def take(centre: Centre, path: Path, *, register: Any = ASSESSORS, **how: Any) -> Report:
    """Import as exam affairs and answer the report; the import itself must not be refused."""
    outcome = carry_out(seat(centre, "exam"), register, path, **how)
    assert outcome.done, outcome.findings
    return outcome.value


def looked_at(centre: Centre, path: Path, register: Any = ASSESSORS, **how: Any) -> Report:
    return to_the_end(preview(seat(centre, "exam"), register, path, **how))


def refused_file(centre: Centre, path: Path, register: Any = ASSESSORS) -> str:
    """Why a whole file was refused; nothing of it may have been written."""
    outcome = carry_out(seat(centre, "exam"), register, path)
    assert not outcome.done
    assert [finding.rule for finding in outcome.findings] == ["SYS-012"]
    assert outcome.findings[0].params["advice"]
    return str(outcome.findings[0].params["why"])


def adds_up(report: Report) -> bool:
    """Every row went into exactly one heap."""
    return report.rows == report.new + report.changed + report.unchanged + report.bad_rows + len(report.duplicates)


def faults(report: Report) -> list[tuple[str, str]]:
    """(serial, rule) of all rejected and held rows, in the order of the sheet."""
    return [(fault.serial, fault.rule) for fault in report.faults]


def act(centre: Centre, login: str, deed: str, key: int | None = None, /, today: Any = None, **given: Any) -> Outcome:
    return call(seat(centre, login, today), deed, key, **given)


def done(outcome: Outcome) -> Outcome:
    assert outcome.done, outcome.findings
    return outcome


def refused_by(outcome: Outcome) -> set[str]:
    assert not outcome.done
    return {finding.rule for finding in outcome.findings if finding.severity == "block"}


def wants_reason(outcome: Outcome) -> set[str]:
    assert outcome.needs_reason, outcome.findings
    return {finding.rule for finding in outcome.findings if finding.severity == "warn"}


def hired(centre: Centre, tmp_path: Path, *rows: dict[str, Any], register: Any = ASSESSORS) -> list[int]:
    """Takes rows as a roster (default: one good person); answers the qualifications' ids in the order of the rows."""
    path = workbook(tmp_path / "名册.xlsx", table(rows or [person(1)]))
    before = set(ids(centre))
    take(centre, path, register=register, reason="按证书原件登记")
    return [one for one in ids(centre) if one not in before]


def ids(centre: Centre) -> list[int]:
    with centre.reading() as context:
        return list(context.db.scalars(select(Qualification.id).order_by(Qualification.id)))


def holder(centre: Centre, key: int) -> Qualification:
    """A qualification with all that belongs to it, to be looked at after the session has closed."""
    with centre.reading() as context:
        found = queries.whole(context.db, key)
        context.db.expunge_all()
        return found


def stored(centre: Centre, table_: Any, **wanted: Any) -> list[Any]:
    with centre.reading() as context:
        found = list(context.db.scalars(select(table_).filter_by(**wanted).order_by(*inspect(table_).primary_key)))
        context.db.expunge_all()
        return found


def one_about(centre: Centre, key: int) -> set[str]:
    """The rules that the detail panel names for a qualification today."""
    with centre.reading() as context:
        return {finding.rule for finding in about(context, context.db.get_one(Qualification, key), [])}
