"""The migrations of the room's own database."""

from portal.adviser_room.store.models import RoomRow
from portal.database.alembic_env import run

run(RoomRow.metadata)
