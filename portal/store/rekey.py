"""Read and write what depends on the identifier key, whatever table it lies in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, select, update

from portal.store.kept import TABLES
from portal.store.models import (
    EventRow,
    InvitationRow,
    PartyRow,
    PersonRow,
    Row,
    SignInAttemptRow,
    SignInRow,
)

_AT_ONCE = 500
_ALONE = frozenset({"person", "sign_in", "sign_in_attempt", "look", "case_event"})
"""Tables that are not gone through row by row as the others are."""


def sealed_rows(connection: Connection) -> Iterator[tuple[Table, tuple[str, ...], Any]]:
    """Yield every row with something sealed: its table, the sealed columns, and the row."""
    for name, kept in TABLES.items():
        if kept.sealed and name not in _ALONE:
            for row in _rows(connection, Row.metadata.tables[name], kept.sealed):
                yield Row.metadata.tables[name], kept.sealed, row


def hashed_rows(connection: Connection) -> Iterator[tuple[Table, tuple[str, ...], Any]]:
    """Yield every row with somebody's hash in a column: its table, the columns, and the row."""
    for name, kept in TABLES.items():
        if kept.people and name not in _ALONE:
            for row in _rows(connection, Row.metadata.tables[name], kept.people):
                yield Row.metadata.tables[name], kept.people, row


def digested_rows(connection: Connection, table: Table, columns: Sequence[str]) -> Iterator[Any]:
    """Yield every row of a table with these columns."""
    yield from _rows(connection, table, columns)


def people(connection: Connection) -> list[Any]:
    """Return ``person``, ``identifier`` and ``email`` of everybody."""
    return list(connection.execute(select(*PersonRow.__table__.c)))


def known_in_cases(connection: Connection) -> set[str]:
    """Return the hash of everybody who is in a case."""
    return set(connection.scalars(select(PartyRow.person).distinct()))


def change(connection: Connection, table: Table, key: Any, values: Mapping[str, Any]) -> None:
    """Change a row."""
    connection.execute(update(table).where(_key(table) == key).values(values))


def change_person(connection: Connection, before: str, values: Mapping[str, Any]) -> None:
    """Give somebody another hash, identifier and address."""
    connection.execute(update(PersonRow).where(PersonRow.person == before).values(values))


def events_with_people(connection: Connection) -> Iterator[Any]:
    """Yield ``id`` and ``data`` of the events that name somebody."""
    named = EventRow.data.contains('"person"')
    ids = list(connection.scalars(select(EventRow.id).where(named).order_by(EventRow.id)))
    for first in range(0, len(ids), _AT_ONCE):
        some = EventRow.id.in_(ids[first : first + _AT_ONCE])
        yield from connection.execute(select(EventRow.id, EventRow.data).where(some)).all()


def change_events(connection: Connection, changed: Sequence[Mapping[str, Any]]) -> None:
    """Write the data of events anew: ``event`` is the id, ``text`` the JSON."""
    if changed:
        statement = (
            update(EventRow.__table__)  # type: ignore[arg-type]
            .where(EventRow.__table__.c.id == bindparam("event"))
            .values(data=bindparam("text"))
        )
        connection.execute(statement, list(changed))


def forget_digests(connection: Connection) -> None:
    """Take the digests of events away: what they were made of is not kept.

    An event told again is then known by its id alone, whatever it holds.
    """
    connection.execute(update(EventRow).values(digest=b""))


def end_sessions(connection: Connection) -> None:
    """Sign everybody out."""
    connection.execute(delete(SignInRow))
    connection.execute(delete(SignInAttemptRow))


def end_invitations(connection: Connection, now: Any) -> int:
    """End every invitation that could be taken up; return how many. Their codes fit no more."""
    open_ones = (
        InvitationRow.used_at.is_(None),
        InvitationRow.withdrawn_at.is_(None),
        InvitationRow.expires_at > now,
    )
    done = connection.execute(update(InvitationRow).where(*open_ones).values(withdrawn_at=now))
    return int(done.rowcount)


def key_of(table: Table, row: Any) -> Any:
    """Return the primary key of a row."""
    return getattr(row, _key(table).name)


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _rows(connection: Connection, table: Table, columns: Sequence[str]) -> Iterator[Any]:
    key = _key(table)
    keys = list(connection.scalars(select(key).order_by(key)))
    wanted = {key.name: key} | {name: table.c[name] for name in columns}
    for first in range(0, len(keys), _AT_ONCE):
        some = key.in_(keys[first : first + _AT_ONCE])
        yield from connection.execute(select(*wanted.values()).where(some)).all()
