"""Bring a database to the form this code needs, or say in a sentence why it can't."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from portal.database.engine import open_engine


class DatabaseNewerError(Exception):
    """The database was made by a newer version of the portal."""

    def __init__(self, revision: str, setting: str) -> None:
        super().__init__(
            f"The database is newer than this version of the portal (it is at {revision}). "
            f"Install the newer version, or point {setting} at another database."
        )
        self.revision = revision


@dataclass(frozen=True)
class Migrations:
    """The migrations of one of our databases.

    Attributes:
        folder: Where they lie, with their ``env.py``.
        setting: The setting that says which database it is.
    """

    folder: Path
    setting: str

    def upgrade(self, url: str) -> None:
        """Migrate the database to the newest form.

        Raises:
            DatabaseNewerError: The database is at a revision this code does not know.
        """
        config = self._config(url)
        current = _current(url)
        if current is not None:
            self._check_known(config, current)
        command.upgrade(config, "head")

    def downgrade(self, url: str, revision: str) -> None:
        """Take the database back to an earlier form."""
        command.downgrade(self._config(url), revision)

    def is_current(self, url: str) -> bool:
        """Tell whether the database is at the newest form this code knows."""
        return _current(url) == ScriptDirectory.from_config(self._config(url)).get_current_head()

    def _config(self, url: str) -> Config:
        config = Config()
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        return config

    def _check_known(self, config: Config, revision: str) -> None:
        try:
            ScriptDirectory.from_config(config).get_revision(revision)
        except CommandError as unknown:
            raise DatabaseNewerError(revision, self.setting) from unknown


def _current(url: str) -> str | None:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
