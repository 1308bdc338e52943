"""Every version there has been of a text: those that came with the portal, and the own ones."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from portal.core.wording import Place
from portal.store.models import (
    OwnTextRow,
    ShippedWordingRow,
    WordingReleaseTextRow,
    WordingTextRow,
)


class Came(NamedTuple):
    """What a comment was about and what came of it, as ids; None where it is not kept.

    ``shipped`` is a version that came with the portal, ``own`` and ``led_to`` are own ones.
    """

    shipped: int | None
    own: int | None
    led_to: int | None


def shipped_versions(connection: Connection, place: Place) -> list[Row[Any]]:
    """Return id, text, digest and since when, of each text that came with the portal, in order."""
    since = func.min(ShippedWordingRow.from_at).label("since")
    statement = (
        select(WordingTextRow.id, WordingTextRow.text, WordingTextRow.digest, since)
        .join(WordingReleaseTextRow, WordingReleaseTextRow.text_id == WordingTextRow.id)
        .join(ShippedWordingRow, ShippedWordingRow.release == WordingReleaseTextRow.release)
        .where(
            WordingTextRow.key == place.key,
            WordingTextRow.language == place.language,
            WordingTextRow.register == place.register,
        )
        .group_by(WordingTextRow.id, WordingTextRow.text, WordingTextRow.digest)
        .order_by(since, WordingTextRow.id)
    )
    return list(connection.execute(statement))


def came_of(connection: Connection, comments: Collection[Row[Any]]) -> Mapping[int, Came]:
    """Return, by the id of each comment, the version it was about and what came of it.

    Two statements, however many comments. The version is the newest with the very words that were
    read: an own one before one that came with the portal.
    """
    digests = {row.digest for row in comments}
    own = {_place(row): row.id for row in _with_digest(connection, OwnTextRow, digests)}
    shipped = {_place(row): row.id for row in _with_digest(connection, WordingTextRow, digests)}
    found = {}
    for row in comments:
        mine = own.get(_place(row))
        found[row.id] = Came(None if mine else shipped.get(_place(row)), mine, row.led_to)
    return found


def _place(row: Row[Any]) -> tuple[str, str, str, str]:
    return (row.key, row.language, row.register, row.digest)


def _with_digest(connection: Connection, table: Any, digests: Collection[str]) -> list[Row[Any]]:
    columns = (table.id, table.key, table.language, table.register, table.digest)
    return list(
        connection.execute(select(*columns).where(table.digest.in_(digests)).order_by(table.id))
    )
