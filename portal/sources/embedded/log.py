"""The event log of the embedded case system: append-only, in memory, read by cursor."""

import base64
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.sources.embedded.cases import CASES, MAIN_SOURCE, SOURCES, malformed
from portal.sources.embedded.script import Event

MAX_LIMIT = 1000
DEFAULT_LIMIT = 500
MAX_CURSOR = 200


class BadCursorError(ValueError):
    """Something too long to be anybody's cursor."""


class UnknownCursorError(LookupError):
    """A cursor this log did not give, or gave when it held more than it does now.

    The reader then begins again: nothing is recorded twice.
    """


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the log: the events, the cursor after them, and whether there are more."""

    events: tuple[Event, ...]
    next: str
    more: bool


class EventLog:
    """What one source has written, in the order it wrote it."""

    def __init__(self, source: str, events: Iterable[Event] = ()) -> None:
        self.source = source
        self._events: list[Event] = []
        for event in sorted(events, key=_written):
            self.append(event)

    def __len__(self) -> int:
        return len(self._events)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, oldest written first."""
        return tuple(self._events)

    def append(self, event: Event) -> None:
        """Write one event and give it the next sequence number."""
        self._events.append({**event, "sequence": f"{len(self._events) + 1:06}"})

    def page(self, after: str, limit: int) -> Page:
        """Return up to ``limit`` events after a cursor; an empty cursor is the beginning.

        Raises:
            BadCursorError: It is longer than a cursor may be.
            UnknownCursorError: The cursor is not one of this log's.
        """
        start = self._position(after)
        end = min(start + limit, len(self._events))
        return Page(
            tuple(self._events[start:end]), _cursor(self.source, end), end < len(self._events)
        )

    def _position(self, cursor: str) -> int:
        if not cursor:
            return 0
        if len(cursor) > MAX_CURSOR:
            raise BadCursorError(cursor)
        source, position = _read_cursor(cursor)
        if source != self.source or position > len(self._events):
            raise UnknownCursorError(cursor)
        return position


def build_logs(anchor: date) -> dict[str, EventLog]:
    """Return the log of every demo source as it stands on a day.

    The same day gives the same events, byte for byte.
    """
    events: dict[str, list[Event]] = {source: [] for source in SOURCES}
    for script in CASES:
        events[script.source].extend(script.events(anchor))
    events[MAIN_SOURCE].extend(malformed(anchor))
    return {source: EventLog(source, written) for source, written in events.items()}


def _cursor(source: str, position: int) -> str:
    plain = f"{source}:{position}"
    signed = f"{plain}:{zlib.crc32(plain.encode()):08x}"
    return base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, int]:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        plain = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode()
        source, number, _ = plain.split(":")
        position = int(number)
    except ValueError as error:
        raise UnknownCursorError(cursor) from error
    if position < 0 or _cursor(source, position) != cursor:
        raise UnknownCursorError(cursor)
    return source, position


def _written(event: Event) -> str:
    """Sort by the local time of writing. Office hours never meet a change of the clock."""
    return str(event["recordedtime"])[:19]
