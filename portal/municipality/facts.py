"""Everything that is known of the municipality: the whole file."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.municipality.help import Address, Adviser, Dukh, Interpreter, Offer, Phone
from portal.municipality.look import Look
from portal.municipality.protection import (
    DataProtection,
    DigitalFuldmagt,
    DirectoryGroup,
    Retention,
    Security,
)
from portal.municipality.values import (
    Day,
    Facts,
    Line,
    LocalText,
    Url,
    YearlyDay,
    refuse_repeats,
    shaped,
    texts,
)
from portal.municipality.work import Area, Council, Desk, Source, Team


class Municipality(Facts):
    """The whole file."""

    name: Line
    cvr: Annotated[
        str, shaped(re.compile(r"[0-9]{8}")), Field(description="eight digits in quotation marks")
    ]
    title: Annotated[LocalText, texts("the portal's title")]
    website: Url
    accessibility_statement_url: Url | None = None
    show_caseworker_names: Annotated[bool, Field(description="true or false")]
    closing_days: Annotated[tuple[Day, ...], Field(strict=False)] = ()
    closing_days_every_year: Annotated[tuple[YearlyDay, ...], Field(strict=False)] = ()
    phone: Phone
    visit: Address
    post: Address
    adviser: Adviser
    dukh: Dukh
    interpreter: Interpreter
    data_protection: DataProtection
    security: Security | None = None
    retention: Annotated[tuple[Retention, ...], Field(strict=False)] = ()
    areas: Annotated[tuple[Area, ...], Field(alias="area", min_length=1, strict=False)]
    sources: Annotated[tuple[Source, ...], Field(alias="source", strict=False)] = ()
    teams: Annotated[tuple[Team, ...], Field(alias="team", strict=False)] = ()
    groups: Annotated[tuple[DirectoryGroup, ...], Field(alias="directory_group", strict=False)] = ()
    digital_fuldmagt: Annotated[DigitalFuldmagt, Field(default_factory=DigitalFuldmagt)]
    desk: Annotated[Desk, Field(default_factory=Desk)]
    council: Annotated[Council, Field(default_factory=Council)]
    offers: Annotated[tuple[Offer, ...], Field(alias="offer", strict=False)] = ()
    look: Annotated[Look, Field(default_factory=Look)]

    @model_validator(mode="after")
    def _no_repeats(self) -> Self:
        refuse_repeats("retention", "valid_from", [one.valid_from for one in self.retention])
        refuse_repeats("area", "key", [area.key for area in self.areas])
        refuse_repeats("source", "name", [source.name for source in self.sources])
        refuse_repeats("team", "name", [team.name for team in self.teams])
        refuse_repeats("directory_group", "group", [one.group for one in self.groups])
        return self

    def area(self, key: str) -> Area | None:
        """Return the area a case names; None when the file does not know it."""
        return next((area for area in self.areas if area.key == key), None)

    def source(self, name: str) -> Source | None:
        """Return the case system of that name; None when the file does not know it."""
        return next((source for source in self.sources if source.name == name), None)

    def team(self, name: str | None) -> Team | None:
        """Return the part of the municipality of that name; None when the file has it not."""
        return next((team for team in self.teams if team.name == name), None)

    def retention_on(self, day: date) -> Retention:
        """Return how long things stay by what stood on ``day``; the usual when nothing did."""
        standing = [one for one in self.retention if one.valid_from <= day]
        usual = Retention(valid_from=date.min)
        return max(standing, key=lambda one: one.valid_from, default=usual)

    def is_closed(self, day: date) -> bool:
        """Return whether the office is closed on ``day``, apart from weekends and holidays."""
        return day in self.closing_days or f"{day:%m-%d}" in self.closing_days_every_year
