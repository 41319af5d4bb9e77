"""Paging by key: a page starts after the last key of the page before, so every page costs the same."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

Page = tuple[Any, ...]  # the key of the last row before a page


def after_key(keys: Sequence[ColumnElement[Any]], key: Page, descending: bool) -> ColumnElement[bool]:
    """Rows beyond a key. Written out instead of a row value, so that SQLite uses the index also when descending."""
    (first, last), (first_value, last_value) = keys, key
    if descending:
        return (first <= first_value) & or_(first < first_value, last < last_value)
    return (first >= first_value) & or_(first > first_value, last > last_value)


def marks(db: Session, query: Select[Any], keys: Sequence[ColumnElement[Any]], descending: bool, every: int) -> list[Page | None]:
    """marks[n] is the key before page n; marks[0] is None."""
    order = [key.desc() if descending else key for key in keys]
    numbered = query.with_only_columns(*keys, func.row_number().over(order_by=order).label("n")).order_by(None).subquery()
    *names, n = numbered.c
    return [None, *(tuple(row) for row in db.execute(select(*names).where(n % every == 0).order_by(n)))]
