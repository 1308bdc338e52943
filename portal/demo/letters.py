"""Some letters for the demo to show: made at the start, by the very services that make them."""

from datetime import datetime

from sqlalchemy import Connection, Engine, update

from portal.services.make_letters import make_ordered
from portal.services.office import Office
from portal.services.order_letters import order_in
from portal.services.sending import open_sending
from portal.services.write_letter import open_workshop
from portal.settings import RESOURCES, Settings
from portal.sources.embedded.cases import MAIN_SOURCE
from portal.store import feed, letters
from portal.store.models import EventRow
from portal.wording.catalogue import load_catalogue

SHOWN = ("62-110", "62-166", "62-175")
"""Cases with letters: in English, in Arabic, and about a new caseworker."""


def show_some(engine: Engine, settings: Settings, office: Office, now: datetime) -> int:
    """Make the letters of a few cases, as if what they tell happened now; return how many.

    To all others what the demo tells of the past is history, and stays so: a start must be
    quick, and their pages the same however long the worker has run. None are made twice.
    """
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        found = [letters.case_of_source(connection, MAIN_SOURCE, one) for one in SHOWN]
        ids = [one for one in found if one is not None]
        rows = letters.of_cases(connection, ids)
        new = [case_id for case_id, those in rows.items() if not those]
        _call(connection, new, history=False)
        order_in(connection, new, office, now)
    made = _make(engine, settings, office, now) if new else 0
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        _call(connection, ids, history=True)
    return made


def _make(engine: Engine, settings: Settings, office: Office, now: datetime) -> int:
    catalogue = load_catalogue(RESOURCES / "translations")
    sending = open_sending(settings, office, catalogue)
    workshop = open_workshop(RESOURCES, catalogue, office.municipality)
    return make_ordered(engine, workshop, sending, now)


def _call(connection: Connection, case_ids: list[int], *, history: bool) -> None:
    """Call what the demo tells of some cases history, or not."""
    told = (EventRow.case_id.in_(case_ids), EventRow.source == MAIN_SOURCE)
    connection.execute(update(EventRow).where(*told).values(history=history))
