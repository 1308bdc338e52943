"""What is known of the municipality, and what each value may be.

A field's ``description`` says what is allowed: it is the second half of the sentence that a bad
value is answered with (see ``file.py``).
"""

import re
from datetime import date
from types import SimpleNamespace
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from portal.municipality.colours import TEXT, contrast

LANGUAGES = ("da", "en", "ar")

AdviserKind = Literal["65e", "in_administration", "none"]
Unit = Literal["working_days", "days", "weeks", "months"]

_CONTRAST = 7.0
_GROUNDS = ("#ffffff", "#faf6ee")


class _Facts(BaseModel):
    """Part of the file: nothing changes after the start, nothing unknown is let through."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class LocalText(_Facts):
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


def _shaped(pattern: re.Pattern[str]) -> AfterValidator:
    """Return a check that the whole text has a shape."""

    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise PydanticCustomError("shape", "shape")
        return value

    return AfterValidator(check)


def _texts(what: str) -> Any:
    return Field(description=f"{what}: one text, or one for each of {', '.join(LANGUAGES)}")


Line = Annotated[str, Field(min_length=1, description="a text")]
Number = Annotated[str, _shaped(_PHONE), Field(description="a phone number such as “99 99 99 99”")]
Url = Annotated[
    str, _shaped(_LINK), Field(description="an address that begins with https:// or http://")
]
Colour = Annotated[str, _shaped(_COLOUR), Field(description="a colour such as “#0f4c5c”")]
Name = Annotated[
    str,
    _shaped(re.compile(r"[a-z][a-z0-9_]{0,39}")),
    Field(description="small letters a-z, digits and _, beginning with a letter"),
]
SourceName = Annotated[
    str,
    _shaped(re.compile(r"(?!sagsvej$)[a-z][a-z0-9-]{0,39}")),
    Field(
        description="small letters a-z, digits and -, beginning with a letter, "
        "and not “sagsvej”: what is done at the portal stands under that name"
    ),
]
Email = Annotated[
    str,
    _shaped(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
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
    _shaped(_MONTH_AND_DAY),
    Field(description="month and day such as “12-24”"),
]
DurationUnit = Annotated[Unit, Field(description="one of working_days, days, weeks, months")]


class Phone(_Facts):
    """A phone and when it is answered."""

    number: Number
    hours: Annotated[LocalText, _texts("the hours it is answered")]


class Address(_Facts):
    """A street address."""

    name: Line | None = None
    street: Line
    postcode: Annotated[
        str, _shaped(re.compile(r"[0-9]{4}")), Field(description="four digits in quotation marks")
    ]
    town: Line


class Theme(_Facts):
    """What a conversation with the adviser can be about; the report counts them.

    A theme that is no longer used gets a ``valid_to``: older reports still name it.
    """

    key: Name
    name: Annotated[LocalText, _texts("the theme's name")]
    valid_from: Day
    valid_to: Day | None = None

    def stands_on(self, day: date) -> bool:
        """Tell whether a conversation may be marked with it on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Adviser(_Facts):
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
        _refuse_repeats("theme", "key", [theme.key for theme in self.themes])
        return self

    @model_validator(mode="after")
    def _named_or_not(self) -> Self:
        for key in ("name", "phone", "address"):
            given = getattr(self, key) is not None
            if self.kind == "none" and given:
                raise _wrong("is given, but adviser.kind is “none”; leave it out", key)
            if self.kind != "none" and not given:
                raise _wrong(f"is missing; it must be given when kind is “{self.kind}”", key)
        return self


class Dukh(_Facts):
    """The state's impartial advice on disability cases."""

    phone: Phone
    website: Url


class Interpreter(_Facts):
    """How to get an interpreter, of spoken Danish or of sign language."""

    text: Annotated[LocalText, _texts("how to get an interpreter")]
    phone: Number


class DataProtection(_Facts):
    """Whom to ask about one's personal data."""

    name: Line
    phone: Number
    email: Email


class Security(_Facts):
    """Whom to tell about a hole in the portal, as ``/.well-known/security.txt`` says it."""

    contact: Annotated[
        str,
        _shaped(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https://[^\s/]+(/\S*)?")),
        Field(description="an e-mail address, or an address that begins with https://"),
    ]
    policy: Url | None = None


StaffRole = Literal[
    "caseworker",
    "coordinator",
    "leader",
    "adviser",
    "council",
    "editor",
    "administrator",
    "data_protection",
]


class DirectoryGroup(_Facts):
    """What it means here to be in a group of the municipality's directory.

    ``group`` is what the directory sends, often an id. ``unit`` is the part of the municipality
    its members belong to; without it, it is what the directory says.
    """

    group: Line
    role: Annotated[StaffRole, Field(description=f"one of {', '.join(StaffRole.__args__)}")]
    unit: Line | None = None


class DigitalFuldmagt(_Facts):
    """What the privileges are called that the municipality has made in NemLog-in.

    Each is what somebody may do for whoever gave it: see where a case is, read its letters, send
    and answer.
    """

    see_status: Line | None = None
    read_letters: Line | None = None
    act: Line | None = None


class Retention(_Facts):
    """How long things stay here, from a day on. The originals lie in the case system."""

    valid_from: Day
    case_months: Annotated[
        int, Field(ge=3, le=120, description="a whole number of months from 3 to 120")
    ] = 12
    look_months: Annotated[
        int, Field(ge=6, le=120, description="a whole number of months from 6 to 120")
    ] = 24
    draft_days: Count = 90
    kept_form_days: Count = 14
    invitation_days: Count = 30
    sent_days: Count = 30
    set_aside_days: Count = 180
    word_months: Annotated[
        int, Field(ge=1, le=24, description="a whole number of months from 1 to 24")
    ] = 3
    passed_word_months: Annotated[
        int, Field(ge=1, le=120, description="a whole number of months from 1 to 120")
    ] = 24


class PublishedDeadline(_Facts):
    """A deadline the council has set and published for an area, from a date on.

    ``amount`` counts in ``unit``, from the day the application was received or was complete, to
    the day the decision was made or was sent. ``source`` says where it is published.
    """

    valid_from: Day
    amount: Count
    unit: DurationUnit
    counts_from: Annotated[
        Literal["received", "complete"], Field(description="one of received, complete")
    ]
    counts_to: Annotated[Literal["decided", "sent"], Field(description="one of decided, sent")]
    source: Annotated[LocalText, _texts("where the deadline is published")]


class UsualTime(_Facts):
    """How long cases of an area usually take: a range, never an end date."""

    low: Count
    high: Count
    unit: DurationUnit
    rests_on: Annotated[LocalText, _texts("what the figures rest on")]
    period_from: Day
    period_to: Day

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise _wrong(f"is {self.low}; it must not be more than high", "low")
        if self.period_from > self.period_to:
            raise _wrong("must not be later than period_to", "period_from")
        return self


class Area(_Facts):
    """A kind of help the municipality decides on, as its cases name it."""

    key: Name
    name: Annotated[LocalText, _texts("the area's name")]
    deadlines: Annotated[tuple[PublishedDeadline, ...], Field(alias="deadline", strict=False)] = ()
    usual: UsualTime | None = None

    @model_validator(mode="after")
    def _one_deadline_a_day(self) -> Self:
        _refuse_repeats("deadline", "valid_from", [d.valid_from for d in self.deadlines])
        return self

    def deadline_on(self, day: date) -> PublishedDeadline | None:
        """Return the deadline that stood on ``day``; None when none was published yet."""
        standing = [deadline for deadline in self.deadlines if deadline.valid_from <= day]
        return max(standing, key=lambda deadline: deadline.valid_from, default=None)


class Source(_Facts):
    """A case system that reports what happens. Its token comes from the environment.

    With ``base_url`` the portal also pulls from it. Events from before ``go_live`` are history.
    """

    name: SourceName
    title: Line
    base_url: Url | None = None
    go_live: Day
    silent_after_hours: Count
    pull_every_seconds: Annotated[
        int, Field(ge=1, le=86400, description="a whole number from 1 to 86400")
    ]


class Team(_Facts):
    """A part of the municipality that has cases, by the name the case systems use.

    ``email`` is where it hears that something waits; never what.
    """

    name: Line
    phone: Number | None = None
    email: Email | None = None


class Desk(_Facts):
    """What the municipality has promised of its own answers, in working days or days.

    ``update_every_days`` is how long a citizen goes without a word when nothing else is
    agreed; ``talk_within`` how long a refusal waits for its talk at most.
    """

    first_word_within: Count = 5
    update_every_days: Count = 28
    reply_within: Count = 5
    call_back_within: Count = 2
    urgent_within: Count = 1
    talk_within: Count = 5


class Council(_Facts):
    """What the municipality has promised the handicap council.

    ``answer_within`` is how many working days a comment waits for its answer at most.
    ``explanations_wait`` is whether a changed explanation waits until it has been discussed; law,
    deadlines, contact facts and errors never wait.
    ``chairs`` is the unit of its members who enter what was recommended, as the directory group
    says it; left out, every member may, and who did is written down.
    ``known_words`` are words that are spelt right here and stand in no dictionary.
    """

    answer_within: Count = 20
    explanations_wait: Annotated[bool, Field(description="true or false")] = False
    chairs: Line | None = None
    known_words: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class Offer(_Facts):
    """Help one can get without applying, with who keeps the text and by when it is read again."""

    name: Annotated[LocalText, _texts("the offer's name")]
    description: Annotated[LocalText, _texts("what one gets")]
    phone: Number | None = None
    url: Url | None = None
    owner: Line
    review_by: Day

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.phone is None and self.url is None:
            raise _wrong("is missing; an offer must have a phone or a url", "phone")
        return self


class Look(_Facts):
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


class Municipality(_Facts):
    """The whole file."""

    name: Line
    cvr: Annotated[
        str, _shaped(re.compile(r"[0-9]{8}")), Field(description="eight digits in quotation marks")
    ]
    title: Annotated[LocalText, _texts("the portal's title")]
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
        _refuse_repeats("retention", "valid_from", [one.valid_from for one in self.retention])
        _refuse_repeats("area", "key", [area.key for area in self.areas])
        _refuse_repeats("source", "name", [source.name for source in self.sources])
        _refuse_repeats("team", "name", [team.name for team in self.teams])
        _refuse_repeats("directory_group", "group", [one.group for one in self.groups])
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


def in_language(facts: _Facts, language: str) -> Any:
    """Return the same facts with each text in one language, for a template to read."""

    def plain(value: Any) -> Any:
        if isinstance(value, LocalText):
            return value.in_language(language)
        if isinstance(value, BaseModel):
            return SimpleNamespace(**{key: plain(part) for key, part in value})
        return tuple(plain(part) for part in value) if isinstance(value, tuple) else value

    return plain(facts)


def _wrong(what: str, *at: str | int) -> PydanticCustomError:
    """Return an error that took more than one key to see; ``at`` is the key it is told about."""
    return PydanticCustomError("fact", "{what}", {"what": what, "at": at})


def _refuse_faint(key: str, colour: str, ground: str, ratio: float) -> None:
    if ratio < _CONTRAST:
        shown = int(ratio * 10) / 10  # cut, not rounded: 6.99 must not be told as 7.0
        raise _wrong(
            f"is “{colour}”; its contrast {ground} is {shown}:1 and must be at least 7:1", key
        )


def _refuse_repeats(table: str, key: str, values: list[Any]) -> None:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise _wrong(f"is {shown(value)} a second time; each must differ", table, place, key)


def shown(value: Any) -> str:
    """Return a value as whoever wrote the file knows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return f"“{value}”"
