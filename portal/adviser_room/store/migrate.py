"""Bring the room's database to the form this code needs, or say in a sentence why it can't."""

from pathlib import Path

from portal.database.migrations import DatabaseNewerError, Migrations

__all__ = ["DatabaseNewerError", "downgrade", "is_current", "upgrade"]

_ROOM = Migrations(Path(__file__).with_name("migrations"), "SAGSVEJ_ROOM_DATABASE_URL")
upgrade, downgrade, is_current = _ROOM.upgrade, _ROOM.downgrade, _ROOM.is_current
