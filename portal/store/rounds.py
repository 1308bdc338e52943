"""The council's rounds: which texts, by how many they were read, and what the meeting said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from portal.core.wording import Place, digest_of
from portal.store.models import RoundReadRow, RoundRow, RoundTextRow

_LISTED = tuple(column for column in RoundRow.__table__.columns if column.name != "minutes")


def every(connection: Connection) -> list[Row[Any]]:
    """Return all rounds, the newest first, without their minutes."""
    return list(connection.execute(select(*_LISTED).order_by(RoundRow.id.desc())))


def one(connection: Connection, public_id: str, *, lock: bool = False) -> Row[Any] | None:
    """Return a round with its minutes, None when there is none."""
    statement = select(RoundRow.__table__).where(RoundRow.public_id == public_id)
    return connection.execute(statement.with_for_update() if lock else statement).one_or_none()


def add(connection: Connection, texts: Sequence[tuple[Place, str]], **values: Any) -> int:
    """Add a round with its texts as they stand, and return its id."""
    made = connection.execute(insert(RoundRow).returning(RoundRow.id), values).scalar_one()
    rows = [
        {
            **place._asdict(),
            "round_id": made,
            "position": at,
            "digest": digest_of(text),
            "text": text,
        }
        for at, (place, text) in enumerate(texts, 1)
    ]
    connection.execute(insert(RoundTextRow), rows)
    return int(made)


def texts_of(connection: Connection, round_id: int) -> list[Row[Any]]:
    """Return the texts of a round in order, as they stood when it began."""
    statement = (
        select(RoundTextRow.__table__)
        .where(RoundTextRow.round_id == round_id)
        .order_by(RoundTextRow.position)
    )
    return list(connection.execute(statement))


def read_by(connection: Connection, member: str, texts: Collection[int]) -> set[int]:
    """Return which texts a member has marked as read."""
    statement = select(RoundReadRow.text_id).where(
        RoundReadRow.member == member, RoundReadRow.text_id.in_(texts)
    )
    return set(connection.scalars(statement))


def readers(connection: Connection, texts: Collection[int]) -> Mapping[int, int]:
    """Return by how many each text was read: a number, nobody's name."""
    statement = (
        select(RoundReadRow.text_id, func.count().label("number"))
        .where(RoundReadRow.text_id.in_(texts))
        .group_by(RoundReadRow.text_id)
    )
    return {row.text_id: row.number for row in connection.execute(statement)}


def mark(connection: Connection, text_id: int, member: str, now: datetime, *, read: bool) -> None:
    """Mark a text as read by a member, or take the mark away."""
    connection.execute(
        delete(RoundReadRow).where(RoundReadRow.text_id == text_id, RoundReadRow.member == member)
    )
    if read:
        row = {"text_id": text_id, "member": member, "read_at": now}
        connection.execute(insert(RoundReadRow), row)


def close(connection: Connection, round_id: int, **values: Any) -> None:
    """Write down what was recommended."""
    connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(**values))
