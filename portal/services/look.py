"""Write down that a case is looked at, before it is shown."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine

from portal.core.looks import SYSTEM_ROLE, ActorKind, Look, What
from portal.core.parties import Party
from portal.core.relatives import MANDATE_REF
from portal.identity import Identity
from portal.store import looks

_MOST_AT_ONCE = 2000


def by_staff(identity: Identity, case_id: int | None, what: What, now: datetime) -> Look:
    """Return a look by somebody who works here."""
    return Look(
        case_id,
        now,
        ActorKind.STAFF,
        identity.staff,
        str(identity.role),
        what,
        name=identity.name,
        unit=identity.unit,
    )


def by_relative(
    party: Party,
    on_behalf: str | None,
    case_id: int,
    what: What,
    now: datetime,
    name: str | None = None,
) -> Look:
    """Return a look by somebody who has access to another's case; ``on_behalf`` is their hash.

    What a relative is called (``name``, as they signed in) is written only where the case does
    not know it: they act by a mandate, which stands in their session alone.
    """
    return Look(
        case_id,
        now,
        ActorKind.RELATIVE,
        party.person,
        str(party.role),
        what,
        name=name if party.ref.startswith(MANDATE_REF) else None,
        on_behalf=on_behalf,
    )


def by_system(name: str, case_id: int, what: What, now: datetime) -> Look:
    """Return a look by a machine that hands a case's content on: a case system, a command."""
    return Look(case_id, now, ActorKind.SYSTEM, name, SYSTEM_ROLE, what)


def write_looks(connection: Connection, found: Iterable[Look]) -> None:
    """Write looks over a connection that commits by itself, or in the caller's transaction.

    Raises:
        sqlalchemy.exc.DBAPIError: They are not written: then nothing may be shown.
    """
    every = list(found)
    if len(every) == 1:
        looks.write(connection, every[0])
    else:
        looks.write_all(connection, every)


def seal_looks(engine: Engine, now: datetime, *, everything: bool = False) -> int:
    """Seal what is not sealed yet, each round in a transaction of its own; return how much."""
    done = 0
    while True:
        with engine.begin() as connection:
            sealed = looks.seal(connection, now, _MOST_AT_ONCE, everything)
        done += sealed
        if sealed < _MOST_AT_ONCE:
            return done
