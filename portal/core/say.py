"""What the rules want said: a wording key and its values. Words and dates come later."""

from collections.abc import Mapping
from datetime import date, datetime
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
