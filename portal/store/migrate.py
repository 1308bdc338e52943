"""Bring the database to the form this code needs, or say in a sentence why it can't."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from portal.store.engine import open_engine

_MIGRATIONS = Path(__file__).with_name("migrations")


class DatabaseNewerError(Exception):
    """The database was made by a newer version of the portal."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is newer than this version of the portal (it is at {revision}). "
            "Install the newer version, or point SAGSVEJ_DATABASE_URL at another database."
        )
        self.revision = revision


def upgrade(url: str) -> None:
    """Migrate the database to the newest form.

    Raises:
        DatabaseNewerError: The database is at a revision this code does not know.
    """
    config = _config(url)
    current = _current(url)
    if current is not None:
        _check_known(config, current)
    command.upgrade(config, "head")


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an earlier form."""
    command.downgrade(_config(url), revision)


def is_current(url: str) -> bool:
    """Tell whether the database is at the newest form this code knows."""
    return _current(url) == ScriptDirectory.from_config(_config(url)).get_current_head()


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _current(url: str) -> str | None:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _check_known(config: Config, revision: str) -> None:
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as unknown:
        raise DatabaseNewerError(revision) from unknown
