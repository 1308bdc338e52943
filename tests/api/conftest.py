"""A real portal server on a real database, spoken to over HTTP."""

import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from portal.app import create_app
from portal.settings import ROOT, RateLimits, Settings
from portal.store.migrate import upgrade
from tests.api.running import OTHER_SOURCE, SOURCE, Server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Return each kind of database in turn."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Return what makes an empty database of a kind and returns its address."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.sqlite'}"
        made: str = request.getfixturevalue("postgres")()
        return made

    return make


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[[str], Server]]:
    """Yield what starts a portal on a database; all of them are stopped at the end."""
    running: list[Callable[[], None]] = []

    def begin(url: str) -> Server:
        upgrade(url)
        server, stop = _serve(url)
        running.append(stop)
        return server

    yield begin
    for stop in running:
        stop()


def _serve(url: str) -> tuple[Server, Callable[[], None]]:
    token = secrets.token_urlsafe(32)
    settings = Settings(
        database_url=url,
        municipality=ROOT / "municipality.toml",
        var=ROOT / "var",
        secret_key=secrets.token_urlsafe(32),
        identifier_key="a secret of the tests, the same on each of their databases",
        demo=True,
        source_tokens={SOURCE: token, OTHER_SOURCE: token[::-1]},
        limits=RateLimits(api="1000000/minute"),
    )
    app = create_app(settings)
    http = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    server = Server(f"http://127.0.0.1:{http.server_port}", token, app)

    def stop() -> None:
        http.shutdown()
        thread.join()
        http.server_close()
        server.portal.engine.dispose()
        server.portal.reading.dispose()

    return server, stop


@pytest.fixture(scope="session")
def kept(
    start: Callable[[str], Server], new_database: Callable[[str], str]
) -> Callable[[str], Server]:
    """Return what gives the one portal of a kind of database, emptied."""
    servers: dict[str, Server] = {}

    def give(kind: str) -> Server:
        if kind not in servers:
            servers[kind] = start(new_database(kind))
        servers[kind].empty()
        return servers[kind]

    return give


@pytest.fixture
def server(kind: str, kept: Callable[[str], Server]) -> Server:
    """Return a running portal with an empty store, on each kind of database."""
    return kept(kind)


@pytest.fixture
def lite_server(kept: Callable[[str], Server]) -> Server:
    """Return a running portal with an empty store, on SQLite."""
    return kept("sqlite")


@pytest.fixture
def event() -> Callable[..., dict[str, Any]]:
    """Return what makes events: each its own id unless told."""
    made = iter(range(1, 10**6))

    def make(type_: str = "sagsvej.activity.noted", /, **changes: Any) -> dict[str, Any]:
        number = next(made)
        return {
            "specversion": "1.0",
            "id": f"t-{number}",
            "source": SOURCE,
            "type": type_,
            "subject": "T-1",
            "time": "2026-03-02T09:30:00+01:00",
            "recordedtime": "2026-03-02T09:31:00+01:00",
            "sequence": str(number),
            "data": {},
            **changes,
        }

    return make
