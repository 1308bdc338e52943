"""What the case system must take over, and whether it has. Nothing here commits."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from portal.store.models import (
    CaseRow,
    DeskRow,
    EventRow,
    JournalRow,
    LetterRow,
    MessageRow,
    OutboxRow,
)
from portal.store.outbox import FAILED, in_a_stopped_case


class JournalKind(StrEnum):
    """What is to be journalised. The first three are events of the desk, by their id."""

    UPDATE = "update"
    AGREEMENT = "agreement"
    TALK = "talk"
    MESSAGE = "message"
    LETTER = "letter"


def add(connection: Connection, case_id: int, kind: JournalKind, thing: str, now: datetime) -> str:
    """Ask that something is taken over; return the item's public id.

    ``thing`` is the event's id, the message's or the letter's public id.
    """
    public_id = secrets.token_urlsafe(12)
    row = {"public_id": public_id, "case_id": case_id, "kind": kind, "thing": thing}
    connection.execute(insert(JournalRow), row | {"created_at": now})
    return public_id


def public_id_of(connection: Connection, case_id: int, thing: str) -> str | None:
    """Return the item about something of a case; None when there is none."""
    statement = select(JournalRow.public_id).where(
        JournalRow.case_id == case_id, JournalRow.thing == thing
    )
    return connection.scalars(statement).one_or_none()


_ITEM = (
    JournalRow.id,
    JournalRow.public_id,
    JournalRow.case_id,
    JournalRow.kind,
    JournalRow.thing,
    JournalRow.created_at,
    JournalRow.acknowledged_at,
    JournalRow.reference,
    CaseRow.reference.label("case_reference"),
)


def open_items(connection: Connection, source: str, most: int) -> list[Any]:
    """Return what a source has not taken over yet, oldest first."""
    statement = (
        select(*_ITEM)
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .where(CaseRow.source == source, JournalRow.acknowledged_at.is_(None))
        .order_by(JournalRow.created_at, JournalRow.id)
        .limit(most)
    )
    return list(connection.execute(statement))


def item_of(connection: Connection, source: str, public_id: str) -> Any:
    """Return one item of a source; None when it has none of that id."""
    statement = (
        select(*_ITEM)
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .where(CaseRow.source == source, JournalRow.public_id == public_id)
    )
    return connection.execute(statement).one_or_none()


def items_of_case(connection: Connection, case_id: int) -> list[Any]:
    """Return every item of a case, newest first."""
    statement = (
        select(*_ITEM)
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .where(JournalRow.case_id == case_id)
        .order_by(JournalRow.created_at.desc(), JournalRow.id.desc())
    )
    return list(connection.execute(statement))


def acknowledge(
    connection: Connection, source: str, references: Mapping[str, str], now: datetime
) -> tuple[int, int, list[str]]:
    """Keep under which reference the source has journalised each item.

    The first reference stands: an item taken over is not taken over again.

    Returns:
        How many are new, how many had been acknowledged before, and the ids not known.
    """
    statement = (
        select(JournalRow.public_id, JournalRow.id, JournalRow.acknowledged_at)
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .where(CaseRow.source == source, JournalRow.public_id.in_(references))
    )
    known = {row.public_id: row for row in connection.execute(statement)}
    new = [row for row in known.values() if row.acknowledged_at is None]
    for row in new:
        connection.execute(
            update(JournalRow)
            .where(JournalRow.id == row.id)
            .values(acknowledged_at=now, reference=references[row.public_id])
        )
    return len(new), len(known) - len(new), [one for one in references if one not in known]


def overdue(
    connection: Connection, before: datetime, name: str | None, unit: str | None
) -> list[Any]:
    """Return the cases with something that should have been taken over, with how much.

    Each row is ``case_id``, ``public_id``, ``oldest`` and ``number``. Those of a caseworker or
    of a unit; both None gives none.
    """
    mine = _of(name, unit)
    if not mine:
        return []
    statement = (
        select(
            JournalRow.case_id,
            CaseRow.public_id,
            func.min(JournalRow.created_at).label("oldest"),
            func.count().label("number"),
        )
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .join(DeskRow, DeskRow.case_id == JournalRow.case_id)
        .where(JournalRow.acknowledged_at.is_(None), JournalRow.created_at < before, or_(*mine))
        .group_by(JournalRow.case_id, CaseRow.public_id)
    )
    return list(connection.execute(statement))


def events_of_post(connection: Connection, source: str, event_ids: Collection[str]) -> list[Any]:
    """Return the events written together with each of some events, in their order.

    Each row has ``post``, the id of the event asked for, and the event's own columns.
    """
    asked = select(EventRow.case_id, EventRow.event_id, EventRow.occurred_at).where(
        EventRow.source == source, EventRow.event_id.in_(event_ids)
    )
    posts = asked.subquery()
    statement = (
        select(
            posts.c.event_id.label("post"),
            EventRow.case_id,
            EventRow.event_id,
            EventRow.type,
            EventRow.occurred_at,
            EventRow.sequence,
            EventRow.data,
        )
        .join(
            posts,
            (posts.c.case_id == EventRow.case_id) & (posts.c.occurred_at == EventRow.occurred_at),
        )
        .where(EventRow.source == source)
        .order_by(EventRow.sequence)
    )
    return list(connection.execute(statement))


def post_of(connection: Connection, source: str, public_id: str) -> Any:
    """Return ``kind``, ``case_id`` and ``case``, its public id, of something posted at the desk."""
    statement = (
        select(JournalRow.kind, JournalRow.case_id, CaseRow.public_id.label("case"))
        .join(CaseRow, CaseRow.id == JournalRow.case_id)
        .join(EventRow, (EventRow.event_id == JournalRow.thing) & (EventRow.source == source))
        .where(JournalRow.public_id == public_id)
    )
    return connection.execute(statement).one_or_none()


def not_sent(connection: Connection, name: str | None, unit: str | None) -> list[Any]:
    """Return the cases with something that could not be sent: those of a caseworker or a unit."""
    mine = _of(name, unit)
    if not mine:
        return []
    statement = (
        select(OutboxRow.case_id, CaseRow.public_id, func.count().label("number"))
        .join(CaseRow, CaseRow.id == OutboxRow.case_id)
        .join(DeskRow, DeskRow.case_id == OutboxRow.case_id)
        .where(OutboxRow.state == FAILED, or_(*mine), ~in_a_stopped_case())
        .group_by(OutboxRow.case_id, CaseRow.public_id)
    )
    return list(connection.execute(statement))


def messages_of_case(connection: Connection, case_id: int) -> list[Any]:
    """Return what citizens have sent in a case, newest first; the words encrypted."""
    statement = (
        select(*_MESSAGE).where(MessageRow.case_id == case_id).order_by(MessageRow.id.desc())
    )
    return list(connection.execute(statement))


def messages(connection: Connection, public_ids: Collection[str]) -> dict[str, Any]:
    """Return some messages by their public id; the words encrypted."""
    statement = select(*_MESSAGE).where(MessageRow.public_id.in_(public_ids))
    return {row.public_id: row for row in connection.execute(statement)}


def letters(connection: Connection, public_ids: Collection[str]) -> dict[str, Any]:
    """Return some letters by their public id, with their bytes."""
    statement = select(
        LetterRow.public_id,
        LetterRow.kind,
        LetterRow.language,
        LetterRow.html,
        LetterRow.pdf,
        LetterRow.made_at,
        LetterRow.ordered_by,
    ).where(LetterRow.public_id.in_(public_ids))
    return {row.public_id: row for row in connection.execute(statement)}


_MESSAGE = (
    MessageRow.id,
    MessageRow.public_id,
    MessageRow.case_id,
    MessageRow.kind,
    MessageRow.party,
    MessageRow.text,
    MessageRow.received_at,
)


def _of(name: str | None, unit: str | None) -> list[Any]:
    """Return what makes a case a caseworker's, or a unit's."""
    mine = []
    if name is not None:
        mine.append(DeskRow.caseworker == name)
    if unit is not None:
        mine.append(DeskRow.unit == unit)
    return mine
