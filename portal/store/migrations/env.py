"""The migrations of the portal's own database."""

from portal.database.alembic_env import run
from portal.store.models import Row

run(Row.metadata)
