"""Bring the portal's database to the form this code needs, or say in a sentence why it can't."""

from pathlib import Path

from portal.database.migrations import DatabaseNewerError, Migrations

__all__ = ["DatabaseNewerError", "downgrade", "is_current", "upgrade"]

_PORTAL = Migrations(Path(__file__).with_name("migrations"), "SAGSVEJ_DATABASE_URL")
upgrade, downgrade, is_current = _PORTAL.upgrade, _PORTAL.downgrade, _PORTAL.is_current
