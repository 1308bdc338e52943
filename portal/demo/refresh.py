"""Keep the demo from going stale: its cases are told again, relative to today.

Only in demo mode, and only for the demo's own sources. What somebody pushed stays.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, select

from portal.core.events import OWN_SOURCE
from portal.demo.council import show_comment, show_numbers, show_recommended, show_round
from portal.demo.letters import show_some
from portal.demo.looks import show_looks
from portal.demo.relatives import give_some
from portal.demo.understood import show_answers
from portal.demo.wording import show_draft
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality
from portal.services.import_file import import_file
from portal.services.office import open_office
from portal.services.pull_source import pull_source
from portal.services.record_events import From, Origin
from portal.services.reread_desk import read_what_came
from portal.settings import Settings
from portal.sources.embedded.cases import MAIN_SOURCE, SILENT_SOURCE, SOURCES
from portal.sources.embedded.log import build_logs
from portal.store import feed
from portal.store.cases import COPENHAGEN
from portal.store.engine import open_engine
from portal.store.models import (
    AttachmentRow,
    CaseRow,
    DeskReadRow,
    DocumentRow,
    DraftRow,
    EventRow,
    InvitationRow,
    JournalRow,
    LetterRow,
    MessageRow,
    OutboxRow,
    SetAsideRow,
)


def prepare(settings: Settings, municipality: Municipality) -> None:
    """Fill the portal with the demo's cases as they stand today.

    Cases already there keep their addresses; on the same day nothing changes.
    """
    now = datetime.now(UTC)
    today = now.astimezone(COPENHAGEN).date()
    engine = open_engine(settings.database_url)
    identifiers = Identifiers(settings.identifier_key)
    told = settings.var / "demo-day"
    is_new_day = _told_on(told) != today
    if is_new_day:
        _forget(engine)
    _import_silent(engine, municipality, identifiers, today, now)
    _pull_main(engine, settings, municipality, identifiers, now)
    # So that the desk is not empty until the worker has had its first round.
    office = open_office(municipality)
    read_what_came(engine, office, now)
    give_some(engine, identifiers, office, now)
    show_some(engine, settings, office, now)
    show_draft(engine, now)
    show_comment(engine, identifiers, now)
    show_round(engine, now)
    show_recommended(engine, now)
    show_answers(engine, identifiers, now)
    show_numbers(settings.desk_numbers, today)
    if is_new_day:
        show_looks(engine, identifiers, now)
    told.write_text(today.isoformat(), encoding="utf-8")
    engine.dispose()


def _told_on(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None


def _forget(engine: Engine) -> None:
    """Remove what the demo's sources told on an earlier day, but not what was pushed.

    What was done at the portal with those cases goes too: its dates were yesterday's, and
    every promise of it would be broken by now.
    """
    with engine.begin() as connection:
        _forget_what_was_done(connection, _cases(connection))
        told = (EventRow.source.in_(SOURCES), EventRow.origin != Origin.PUSH)
        connection.execute(delete(EventRow).where(*told))
        connection.execute(
            delete(SetAsideRow).where(
                SetAsideRow.source.in_(SOURCES), SetAsideRow.origin != Origin.PUSH
            )
        )
        # SQLite gives the ids anew: how far the events were read means nothing any more, and
        # what is told anew is news to nobody.
        connection.execute(delete(DeskReadRow))
        feed.reread_parties(connection, _cases(connection))
        for source in SOURCES:
            feed.update_source(
                connection, source, cursor=None, etag=None, heard_at=None, failures=0, retry_at=None
            )


def _forget_what_was_done(connection: Connection, ids: list[int]) -> None:
    messages = select(MessageRow.id).where(MessageRow.case_id.in_(ids))
    connection.execute(delete(AttachmentRow).where(AttachmentRow.message_id.in_(messages)))
    for row in (OutboxRow, LetterRow, DocumentRow, MessageRow, JournalRow, DraftRow, InvitationRow):
        connection.execute(delete(row).where(row.case_id.in_(ids)))
    ours = (EventRow.source == OWN_SOURCE, EventRow.case_id.in_(ids))
    connection.execute(delete(EventRow).where(*ours))


def _cases(connection: Connection) -> list[int]:
    return list(connection.scalars(select(CaseRow.id).where(CaseRow.source.in_(SOURCES))))


def _import_silent(
    engine: Engine,
    municipality: Municipality,
    identifiers: Identifiers,
    today: date,
    now: datetime,
) -> None:
    """Load the source that has since fallen silent, from a file as a first load would be."""
    source = municipality.source(SILENT_SOURCE)
    if source is None:
        return
    lines = [json.dumps(event) for event in build_logs(today)[SILENT_SOURCE].events]
    sender = From(source.name, source.go_live, Origin.IMPORT)
    import_file(engine, lines, sender, identifiers, now)


def _pull_main(
    engine: Engine,
    settings: Settings,
    municipality: Municipality,
    identifiers: Identifiers,
    now: datetime,
) -> None:
    source = municipality.source(MAIN_SOURCE)
    url = settings.source_url(source.name, source.base_url) if source else None
    if source is None or url is None:
        return
    # What the demo tells of the past is history: no letter goes out because of it today.
    sender = From(source.name, now.astimezone(COPENHAGEN).date(), Origin.PULL)
    token = settings.source_token(source.name)
    pull_source(engine, url, token, sender, identifiers, now)
