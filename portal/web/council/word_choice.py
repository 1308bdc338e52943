"""The choice of words over all texts: one thing under two names, and spelling.

Both are counted once for each edition of the words and kept with it, whoever asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import current_app, url_for

from portal.core.one_name import NameFinder
from portal.core.say import say
from portal.pages.rendering import speaker
from portal.web.council.reading import READINGS, quoted, shown, texts_of
from portal.web.portal import portal
from portal.wording.one_name import listed
from portal.wording.spelling import own_words, unknown

_Found = TypeVar("_Found")
_EXTENSION = "council_word_choice"
_SHOWN = {True: 3, False: 10}
"""How many texts are shown of the name that most texts use, and of each other name."""
_SHORT = 100


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
    if READINGS[reading][0] != "da":
        return found  # the dictionary is of Danish
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


# --- the page of all texts ------------------------------------------------------------------


def things(reading: str) -> list[dict[str, Any]]:
    """Return each thing that goes by several names, and the texts each name stands in."""
    known = register_names(reading)
    if known is None:
        return []
    texts, speak, found = texts_of(reading), speaker(), []
    for at, names in known.everywhere.items():
        told = []
        for number, (name, keys) in enumerate(names.items()):
            told.append(
                {
                    "name": speak.say(
                        say("council.words.stands", words=quoted(name), number=len(keys))
                    )
                    if len(keys) > 1
                    else speak.say(say("council.words.stands.one", words=quoted(name))),
                    **_texts(reading, texts, keys, _SHOWN[number == 0]),
                }
            )
        found.append({"what": known.finder.concepts[at].what, "names": told})
    return found


def misspelt(reading: str) -> list[dict[str, Any]]:
    """Return each word the dictionary does not know, and the texts it stands in."""
    texts = texts_of(reading)
    return [
        {"word": word, **_texts(reading, texts, keys, _SHOWN[False])}
        for word, keys in sorted(unknown_of(reading).items())
    ]


def _texts(reading: str, texts: Mapping[str, str], keys: list[str], most: int) -> dict[str, Any]:
    more = len(keys) - most
    return {
        "texts": [
            {
                "href": url_for("council.text", sprog=reading, text_key=key),
                "text": _short(shown(texts[key])),
            }
            for key in keys[:most]
        ],
        "more": speaker().say(say("council.words.more", number=more)) if more > 0 else None,
    }


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
