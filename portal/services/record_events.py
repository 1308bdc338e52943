"""Record what a source reports: events, what can't be used, and how far it has been read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.vocabulary import KNOWN_TYPES, PARTY_EVENTS, EventType
from portal.identity.identifiers import Identifiers
from portal.sources.reading import Unusable, Usable, changed_content, read
from portal.store import feed, forget
from portal.store.cases import COPENHAGEN

_CHANGES_PARTIES = PARTY_EVENTS | {EventType.EVENT_CORRECTED, EventType.EVENT_WITHDRAWN}


class Origin(StrEnum):
    """How events came in."""

    PULL = "pull"
    PUSH = "push"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing that was set aside: its place in the batch and what is wrong with it."""

    index: int
    unusable: Unusable


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch.

    ``unknown_types`` counts those recorded whose type is not known here: from the future,
    or misspelt. They change nothing, so a sender who meant something by them must be told.
    """

    recorded: int
    repeated: int
    set_aside: tuple[SetAside, ...]
    unknown_types: int = 0


@dataclass(frozen=True, slots=True)
class From:
    """Where a batch comes from.

    Events of an import, or from before ``go_live``, are history: nothing may send a
    letter, notice or reminder because of them.
    """

    source: str
    go_live: date
    origin: Origin


def record_events(
    engine: Engine,
    payloads: Sequence[object],
    sender: From,
    identifiers: Identifiers,
    now: datetime,
    progress: Mapping[str, Any] | None = None,
) -> Receipt:
    """Record a batch in one transaction, together with how far the source was read.

    The same event again changes nothing; the same id with another content is set aside; a
    malformed one is kept aside and stops nothing else. An empty batch is a sign of life.

    Args:
        engine: The database.
        payloads: The events as JSON reads them.
        sender: The source, its go-live date and the way in.
        identifiers: Hides identifiers.
        now: When the batch arrived, aware.
        progress: What becomes known of the source itself: cursor, etag, heard_at ...
    """
    readings = [read(payload, sender.source, identifiers, now) for payload in payloads]
    return _record(engine, payloads, readings, sender, identifiers, now, progress)


def _record(
    engine: Engine,
    payloads: Sequence[object],
    readings: Sequence[Usable | Unusable],
    sender: From,
    identifiers: Identifiers,
    now: datetime,
    progress: Mapping[str, Any] | None,
) -> Receipt:
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        usable = [reading for reading in readings if isinstance(reading, Usable)]
        ids = {reading.envelope.id for reading in usable}
        known = feed.known_digests(connection, sender.source, ids) if ids else {}
        new: list[Usable] = []
        aside: list[SetAside] = []
        for index, reading in enumerate(readings):
            if isinstance(reading, Unusable):
                aside.append(SetAside(index, reading))
                continue
            before = known.get(reading.envelope.id)
            if before is None:
                known[reading.envelope.id] = reading.digest
                new.append(reading)
            # Without a digest, from before the key was changed, it is known by its id alone.
            elif before and before != reading.digest:
                changed = changed_content(reading, payloads[index], identifiers)
                aside.append(SetAside(index, changed))
        new = _not_forgotten(connection, sender.source, new)
        _write(connection, new, sender, identifiers, now)
        feed.add_set_aside(connection, [_aside_row(a, sender, identifiers, now) for a in aside])
        feed.update_source(connection, sender.source, **(progress or {"heard_at": now}))
    repeated = len(readings) - len(new) - len(aside)
    unknown = sum(event.envelope.type not in KNOWN_TYPES for event in new)
    return Receipt(len(new), repeated, tuple(aside), unknown)


def _not_forgotten(connection: Connection, source: str, events: list[Usable]) -> list[Usable]:
    """Leave out the old events of cases that were removed here: they were known before.

    A source may tell everything again; nobody is to get last year's letters a second time.
    """
    gone = forget.forgotten(connection, source, {event.envelope.subject for event in events})
    return [
        event
        for event in events
        if event.envelope.subject not in gone or event.envelope.time > gone[event.envelope.subject]
    ]


def _write(
    connection: Connection,
    events: Sequence[Usable],
    sender: From,
    identifiers: Identifiers,
    now: datetime,
) -> None:
    if not events:
        return
    references = {event.envelope.subject for event in events}
    cases = feed.case_ids(connection, sender.source, references, now)
    people = {key: value for event in events for key, value in event.people.items()}
    if people:
        boxes = {key: identifiers.encrypt(value) for key, value in people.items()}
        feed.add_people(connection, boxes)
    feed.add_events(connection, [_row(event, cases, sender, now) for event in events])
    touched = {
        cases[event.envelope.subject] for event in events if event.envelope.type in _CHANGES_PARTIES
    }
    feed.reread_parties(connection, touched)


def _row(event: Usable, cases: Mapping[str, int], sender: From, now: datetime) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "case_id": cases[envelope.subject],
        "source": sender.source,
        "event_id": envelope.id,
        "type": envelope.type,
        "occurred_at": envelope.time,
        "sequence": int(envelope.sequence),
        "recorded_at": envelope.recordedtime,
        "received_at": now,
        "origin": sender.origin,
        "history": sender.origin is Origin.IMPORT or _day(envelope.time) < sender.go_live,
        "digest": event.digest,
        "data": event.data,
    }


def _day(at: datetime) -> date:
    return at.astimezone(COPENHAGEN).date()


def _aside_row(
    aside: SetAside, sender: From, identifiers: Identifiers, now: datetime
) -> dict[str, Any]:
    first = aside.unusable.problems[0]
    return {
        "source": sender.source,
        "digest": aside.unusable.digest,
        "received_at": now,
        "origin": sender.origin,
        "event_id": aside.unusable.event_id,
        "code": first.code,
        "pointer": first.pointer[:200],
        "reason": first.reason[:300],
        "payload": identifiers.encrypt(aside.unusable.payload),
    }
