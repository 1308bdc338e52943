"""Dates told as a distance from the day the demo stands on.

A story says "41 days ago" and "in 9 days"; here these become dates in a town hall's week.
Days in the past fall back to the working day before, days to come move on to the next
one, so that a story keeps its order whatever weekday it is told on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays

_ALSO_CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})
"""Days (month, day) that are not public holidays but on which a town hall is closed."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a story.

    ``offset`` is in calendar days from the anchor: negative is past, 0 is the anchor
    itself whatever weekday it is, positive is to come. ``weeks`` counts on from there.
    """

    offset: int
    weeks: int = 0

    def on(self, anchor: date) -> date:
        """Return the date this is when the demo stands on ``anchor``."""
        day = anchor + timedelta(days=self.offset)
        if self.offset < 0:
            day = _at_or_before(day)
        elif self.offset > 0:
            day = _at_or_after(day)
        return _at_or_after(day + timedelta(weeks=self.weeks)) if self.weeks else day


@dataclass(frozen=True, slots=True)
class Birthday:
    """The birth date of somebody who has been ``years`` old for a few months."""

    years: int

    def on(self, anchor: date) -> date:
        """Return a birth date that keeps the age, whatever year the demo is shown in."""
        return (
            date(anchor.year - self.years, 1, 12)
            if anchor.month > 1
            else date(anchor.year - self.years - 1, 9, 12)
        )


@dataclass(frozen=True, slots=True)
class Turning:
    """The birth date of somebody who turns ``years`` on the very day the demo stands on."""

    years: int

    def on(self, anchor: date) -> date:
        """Return the birth date; on a 29 February that of the day before."""
        try:
            return anchor.replace(year=anchor.year - self.years)
        except ValueError:
            return anchor.replace(year=anchor.year - self.years, day=28)


def resolve(value: Any, anchor: date) -> Any:
    """Return the payload with every told day made a date in ISO text."""
    if isinstance(value, Day | Birthday | Turning):
        return value.on(anchor).isoformat()
    if isinstance(value, Mapping):
        return {key: resolve(item, anchor) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [resolve(item, anchor) for item in value]
    return value


def is_working_day(day: date) -> bool:
    """Tell whether the town hall is open."""
    return (
        day.weekday() < _SATURDAY
        and (day.month, day.day) not in _ALSO_CLOSED
        and day not in _public_holidays(day.year)
    )


def _at_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def _at_or_after(day: date) -> date:
    while not is_working_day(day):
        day += _ONE_DAY
    return day


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))
