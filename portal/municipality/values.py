"""What a value of ``municipality.toml`` may be, and how it is told when it may not.

A field's ``description`` says what is allowed: it is the second half of the sentence that a bad
value is answered with (see ``file.py``).
"""

import re
from datetime import date
from types import SimpleNamespace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

LANGUAGES = ("da", "en", "ar")

Unit = Literal["working_days", "days", "weeks", "months"]


class Facts(BaseModel):
    """Part of the file: nothing changes after the start, nothing unknown is let through."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class LocalText(Facts):
    """A text in each language; written as one string when it is the same in all of them."""

    da: Annotated[str, Field(min_length=1, description="a text")]
    en: Annotated[str, Field(min_length=1, description="a text")]
    ar: Annotated[str, Field(min_length=1, description="a text")]

    @model_validator(mode="before")
    @classmethod
    def _same_everywhere(cls, value: Any) -> Any:
        return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value

    def in_language(self, language: str) -> str:
        """Return the text in ``language``, one of `LANGUAGES`."""
        text: str = getattr(self, language)
        return text

    def __str__(self) -> str:
        return self.da


_PHONE = re.compile(r"\+?[0-9]{2,4}( ?[0-9]{2,4})*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LINK = re.compile(r"https?://[^\s/]+(/\S*)?")


def shaped(pattern: re.Pattern[str]) -> AfterValidator:
    """Return a check that the whole text has a shape."""

    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise PydanticCustomError("shape", "shape")
        return value

    return AfterValidator(check)


def texts(what: str) -> Any:
    """Return the description of a text in each language."""
    return Field(description=f"{what}: one text, or one for each of {', '.join(LANGUAGES)}")


Line = Annotated[str, Field(min_length=1, description="a text")]
Number = Annotated[str, shaped(_PHONE), Field(description="a phone number such as “99 99 99 99”")]
Url = Annotated[
    str, shaped(_LINK), Field(description="an address that begins with https:// or http://")
]
Colour = Annotated[str, shaped(_COLOUR), Field(description="a colour such as “#0f4c5c”")]
Name = Annotated[
    str,
    shaped(re.compile(r"[a-z][a-z0-9_]{0,39}")),
    Field(description="small letters a-z, digits and _, beginning with a letter"),
]
SourceName = Annotated[
    str,
    shaped(re.compile(r"(?!sagsvej$)[a-z][a-z0-9-]{0,39}")),
    Field(
        description="small letters a-z, digits and -, beginning with a letter, "
        "and not “sagsvej”: what is done at the portal stands under that name"
    ),
]
Email = Annotated[
    str,
    shaped(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    Field(description="an e-mail address"),
]
Count = Annotated[
    int, Field(ge=1, le=1000, description="a whole number from 1 to 1000, without quotation marks")
]
Day = Annotated[date, Field(description="a date such as 2026-04-02, without quotation marks")]
_MONTH_AND_DAY = re.compile(
    r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])"
)
YearlyDay = Annotated[
    str,
    shaped(_MONTH_AND_DAY),
    Field(description="month and day such as “12-24”"),
]
DurationUnit = Annotated[Unit, Field(description="one of working_days, days, weeks, months")]


def in_language(facts: Facts, language: str) -> Any:
    """Return the same facts with each text in one language, for a template to read."""

    def plain(value: Any) -> Any:
        if isinstance(value, LocalText):
            return value.in_language(language)
        if isinstance(value, BaseModel):
            return SimpleNamespace(**{key: plain(part) for key, part in value})
        return tuple(plain(part) for part in value) if isinstance(value, tuple) else value

    return plain(facts)


def wrong(what: str, *at: str | int) -> PydanticCustomError:
    """Return an error that took more than one key to see; ``at`` is the key it is told about."""
    return PydanticCustomError("fact", "{what}", {"what": what, "at": at})


def refuse_repeats(table: str, key: str, values: list[Any]) -> None:
    """Refuse a table in which two rows have the same value of a key."""
    for place, value in enumerate(values):
        if value in values[:place]:
            raise wrong(f"is {shown(value)} a second time; each must differ", table, place, key)


def shown(value: Any) -> str:
    """Return a value as whoever wrote the file knows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return f"“{value}”"
