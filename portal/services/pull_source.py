"""Read on in a case system from where we stopped."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import requests
from sqlalchemy import Engine

from portal.identity.identifiers import Identifiers
from portal.services.record_events import From, record_events
from portal.sources.client import CursorLostError, Page, SourceUnavailableError, fetch
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
        try:
            for page in _pages(session, base_url, page_size, cursor, etag):
                progress = {
                    "cursor": page.next,
                    "etag": page.etag,
                    "heard_at": now,
                    "failures": 0,
                    "retry_at": None,
                }
                receipt = record_events(engine, page.events, sender, identifiers, now, progress)
                recorded += receipt.recorded
                set_aside += len(receipt.set_aside)
        except SourceUnavailableError as error:
            _note_failure(engine, sender.source, row, error, now)
            return Pulled(recorded, set_aside, answered=False)
    return Pulled(recorded, set_aside, answered=True)


def _pages(
    session: requests.Session, base_url: str, limit: int, cursor: str | None, etag: str | None
) -> Iterator[Page]:
    """Yield page after page until nothing is new, each with the ETag of its cursor.

    A cursor that is lost is given up once, and reading begins from the beginning.

    Raises:
        SourceUnavailableError: No answer, a wrong one, or one that goes round in a circle.
    """
    seen: set[str | None] = set()
    while True:
        try:
            page = fetch(session, base_url, cursor, limit, etag)
        except CursorLostError:
            if cursor in seen:
                raise SourceUnavailableError("its own cursor is not known") from None
            cursor = etag = None
            continue
        # The ETag belongs to the question that was asked, so only to an unmoved cursor.
        etag = page.etag if page.next == cursor else None
        cursor = page.next
        yield replace(page, etag=etag)
        if not page.more:
            return
        if cursor in seen:
            raise SourceUnavailableError("its cursor does not move on")
        seen.add(cursor)


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
