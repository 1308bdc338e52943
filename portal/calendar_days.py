"""Days on which nothing is counted: public holidays, and the municipality's closing days."""

from collections.abc import Set
from datetime import date
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
    yearly = {
        date(year, int(day[:2]), int(day[3:]))
        for year in _YEARS
        for day in municipality.closing_days_every_year
        if day != "02-29"
    }
    return public_holidays() | yearly | set(municipality.closing_days)
