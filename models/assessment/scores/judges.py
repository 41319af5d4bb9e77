"""Which registered assessor a name on a score sheet means."""

import re
from typing import Any

from sqlalchemy.orm import Session

from models.people.queries import find_qualified
from models.people.terms import ASSESSOR

_BETWEEN = re.compile(r"[、,，;；/]")


def split(names: str | None) -> list[str]:
    """The names of a cell in the order of the marks (甲一、乙二、丙三); "" for a place left empty."""
    return [name.strip() for name in _BETWEEN.split(names)] if names else []


class Judges:
    """Asked many times for the same few people, so each is looked up once."""

    def __init__(self, db: Session):
        self._db = db
        self._known: dict[str, int | None] = {}

    def person(self, name: str | None) -> int | None:
        """The person whose name, card or identity number it is; None where nobody or more than one is meant: nothing is guessed."""
        if not name:
            return None
        if name not in self._known:
            meant = {one.person_id for one in find_qualified(ASSESSOR, self._db, name)}
            self._known[name] = meant.pop() if len(meant) == 1 else None
        return self._known[name]

    def at(self, names: str | None, slot: int) -> dict[str, Any]:
        """Name and person of a place (1 is the first) in a cell of names."""
        told = split(names)
        name = (told[slot - 1] if slot <= len(told) else "") or None
        return {"name": name, "assessor_id": self.person(name)}
