"""Who helps and how they are reached: the adviser, DUKH, interpreters, help without applying."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from portal.municipality.values import (
    Day,
    Facts,
    Line,
    LocalText,
    Name,
    Number,
    Url,
    refuse_repeats,
    shaped,
    texts,
    wrong,
)

AdviserKind = Literal["65e", "in_administration", "none"]


class Phone(Facts):
    """A phone and when it is answered."""

    number: Number
    hours: Annotated[LocalText, texts("the hours it is answered")]


class Address(Facts):
    """A street address."""

    name: Line | None = None
    street: Line
    postcode: Annotated[
        str, shaped(re.compile(r"[0-9]{4}")), Field(description="four digits in quotation marks")
    ]
    town: Line


class Theme(Facts):
    """What a conversation with the adviser can be about; the report counts them.

    A theme that is no longer used gets a ``valid_to``: older reports still name it.
    """

    key: Name
    name: Annotated[LocalText, texts("the theme's name")]
    valid_from: Day
    valid_to: Day | None = None

    def stands_on(self, day: date) -> bool:
        """Tell whether a conversation may be marked with it on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Adviser(Facts):
    """The municipality's borgerrådgiver, and whether they stand outside the administration.

    Only kind ``65e`` is called independent. With kind ``none`` no adviser is named anywhere.
    """

    kind: Annotated[AdviserKind, Field(description="one of 65e, in_administration, none")]
    name: Line | None = None
    phone: Phone | None = None
    address: Address | None = None
    website: Url | None = None
    themes: Annotated[tuple[Theme, ...], Field(alias="theme", strict=False)] = ()

    @model_validator(mode="after")
    def _themes_once(self) -> Self:
        refuse_repeats("theme", "key", [theme.key for theme in self.themes])
        return self

    @model_validator(mode="after")
    def _named_or_not(self) -> Self:
        for key in ("name", "phone", "address"):
            given = getattr(self, key) is not None
            if self.kind == "none" and given:
                raise wrong("is given, but adviser.kind is “none”; leave it out", key)
            if self.kind != "none" and not given:
                raise wrong(f"is missing; it must be given when kind is “{self.kind}”", key)
        return self


class Dukh(Facts):
    """The state's impartial advice on disability cases."""

    phone: Phone
    website: Url


class Interpreter(Facts):
    """How to get an interpreter, of spoken Danish or of sign language."""

    text: Annotated[LocalText, texts("how to get an interpreter")]
    phone: Number


class Offer(Facts):
    """Help one can get without applying, with who keeps the text and by when it is read again."""

    name: Annotated[LocalText, texts("the offer's name")]
    description: Annotated[LocalText, texts("what one gets")]
    phone: Number | None = None
    url: Url | None = None
    owner: Line
    review_by: Day

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.phone is None and self.url is None:
            raise wrong("is missing; an offer must have a phone or a url", "phone")
        return self
