"""The case itself, and where it is."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from portal.core import vocabulary as v
from portal.sources.fields import AreaKey, Day, Flag, Line, Note, Reference
from portal.sources.payloads.base import Data, in_order


class LegalBasis(Data):
    """A law as data. Never shown in the first layer of a page."""

    law: Line = Field(description="The law's short name.", examples=["serviceloven"])
    paragraph: Line = Field(description="Where in the law.", examples=["§ 100"])
    valid_from: Day | None = Field(
        None, description="The day from which this wording applied.", examples=["2024-01-01"]
    )


class CaseOpened(Data):
    """A case exists. Everything the source leaves out is shown as unknown."""

    kind: v.CaseKind = Field(
        description="An application, a complaint, or a review the municipality started.",
        examples=["application"],
    )
    area: AreaKey = Field(
        description="What the case is about: a key of an area in municipality.toml. A key the "
        "municipality has not described is kept, and the page says less.",
        examples=["adult_extra_costs"],
    )
    received_on: Day | None = Field(
        None,
        description="The day the application or complaint arrived. The published deadline "
        "counts from it unless the municipality counts from when everything was there.",
        examples=["2026-03-02"],
    )
    review_reason: v.ReviewReason | None = Field(
        None,
        description="What a review is about. Must be there when `kind` is `review`, and only then.",
        examples=["follow_up"],
    )
    legal_basis: list[LegalBasis] = Field(
        default=[],
        max_length=20,
        description="The rules the case is decided by.",
        examples=[[{"law": "serviceloven", "paragraph": "§ 100"}]],
    )
    complete: Flag | None = Field(
        None,
        description="Is everything there that is needed to decide? Missing means not known.",
        examples=[False],
    )
    complete_on: Day | None = Field(
        None, description="The day the last of it came in.", examples=["2026-03-20"]
    )
    about_case: Reference | None = Field(
        None,
        description="The reference of the case a complaint or a review is about.",
        examples=["SAG-2025-0311"],
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.kind is v.CaseKind.REVIEW) != (self.review_reason is not None):
            raise PydanticCustomError(
                "review_reason",
                "Must be there when kind is review, and only then.",
                {"field": "review_reason"},
            )
        if self.complete_on is not None and self.complete is not True:
            raise PydanticCustomError(
                "not_complete", "Goes with complete: true only.", {"field": "complete_on"}
            )
        return self


class CaseCompleteness(Data):
    """Whether everything needed to decide is there."""

    complete: Flag = Field(
        description="True when nothing more is needed; false when something turned out to be "
        "missing after all.",
        examples=[True],
    )
    on: Day = Field(description="The day this became so.", examples=["2026-03-20"])


class CasePaused(Data):
    """Nothing happens for a while. Never moves a deadline: only `deadline.extended` does."""

    reason: v.PauseReason = Field(description="Why.", examples=["citizen_asked"])
    until: Day | None = Field(
        None, description="The day the pause is expected to end.", examples=["2026-05-01"]
    )
    note: Note | None = Field(None, examples=["Du har bedt os vente til efter din operation."])


class CaseResumed(Data):
    """The pause is over."""


class CaseClosed(Data):
    """The case has ended. Says nothing of what was decided."""

    reason: v.CloseReason = Field(description="Why it ended.", examples=["decided"])


class StepEntered(Data):
    """The case moved on to a step. Say it only when the source knows it."""

    step: v.Step = Field(description="One of the five steps.", examples=["information"])


class StepReturned(Data):
    """The case went back to an earlier step."""

    step: v.Step = Field(description="The step it is in again.", examples=["information"])
    reason: v.ReturnReason = Field(description="Why.", examples=["new_information"])
    note: Note | None = Field(None, examples=["Din læge har sendt en ny udtalelse."])


class WaitingStarted(Data):
    """The case waits for somebody."""

    waiting: Reference = Field(
        description="The wait's own reference, so that it can be ended.", examples=["v-1"]
    )
    on: v.Awaited = Field(description="Whom it waits for.", examples=["hospital"])
    item: v.Item = Field(description="What is waited for.", examples=["hospital_record"])
    since: Day = Field(description="The day the wait began.", examples=["2026-03-10"])
    due_on: Day | None = Field(
        None, description="The day an answer is expected at the latest.", examples=["2026-04-07"]
    )
    note: Note | None = Field(None, examples=["Vi har bedt om din journal fra i år."])

    @model_validator(mode="after")
    def _period(self) -> Self:
        in_order(self.since, self.due_on, "due_on", "since")
        return self


class WaitingEnded(Data):
    """The wait is over."""

    waiting: Reference = Field(description="The wait that ended.", examples=["v-1"])


class InformationRequested(Data):
    """Information was asked for."""

    request: Reference = Field(
        description="The request's own reference, so that it can be answered.", examples=["a-1"]
    )
    source: Annotated[
        v.Awaited, Field(alias="from", description="Whom it was asked of.", examples=["citizen"])
    ]
    item: v.Item = Field(description="What was asked for.", examples=["receipts"])
    why: v.Why | None = Field(
        None, description="Why it is needed. The page explains it.", examples=["count_costs"]
    )
    due_on: Day | None = Field(
        None, description="The last day to send it.", examples=["2026-03-24"]
    )
    note: Note | None = Field(None, examples=["Send kvitteringer for de sidste tre måneder."])


class InformationReceived(Data):
    """Information came in."""

    source: Annotated[
        v.Awaited, Field(alias="from", description="Whom it came from.", examples=["citizen"])
    ]
    item: v.Item = Field(description="What came.", examples=["receipts"])
    request: Reference | None = Field(
        None,
        description="The request it answers. Missing: the oldest open one for the same thing "
        "from the same party.",
        examples=["a-1"],
    )


class ActivityNoted(Data):
    """Something was done that is none of the others."""

    note: Note | None = Field(None, examples=["Vi har talt med din kommune om dine hjælpemidler."])
