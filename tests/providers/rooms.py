"""An adviser's room that trusts real providers, with an empty database."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import func, select

from portal.adviser_room.app import create_app
from portal.adviser_room.room import Room
from portal.adviser_room.settings import RoomSettings
from portal.adviser_room.store.migrate import upgrade
from portal.adviser_room.store.models import RoomSignInRow
from portal.municipality import Municipality
from portal.settings import ROOT
from portal.settings.providers import SignIns
from tests.providers.conftest import RealClock


@dataclass
class RoomHouse:
    """A room, and the browser before it."""

    url: str
    app: Flask
    browser: Browser

    @property
    def room(self) -> Room:
        """What the room consists of."""
        found: Room = self.app.extensions["portal"]
        return found

    def visitor(self) -> BrowserContext:
        """Return a browser that nobody has used."""
        context = self.browser.new_context(base_url=self.url, locale="da-DK")
        context.set_default_timeout(8_000)
        return context

    def sessions(self) -> int:
        """Count the sessions that stand on the server."""
        with self.room.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(RoomSignInRow)) or 0)


def open_room(
    folder: Path, municipality: Municipality, chromium: Browser, port: int, sign_ins: SignIns
) -> RoomHouse:
    """Make a room; whoever asks for it serves it."""
    url = f"http://127.0.0.1:{port}"
    settings = RoomSettings(
        database_url=f"sqlite:///{folder / 'adviser-room.sqlite'}",
        municipality=ROOT / "municipality.toml",
        var=folder,
        secret_key="r" * 40,
        identifier_key="a key of the room's own, long enough to be one",
        address=url,
        sign_ins=sign_ins,
    )
    upgrade(settings.database_url)
    return RoomHouse(url, create_app(settings, municipality, RealClock()), chromium)
