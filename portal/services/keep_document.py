"""Keep the authority's own document: the decision itself, which a letter only goes before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from portal.core.vocabulary import LetterKind
from portal.identity.identifiers import Identifiers
from portal.store import documents

MOST_BYTES = 6 * 1024 * 1024
"""Smaller than what a request may hold. Digital Post takes far more."""

KINDS = (LetterKind.DECISION, LetterKind.REASSESSMENT)
"""What a document may be about."""

_BEGINS, _ENDS = b"%PDF-", b"%%EOF"


class DocumentProblem(StrEnum):
    """Why something cannot be kept as a document."""

    EMPTY = "empty"
    NOT_A_PDF = "not_a_pdf"
    CUT_SHORT = "cut_short"
    LOCKED = "locked"
    TOO_BIG = "too_big"


class DocumentRefusedError(Exception):
    """It is no document a citizen could read. Nothing was kept."""

    def __init__(self, problem: DocumentProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Document:
    """A document: ``about`` is the reference of the decision or the complaint."""

    case_id: int
    kind: LetterKind
    about: str
    content: bytes


def keep_document(
    connection: Connection, what: Document, identifiers: Identifiers, now: datetime
) -> str:
    """Keep a document in the caller's transaction; return its public id.

    The same content about the same decision is one document.

    Raises:
        DocumentRefusedError: It is not a whole PDF that anybody can open.
    """
    check_document(what.content)
    return documents.add_document(
        connection,
        {
            "case_id": what.case_id,
            "kind": str(what.kind),
            "about": what.about,
            "content": what.content,
            "digest": identifiers.digest(what.content),
            "received_at": now,
        },
    )


def check_document(content: bytes) -> None:
    """Check that it is a PDF, whole and open to everybody.

    Raises:
        DocumentRefusedError: It is not.
    """
    problem = _problem(content)
    if problem is not None:
        raise DocumentRefusedError(problem)


def _problem(content: bytes) -> DocumentProblem | None:
    if not content.strip():
        return DocumentProblem.EMPTY
    if len(content) > MOST_BYTES:
        return DocumentProblem.TOO_BIG
    # Some programs write a few bytes before and after; readers look in the same places.
    if _BEGINS not in content[:1024]:
        return DocumentProblem.NOT_A_PDF
    if _ENDS not in content[-1024:]:
        return DocumentProblem.CUT_SHORT
    return DocumentProblem.LOCKED if b"/Encrypt" in content else None
