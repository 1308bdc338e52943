"""Cases as a page needs them: who may look, what happened, how fresh it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, DateTime, bindparam, select, type_coerce

from portal.core.events import CaseEvent
from portal.core.parties import Party
from portal.core.vocabulary import Role
from portal.store.models import CaseRow, EventRow, PartyRow, SourceRow

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case as one person is linked to it.

    ``heard_at`` is when its source was last heard from, None when it never was.
    """

    case_id: int
    public_id: str
    source: str
    party: Party
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class Concerned:
    """The person a case is about: the keyed hash, and the name unless it is protected."""

    person: str
    name: str | None


_LINKS = (
    select(
        CaseRow.id.label("case_id"),
        CaseRow.public_id,
        CaseRow.source,
        SourceRow.heard_at,
        PartyRow.ref,
        PartyRow.role,
        PartyRow.person,
        PartyRow.name,
        PartyRow.scope,
        PartyRow.custody,
        PartyRow.valid_from,
        PartyRow.valid_to,
        PartyRow.died,
        PartyRow.wrong,
    )
    .join(PartyRow, PartyRow.case_id == CaseRow.id)
    .outerjoin(SourceRow, SourceRow.name == CaseRow.source)
    .where(PartyRow.person == bindparam("person"))
)
_LINK = _LINKS.where(CaseRow.public_id == bindparam("public_id"))
# A plain DateTime: UTCDateTime's own call for each value was a fifth of reading a long case.
_OCCURRED_AT = type_coerce(EventRow.occurred_at, DateTime(timezone=True)).label("occurred_at")
_EVENTS = select(
    EventRow.case_id,
    EventRow.event_id,
    EventRow.type,
    _OCCURRED_AT,
    EventRow.sequence,
    EventRow.data,
).where(EventRow.case_id.in_(bindparam("cases", expanding=True)))
_CONCERNED = (
    select(PartyRow.case_id, PartyRow.person, PartyRow.name, PartyRow.protected)
    .where(
        PartyRow.case_id.in_(bindparam("cases", expanding=True)),
        PartyRow.role.in_([Role.PERSON, Role.CHILD]),
        PartyRow.wrong.is_(False),
    )
    .order_by(PartyRow.case_id, PartyRow.role, PartyRow.ref)
)


def any_case(connection: Connection) -> bool:
    """Tell whether there is any case at all."""
    return connection.execute(select(CaseRow.id).limit(1)).first() is not None


def links_of(connection: Connection, person: str) -> list[CaseLink]:
    """Return every case a person is linked to, whether or not they may see it now."""
    return [_to_link(row) for row in connection.execute(_LINKS, {"person": person})]


def links_to(connection: Connection, person: str, public_id: str) -> list[CaseLink]:
    """Return a person's links to one case; none when it isn't theirs or doesn't exist.

    Both are the same statement and the same answer.
    """
    rows = connection.execute(_LINK, {"person": person, "public_id": public_id})
    return [_to_link(row) for row in rows]


def events_of(connection: Connection, cases: Collection[int]) -> dict[int, list[CaseEvent]]:
    """Return the events of some cases, in no particular order."""
    rows = connection.execute(_EVENTS, {"cases": list(cases)}).all()
    # One call for all of them: a long case has many small payloads.
    payloads = orjson.loads(f"[{','.join([row.data for row in rows])}]")
    found: dict[int, list[CaseEvent]] = {case_id: [] for case_id in cases}
    for (case_id, event_id, kind, at, sequence, _), data in zip(rows, payloads, strict=True):
        found[case_id].append(CaseEvent(event_id, kind, _local(at), sequence, None, data))
    return found


def concerned_of(connection: Connection, cases: Collection[int]) -> dict[int, Concerned]:
    """Return the person each case is about; a case whose person is unknown is left out."""
    found: dict[int, Concerned] = {}
    for row in connection.execute(_CONCERNED, {"cases": list(cases)}):
        name = None if row.protected else row.name
        found.setdefault(row.case_id, Concerned(row.person, name))
    return found


def to_event(row: Any) -> CaseEvent:
    """Return the event of a row, its time in Copenhagen's."""
    data = orjson.loads(row.data)
    return CaseEvent(row.event_id, row.type, _local(row.occurred_at), row.sequence, None, data)


def _local(at: datetime) -> datetime:
    # SQLite forgets the zone; what is kept is UTC.
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(COPENHAGEN)


def _to_link(row: Any) -> CaseLink:
    party = Party(
        ref=row.ref,
        role=Role(row.role),
        person=row.person,
        name=row.name,
        scope=tuple(row.scope.split(",")) if row.scope else (),
        custody=row.custody,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        died=row.died,
        wrong=row.wrong,
    )
    return CaseLink(row.case_id, row.public_id, row.source, party, row.heard_at)
