"""How heavy the texts citizens meet have been, month by month, as they stood then."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from portal.core.audit import lix_together, month_starts
from portal.core.zone import COPENHAGEN
from portal.services.shown_words import NotRecordedError, words_at
from portal.store import wording
from portal.wording.catalogue import EASY, NORMAL
from portal.wording.register import Reader, Subject, speaks_to, subject_of

MOST = 12
"""Points in time."""


@dataclass(frozen=True, slots=True)
class Point:
    """The LIX of all Danish texts on a day: as they usually are, and the easy ones."""

    on: date
    normal: float
    easy: float


class OverTime:
    """Reads each day once: what stood on a day that is over does not change."""

    def __init__(self) -> None:
        self._known: dict[date, Point] = {}
        self._today: tuple[date, int, Point] | None = None

    def points(self, connection: Connection, now: datetime) -> list[Point]:
        """Return the points, the oldest first; none before anything was written down."""
        first = wording.shipped_first(connection)
        if first is None:
            return []
        today = now.astimezone(COPENHAGEN).date()
        days = month_starts(first.astimezone(COPENHAGEN).date(), today, MOST)
        found = (self._point(connection, day, now) for day in days)
        return [one for one in found if one is not None]

    def _point(self, connection: Connection, day: date, now: datetime) -> Point | None:
        if day in self._known:
            return self._known[day]
        ends = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
        over = ends <= now
        number = wording.number(connection)
        if not over and self._today is not None and self._today[:2] == (day, number):
            return self._today[2]
        made = _read(connection, day, min(ends - timedelta(seconds=1), now))
        if made is not None and over:
            self._known[day] = made
        elif made is not None:
            self._today = (day, number, made)
        return made


def _read(connection: Connection, day: date, at: datetime) -> Point | None:
    try:
        normal, easy = (
            lix_together(
                text
                for key, text in words_at(connection, "da", register, at).items()
                if speaks_to(key) is Reader.CITIZEN and subject_of(key) is not Subject.EDITOR
            )
            for register in (NORMAL, EASY)
        )
    except NotRecordedError:
        return None
    return Point(day, normal, easy) if normal is not None and easy is not None else None
