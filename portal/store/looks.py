"""Looks at cases: written with one INSERT, sealed in a chain, removed when their time is over."""

import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from portal.core import looks as rules
from portal.core.looks import ActorKind, Look, What
from portal.store.cases import COPENHAGEN
from portal.store.models import (
    LookExplainedRow,
    LookRow,
    LookSealRow,
    PartyRow,
)
from portal.store.prepared import PreparedInsert

SALT_BYTES = 16
_WRITE = PreparedInsert(LookRow.__table__)
_AT_ONCE = 500
_SEALING = 4_711_002
"""The number of PostgreSQL's lock for sealing: any number, only always the same."""
_OUT_OF_ORDER = 10_000
"""How far back a round of sealing looks for a number that was given early and written late."""


def write(connection: Connection, look: Look) -> None:
    """Write a look: one statement, and nothing is read before it."""
    _WRITE.write(connection, **_row(look))


def write_all(connection: Connection, looks: Collection[Look]) -> None:
    """Write several looks at once: a list that showed several cases."""
    rows = [_row(look) for look in looks]
    # Rows one by one would each be committed alone; and SQLite takes so many values at a time.
    for first in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(LookRow).values(rows[first : first + _AT_ONCE]))


def _row(look: Look) -> dict[str, Any]:
    salt = secrets.token_bytes(SALT_BYTES)
    return {
        "case_id": look.case_id,
        "at": look.at,
        "actor_kind": str(look.actor_kind),
        "actor": look.actor,
        "name": look.name,
        "role": str(look.role),
        "unit": look.unit,
        "on_behalf": look.on_behalf,
        "what": str(look.what),
        "purpose": str(look.purpose),
        "salt": salt,
        "digest": rules.digest(look, salt),
    }


_LOOK = (
    LookRow.case_id,
    LookRow.at,
    LookRow.actor_kind,
    LookRow.actor,
    LookRow.name,
    LookRow.role,
    LookRow.unit,
    LookRow.on_behalf,
    LookRow.what,
)


def _to_look(row: Any) -> Look:
    return Look(
        case_id=row.case_id,
        at=row.at.astimezone(COPENHAGEN),
        actor_kind=ActorKind(row.actor_kind),
        actor=row.actor,
        role=row.role,
        what=What(row.what),
        name=row.name,
        unit=row.unit,
        on_behalf=row.on_behalf,
    )


def looks_at(
    connection: Connection,
    case_id: int,
    kinds: Collection[ActorKind],
    most: int,
    after: int = 0,
    without: Collection[What] = (),
) -> list[Look]:
    """Return looks at a case by some kinds of lookers, newest first.

    Args:
        connection: The database.
        case_id: The case.
        kinds: Whose looks.
        most: How many at most.
        after: How many of the newest to pass over.
        without: What is not asked for. Left out here, a page of looks is as long as it should be.
    """
    statement = (
        select(*_LOOK)
        .where(
            LookRow.case_id == case_id,
            LookRow.actor_kind.in_([str(kind) for kind in kinds]),
            LookRow.what.not_in([str(what) for what in without]),
        )
        .order_by(LookRow.at.desc(), LookRow.id.desc())
        .limit(most)
        .offset(after)
    )
    return [_to_look(row) for row in connection.execute(statement)]


def written_since(connection: Connection) -> datetime | None:
    """Return when the first look ever was sealed: before that nothing was written down."""
    first = select(LookSealRow.sealed_at).where(LookSealRow.position == 1)
    return connection.scalar(first)


def names_of(connection: Connection, case_id: int) -> dict[str, str]:
    """Return what those who may look on behalf of somebody are called, unless it is protected."""
    statement = select(PartyRow.person, PartyRow.name).where(
        PartyRow.case_id == case_id, PartyRow.protected.is_(False), PartyRow.name.is_not(None)
    )
    return {row.person: row.name for row in connection.execute(statement)}


# --- the chain --------------------------------------------------------------------------


def seal(connection: Connection, now: datetime, most: int, everything: bool = False) -> int:
    """Seal looks that are not sealed yet, in the order of their numbers; return how many.

    On PostgreSQL a number may be given early and written late, so what is left behind is sealed
    by a later round: the chain is in the order of sealing.

    Args:
        connection: A transaction. One sealer at a time: the next one waits.
        now: The time.
        most: How many at most.
        everything: Look through all there are, not only near the newest seal.
    """
    server = connection.dialect.name == "postgresql"
    if server:
        connection.execute(select(func.pg_advisory_xact_lock(_SEALING)))
    position, before, newest = _last(connection)
    sealed = select(LookSealRow.look).where(LookSealRow.look == LookRow.id)
    waiting = select(LookRow.id, LookRow.digest).where(~sealed.exists())
    if not (server and everything):
        # SQLite has one writer at a time: nothing comes late, and the search would hold it up.
        waiting = waiting.where(LookRow.id > newest - (_OUT_OF_ORDER if server else 0))
    rows = []
    for row in connection.execute(waiting.order_by(LookRow.id).limit(most)):
        position += 1
        before = rules.chain(before, position, row.id, row.digest)
        rows.append(
            {
                "position": position,
                "look": row.id,
                "digest": row.digest,
                "chain": before,
                "sealed_at": now,
            }
        )
    if rows:
        connection.execute(insert(LookSealRow), rows)
    return len(rows)


def _last(connection: Connection) -> tuple[int, bytes, int]:
    """Return the newest seal's place and chain, and the highest number that is sealed."""
    newest = select(LookSealRow.position, LookSealRow.chain).order_by(LookSealRow.position.desc())
    row = connection.execute(newest.limit(1)).first()
    if row is None:
        return 0, rules.FIRST_CHAIN, 0
    return row.position, row.chain, connection.scalar(select(func.max(LookSealRow.look))) or 0


def head(connection: Connection) -> tuple[int, bytes]:
    """Return the newest seal's place and chain; place 0 when nothing is sealed."""
    position, chain, _newest = _last(connection)
    return position, chain


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal and the look it was made of, None when that was removed.

    ``fits`` tells whether what is written of the look now gives the digest that was sealed.
    ``at`` is when it was sealed.
    """

    position: int
    look_id: int
    digest: bytes
    chain: bytes
    fits: bool | None
    at: datetime


def sealed(connection: Connection, batch: int = 2000) -> Iterator[Sealed]:
    """Yield every seal in order, with whether its look still is what it was."""
    after = -1
    statement = (
        select(
            LookSealRow.position,
            LookSealRow.look,
            LookSealRow.digest.label("sealed_digest"),
            LookSealRow.chain,
            LookSealRow.sealed_at,
            LookRow.id,
            LookRow.salt,
            LookRow.digest,
            LookRow.purpose,
            *_LOOK,
        )
        .outerjoin(LookRow, LookRow.id == LookSealRow.look)
        .where(LookSealRow.position > bindparam("after"))
        .order_by(LookSealRow.position)
        .limit(batch)
    )
    while rows := connection.execute(statement, {"after": after}).all():
        for row in rows:
            fits = None if row.id is None else _fits(row)
            yield Sealed(row.position, row.look, row.sealed_digest, row.chain, fits, row.sealed_at)
        after = rows[-1].position


def _fits(row: Any) -> bool:
    try:
        found = rules.digest(_to_look(row), row.salt, row.purpose)
    except (ValueError, TypeError):
        # A kind there is none of: somebody has changed it.
        return False
    return bool(found == row.digest == row.sealed_digest)


def unsealed_before(connection: Connection, at: datetime) -> int:
    """Return how many looks from before a moment have no seal."""
    sealed_too = select(LookSealRow.look).where(LookSealRow.look == LookRow.id)
    statement = select(func.count()).where(LookRow.at < at, ~sealed_too.exists())
    return connection.scalar(statement) or 0


def oldest(connection: Connection, now: datetime) -> int | None:
    """Return the lowest number of a look that is still there and is not dated in the future."""
    return connection.scalar(select(func.min(LookRow.id)).where(LookRow.at <= now))


def dated_after(connection: Connection, at: datetime, most: int) -> list[tuple[int, datetime]]:
    """Return numbers and times of looks that are dated after a moment, the first written first."""
    statement = select(LookRow.id, LookRow.at).where(LookRow.at > at).order_by(LookRow.id)
    return [(row.id, row.at) for row in connection.execute(statement.limit(most))]


def remove_older_than(connection: Connection, before: datetime, limit: int, now: datetime) -> int:
    """Remove looks from before a moment, the oldest first; return how many. Their seals stay.

    Only what is sealed is removed, and only from the beginning: a look that is missing among
    those that stayed was not removed here, and ``looks verify`` tells of it. The newest of all
    stays until there is another: SQLite would give its number away again.

    A clock that jumped dates a look in the future: it was written between others, and goes with
    them. Waiting for its date, everything after it would stay for as long.
    """
    first_kept = connection.scalar(
        select(LookRow.id)
        .where(LookRow.at >= before, LookRow.at <= now)
        .order_by(LookRow.id)
        .limit(1)
    )
    over_now = LookRow.at < before
    if first_kept is not None:
        over_now = or_(over_now, LookRow.at > now)
    newest = select(func.max(LookRow.id)).scalar_subquery()
    oldest_first = (
        select(LookRow.id).where(over_now, LookRow.id < newest).order_by(LookRow.id).limit(limit)
    )
    if first_kept is not None:
        oldest_first = oldest_first.where(LookRow.id < first_kept)
    ids = list(connection.scalars(oldest_first))
    have_seals = set(connection.scalars(select(LookSealRow.look).where(LookSealRow.look.in_(ids))))
    over = []
    for look_id in ids:
        if look_id not in have_seals:
            break
        over.append(look_id)
    if over:
        connection.execute(delete(LookRow).where(LookRow.id.in_(over)))
    connection.execute(delete(LookExplainedRow).where(LookExplainedRow.at < before))
    return len(over)
