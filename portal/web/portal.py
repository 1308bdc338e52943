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
from portal.services.spoken_words import SpokenWords
from portal.settings import Settings
from portal.store.cases import COPENHAGEN
from portal.web.editions import Editions, Label, labels_of
from portal.web.fragments import Fragments


@dataclass(frozen=True)
class Portal:
    """The parts of a running portal.

    ``clock`` returns the time, aware. ``reading`` is the engine for pages: no transaction.
    ``idle`` are connections of it that wait for the next request. ``catalogue`` is the words as
    they stand, ``editions`` what pages keep of them.
    """

    settings: Settings
    municipality: Municipality
    engine: Engine
    reading: Engine
    identifiers: Identifiers
    catalogue: SpokenWords
    editions: Editions
    office: Office
    clock: Callable[[], datetime]
    css: bytes
    css_url: str
    facts: Mapping[str, object]
    idle: list[Connection] = field(default_factory=list)

    @property
    def fragments(self) -> Fragments:
        """The pieces of pages that are kept, made of the words as they stand now."""
        return self.editions.current.fragments

    @property
    def labels(self) -> Mapping[str, Label]:
        """The interface's texts by language, as they stand now."""
        return labels_of(self.editions.current.edition)

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


def follow_wording() -> None:
    """Ask, at most every few seconds, whether somebody has published other words."""
    portal().editions.follow(reading)


def portal() -> Portal:
    """Return the running portal."""
    return cast(Portal, current_app.extensions["portal"])
