"""What the running portal consists of: made once in ``app.py``, asked for by every view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import current_app
from sqlalchemy import Engine

from portal.core.law import Law
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality
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
    clock: Callable[[], datetime]
    css: bytes
    css_url: str
    facts: Mapping[str, object]
    fragments: Fragments

    def now(self) -> datetime:
        """Return the time in Copenhagen."""
        return self.clock().astimezone(COPENHAGEN)

    def today(self) -> date:
        """Return the date in Copenhagen."""
        return self.now().date()


def portal() -> Portal:
    """Return the running portal."""
    return cast(Portal, current_app.extensions["portal"])
