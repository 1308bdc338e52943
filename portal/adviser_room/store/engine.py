"""Open the room's database so that what is deleted is gone from its file."""

from typing import Any

from sqlalchemy import Engine, event

from portal.database.engine import open_engine


def open_room(url: str) -> Engine:
    """Return an engine for the room's database.

    SQLite would leave what is deleted in the file until something else is written over it.
    """
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _overwrite_deleted)
    return engine


def empty_log(engine: Engine) -> None:
    """Bring SQLite's log into the database and empty it: what was deleted may stand there still.

    While somebody reads it is left for the next time. PostgreSQL sees to its own.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()  # not within a transaction
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def _overwrite_deleted(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
