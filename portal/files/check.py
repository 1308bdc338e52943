"""Whether a file is received, decided by its content. What its name says is never believed."""

from dataclasses import dataclass

from portal.core.files import FileProblem
from portal.files.kinds import ENDINGS, Kind, is_locked_office_file, kind_of
from portal.files.names import ending_of, shown_name
from portal.files.packed import problem_within

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE

ACCEPTED_ENDINGS = tuple(ending for endings in ENDINGS.values() for ending in endings)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is received: the name to show, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not received, and why. ``name`` is fit to be shown."""

    name: str
    problem: FileProblem


def check(name: str, content: bytes, most_bytes: int = MOST_BYTES) -> Accepted | Refused:
    """Return whether a file is received.

    >>> check("brev.pdf", b"<html>").problem
    <FileProblem.MISMATCH: 'mismatch'>
    """
    kind = kind_of(content) if content and len(content) <= most_bytes else None
    if kind is Kind.TEXT and ending_of(name) not in ("", *ENDINGS[Kind.TEXT]):
        kind = None  # text has no mark of its own: a program in letters must not become one
    problem = _problem(name, content, kind, most_bytes)
    if kind is None or problem:
        shown = shown_name(name, kind or _said(name) or Kind.TEXT)
        if kind is None and _said(name) is None and ending_of(name):
            shown = f"{shown.rpartition('.')[0]}.{ending_of(name)}"
        return Refused(shown, problem or FileProblem.TYPE)
    return Accepted(shown_name(name, kind), kind, content)


def _problem(name: str, content: bytes, kind: Kind | None, most_bytes: int) -> FileProblem | None:
    if not content:
        return FileProblem.EMPTY
    if len(content) > most_bytes:
        return FileProblem.TOO_BIG
    if kind is None:
        if is_locked_office_file(content):
            return FileProblem.LOCKED
        return FileProblem.MISMATCH if _said(name) else FileProblem.TYPE
    return problem_within(content, kind) if kind in (Kind.DOCX, Kind.ODT) else None


def _said(name: str) -> Kind | None:
    """Return the kind that a name claims."""
    ending = ending_of(name)
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), None)
