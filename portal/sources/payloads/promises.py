"""Promises, contacts and deadlines."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from portal.core import vocabulary as v
from portal.sources.fields import Day, Name, Note, Reference
from portal.sources.payloads.base import Data


class ContactPromised(Data):
    """A date was promised. The same promise again, with a reason, moves it."""

    promise: Reference = Field(description="The promise's own reference.", examples=["l-1"])
    what: v.Promised = Field(description="What was promised.", examples=["call"])
    by: Day = Field(description="The last day that keeps the promise.", examples=["2026-03-27"])
    owner: Name | None = Field(None, description="Who promised it.", examples=["Karen Eksempel"])
    owner_unit: Name | None = Field(
        None, description="Their part of the municipality.", examples=["Handicapteamet"]
    )
    channel: v.Channel | None = Field(
        None, description="How the promise was made.", examples=["phone"]
    )
    reason: v.ExtensionReason | None = Field(
        None, description="Why the date was moved.", examples=["waiting_for_papers"]
    )
    note: Note | None = Field(
        None,
        description="What was promised, word for word as the citizen was told. Must be there "
        "when `what` is `other`.",
        examples=["Jeg spørger lægen, om journalen kan komme før jul."],
    )
    citizen_words: Note | None = Field(
        None,
        description="The citizen's own words of what was agreed. They stand beside ours.",
        examples=["Karen sagde, at hun skynder på lægen."],
    )
    party: Reference | None = Field(
        None,
        description="Whose words `citizen_words` are: nobody else in the case is shown them. "
        "Without it they are shown to the person the case is about.",
        examples=["p-1"],
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.what is v.Promised.OTHER and self.note is None:
            raise PydanticCustomError(
                "missing", "Must be there when what is other.", {"field": "note"}
            )
        return self


class ContactMade(Data):
    """The municipality got in touch."""

    channel: v.Channel = Field(description="How.", examples=["phone"])
    promise: Reference | None = Field(None, description="The promise it keeps.", examples=["l-1"])


class DeadlineSet(Data):
    """A deadline for the municipality's answer."""

    kind: v.DeadlineKind = Field(
        description="Published by the council, set by law, or this case's own.",
        examples=["published"],
    )
    due_on: Day = Field(description="The last day that keeps it.", examples=["2026-05-11"])
    counts_from: v.CountsFrom | None = Field(
        None,
        description="What it counts from: the case was received, or everything was there.",
        examples=["received"],
    )
    counts_to: v.CountsTo | None = Field(
        None,
        description="What ends it: the decision was made, or its letter was sent.",
        examples=["sent"],
    )


class DeadlineExtended(Data):
    """The only event that moves a deadline."""

    due_on: Day = Field(description="The new last day.", examples=["2026-06-08"])
    reason: v.ExtensionReason = Field(description="Why.", examples=["waiting_for_specialist"])
    letter: Reference | None = Field(
        None, description="The letter that told the citizen.", examples=["b-4"]
    )
