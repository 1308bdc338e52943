"""Cases as a page needs them: who may look, what happened, how fresh it is."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import attrgetter, lt
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from portal.core.events import CaseEvent
from portal.core.parties import Party
from portal.core.vocabulary import Role
from portal.store.local_time import COPENHAGEN, local
from portal.store.models import CaseRow, EventRow, PartyRow, SourceRow
from portal.store.prepared import Prepared

__all__ = ["COPENHAGEN"]

# Moments of local() have the offset that held, so they stand in order as they are.
_IN_ORDER = attrgetter("occurred_at", "sequence", "id")
# From all its fields at once: to give them one by one took twice as long.
_event_of: Callable[[tuple[Any, ...]], CaseEvent] = partial(tuple.__new__, CaseEvent)


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
    """The person a case is about: the keyed hash, and the name unless it is protected.

    ``several`` says that it is about others too: then nobody knows for whom of them somebody acts.
    """

    person: str
    name: str | None
    several: bool = False


_FROM_PARTIES = (
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
        PartyRow.grown_on,
        PartyRow.birth_date,
        PartyRow.basis,
        PartyRow.died,
        PartyRow.wrong,
    )
    .join(PartyRow, PartyRow.case_id == CaseRow.id)
    .outerjoin(SourceRow, SourceRow.name == CaseRow.source)
)
_LINKS = _FROM_PARTIES.where(PartyRow.person == bindparam("person"))
_LINKS_OF_ANY = _FROM_PARTIES.where(PartyRow.person.in_(bindparam("people", expanding=True)))
_ONE_CASE = CaseRow.public_id == bindparam("public_id")
_LINK = Prepared(_LINKS.where(_ONE_CASE))
_EVENT = select(
    EventRow.event_id,
    EventRow.type,
    # As the driver gives it: text in UTC from SQLite, an aware datetime from PostgreSQL. To
    # have it turned for us value by value was a fifth of reading a long case.
    type_coerce(EventRow.occurred_at, String).label("occurred_at"),
    EventRow.sequence,
    EventRow.data,
)
# One row with the events side by side: the driver takes longer to hand over sixty rows than the
# database to find them. What stands between two values no source may send (sources/fields.py).
_BETWEEN = "\x1f"


def _beside(column: Any, between: str = _BETWEEN) -> ColumnElement[str]:
    """Return the values of a column as one text."""
    # Written into the SQL: as a parameter SQLAlchemy would write it anew at each call.
    separator: Any = literal_column(f"'{between}'")
    return func.aggregate_strings(column, separator)


_EVENTS_OF_CASE = Prepared(
    select(
        _beside(EventRow.event_id),
        _beside(EventRow.type),
        _beside(cast(EventRow.occurred_at, String)),
        _beside(cast(EventRow.sequence, String)),
        _beside(EventRow.data, ","),
    ).where(EventRow.case_id == bindparam("case"))
)
_EVENTS = _EVENT.add_columns(EventRow.case_id).where(
    EventRow.case_id.in_(bindparam("cases", expanding=True))
)
_EVERY_CONCERNED = (
    select(PartyRow.case_id, PartyRow.person, PartyRow.name, PartyRow.protected)
    # Written out: a prepared statement takes no list.
    .where(or_(PartyRow.role == Role.PERSON, PartyRow.role == Role.CHILD))
    .where(PartyRow.wrong.is_(False))
    .order_by(PartyRow.case_id, PartyRow.role, PartyRow.ref)
)
_CONCERNED = _EVERY_CONCERNED.where(PartyRow.case_id.in_(bindparam("cases", expanding=True)))
_CONCERNED_IN = Prepared(_EVERY_CONCERNED.where(PartyRow.case_id == bindparam("case")))


def any_case(connection: Connection) -> bool:
    """Tell whether there is any case at all."""
    return connection.execute(select(CaseRow.id).limit(1)).first() is not None


def links_of(
    connection: Connection, person: str, principals: Collection[str] = ()
) -> list[CaseLink]:
    """Return every case a person is linked to, whether or not they may see it now.

    ``principals`` are those they have a mandate from: theirs come too, by the same one statement.
    """
    if principals:
        people = {"people": [person, *principals]}
        return [_to_link(row) for row in connection.execute(_LINKS_OF_ANY, people)]
    return [_to_link(row) for row in connection.execute(_LINKS, {"person": person})]


def links_to(
    connection: Connection, person: str, public_id: str, principals: Collection[str] = ()
) -> list[CaseLink]:
    """Return a person's links to one case; none when it isn't theirs or doesn't exist.

    Both are the same statement and the same answer. ``principals`` as in :func:`links_of`.
    """
    if principals:
        values = {"people": [person, *principals], "public_id": public_id}
        found = connection.execute(_LINKS_OF_ANY.where(_ONE_CASE), values)
        return [_to_link(row) for row in found]
    rows = _LINK.rows(connection, person=person, public_id=public_id)
    return [_to_link(row) for row in rows]


def events_of_case(connection: Connection, case_id: int) -> list[CaseEvent]:
    """Return the events of a case, in the order they happened."""
    ((ids, types, moments, sequences, payloads),) = _EVENTS_OF_CASE.rows(connection, case=case_id)
    if ids is None:
        return []
    return _to_events(
        ids.split(_BETWEEN),
        types.split(_BETWEEN),
        moments.split(_BETWEEN),
        map(int, sequences.split(_BETWEEN)),
        payloads,
    )


def events_of(connection: Connection, cases: Collection[int]) -> dict[int, list[CaseEvent]]:
    """Return the events of some cases, each in the order they happened."""
    rows = connection.execute(_EVENTS, {"cases": list(cases)}).all()
    found: dict[int, list[Sequence[Any]]] = {case_id: [] for case_id in cases}
    for row in rows:
        found[row.case_id].append(row)
    return {case_id: _from_rows(its) for case_id, its in found.items()}


def concerned_of(connection: Connection, cases: Collection[int]) -> dict[int, Concerned]:
    """Return the person each case is about; a case whose person is unknown is left out."""
    found: dict[int, Concerned] = {}
    for row in connection.execute(_CONCERNED, {"cases": list(cases)}):
        first = found.get(row.case_id)
        if first is None:
            found[row.case_id] = Concerned(row.person, None if row.protected else row.name)
        elif first.person != row.person:
            found[row.case_id] = replace(first, several=True)
    return found


def concerned_in(connection: Connection, case_id: int) -> Concerned | None:
    """Return the person a case is about; None when nobody has said."""
    rows = list(_CONCERNED_IN.rows(connection, case=case_id))
    if not rows:
        return None
    _case, person, name, protected = rows[0]
    several = any(row[1] != person for row in rows[1:])
    return Concerned(person, None if protected else name, several)


def to_event(row: Any) -> CaseEvent:
    """Return the event of a row, its time in Copenhagen's."""
    data = orjson.loads(row.data)
    (at,) = local([row.occurred_at])
    return CaseEvent(row.event_id, row.type, at, row.sequence, None, data)


def _from_rows(rows: Sequence[Sequence[Any]]) -> list[CaseEvent]:
    """Return the events of one case's rows, in order."""
    if not rows:
        return []
    ids, types, moments, sequences, payloads, *_ = zip(*rows, strict=True)
    return _to_events(ids, types, moments, sequences, ",".join(payloads))


def _to_events(
    ids: Iterable[str],
    types: Iterable[str],
    moments: Iterable[datetime | str],
    sequences: Iterable[int],
    payloads: str,
) -> list[CaseEvent]:
    """Return events, in order, from their parts. ``payloads`` is JSON with commas between."""
    # One call for all of them: a long case has many small payloads.
    data = orjson.loads(f"[{payloads}]")
    times = local(moments)
    number = len(times)
    unknown, history = [None] * number, [False] * number
    fields = zip(ids, types, times, sequences, unknown, data, history, unknown, strict=True)
    events = list(map(_event_of, fields))
    # Mostly they were told as they happened.
    if not all(map(lt, times, times[1:])):
        events.sort(key=_IN_ORDER)
    return events


def _to_link(row: Sequence[Any]) -> CaseLink:
    case_id, public_id, source, heard_at, ref, role, person, name, scope, custody, *rest = row
    valid_from, valid_to, grown_on, birth_date, basis, died, wrong = rest
    party = Party(
        ref=ref,
        role=Role(role),
        person=person,
        name=name,
        birth_date=birth_date,
        scope=tuple(scope.split(",")) if scope else (),
        custody=custody,
        valid_from=valid_from,
        valid_to=valid_to,
        grown_on=grown_on,
        basis=basis,
        died=died,
        wrong=wrong,
    )
    return CaseLink(case_id, public_id, source, party, heard_at)
