"""Go through the chain of looks and tell whether anybody has changed what was written."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from portal.core import looks as rules
from portal.municipality import Municipality
from portal.services.forget import lengths_on
from portal.store import looks
from portal.store.cases import COPENHAGEN

UNSEALED_FOR = timedelta(minutes=10)
"""How long a look may wait for its seal before the worker must be asked about."""
CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of the one who verifies another machine's clock may be."""
_SEALED_LATER = timedelta(days=1)
"""A look's time is counted from the look, and its seal may be of the day after."""


@dataclass(slots=True)
class Verified:
    """What was found. Without ``problems`` everything is as it was written.

    ``removed`` is how many looks are no longer there because their time was over.
    """

    seals: int = 0
    removed: int = 0
    head: bytes = rules.FIRST_CHAIN
    problems: list[str] = field(default_factory=list)


_MOST_PROBLEMS = 20


def looks_kept_since(municipality: Municipality, today: date) -> datetime:
    """Return the moment from which no look can have been removed because its time was over.

    What the municipality decided before counts too, to its last day: what went by it, went
    rightly.
    """
    one_day = timedelta(days=1)
    changed = (one.valid_from for one in municipality.retention)
    last_days = [today, *(day - one_day for day in changed if day <= today)]
    first = max(lengths_on(municipality, day).looks_before(day) for day in last_days)
    return datetime.combine(first, time(), COPENHAGEN)


def verify_looks(
    connection: Connection,
    now: datetime,
    kept_head: str | None = None,
    kept_since: datetime | None = None,
) -> Verified:
    """Return what the chain tells.

    Args:
        connection: The database.
        now: The time.
        kept_head: What ``looks head`` said once and was kept elsewhere; it must stand in the
            chain still. Without it nobody can tell that the newest seals were cut off together
            their looks, nor that all of the chain was made anew.
        kept_since: What was sealed since must still be there; see :func:`looks_kept_since`.
            Without it nobody can tell that the oldest looks were removed before their time.
    """
    found = Verified()
    oldest = looks.oldest(connection, now)
    too_early: list[int] = []
    wanted = (kept_head or "").strip().lower()
    seen = wanted in ("", rules.FIRST_CHAIN.hex())
    for seal in looks.sealed(connection):
        _check(found, seal, oldest)
        if seal.fits is None and kept_since and kept_since + _SEALED_LATER <= seal.at <= now:
            too_early.append(seal.position)
        found.head = seal.chain
        seen = seen or seal.chain.hex() == wanted
    if too_early:
        found.problems.insert(
            0,
            f"{len(too_early)} looks are gone though their time is not over, "
            f"the first of them that of seal {too_early[0]}.",
        )
    for number, at in looks.dated_after(connection, now + CLOCKS_DIFFER, _MOST_PROBLEMS):
        found.problems.append(
            f"Look {number} is dated {at:%Y-%m-%d %H:%M}, which has not been yet: did a clock jump?"
        )
    late = looks.unsealed_before(connection, now - UNSEALED_FOR)
    if late:
        found.problems.append(
            f"{late} looks have had no seal for more than 10 minutes: does the worker run, "
            "or was a seal removed?"
        )
    if not seen:
        found.problems.append("The head that was kept does not stand in the chain any more.")
    del found.problems[_MOST_PROBLEMS:]
    return found


def _check(found: Verified, seal: looks.Sealed, oldest: int | None) -> None:
    """Check one seal against the one before it and against its look."""
    found.seals += 1
    if seal.position != found.seals:
        found.problems.append(f"Seal {found.seals} is missing.")
        found.seals = seal.position
    expected = rules.chain(found.head, seal.position, seal.look_id, seal.digest)
    if expected != seal.chain:
        found.problems.append(f"Seal {seal.position} does not fit the one before it.")
    if seal.fits is None:
        found.removed += 1
        if oldest is not None and seal.look_id > oldest:
            found.problems.append(
                f"The look of seal {seal.position} is gone, though older ones are still there."
            )
    elif not seal.fits:
        found.problems.append(f"The look of seal {seal.position} was changed.")
