"""Keep what somebody is writing, encrypted, until it is posted or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, Engine

from portal.identity.identifiers import Identifiers, UnreadableError
from portal.services.post_update import Opened
from portal.store import drafts, journal

Fields = Mapping[str, Sequence[str]]
"""What was typed, field by field, exactly."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was kept. ``seen`` is the newest event its writer had seen."""

    fields: dict[str, list[str]]
    seen: int | None
    saved_at: datetime


def keep_draft(
    engine: Engine,
    identifiers: Identifiers,
    writer: str,
    opened: Opened,
    fields: Fields,
    now: datetime,
) -> bool:
    """Keep what was typed; return False when the form has been posted in the meantime.

    What was on its way when the form was posted must not come back as a draft.
    """
    content = identifiers.encrypt(orjson.dumps({k: list(v) for k, v in fields.items()}).decode())
    with engine.begin() as connection:
        if journal.public_id_of(connection, opened.case_id, opened.token) is not None:
            return False
        key = (writer, opened.case_id, opened.form)
        drafts.save(connection, key, content, opened.seen, now)
    return True


def read_draft(
    connection: Connection, identifiers: Identifiers, key: tuple[str, int, str]
) -> Draft | None:
    """Return a draft; None when there is none, or none that can be read any more."""
    row = drafts.find(connection, key)
    if row is None:
        return None
    try:
        fields = orjson.loads(identifiers.decrypt(row.content))
    except UnreadableError:
        return None
    return Draft(fields, row.based_on, row.saved_at)
