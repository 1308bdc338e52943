"""Events as a source reported them, in the order they happened, with corrections applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from portal.core.vocabulary import EventType

OWN_SOURCE = "sagsvej"
"""The name our own events stand under; no case system may have it."""

OWN_REF = "portal-"
"""How a reference begins that the portal itself gave."""

_REVISIONS = frozenset({EventType.EVENT_CORRECTED, EventType.EVENT_WITHDRAWN})


class CaseEvent(NamedTuple):
    """One event of a case.

    ``occurred_at`` and ``recorded_at`` are aware datetimes. ``data`` is the payload as the
    contract reads it: plain JSON values, dates as ISO text, never an identifier.
    ``history`` marks events from an import or from before the source's go-live: nothing
    may send a letter, notice or reminder because of them.
    """

    id: str
    type: str
    occurred_at: datetime
    sequence: int = 0
    recorded_at: datetime | None = None
    data: Mapping[str, Any] | None = None
    history: bool = False
    corrected_at: datetime | None = None

    def get(self, field: str) -> Any:
        """Return one field of the payload, None when the source left it out."""
        return self.data.get(field) if self.data else None

    def order(self) -> tuple[float, int, str]:
        """Sort key: time it happened, then the source's sequence, then id."""
        # Not the local time itself: in the hour the clock is set back, it runs twice.
        return (self.occurred_at.timestamp(), self.sequence, self.id)


@dataclass(frozen=True, slots=True)
class Record:
    """What stands after corrections and withdrawals.

    ``events`` are those still true, oldest first. ``removed`` are the withdrawn ones
    without their content, so that a page can say that something was removed; a withdrawn
    correction stands there with the type of what it corrected.
    """

    events: tuple[CaseEvent, ...]
    removed: tuple[CaseEvent, ...]


def true_record(events: Iterable[CaseEvent], in_order: bool = False) -> Record:
    """Return the events in order with corrections and withdrawals carried out.

    ``in_order`` says that they already are, as the store gives them.

    A correction replaces the payload of the event it names and leaves its time; the
    newest one for the event's own type wins, and one that is withdrawn itself is undone.
    A withdrawal wins over a correction and stands. Both may name an event that has not
    arrived yet: then they wait, and nothing is shown for them.
    """
    ordered = events if in_order else sorted(events, key=CaseEvent.order)
    corrected: list[CaseEvent] = []
    withdrawn: dict[str, CaseEvent] = {}
    others: list[CaseEvent] = []
    for event in ordered:
        if event.type not in _REVISIONS:
            others.append(event)
        elif event.type == EventType.EVENT_CORRECTED:
            corrected.append(event)
        else:
            withdrawn[str(event.get("event"))] = event
    if not corrected and not withdrawn:
        return Record(tuple(others), ())
    corrections = {
        (event.get("event"), event.get("type")): event
        for event in corrected
        if event.id not in withdrawn
    }
    removed = [
        event._replace(type=str(event.get("type")), data=None)
        for event in corrected
        if event.id in withdrawn
    ]
    standing: list[CaseEvent] = []
    for event in others:
        correction = corrections.get((event.id, event.type))
        if event.id in withdrawn:
            removed.append(event._replace(data=None, corrected_at=withdrawn[event.id].occurred_at))
        elif correction is not None:
            standing.append(
                event._replace(data=correction.get("data"), corrected_at=correction.occurred_at)
            )
        else:
            standing.append(event)
    return Record(tuple(standing), tuple(removed))
