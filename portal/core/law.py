"""Law as dated data: lengths of time that statutes fix, each with its source and check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Law:
    """The lengths of time in force from a day on.

    ``checked_by`` is None as long as no jurist has checked them against the statute.
    """

    valid_from: date
    complaint_weeks: int
    reassessment_weeks: int
    access_working_days: int
    sources: tuple[str, ...]
    checked_by: str | None
    checked_on: date | None


def in_force(versions: Sequence[Law], on: date) -> Law:
    """Return the version in force on a day.

    Raises:
        LookupError: The day lies before the first version.
    """
    standing = [version for version in versions if version.valid_from <= on]
    if not standing:
        raise LookupError(f"no law is known for {on.isoformat()}")
    return max(standing, key=lambda version: version.valid_from)


def reassess_by(received_on: date, rules: Law) -> date:
    """Return the last day the municipality may take to look at a complaint again."""
    return received_on + timedelta(weeks=rules.reassessment_weeks)
