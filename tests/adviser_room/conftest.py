"""The room's databases, of both kinds, and what its services work with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from portal.adviser_room.seals import Seals
from portal.adviser_room.store.engine import open_room
from portal.adviser_room.store.migrate import upgrade
from portal.adviser_room.store.models import RoomRow
from portal.identity.identifiers import Identifiers

ROOM_SECRET = "a secret of the room in the tests, another than the portal's"


@pytest.fixture(scope="session")
def _migrated_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("room") / "adviser-room.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _migrated_room_postgres(postgres: Callable[..., str]) -> str:
    url = postgres()
    upgrade(url)
    return url


@pytest.fixture
def room_lite(tmp_path: Path, _migrated_room: Path) -> str:
    """Return the address of a room's SQLite database of this test's own."""
    shutil.copy(_migrated_room, tmp_path / "adviser-room.sqlite")
    return f"sqlite:///{tmp_path / 'adviser-room.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def room_database(request: pytest.FixtureRequest) -> str:
    """Return the address of a room's database of each kind, empty."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("room_lite"))
    url = str(request.getfixturevalue("_migrated_room_postgres"))
    tables = ", ".join(table.name for table in RoomRow.metadata.sorted_tables)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '5s'")
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    return url


@pytest.fixture
def room_engine(room_database: str) -> Iterator[Engine]:
    """Return an engine on a room's database of each kind."""
    made = open_room(room_database)
    yield made
    made.dispose()


@pytest.fixture
def seals() -> Seals:
    """Return what seals and opens in the tests' room."""
    return Seals(Identifiers(ROOM_SECRET))
