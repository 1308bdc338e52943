"""Moments in Copenhagen's time, quickly: a case page has one for each of its events."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import groupby

from portal.core.zone import COPENHAGEN

__all__ = ["COPENHAGEN", "local"]

_HOUR = timedelta(hours=1)


def local(moments: Iterable[datetime | str]) -> list[datetime]:
    """Return moments in Copenhagen's time, each with the offset that held then.

    The offset itself and not the zone's name: to ask the zone about every event again, when
    it is compared and when it is written, took longer than to read it.

    Args:
        moments: As a database gives them: datetimes, UTC where they have no zone, or their
            ISO text.
    """
    found: list[datetime] = []
    parse, combine = datetime.fromisoformat, datetime.combine
    since = until = datetime.min  # noqa: DTZ901
    for moment in moments:
        at = parse(moment) if isinstance(moment, str) else moment
        if at.tzinfo is not None:
            at = at.astimezone(UTC).replace(tzinfo=None)
        if not since <= at < until:
            since, until, offset, zone = next(one for one in _offsets(at.year) if at < one[1])
        here = at + offset
        found.append(combine(here, here.time(), zone))
    return found


@cache
def _offsets(year: int) -> tuple[tuple[datetime, datetime, timedelta, timezone], ...]:
    """Return the offsets of a year, each with when it begins and ends (UTC, without zone)."""
    hours = (datetime(year, 1, 1) + number * _HOUR for number in range(366 * 24))  # noqa: DTZ001
    found = []
    for offset, its in groupby(hours, _offset_at):
        since, *_, last = its
        found.append((since, last + _HOUR, offset, timezone(offset)))
    return tuple(found)


def _offset_at(at: datetime) -> timedelta:
    return COPENHAGEN.fromutc(at.replace(tzinfo=COPENHAGEN)).utcoffset() or timedelta()
