"""Open the portal's database; how is the same for each of ours."""

from portal.database.engine import BUSY_SECONDS, open_engine, open_for_reading

__all__ = ["BUSY_SECONDS", "open_engine", "open_for_reading"]
