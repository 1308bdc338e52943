"""Ages that decide who may act in a case: law, as dated data. It is no setting."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages in force from a day on, in whole years.

    ``of_age`` ends what parents may do for a child; ``own_party`` is when a child has the
    powers of a party in the cases the law names; ``gives_mandate`` when somebody can let
    another person see their case, as with a Digital Fuldmagt. ``checked_by`` is None as long
    as no jurist has checked them against the statute.
    """

    valid_from: date
    of_age: int
    own_party: int
    gives_mandate: int
    sources: tuple[str, ...]
    checked_by: str | None = None


AGES = (
    Ages(date(1985, 7, 1), 18, 12, 15, ("værgemålsloven § 1", "serviceloven, før barnets lov")),
    Ages(
        date(2024, 1, 1),
        18,
        10,
        15,
        ("værgemålsloven § 1", "barnets lov § 3", "Digital Fuldmagt: fyldt 15 år"),
    ),
)
"""Every version, oldest first."""


def in_force(on: date) -> Ages:
    """Return the ages in force on a day; before the first version the first one.

    >>> in_force(date(2026, 5, 1)).own_party
    10
    """
    standing = [version for version in AGES if version.valid_from <= on]
    return standing[-1] if standing else AGES[0]


def of_age_on(born: date) -> date:
    """Return the first day somebody is of age. Who is born on 29 February waits until 1 March.

    >>> of_age_on(date(2008, 11, 22)), of_age_on(date(2008, 2, 29))
    (datetime.date(2026, 11, 22), datetime.date(2026, 3, 1))
    """
    return birthday(born, in_force(born).of_age)


def is_own_party(born: date, today: date) -> bool:
    """Tell whether a child is old enough to act as a party.

    >>> is_own_party(date(2016, 11, 22), date(2026, 11, 21))
    False
    """
    return today >= birthday(born, in_force(today).own_party)


def birthday(born: date, years: int) -> date:
    """Return the day somebody becomes so many years old."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
