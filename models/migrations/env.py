"""What Alembic runs for every upgrade: the steps in order, on the connection and inside the transaction it was given."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
