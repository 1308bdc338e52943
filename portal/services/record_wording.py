"""Record the words this release speaks with, so that what a page said can be shown again."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from portal.store import wording
from portal.store.models import WordingReleaseRow, WordingReleaseTextRow, WordingTextRow
from portal.wording.catalogue import Catalogue, Words, release_name


def record_wording(engine: Engine, catalogue: Catalogue, now: datetime) -> int:
    """Return how many texts were new. The same words again change nothing."""
    new = 0
    with engine.begin() as connection:
        for words in catalogue.values():
            name = release_name(words)
            known = select(WordingReleaseRow.name).where(WordingReleaseRow.name == name)
            if connection.scalar(known) is None:
                new += _record(connection, words, name, now)
    return new


def record_shipped(engine: Engine, shipped: Catalogue, now: datetime) -> int:
    """Record the words this installation came with, and since when; return how many were new.

    What was shown on a day is found by it (`portal.services.shown_words`).
    """
    new = record_wording(engine, shipped, now)
    with engine.begin() as connection:
        for (language, register), words in shipped.items():
            wording.shipped_since(connection, language, register, release_name(words), now)
    return new


def texts_of(connection: Connection, release: str) -> list[Any]:
    """Return key, version and text of everything a release holds, by key."""
    statement = (
        select(WordingTextRow.key, WordingTextRow.version, WordingTextRow.text)
        .join(WordingReleaseTextRow, WordingReleaseTextRow.text_id == WordingTextRow.id)
        .where(WordingReleaseTextRow.release == release)
        .order_by(WordingTextRow.key)
    )
    return list(connection.execute(statement))


def _record(connection: Connection, words: Words, name: str, now: datetime) -> int:
    connection.execute(insert(WordingReleaseRow), {"name": name, "recorded_at": now})
    known = _known(connection, words)
    versions = _versions(connection, words)
    rows = []
    for key, text in words.all_texts().items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        if (key, digest) in known:
            continue
        rows.append(
            {
                "key": key,
                "language": words.language,
                "register": words.register,
                "version": versions.get(key, 0) + 1,
                "digest": digest,
                "text": text,
                "recorded_at": now,
            }
        )
    if rows:
        connection.execute(insert(WordingTextRow), rows)
    ids = _known(connection, words)
    wanted = {
        (key, hashlib.sha256(text.encode()).hexdigest()) for key, text in words.all_texts().items()
    }
    links = [{"release": name, "text_id": ids[pair]} for pair in wanted]
    if links:
        connection.execute(insert(WordingReleaseTextRow), links)
    return len(rows)


def _known(connection: Connection, words: Words) -> dict[tuple[str, str], int]:
    statement = select(WordingTextRow.key, WordingTextRow.digest, WordingTextRow.id).where(
        WordingTextRow.language == words.language, WordingTextRow.register == words.register
    )
    return {(row.key, row.digest): row.id for row in connection.execute(statement)}


def _versions(connection: Connection, words: Words) -> dict[str, int]:
    statement = (
        select(WordingTextRow.key, func.max(WordingTextRow.version).label("newest"))
        .where(WordingTextRow.language == words.language, WordingTextRow.register == words.register)
        .group_by(WordingTextRow.key)
    )
    return {row.key: row.newest for row in connection.execute(statement)}
