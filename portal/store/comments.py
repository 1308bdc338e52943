"""What the council says of texts, and what came of it. No case stands here, and none is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, select, update

from portal.core.audit import CommentState
from portal.core.wording import Place
from portal.store.models import CommentRow


@dataclass(frozen=True, slots=True)
class Counted:
    """Comments on a text: how many in all, and how many of them have no answer yet."""

    number: int
    open: int


def add(connection: Connection, place: Place, **values: Any) -> None:
    """Add a comment.

    Args:
        connection: Within a transaction.
        place: The text it is about.
        values: The other columns of `CommentRow`.
    """
    connection.execute(insert(CommentRow), {**place._asdict(), **values})


def on_text(connection: Connection, place: Place) -> list[Row[Any]]:
    """Return the comments on a text, the oldest first."""
    statement = (
        select(CommentRow.__table__)
        .where(
            CommentRow.key == place.key,
            CommentRow.language == place.language,
            CommentRow.register == place.register,
        )
        .order_by(CommentRow.id)
    )
    return list(connection.execute(statement))


def every(connection: Connection) -> list[Row[Any]]:
    """Return all comments: those without an answer first, by the day one is owed."""
    waits = CommentRow.state == CommentState.OPEN
    statement = select(CommentRow.__table__).order_by(
        waits.desc(), CommentRow.due_on, CommentRow.id.desc()
    )
    return list(connection.execute(statement))


def one(connection: Connection, public_id: str, *, lock: bool = False) -> Row[Any] | None:
    """Return a comment, None when there is none."""
    statement = select(CommentRow.__table__).where(CommentRow.public_id == public_id)
    return connection.execute(statement.with_for_update() if lock else statement).one_or_none()


def answer(connection: Connection, comment_id: int, **values: Any) -> None:
    """Write down the municipality's answer."""
    connection.execute(update(CommentRow).where(CommentRow.id == comment_id).values(**values))


def numbers(connection: Connection) -> Mapping[Place, Counted]:
    """Return how many comments there are on each text that has one."""
    waits = func.sum(case((CommentRow.state == CommentState.OPEN, 1), else_=0))
    statement = select(
        CommentRow.key, CommentRow.language, CommentRow.register, func.count(), waits
    ).group_by(CommentRow.key, CommentRow.language, CommentRow.register)
    return {
        Place(key, language, register): Counted(number, int(open_ones))
        for key, language, register, number, open_ones in connection.execute(statement)
    }


def waiting(connection: Connection, today: date) -> tuple[int, int]:
    """Return how many comments have no answer, and for how many of them the day has passed."""
    is_open = CommentRow.state == CommentState.OPEN
    owed = select(func.count()).where(is_open)
    late = owed.where(CommentRow.due_on < today)
    return connection.scalar(owed) or 0, connection.scalar(late) or 0
