"""What is said at the portal itself.

The portal writes these when a caseworker posts or a citizen acts. A case system may write them
too, when they happened there.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from portal.core import vocabulary as v
from portal.sources.fields import Day, Flag, Name, Note, Reference
from portal.sources.payloads.base import Data

MessageReference = Annotated[
    Reference, Field(description="The message's own reference.", examples=["m-1"])
]


class UpdatePosted(Data):
    """A caseworker told how things stand. Never moves a step."""

    update: Reference = Field(description="The update's own reference.", examples=["o-1"])
    kind: v.UpdateKind = Field(
        description="News; we do not know yet and are looking into it; or nothing new.",
        examples=["news"],
    )
    note: Note = Field(examples=["Vi har fået journalen. Jeg læser den i denne uge."])
    by: Name | None = Field(None, description="Who wrote it.", examples=["Karen Eksempel"])
    unit: Name | None = Field(
        None, description="Their part of the municipality.", examples=["Handicapteamet"]
    )
    answers: Reference | None = Field(
        None, description="The citizen's message it answers.", examples=["m-1"]
    )


class PromiseDisputed(Data):
    """The citizen remembers an agreement in another way. Stands beside ours."""

    promise: Reference = Field(description="The promise it is about.", examples=["l-1"])
    note: Note = Field(
        description="The citizen's own words.", examples=["Du sagde, at det ville ske før jul."]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class MessageReceived(Data):
    """The citizen sent something. The words and files are kept apart, never in the event."""

    message: MessageReference
    kind: v.MessageKind = Field(description="What it is.", examples=["question"])
    files: int = Field(0, ge=0, le=50, description="How many files came along.", examples=[0])
    promise: Reference | None = Field(
        None, description="The reply that was promised.", examples=["l-7"]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class MessageAnswered(Data):
    """What became of what the citizen sent, and what it changed."""

    message: MessageReference
    note: Note | None = Field(
        None, examples=["Vi har skrevet dine ord ind i sagen og spurgt lægen igen."]
    )


class TalkNoted(Data):
    """The talk before a decision letter: held, declined, or tried."""

    decision: Reference = Field(description="The decision it is about.", examples=["d-1"])
    result: v.TalkResult = Field(description="What came of it.", examples=["held"])
    on: Day = Field(description="The day.", examples=["2026-05-18"])


class ContactAgreed(Data):
    """How the citizen wants to hear from us. The newest one stands whole."""

    way: v.ContactWay = Field(description="How.", examples=["phone"])
    every_days: int | None = Field(
        None, ge=1, le=365, description="At least every so many days.", examples=[14]
    )
    time_of_day: v.TimeOfDay = Field(
        v.TimeOfDay.ANY, description="When on the day to call.", examples=["morning"]
    )
    less_contact: Flag = Field(
        False, description="Only decisions, deadlines and answers to questions.", examples=[False]
    )
    phone_first: Flag = Field(False, description="Call before a letter comes.", examples=[True])
    no_phone: Flag = Field(
        False, description="Cannot use a phone: nobody waits for a call.", examples=[False]
    )
    copy_to: Reference | None = Field(
        None, description="A party who gets the same notices.", examples=["p-2"]
    )
    interpreter: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = Field(
        None, description="The language of an interpreter.", examples=["ar"]
    )
    large_print: Flag = Field(False, description="Letters in large print.", examples=[False])
    easy_read: Flag = Field(False, description="Letters in easy Danish.", examples=[False])
    note: Note | None = Field(None, examples=["Ring ikke om onsdagen."])
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class HandoverChosen(Data):
    """What the citizen chose when the caseworker changed."""

    reading: v.HandoverReading = Field(
        description="Shall the new one read the file first?", examples=["read_first"]
    )
    wait: v.HandoverWait = Field(
        description="Wait for the new one, or have a stand-in?", examples=["wait"]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])
