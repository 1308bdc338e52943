"""Put together what is worth asking about in how cases were opened."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from portal.core import unusual
from portal.core.unusual import WINDOW_DAYS, ToAsk
from portal.store import unusual_looks as store
from portal.store.cases import COPENHAGEN


def things_to_ask(connection: Connection, now: datetime) -> list[ToAsk]:
    """Return what there is to ask about in the last four weeks, the newest day first."""
    first = now.astimezone(COPENHAGEN).date() - timedelta(days=WINDOW_DAYS)
    since = datetime.combine(first, time.min, COPENHAGEN)
    openings = store.openings(connection, since)
    named = store.named_in(connection, unusual.candidates(openings))
    return unusual.things_to_ask(openings, store.people(connection, since), named)
