"""The words of an earlier day, as far as the portal of today can speak with them.

A text that was not there then has no words: nothing is put in its place but that it was not there.
"""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from portal.core.wording import BrokenPlaceError, places_of

# What stands around a key until a page says in words what is missing: nobody's text may hold them.
_GONE, _PLACE, _END = "\ue010", "\ue011", "\ue012"
_MARKED = re.compile(f"([{_GONE}{_PLACE}])([^{_END}]*){_END}")
_ANY_MARK, _UNREADABLE = re.compile(f"[{_GONE}{_PLACE}{_END}]"), "\ufffd"
_A_PLACE = re.compile(r"\{(\w+)\}")


def fitted(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return the words of then for every text of today.

    Args:
        then: Every text that stood then, by its key.
        now: Every text the portal says today.

    Returns:
        What stood then, to the letter. A text that did not exist is a mark with its key
        (:func:`marks`); a place that nothing is put in any more is a mark with its name.
    """
    return {key: _fit(then[key], text) if key in then else gone(key) for key, text in now.items()}


def gone(key: str) -> str:
    """Return the mark of a text that did not exist."""
    return f"{_GONE}{key}{_END}"


def _fit(then: str, now: str) -> str:
    """Return a text whose places are all filled today; what was in the others is not known."""
    lost = _places(then) - _places(now)
    if not lost:
        return then
    return _A_PLACE.sub(
        lambda match: f"{_PLACE}{match[1]}{_END}" if match[1] in lost else match[0], then
    )


def _places(text: str) -> Set[str]:
    try:
        return places_of(text)
    except BrokenPlaceError:
        return frozenset(_A_PLACE.findall(text))


def marks(html: str) -> tuple[list[str], list[str]]:
    """Return the keys of texts that did not exist and the names of places, each once, in order."""
    keys: dict[str, None] = {}
    places: dict[str, None] = {}
    for kind, name in _found(html):
        (keys if kind == _GONE else places)[name] = None
    return list(keys), list(places)


def without_marks(html: str, gone_says: str, place_says: str) -> str:
    """Return HTML with what is said of each mark in its place, and the key or name after it."""
    said = {_GONE: gone_says, _PLACE: place_says}
    return _MARKED.sub(lambda match: f"({said[match[1]]}: {match[2]})", html)


def unforged(value: Any) -> Any:
    """Return a JSON value whose texts hold none of the marks; a sign for the unreadable instead."""
    if isinstance(value, str):
        return _ANY_MARK.sub(_UNREADABLE, value)
    if isinstance(value, Mapping):
        return {name: unforged(one) for name, one in value.items()}
    return [unforged(one) for one in value] if isinstance(value, list) else value


def _found(html: str) -> Iterator[tuple[str, str]]:
    return ((match[1], match[2]) for match in _MARKED.finditer(html))
