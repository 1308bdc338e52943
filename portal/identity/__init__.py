"""Who is there: the seam behind which the demo sign-in stands, and real sign-in will."""

from dataclasses import dataclass
from enum import StrEnum


class UserRole(StrEnum):
    """What somebody who signs in is here as."""

    CITIZEN = "citizen"
    STAFF = "staff"
    LEADER = "leader"


AT_WORK = frozenset({UserRole.STAFF, UserRole.LEADER})
"""The roles of those who work here. A leader or coordinator sees a unit's list as well."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who has signed in, however they did it.

    ``person`` is the keyed hash of the identifier, None for staff. ``name`` is what the
    page may call them; for staff also what cases know them by. ``staff`` is the key of
    somebody who works here, ``unit`` their part of the municipality.
    """

    role: UserRole
    person: str | None
    name: str | None
    staff: str | None = None
    unit: str | None = None
