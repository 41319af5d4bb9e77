"""What the regulation library shows, read without keeping records: titles, clauses, hits of a search or a citation."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.core import acts, queries
from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.tables import Clause
from views.kit.findings import as_text

LOAD = "core.load_regulation"
_OPENING = 40  # characters of a clause shown in the list


@dataclass(frozen=True)
class Entry:
    """One clause. where: regulation and part; label: 第十六条, 四 …"""

    id: int
    regulation: int
    where: str
    label: str
    text: str

    @property
    def line(self) -> str:
        opening = " ".join(self.text.split()).removeprefix(self.label).lstrip("、．. ")
        return "　".join(part for part in (self.label, opening[:_OPENING]) if part)


@dataclass(frozen=True)
class Shelf:
    """The loaded regulations, the clauses asked for, and what keeps this person from loading another text."""

    titles: tuple[tuple[int, str], ...]
    entries: tuple[Entry, ...]
    against: str


def look(context: Context, regulation: int, words: str) -> Shelf:
    """regulation: 0 is the first one when nothing is searched, else all. words: a citation, or words of the text."""
    books = queries.library(context)
    against = [context.rules.describe(finding) for finding in acts.stands_against(context, COMMANDS[LOAD])]
    titles = tuple((book.id, book.title) for book in books)
    found = _found(context, regulation or (books[0].id if books and not words.strip() else 0), words.strip())
    return Shelf(titles, tuple(_entry(clause) for clause in found), as_text(against))


def _found(context: Context, regulation: int, words: str) -> Sequence[Clause]:
    if not words:
        return queries.clauses_of(context, regulation) if regulation else ()
    hits = queries.clauses_cited(context, words) or queries.find_clauses(context, words)
    return [clause for clause in hits if regulation in (0, clause.regulation_id)]


def regulation_of(context: Context, clause_id: int) -> int:
    """The regulation a clause stands in."""
    clause = context.db.get(Clause, clause_id)
    return clause.regulation_id if clause else 0


def _entry(clause: Clause) -> Entry:
    book = clause.regulation.title
    where = book if clause.part == book else f"{book} · {clause.part}"
    return Entry(clause.id, clause.regulation_id, where, clause.label, readable(clause.text))


def readable(text: str) -> str:
    """A clause without the marks of a text that was converted (# headings, ** bold) and without empty lines."""
    lines = (line.strip().lstrip("#").replace("**", "").strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
