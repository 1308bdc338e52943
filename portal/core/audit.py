"""The audit of a text: its sentences, what became of a comment, and how heavy all texts are.

Numbers say how heavy a text is. They never say that it is good: that takes people.
"""

import re
from collections.abc import Iterable, Set
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from portal.core import readability
from portal.core.deadlines import Unit, add_length
from portal.core.filled import filled

_END = re.compile(r"(?<=[.!?؟])\s+|\n+")


class Sentence(NamedTuple):
    """A sentence of a text: its number from 1, its words, and where it begins in the text."""

    number: int
    text: str
    start: int


def sentences_of(text: str, language: str) -> list[Sentence]:
    """Return the sentences of a text in order, each as it stands in it.

    >>> [one.text for one in sentences_of("Vi læser din sag. Du får svar.", "da")]
    ['Vi læser din sag.', 'Du får svar.']
    """
    found: list[Sentence] = []
    at = 0
    for sentence in _split(text, language):
        match = re.compile(r"\s+".join(map(re.escape, sentence.split()))).search(text, at)
        if match is not None:
            found.append(Sentence(len(found) + 1, match.group(), match.start()))
            at = match.end()
    # A text of one place alone has no words of its own, and can still be commented on.
    return found or [Sentence(1, text, 0)]


def _split(text: str, language: str) -> list[str]:
    if language == "da":
        return readability.sentences(text)
    return [part.strip() for part in _END.split(text) if part.strip()]


class CommentState(StrEnum):
    """What became of a comment."""

    OPEN = "open"
    ANSWERED = "answered"
    CHANGED = "changed"
    NOT_CHANGED = "not_changed"


ANSWERS = (CommentState.CHANGED, CommentState.NOT_CHANGED, CommentState.ANSWERED)
"""What the municipality can say to one."""


def due_on(today: date, working_days: int, closed: Set[date]) -> date:
    """Return by when the municipality owes an answer to a comment of today."""
    return add_length(today, working_days, Unit.WORKING_DAYS, closed)


def is_overdue(state: CommentState, due: date, today: date) -> bool:
    """Tell whether an answer was promised for an earlier day and is not there."""
    return state is CommentState.OPEN and due < today


# --- how heavy all texts are together ------------------------------------------------------

RUNNING_WORDS = 8
"""A text of fewer is a heading or a button, and no sentence to measure."""


class Weight(NamedTuple):
    """What LIX is made of: words, sentences, and words of 7 letters or more."""

    words: int
    sentences: int
    long_words: int


@lru_cache(maxsize=20000)
def weight_of(text: str) -> Weight:
    """Return the weight of a text; of a heading or a button nothing. Kept by its words.

    >>> weight_of("Vi læser din sag. Du skal ikke gøre noget nu.").sentences
    2
    """
    plain = filled(text)
    words = readability.words(plain)
    if len(words) < RUNNING_WORDS:
        return Weight(0, 0, 0)
    return Weight(
        len(words), len(readability.sentences(plain)), sum(map(readability.is_long, words))
    )


def lix_together(texts: Iterable[str]) -> float | None:
    """Return the LIX of Danish texts as one, to one decimal; None when there is nothing to read."""
    words = sentences = long_words = 0
    for weight in map(weight_of, texts):
        words += weight.words
        sentences += weight.sentences
        long_words += weight.long_words
    if not sentences:
        return None
    return round(words / sentences + 100 * long_words / words, 1)


def month_starts(first: date, today: date, most: int) -> list[date]:
    """Return the first days of the months after ``first``, and today; the last ``most`` of them.

    >>> [day.isoformat() for day in month_starts(date(2026, 1, 15), date(2026, 3, 2), 12)]
    ['2026-01-15', '2026-02-01', '2026-03-01', '2026-03-02']
    """
    days = [first]
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if date(year, month, 1) >= today:
            break
        days.append(date(year, month, 1))
    if today > first:
        days.append(today)
    return days[-most:]
