"""How Alembic runs a migration of any of our databases: one engine, one transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import MetaData

from portal.database.engine import open_engine
from portal.database.row_types import UTCDateTime


def _plain_moments(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a moment as the plain type it is stored as: a migration outlives our classes."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(tables: MetaData) -> None:
    """Migrate over a connection of our own."""
    engine = open_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables,
            render_as_batch=True,
            render_item=_plain_moments,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
