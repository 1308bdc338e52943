"""Write in at the desk who may represent somebody in a case, on what paper; and end it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from portal.core.access import is_concerned, may_see
from portal.core.events import OWN_REF
from portal.core.parties import Party, read_parties
from portal.core.relatives import can_be_taken_back, scopes
from portal.core.vocabulary import Basis, EventType, PartyEndReason, Role, Scope
from portal.identity.identifiers import Identifiers
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events, new_reference
from portal.store import cases, feed
from portal.store.cases import COPENHAGEN

ON_PAPER = (Basis.POWER_OF_ATTORNEY, Basis.PARTY_REPRESENTATIVE, Basis.GUARDIANSHIP)
"""What a right to represent somebody may rest on that a caseworker has seen a paper of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody to be written in.

    ``identifier`` is their CPR number, ``proof`` the paper that was seen, in one line; ``until``
    None when there is no last day. ``token`` is the form's own.
    """

    case_id: int
    identifier: str
    name: str
    basis: Basis
    level: Scope
    since: date
    until: date | None
    proof: str
    token: str


class ConcernedError(Exception):
    """The number is that of the person the case is about."""


def enter(
    engine: Engine, identifiers: Identifiers, entry: Entry, office: Office, now: datetime
) -> None:
    """Write somebody in; the citizen sees it at once. The same form again is nothing.

    Raises:
        ConcernedError: Nobody represents themself.
        pydantic.ValidationError: Something is not as the contract says.
    """
    person = identifiers.person(entry.identifier)
    role = Role.GUARDIAN if entry.basis is Basis.GUARDIANSHIP else Role.REPRESENTATIVE
    said = {
        "party": new_reference(),
        "role": str(role),
        "identifier": entry.identifier,
        "name": entry.name,
        "scope": list(map(str, scopes(entry.level))),
        "valid_from": entry.since.isoformat(),
        "valid_to": entry.until.isoformat() if entry.until else None,
        "basis": str(entry.basis),
        "proof": entry.proof,
    }
    event = OwnEvent(EventType.PARTY_ADDED, said, entry.token, person)
    try:
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            known = read_parties(cases.events_of_case(connection, entry.case_id)).values()
            if any(one.person == person and is_concerned(one) and not one.wrong for one in known):
                raise ConcernedError
            feed.add_people(connection, {person: identifiers.encrypt(entry.identifier)})
            add_events(connection, entry.case_id, [event], By.DESK, office, now)
    except IntegrityError:
        # The form was sent twice: what it says stands already.
        return


def can_be_ended(party: Party, today: date) -> bool:
    """Tell whether the desk can end it: what was written in here, and still stands or is to come.

    What the citizen gave is theirs; what a case system told is corrected there.
    """
    if not _written_in_here(party):
        return False
    to_come = party.valid_from is not None and party.valid_from > today
    return may_see(party, today) or (to_come and (party.valid_to or date.max) >= today)


def _written_in_here(party: Party) -> bool:
    return party.ref.startswith(OWN_REF) and not can_be_taken_back(party)


def end(engine: Engine, case_id: int, ref: str, office: Office, now: datetime) -> bool:
    """End somebody's right at once; return whether the desk may. To end it again is nothing."""
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        party = read_parties(cases.events_of_case(connection, case_id)).get(ref)
        if party is None or not _written_in_here(party):
            return False
        if not can_be_ended(party, today):
            return True
        said = {"party": ref, "on": today.isoformat(), "reason": str(PartyEndReason.WITHDRAWN)}
        add_events(
            connection, case_id, [OwnEvent(EventType.PARTY_ENDED, said)], By.DESK, office, now
        )
    return True
