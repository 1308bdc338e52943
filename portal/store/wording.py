"""The municipality's own texts: their versions, and what was done to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from portal.core.wording import AuditState, OwnText, Place, Said, TextState, digest_of
from portal.store.models import (
    AuditRow,
    OwnTextRow,
    ShippedWordingRow,
    WordingLogRow,
    WordingReleaseTextRow,
    WordingTextRow,
)


def number(connection: Connection) -> int:
    """Return the number of the wording: it grows with everything that is done to it."""
    return connection.scalar(select(func.max(WordingLogRow.id))) or 0


def shown_texts(connection: Connection) -> list[OwnText]:
    """Return the own texts that stand, have stood, or will from a day that is set."""
    return _own(connection, _versions().where(OwnTextRow.shown_from.is_not(None)))


def all_texts(connection: Connection) -> list[OwnText]:
    """Return every version of every own text, drafts too, the oldest first."""
    return _own(connection, _versions())


def versions_of(connection: Connection, key: str) -> list[Row[Any]]:
    """Return the versions of a key in every language and register, the newest first."""
    statement = (
        select(OwnTextRow.__table__)
        .where(OwnTextRow.key == key)
        .order_by(OwnTextRow.created_at.desc(), OwnTextRow.id.desc())
    )
    return list(connection.execute(statement))


def version(connection: Connection, own_id: int, *, lock: bool = False) -> Row[Any] | None:
    """Return one version, None when there is none with this id."""
    statement = select(OwnTextRow.__table__).where(OwnTextRow.id == own_id)
    return connection.execute(statement.with_for_update() if lock else statement).one_or_none()


def log_of(connection: Connection, own_ids: Collection[int]) -> list[Row[Any]]:
    """Return what was done to some versions, in order."""
    statement = (
        select(WordingLogRow.__table__)
        .where(WordingLogRow.own_id.in_(own_ids))
        .order_by(WordingLogRow.id)
    )
    return list(connection.execute(statement))


def add(connection: Connection, place: Place, text: str, **values: Any) -> int:
    """Add a version with the next number of its place, and return its id.

    Args:
        connection: Within a transaction.
        place: Where it stands.
        text: The words.
        values: The other columns of `OwnTextRow`.
    """
    newest = select(func.max(OwnTextRow.number)).where(*_at(place))
    row = {
        **place._asdict(),
        "number": (connection.scalar(newest) or 0) + 1,
        "text": text,
        "digest": digest_of(text),
        **values,
    }
    made = connection.execute(insert(OwnTextRow).returning(OwnTextRow.id), row).scalar_one()
    return int(made)


def change(connection: Connection, own_id: int, **values: Any) -> None:
    """Change columns of one version."""
    connection.execute(update(OwnTextRow).where(OwnTextRow.id == own_id).values(**values))


def note(connection: Connection, own_id: int, what: str, by: str, at: datetime, why: str) -> None:
    """Write down what was done to a version; every process sees it by this."""
    row = {"own_id": own_id, "what": what, "by": by, "at": at, "reason": why}
    connection.execute(insert(WordingLogRow), row)


def shown_from(connection: Connection, place: Place, after: datetime) -> list[Row[Any]]:
    """Return the versions of a place that stand, or will, after a moment, the earliest first."""
    statement = (
        select(OwnTextRow.__table__)
        .where(*_at(place), OwnTextRow.shown_from.is_not(None))
        .where((OwnTextRow.shown_to.is_(None)) | (OwnTextRow.shown_to > after))
        .order_by(OwnTextRow.shown_from, OwnTextRow.number)
    )
    return list(connection.execute(statement))


def said(connection: Connection, key: str | None = None) -> dict[Place, list[Said]]:
    """Return what the council has said, by place, the oldest first; of one key, or of all."""
    statement = select(AuditRow.__table__).order_by(AuditRow.id)
    return _said(connection, statement if key is None else statement.where(AuditRow.key == key))


def said_of(
    connection: Connection, keys: Collection[str], language: str, register: str
) -> dict[Place, list[Said]]:
    """Return what the council has said of some texts in one reading, the oldest first."""
    statement = select(AuditRow.__table__).order_by(AuditRow.id)
    here = (AuditRow.language == language, AuditRow.register == register)
    return _said(connection, statement.where(AuditRow.key.in_(keys), *here))


def _said(connection: Connection, statement: Select[Any]) -> dict[Place, list[Said]]:
    found: dict[Place, list[Said]] = {}
    for row in connection.execute(statement):
        one = Said(row.digest, AuditState(row.state), row.on_day, row.place, row.origin)
        found.setdefault(Place(row.key, row.language, row.register), []).append(one)
    return found


def note_said(
    connection: Connection,
    place: Place,
    what: Said,
    by: str,
    at: datetime,
    round_id: int | None = None,
) -> None:
    """Write down what the council has said of a text."""
    row = {
        **place._asdict(),
        "digest": what.digest,
        "state": what.state,
        "on_day": what.on,
        "place": what.where,
        "origin": what.origin,
        "round_id": round_id,
        "noted_by": by,
        "noted_at": at,
    }
    connection.execute(insert(AuditRow), row)


def shipped_release(
    connection: Connection, language: str, register: str, at: datetime
) -> str | None:
    """Return the name of the words this installation came with at a moment."""
    statement = (
        select(ShippedWordingRow.release)
        .where(
            ShippedWordingRow.language == language,
            ShippedWordingRow.register == register,
            ShippedWordingRow.from_at <= at,
        )
        .order_by(ShippedWordingRow.from_at.desc(), ShippedWordingRow.id.desc())
        .limit(1)
    )
    return connection.scalar(statement)


def shipped_first(connection: Connection) -> datetime | None:
    """Return when this installation first wrote down its words, None when it has not."""
    return connection.scalar(select(func.min(ShippedWordingRow.from_at)))


def shipped_since(
    connection: Connection, language: str, register: str, release: str, at: datetime
) -> bool:
    """Write down that these are the shipped words from now; tell whether they are others."""
    if shipped_release(connection, language, register, at) == release:
        return False
    row = {"language": language, "register": register, "release": release, "from_at": at}
    connection.execute(insert(ShippedWordingRow), row)
    return True


def text_in_release(connection: Connection, release: str, key: str) -> str | None:
    """Return a text as a release holds it."""
    statement = (
        select(WordingTextRow.text)
        .join(WordingReleaseTextRow, WordingReleaseTextRow.text_id == WordingTextRow.id)
        .where(WordingReleaseTextRow.release == release, WordingTextRow.key == key)
    )
    return connection.scalar(statement)


def as_own(row: Row[Any]) -> OwnText:
    """Return a row of `OwnTextRow` as the rules know it."""
    return OwnText(
        Place(row.key, row.language, row.register),
        row.number,
        row.text,
        TextState(row.state),
        row.shown_from,
        row.shown_to,
        row.original,
    )


def _versions() -> Select[Any]:
    return select(OwnTextRow.__table__).order_by(OwnTextRow.id)


def _own(connection: Connection, statement: Select[Any]) -> list[OwnText]:
    return [as_own(row) for row in connection.execute(statement)]


def _at(place: Place) -> tuple[Any, ...]:
    return (
        OwnTextRow.key == place.key,
        OwnTextRow.language == place.language,
        OwnTextRow.register == place.register,
    )
