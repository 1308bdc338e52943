"""Two versions of a text, word by word: what was taken out and what was put in."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_PIECE = re.compile(r"\{\w+\}|\w+(?:[-'’]\w+)*|\n+|[^\w\s]")


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Some words, and what became of them."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """Return the pieces that lead from one text to another, in reading order.

    What was removed stands before what was added in its place. The pieces that are the same
    or removed make up the old text, those that are the same or added the new one.

    >>> for piece in compare("Vi læser din sag.", "Vi læser din ansøgning."): print(*piece)
    same Vi læser din
    removed sag
    added ansøgning
    same .
    """
    before, after = _pieces(old), _pieces(new)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, _words(old, before), _words(new, after), autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal":
            _add(found, Kind.SAME, _cut(new, after, first, last))
            continue
        _add(found, Kind.REMOVED, _cut(old, before, low, high))
        _add(found, Kind.ADDED, _cut(new, after, first, last))
    return found


def changes(old: str, new: str) -> int:
    """Return in how many places two texts differ."""
    pieces = compare(old, new)
    return sum(
        piece.kind is not Kind.SAME and (not at or pieces[at - 1].kind is Kind.SAME)
        for at, piece in enumerate(pieces)
    )


def _pieces(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PIECE.finditer(text)]


def _words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _cut(text: str, spans: list[tuple[int, int]], first: int, last: int) -> str:
    return text[spans[first][0] : spans[last - 1][1]] if first < last else ""


def _add(found: list[Piece], kind: Kind, text: str) -> None:
    if text:
        found.append(Piece(kind, text))
