"""What the running portal consists of: made once in ``app.py``, asked for by every view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from flask import current_app, g
from sqlalchemy import Connection, Engine

from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality
from portal.services.office import Office
from portal.settings import Settings
from portal.store.cases import COPENHAGEN
from portal.web.fragments import Fragments
from portal.wording.catalogue import Catalogue


@dataclass(frozen=True)
class Portal:
    """The parts of a running portal.

    ``clock`` returns the time, aware. ``reading`` is the engine for pages: no transaction.
    ``idle`` are connections of it that wait for the next request.
    """

    settings: Settings
    municipality: Municipality
    engine: Engine
    reading: Engine
    identifiers: Identifiers
    catalogue: Catalogue
    office: Office
    clock: Callable[[], datetime]
    css: bytes
    css_url: str
    facts: Mapping[str, object]
    fragments: Fragments
    labels: dict[str, Callable[..., str]]
    idle: list[Connection] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the time in Copenhagen."""
        return self.clock().astimezone(COPENHAGEN)

    def today(self) -> date:
        """Return the date in Copenhagen."""
        return self.now().date()


def reading() -> Connection:
    """Return this request's one connection for reading."""
    found: Connection | None = g.get("reading")
    if found is None:
        here = portal()
        found = g.reading = here.idle.pop() if here.idle else here.reading.connect()
    return found


def close_reading(error: BaseException | None = None) -> None:
    """Give the connection back when the request is over.

    One to SQLite is kept as it is: to lend it anew took as long as a statement. One to a server
    goes back to its pool, which looks whether the server is still there.
    """
    connection: Connection | None = g.pop("reading", None)
    if connection is None:
        return
    if error is None and connection.dialect.name == "sqlite":
        portal().idle.append(connection)
    else:
        connection.close()


def portal() -> Portal:
    """Return the running portal."""
    return cast(Portal, current_app.extensions["portal"])
