"""The audit of a text: its sentences, what can be measured, and what became of a comment.

Numbers say how heavy a text is. They never say that it is good: that takes people.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from portal.core import readability
from portal.core.deadlines import Unit, add_length
from portal.core.writing import BANDS, WORDS_FOR_LIX
from portal.core.writing_passive import passives
from portal.core.writing_phrases import LAW, found_in

LONG_WORD = 15
"""Letters: a Danish word as long as that is often put together by a profession."""

_BANDS = dict(
    zip((*(name for _, name in readability.BANDS), readability.HARDEST_BAND), BANDS, strict=True)
)
_END = re.compile(r"(?<=[.!?؟])\s+|\n+")
_NEGATED = re.compile(
    r"\b(?:medmindre|med mindre|uden at)\b|\b(?:hvis|når|såfremt)\b[^.,?!\n]*\bikke\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\{\w+\}")


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


@dataclass(frozen=True, slots=True)
class Measures:
    """What can be counted in a text. None where no measure fits the language.

    Attributes:
        words: How many there are.
        sentences: How many there are.
        longest: The sentence with most words.
        longest_words: How many words it has.
        per_sentence: Words in a sentence on average, to one decimal.
        lix: LIX, Danish only.
        band: Code of its band, as `portal.core.writing.BANDS` names them.
        is_short: Too short for LIX to mean much.
        passive: Percentage of sentences that say that something is done and not who does it.
        explained: The professional words that the portal explains where they stand.
        unexplained: Long words that no explanation knows.
        law: Names of laws and paragraphs in the text itself.
        negated: Conditions that are denied: "hvis du ikke".
    """

    words: int
    sentences: int
    longest: str
    longest_words: int
    per_sentence: float
    lix: int | None = None
    band: str | None = None
    is_short: bool = False
    passive: int | None = None
    explained: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()


def measure(text: str, language: str, forms: Mapping[str, str]) -> Measures:
    """Return what can be counted in a text.

    Args:
        text: The words, with the names of their places.
        language: "da" or another; for others only words and sentences are counted.
        forms: Every form of an explained word, in small letters, in this language.
    """
    plain = _PLACE.sub("xx", text)
    each = [one.text for one in sentences_of(plain, language)]
    counts = [len(readability.words(one)) for one in each]
    words = readability.words(plain)
    longest = max(range(len(each)), key=counts.__getitem__)
    average = round(sum(counts) / len(counts), 1)
    # The sentence itself with its places, not with what was counted for them.
    own = sentences_of(text, language)
    shown = own[longest].text if len(own) == len(each) else each[longest]
    explained = _once(forms_in(text, forms))
    if language != "da" or not words:
        return Measures(len(words), len(each), shown, counts[longest], average, explained=explained)
    score = readability.lix(plain)
    hit = sum(any(True for _ in passives(one)) for one in each)
    return Measures(
        words=len(words),
        sentences=len(each),
        longest=shown,
        longest_words=counts[longest],
        per_sentence=average,
        lix=score,
        band=_BANDS[readability.band(score)],
        is_short=len(words) < WORDS_FOR_LIX,
        passive=round(100 * hit / len(each)),
        explained=explained,
        unexplained=_long_words(words, explained),
        law=_once(plain[start:end].strip(" ,") for start, end in found_in(plain, LAW)),
        negated=_once(match.group() for match in _NEGATED.finditer(plain)),
    )


def forms_in(text: str, forms: Mapping[str, str]) -> list[str]:
    """Return the explained words of a text as they stand in it, in order."""
    if not forms:
        return []
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    return pattern.findall(text)


def _long_words(words: Sequence[str], explained: Sequence[str]) -> tuple[str, ...]:
    known = {one.casefold() for one in explained}
    letters = (word for word in words if sum(sign.isalpha() for sign in word) >= LONG_WORD)
    return _once(word for word in letters if word.casefold() not in known)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


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
    plain = _PLACE.sub("xx", text)
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
