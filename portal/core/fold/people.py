"""Who has the case: team, caseworker, deputy, coordinator, and who decides."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from portal.core.case import CaseState, Person
from portal.core.events import CaseEvent
from portal.core.fold.values import day
from portal.core.vocabulary import EventType


def _person(event: CaseEvent) -> Person:
    return Person(
        name=str(event.get("name") or event.get("unit") or ""),
        phone=event.get("phone"),
        phone_hours=event.get("phone_hours"),
        unit=event.get("unit"),
        valid_from=day(event, "valid_from"),
        valid_to=day(event, "valid_to"),
        first_contact_by=day(event, "first_contact_by"),
    )


def _unit(state: CaseState, event: CaseEvent) -> None:
    state.unit = _person(event)


def _caseworker(state: CaseState, event: CaseEvent) -> None:
    """Take a caseworker; the same name again is not a change."""
    new = _person(event)
    old = state.caseworker
    state.coming = None
    if event.type == EventType.CASEWORKER_CHANGED:
        state.change_told_at = event.occurred_at
        if old is not None and old.name != new.name and _is_ahead(new, event.occurred_at.date()):
            state.coming = new
            return
    state.caseworker = new
    if old is None and event.type == EventType.CASEWORKER_CHANGED:
        # Who had the case before was never told; that it changed hands was.
        state.changed_at = event.occurred_at
    if old is not None and old.name != new.name:
        _change_hands(state, old, new, event.occurred_at)


def _change_hands(state: CaseState, old: Person, new: Person, at: datetime) -> None:
    state.caseworker_changes += 1
    state.changed_at = at
    state.former_caseworkers.add(old.name)
    state.former_caseworkers.discard(new.name)
    # A deputy belongs to the one who left.
    state.deputy = None


def _is_ahead(new: Person, on: date) -> bool:
    return new.valid_from is not None and new.valid_from > on


def arrive(state: CaseState, today: date) -> None:
    """Let the one who was announced have the case, from the day that was said."""
    new, old = state.coming, state.caseworker
    if new is None or old is None or _is_ahead(new, today):
        return
    zone = state.record.events[-1].occurred_at.tzinfo
    state.caseworker, state.coming = new, None
    _change_hands(state, old, new, datetime.combine(new.valid_from or today, time(), zone))


def _deputy(state: CaseState, event: CaseEvent) -> None:
    state.deputy = _person(event)


def _coordinator(state: CaseState, event: CaseEvent) -> None:
    state.coordinator = _person(event)


def _decider(state: CaseState, event: CaseEvent) -> None:
    state.decider = event.get("decider")
    state.decider_name = event.get("name")
    state.meets_on = day(event, "meets_on")


HANDLERS: Mapping[str, Callable[[CaseState, CaseEvent], None]] = {
    EventType.UNIT_ASSIGNED: _unit,
    EventType.CASEWORKER_ASSIGNED: _caseworker,
    EventType.CASEWORKER_CHANGED: _caseworker,
    EventType.DEPUTY_ASSIGNED: _deputy,
    EventType.COORDINATOR_ASSIGNED: _coordinator,
    EventType.DECIDER_NAMED: _decider,
}
