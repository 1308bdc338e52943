"""What citizens answered about texts, and their words on why. No case and no person stands here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.core.understood import Answer, Counted
from portal.core.wording import Place
from portal.store.models import UnderstoodRow, UnderstoodWordRow

_COUNTS, _WORDS = UnderstoodRow.__table__, UnderstoodWordRow.__table__


def count(connection: Connection, place: Place, digest: str, answer: Answer, month: date) -> None:
    """Count one answer more."""
    write = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {**place._asdict(), "digest": digest, "month": month, "answer": str(answer)}
    statement = write(UnderstoodRow).values(**values, number=1)
    more = {"number": UnderstoodRow.number + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=list(values), set_=more))


def counted(connection: Connection, key: str | None = None) -> Mapping[tuple[Place, str], Any]:
    """Return what was answered, by the text and its digest: lists of `Counted`.

    One statement, however many texts there are.
    """
    statement = select(_COUNTS)
    if key is not None:
        statement = statement.where(UnderstoodRow.key == key)
    found: dict[tuple[Place, str], list[Counted]] = {}
    for row in connection.execute(statement):
        place = Place(row.key, row.language, row.register)
        one = Counted(Answer(row.answer), row.month, row.number)
        found.setdefault((place, row.digest), []).append(one)
    return found


def add_word(connection: Connection, place: Place, **values: Any) -> None:
    """Keep a word that waits for an editor.

    Args:
        connection: Within a transaction.
        place: The text it is about.
        values: ``public_id``, ``digest``, ``month`` and ``text``, encrypted.
    """
    connection.execute(_WORDS.insert(), {**place._asdict(), **values})  # type: ignore[attr-defined]


def waiting(connection: Connection, before: date) -> list[Row[Any]]:
    """Return the words no editor has decided on: by month, within one in no order that tells.

    Args:
        connection: To read with.
        before: The first month whose words are not shown yet.
    """
    return list(
        connection.execute(
            select(_WORDS)
            .where(UnderstoodWordRow.passed_in.is_(None), UnderstoodWordRow.month < before)
            .order_by(UnderstoodWordRow.month, UnderstoodWordRow.public_id)
        )
    )


def passed(connection: Connection, place: Place | None = None) -> list[Row[Any]]:
    """Return the words that were passed on, the newest month first; of one text, or of all."""
    statement = select(_WORDS).where(UnderstoodWordRow.passed_in.is_not(None))
    if place is not None:
        statement = statement.where(
            UnderstoodWordRow.key == place.key,
            UnderstoodWordRow.language == place.language,
            UnderstoodWordRow.register == place.register,
        )
    order = (UnderstoodWordRow.passed_in.desc(), UnderstoodWordRow.public_id)
    return list(connection.execute(statement.order_by(*order)))


def word(connection: Connection, public_id: str, *, lock: bool = False) -> Row[Any] | None:
    """Return a word, None when there is none."""
    statement = select(_WORDS).where(UnderstoodWordRow.public_id == public_id)
    return connection.execute(statement.with_for_update() if lock else statement).one_or_none()


def pass_on(connection: Connection, public_id: str, **values: Any) -> None:
    """Put what an editor has left of a word in its place."""
    connection.execute(
        update(UnderstoodWordRow).where(UnderstoodWordRow.public_id == public_id).values(**values)
    )


def remove_word(connection: Connection, public_id: str) -> int:
    """Remove a word; return how many went."""
    gone = connection.execute(
        delete(UnderstoodWordRow).where(UnderstoodWordRow.public_id == public_id)
    )
    return int(gone.rowcount)


def forget_words(connection: Connection, unread_before: date, passed_before: date) -> int:
    """Remove words nobody decided on in time, and those passed on long ago.

    Args:
        connection: Within a transaction.
        unread_before: The first month whose unread words stay. Their time begins with the month
            after theirs, when they can first be read.
        passed_before: The first month in which those passed on stay.
    """
    passed_in = UnderstoodWordRow.passed_in
    over = or_(
        passed_in.is_(None) & (UnderstoodWordRow.month < unread_before), passed_in < passed_before
    )
    return int(connection.execute(delete(UnderstoodWordRow).where(over)).rowcount)
