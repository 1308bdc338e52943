"""What each event says of a case: one fold over its list, one function an event type."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from portal.core.case import CaseState
from portal.core.events import CaseEvent, true_record
from portal.core.fold import course, people, rulings, words
from portal.core.vocabulary import EventType

_SHOWS_A_RULING = frozenset({EventType.DECISION_RELEASED, EventType.LETTER_AVAILABLE})
_HANDLERS: Mapping[str, Callable[[CaseState, CaseEvent], None]] = {
    **course.HANDLERS,
    **people.HANDLERS,
    **words.HANDLERS,
    **rulings.HANDLERS,
}


def read_case(
    events: Iterable[CaseEvent], in_order: bool = False, today: date | None = None
) -> CaseState:
    """Return what the events say, whatever order they arrived in.

    ``in_order`` says that they already stand in the order they happened. A new caseworker who
    was announced has the case from the day that was said: ``today`` is the local date it is
    read on, None when only the events' own days count.

    Unknown event types change nothing. A field that is missing stays unknown.
    """
    state = CaseState()
    state.record = true_record(events, in_order)
    shown: list[CaseEvent] = []
    for event in state.record.events:
        if state.coming is not None:
            people.arrive(state, event.occurred_at.date())
        handler = _HANDLERS.get(event.type)
        if handler is not None:
            handler(state, event)
        if event.type in _SHOWS_A_RULING:
            shown.append(event)
        if state.visits:
            state.visits[-1].events.append(event)
    if today is not None:
        people.arrive(state, today)
    for event in shown:
        rulings.show_ruling(state, event)
    return state
