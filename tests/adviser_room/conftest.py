"""The room's databases, of both kinds, and what its services work with."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import psycopg
import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine

import portal.adviser_room.app
from portal.adviser_room.app import create_app
from portal.adviser_room.seals import Seals
from portal.adviser_room.settings import RoomSettings
from portal.adviser_room.store.engine import open_room
from portal.adviser_room.store.migrate import upgrade
from portal.adviser_room.store.models import RoomRow
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality
from portal.settings import ROOT, Settings
from tests.adviser_room.both import Both, answering, door
from tests.adviser_room.room_site import RoomSite
from tests.conftest import Clock, Site

INTAKE_TOKEN = "i" * 40
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


@pytest.fixture
def room_settings(room_lite: str, tmp_path: Path) -> RoomSettings:
    """Return settings of a room that can be shared with."""
    return RoomSettings(
        database_url=room_lite,
        municipality=ROOT / "municipality.toml",
        var=tmp_path,
        secret_key="r" * 40,
        identifier_key=ROOM_SECRET,
        intake_token=INTAKE_TOKEN,
        address="https://room.example",
        case_address="https://case.example",
        demo=True,
    )


@pytest.fixture(scope="session")
def _words_once() -> Iterator[None]:
    """Read the words once: a room costs a tenth of it then."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(portal.adviser_room.app.load_catalogue)
        patch.setattr(portal.adviser_room.app, "load_catalogue", once)
        yield


@pytest.fixture
def open_room_site(
    room_settings: RoomSettings,
    municipality: Municipality,
    clock: Clock,
    _words_once: None,
    _compiled: FileSystemBytecodeCache,
) -> Iterator[Callable[..., RoomSite]]:
    """Yield what makes a running room: facts and settings may be changed."""
    made: list[RoomSite] = []

    def new(facts: Municipality | None = None, used: RoomSettings | None = None) -> RoomSite:
        app = create_app(used or room_settings, facts or municipality, clock)
        app.testing = True
        app.jinja_env.bytecode_cache = _compiled
        made.append(RoomSite(app))
        return made[-1]

    yield new
    for one in made:
        one.room.engine.dispose()


@pytest.fixture
def room_site(open_room_site: Callable[..., RoomSite]) -> RoomSite:
    """Return a running room with nothing in it."""
    return open_room_site()


@pytest.fixture
def both(
    open_site: Callable[..., Site],
    open_room_site: Callable[..., RoomSite],
    settings: Settings,
    room_settings: RoomSettings,
) -> Iterator[Both]:
    """Yield the portal and the room, each with a database of its own, joined by the intake only."""
    room = open_room_site()
    with answering(room) as address:
        site = open_site(used=replace(settings, room=door(address, INTAKE_TOKEN)))
        yield Both(site, room, address)
