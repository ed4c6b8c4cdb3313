"""The store's schema, step by step. ``upgrade`` brings any older store up to date, in place."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from lib.errors import StoreTooNew


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file; ``connection`` is what the steps run on."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """Makes or upgrades the schema within the connection's transaction; StoreTooNew where a newer app wrote it."""
    settings = config(connection)
    scripts = ScriptDirectory.from_config(settings)
    found = MigrationContext.configure(connection).get_current_revision()
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreTooNew(
            "The store was written by a newer version of this app.",
            found=f"schema {found}, this app knows up to {scripts.get_current_head()}",
            hint="upgrade the app, or name another store",
        )
    command.upgrade(settings, "head")
