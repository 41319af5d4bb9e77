"""Moving a database to the tables of this program, step by step, without an ini file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from models.core import store

HERE = Path(__file__).resolve().parent


def revision(schema: int) -> str:
    """The step that made a schema: steps are numbered as the schema is."""
    return f"{schema:04d}"


def upgrade(connection: Connection) -> None:
    """Carry out every step the database lacks, an empty one all of them, and mark the schema.

    connection: in a writing transaction, which the caller commits: all steps or none. Raises what a step raises.
    """
    config = configuration()
    config.attributes["connection"] = connection
    _stamp(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")
    store.mark_schema(connection)
    connection.execute(text("UPDATE setting SET value = :schema WHERE name = 'schema'"), {"schema": str(store.SCHEMA)})


def configuration() -> Config:
    """Where Alembic finds env.py and the steps."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config


def _stamp(connection: Connection, script: ScriptDirectory) -> None:
    """A new centre is made in one go and knows its schema only; Alembic is told which step that was."""
    known = MigrationContext.configure(connection)
    if inspect(connection).has_table("setting") and known.get_current_revision() is None:
        known.stamp(script, revision(store.schema_of(connection)))
