"""Read on in a case system from where we stopped."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import requests
from sqlalchemy import Engine

from portal.identity.identifiers import Identifiers
from portal.services.record_events import From, record_events
from portal.sources.client import CursorLostError, SourceUnavailableError, fetch
from portal.store import feed

PAGE = 500
_FIRST_WAIT = 15
_LONGEST_WAIT = 3600

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a reading brought: how many events, and whether the source answered."""

    recorded: int
    set_aside: int
    answered: bool


def pull_source(
    engine: Engine,
    base_url: str,
    token: str | None,
    sender: From,
    identifiers: Identifiers,
    now: datetime,
    page_size: int = PAGE,
) -> Pulled:
    """Read everything that is new; each page is one transaction with its cursor.

    A source that fails is asked again later and later, up to an hour, or when it says.
    Nothing is lost when this stops anywhere: the next reading goes on from the last page
    that was recorded.
    """
    with engine.connect() as connection:
        row = feed.find_source(connection, sender.source)
    if row is not None and row.retry_at is not None and row.retry_at > now:
        return Pulled(0, 0, answered=False)
    cursor, etag = (row.cursor, row.etag) if row is not None else (None, None)
    recorded = set_aside = 0
    with requests.Session() as session:
        if token:
            session.headers["Authorization"] = f"Bearer {token}"
        while True:
            try:
                page = fetch(session, base_url, cursor, page_size, etag)
            except CursorLostError:
                cursor = etag = None
                continue
            except SourceUnavailableError as error:
                _note_failure(engine, sender.source, row, error, now)
                return Pulled(recorded, set_aside, answered=False)
            # The ETag belongs to the question that was asked, so only to an unmoved cursor.
            etag = page.etag if page.next == cursor else None
            cursor = page.next
            progress = {
                "cursor": cursor,
                "etag": etag,
                "heard_at": now,
                "failures": 0,
                "retry_at": None,
            }
            receipt = record_events(engine, page.events, sender, identifiers, now, progress)
            recorded += receipt.recorded
            set_aside += len(receipt.set_aside)
            if not page.more:
                return Pulled(recorded, set_aside, answered=True)


def _note_failure(
    engine: Engine, source: str, row: object, error: SourceUnavailableError, now: datetime
) -> None:
    failures = getattr(row, "failures", 0) + 1
    wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
    wait = max(wait, error.retry_after or 0)
    log.warning("source %s did not answer (%s); again in %d s", source, error, wait)
    with engine.begin() as connection:
        feed.update_source(
            connection, source, failures=failures, retry_at=now + timedelta(seconds=wait)
        )
