"""Danish spelling, by the dictionary Stavekontrolden as Debian ships it (package hunspell-da).

The dictionary is by Foreningen for frit tilgængelige sprogværktøjer, under GPL 2.0, LGPL 2.1 or
MPL 1.1; it is installed beside the portal and is no part of it. It knows how Danish puts words
together. Where it is not installed nothing is checked, and pages say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from hunspell import Hunspell

from portal.core.spelling import unknown_words
from portal.municipality import Municipality
from portal.wording.catalogue import Words

FOLDERS = (Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"))
"""Where systems keep dictionaries."""
_NAME = "da_DK"
_VERSION = re.compile(r"version ([\d.]+\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SUGGESTED = 3
_HEAD = 500


@dataclass(frozen=True, eq=False)
class Dictionary:
    """A dictionary that is read. One for a process: it takes 0.2 seconds and 10 MB.

    Attributes:
        version: What the dictionary says of itself, "2.7.001"; empty when it says nothing.
    """

    version: str
    _hunspell: Any

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word, or can put it together."""
        return bool(self._hunspell.spell(word))

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant, the likeliest first. It takes 0.2 seconds."""
        return _suggested(self, word)


@lru_cache(maxsize=2000)
def _suggested(dictionary: Dictionary, word: str) -> tuple[str, ...]:
    return tuple(dictionary._hunspell.suggest(word)[:_SUGGESTED])


@cache
def dictionary(folders: tuple[Path, ...] = FOLDERS) -> Dictionary | None:
    """Return the Danish dictionary of this machine, None when there is none."""
    for folder in folders:
        rules = folder / f"{_NAME}.aff"
        if rules.is_file() and rules.with_suffix(".dic").is_file():
            head = rules.read_text(encoding="utf-8", errors="replace")[:_HEAD]
            version = _VERSION.search(head)
            read = Hunspell(_NAME, hunspell_data_dir=str(folder))
            return Dictionary(version[1] if version else "", read)
    return None


@lru_cache(maxsize=20000)
def unknown(text: str, own: frozenset[str]) -> tuple[str, ...] | None:
    """Return the words of a Danish text nobody knows; None when there is no dictionary.

    Kept by the text: what a text holds does not depend on who asks.
    """
    found = dictionary()
    return None if found is None else unknown_words(text, found.knows, own)


def own_words(municipality: Municipality, words: Words) -> frozenset[str]:
    """Return what is right here and in no dictionary, in small letters.

    That is the word list, every name in the municipality's facts (units, places, persons), and
    what ``known_words`` of its file adds.
    """
    return _of_facts(_Facts(municipality)) | _in(" ".join((*words.forms, *_named(words))))


def _named(words: Words) -> Iterator[str]:
    return (term.word for term in words.terms.values())


class _Facts:
    """A municipality to keep something by: two are the same when they are one."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality

    def __hash__(self) -> int:
        return id(self.municipality)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts) and other.municipality is self.municipality


@lru_cache(maxsize=2)
def _of_facts(facts: _Facts) -> frozenset[str]:
    # A sentence of the facts may be misspelt like any other: only what it writes with a capital.
    names = (
        word.casefold()
        for text in _texts(facts.municipality.model_dump())
        for word in _WORD.findall(text)
        if word[0].isupper()
    )
    return frozenset(names) | _in(" ".join(facts.municipality.council.known_words))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in some facts, but what they say in languages other than Danish."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("en", "ar"):
                yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _in(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
