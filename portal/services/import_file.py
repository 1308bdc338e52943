"""Read events from a file of one JSON event a line, for a robot or a first load."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Engine

from portal.identity.identifiers import Identifiers
from portal.services.record_events import From, Receipt, SetAside, record_events
from portal.store import feed

BATCH = 1000


def import_file(
    engine: Engine,
    lines: Iterable[str],
    sender: From,
    identifiers: Identifiers,
    now: datetime,
    tell: Callable[[int], None] = lambda read: None,
) -> Receipt:
    """Return what became of every line. Each thousand is one transaction.

    A line that is not JSON is set aside like any other event that can't be used. The
    source counts as heard from when its newest event was recorded, not when the file was
    read: an old file does not make a page fresh.

    Args:
        engine: The database.
        lines: The file's lines.
        sender: The source; its origin must be the import.
        identifiers: Hides identifiers.
        now: When the file is read, aware.
        tell: Called with the number of lines read, for a progress bar.
    """
    recorded = repeated = 0
    aside: list[SetAside] = []
    heard_at = _heard_at(engine, sender.source)
    for batch in _batches(lines):
        payloads = [_event(line) for line in batch]
        heard_at = _newest([heard_at, *map(_recorded, payloads)], now)
        progress = {"heard_at": heard_at}
        receipt = record_events(engine, payloads, sender, identifiers, now, progress)
        recorded += receipt.recorded
        repeated += receipt.repeated
        aside.extend(receipt.set_aside)
        tell(len(batch))
    return Receipt(recorded, repeated, tuple(aside))


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    filled = (line for line in lines if line.strip())
    while batch := list(islice(filled, BATCH)):
        yield batch


def _event(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return line.strip()[:2000]


def _recorded(payload: object) -> datetime | None:
    value = payload.get("recordedtime") if isinstance(payload, dict) else None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _newest(moments: list[datetime | None], now: datetime) -> datetime | None:
    known = [moment for moment in moments if moment is not None and moment <= now]
    return max(known, default=None)


def _heard_at(engine: Engine, source: str) -> datetime | None:
    with engine.connect() as connection:
        row = feed.find_source(connection, source)
    return row.heard_at if row is not None else None
