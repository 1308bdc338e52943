"""The municipality's own look."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.municipality.colours import TEXT, contrast
from portal.municipality.values import Colour, Facts, wrong

_CONTRAST = 7.0
_GROUNDS = ("#ffffff", "#faf6ee")


class Look(Facts):
    """The municipality's own colours, for the light appearance, and its logo."""

    link: Colour = "#0f4c5c"
    tint: Colour = "#e3eef0"
    logo: Annotated[
        str | None,
        Field(
            pattern=r"^[\w\-]+\.(svg|png)$", description="the name of an .svg or .png in static/"
        ),
    ] = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for ground in (*_GROUNDS, self.tint):
            _refuse_faint("link", self.link, f"on {ground}", contrast(self.link, ground))
        _refuse_faint("tint", self.tint, f"under text {TEXT}", contrast(TEXT, self.tint))
        return self


def _refuse_faint(key: str, colour: str, ground: str, ratio: float) -> None:
    if ratio < _CONTRAST:
        shown = int(ratio * 10) / 10  # cut, not rounded: 6.99 must not be told as 7.0
        raise wrong(
            f"is “{colour}”; its contrast {ground} is {shown}:1 and must be at least 7:1", key
        )
