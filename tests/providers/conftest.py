"""A portal with real sign-in, once for each process that runs tests; see ``running.py``."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from portal.app import create_app
from portal.municipality import Municipality
from portal.settings import ROOT, Settings
from portal.settings.providers import BROKERS, Oidc, Saml, SignIns
from portal.store.migrate import upgrade
from portal.web.portal import Portal
from tests.building import SECRET
from tests.conftest import Clock, Site
from tests.providers.running import (
    CLIENT,
    NemLogIn,
    OpenId,
    certificate_and_key,
    free_ports,
    nem_log_in,
    open_id,
    served,
)
from tests.providers.running import SECRET as SHOWN


class RealClock(Clock):
    """The time it is, moved by as much as a test says."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved


@dataclass
class House:
    """A portal that answers, and the browser before it."""

    url: str
    app: Flask
    clock: RealClock
    browser: Browser

    @property
    def site(self) -> Site:
        """What records cases."""
        return Site(self.app, self.clock)

    @property
    def portal(self) -> Portal:
        """What the portal consists of."""
        found: Portal = self.app.extensions["portal"]
        return found

    def visitor(self, *, scripts: bool = True) -> BrowserContext:
        """Return a browser that nobody has used."""
        context = self.browser.new_context(
            base_url=self.url, locale="da-DK", java_script_enabled=scripts
        )
        context.set_default_timeout(5_000)
        return context


def open_house(
    folder: Path, municipality: Municipality, chromium: Browser, port: int, sign_ins: SignIns
) -> House:
    """Make a portal that trusts these providers, with an empty database."""
    url, clock = f"http://127.0.0.1:{port}", RealClock()
    database = f"sqlite:///{folder / 'portal.sqlite'}"
    upgrade(database)
    settings = Settings(
        database_url=database,
        municipality=ROOT / "municipality.toml",
        var=folder,
        secret_key="s" * 40,
        identifier_key=SECRET,
        address=url,
        sign_ins=sign_ins,
    )
    return House(url, create_app(settings, municipality, clock), clock, chromium)


@dataclass
class OpenIdHouse(House):
    """A portal that citizens and staff reach by OpenID Connect."""

    providers: OpenId


@pytest.fixture(scope="session")
def _by_open_id(
    tmp_path_factory: pytest.TempPathFactory, municipality: Municipality, chromium: Browser
) -> Iterator[OpenIdHouse]:
    (port,) = free_ports(1)
    with ExitStack() as stack:
        providers = stack.enter_context(open_id(f"http://127.0.0.1:{port}"))
        scope, asked = BROKERS["signaturgruppen"]
        citizens = Oidc(providers.broker, CLIENT, SHOWN, scope, asked)
        staff = Oidc(providers.directory, CLIENT, SHOWN)
        house = open_house(
            tmp_path_factory.mktemp("openid"),
            municipality,
            chromium,
            port,
            SignIns(citizens, staff),
        )
        stack.enter_context(served(house.app, port))
        yield OpenIdHouse(**vars(house), providers=providers)
        _close(house)


@pytest.fixture
def by_open_id(_by_open_id: OpenIdHouse) -> Iterator[OpenIdHouse]:
    """A portal with a broker and a directory, honest and on time."""
    yield _by_open_id
    _by_open_id.clock.moved = timedelta()
    _by_open_id.providers.as_they_were()


@dataclass
class SamlHouse(House):
    """A portal that citizens reach by SAML. ``key`` is its PEM file, ``settings`` as they are."""

    provider: NemLogIn
    settings: Saml


@pytest.fixture(scope="session")
def _by_saml(
    tmp_path_factory: pytest.TempPathFactory, municipality: Municipality, chromium: Browser
) -> Iterator[SamlHouse]:
    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("saml")
    with ExitStack() as stack:
        provider = stack.enter_context(nem_log_in(tmp_path_factory.mktemp("nemlogin")))
        (folder / "idp.xml").write_bytes(provider.metadata)
        for name in ("ours", "next"):
            (folder / f"{name}.pem").write_bytes(b"".join(certificate_and_key(name)))
        settings = Saml(folder / "idp.xml", "https://sagsvej.eksempel.invalid", folder / "ours.pem")
        house = open_house(folder, municipality, chromium, port, SignIns(settings))
        described = house.app.test_client().get("/log-ind/metadata")
        assert described.status_code == 200
        provider.trust(described.data)
        stack.enter_context(served(house.app, port))
        yield SamlHouse(**vars(house), provider=provider, settings=settings)
        _close(house)


@pytest.fixture
def by_saml(_by_saml: SamlHouse) -> Iterator[SamlHouse]:
    """A portal with an identity provider that is on time."""
    yield _by_saml
    _by_saml.clock.moved = timedelta()
    _by_saml.provider.skew(0)


def _close(house: House) -> None:
    house.portal.engine.dispose()
    house.portal.reading.dispose()


def heading(tab: Tab) -> str:
    """Return the page's heading."""
    return tab.locator("h1").inner_text()


def with_next_key(settings: Saml) -> Saml:
    """Return the settings with the certificate that will replace ours."""
    return replace(settings, next_certificate=settings.certificate.with_name("next.pem"))
