"""The authority's own documents, that go with its letters. Nothing here commits."""

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from portal.core.vocabulary import LetterKind
from portal.store.models import DocumentRow

DOCUMENT_NAMES = {LetterKind.DECISION: "Afgørelse.pdf", LetterKind.REASSESSMENT: "Genvurdering.pdf"}
"""What the authority's own documents are called; they are in Danish."""


def add_document(connection: Connection, values: Mapping[str, Any]) -> str:
    """Keep a document; return its public id. The same one about the same thing is kept once."""
    same = select(DocumentRow.public_id).where(
        DocumentRow.case_id == values["case_id"],
        DocumentRow.about == values["about"],
        DocumentRow.digest == values["digest"],
    )
    known: str | None = connection.scalar(same)
    if known is not None:
        return known
    public_id = secrets.token_urlsafe(12)
    connection.execute(insert(DocumentRow), {"public_id": public_id, **values})
    return public_id


def documents_about(connection: Connection, case_id: int, about: str) -> list[Any]:
    """Return the documents about a decision or complaint, newest first, without content."""
    statement = (
        select(
            DocumentRow.id,
            DocumentRow.public_id,
            DocumentRow.kind,
            DocumentRow.received_at,
            func.length(DocumentRow.content).label("size"),
        )
        .where(DocumentRow.case_id == case_id, DocumentRow.about == about)
        .order_by(DocumentRow.received_at.desc(), DocumentRow.id.desc())
    )
    return list(connection.execute(statement))


def document(connection: Connection, document_id: int) -> Any:
    """Return a document with its content; None when there is none."""
    statement = select(*DocumentRow.__table__.columns).where(DocumentRow.id == document_id)
    return connection.execute(statement).one_or_none()


def document_names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Return a name for each of some documents: a file name that says nothing of anybody."""
    if not ids:
        return {}
    statement = select(DocumentRow.id, DocumentRow.kind).where(DocumentRow.id.in_(ids))
    return {
        row.id: DOCUMENT_NAMES.get(row.kind, "Dokument.pdf")
        for row in connection.execute(statement)
    }
