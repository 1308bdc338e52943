"""Looks at some of the demo's cases, so that there is something to read on the first day."""

from datetime import datetime, time, timedelta

from sqlalchemy import Engine

from portal.core.looks import ActorKind, Look, What
from portal.core.vocabulary import Role
from portal.identity import Identity, UserRole
from portal.identity.identifiers import Identifiers
from portal.services.look import by_staff, by_system, seal_looks, write_looks
from portal.sources.embedded import people as p
from portal.sources.embedded.cases import MAIN_SOURCE
from portal.sources.embedded.people import Team, Worker
from portal.store import letters
from portal.store.cases import COPENHAGEN

_LISE, _METTE, _PERNILLE = (
    (p.LISE, p.ADULTS, "medarbejder"),
    (p.METTE, p.AIDS, "mette"),
    (p.PERNILLE, p.FAMILIES, "pernille"),
)
# Case, who, how many days ago and when, what. The last one has a sister of that name.
_BY_STAFF = (
    ("62-102", _LISE, 3, time(13, 40), What.UPDATE),
    ("62-102", _LISE, 1, time(10, 14), What.CASE),
    ("62-102", _LISE, 1, time(10, 15), What.LETTERS),
    ("62-116", _LISE, 6, time(9, 2), What.CASE),
    ("62-116", _LISE, 1, time(14, 31), What.CASE),
    ("62-116", _LISE, 1, time(14, 37), What.CASE),
    ("62-160", _PERNILLE, 2, time(11, 20), What.FILE),
    ("62-193", _METTE, 1, time(19, 52), What.CASE),
)
_BY_SYSTEM = (("62-102", 3, time(13, 45)), ("62-116", 6, time(9, 10)))
_BY_SISTER = ("62-175", p.INGRID, p.SOLVEIG, 1, time(20, 5))


def show_looks(engine: Engine, identifiers: Identifiers, now: datetime) -> None:
    """Write the demo's looks of the last days, and seal them."""
    found: list[Look] = []
    with engine.begin() as connection:

        def case(reference: str) -> int:
            return letters.case_of_source(connection, MAIN_SOURCE, reference) or 0

        for reference, who, ago, at, what in _BY_STAFF:
            found.append(by_staff(_identity(*who), case(reference), what, _then(now, ago, at)))
        for reference, ago, at in _BY_SYSTEM:
            when = _then(now, ago, at)
            found.append(by_system(MAIN_SOURCE, case(reference), What.JOURNAL, when))
        reference, concerned, sister, ago, at = _BY_SISTER
        found.append(
            Look(
                case(reference),
                _then(now, ago, at),
                ActorKind.RELATIVE,
                identifiers.person(sister.identifier),
                Role.REPRESENTATIVE,
                What.CASE,
                on_behalf=identifiers.person(concerned.identifier),
            )
        )
        write_looks(connection, [look for look in found if look.case_id])
    # As if they had been written then.
    seal_looks(engine, _then(now, 7, time(9)))


def _identity(worker: Worker, team: Team, key: str) -> Identity:
    return Identity(UserRole.STAFF, None, worker.name, staff=f"demo:{key}", unit=team.name)


def _then(now: datetime, days_ago: int, at: time) -> datetime:
    day = now.astimezone(COPENHAGEN).date() - timedelta(days=days_ago)
    return datetime.combine(day, at, COPENHAGEN)
