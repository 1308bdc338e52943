"""Give a case to another caseworker: the change, its letter and the first contact, as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.handover import untold_change
from portal.core.letters import LetterFacts
from portal.core.occasions import Known, Wanted, change_occasion
from portal.core.parties import Party
from portal.core.vocabulary import EventType, LetterKind, Promised
from portal.identity.identifiers import Identifiers
from portal.services.letter_facts import Occasion, Wish, letter_facts
from portal.services.office import Office
from portal.services.order_letters import addressed, known_from, known_of, order_by_hand, seal_wish
from portal.services.own_events import By, OwnEvent, add_events, new_reference, preview
from portal.services.post_update import Writer
from portal.services.reread_desk import reread_desk
from portal.store import desk, feed
from portal.store.cases import COPENHAGEN


@dataclass(frozen=True, slots=True)
class Change:
    """Who has the case from when on. Why the one before left is nobody's business here.

    ``first_contact_by`` is the day by which the new one gets in touch; ``told`` what the
    citizen need not tell again, in Danish. ``stand_in`` answers until ``valid_from``.
    """

    name: str
    valid_from: date
    first_contact_by: date
    phone: str | None = None
    phone_hours: str | None = None
    stand_in: str | None = None
    stand_in_phone: str | None = None
    told: tuple[str, ...] = ()


def change_caseworker(
    engine: Engine,
    office: Office,
    identifiers: Identifiers,
    case_ids: Sequence[int],
    change: Change,
    writer: Writer,
    now: datetime,
) -> tuple[int, ...]:
    """Give some cases to somebody; return those that changed hands.

    Each case is one transaction: the new caseworker, every open promise with them, the promise
    of a first contact, and the letter that goes before it. A case that is theirs already is
    left as it is, so that the same change sent twice is one; should it be cut short half-way,
    sending it again does the rest.
    """
    changed = []
    for case_id in dict.fromkeys(case_ids):
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            if _change(connection, office, identifiers, case_id, change, writer, now):
                changed.append(case_id)
    return tuple(changed)


def let_them_begin(engine: Engine, office: Office, now: datetime) -> int:
    """Let the desk see who was announced and whose day has come; return how many cases.

    Until then whoever had a case has it, with its phone, its tasks and its promises. Pages know
    the day by themselves; what waits is kept as rows, and is read anew here.
    """
    today = now.astimezone(COPENHAGEN).date()
    with engine.connect() as connection:
        begun = desk.coming(connection, today)
    if begun:
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            reread_desk(connection, begun, office, today)
    return len(begun)


def change_events(state: CaseState, change: Change) -> list[OwnEvent]:
    """Return the events a change is made of."""
    changed = {
        "name": change.name,
        "phone": change.phone,
        "phone_hours": change.phone_hours,
        "valid_from": change.valid_from.isoformat(),
        "first_contact_by": change.first_contact_by.isoformat(),
    }
    promised = {
        "promise": new_reference(),
        "what": str(Promised.CONTACT),
        "by": change.first_contact_by.isoformat(),
        "owner": change.name,
        "owner_unit": state.unit.name if state.unit else None,
        "channel": "portal",
    }
    events = [OwnEvent(EventType.CASEWORKER_CHANGED, changed)]
    if change.stand_in_phone and change.stand_in:
        events.append(OwnEvent(EventType.DEPUTY_ASSIGNED, _stand_in(change)))
    return [*events, OwnEvent(EventType.CONTACT_PROMISED, promised)]


def letter_before(
    events: Sequence[CaseEvent],
    letters: Sequence[Any],
    change: Change,
    office: Office,
    now: datetime,
) -> tuple[Known, Party, LetterFacts] | None:
    """Return the letter a change would send, None when nobody would get one."""
    state = known_from(events, letters).state
    drawn = preview(change_events(state, change), By.DESK, now)
    known = known_from([*events, *drawn], letters)
    what = _letter(known)
    readers = addressed(known, what, now.date()) if what else ()
    if what is None or not readers:
        return None
    occasion = Occasion(what.kind, what.occasion, readers[0], Wish(_wish(change)))
    return known, readers[0], letter_facts(known, occasion, office, now.date())


def _change(
    connection: Connection,
    office: Office,
    identifiers: Identifiers,
    case_id: int,
    change: Change,
    writer: Writer,
    now: datetime,
) -> bool:
    state = known_of(connection, [case_id])[case_id].state
    having = state.coming or state.caseworker
    if having is not None and having.name == change.name:
        return False
    add_events(connection, case_id, change_events(state, change), By.DESK, office, now)
    what = _letter(known_of(connection, [case_id])[case_id])
    if what is not None:
        wish = seal_wish(identifiers, _wish(change))
        order_by_hand(connection, case_id, what, wish, writer.name, now)
    return True


def _letter(known: Known) -> Wanted | None:
    """Return the letter that is owed: none to somebody who is told of nobody new."""
    change = untold_change(known.events, known.state, known.told)
    if change is None:
        return None
    return Wanted(LetterKind.CASEWORKER, change_occasion(known, change.name))


def _wish(change: Change) -> dict[str, Any]:
    return {
        "next_contact": change.first_contact_by.isoformat(),
        "stand_in": change.stand_in,
        "stand_in_phone": change.stand_in_phone,
        "told": list(change.told),
    }


def _stand_in(change: Change) -> dict[str, Any]:
    return {
        "name": change.stand_in,
        "phone": change.stand_in_phone,
        "valid_to": change.valid_from.isoformat(),
    }
