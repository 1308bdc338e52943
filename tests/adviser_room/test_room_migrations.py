"""The room's migrations lead to its models and back, and are apart from the portal's."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from portal.adviser_room.store.engine import open_room
from portal.adviser_room.store.migrate import downgrade, is_current, upgrade
from portal.adviser_room.store.models import RoomRow
from portal.store.models import Row


def test_up_down_and_up_again(empty_database: str) -> None:
    upgrade(empty_database)
    downgrade(empty_database, "base")
    upgrade(empty_database)
    assert is_current(empty_database)
    engine = open_room(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert list(compare_metadata(context, RoomRow.metadata)) == []
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    engine.dispose()
    assert tables == set(RoomRow.metadata.tables)


def test_the_room_and_the_portal_share_no_table() -> None:
    assert not set(RoomRow.metadata.tables) & set(Row.metadata.tables)
