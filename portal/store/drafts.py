"""What staff have begun to write. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from portal.store.models import CaseRow, DraftRow


def save(
    connection: Connection,
    key: tuple[str, int, str],
    content: bytes,
    based_on: int | None,
    now: datetime,
) -> None:
    """Keep a draft in place of the one before.

    Args:
        connection: Inside the caller's transaction.
        key: The writer's key, the case's id and the name of the form.
        content: The form's fields, encrypted.
        based_on: Id of the newest event when the writing began.
        now: When it is kept, aware.
    """
    kept: Mapping[str, Any] = {"content": content, "based_on": based_on, "saved_at": now}
    changed = connection.execute(update(DraftRow).where(*_is(key)).values(kept))
    if changed.rowcount == 0:
        writer, case_id, form = key
        row = {"writer": writer, "case_id": case_id, "form": form, **kept}
        connection.execute(insert(DraftRow), row)


def find(connection: Connection, key: tuple[str, int, str]) -> Any:
    """Return ``content``, ``based_on`` and ``saved_at`` of a draft; None when there is none."""
    statement = select(DraftRow.content, DraftRow.based_on, DraftRow.saved_at).where(*_is(key))
    return connection.execute(statement).one_or_none()


def forget(connection: Connection, key: tuple[str, int, str]) -> None:
    """Throw a draft away, if there is one."""
    connection.execute(delete(DraftRow).where(*_is(key)))


def of_writer(connection: Connection, writer: str) -> list[Any]:
    """Return ``case_id``, ``public_id``, ``form`` and ``saved_at`` of somebody's drafts."""
    statement = (
        select(DraftRow.case_id, CaseRow.public_id, DraftRow.form, DraftRow.saved_at)
        .join(CaseRow, CaseRow.id == DraftRow.case_id)
        .where(DraftRow.writer == writer)
        .order_by(DraftRow.saved_at.desc())
    )
    return list(connection.execute(statement))


def _is(key: tuple[str, int, str]) -> tuple[Any, ...]:
    writer, case_id, form = key
    return DraftRow.writer == writer, DraftRow.case_id == case_id, DraftRow.form == form
