"""What of a case is about one person, for the copy they may ask for of what is held on them.

Others in the case have the same right: what is about them is left out, and it is said how much.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.vocabulary import EventType, MessageKind

_RULINGS = (
    EventType.DECISION_MADE,
    EventType.COMPLAINT_REASSESSED,
    EventType.COMPLAINT_DECIDED,
)
_REFERENCES = ("message", "promise", "answers")


@dataclass(frozen=True, slots=True)
class Told:
    """The events about somebody, in order, and how many were left out as about others."""

    events: tuple[CaseEvent, ...]
    left_out: int


def about(events: Iterable[CaseEvent], state: CaseState, own: Set[str], *, concerned: bool) -> Told:
    """Return the events of a case that are about one person.

    Args:
        events: All of the case, in order.
        state: What they say.
        own: The person's references in the case.
        concerned: The case is about this person. Of somebody else's case a relative or parent
            gets what is about themselves.
    """
    every = list(events)
    theirs = _of_others(every, own)
    found = [
        _without_held(event, state)
        for event in every
        if _party(event) in own
        or (concerned and _party(event) is None and not _refers(event, theirs))
    ]
    return Told(tuple(found), len(every) - len(found))


def _of_others(events: Iterable[CaseEvent], own: Set[str]) -> set[str]:
    """Return the references of what others sent and were promised, and when they answered."""
    found = set()
    for event in events:
        party = _party(event)
        if party is None or party in own:
            continue
        found |= {str(event.get(name)) for name in _REFERENCES if event.get(name)}
        if event.get("kind") == MessageKind.HEARING_ANSWER:
            found.add(event.occurred_at.isoformat())
    return found


def _refers(event: CaseEvent, theirs: Set[str]) -> bool:
    if event.type == EventType.HEARING_ANSWERED:
        return event.occurred_at.isoformat() in theirs
    return any(str(event.get(name)) in theirs for name in _REFERENCES)


def _party(event: CaseEvent) -> str | None:
    """Return the party an event is about, also of one that corrects another."""
    data: Mapping[str, Any] = event.data or {}
    inner = data.get("data")
    if event.type == EventType.EVENT_CORRECTED and isinstance(inner, dict):
        data = inner
    found = data.get("party")
    return None if found is None else str(found)


def _without_held(event: CaseEvent, state: CaseState) -> CaseEvent:
    """Return a decision without its outcome as long as the page holds that back too."""
    if event.type not in _RULINGS:
        return event
    ref = event.get("decision" if event.type == EventType.DECISION_MADE else "complaint")
    for ruling in state.rulings:
        same = (ruling.ref, ruling.made_at) == (ref, event.occurred_at)
        if same and ruling.shown_at is not None:
            return event
    return event._replace(data={k: v for k, v in (event.data or {}).items() if k != "outcome"})
