"""Open the database: SQLite in WAL as the embedded default, PostgreSQL for more."""

from typing import Any

from sqlalchemy import Engine, create_engine, event

BUSY_SECONDS = 10


def open_engine(url: str) -> Engine:
    """Return an engine for a database address.

    On SQLite a transaction takes the write lock when it begins, so that two writers wait
    for each other and neither loses. Pages read through :func:`open_for_reading`.
    """
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_for_reading(url: str) -> Engine:
    """Return an engine for pages: no transaction, each statement sees what is committed."""
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_pre_ping=not url.startswith("sqlite"),
        pool_reset_on_return=None,  # no transaction, so nothing to roll back
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # An AUTOCOMMIT connection never gets here: SQLAlchemy emits no BEGIN for it.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
