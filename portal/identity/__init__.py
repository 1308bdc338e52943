"""Who is there: the seam behind which the demo sign-in stands, and real sign-in will."""

from dataclasses import dataclass
from enum import StrEnum


class UserRole(StrEnum):
    """What somebody who signs in is here as.

    The adviser is known only in their own room; everywhere else the role opens nothing.
    """

    CITIZEN = "citizen"
    STAFF = "staff"
    LEADER = "leader"
    COUNCIL = "council"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data_protection"
    ADVISER = "adviser"


AT_WORK = frozenset({UserRole.STAFF, UserRole.LEADER})
"""The roles of those who work here. A leader or coordinator sees a unit's list as well."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """Whom somebody may act for, as the provider of the sign-in says: a Digital Fuldmagt.

    ``person`` is the keyed hash of the identifier, ``scope`` what they may do. It counts as
    long as the session does; no case is told of it.
    """

    person: str
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who has signed in, however they did it.

    ``person`` is the keyed hash of the identifier, None for staff. ``name`` is what the
    page may call them; for staff also what cases know them by. ``staff`` is the key of
    somebody who works here, ``unit`` their part of the municipality. ``provider`` is who
    vouched for them, None in the demo.
    """

    role: UserRole
    person: str | None
    name: str | None
    staff: str | None = None
    unit: str | None = None
    provider: str | None = None
    mandates: tuple[Mandate, ...] = ()
