"""What the rules want said: a wording key and its values. Words and dates come later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value that is itself a text, for instance ``who.doctor``."""

    key: str


@dataclass(frozen=True, slots=True)
class Days:
    """A value that is a number of days, said as a length of time."""

    count: int


Value = Days | str | int | date | datetime | Phrase


@dataclass(frozen=True, slots=True)
class Say:
    """One text: its key, and a value for each of its placeholders."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def say(key: str, **values: Value) -> Say:
    """Return a text to be said.

    >>> say("turn.due", date=date(2026, 4, 2)).key
    'turn.due'
    """
    return Say(key, values)
