"""``make migration NAME="add …"``: writes the step from the last schema to the tables as they stand in ``lib.store.tables``."""

import sys

from alembic import command
from sqlalchemy import create_engine

from lib.store.migrations import config, upgrade

with create_engine("duckdb:///:memory:").begin() as connection:
    upgrade(connection)
    command.revision(config(connection), sys.argv[1], autogenerate=True)
