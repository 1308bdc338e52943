"""What the rules want said: a wording key and its values. Words and dates come later."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, "Value"] = MappingProxyType({})


class Phrase(NamedTuple):
    """A value that is itself a text, for instance ``who.doctor``."""

    key: str


class Days(NamedTuple):
    """A value that is a number of days, said as a length of time."""

    number: int


Value = Days | str | int | date | datetime | Phrase


class Say(NamedTuple):
    """One text: its key, and a value for each of its placeholders."""

    key: str
    values: Mapping[str, Value] = _NOTHING


def say(key: str, **values: Value) -> Say:
    """Return a text to be said.

    >>> say("turn.due", date=date(2026, 4, 2)).key
    'turn.due'
    """
    return Say(key, values)


@lru_cache(maxsize=4096)
def coded(key: str, **phrases: str) -> Say:
    """Return a text whose values are texts themselves, each given by its key. Kept: codes alone.

    >>> coded("event.case.paused", reason="pause_reason.holiday").values
    {'reason': Phrase(key='pause_reason.holiday')}
    """
    return Say(key, {name: Phrase(text) for name, text in phrases.items()} or _NOTHING)
