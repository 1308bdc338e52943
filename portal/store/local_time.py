"""Moments in Copenhagen's time, quickly: a case page has one for each of its events."""

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_HOUR = timedelta(hours=1)


def local(at: datetime | str) -> datetime:
    """Return a moment in Copenhagen's time, with the offset that held then.

    The offset itself and not the zone's name: to ask the zone about every event again, when
    it is compared and when it is written, took longer than to read it.

    Args:
        at: As a database gives it: a datetime, UTC where it has no zone, or its ISO text.
    """
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    if at.tzinfo is not None:
        at = at.astimezone(UTC).replace(tzinfo=None)
    for since, offset, zone in _offsets(at.year):
        if at >= since:
            here = at + offset
            return datetime.combine(here, here.time(), zone)
    raise AssertionError("A year has an offset from its first moment.")


@cache
def _offsets(year: int) -> tuple[tuple[datetime, timedelta, timezone], ...]:
    """Return the offsets of a year, last first, each with when it begins (UTC, without zone)."""
    at = datetime(year, 1, 1)  # noqa: DTZ001
    found: list[tuple[datetime, timedelta, timezone]] = []
    while at.year == year:
        offset = COPENHAGEN.fromutc(at.replace(tzinfo=COPENHAGEN)).utcoffset() or timedelta()
        if not found or found[-1][1] != offset:
            found.append((at, offset, timezone(offset)))
        at += _HOUR
    return tuple(reversed(found))
