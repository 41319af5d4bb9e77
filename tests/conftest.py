"""Fixtures of all tests: no display, a centre of any profile on any day, both databases."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.centres import Embedded, OnServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centres")


@pytest.fixture
def centre(templates: Path) -> Iterator[Embedded]:
    """Makes encrypted training centres: `centre(profile, login, on=day)`; closed at the end of the test."""
    make = Embedded(Path(tempfile.mkdtemp(dir=templates)))
    yield make
    make.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A real PostgreSQL of this run; skips and says why where none can start."""
    try:
        import pgserver

        with tempfile.TemporaryDirectory(prefix="jiantai-pg-") as folder:
            started = pgserver.get_server(folder, cleanup_mode="stop")
            yield started
            started.cleanup()
    except Exception as error:
        pytest.skip(f"PostgreSQL cannot start here: {type(error).__name__}: {error}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    if request.param == "postgresql":
        request.getfixturevalue("server")
    return str(request.param)


@pytest.fixture
def any_centre(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """`centre`, on SQLite and on PostgreSQL."""
    if database == "sqlite":
        yield request.getfixturevalue("centre")
        return
    make = OnServer(request.getfixturevalue("server"))
    yield make
    make.close()
