"""Any sequence of events the contract allows, also ones whose references match nothing."""

import types
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, ValidationError

from portal.core.events import CaseEvent
from portal.core.vocabulary import EventType
from portal.sources.contract import PAYLOADS, Data
from tests.building import ANNA, BO, SOURCE, case_event

REFERENCES = ("a", "b")
DAYS = tuple(f"2026-0{month}-{day:02}" for month in (3, 4, 5) for day in (1, 15))
MOMENTS = tuple(f"{day}T{hour}:00:00+02:00" for day in DAYS for hour in ("09",))
IDS = tuple(f"e-{number}" for number in range(14))
TEXTS = {
    "identifier": (ANNA, BO),
    "language": ("da", "ar"),
    "phone": ("79 75 50 00",),
    "area": ("adult_extra_costs", "no_such_area"),
    "name": ("Karen", "Ole"),
    "owner": ("Karen", "Ole"),
    "unit": ("Teamet", "Huset"),
    "event": IDS,
}


def payloads(model: type[Data]) -> st.SearchStrategy[dict[str, Any]]:
    """Return payloads of a model: what must be there, and any of what may."""
    must, may = {}, {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        values = _values(key, field.annotation)
        (must if field.is_required() else may)[key] = values
    return st.fixed_dictionaries(must, optional=may).filter(lambda data: _valid(model, data))


def _valid(model: type[Data], data: dict[str, Any]) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def _values(key: str, annotation: Any) -> st.SearchStrategy[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        return st.one_of(_values(key, inner) for inner in get_args(annotation))
    if get_origin(annotation) is list:
        return st.lists(_values(key, get_args(annotation)[0]), max_size=2)
    if hasattr(annotation, "__metadata__"):
        return _values(key, get_args(annotation)[0])
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from([str(code) for code in annotation])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return payloads(annotation)  # type: ignore[arg-type]
    return {
        bool: st.booleans(),
        int: st.integers(0, 400),
        date: st.sampled_from(DAYS),
        AwareDatetime: st.sampled_from(MOMENTS),
        str: st.sampled_from(TEXTS.get(key, REFERENCES)),
    }[annotation]


@st.composite
def corrections(draw: st.DrawFn) -> dict[str, Any]:
    """A correction: the type it names may be another one than the event's."""
    kind = draw(st.sampled_from(sorted(_CORRECTABLE)))
    return {
        "event": draw(st.sampled_from(IDS)),
        "type": str(kind),
        "data": draw(payloads(PAYLOADS[kind])),
    }


_CORRECTABLE = frozenset(PAYLOADS) - {EventType.EVENT_CORRECTED, EventType.EVENT_WITHDRAWN}
_ONE = {kind: payloads(PAYLOADS[kind]) for kind in _CORRECTABLE}
_ONE[EventType.EVENT_CORRECTED] = corrections()
_ONE[EventType.EVENT_WITHDRAWN] = payloads(PAYLOADS[EventType.EVENT_WITHDRAWN])
# What a hearing, a decision or a complaint may do is where the traps are.
RULINGS = [kind for kind in EventType if kind.split(".")[1] in ("decision", "complaint", "letter")]


@st.composite
def event_payloads(
    draw: st.DrawFn, unknown: bool = False, only: Sequence[EventType] = tuple(EventType)
) -> list[dict[str, Any]]:
    """Between none and fourteen events of one case, many at the same time."""
    told = draw(st.lists(st.sampled_from(only), max_size=len(IDS)))
    found = []
    for id_, kind in zip(IDS, told, strict=False):
        other = unknown and draw(st.booleans())
        moment = draw(st.sampled_from(MOMENTS))
        found.append(
            {
                "specversion": "1.0",
                "id": id_,
                "source": SOURCE,
                "type": "sagsvej.something.new" if other else str(kind),
                "subject": "S-1",
                "time": moment,
                "recordedtime": moment,
                "sequence": str(draw(st.integers(1, 3))),
                "data": {"step": "decision"} if other else draw(_ONE[kind]),
            }
        )
    return found


def any_events(
    unknown: bool = False, only: Sequence[EventType] = tuple(EventType)
) -> st.SearchStrategy[list[CaseEvent]]:
    """Return events as the store would hand them out."""
    return event_payloads(unknown, only).map(lambda told: [case_event(one) for one in told])
