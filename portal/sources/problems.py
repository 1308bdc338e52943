"""What is wrong with an event, said to the source: which field, which code, which sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from portal.sources.fields import may_be_repeated

_LONGEST_KEY = 60
_MOST_PROBLEMS = 20

# Our code and sentence for each of pydantic's own errors. ``{...}`` is filled from the
# error's context, which holds limits and allowed codes, never the value.
_KNOWN: dict[str, tuple[str, str]] = {
    "missing": ("missing", "The field is missing."),
    "extra_forbidden": ("unknown_field", "The contract has no such field here."),
    "enum": ("unknown_code", "Must be one of {expected}."),
    "literal_error": ("unknown_code", "Must be {expected}."),
    "string_type": ("not_text", "Must be text."),
    "string_unicode": ("not_text", "Must be text."),
    "string_too_short": ("empty", "Must not be empty."),
    "string_too_long": ("too_long", "Must be at most {max_length} characters long."),
    "string_pattern_mismatch": ("wrong_form", "Must have the form {pattern}"),
    "bool_type": ("not_true_or_false", "Must be true or false."),
    "dict_type": ("not_an_object", "Must be a JSON object."),
    "model_type": ("not_an_object", "Must be a JSON object."),
    "model_attributes_type": ("not_an_object", "Must be a JSON object."),
    "list_type": ("not_a_list", "Must be a list."),
    "too_long": ("too_long", "Must hold at most {max_length}."),
    "date_from_datetime_parsing": ("not_a_date", "No such day in the calendar."),
    "date_parsing": ("not_a_date", "No such day in the calendar."),
    "datetime_parsing": ("not_a_time", "No such day or time."),
    "datetime_from_date_parsing": ("not_a_time", "No such day or time."),
    "timezone_aware": ("not_a_time", "Must say its offset from UTC."),
}
# Raised by our own validators: the sentence is ours already.
OWN_CODES: dict[str, str] = {
    "identifier": "a number shaped like a CPR number, outside the field `identifier`",
    "unsafe_character": "a control character, one of private use, or one that turns the "
    "direction of writing",
    "not_a_date": "not a date written as YYYY-MM-DD, or no such day",
    "not_a_time": "not a time with its offset, or no such time",
    "date_range": "a year before 1900 or after 2199",
    "wrong_form": "text of the wrong form",
    "not_a_number": "not a finite number",
    "too_deep": "an unknown type's data is nested too deep",
    "future_time": "a time more than 24 hours after now",
    "review_reason": "`review_reason` and `kind` do not agree",
    "not_complete": "`complete_on` without `complete: true`",
    "dates_reversed": "a date before the one it must follow",
    "not_correctable": "a correction of a correction or of a withdrawal",
}
CODES: dict[str, str] = {
    "missing": "a field that must be there is not",
    "unknown_field": "a field the contract does not have",
    "unknown_code": "not one of the codes of the list",
    "not_text": "not text",
    "empty": "text with nothing in it",
    "too_long": "longer than the field may be",
    "not_true_or_false": "neither true nor false",
    "not_an_object": "not a JSON object",
    "not_a_list": "not a list",
    "wrong_value": "anything else",
    **OWN_CODES,
}
"""Every code :func:`problems` can give, with what it means."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an event.

    ``pointer`` is a JSON pointer (RFC 6901) from the event; empty for the event itself.
    ``reason`` is an English sentence that never repeats the value.
    """

    pointer: str
    code: str
    reason: str


def problems(error: ValidationError, in_data: bool | None = None) -> list[Problem]:
    """Return what is wrong, at most 20 things.

    Args:
        error: What reading the event raised.
        in_data: Whether the error's places count from ``data``. When left out the
            error's title tells: only the envelope's places count from the event.
    """
    below = error.title != "Envelope" if in_data is None else in_data
    prefix: tuple[str | int, ...] = ("data",) if below else ()
    found = error.errors(include_url=False, include_input=False)[:_MOST_PROBLEMS]
    return [_problem(prefix, item) for item in found]


def _problem(prefix: tuple[str | int, ...], item: Mapping[str, Any]) -> Problem:
    kind, place = str(item["type"]), prefix + tuple(item["loc"])
    if kind == "extra_forbidden":
        place = _without_strange_key(place)
    context = item.get("ctx", {})
    if kind in OWN_CODES:
        # A rule over several fields names the one at fault.
        if "field" in context:
            place += (context["field"],)
        return Problem(json_pointer(place), kind, str(item["msg"]))
    code, sentence = _KNOWN.get(kind, ("wrong_value", "The value is not valid here."))
    return Problem(json_pointer(place), code, sentence.format_map(_Context(context)))


class _Context(dict[str, Any]):
    """An error's context; what it lacks is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return "the listed form"


def _without_strange_key(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Leave out the name of an unknown field that is long, unsafe or holds an identifier."""
    key = str(place[-1])
    return place if len(key) <= _LONGEST_KEY and may_be_repeated(key) else place[:-1]


def json_pointer(place: tuple[str | int, ...]) -> str:
    """Return a place as a JSON pointer.

    >>> json_pointer(("data", "legal_basis", 0, "law"))
    '/data/legal_basis/0/law'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)
