"""Alembic's entry: runs the steps on the connection that ``migrations.upgrade`` or ``make migration`` hands over."""

from typing import Any

from alembic import context
from sqlalchemy import String

from lib.store import tables


def differs(_context: Any, _found: Any, _wanted: Any, found_type: Any, wanted_type: Any) -> bool | None:
    """Whether a column's type must change; None: as Alembic thinks. DuckDB calls every text a varchar."""
    return False if isinstance(found_type, String) and isinstance(wanted_type, String) else None


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables.metadata, transactional_ddl=True, compare_type=differs)
context.run_migrations()
