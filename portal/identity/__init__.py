"""Who is there: the seam behind which the demo sign-in stands, and real sign-in will."""

from dataclasses import dataclass
from enum import StrEnum


class UserRole(StrEnum):
    """What somebody who signs in is here as."""

    CITIZEN = "citizen"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who has signed in, however they did it.

    ``person`` is the keyed hash of the identifier, None for staff. ``name`` is what the
    page may call them.
    """

    role: UserRole
    person: str | None
    name: str | None
