"""The kinds of field the case-status contract is made of, and what each refuses.

Every refusal carries a stable code (the error's ``type``) and a short sentence. No
sentence ever repeats the value: it may be personal.

Three things are refused in every field but ``identifier``:

* a number shaped like a CPR number (six digits and four). It is matched by shape only:
  never by modulus 11, which valid numbers may fail, and not by date, since replacement
  numbers have impossible ones;
* control characters, which some databases cannot keep, characters that turn the
  direction of writing, which can make a page say something else than it holds, and those of
  private use, which mean nothing to a reader and mark the portal's own texts;
* dates and times outside 1900 to 2199, or written as anything but ISO 8601 text.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StrictBool,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1900, 2199

# In running text: also with spaces or a dash around the middle. Not after "+": that is a
# phone number with its country.
_IDENTIFIER_IN_TEXT = re.compile(r"(?<![\d+])\d{6} ?[-\u2010-\u2015]? ?\d{4}(?!\d)")
# In a reference or an id the number must stand by itself, or right after "cpr": otherwise
# about one in a hundred UUIDs and hashes would be refused by chance.
_IDENTIFIER_IN_CODE = re.compile(r"(?<![0-9a-z])(?:cpr)?\d{6}[- ]?\d{4}(?![0-9a-z])", re.I)
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    r"\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def holds_identifier(text: str) -> bool:
    """Tell whether running text holds a number shaped like a CPR number.

    >>> holds_identifier("ring om 610190-1234"), holds_identifier("ring 75 12 34 56")
    (True, False)
    """
    return _IDENTIFIER_IN_TEXT.search(text) is not None


def may_be_repeated(text: str) -> bool:
    """Tell whether text may stand in an answer, a log or a plain column of the store."""
    return _UNSAFE.search(text) is None and not holds_identifier(text)


def _refuse_identifier(found: bool) -> None:
    if found:
        raise PydanticCustomError(
            "identifier", "Must not hold a number of six and four digits, like a CPR number."
        )


def refuse_unsafe(text: str) -> str:
    """Return the text; refuse characters that cannot be kept or that turn the writing."""
    if _UNSAFE.search(text):
        raise PydanticCustomError(
            "unsafe_character",
            "Must not hold control characters, characters of private use, or characters that turn "
            "the direction of writing.",
        )
    return text


def _code(text: str) -> str:
    refuse_unsafe(text)
    _refuse_identifier(_IDENTIFIER_IN_CODE.search(text) is not None)
    return text


def _text(text: str) -> str:
    refuse_unsafe(text)
    _refuse_identifier(holds_identifier(text))
    return text


def _line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise PydanticCustomError("wrong_form", "Must be one line.")
    return _text(text)


def _iso_day(value: object) -> object:
    """Let only ``YYYY-MM-DD`` reach the parser, which would take a number of seconds too."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("not_a_date", "Must be a date written as YYYY-MM-DD.")
    _refuse_year(int(value[:4]))
    return value


def _iso_moment(value: object) -> object:
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError(
            "not_a_time",
            "Must be a time written as 2026-04-02T09:30:00+02:00, with its offset from UTC or Z.",
        )
    _refuse_year(int(match[1]))
    return value


def _refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError(
            "date_range", f"The year must be from {FIRST_YEAR} to {LAST_YEAR}."
        )


_MAX_DEPTH = 8


def refuse_in_values(value: Any, depth: int = 0) -> None:
    """Refuse unsafe text and identifier-shaped numbers anywhere in a JSON value.

    For a payload whose form we do not know: a type from the future.
    """
    if depth > _MAX_DEPTH:
        raise PydanticCustomError("too_deep", f"Must not be nested more than {_MAX_DEPTH} deep.")
    for inner in _inner(value):
        refuse_in_values(inner, depth + 1)
    if isinstance(value, float) and not math.isfinite(value):
        # Python reads NaN and Infinity as numbers; JSON has no such thing, and what is
        # kept must be readable by anybody.
        raise PydanticCustomError("not_a_number", "Must be a finite number.")
    if isinstance(value, str | int | float):
        _text(str(value))


def _inner(value: Any) -> list[Any]:
    """Return what an object or a list holds, an object's names too."""
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _limited(
    longest: int, check: Callable[[str], str], pattern: str | None = None
) -> tuple[StringConstraints, AfterValidator]:
    constraints = StringConstraints(
        strip_whitespace=pattern is None, min_length=1, max_length=longest, pattern=pattern
    )
    return constraints, AfterValidator(check)


Day = Annotated[date, BeforeValidator(_iso_day)]
"""A local date in Denmark, ``YYYY-MM-DD``."""

Moment = Annotated[AwareDatetime, BeforeValidator(_iso_moment)]
"""A time with its offset from UTC."""

Flag = StrictBool
"""``true`` or ``false``, never a word or a number."""

Reference = Annotated[str, *_limited(80, _code, r"^[\w.:~/-]+$")]
"""A reference of the source's own: letters, digits and ``. : ~ / _ -``. Never a CPR number."""

TypeName = Annotated[str, *_limited(120, _code, r"^[A-Za-z0-9_.:/-]{3,120}$")]
"""The name of an event type, ours or one from the future. Never a CPR number."""

EventId = Annotated[str, *_limited(120, _code)]
"""An id of an event."""

Line = Annotated[str, *_limited(120, _line)]
"""One line of plain text."""

Name = Annotated[str, *_limited(120, _line)]
"""The name of a person or a team, as a citizen may read it."""

AreaKey = Annotated[str, *_limited(60, _code, r"^[\w.-]+$")]
"""A key of an area in municipality.toml."""

Phone = Annotated[
    str,
    StringConstraints(pattern=r"^\+?[0-9 ]{4,20}$"),
    AfterValidator(_text),
]
"""A phone number: digits and spaces, with a country code or without."""

Note = Annotated[
    str,
    *_limited(1000, _text),
    Field(
        description="Plain text in Danish, shown to the citizen as it stands. No markup, "
        "no CPR number, nothing the citizen has not been told."
    ),
]
"""Words for the citizen, written by a person in Danish."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}-?[0-9]{4}$")]
"""A CPR number, with a hyphen or without. Never checked further."""
