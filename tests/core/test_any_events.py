"""What must hold for every sequence of events the contract allows."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.calendar_days import public_holidays
from portal.core import adviser, status, timeline, turns
from portal.core.case import CaseState
from portal.core.deadlines import Length, Unit, case_deadline
from portal.core.events import CaseEvent, true_record
from portal.core.fold import read_case
from portal.core.history import history
from portal.core.law import in_force
from portal.core.parties import read_parties
from portal.core.promises import next_promise, promises_of
from portal.core.vocabulary import (
    KNOWN_TYPES,
    AppealOutcome,
    CountsFrom,
    CountsTo,
    EventType,
    Outcome,
    Reassessment,
)
from portal.law import law_versions
from portal.wording.keys import required_keys
from tests.core.contract_events import RULINGS, any_events

FEW = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TODAYS = (date(2026, 3, 1), date(2026, 4, 2), date(2026, 12, 31))
LENGTHS = (
    None,
    Length(10, Unit.WEEKS, CountsFrom.RECEIVED, CountsTo.SENT),
    Length(20, Unit.WORKING_DAYS, CountsFrom.COMPLETE, CountsTo.DECIDED),
)
OTHER = {
    EventType.DECISION_MADE: list(Outcome),
    EventType.COMPLAINT_REASSESSED: list(Reassessment),
    EventType.COMPLAINT_DECIDED: list(AppealOutcome),
}


def said(state: CaseState) -> list[Any]:
    """Return everything the rules say about a case, on several days."""
    rules, holidays = in_force(law_versions(), TODAYS[0]), public_holidays()
    found: list[Any] = [
        status.heading(state),
        history(state, True, "a"),
        history(state, False, None),
    ]
    for step in timeline.place_steps(state):
        found.append((step.place, step.reason, step.since, [event.id for event in step.events]))
    found += [timeline.appeal_place(state), timeline.sent_back(state)]
    found.append(timeline.with_appeals_board(state))
    for today in TODAYS:
        found += [
            turns.your_turn(state, today, rules, holidays),
            turns.our_turn(state, today, rules),
        ]
        found.append(promises_of(state, today))
        promise = next_promise(state, today)
        for length in LENGTHS:
            deadline = case_deadline(state, length, today, holidays)
            found += [deadline, adviser.is_late(state, deadline)]
            found.append(adviser.lead(state, promise, deadline, today))
    return found


@FEW
@given(any_events(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(events: list[CaseEvent], random: Any) -> None:
    mixed = list(events)
    random.shuffle(mixed)
    state, again = read_case(events), read_case(mixed)
    assert state == again
    assert said(state) == said(again)
    assert read_parties(events) == read_parties(mixed)


@FEW
@given(any_events(unknown=True))
def test_reading_never_fails_and_never_leaves_anything_unsaid(events: list[CaseEvent]) -> None:
    state = read_case(events)
    found = said(state)
    read_parties(events)
    assert turns.your_turn(state, TODAYS[0], in_force(law_versions(), TODAYS[0]), public_holidays())
    assert len(timeline.place_steps(state)) == 5
    assert (
        sum(step.place in ("now", "returned", "paused") for step in timeline.place_steps(state)) < 2
    )
    known = required_keys()
    for key in keys_in(found):
        assert key in known, key


@FEW
@given(any_events(unknown=True))
def test_an_event_from_the_future_changes_nothing_but_the_history(events: list[CaseEvent]) -> None:
    known = [event for event in events if event.type in KNOWN_TYPES]
    state, without = read_case(events), read_case(known)
    assert bare(state) == bare(without)
    lines = [one for one in history(state, True, "a") if one.what.key != "event.unknown"]
    ids = {event.id for event in known}
    assert [one for one in lines if one.event_id in ids] == list(history(without, True, "a"))


@FEW
@given(st.one_of(any_events(), any_events(only=RULINGS)))
def test_an_outcome_that_is_held_changes_nothing_anywhere(events: list[CaseEvent]) -> None:
    state = read_case(events)
    shown = {(r.ref, r.kind, r.made_at) for r in state.rulings if r.shown_at is not None}
    told = said(read_case(true_record(events).events))
    for turn in range(5):
        others = [_with_other_outcome(event, shown, turn) for event in state.record.events]
        assert said(read_case(others)) == told


@FEW
@given(any_events())
def test_a_withdrawn_event_leaves_no_content(events: list[CaseEvent]) -> None:
    record = true_record(events)
    gone = {str(e.get("event")) for e in events if e.type == EventType.EVENT_WITHDRAWN}
    assert not gone & {event.id for event in record.events}
    assert all(event.data is None for event in record.removed)


@FEW
@given(any_events())
def test_a_pause_never_moves_a_deadline(events: list[CaseEvent]) -> None:
    paused = (EventType.CASE_PAUSED, EventType.CASE_RESUMED)
    never = [event for event in true_record(events).events if event.type not in paused]
    state, without = read_case(true_record(events).events), read_case(never)
    for today in TODAYS:
        for length in LENGTHS:
            assert case_deadline(state, length, today, public_holidays()) == case_deadline(
                without, length, today, public_holidays()
            )


def keys_in(found: Any) -> set[str]:
    """Return every wording key in what the rules say."""
    keys: set[str] = set()
    if isinstance(found, tuple) and hasattr(found, "key"):
        keys.add(found.key)
    if isinstance(found, dict):
        found = list(found.values())
    if hasattr(found, "__dataclass_fields__"):
        found = [getattr(found, name) for name in found.__dataclass_fields__]
    if hasattr(found, "values") and hasattr(found, "key"):
        keys |= keys_in(list(found.values.values()))
    elif isinstance(found, list | tuple):
        for one in found:
            keys |= keys_in(one)
    return keys


def bare(state: CaseState) -> CaseState:
    """Return a state without the events it was read from."""
    visits = [replace(visit, events=[]) for visit in state.visits]
    return replace(state, record=None, visits=visits)  # type: ignore[arg-type]


def _with_other_outcome(event: CaseEvent, shown: set[Any], turn: int) -> CaseEvent:
    codes = OTHER.get(EventType(event.type)) if event.type in KNOWN_TYPES else None
    if codes is None or event.data is None:
        return event
    kind = {"d": "decision", "r": "reassessment"}.get(event.type.split(".")[-1][0])
    ref = event.data.get("decision") or event.data.get("complaint")
    if event.type == EventType.DECISION_MADE:
        kind = "decision"
    elif event.type == EventType.COMPLAINT_DECIDED:
        kind = "appeal_decision"
    if (ref, kind, event.occurred_at) in shown:
        return event
    other = {"outcome": str(codes[turn % len(codes)])}
    if event.type == EventType.DECISION_MADE and turn % 2:
        other["effective_from"] = "2026-07-01"
    data = {name: value for name, value in event.data.items() if name != "effective_from"}
    return event._replace(data=data | other)
