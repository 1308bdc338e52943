"""Order the letters that are due. They are made afterwards, by a process of their own."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.events import OWN_REF, CaseEvent
from portal.core.fold import read_case
from portal.core.letters import missing
from portal.core.occasions import Known, Wanted, readers, told_in, wanted
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import LetterKind
from portal.identity.identifiers import Identifiers
from portal.services.letter_facts import Occasion, Wish, letter_facts
from portal.services.office import Office
from portal.store import feed, letters
from portal.store.cases import COPENHAGEN

_AT_A_TIME = 2000
_YOUNGEST, _OLDEST = timedelta(days=int(365.25 * 17)), timedelta(days=int(365.25 * 18.1))
"""Between which ages somebody can be who turns 18 in the coming half-year, with a margin."""


def order_due(engine: Engine, office: Office, now: datetime) -> int:
    """Order what is due in the cases with something new, and what falls due by its day.

    Returns how many letters are new. Each round is one transaction; killed, it is done again.
    """
    today = now.astimezone(COPENHAGEN).date()
    ordered = _order_by_day(engine, office, today, now)
    while _is_more(engine):
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            case_ids, last = letters.unread_cases(connection, _AT_A_TIME)
            ordered += order_in(connection, case_ids, office, now)
            letters.mark_read(connection, last)
    return ordered


def _is_more(engine: Engine) -> bool:
    with engine.connect() as connection:
        return letters.has_unread(connection)


def order_in(
    connection: Connection, case_ids: Collection[int], office: Office, now: datetime
) -> int:
    """Order what is due in some cases, in the caller's transaction; return how many are new.

    What lacks something a letter must hold is not ordered: it is looked at again when
    something new is told, and the desk can see what is missing.
    """
    if not case_ids:
        return 0
    today = now.astimezone(COPENHAGEN).date()
    new = 0
    for case_id, known in known_of(connection, case_ids).items():
        for what in wanted(known, today):
            for party in addressed(known, what, today):
                if not lacks(known, what, party, office, today):
                    order = letters.Order(
                        case_id, party.ref, party.person, what.kind, what.occasion
                    )
                    new += letters.order(connection, order, now)
    return new


def order_by_hand(
    connection: Connection,
    case_id: int,
    what: Wanted,
    wish: bytes,
    by: str,
    now: datetime,
    *,
    document_id: int | None = None,
) -> int:
    """Order a letter somebody has written, to everybody who reads the case's letters.

    Returns how many are new; 0 when nobody may be written to, or it was ordered before.
    """
    known = known_of(connection, [case_id])[case_id]
    today = now.astimezone(COPENHAGEN).date()
    return sum(
        letters.order(
            connection,
            letters.Order(
                case_id,
                party.ref,
                party.person,
                what.kind,
                what.occasion,
                wish=wish,
                document_id=document_id,
                ordered_by=by,
            ),
            now,
        )
        for party in addressed(known, what, today)
    )


def addressed(known: Known, what: Wanted, today: date) -> tuple[Party, ...]:
    """Return whom a letter goes to."""
    found = readers(known.parties.values(), today)
    return found if what.to is None else tuple(one for one in found if one.ref in what.to)


def lacks(
    known: Known, what: Wanted, party: Party, office: Office, today: date, wish: Wish | None = None
) -> tuple[str, ...]:
    """Return what a letter to a party lacks before it can go, by the names of its facts."""
    occasion = Occasion(what.kind, what.occasion, party, wish or Wish())
    return missing(letter_facts(known, occasion, office, today))


def known_of(connection: Connection, case_ids: Collection[int]) -> dict[int, Known]:
    """Return what each case is known by when its letters are looked for."""
    events = letters.events_of(connection, case_ids)
    rows = letters.of_cases(connection, case_ids)
    return {case_id: known_from(events[case_id], rows[case_id]) for case_id in case_ids}


def known_from(events: Sequence[CaseEvent], rows: Sequence[Any]) -> Known:
    """Return the same from a case's events, in order, and the rows of its letters."""
    made = letters.made_kinds(rows, LetterKind.CASEWORKER)
    told: Mapping[str, str] = {letter_ref(row): told_in(row.occasion) for row in made}
    return Known(read_case(events, in_order=True), read_parties(events), told)


def letter_ref(row: Any) -> str:
    """Return the reference by which events name a letter of ours."""
    return f"{OWN_REF}{row.public_id}"


def seal_wish(identifiers: Identifiers, facts: Mapping[str, Any]) -> bytes:
    """Return what somebody wrote for a letter, encrypted."""
    return identifiers.encrypt(json.dumps(facts, sort_keys=True))


def open_wish(identifiers: Identifiers, sealed: bytes | None) -> Wish:
    """Return what was sealed; nothing when nothing was."""
    return Wish(json.loads(identifiers.decrypt(sealed))) if sealed else Wish()


def _order_by_day(engine: Engine, office: Office, today: date, now: datetime) -> int:
    """Order what is due because of the date alone; looked for once a day."""
    with engine.connect() as connection:
        if letters.is_day_done(connection, today):
            return 0
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        case_ids = letters.children_born(connection, today - _OLDEST, today - _YOUNGEST)
        ordered = order_in(connection, case_ids, office, now)
        letters.mark_day(connection, today)
    return ordered
