"""What of an earlier day's page may be read again by whoever reads the case today.

What was withdrawn or corrected was often written by mistake about somebody, or where they live.
Today's page does not show it, so neither does an earlier day's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.events import CaseEvent, true_record
from portal.core.vocabulary import PARTY_EVENTS, EventType

_WORDS = ("note", "citizen_words")
_OF_PEOPLE = ("name", "proof")


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of what was known then.

    ``removed`` tells whether the reader is to know that something is missing. Not of people who
    are in the case: today's page says nothing of that either.
    """

    events: tuple[CaseEvent, ...]
    removed: bool


def left_of(then: Iterable[CaseEvent], now: Iterable[CaseEvent], instead: str) -> Left:
    """Return the events of then without what has been withdrawn or worded otherwise since.

    Args:
        then: The events that had come by a moment.
        now: Those that have come by now.
        instead: What stands where words were that have been corrected since.
    """
    every, record = tuple(then), true_record(now)
    before = {event.id for event in true_record(every).removed}
    gone = {event.id: event.type for event in record.removed if event.id not in before}
    kept = tuple(event for event in every if event.id not in gone)
    missing = {gone[event.id] for event in every if event.id in gone}
    stands = {event.id: event.data for event in record.events}
    changed = {
        event.id: stands[event.id]
        for event in true_record(kept).events
        if event.id in stands and stands[event.id] != event.data
    }
    found = []
    for event in kept:
        mended, kind = _without_old_words(event, changed, instead)
        found.append(mended)
        if mended is not event:
            missing.add(kind)
    return Left(tuple(found), bool(missing - PARTY_EVENTS))


def _without_old_words(
    event: CaseEvent, changed: Mapping[str, Mapping[str, Any] | None], instead: str
) -> tuple[CaseEvent, str]:
    """Return an event, or a correction, without words that do not stand today; and its type."""
    told = event.data or {}
    if event.type == EventType.EVENT_CORRECTED:
        about, inner, kind = str(told.get("event")), told.get("data") or {}, str(told.get("type"))
    else:
        about, inner, kind = event.id, told, event.type
    if about not in changed:
        return event, kind
    mended = _mended(inner, changed[about] or {}, instead, people=kind in PARTY_EVENTS)
    if mended == inner:
        return event, kind
    data = {**told, "data": mended} if inner is not told else mended
    return event._replace(data=data), kind


def _mended(
    old: Mapping[str, Any], new: Mapping[str, Any], instead: str, *, people: bool
) -> dict[str, Any]:
    lost = {name for name in (*_WORDS, *_OF_PEOPLE) if old.get(name) != new.get(name)}
    mended = {name: value for name, value in old.items() if name not in lost or not people}
    for name in lost.intersection(_WORDS):
        if old.get(name):
            mended[name] = instead
    return mended
