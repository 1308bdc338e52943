"""The case itself and its way through the steps: opened, paused, waited for, closed."""

from collections.abc import Callable, Mapping

from portal.core.case import CaseState, Visit, Waiting
from portal.core.events import CaseEvent
from portal.core.fold.values import day
from portal.core.vocabulary import Awaited, CaseKind, EventType, Item, ReviewReason, Step


def _opened(state: CaseState, event: CaseEvent) -> None:
    kind, review = event.get("kind"), event.get("review_reason")
    state.kind = CaseKind(kind) if kind else None
    state.review_reason = ReviewReason(review) if review else None
    state.area = event.get("area")
    state.received_on = day(event, "received_on")
    state.opened_at = event.occurred_at
    if event.get("complete") is not None:
        state.complete = event.get("complete")
        state.complete_on = day(event, "complete_on")


def _completeness(state: CaseState, event: CaseEvent) -> None:
    state.complete = event.get("complete")
    state.complete_on = day(event, "on") if state.complete else None


def _paused(state: CaseState, event: CaseEvent) -> None:
    state.paused_because = event.get("reason")
    state.paused_at = event.occurred_at
    state.paused_until = day(event, "until")


def _resumed(state: CaseState, _event: CaseEvent) -> None:
    state.paused_because = state.paused_at = state.paused_until = None


def _closed(state: CaseState, event: CaseEvent) -> None:
    state.closed_because = event.get("reason")
    state.closed_at = event.occurred_at
    state.waiting.clear()
    _resumed(state, event)


def _enter(state: CaseState, event: CaseEvent, because: str | None = None) -> None:
    step = Step(str(event.get("step")))
    state.closed_because = state.closed_at = None
    if because is None and state.visits and state.visits[-1].step is step:
        return
    state.visits.append(Visit(step, event.occurred_at, because))


def _entered(state: CaseState, event: CaseEvent) -> None:
    _enter(state, event)


def _returned(state: CaseState, event: CaseEvent) -> None:
    """Go back: what was said of the hearing belongs to the round before."""
    _enter(state, event, because=str(event.get("reason")))
    state.hearing = state.hearing_not_needed = None


def enter_at_least(state: CaseState, event: CaseEvent, step: Step) -> None:
    """Enter a step that an event implies, unless the case is already there or further on."""
    if state.step is None or state.step.number < step.number:
        imply(state, event, step)


def imply(state: CaseState, event: CaseEvent, step: Step) -> None:
    """Enter a step that an event implies."""
    state.visits.append(Visit(step, event.occurred_at))
    state.closed_because = state.closed_at = None


def _waiting_started(state: CaseState, event: CaseEvent) -> None:
    ref = "waiting:" + str(event.get("waiting"))
    state.waiting[ref] = Waiting(
        ref,
        Awaited(str(event.get("on"))),
        Item(str(event.get("item"))),
        day(event, "since") or event.occurred_at.date(),
        day(event, "due_on"),
        note=event.get("note"),
    )


def _waiting_ended(state: CaseState, event: CaseEvent) -> None:
    state.waiting.pop("waiting:" + str(event.get("waiting")), None)


def _requested(state: CaseState, event: CaseEvent) -> None:
    told = event.data or {}
    ref, on = "request:" + str(told.get("request")), Awaited(str(told.get("from")))
    state.waiting[ref] = Waiting(
        ref,
        on,
        Item(str(told.get("item"))),
        event.occurred_at.date(),
        day(event, "due_on"),
        why=told.get("why"),
        note=told.get("note"),
    )
    if on is Awaited.CITIZEN:
        state.contacts.append((event.occurred_at, None))
        state.word_at = event.occurred_at


def _received(state: CaseState, event: CaseEvent) -> None:
    request = event.get("request")
    state.arrived.append((event.occurred_at, Item(str(event.get("item")))))
    if request:
        state.waiting.pop("request:" + str(request), None)
        return
    # Without a reference the oldest open request for the same thing from the same party ends.
    for ref, waiting in state.waiting.items():
        if ref.startswith("request:") and (waiting.on, waiting.item) == (
            event.get("from"),
            event.get("item"),
        ):
            del state.waiting[ref]
            return


HANDLERS: Mapping[str, Callable[[CaseState, CaseEvent], None]] = {
    EventType.CASE_OPENED: _opened,
    EventType.CASE_COMPLETENESS: _completeness,
    EventType.CASE_PAUSED: _paused,
    EventType.CASE_RESUMED: _resumed,
    EventType.CASE_CLOSED: _closed,
    EventType.STEP_ENTERED: _entered,
    EventType.STEP_RETURNED: _returned,
    EventType.WAITING_STARTED: _waiting_started,
    EventType.WAITING_ENDED: _waiting_ended,
    EventType.INFORMATION_REQUESTED: _requested,
    EventType.INFORMATION_RECEIVED: _received,
}
