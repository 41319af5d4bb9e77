"""Search as you type over every searched register: Chinese, pinyin initials, digits; any two or more characters.

Each record has one line of folded text. Its grams (two characters of Chinese, three of letters and digits) are
indexed; a query takes the lines that hold all of its grams and then proves them by the text itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.orm import Session

from models.core.store import insert_many
from models.core.tables import Record, SearchEntry

_RUNS = re.compile(r"[a-z0-9]+|[^\x00-\x7f\W]+")
HITS = 50


@dataclass(frozen=True)
class Line:
    """What one record is found by in one register."""

    register: str
    record_id: int
    title: str
    words: Sequence[str]


Searched = Callable[[Session, Any], Iterable[Line]]
SEARCHED: dict[type[Record], Searched] = {}  # filled by the areas' register.py


def fold(words: str) -> str:
    return unicodedata.normalize("NFKC", words).lower()


def _seams(folded: str) -> list[str]:
    """Pairs where Chinese and letters or digits touch: 第3中学 → 第3, 3中."""
    runs = list(_RUNS.finditer(folded))
    return [folded[after.start() - 1 : after.start() + 1] for before, after in pairwise(runs) if before.end() == after.start()]


def grams(folded: str) -> list[str]:
    """The index terms of a text: pairs of non-ASCII characters and seams, triples of letters and digits and the last pair."""
    found = _seams(folded)
    for run in _RUNS.findall(folded):
        size = 3 if run[0] < "\x80" else 2
        found += [run[at : at + size] for at in range(len(run) - size + 1)] or [run]
        if size == 3 <= len(run):
            found.append(run[-2:])
    return list(dict.fromkeys(found))


def query_terms(folded: str) -> list[str]:
    """FTS terms of a query: whole grams, or a two-character prefix (`41*`) where letters and digits are too few."""
    terms = _seams(folded)
    for run in _RUNS.findall(folded):
        if run[0] < "\x80":
            terms += [run[at : at + 3] for at in range(len(run) - 2)] if len(run) > 2 else [run + "*"] if len(run) == 2 else []
        else:
            terms += [run[at : at + 2] for at in range(len(run) - 1)]
    return list(dict.fromkeys(terms))


@dataclass(frozen=True)
class Hit:
    register: str
    record_id: int
    title: str


def search(db: Session, query: str, registers: Sequence[str] = (), limit: int = HITS) -> list[Hit]:
    """Records whose line holds every word of the query, oldest first; [] for less than two characters.

    registers: only these; empty: all. The caller passes those the person may see.
    """
    folded = fold(query).split()
    terms = query_terms(" ".join(folded))
    if not terms:
        return []
    postgres = db.get_bind().dialect.name == "postgresql"
    sql = _postgres_sql if postgres else _sqlite_sql
    statement, params = sql(terms, folded, registers, limit)
    return [Hit(*row) for row in db.execute(text(statement), params)]


def _proof(folded: Sequence[str], registers: Sequence[str], position: str) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {f"w{n}": word for n, word in enumerate(folded)}
    where = " AND ".join(f"{position.format(word=f':w{n}')} > 0" for n in range(len(folded)))
    if registers:
        params |= {f"r{n}": register for n, register in enumerate(registers)}
        where += f" AND e.register IN ({', '.join(f':r{n}' for n in range(len(registers)))})"
    return where, params


def _sqlite_sql(terms: Sequence[str], folded: Sequence[str], registers: Sequence[str], limit: int) -> tuple[str, dict[str, Any]]:
    match = " AND ".join(f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"' for term in terms)
    where, params = _proof(folded, registers, "instr(e.text, {word})")
    return (
        "SELECT e.register, e.record_id, e.title FROM search_grams g JOIN search_entry e ON e.id = g.rowid "
        f"WHERE search_grams MATCH :match AND {where} LIMIT :limit"
    ).replace("search_grams MATCH", "g.search_grams MATCH"), params | {"match": match, "limit": limit}


def _postgres_sql(terms: Sequence[str], folded: Sequence[str], registers: Sequence[str], limit: int) -> tuple[str, dict[str, Any]]:
    whole = [term for term in terms if not term.endswith("*")]
    where, params = _proof(folded, registers, "strpos(e.text, {word})")
    if whole:
        where += " AND g.grams @> CAST(:terms AS text[])"
        params["terms"] = whole
    return (
        "SELECT e.register, e.record_id, e.title FROM search_grams g JOIN search_entry e ON e.id = g.rowid "
        f"WHERE {where} ORDER BY e.id LIMIT :limit"
    ), params | {"limit": limit}


def reindex(db: Session, records: Iterable[Record]) -> None:
    """Bring the lines of changed records up to date, in the transaction that changed them."""
    for record in records:
        describe = SEARCHED.get(type(record))
        for line in describe(db, record) if describe else ():
            put_lines(db.connection(), [line], replace=True)


def put_lines(connection: Connection, lines: Sequence[Line], *, replace: bool = False) -> None:
    """Index many lines at once. Without `replace` the lines must be new (imports, demo)."""
    if replace:
        for line in lines:
            _drop(connection, line)
    first = (connection.execute(select(SearchEntry.id).order_by(SearchEntry.id.desc()).limit(1)).scalar() or 0) + 1
    rows: list[dict[str, Any]] = [
        {"id": id_, "register": line.register, "record_id": line.record_id, "title": line.title, "text": fold(" ".join(filter(None, line.words)))}
        for id_, line in enumerate(lines, first)
    ]
    insert_many(connection, SearchEntry.__table__, rows)
    put_grams(connection, [(row["id"], row["text"]) for row in rows])


def put_grams(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Index the grams of lines that stand in search_entry already: (id, folded text)."""
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        terms: list[Any] = [(id_, " ".join(grams(folded))) for id_, folded in texts]
        connection.exec_driver_sql("INSERT INTO search_grams (rowid, grams) VALUES (?, ?)", terms)
    else:
        terms = [(id_, grams(folded)) for id_, folded in texts]
        connection.exec_driver_sql("INSERT INTO search_grams (rowid, grams) VALUES (%s, %s)", terms)


def _drop(connection: Connection, line: Line) -> None:
    old = connection.execute(
        select(SearchEntry.id).where(SearchEntry.register == line.register, SearchEntry.record_id == line.record_id)
    ).scalar()
    if old is not None:
        connection.execute(text("DELETE FROM search_grams WHERE rowid = :id"), {"id": old})
        connection.execute(delete(SearchEntry).where(SearchEntry.id == old))
