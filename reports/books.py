"""Workbooks of one record, each declared once beside the form that prints the same, and the one way to write one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.core.acts import call
from models.core.centre import Centre, Context
from models.core.changes import name_of
from models.core.files import digest_of
from models.core.findings import Finding, Severity
from models.core.registers import REGISTERS, may_know, may_read
from reports.forms import load, refusal


@dataclass(frozen=True)
class Book:
    """register: whose records it writes. row: the row of the permission matrix whose readers may have it."""

    id: str
    title: str
    register: str
    row: int
    make: Callable[[Context, Any], bytes]


BOOKS: dict[str, Book] = {}


def declare_book(book: Book) -> Book:
    BOOKS[book.id] = book
    return book


def books() -> dict[str, Book]:
    """Every workbook of a record, declared by its area."""
    load()
    return BOOKS


def of_register(key: str) -> Book:
    """The workbook of a register's records. Raises StopIteration where there is none."""
    return next(book for book in books().values() if book.register == key)


def written(centre: Centre, book_id: str, record_id: int) -> tuple[bytes, list[Finding]]:
    """The workbook of one record, noted among the documents like a print; without content the findings say why not (PPL-ORG-010, SYS-005)."""
    book = books()[book_id]
    register = REGISTERS[book.register]
    with centre.reading() as context:
        if not may_read(context, register):
            return b"", [refusal(context, book.title, book.row, register.who_reads)]
        record = context.db.get(register.table, record_id)
        if record is None or not may_know(context, register, record_id):
            return b"", [_missing(register.title, str(record_id))]
        content, subject, title = book.make(context, record), name_of(record), f"{book.title} {register.title_of(record)}"
    outcome = call(centre, "core.record_document", form=book.id, subject=subject, title=title, digest=digest_of(content))
    return (content, []) if outcome.done else (b"", list(outcome.findings))


def written_named(centre: Centre, book_id: str, key: str) -> tuple[bytes, list[Finding]]:
    """The same for what a person names on the command line; the newest where a key fits several."""
    register = REGISTERS[books()[book_id].register]
    with centre.reading() as context:
        found = list(register.find(context.db, key)) if register.find and may_read(context, register) else []
        first = found[0].id if found else 0
        if not first and may_read(context, register):
            return b"", [_missing(register.title, key)]
    return written(centre, book_id, first)


def _missing(label: str, key: str) -> Finding:
    return Finding("SYS-005", Severity.BLOCK, "", {"label": label, "key": key})
