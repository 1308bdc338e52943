"""Rows written when events arrive. Nothing here commits."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from portal.core.events import CaseEvent
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import PARTY_EVENTS, EventType
from portal.store.cases import to_event
from portal.store.models import (
    CaseRow,
    EventRow,
    PartyRow,
    PersonRow,
    SetAsideRow,
    SourceRow,
)

_READ_FOR_PARTIES = (*PARTY_EVENTS, EventType.EVENT_CORRECTED, EventType.EVENT_WITHDRAWN)


_RECORDING = 4_711_001
"""The number of PostgreSQL's lock for recording: any number, only always the same."""


def wait_for_turn(connection: Connection) -> None:
    """Let one batch be recorded at a time, as SQLite does by itself.

    Two that bring the same events, cases or people would otherwise break on each other:
    the second must see what the first has written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_RECORDING)))


def known_digests(
    connection: Connection, source: str, event_ids: Collection[str]
) -> dict[str, bytes]:
    """Return the digest of each event of a source that has been recorded before."""
    statement = select(EventRow.event_id, EventRow.digest).where(
        EventRow.source == source, EventRow.event_id.in_(event_ids)
    )
    return {row.event_id: row.digest for row in connection.execute(statement)}


def case_ids(
    connection: Connection, source: str, references: Collection[str], now: datetime
) -> dict[str, int]:
    """Return the id of each case of a source, making those that are new."""
    found = _find_cases(connection, source, references)
    new = [reference for reference in references if reference not in found]
    if new:
        connection.execute(
            insert(CaseRow),
            [
                {
                    "public_id": secrets.token_urlsafe(12),
                    "source": source,
                    "reference": reference,
                    "created_at": now,
                }
                for reference in new
            ],
        )
        found |= _find_cases(connection, source, new)
    return found


def _find_cases(connection: Connection, source: str, references: Collection[str]) -> dict[str, int]:
    statement = select(CaseRow.reference, CaseRow.id).where(
        CaseRow.source == source, CaseRow.reference.in_(references)
    )
    return {row.reference: row.id for row in connection.execute(statement)}


def add_events(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write events."""
    if rows:
        connection.execute(insert(EventRow), rows)


def add_people(connection: Connection, people: Mapping[str, bytes]) -> None:
    """Keep the encrypted identifier of each person not known before."""
    known = set(
        connection.scalars(select(PersonRow.person).where(PersonRow.person.in_(people))).all()
    )
    new = [{"person": key, "identifier": box} for key, box in people.items() if key not in known]
    if new:
        connection.execute(insert(PersonRow), new)


def reread_parties(connection: Connection, cases: Collection[int]) -> None:
    """Make the parties of some cases anew from their events."""
    if not cases:
        return
    statement = select(
        EventRow.case_id,
        EventRow.event_id,
        EventRow.type,
        EventRow.occurred_at,
        EventRow.sequence,
        EventRow.data,
    ).where(EventRow.case_id.in_(cases), EventRow.type.in_(_READ_FOR_PARTIES))
    events: dict[int, list[CaseEvent]] = {case_id: [] for case_id in cases}
    for row in connection.execute(statement):
        events[row.case_id].append(to_event(row))
    connection.execute(delete(PartyRow).where(PartyRow.case_id.in_(cases)))
    rows = [
        _party_row(case_id, party)
        for case_id, found in events.items()
        for party in read_parties(found).values()
    ]
    if rows:
        connection.execute(insert(PartyRow), rows)


def _party_row(case_id: int, party: Party) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "ref": party.ref,
        "role": party.role,
        "person": party.person,
        "name": party.name,
        "birth_date": party.birth_date,
        "protected": party.protected,
        "language": party.language,
        "exempt_from_digital_post": party.exempt_from_digital_post,
        "scope": ",".join(party.scope),
        "custody": party.custody,
        "valid_from": party.valid_from,
        "valid_to": party.valid_to,
        "grown_on": party.grown_on,
        "basis": party.basis,
        "died": party.died,
        "wrong": party.wrong,
    }


def add_set_aside(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep what can't be used, each thing once however often it is sent."""
    new = {(row["source"], row["digest"]): row for row in rows}
    if not new:
        return
    statement = select(SetAsideRow.source, SetAsideRow.digest).where(
        SetAsideRow.digest.in_([digest for _, digest in new])
    )
    for known in connection.execute(statement):
        new.pop((known.source, known.digest), None)
    if new:
        connection.execute(insert(SetAsideRow), list(new.values()))


def set_aside(connection: Connection, limit: int = 200) -> list[Any]:
    """Return what was set aside, newest first, without its content."""
    statement = (
        select(
            SetAsideRow.id,
            SetAsideRow.source,
            SetAsideRow.received_at,
            SetAsideRow.event_id,
            SetAsideRow.code,
            SetAsideRow.pointer,
            SetAsideRow.reason,
        )
        .order_by(SetAsideRow.received_at.desc(), SetAsideRow.id.desc())
        .limit(limit)
    )
    return list(connection.execute(statement))


def find_source(connection: Connection, name: str) -> Any:
    """Return the row of a source: cursor, etag, heard_at, failures, retry_at; or None."""
    return connection.execute(
        select(*SourceRow.__table__.columns).where(SourceRow.name == name)
    ).one_or_none()


def update_source(connection: Connection, name: str, **values: Any) -> None:
    """Change what is known of a source, making its row the first time."""
    changed = connection.execute(
        update(SourceRow).where(SourceRow.name == bindparam("source_name")),
        {"source_name": name, **values},
    )
    if changed.rowcount == 0:
        connection.execute(insert(SourceRow), {"name": name, "failures": 0, **values})
