"""Fixtures of all tests: no display, a centre of any profile on any day, both databases."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.centres import TODAY, Embedded, OnServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_MEMORY, _ENOUGH = Path("/dev/shm"), 6 * 2**30
# Thousands of centres are made and thrown away: where the system has a place in memory, no disk has to keep them.
if _MEMORY.is_dir() and "TMPDIR" not in os.environ and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


# Files of minutes begin first: a long one that began last would leave the other processes idle.
_LONG = frozenset({
    "test_arguments", "test_cells", "test_files", "test_machines", "test_walks", "test_demo", "test_crowd", "test_permissions", "test_server",
    "test_first_run", "test_manual_walk", "test_dev", "test_strange_files", "test_fuzz", "test_arranging",
})  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in _LONG)  # stable: the rest keeps its order


@event.listens_for(Session, "before_flush")
def _fits_its_columns(db: Session, *_: Any) -> None:
    """SQLite takes a text of any length, PostgreSQL does not: what a test stores must fit on both."""
    for record in (*db.new, *db.dirty):
        for column in record.__table__.columns:
            value, length = getattr(record, column.key, None), getattr(column.type, "length", None)
            assert not (isinstance(value, str) and length and len(value) > length), f"{column} takes {length} characters: {value!r}"


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centres")


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional centre on TODAY, made once a process. Whoever opens it takes a copy."""
    from models.core.progress import to_the_end
    from models.demo import make_demo

    folder = tmp_path_factory.mktemp("demo") / "centre"
    to_the_end(make_demo(folder, "s", TODAY))
    return folder


@pytest.fixture(scope="module")
def demo_folder(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fictional centre for the tests of one file."""
    return Path(shutil.copytree(demo_template, tmp_path_factory.mktemp("copy") / "centre"))


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> Iterator[Any]:
    """The fictional centre, opened by its director."""
    from models.core.opening import TRAINING_PASSWORD, open_centre

    opened = open_centre(str(demo_folder), "director", TRAINING_PASSWORD, on=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def centre(templates: Path) -> Iterator[Embedded]:
    """Makes encrypted training centres: `centre(profile, login, on=day)`; closed at the end of the test."""
    folder = Path(tempfile.mkdtemp(dir=templates))
    make = Embedded(folder)
    yield make
    make.close()
    shutil.rmtree(folder, ignore_errors=True)


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
