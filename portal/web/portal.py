"""What the running portal consists of: made once in ``app.py``, asked for by every view."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from portal.identity.identifiers import Identifiers
from portal.pages.site import EXTENSION, Site
from portal.pages.unproxied import application, kept, this_request
from portal.services.office import Office
from portal.services.spoken_words import SpokenWords
from portal.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Portal(Site):
    """The parts of a running portal.

    ``reading`` is the engine for pages: no transaction. ``idle`` are connections of it that
    wait for the next request.
    """

    settings: Settings
    engine: Engine
    reading: Engine
    identifiers: Identifiers
    catalogue: SpokenWords
    office: Office
    idle: list[Connection] = field(default_factory=list)


def reading() -> Connection:
    """Return this request's one connection for reading."""
    its = kept()
    found: Connection | None = its.get("reading")
    if found is None:
        here = portal()
        found = its.reading = here.idle.pop() if here.idle else here.reading.connect()
    return found


def close_reading(error: BaseException | None = None) -> None:
    """Give the connection back when the request is over.

    One to SQLite is kept as it is: to lend it anew took as long as a statement. One to a server
    goes back to its pool, which looks whether the server is still there.
    """
    connection: Connection | None = kept().pop("reading", None)
    if connection is None:
        return
    if error is None and connection.dialect.name == "sqlite":
        portal().idle.append(connection)
    else:
        connection.close()


def follow_wording() -> None:
    """Ask, at most every few seconds, whether somebody has published other words."""
    spoken = portal().catalogue
    if spoken.is_due() and this_request().endpoint not in ("static", "style_sheet"):
        spoken.follow(reading)


def portal() -> Portal:
    """Return the running portal."""
    found: Portal = application().extensions[EXTENSION]
    return found
