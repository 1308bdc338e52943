"""Letters: ordered, made, dropped and read. Nothing here commits."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.core.events import CaseEvent
from portal.core.vocabulary import LetterKind, Role
from portal.store.cases import to_event
from portal.store.models import (
    CaseRow,
    DeskReadRow,
    DeskRow,
    EventRow,
    LetterRow,
    PartyRow,
)

_EVENTS, _DAY, _FROM = "letters", "letters-day", "letters-from"


class LetterState(StrEnum):
    """How a letter stands. Made ones never change again."""

    ORDERED = "ordered"
    MADE = "made"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Order:
    """A letter to be made. ``wish`` is encrypted JSON of what somebody wrote for it."""

    case_id: int
    party: str
    person: str
    kind: LetterKind
    occasion: str
    wish: bytes | None = None
    document_id: int | None = None
    ordered_by: str | None = None


def order(connection: Connection, what: Order, now: datetime) -> bool:
    """Order a letter; return whether it was not ordered or made before.

    The same letter again is nothing. One that was dropped is ordered anew, and one that waits
    takes what somebody has written for it since.
    """
    values = {
        "public_id": secrets.token_urlsafe(12),
        "case_id": what.case_id,
        "party": what.party,
        "person": what.person,
        "kind": str(what.kind),
        "occasion": what.occasion,
        "state": str(LetterState.ORDERED),
        "wish": what.wish,
        "document_id": what.document_id,
        "large_print": False,
        "ordered_by": what.ordered_by,
        "ordered_at": now,
    }
    write = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    key = (LetterRow.case_id, LetterRow.party, LetterRow.kind, LetterRow.occasion)
    statement = write(LetterRow).values(values).on_conflict_do_nothing(index_elements=key)
    # Not the row count: PostgreSQL's driver does not tell it.
    if connection.execute(statement.returning(LetterRow.id)).first() is not None:
        return True
    return _order_again(connection, what, values)


def _order_again(connection: Connection, what: Order, values: Mapping[str, Any]) -> bool:
    same = (
        LetterRow.case_id == what.case_id,
        LetterRow.party == what.party,
        LetterRow.kind == what.kind,
        LetterRow.occasion == what.occasion,
    )
    written = ("wish", "document_id", "ordered_by")
    if what.wish is not None:
        waits = LetterRow.state == LetterState.ORDERED
        newer = {name: values[name] for name in written}
        connection.execute(update(LetterRow).where(*same, waits).values(newer))
    anew = {name: values[name] for name in ("state", "ordered_at", "person", *written)}
    dropped = LetterRow.state == LetterState.DROPPED
    statement = update(LetterRow).where(*same, dropped).values(**anew, dropped_because=None)
    return bool(connection.execute(statement).rowcount)


_HEAD = (
    LetterRow.id,
    LetterRow.public_id,
    LetterRow.case_id,
    LetterRow.party,
    LetterRow.person,
    LetterRow.kind,
    LetterRow.occasion,
    LetterRow.state,
    LetterRow.document_id,
    LetterRow.language,
    LetterRow.large_print,
    LetterRow.ordered_by,
    LetterRow.ordered_at,
    LetterRow.made_at,
    LetterRow.dropped_because,
)


def of_case(connection: Connection, case_id: int) -> list[Any]:
    """Return every letter of a case without its content, newest order first."""
    statement = (
        select(*_HEAD)
        .where(LetterRow.case_id == case_id)
        .order_by(LetterRow.ordered_at.desc(), LetterRow.id.desc())
    )
    return list(connection.execute(statement))


def of_cases(connection: Connection, cases: Collection[int]) -> dict[int, list[Any]]:
    """Return the letters of some cases without their content, in the order they were ordered."""
    statement = select(*_HEAD).where(LetterRow.case_id.in_(cases)).order_by(LetterRow.id)
    found: dict[int, list[Any]] = {case_id: [] for case_id in cases}
    for row in connection.execute(statement):
        found[row.case_id].append(row)
    return found


def on_their_way(connection: Connection, cases: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the kinds of letter that are ordered and not made, by case."""
    statement = select(LetterRow.case_id, LetterRow.kind).where(
        LetterRow.case_id.in_(cases), LetterRow.state == LetterState.ORDERED
    )
    found: dict[int, frozenset[str]] = dict.fromkeys(cases, frozenset())
    for row in connection.execute(statement):
        found[row.case_id] |= {row.kind}
    return found


def waiting(connection: Connection) -> dict[int, list[Any]]:
    """Return the letters that are ordered and not made, with their wish, by case."""
    statement = (
        select(*_HEAD, LetterRow.wish)
        .where(LetterRow.state == LetterState.ORDERED)
        .order_by(LetterRow.case_id, LetterRow.id)
    )
    found: dict[int, list[Any]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.case_id, []).append(row)
    return found


def mark_made(connection: Connection, letter_id: int, **made: Any) -> bool:
    """Keep a letter as it was made; return False when somebody else has made or dropped it."""
    ordered = (LetterRow.id == letter_id, LetterRow.state == LetterState.ORDERED)
    values = {"state": str(LetterState.MADE), "wish": None, **made}
    return bool(connection.execute(update(LetterRow).where(*ordered).values(values)).rowcount)


def drop(connection: Connection, letter_id: int, because: str) -> None:
    """Let a letter that was not made stay unmade, with the reason."""
    ordered = (LetterRow.id == letter_id, LetterRow.state == LetterState.ORDERED)
    values = {"state": str(LetterState.DROPPED), "dropped_because": because[:40]}
    connection.execute(update(LetterRow).where(*ordered).values(values))


def read_by(connection: Connection, case_id: int, people: Collection[str]) -> list[Any]:
    """Return some people's letters in a case, newest first, without their content."""
    statement = (
        select(
            LetterRow.public_id,
            LetterRow.person,
            LetterRow.kind,
            LetterRow.occasion,
            LetterRow.made_at,
        )
        .where(
            LetterRow.case_id == case_id,
            LetterRow.person.in_(people),
            LetterRow.state == LetterState.MADE,
        )
        .order_by(LetterRow.made_at.desc(), LetterRow.id.desc())
    )
    return list(connection.execute(statement))


def letter(connection: Connection, case_id: int, public_id: str) -> Any:
    """Return one letter of a case that was made, with all it holds; None when there is none."""
    statement = select(*LetterRow.__table__.columns).where(
        LetterRow.case_id == case_id,
        LetterRow.public_id == public_id,
        LetterRow.state == LetterState.MADE,
    )
    return connection.execute(statement).one_or_none()


# --- what has not been looked at yet ----------------------------------------------------


def unread_cases(connection: Connection, most: int) -> tuple[list[int], int]:
    """Return cases with events of now, not history, and the id of the last event looked at."""
    read = _read(connection, _EVENTS)
    window = select(EventRow.id).where(EventRow.id > read).order_by(EventRow.id).limit(most)
    last = connection.scalar(select(func.max(window.subquery().c.id)))
    if last is None:
        return [], read
    statement = (
        select(EventRow.case_id)
        .where(EventRow.id > read, EventRow.id <= last, EventRow.history.is_(False))
        .distinct()
    )
    return sorted(connection.scalars(statement)), last


def has_unread(connection: Connection) -> bool:
    """Tell whether there are events nobody has looked at."""
    newest = connection.scalar(select(func.max(EventRow.id))) or 0
    return newest > _read(connection, _EVENTS)


def mark_read(connection: Connection, event_id: int) -> None:
    """Keep how far the events have been looked at."""
    _keep(connection, _EVENTS, event_id)


def is_day_done(connection: Connection, day: date) -> bool:
    """Tell whether what falls due by itself on a day has been looked for."""
    return _read(connection, _DAY) >= day.toordinal()


def mark_day(connection: Connection, day: date) -> None:
    """Keep that it has."""
    _keep(connection, _DAY, day.toordinal())


def _read(connection: Connection, name: str) -> int:
    return connection.scalar(select(DeskReadRow.event_id).where(DeskReadRow.name == name)) or 0


def _keep(connection: Connection, name: str, value: int) -> None:
    connection.execute(delete(DeskReadRow).where(DeskReadRow.name == name))
    connection.execute(insert(DeskReadRow), {"name": name, "event_id": value})


def children_born(connection: Connection, first: date, last: date) -> list[int]:
    """Return the cases with a child born between two days, both included."""
    statement = (
        select(PartyRow.case_id)
        .where(PartyRow.role == Role.CHILD, PartyRow.birth_date.between(first, last))
        .distinct()
    )
    return sorted(connection.scalars(statement))


def events_of(connection: Connection, cases: Collection[int]) -> dict[int, list[CaseEvent]]:
    """Return the events of some cases in order, each with whether it is history.

    So is all that came before this installation could write letters.
    """
    begun = _read(connection, _FROM)
    statement = select(
        EventRow.id,
        EventRow.case_id,
        EventRow.event_id,
        EventRow.type,
        EventRow.occurred_at,
        EventRow.sequence,
        EventRow.data,
        EventRow.history,
    ).where(EventRow.case_id.in_(cases))
    found: dict[int, list[CaseEvent]] = {case_id: [] for case_id in cases}
    for row in connection.execute(statement):
        found[row.case_id].append(to_event(row)._replace(history=row.history or row.id <= begun))
    for events in found.values():
        events.sort(key=CaseEvent.order)
    return found


def public_ids(connection: Connection, cases: Collection[int]) -> dict[int, str]:
    """Return what stands for each case in an address."""
    statement = select(CaseRow.id, CaseRow.public_id).where(CaseRow.id.in_(cases))
    return {row.id: row.public_id for row in connection.execute(statement)}


def caseworkers_in(connection: Connection, unit: str) -> list[str]:
    """Return the names of those who have open cases in a unit, in the order of the alphabet."""
    statement = (
        select(DeskRow.caseworker)
        .where(DeskRow.unit == unit, DeskRow.closed.is_(False), DeskRow.caseworker.is_not(None))
        .distinct()
    )
    return sorted(str(name) for name in connection.scalars(statement))


def reference_of(connection: Connection, case_id: int) -> str:
    """Return the case system's reference of a case."""
    return connection.execute(select(CaseRow.reference).where(CaseRow.id == case_id)).scalar_one()


def case_of_source(connection: Connection, source: str, reference: str) -> int | None:
    """Return the id of a source's case; None when it has none of that reference."""
    statement = select(CaseRow.id).where(CaseRow.source == source, CaseRow.reference == reference)
    return connection.scalar(statement)


def made_kinds(rows: Iterable[Any], kind: LetterKind) -> list[Any]:
    """Return those of some letters that are made and of a kind."""
    return [row for row in rows if row.kind == kind and row.state == LetterState.MADE]
