"""How often the same person, address or case system may do something.

The package ``limits`` counts; Flask-Limiter, which wraps it, would look at every request of every
page. Here only a view that says so is counted, and what it is counted under is a keyed digest:
neither an address nor a person stands in the memory of a process or in a store it shares.
"""

import logging
import math
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

View = TypeVar("View", bound=Callable[..., Any])
_LOG = logging.getLogger(__name__)
_EXTENSION = "sagsvej.limits"
_MARK = "portal_limit"
_ONE_HOME = 64
"""Bits of an IPv6 address that are one household's or one office's: the rest they choose."""


class Limit(StrEnum):
    """What is counted. Of codes and of what is sent, only what is sent off."""

    SIGN_IN = "sign_in"
    CODES = "codes"
    SENDS = "sends"
    API = "api"
    PAPER = "paper"


_WHEN_SENT = (Limit.CODES, Limit.SENDS)


class Limits:
    """Counts, each process for itself, or in a store that several share."""

    def __init__(self, rates: Mapping[str, str], store: str, secret: str) -> None:
        """Open the store.

        Args:
            rates: By the name of a limit, how often: ``10/hour;30/day``.
            store: ``memory://``, or the address of a Redis.
            secret: What the digests are made with; the same in every process that shares a store.

        Raises:
            limits.errors.ConfigurationError: The store needs a package that is not installed.
        """
        self._items = {Limit(name): tuple(parse_many(text)) for name, text in rates.items()}
        storage = cast(Storage, storage_from_string(store, wrap_exceptions=True))
        self._count = FixedWindowRateLimiter(storage)
        self._key = blake2b(secret.encode(), person=b"sagsvej limits").digest()

    def wait(self, limit: Limit, who: str) -> int:
        """Count once; return 0 when it may be done, else how many seconds to wait.

        When the shared store does not answer, everything may be done: codes and forms have
        limits of their own, and a portal that is closed helps nobody.
        """
        hidden = blake2b(who.encode(), key=self._key, digest_size=16).hexdigest()
        try:
            full = [one for one in self._items[limit] if not self._count.hit(one, limit, hidden)]
            return max((self._seconds(one, limit, hidden) for one in full), default=0)
        except StorageError:
            _LOG.exception("the store that counts how often does not answer")
            return 0

    def _seconds(self, item: RateLimitItem, limit: Limit, hidden: str) -> int:
        ends = self._count.get_window_stats(item, limit, hidden).reset_time
        return max(1, math.ceil(ends - time.time()))


def use_limits(app: Flask, limits: Limits) -> None:
    """Let the views of an application be counted."""
    app.extensions[_EXTENSION] = limits


def limited(limit: Limit, who: Callable[[], str | None] | None = None) -> Callable[[View], View]:
    """Count a view. Too often, it answers 429 and says when to try again.

    Args:
        limit: What it counts as. Views of the same limit are counted together.
        who: Returns whom to count; None for the address. Left out: whoever has signed in, for
            sign-ins always the address.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def counted(*args: Any, **values: Any) -> Any:
            if limit not in _WHEN_SENT or request.method == "POST":
                _count(limit, who)
            return view(*args, **values)

        setattr(counted, _MARK, limit)
        return cast(View, counted)

    return wrap


def limit_of(view: Callable[..., Any]) -> Limit | None:
    """Return what a view counts as, None when it is not counted."""
    return getattr(view, _MARK, None)


def _count(limit: Limit, who: Callable[[], str | None] | None) -> None:
    found = who() if who is not None else _reader() if limit is not Limit.SIGN_IN else None
    seconds = current_app.extensions[_EXTENSION].wait(limit, found or f"at {address()}")
    if seconds:
        _LOG.warning("too often: %s", limit)
        raise TooManyRequests(retry_after=seconds)


def _reader() -> str | None:
    """Return who has signed in, as whoever asked for this view has found out."""
    identity = g.get("identity")
    if identity is None:
        return None
    return f"person {identity.person}" if identity.person else f"staff {identity.staff}"


def address() -> str:
    """Return where the request comes from, as far as it tells one household from another."""
    given = request.remote_addr or ""
    try:
        found = ip_address(given)
    except ValueError:
        return given
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(int(found) >> (128 - _ONE_HOME))
    return str(found)
