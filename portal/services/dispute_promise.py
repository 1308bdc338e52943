"""Keep what a citizen remembers of an agreement, beside what the municipality wrote."""

from datetime import datetime

from sqlalchemy import Engine

from portal.core.vocabulary import EventType
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events
from portal.store import journal
from portal.store.journal import JournalKind


def dispute_promise(
    engine: Engine, case_id: int, dispute: tuple[str, str, str], office: Office, now: datetime
) -> None:
    """Let the citizen's own words stand beside an agreement. Nothing of ours is changed.

    The case system is to take them over, and they wait for the caseworker.

    Args:
        engine: The store.
        case_id: The case.
        dispute: The promise's reference, the citizen's words, their reference in the case.
        office: The municipality.
        now: The time, aware.

    Raises:
        pydantic.ValidationError: The words are longer than 1000 letters, or hold a CPR number.
    """
    promise, words, party = dispute
    said = OwnEvent(EventType.PROMISE_DISPUTED, {"promise": promise, "note": words, "party": party})
    with engine.begin() as connection:
        (event,) = add_events(connection, case_id, [said], By.CITIZEN, office, now)
        journal.add(connection, case_id, JournalKind.AGREEMENT, event, now)
