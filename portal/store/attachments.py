"""Files that came with messages: what is known of each. Their bytes lie in the vault."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from portal.core.files import FileState
from portal.store.models import AttachmentRow


class Attachment(NamedTuple):
    """What is known of a file. ``name`` is encrypted, ``size`` in bytes."""

    public_id: str
    message_id: int
    name: bytes
    media_type: str
    size: int
    state: FileState


_COLUMNS = (
    AttachmentRow.public_id,
    AttachmentRow.message_id,
    AttachmentRow.name,
    AttachmentRow.media_type,
    AttachmentRow.size,
    AttachmentRow.state,
)


def add(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Note files of a message; each waits to be scanned."""
    noted = [{**row, "state": FileState.WAITING, "scanned_at": None} for row in rows]
    if noted:
        connection.execute(insert(AttachmentRow), noted)


def of_messages(connection: Connection, message_ids: Collection[int]) -> list[Attachment]:
    """Return the files of some messages, in the order they were sent."""
    statement = select(*_COLUMNS).where(AttachmentRow.message_id.in_(message_ids))
    return _read(connection, statement.order_by(AttachmentRow.id))


def find(connection: Connection, public_id: str) -> Attachment | None:
    """Return one file. Whoever asks must check that the message may be read."""
    found = _read(connection, select(*_COLUMNS).where(AttachmentRow.public_id == public_id))
    return found[0] if found else None


def in_state(connection: Connection, states: Collection[FileState]) -> list[str]:
    """Return the ids of files in some states, the oldest first."""
    statement = select(AttachmentRow.public_id).where(AttachmentRow.state.in_(states))
    return list(connection.scalars(statement.order_by(AttachmentRow.id)))


def mark(
    connection: Connection, public_id: str, before: FileState, after: FileState, now: datetime
) -> bool:
    """Give a file a new state; False when somebody else was quicker."""
    statement = (
        update(AttachmentRow)
        .where(AttachmentRow.public_id == public_id, AttachmentRow.state == before)
        .values(state=after, scanned_at=now)
    )
    return connection.execute(statement).rowcount == 1


def with_bytes(connection: Connection) -> set[str]:
    """Return the ids of every file whose bytes should be in the vault."""
    statement = select(AttachmentRow.public_id).where(AttachmentRow.state != FileState.INFECTED)
    return set(connection.scalars(statement))


def _read(connection: Connection, statement: Any) -> list[Attachment]:
    rows = connection.execute(statement).all()
    return [Attachment._make(row)._replace(state=FileState(row.state)) for row in rows]
