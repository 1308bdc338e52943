"""Corrections and withdrawals of earlier events."""

from typing import Any

from pydantic import Field

from portal.core import vocabulary as v
from portal.sources.fields import EventId
from portal.sources.payloads.base import Data


class EventCorrected(Data):
    """An earlier event said something wrong; `data` is what it should have said.

    The newest correction of an event wins. The event keeps its own time.
    """

    event: EventId = Field(description="The id of the event corrected.", examples=["e-007"])
    type: v.EventType = Field(
        description="The type of the event corrected: `data` is read as that type's. A "
        "correction of an event of another type changes nothing.",
        examples=["sagsvej.waiting.started"],
    )
    data: dict[str, Any] = Field(
        description="The whole payload as it should have been, not only what changed.",
        examples=[
            {"waiting": "v-1", "on": "doctor", "item": "medical_statement", "since": "2026-03-10"}
        ],
    )


class EventWithdrawn(Data):
    """An earlier event should not have been there. Its content disappears."""

    event: EventId = Field(description="The id of the event withdrawn.", examples=["e-009"])
    reason: v.WithdrawalReason = Field(
        v.WithdrawalReason.OTHER, description="Why.", examples=["wrong_case"]
    )
