"""A site on SQLite and on PostgreSQL: a test file that imports `settings` runs on both."""

from dataclasses import replace

import pytest

from portal.settings import Settings


@pytest.fixture
def settings(settings: Settings, database: str) -> Settings:
    """Return the usual settings, on a database of each kind."""
    return replace(settings, database_url=database)
