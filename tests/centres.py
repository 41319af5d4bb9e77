"""Cheap training centres for tests: made once per profile, then copied; the same on SQLite and PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from models.core import keys, store
from models.core.centre import Centre, actor_of, settings_of
from models.core.opening import TRAINING_PASSWORD, create_embedded, create_on_server, open_centre

TODAY = date(2026, 11, 20)  # a Friday without holiday near: "today" wherever a test does not say another day
PASSWORD = TRAINING_PASSWORD
CODES: dict[Path, str] = {}  # the recovery code of each embedded centre


def settings(profile: str = "henan", *, training: bool = True) -> dict[str, str]:
    """What a new centre is told about itself."""
    return {
        "profile": profile,
        "name": "演练职业技能评价中心",
        "filing_no": "Y000041029001",
        "training": str(int(training)),
    }


def seat(centre: Centre, login: str, on: date | None = None) -> Centre:
    """The same centre with another person (and day) in front of it; shares the engine, on either database."""
    with store.reading(centre.engine) as db:
        actor = actor_of(db, login)
        assert actor is not None, f"{login} has no open account"
        return replace(centre, actor=actor, settings=settings_of(db), moved_to=on or centre.moved_to)


def folder_of(centre: Centre) -> Path:
    """Where an embedded centre lies."""
    assert centre.folder is not None
    return centre.folder


class Embedded:
    """Makes centres in folders: `make("hunan", "exam", on=date(…))`."""

    def __init__(self, folder: Path):
        self._folder, self._numbers, self._open = folder, itertools.count(1), list[Centre]()

    def __call__(self, profile: str = "henan", login: str = "director", on: date | None = TODAY, *, training: bool = True) -> Centre:
        folder = self._folder / f"centre{next(self._numbers)}"
        template = self._template(profile, training)
        shutil.copytree(template, folder)
        CODES[folder] = CODES[template]
        return self.open(folder, login, on if training else None)

    def open(self, folder: Path, login: str = "director", on: date | None = None, secret: str = PASSWORD) -> Centre:
        """Open an existing folder as the program does; closed at the end of the test."""
        opened = open_centre(str(folder), login, secret, on)
        self._open.append(opened)
        return opened

    def _template(self, profile: str, training: bool) -> Path:
        template = self._folder.parent / f"template-{profile}-{training}-{os.getpid()}"
        if not template.exists():
            with mock.patch.object(keys, "REAL", keys.TRAINING):  # a real centre's slow hash is tested on its own
                CODES[template] = create_embedded(template, settings(profile, training=training), PASSWORD)
        return template

    def close(self) -> None:
        for opened in self._open:
            opened.close()


class OnServer:
    """Makes centres as databases of one PostgreSQL server."""

    _numbers = itertools.count(1)

    def __init__(self, server: Any):
        self._server, self._open, self._made = server, list[Centre](), list[str]()

    def __call__(self, profile: str = "henan", login: str = "director", on: date | None = TODAY, *, training: bool = True) -> Centre:
        url = self.empty()
        with mock.patch.object(keys, "REAL", keys.TRAINING):
            create_on_server(url, settings(profile, training=training), PASSWORD)
        return self.open(url, login, on if training else None)

    def open(self, url: str, login: str = "director", on: date | None = None, secret: str = PASSWORD) -> Centre:
        opened = open_centre(url, login, secret, on)
        self._open.append(opened)
        return opened

    def empty(self) -> str:
        """The address of a new database without tables."""
        name = f"centre{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name}")
        self._made.append(name)
        return str(self._server.get_uri(name))

    def close(self) -> None:
        for opened in self._open:
            opened.close()
        for name in self._made:
            self._server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._made.clear()


Make = Callable[..., Centre]
