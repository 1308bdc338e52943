"""Themes of conversations, what a report counts, and reports as they were published."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from portal.adviser_room.store.models import ConversationRow, ReportRow, ThemeRow


def themes_of(connection: Connection, number: int) -> list[str]:
    """Return the themes a conversation is marked with."""
    statement = select(ThemeRow.theme).where(ThemeRow.conversation_id == number)
    return sorted(connection.scalars(statement))


def mark(connection: Connection, number: int, themes: Collection[str]) -> None:
    """Mark a conversation with exactly these themes."""
    connection.execute(delete(ThemeRow).where(ThemeRow.conversation_id == number))
    rows = [{"conversation_id": number, "theme": theme} for theme in sorted(themes)]
    if rows:
        connection.execute(insert(ThemeRow), rows)


def opened_between(connection: Connection, begins: datetime, ends: datetime) -> list[Row[Any]]:
    """Return how each conversation of a time came about and what was done: no words, no person."""
    statement = select(
        ConversationRow.id,
        ConversationRow.way,
        ConversationRow.complaint_helped,
        ConversationRow.handed_over,
    ).where(ConversationRow.opened_at >= begins, ConversationRow.opened_at < ends)
    return list(connection.execute(statement))


def marked_between(connection: Connection, begins: datetime, ends: datetime) -> list[Row[Any]]:
    """Return conversation and theme of each mark on conversations opened in a time."""
    statement = (
        select(ThemeRow.conversation_id, ThemeRow.theme)
        .join(ConversationRow, ConversationRow.id == ThemeRow.conversation_id)
        .where(ConversationRow.opened_at >= begins, ConversationRow.opened_at < ends)
    )
    return list(connection.execute(statement))


def first_opened_at(connection: Connection) -> datetime | None:
    """Return when the first conversation was opened."""
    statement = select(ConversationRow.opened_at).order_by(ConversationRow.opened_at).limit(1)
    found: datetime | None = connection.scalar(statement)
    return found


def publish(connection: Connection, period: str, content: str, now: datetime) -> None:
    """Keep a report as it is published."""
    row = {"period": period, "content": content, "published_at": now}
    connection.execute(insert(ReportRow), row)


def published(connection: Connection) -> list[Row[Any]]:
    """Return every published report, the newest period first."""
    statement = select(ReportRow.period, ReportRow.content, ReportRow.published_at)
    return list(connection.execute(statement.order_by(ReportRow.period.desc())))
