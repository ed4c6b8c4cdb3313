"""``make migration NAME="add …"``: writes the step from the last schema to the tables as they stand in ``lib.store.tables``."""

import sys

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from lib.store.migrations import config, upgrade

with create_engine("duckdb:///:memory:").begin() as connection:
    upgrade(connection)
    settings = config(connection)
    number = len(list(ScriptDirectory.from_config(settings).walk_revisions())) + 1
    command.revision(settings, sys.argv[1], autogenerate=True, rev_id=f"{number:04d}")
