"""Hearing, decision, letters, and the way of a complaint."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.core import vocabulary as v
from portal.sources.fields import Day, Moment, Reference
from portal.sources.payloads.base import Data, in_order


class HearingOpened(Data):
    """The citizen is asked to comment."""

    hearing: Reference = Field(description="The hearing's own reference.", examples=["h-1"])
    due_on: Day | None = Field(None, description="The last day to answer.", examples=["2026-05-04"])
    letter: Reference | None = Field(
        None, description="The letter with what is heard about.", examples=["b-5"]
    )


class HearingExtended(Data):
    """The citizen has more time."""

    hearing: Reference = Field(description="The hearing.", examples=["h-1"])
    due_on: Day = Field(description="The new last day to answer.", examples=["2026-05-11"])


class HearingAnswered(Data):
    """The citizen answered."""

    hearing: Reference = Field(description="The hearing.", examples=["h-1"])
    on: Day = Field(description="The day the answer came.", examples=["2026-05-08"])


class HearingNotNeeded(Data):
    """The step is gone round, and why."""

    reason: v.HearingNotNeeded = Field(description="Why.", examples=["nothing_against"])


class DecisionMade(Data):
    """A decision exists. Not shown before it is released or its letter is available."""

    decision: Reference = Field(description="The decision's own reference.", examples=["d-1"])
    outcome: v.Outcome = Field(description="What was decided.", examples=["partly"])
    effective_from: Day | None = Field(
        None, description="The first day it applies.", examples=["2026-06-01"]
    )


class DecisionReleased(Data):
    """The citizen may see the decision."""

    decision: Reference = Field(
        description="The decision; for what came of a complaint, the complaint.",
        examples=["d-1"],
    )


class LetterSent(Data):
    """A letter was sent."""

    letter: Reference = Field(description="The letter's own reference.", examples=["b-6"])
    kind: v.LetterKind = Field(description="What the letter is about.", examples=["decision"])
    channel: v.Channel = Field(description="How it was sent.", examples=["digital_post"])
    decision: Reference | None = Field(
        None, description="The decision or complaint it is about.", examples=["d-1"]
    )


class LetterAvailable(LetterSent):
    """A letter reached the citizen. This starts the time to complain."""

    available_at: Moment = Field(
        description="When it lay in the citizen's post box, or was delivered on paper.",
        examples=["2026-05-20T08:15:00+02:00"],
    )
    complain_by: Day | None = Field(
        None,
        description="The last day to complain as the letter itself says it. It wins over ours.",
        examples=["2026-06-17"],
    )

    @model_validator(mode="after")
    def _period(self) -> Self:
        in_order(self.available_at.date(), self.complain_by, "complain_by", "available_at")
        return self


ComplaintReference = Annotated[
    Reference, Field(description="The complaint's own reference.", examples=["k-1"])
]


class ComplaintReceived(Data):
    """The citizen complains over a decision."""

    complaint: ComplaintReference
    received_on: Day = Field(
        description="The day it arrived. Four weeks to look again count from it.",
        examples=["2026-06-10"],
    )
    decision: Reference | None = Field(
        None, description="The decision complained over.", examples=["d-1"]
    )


class ComplaintReassessed(Data):
    """The municipality has looked again. Held like a decision."""

    complaint: ComplaintReference
    outcome: v.Reassessment = Field(description="What it said.", examples=["upheld"])


class ComplaintForwarded(Data):
    """The complaint is with Ankestyrelsen."""

    complaint: ComplaintReference
    on: Day = Field(description="The day it was sent on.", examples=["2026-07-06"])


class ComplaintDecided(Data):
    """Ankestyrelsen has decided. Held like a decision."""

    complaint: ComplaintReference
    outcome: v.AppealOutcome = Field(
        description="Upheld, changed, or sent back: a new round begins.", examples=["sent_back"]
    )
