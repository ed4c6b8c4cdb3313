"""Alembic's entry: runs the steps on the connection that ``migrations.upgrade`` or ``make migration`` hands over."""

from alembic import context

from lib.store import tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables.metadata, transactional_ddl=True, compare_type=True)
context.run_migrations()
