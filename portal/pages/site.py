"""What a running site consists of as far as its pages go. The portal adds its database to it."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.core.zone import COPENHAGEN
from portal.identity import Identity
from portal.municipality import Municipality
from portal.pages.editions import Editions, Label, labels_of
from portal.pages.fragments import Fragments
from portal.pages.unproxied import application

EXTENSION = "portal"


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the navigation: where it leads, the key of its label, whether one is there."""

    href: str
    key: str
    current: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a session lasts if no other page is opened: until when, local, and the seconds."""

    until: datetime
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the frame of every page asks for.

    ``clock`` returns the time, aware. ``who`` returns who has signed in, ``ways`` the
    navigation for somebody who has (or has not), and works here (or does not), ``stays`` how long
    their session lasts. ``portal_at`` is
    where the portal's public pages are: "" here, None where nobody knows. ``facts`` are
    by language; ``closed`` are the days the office is closed. ``editions`` is what pages keep
    of the words.
    """

    municipality: Municipality
    editions: Editions
    clock: Callable[[], datetime]
    css: bytes
    css_url: str
    facts: Mapping[str, object]
    closed: Set[date]
    demo: bool
    behind_tls: bool
    who: Callable[[], Identity | None]
    ways: Callable[[bool, bool], Sequence[Way]]
    stays: Callable[[], Stay | None] = field(default=lambda: None)
    portal_at: str | None = ""

    @property
    def fragments(self) -> Fragments:
        """The pieces of pages that are kept, made of the words as they stand now."""
        return self.editions.current.fragments

    @property
    def labels(self) -> Mapping[str, Label]:
        """The interface's texts by language, as they stand now."""
        return labels_of(self.editions.current.words)

    def now(self) -> datetime:
        """Return the time in Copenhagen."""
        return self.clock().astimezone(COPENHAGEN)

    def today(self) -> date:
        """Return the date in Copenhagen."""
        return self.now().date()


def site() -> Site:
    """Return the running site."""
    found: Site = application().extensions[EXTENSION]
    return found
