"""The case-status contract: what a case system may say, and in which form.

One model per event type (``portal/sources/payloads``), all of them CloudEvents 1.0 in JSON.
The models are the contract: ``openapi.py`` writes the OpenAPI document from them, and
everything that arrives, pulled, pushed or read from a file, is read by :func:`read_event`.

Unknown fields in ``data`` are refused, so that a reason for a change of caseworker,
or a second identifier, cannot slip in. Unknown attributes of the envelope are not read
and not kept, as CloudEvents asks. Unknown *types* are kept and shown neutrally: what a
case system says today must not be lost because this portal is older than it.

``null`` says the same as leaving a field out. The rules across several fields are few:

* a review says what it is about, and only a review does (``review_reason``);
* ``complete_on`` goes with ``complete: true``;
* a period does not end before it begins, an answer is not due before the question;
* a letter's last day to complain is not before the day it was available.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from portal.core import vocabulary as v
from portal.sources.fields import (
    EventId,
    Moment,
    Reference,
    TypeName,
    refuse_in_values,
)
from portal.sources.payloads import PAYLOADS, Data
from portal.sources.payloads.revisions import EventCorrected
from portal.sources.payloads.rulings import LetterAvailable
from portal.sources.problems import Problem, problems

__all__ = ["ENVELOPE", "PAYLOADS", "Data", "Envelope", "Problem", "problems", "read_event"]

MAX_AHEAD = timedelta(hours=24)
"""How far ahead of now an event may say that it happened: clocks differ, days do not."""

CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of now a letter may be available. It shows its decision at once, so a letter
that comes tomorrow must be told tomorrow."""


_NOT_CORRECTABLE = frozenset({v.EventType.EVENT_CORRECTED, v.EventType.EVENT_WITHDRAWN})


class Envelope(BaseModel):
    """The CloudEvents 1.0 attributes every event carries.

    ``subject`` is the case reference, ``time`` when it happened, ``recordedtime`` when
    the source wrote it down, ``sequence`` its number in the source. Further attributes
    are not read and not kept.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: Literal["1.0"] = Field(description="The version of CloudEvents.", examples=["1.0"])
    id: EventId = Field(
        description="Unique within the source. The same id with the same content changes "
        "nothing; with other content the event is set aside.",
        examples=["e-001"],
    )
    source: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$"),
        Field(
            description="The name of the source as it stands in municipality.toml.",
            examples=["demo-sager"],
        ),
    ]
    type: Annotated[
        TypeName,
        Field(description="What happened.", examples=["sagsvej.step.entered"]),
    ]
    subject: Reference = Field(
        description="The source's reference of the case. Never a CPR number.",
        examples=["SAG-2026-0042"],
    )
    time: Moment = Field(
        description="When it happened, with its offset from UTC. At most 24 hours ahead of now.",
        examples=["2026-03-02T09:30:00+01:00"],
    )
    recordedtime: Moment = Field(
        description="When the source wrote it down, with its offset from UTC.",
        examples=["2026-03-02T09:31:12+01:00"],
    )
    sequence: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9]{1,18}$"),
        Field(
            description="A whole number as text, growing in the order the source wrote. Decides "
            "the order of events with the same time.",
            examples=["1"],
        ),
    ]
    datacontenttype: Literal["application/json"] = Field(
        "application/json", description="The form of `data`.", examples=["application/json"]
    )
    data: dict[str, Any] = Field(
        default={}, description="The payload of the type.", examples=[{"step": "received"}]
    )


ENVELOPE = TypeAdapter(Envelope)


def read_event(payload: object, now: datetime | None = None) -> tuple[Envelope, Data | None]:
    """Return the envelope and its payload; the payload is None for a type from the future.

    Args:
        payload: The event as JSON reads it.
        now: An aware time. An event more than 24 hours ahead of it is refused; without
            it nothing is too far ahead.

    Raises:
        pydantic.ValidationError: A field is missing or wrong. Its title is ``Envelope``
            or the name of the payload's model, whose places count from ``data``;
            :func:`problems` says it in words.
    """
    envelope = ENVELOPE.validate_python(payload)
    if now is not None and envelope.time - now > MAX_AHEAD:
        raise _refusal("Envelope", "time", _ahead())
    data = _read_data(envelope.type, envelope.data)
    if isinstance(data, LetterAvailable) and now is not None:
        if data.available_at - now > CLOCKS_DIFFER:
            raise _refusal("LetterAvailable", "available_at", _not_yet())
    elif isinstance(data, EventCorrected):
        _check_correction(data)
    return envelope, data


def _read_data(event_type: str, data: dict[str, Any]) -> Data | None:
    model = PAYLOADS.get(cast(v.EventType, event_type))
    if model is not None:
        return model.model_validate(data)
    try:
        refuse_in_values(data)
    except PydanticCustomError as error:
        raise _refusal("Data", None, error) from None
    return None


def _check_correction(correction: EventCorrected) -> None:
    """Read what an event should have said as strictly as the event itself."""
    if correction.type in _NOT_CORRECTABLE:
        error = PydanticCustomError(
            "not_correctable", "Correct the event itself again; the newest correction wins."
        )
        raise _refusal("EventCorrected", "type", error)
    try:
        PAYLOADS[correction.type].model_validate(correction.data)
    except ValidationError as error:
        raise ValidationError.from_exception_data(
            "EventCorrected", [_below_data(item) for item in error.errors(include_url=False)]
        ) from None


def _below_data(item: Any) -> InitErrorDetails:
    """Return one error of a corrected payload, placed where it stands in the correction."""
    kind = PydanticCustomError(item["type"], item["msg"].replace("{", "{{"), item.get("ctx"))
    return InitErrorDetails(type=kind, loc=("data", *item["loc"]), input=None)


def _not_yet() -> PydanticCustomError:
    return PydanticCustomError(
        "future_time", "Must not be ahead of now: tell it when the letter is there."
    )


def _ahead() -> PydanticCustomError:
    return PydanticCustomError("future_time", "Must not be more than 24 hours ahead of now.")


def _refusal(title: str, field: str | None, error: PydanticCustomError) -> ValidationError:
    place = (field,) if field else ()
    return ValidationError.from_exception_data(
        title, [InitErrorDetails(type=error, loc=place, input=None)]
    )
