"""A citizen gives a relative access to a case, makes it less or more, and takes it back."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from portal.core.access import may_see
from portal.core.events import OWN_REF
from portal.core.parties import Party, read_parties
from portal.core.relatives import (
    can_be_taken_back,
    level,
    may_be_withdrawn,
    may_give_access,
    scopes,
)
from portal.core.vocabulary import Basis, EventType, PartyEndReason, Role, Scope
from portal.identity.codes import Code, new_code
from portal.identity.identifiers import Identifiers
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events
from portal.sources.fields import may_be_repeated
from portal.store import cases, feed, invitations
from portal.store.cases import COPENHAGEN

CODE_LASTS = timedelta(days=14)
TRIES = 5
MOST_WAITING = 10
"""Invitations of one person in one case that wait to be taken up."""

_LONGEST_NAME = 120
_NO_PROOF = bytes(16)
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")


@dataclass(frozen=True, slots=True)
class Gift:
    """What a citizen gives.

    ``giver`` is the hash of the person, ``party`` their reference in the case; ``name`` what they
    call the relative, ``until`` the last day. ``token`` is the form's own.
    """

    case_id: int
    giver: str
    party: str
    name: str
    level: Scope
    until: date
    token: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a code gives: which case, by whom, how much, and the last day.

    ``case`` is the case's public id, ``giver`` the party who gives.
    """

    case_id: int
    case: str
    giver: Party
    level: Scope
    until: date


class SentTwiceError(Exception):
    """The same form came before: its code was shown then, and cannot be shown again."""


class TooManyError(Exception):
    """So many invitations wait that no more are made."""


class OwnCodeError(Exception):
    """Somebody tries the code they gave."""


def invite(engine: Engine, identifiers: Identifiers, gift: Gift, now: datetime) -> Code:
    """Keep an invitation and return its code. Only a keyed digest of the code is kept.

    Raises:
        SentTwiceError: The form was sent before.
        TooManyError: As many wait as may.
    """
    public_id = _public_id(gift)
    for _ in range(8):
        code = new_code()
        try:
            with engine.begin() as connection:
                _check(connection, gift, public_id, now)
                row = _row(identifiers, gift, public_id, code, now)
                invitations.add(connection, row)
        except IntegrityError:
            # Another code begins the same; or the same form came at the same moment, which the
            # next round tells.
            continue
        return code
    raise LookupError("no code that is free was found")


def last_day(
    engine: Engine, identifiers: Identifiers, code: Code, whose: tuple[int, str], now: datetime
) -> date | None:
    """Return the last day a code can be taken up; None when it is none that waits of this person.

    Whoever gives it has it before them already: it costs no try.

    Args:
        engine: The store.
        identifiers: What hides codes.
        code: The code.
        whose: The case, and the hash of whoever gave it.
        now: The time, aware.
    """
    with engine.connect() as connection:
        given = invitations.given_by(connection, *whose)
    for row in given:
        said = _proof(identifiers, row.public_id, code)
        if row.finder == code.finder and hmac.compare_digest(row.proof, said):
            expires = row.expires_at.astimezone(COPENHAGEN).date()
            return min(expires, row.valid_to) if _stands(row, now) and row.tries_left else None
    return None


def open_offer(
    engine: Engine, identifiers: Identifiers, code: Code, person: str, now: datetime
) -> Offer | None:
    """Return what a code gives; None for every code that gives nothing, whatever the reason.

    A wrong one costs a try.

    Raises:
        OwnCodeError: It is theirs who gave it.
    """
    with engine.begin() as connection:
        found = _found(connection, identifiers, code, person, now)
    return found[1] if found else None


def accept(
    engine: Engine,
    identifiers: Identifiers,
    code: Code,
    who: tuple[str, str | None],
    office: Office,
    now: datetime,
) -> Offer | None:
    """Take an invitation up; None as :func:`open_offer`.

    Access they were given before in the same case is replaced: one person has one.

    Args:
        engine: The store.
        identifiers: What hides codes.
        code: What they typed.
        who: The hash of whoever has signed in, and the name the sign-in gives them.
        office: The municipality.
        now: The time, aware.

    Raises:
        OwnCodeError: It is theirs who gave it.
    """
    person, name = who
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        found = _found(connection, identifiers, code, person, now)
        if found is None:
            return None
        row, offer = found
        if not invitations.use(connection, row.id, person, now):
            return None
        ended = [
            _end(party.ref, today)
            for party in _parties(connection, offer.case_id).values()
            if party.person == person and can_be_taken_back(party) and may_see(party, today)
        ]
        added = _added(row, offer, name, person, today)
        add_events(connection, offer.case_id, [*ended, added], By.CITIZEN, office, now)
    return offer


def take_back(engine: Engine, office: Office, case_id: int, ref: str, now: datetime) -> bool:
    """End access, or an invitation to it; return whether there was any that may be ended.

    Both in one transaction: whoever takes it up at the same moment has it not.
    """
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        withdrawn = invitations.withdraw(connection, case_id, ref.removeprefix(OWN_REF), now)
        party = _parties(connection, case_id).get(ref)
        if party is None or not may_be_withdrawn(party) or not may_see(party, today):
            return withdrawn
        add_events(connection, case_id, [_end(ref, today)], By.CITIZEN, office, now)
    return True


def change(
    engine: Engine,
    office: Office,
    case_id: int,
    ref: str,
    wanted: tuple[Scope, date],
    now: datetime,
) -> bool:
    """Give less or more, or for longer; return whether there was access to change.

    Args:
        engine: The store.
        office: The municipality.
        case_id: The case.
        ref: Whose access, by their reference in the case.
        wanted: What they may from now on, and the last day.
        now: The time, aware.
    """
    most, until = wanted
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        party = _parties(connection, case_id).get(ref)
        if party is None or not can_be_taken_back(party) or not may_see(party, today):
            return False
        if (level(party), party.valid_to) != (most, until):
            said = {
                "party": ref,
                "scope": list(map(str, scopes(most))),
                "valid_to": until.isoformat(),
            }
            event = OwnEvent(EventType.PARTY_CHANGED, said)
            add_events(connection, case_id, [event], By.CITIZEN, office, now)
    return True


def _public_id(gift: Gift) -> str:
    """Return what is the same only for the same form of the same person."""
    said = "\0".join((gift.giver, str(gift.case_id), gift.token))
    digest = hashlib.sha256(said.encode()).hexdigest()[:20]
    # Letters alone: ten digits in a row would look like a CPR number.
    return digest.translate(_LETTERS)


def _check(connection: Connection, gift: Gift, public_id: str, now: datetime) -> None:
    known = invitations.given_by(connection, gift.case_id, gift.giver)
    if any(row.public_id == public_id for row in known):
        raise SentTwiceError
    if invitations.waiting(connection, gift.case_id, gift.giver, now) >= MOST_WAITING:
        raise TooManyError


def _row(
    identifiers: Identifiers, gift: Gift, public_id: str, code: Code, now: datetime
) -> dict[str, Any]:
    return {
        "public_id": public_id,
        "case_id": gift.case_id,
        "finder": code.finder,
        "proof": _proof(identifiers, public_id, code),
        "giver": gift.giver,
        "party": gift.party,
        "name": identifiers.encrypt(gift.name),
        "scope": ",".join(scopes(gift.level)),
        "basis": str(Basis.GIVEN_HERE),
        "valid_to": gift.until,
        "created_at": now,
        "expires_at": now + CODE_LASTS,
        "tries_left": TRIES,
    }


def _proof(identifiers: Identifiers, public_id: str, code: Code) -> bytes:
    return identifiers.digest(f"invitation {public_id} {code.finder} {code.proof}".encode())


def _found(
    connection: Connection, identifiers: Identifiers, code: Code, person: str, now: datetime
) -> tuple[Row[Any], Offer] | None:
    """Return the invitation a code is for and what it gives, None when it gives nothing.

    Until the code is known to be right and its time not over there is one statement, and the same
    work for a code that is nobody's.
    """
    row = invitations.take_try(connection, code.finder)
    known = row.proof if row is not None else _NO_PROOF
    said = _proof(identifiers, row.public_id if row is not None else "", code)
    right = hmac.compare_digest(known, said)
    if row is None or not right or not _stands(row, now):
        return None
    invitations.give_try_back(connection, row.id)
    if row.giver == person:
        raise OwnCodeError
    giver = _parties(connection, row.case_id).get(row.party)
    if giver is None or not may_give_access(giver, now.astimezone(COPENHAGEN).date()):
        return None
    given = Scope(row.scope.split(",")[-1])
    case = invitations.case_of(connection, row.case_id)
    return row, Offer(row.case_id, case, giver, given, row.valid_to)


def _stands(row: Row[Any], now: datetime) -> bool:
    over = row.used_at is not None or row.withdrawn_at is not None or row.expires_at <= now
    return not over and row.valid_to >= now.astimezone(COPENHAGEN).date()


def _parties(connection: Connection, case_id: int) -> dict[str, Party]:
    return read_parties(cases.events_of_case(connection, case_id))


def _end(ref: str, today: date) -> OwnEvent:
    said = {"party": ref, "on": today.isoformat(), "reason": str(PartyEndReason.WITHDRAWN)}
    return OwnEvent(EventType.PARTY_ENDED, said)


def _added(row: Row[Any], offer: Offer, name: str | None, person: str, today: date) -> OwnEvent:
    """Return the event of a new party; what the citizen calls them stands in none."""
    known = name if name and len(name) <= _LONGEST_NAME and may_be_repeated(name) else None
    said = {
        "party": OWN_REF + row.public_id,
        "role": str(Role.REPRESENTATIVE),
        "name": known,
        "scope": row.scope.split(","),
        "valid_from": today.isoformat(),
        "valid_to": offer.until.isoformat(),
        "basis": str(Basis.GIVEN_HERE),
        "given_by": offer.giver.ref,
    }
    return OwnEvent(EventType.PARTY_ADDED, said, person=person)
