"""Add what is said and done at the portal itself to a case's list of events."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import Connection

from portal.core.events import OWN_REF, OWN_SOURCE, CaseEvent
from portal.core.vocabulary import PARTY_EVENTS, EventType
from portal.services.office import Office
from portal.services.reread_desk import reread_desk
from portal.sources.contract import PAYLOADS
from portal.store import feed
from portal.store.cases import COPENHAGEN

_ANYBODY = "000000-0000"
"""Stands for the identifier while a party known by the hash alone is read through the contract."""


class By(StrEnum):
    """Who did what an own event tells of."""

    DESK = "desk"
    CITIZEN = "citizen"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """One thing to add. ``data`` is its payload as the contract has it, with plain values.

    ``id`` is given where the same may be sent twice: the second is refused by the store.
    ``person`` is the hash that takes the place of the identifier of a new party; the
    identifier itself is never in an event, and need not be known where the hash is.
    """

    type: EventType
    data: Mapping[str, Any]
    id: str | None = None
    person: str | None = None


def new_reference() -> str:
    """Return a reference of our own for an update, a promise, a message ..."""
    return OWN_REF + secrets.token_urlsafe(9)


def add_events(
    connection: Connection,
    case_id: int,
    events: Sequence[OwnEvent],
    by: By,
    office: Office,
    now: datetime,
) -> list[str]:
    """Write some events of a case in the caller's transaction, and what follows from them.

    They are read through the contract as everybody else's. The case's parties and what
    waits for the desk are read anew, so that nobody sees the one without the other.

    Returns:
        The id of each event.

    Raises:
        pydantic.ValidationError: A payload is not what the contract says: the caller's fault.
    """
    # Before an id is given: who reads on from the last id must not pass one that is coming.
    feed.wait_for_turn(connection)
    rows = [_row(case_id, event, number, by, now) for number, event in enumerate(events)]
    feed.add_events(connection, rows)
    if any(event.type in PARTY_EVENTS for event in events):
        feed.reread_parties(connection, [case_id])
    reread_desk(connection, [case_id], office, now.astimezone(COPENHAGEN).date())
    return [row["event_id"] for row in rows]


def preview(events: Sequence[OwnEvent], by: By, now: datetime) -> list[CaseEvent]:
    """Return events as a case would hold them, without writing anything.

    Raises:
        pydantic.ValidationError: A payload is not what the contract says.
    """
    rows = [_row(0, event, number, by, now) for number, event in enumerate(events)]
    at = now.astimezone(COPENHAGEN)
    return [
        CaseEvent(
            row["event_id"], row["type"], at, row["sequence"], None, orjson.loads(row["data"])
        )
        for row in rows
    ]


def _row(case_id: int, event: OwnEvent, number: int, by: By, now: datetime) -> dict[str, Any]:
    given = {name: value for name, value in event.data.items() if value is not None}
    if event.person is not None:
        given.setdefault("identifier", _ANYBODY)
    read = PAYLOADS[event.type].model_validate(given)
    kept = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if kept.pop("identifier", None) is not None:
        kept["person"] = event.person
    data = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
    return {
        "case_id": case_id,
        "source": OWN_SOURCE,
        "event_id": event.id or secrets.token_urlsafe(12),
        "type": str(event.type),
        "occurred_at": now,
        # Two of the same moment stand in the order they were given.
        "sequence": int(now.timestamp() * 1_000_000) + number,
        "recorded_at": now,
        "received_at": now,
        "origin": str(by),
        "history": False,
        "digest": b"",
        "data": data.decode(),
    }
