"""What citizens sent: the words encrypted, the files' names too. Nothing here commits."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from portal.core.vocabulary import EventType, MessageKind
from portal.store import attachments, journal
from portal.store.attachments import Attachment
from portal.store.journal import JournalKind
from portal.store.models import EventRow, MessageRow


def add(connection: Connection, row: Mapping[str, Any], files: Iterable[Mapping[str, Any]]) -> None:
    """Write a message with its files, and that the case system must take it over."""
    found = connection.execute(insert(MessageRow).values(**row).returning(MessageRow.id))
    message_id = found.scalar_one()
    attachments.add(connection, [{**file, "message_id": message_id} for file in files])
    journal.add(
        connection, row["case_id"], JournalKind.MESSAGE, row["public_id"], row["received_at"]
    )


def sent_before(connection: Connection, form_token: str) -> str | None:
    """Return the public id of what this very form has sent, None when it has sent nothing."""
    statement = select(MessageRow.public_id).where(MessageRow.form_token == form_token)
    found: str | None = connection.scalar(statement)
    return found


def sent_by(
    connection: Connection, case_id: int, person: str, kind: MessageKind | None = None
) -> list[Any]:
    """Return what one person has sent in a case, newest first. Nobody else's."""
    statement = select(
        MessageRow.id,
        MessageRow.public_id,
        MessageRow.kind,
        MessageRow.text,
        MessageRow.received_at,
    ).where(MessageRow.case_id == case_id, MessageRow.sent_by == person)
    if kind is not None:
        statement = statement.where(MessageRow.kind == kind)
    return list(connection.execute(statement.order_by(MessageRow.id.desc())))


def files_of(connection: Connection, messages: Collection[int]) -> dict[int, list[Attachment]]:
    """Return the files of some messages by the message's id, in the order they were sent."""
    found: dict[int, list[Attachment]] = {message: [] for message in messages}
    for file in attachments.of_messages(connection, messages) if found else ():
        found[file.message_id].append(file)
    return found


def untold(connection: Connection, since: datetime) -> list[Any]:
    """Return the messages since then that no event tells of, oldest first, with their files."""
    told = (
        select(EventRow.id)
        .where(
            EventRow.case_id == MessageRow.case_id,
            EventRow.type == EventType.MESSAGE_RECEIVED,
            # A reference is random: that "_" stands for any letter makes no two alike.
            EventRow.data.contains(MessageRow.public_id),
        )
        .exists()
    )
    statement = (
        select(
            MessageRow.id,
            MessageRow.public_id,
            MessageRow.case_id,
            MessageRow.kind,
            MessageRow.party,
            MessageRow.received_at,
        )
        .where(MessageRow.received_at >= since, ~told)
        .order_by(MessageRow.id)
    )
    return list(connection.execute(statement))
