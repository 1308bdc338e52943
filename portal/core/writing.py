"""Advice on a Danish text before a citizen gets it. Advice only: nothing but a CPR number stops it.

It is about the text and never about who wrote it: nothing is counted, kept or compared.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.cpr import find_cpr
from portal.core.readability import band, lix, sentences, words
from portal.core.say import Phrase, Say, say
from portal.core.writing_passive import passives
from portal.core.writing_phrases import (
    BLAMES_PERSON,
    BLAMES_UNIT,
    EMPTY,
    LAW,
    NO_DECIDER,
    found_in,
    named_failures,
)

MOST_WORDS = 15
"""In a sentence. Source: the rules for easy-read Danish."""

WORDS_FOR_LIX = 100
"""LIX means something for running text of about this length; below it is shown with care."""

_SHOWN_WORDS = 6
BANDS = ("very_easy", "easy", "medium", "hard", "very_hard")
"""Codes of the bands of LIX, the easiest first."""

BAND_CODES = dict(zip(("meget let", "let", "middel", "svær", "meget svær"), BANDS, strict=True))
"""Codes of the bands by their Danish names."""

EVERYDAY = frozenset(
    f"word.{name}"
    for name in (
        *("ansoegning", "sag", "sagsbehandler", "skift_af_sagsbehandler", "sagsbehandling"),
        *("klage", "frist", "arbejdsdag", "paaroerende", "tolk", "digital_post", "mitid"),
        *("cpr", "cpr_nummer", "samtykke", "notat"),
    )
)
"""Words the portal explains, and yet everybody meets in every letter: not pointed out."""


class Advice(StrEnum):
    """What there may be to say about a text."""

    CPR = "cpr"
    BLAMES_UNIT = "blames_unit"
    BLAMES_PERSON = "blames_person"
    NO_DECIDER = "no_decider"
    EMPTY = "empty"
    LAW = "law"
    PROFESSIONAL_WORD = "professional_word"
    PASSIVE = "passive"
    LONG_SENTENCE = "long_sentence"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a text, and where it stands.

    Attributes:
        code: What it is.
        words: The words it is about, as they were written.
        start: Where they begin.
        end: Where they end.
        term: Key of the explanation of a professional word.
        number: Words in a sentence that is long.
    """

    code: Advice
    words: str
    start: int
    end: int
    term: str | None = None
    number: int | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the text cannot be sent as it is."""
        return self.code is Advice.CPR


@dataclass(frozen=True, slots=True)
class Reading:
    """How heavy a text is, and what there is to say about it, in the order of the text.

    Attributes:
        lix: None for a text without words.
        band: Code of its band.
        is_short: Too short for LIX to mean much.
        findings: What there is to say.
    """

    lix: int | None
    band: str | None
    is_short: bool
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Tell whether the text cannot be sent as it is."""
        return any(finding.refused for finding in self.findings)

    def about(self, code: Advice) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.code is code)


class TextReader:
    """Reads texts with one glossary.

    Args:
        forms: Every form of a professional word, in small letters, with the key of its
            explanation.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = {form: key for form, key in forms.items() if key not in EVERYDAY}
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._terms = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b", re.IGNORECASE
        )

    def read(self, text: str) -> Reading:
        """Return what there is to say about a text. Nothing about the one who wrote it."""
        found = [*_phrases(text), *_long_sentences(text)]
        law = [(one.start, one.end) for one in found if one.code is Advice.LAW]
        found += [
            term
            for term in self._professional(text)
            if not any(start < term.end and term.start < end for start, end in law)
        ]
        found.sort(key=lambda finding: (finding.start, finding.end))
        count = len(words(text))
        score = lix(text) if count else None
        return Reading(
            lix=score,
            band=BAND_CODES[band(score)] if score is not None else None,
            is_short=count < WORDS_FOR_LIX,
            findings=tuple(found),
        )

    def _professional(self, text: str) -> Iterator[Finding]:
        """Yield each professional word once, where it stands first."""
        seen = set()
        for match in self._terms.finditer(text):
            key = self._forms[match.group().casefold()]
            if key not in seen:
                seen.add(key)
                yield Finding(
                    Advice.PROFESSIONAL_WORD, match.group(), match.start(), match.end(), term=key
                )


def advice(finding: Finding) -> Say:
    """Return what is said about a finding, in the words of ``writing.advice.<code>``."""
    if finding.code is Advice.CPR:
        return say("writing.advice.cpr")
    if finding.code is Advice.LONG_SENTENCE:
        shown = finding.words.split()
        begin = " ".join(shown[:_SHOWN_WORDS]) + (" …" if len(shown) > _SHOWN_WORDS else "")
        return say("writing.advice.long_sentence", words=begin, number=finding.number or 0)
    return say(f"writing.advice.{finding.code}", words=finding.words)


def measure(reading: Reading) -> Say:
    """Return what is said of how heavy a text is."""
    if reading.lix is None or reading.band is None:
        return say("writing.lix.none")
    key = "writing.lix.short" if reading.is_short else "writing.lix.text"
    return say(key, number=reading.lix, band=Phrase(f"writing.band.{reading.band}.name"))


_FINDERS: tuple[tuple[Advice, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (Advice.CPR, lambda text: iter(find_cpr(text))),
    (Advice.BLAMES_UNIT, lambda text: found_in(text, BLAMES_UNIT)),
    (Advice.BLAMES_PERSON, lambda text: found_in(text, BLAMES_PERSON)),
    (Advice.BLAMES_PERSON, named_failures),
    (Advice.NO_DECIDER, lambda text: found_in(text, NO_DECIDER)),
    (Advice.EMPTY, lambda text: found_in(text, EMPTY)),
    (Advice.LAW, lambda text: found_in(text, LAW)),
    (Advice.PASSIVE, passives),
)


def _phrases(text: str) -> Iterator[Finding]:
    seen: list[tuple[int, int]] = []
    for code, find in _FINDERS:
        for start, end in find(text):
            # What was said of some words already is the heavier thing to say.
            if not any(begin < end and start < stop for begin, stop in seen):
                seen.append((start, end))
                yield Finding(code, text[start:end].strip(" ,"), start, end)


def _long_sentences(text: str) -> Iterator[Finding]:
    at = 0
    for sentence in sentences(text):
        match = re.compile(r"\s+".join(map(re.escape, sentence.split()))).search(text, at)
        if match is None:
            continue
        at = match.end()
        count = len(words(sentence))
        if count > MOST_WORDS:
            yield Finding(Advice.LONG_SENTENCE, sentence, match.start(), match.end(), number=count)
