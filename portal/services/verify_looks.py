"""Go through the chain of looks and tell whether anybody has changed what was written."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.core import looks as rules
from portal.store import looks

UNSEALED_FOR = timedelta(minutes=10)
"""How long a look may wait for its seal before the worker must be asked about."""


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


def verify_looks(connection: Connection, now: datetime, kept_head: str | None = None) -> Verified:
    """Return what the chain tells.

    Args:
        connection: The database.
        now: The time.
        kept_head: What ``looks head`` said once and was kept elsewhere; it must stand in the
            chain still. Without it nobody can tell that the newest seals were cut off together
            with their looks, nor that all of the chain was made anew.
    """
    found = Verified()
    oldest = looks.oldest(connection)
    wanted = (kept_head or "").strip().lower()
    seen = wanted in ("", rules.FIRST_CHAIN.hex())
    for seal in looks.sealed(connection):
        _check(found, seal, oldest)
        found.head = seal.chain
        seen = seen or seal.chain.hex() == wanted
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
