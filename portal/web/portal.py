"""What the running portal consists of: made once in ``app.py``, asked for by every view."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import current_app, g
from sqlalchemy import Connection, Engine

from portal.core.law import Law
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
    """

    settings: Settings
    municipality: Municipality
    engine: Engine
    reading: Engine
    identifiers: Identifiers
    catalogue: Catalogue
    law: Sequence[Law]
    office: Office
    clock: Callable[[], datetime]
    css: bytes
    css_url: str
    closed_days: Set[date]
    facts: Mapping[str, object]
    fragments: Fragments
    labels: dict[str, Callable[..., str]]

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
        found = g.reading = portal().reading.connect()
    return found


def close_reading(_error: BaseException | None = None) -> None:
    """Give the connection back when the request is over."""
    connection = g.pop("reading", None)
    if connection is not None:
        connection.close()


def portal() -> Portal:
    """Return the running portal."""
    return cast(Portal, current_app.extensions["portal"])
