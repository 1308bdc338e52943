"""What can be counted in a text. Numbers never say that a text is good: that takes people.

LIX is for Danish alone. English has the share of long sentences, by the rule of the British
government's style guide; a readability figure for English counts syllables in long texts, and
would say nothing of a button or a short letter. For Arabic no measure is in common use that fits
texts like these, so words and sentences are counted and nothing is judged.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.core import readability
from portal.core.audit import sentences_of
from portal.core.filled import filled
from portal.core.negated import negated
from portal.core.writing import BAND_CODES, MOST_WORDS, WORDS_FOR_LIX
from portal.core.writing_passive import passives
from portal.core.writing_phrases import LAW, found_in

LONG_WORD = 15
"""Letters: a Danish word as long as that is often put together by a profession."""

MOST_IN_A_SENTENCE: Mapping[str, int] = {"da": MOST_WORDS, "en": 25}
"""Words. Sources: the rules for easy-read Danish; GOV.UK's content design guidance."""

_LAW: Mapping[str, tuple[str, ...]] = {
    "da": LAW,
    "en": (
        r"§{1,2} ?\d*[a-z]?",
        r"\b[Ss]ections? \d+[a-z]?",
        r"\b(?-i:(?:[A-Z][a-z]+ ){1,4}Act)\b",
        r"\b(?:act|law) (?:on|of) (?-i:[a-z]+(?: [a-z]+){0,2})",
    ),
    "ar": (r"§{1,2} ?\d*", "(?<!\\w)المادة \\d+", "(?<!\\w)الفقرة \\d+", "(?<!\\w)قانون ال\\w+"),
}
_PLACE = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Measures:
    """What can be counted in a text. None where no measure fits the language.

    Attributes:
        words: How many there are, with something long in each place.
        sentences: How many there are.
        longest: The sentence with most words.
        longest_words: How many words it has.
        per_sentence: Words in a sentence on average, to one decimal.
        over: How many sentences are longer than is well in this language.
        lix: LIX, Danish only.
        band: Code of its band, as `portal.core.writing.BANDS` names them.
        is_short: Too short for LIX to mean much.
        passive: Percentage of sentences that say that something is done and not who does it.
    """

    words: int
    sentences: int
    longest: str
    longest_words: int
    per_sentence: float
    over: int | None = None
    lix: int | None = None
    band: str | None = None
    is_short: bool = False
    passive: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Words in a text that people should look at, each once, as they stand.

    Attributes:
        explained: The professional words that the word list explains.
        unexplained: Long Danish words that no explanation knows.
        law: Names of laws and paragraphs.
        negated: Denied conditions and double denials.
    """

    explained: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()


def measure(text: str, language: str) -> Measures:
    """Return what can be counted in a text; the names of its places stand in braces."""
    plain = filled(text)
    each = [one.text for one in sentences_of(plain, language)]
    counts = [len(readability.words(one)) for one in each]
    words = readability.words(plain)
    longest = max(range(len(each)), key=counts.__getitem__)
    # The sentence itself with its places, not with what was counted for them.
    own = sentences_of(text, language)
    shown = own[longest].text if len(own) == len(each) else each[longest]
    most = MOST_IN_A_SENTENCE.get(language)
    danish = language == "da" and bool(words)
    score = readability.lix(plain) if danish else None
    return Measures(
        words=len(words),
        sentences=len(each),
        longest=shown,
        longest_words=counts[longest],
        per_sentence=round(sum(counts) / len(counts), 1),
        over=None if most is None else sum(count > most for count in counts),
        lix=score,
        band=None if score is None else BAND_CODES[readability.band(score)],
        is_short=len(words) < WORDS_FOR_LIX,
        passive=_passive(each) if danish else None,
    )


def _passive(sentences: Sequence[str]) -> int:
    hit = sum(any(True for _ in passives(one)) for one in sentences)
    return round(100 * hit / len(sentences))


def find(text: str, language: str, forms: Mapping[str, str]) -> Found:
    """Return the words of a text that people should look at.

    Args:
        text: The words, with the names of their places.
        language: "da", "en" or "ar".
        forms: Every form of an explained word, in small letters, in this language.
    """
    plain = _PLACE.sub(" … ", text)
    explained = _once(forms_in(text, forms))
    law = _LAW.get(language, ())
    return Found(
        explained=explained,
        unexplained=_long_words(readability.words(plain), explained) if language == "da" else (),
        law=_once(plain[start:end].strip(" ,") for start, end in found_in(plain, law))
        if law
        else (),
        negated=_once(negated(plain, language)),
    )


def forms_in(text: str, forms: Mapping[str, str]) -> list[str]:
    """Return the explained words of a text as they stand in it, in order."""
    return _any_of(tuple(forms)).findall(text) if forms else []


@lru_cache(maxsize=16)
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _long_words(words: Sequence[str], explained: Sequence[str]) -> tuple[str, ...]:
    known = {one.casefold() for one in explained}
    letters = (word for word in words if sum(sign.isalpha() for sign in word) >= LONG_WORD)
    return _once(word for word in letters if word.casefold() not in known)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
