"""The steps of models/migrations make the tables of this program, and move an older centre or leave it whole."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

import models
from models.core import migrating, opening, store
from models.core.backups import backups_of, check_copy
from models.core.keys import new_data_key
from models.core.progress import to_the_end
from models.core.refusals import Refused
from models.core.tables import AuditEntry, Base
from models.core.verifying import verify
from models.migrations import run
from tests.centres import OnServer

assert models  # every area's tables are declared

_PROTECTION = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql LIKE '%TRIGGER%' OR name = 'search_grams' ORDER BY name",
    "postgresql": """
        SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'audit%'
        UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'search_grams'
        UNION ALL SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'search_grams'
        ORDER BY 1""",
}


@pytest.fixture
def empty(database, tmp_path, request):
    """Makes engines on databases without tables."""
    made: list[Engine] = []

    def make():
        if database == "sqlite":
            engine = store.embedded_engine(tmp_path / f"{len(made)}.db", new_data_key())
        else:
            engine = store.server_engine(OnServer(request.getfixturevalue("server")).empty())
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.dispose()


def own(_object, name, kind, _reflected, _compare_to):
    """The search index is no table of the metadata: it is compared by its own words."""
    return not (kind in ("table", "index") and name and name.replace("ix_", "").startswith("search_grams"))


def migrated(engine):
    with store.writing(engine) as db:
        run.upgrade(db.connection())
        db.commit()
    return engine


def test_an_empty_database_upgraded_has_the_tables_of_the_models(empty):
    with migrated(empty()).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_sees_a_difference(empty):
    engine = migrated(empty())
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_person_sort"))
        connection.execute(text("ALTER TABLE clause ADD COLUMN colour VARCHAR(3)"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own, "compare_type": True})
        assert {difference[0] for difference in compare_metadata(context, Base.metadata)} == {
            "add_index",
            "remove_column",
        }


def test_protection_and_search_index_are_those_of_a_new_centre(empty, database):
    upgraded, new = migrated(empty()), empty()
    with new.begin() as connection:
        Base.metadata.create_all(connection)
    found = []
    for engine in (upgraded, new):
        with engine.connect() as connection:
            found.append([tuple(row) for row in connection.execute(text(_PROTECTION[database]))])
    assert found[0] == found[1]
    assert len(found[0]) >= 3


def test_the_last_step_is_the_schema_of_the_program(empty):
    script = ScriptDirectory.from_config(run.configuration())
    assert script.get_heads() == [run.revision(store.SCHEMA)]


# An older centre ----------------------------------------------------------------------------------------------------

_STEP = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None
def upgrade():
    op.create_table("tried_out", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
"""


@pytest.fixture
def next_program(tmp_path, monkeypatch):
    """The program one schema later: its step makes a table and then does what it is told."""

    def arrive(then="pass"):
        folder = tmp_path / "later"
        folder.mkdir(exist_ok=True)
        step = _STEP.format(revision=run.revision(store.SCHEMA + 1), before=run.revision(store.SCHEMA), then=then)
        (folder / "step.py").write_text(step, encoding="utf-8")
        plain = run.configuration

        def configuration():
            config = plain()
            config.set_main_option("path_separator", "newline")
            config.set_main_option("version_locations", f"{run.HERE / 'versions'}\n{folder}")
            return config

        monkeypatch.setattr(run, "configuration", configuration)
        monkeypatch.setattr(store, "SCHEMA", store.SCHEMA + 1)

    return arrive


def look_into(path, data_key):
    """Schema and names of tables of a database file."""
    engine = store.open_embedded(path, data_key)
    try:
        with engine.connect() as connection:
            return store.schema_of(connection), set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
    finally:
        engine.dispose()


def test_an_older_centre_is_backed_up_then_moved_and_says_so(centre, next_program):
    old = centre()
    old.close()
    before = store.SCHEMA
    next_program()
    moved = centre.open(old.folder)
    assert "tried_out" in look_into(moved.folder / opening.DATABASE, moved.data_key)[1]
    [backup] = backups_of(moved.folder)
    assert re.fullmatch(r"\d{8}-\d{6}-before-migration", backup.name)
    assert check_copy(backup / "centre.db", moved.data_key) == []
    assert look_into(backup / "centre.db", moved.data_key)[0] == before
    with moved.reading() as context:
        entry = context.db.get(AuditEntry, 2)
        assert (entry.command, entry.outcome) == ("core.migrate", "done")
        assert backup.name in entry.detail
        assert to_the_end(verify(context)) == []
    assert moved.settings["schema"] == str(before + 1)
    again = centre.open(moved.folder)
    assert len(backups_of(again.folder)) == 1  # nothing left to do, no second backup


def test_a_step_that_fails_leaves_the_centre_as_it_was(centre, next_program):
    old = centre()
    old.close()
    next_program(then="raise RuntimeError('half way')")
    with pytest.raises(RuntimeError, match="half way"):
        centre.open(old.folder)
    schema, names = look_into(old.folder / opening.DATABASE, old.data_key)
    assert schema == store.SCHEMA - 1
    assert not {"tried_out", "alembic_version"} & names


def test_no_backup_no_migration(centre, next_program, monkeypatch):
    old = centre()
    old.close()
    next_program()
    monkeypatch.setattr("models.core.backups.check_copy", lambda *_: ["broken"])
    with pytest.raises(Refused) as refused:
        centre.open(old.folder)
    assert refused.value.code == "backup"
    assert backups_of(old.folder) == []  # a copy that does not verify is no backup
    assert "tried_out" not in look_into(old.folder / opening.DATABASE, old.data_key)[1]


def test_a_centre_of_a_newer_program_is_refused(centre):
    newer = centre()
    with newer.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {store.SCHEMA + 1}")
        connection.commit()
    newer.close()
    with pytest.raises(Refused) as refused:
        centre.open(newer.folder)
    assert refused.value.code == "newer"
    assert str(store.SCHEMA + 1) in refused.value.sentence


def test_a_centre_of_this_program_needs_no_alembic(centre, monkeypatch):
    monkeypatch.setattr(migrating, "_migrate", lambda *_: pytest.fail("migrated"))
    assert backups_of(centre().folder) == []
