"""The portal's database, for a command."""

import click
from sqlalchemy import Engine

from portal.settings import Settings, from_environment
from portal.store.engine import open_engine
from portal.store.migrate import is_current


def ready_engine(settings: Settings | None = None) -> Engine:
    """Return the portal's database; without settings, that of the environment.

    Raises:
        ClickException: It is not in the form this version needs.
    """
    settings = settings or from_environment()
    if not is_current(settings.database_url):
        raise click.ClickException(
            "The database is not ready; run: python -m portal.commands migrate"
        )
    return open_engine(settings.database_url)
