"""Sign-ins on their way: somebody was sent to a provider and has not come back. Nothing commits."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from portal.store.models import SignInAttemptRow

USED = "used"
"""What stands for the provider when an attempt is used: it is remembered so that it can be said."""


def keep(
    connection: Connection,
    token_hash: str,
    provider: str,
    data: bytes,
    times: tuple[datetime, timedelta],
) -> None:
    """Keep an attempt, and forget those that are over.

    Args:
        connection: Inside the caller's transaction.
        token_hash: Hash of its handle.
        provider: What the provider is called.
        data: What the answer must fit, encrypted.
        times: When it began, aware, and how long it may take.
    """
    now, lasts = times
    connection.execute(delete(SignInAttemptRow).where(SignInAttemptRow.expires_at <= now))
    row = {"token_hash": token_hash, "provider": provider, "data": data}
    connection.execute(
        insert(SignInAttemptRow), {**row, "created_at": now, "expires_at": now + lasts}
    )


def find(connection: Connection, token_hash: str, now: datetime) -> Any:
    """Return ``provider``, ``data`` and ``result`` of an attempt; None when it is over."""
    row = SignInAttemptRow
    statement = select(row.provider, row.data, row.result).where(
        row.token_hash == token_hash, row.expires_at > now
    )
    return connection.execute(statement).one_or_none()


def answer(connection: Connection, token_hash: str, result: bytes) -> bool:
    """Keep what came of an attempt; False when something is kept already."""
    row = SignInAttemptRow
    changed = connection.execute(
        update(row)
        .where(row.token_hash == token_hash, row.result.is_(None), row.provider != USED)
        .values(result=result)
    )
    return bool(changed.rowcount == 1)


def use(connection: Connection, token_hash: str) -> bool:
    """Use an attempt up; False when that was done before. What it knew is forgotten."""
    row = SignInAttemptRow
    changed = connection.execute(
        update(row)
        .where(row.token_hash == token_hash, row.provider != USED)
        .values(provider=USED, data=b"", result=None)
    )
    return bool(changed.rowcount == 1)
