"""The choice of words over all texts: one thing under two names, and spelling.

Both are counted once for each edition of the words and kept with it, whoever asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from flask import current_app

from portal.core.one_name import NameFinder
from portal.web.council.reading import READINGS, texts_of
from portal.web.portal import portal
from portal.wording.one_name import listed
from portal.wording.spelling import own_words, unknown

_Found = TypeVar("_Found")
_EXTENSION = "council_word_choice"


@dataclass(frozen=True, slots=True)
class RegisterNames:
    """How things are called over all texts of a reading.

    Attributes:
        read_on: The day the list of names was last read through.
        finder: Finds its names.
        everywhere: For each thing that goes by more than one name, the keys of the texts by name,
            the commonest name first.
    """

    read_on: date
    finder: NameFinder
    everywhere: Mapping[int, Mapping[str, list[str]]]


def register_names(reading: str) -> RegisterNames | None:
    """Return how things are called in a reading, None when its language has no list of names."""
    return _kept(("names", reading), lambda: _register_names(reading))


def _register_names(reading: str) -> RegisterNames | None:
    found = listed(READINGS[reading][0])
    if found is None:
        return None
    return RegisterNames(found.read_on, found.finder, found.finder.everywhere(texts_of(reading)))


def unknown_of(reading: str) -> Mapping[str, list[str]]:
    """Return the words of a Danish reading nobody knows, with the keys of their texts."""
    return _kept(("unknown", reading), lambda: _unknown_of(reading))


def _unknown_of(reading: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    own = own_words_of(READINGS[reading][1])
    for key, text in texts_of(reading).items():
        for word in unknown(text, own) or ():
            found.setdefault(word, []).append(key)
    return found


def own_words_of(register: str) -> frozenset[str]:
    """Return what is spelt right here and stands in no dictionary."""
    here = portal()
    return _kept(
        ("own", register), lambda: own_words(here.municipality, here.catalogue["da", register])
    )


def _kept(name: tuple[str, str], make: Callable[[], _Found]) -> _Found:
    words = portal().catalogue.edition.words
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None or kept["words"] is not words:
        kept = current_app.extensions[_EXTENSION] = {"words": words, "found": {}}
    found: dict[tuple[str, str], _Found] = kept["found"]
    if name not in found:
        found[name] = make()
    return found[name]
