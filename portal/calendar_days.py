"""Days on which nothing is counted: public holidays, and the municipality's closing days."""

from collections.abc import Set
from datetime import date, timedelta
from functools import cache

import holidays

from portal.municipality import Municipality

_YEARS = range(2010, 2041)


@cache
def public_holidays() -> Set[date]:
    """Return Denmark's public holidays, 2010 to 2040.

    Only the category PUBLIC: the optional days (1 May, 5 June, 24 and 31 December) are
    not holidays by law.
    """
    return frozenset(holidays.country_holidays("DK", years=_YEARS))


def closed_days(municipality: Municipality) -> Set[date]:
    """Return the days the municipality is closed, weekends apart."""
    first, last = date(_YEARS[0], 1, 1), date(_YEARS[-1], 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return public_holidays() | {day for day in days if municipality.is_closed(day)}
