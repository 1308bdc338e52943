"""What every payload is made of."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Data(BaseModel):
    """The payload of an event."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def in_order(first: date | None, then: date | None, field: str, after: str) -> None:
    """Refuse a period that ends before it begins, at ``field``; ``after`` is its beginning."""
    if first is not None and then is not None and then < first:
        raise PydanticCustomError(
            "dates_reversed", f"Must not be before {after}.", {"field": field}
        )
