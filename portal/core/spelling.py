"""Which words of a Danish text are looked up in a dictionary, and which of them it does not know.

A word that a dictionary does not know may be right. One that it knows may be wrong where it
stands ("af" for "at"). Names and the municipality's own words are given, not guessed.
"""

import re
from collections.abc import Callable, Iterator, Set

from portal.core.readability import ADDRESS

_PLACE = re.compile(r"\{\w+\}")
_MAIL = re.compile(r"\S+@\S+")
# A figure in front belongs to no word: "15-årig" is "årig". A full stop within one does:
# "bl.a.", and also "sagen.Vi", which lacks its space.
_WORD = re.compile(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*[-.]?")


def words_to_look_up(text: str) -> Iterator[str]:
    """Yield the words of a text: no place for a name, no address on the net, no figure.

    A full stop after a word stays with it: it may be a shortened one.

    >>> list(words_to_look_up("Ring kl. 9 til {name}, eller se www.eksempel.dk/hj."))
    ['Ring', 'kl.', 'til', 'eller', 'se']
    """
    for pattern in (_PLACE, _MAIL, ADDRESS):
        text = pattern.sub(" ", text)
    yield from _WORD.findall(text)


def unknown_words(text: str, knows: Callable[[str], bool], own: Set[str]) -> tuple[str, ...]:
    """Return the words of a text that neither the dictionary nor the own words have, each once.

    Args:
        text: The words, with the names of their places.
        knows: Tells whether the dictionary has a word, written as it is.
        own: Words that are right here and in no dictionary, in small letters.
    """
    found: dict[str, None] = {}
    for word in words_to_look_up(text):
        if not _is_known(word, knows, own):
            found[word.rstrip(".-")] = None
    return tuple(found)


def _is_known(word: str, knows: Callable[[str], bool], own: Set[str]) -> bool:
    bare = word.rstrip(".")
    if knows(bare) or knows(word) or _is_own(bare, own):
        return True
    # "BPA-ordning": the parts are known, and an own word may be one of them.
    parts = [part for part in bare.split("-") if part]
    return len(parts) > 1 and all(knows(part) or _is_own(part, own) for part in parts)


def _is_own(word: str, own: Set[str]) -> bool:
    """Tell whether a word is an own one, also in the genitive: "DUKHs", "DUKH's"."""
    low = word.casefold().replace("’", "'")
    return low in own or low.removesuffix("s").removesuffix("'") in own
