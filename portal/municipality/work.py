"""How the municipality works: areas with their deadlines, case systems, teams, what it promises."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from portal.municipality.values import (
    Count,
    Day,
    DurationUnit,
    Email,
    Facts,
    Line,
    LocalText,
    Name,
    Number,
    SourceName,
    Url,
    refuse_repeats,
    texts,
    wrong,
)


class PublishedDeadline(Facts):
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
    source: Annotated[LocalText, texts("where the deadline is published")]


class UsualTime(Facts):
    """How long cases of an area usually take: a range, never an end date."""

    low: Count
    high: Count
    unit: DurationUnit
    rests_on: Annotated[LocalText, texts("what the figures rest on")]
    period_from: Day
    period_to: Day

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise wrong(f"is {self.low}; it must not be more than high", "low")
        if self.period_from > self.period_to:
            raise wrong("must not be later than period_to", "period_from")
        return self


class Area(Facts):
    """A kind of help the municipality decides on, as its cases name it."""

    key: Name
    name: Annotated[LocalText, texts("the area's name")]
    deadlines: Annotated[tuple[PublishedDeadline, ...], Field(alias="deadline", strict=False)] = ()
    usual: UsualTime | None = None

    @model_validator(mode="after")
    def _one_deadline_a_day(self) -> Self:
        refuse_repeats("deadline", "valid_from", [d.valid_from for d in self.deadlines])
        return self

    def deadline_on(self, day: date) -> PublishedDeadline | None:
        """Return the deadline that stood on ``day``; None when none was published yet."""
        standing = [deadline for deadline in self.deadlines if deadline.valid_from <= day]
        return max(standing, key=lambda deadline: deadline.valid_from, default=None)


class Source(Facts):
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


class Team(Facts):
    """A part of the municipality that has cases, by the name the case systems use.

    ``email`` is where it hears that something waits; never what.
    """

    name: Line
    phone: Number | None = None
    email: Email | None = None


class Desk(Facts):
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


class Council(Facts):
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
