"""Each demo case shows what it says it shows, whatever day the demo stands on."""

import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.core.access import may_see
from portal.core.case import CaseState
from portal.core.deadlines import DeadlineState, Length, Unit, case_deadline
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.core.parties import Party, read_parties
from portal.core.promises import PromiseState, next_promise
from portal.core.status import heading
from portal.core.timeline import Place, place_steps
from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    CountsFrom,
    CountsTo,
    EventType,
    Outcome,
    ReviewReason,
)
from portal.demo import DEMO_PEOPLE, demo_source_names
from portal.demo.people import DemoRole
from portal.municipality.file import load
from portal.sources.embedded import CASES, SOURCES
from portal.sources.embedded.script import CaseScript

MUNICIPALITY = load(Path(__file__).parents[2] / "municipality.toml")
ANCHOR = date(2026, 11, 22)
BY_REFERENCE = {case.reference: case for case in CASES}
anchors = st.dates(date(2026, 2, 1), date(2031, 12, 31))
any_day = settings(max_examples=8, deadline=None)


def _read(case: CaseScript, anchor: date) -> tuple[CaseEvent, ...]:
    return tuple(
        CaseEvent(
            id=event["id"],
            type=event["type"],
            occurred_at=datetime.fromisoformat(event["time"]),
            sequence=number,
            data={**event["data"], "person": event["data"].get("identifier")},
        )
        for number, event in enumerate(case.events(anchor))
    )


@lru_cache(maxsize=4000)
def _state(reference: str, anchor: date) -> CaseState:
    return read_case(_read(BY_REFERENCE[reference], anchor))


def _parties(reference: str, anchor: date) -> dict[str, Party]:
    return read_parties(_read(BY_REFERENCE[reference], anchor))


def _deadline(reference: str, anchor: date) -> DeadlineState | None:
    state = _state(reference, anchor)
    area = next(area for area in MUNICIPALITY.areas if area.key == state.area)
    published = area.deadline_on(state.received_on) if state.received_on else None
    length = (
        Length(
            published.amount,
            Unit(published.unit),
            CountsFrom(published.counts_from),
            CountsTo(published.counts_to),
        )
        if published
        else None
    )
    deadline = case_deadline(state, length, anchor, frozenset())
    return deadline.state if deadline else None


HEADINGS = {
    "62-101": "status.received.application",
    "62-102": "status.waiting_other",
    "62-103": "status.casework",
    "62-104": "status.hearing_open",
    "62-105": "status.decided.granted",
    "62-106": "status.unknown",
    "62-107": "status.waiting_other",
    "62-108": "status.paused",
    "62-109": "status.casework",
    "62-110": "status.waiting_citizen",
    "62-120": "status.casework",
    "62-130": "status.hearing_open",
    "62-131": "status.hearing_answered",
    "62-132": "status.casework",
    "62-133": "status.held",
    "62-134": "status.held",
    "62-135": "status.decided.partly",
    "62-136": "status.decided.refused",
    "62-137": "status.decided.dismissed",
    "62-138": "status.decided.discontinued",
    "62-140": "status.complaint_received",
    "62-141": "status.complaint_answered",
    "62-142": "status.reassessed.changed",
    "62-143": "status.complaint_board",
    "62-144": "status.appeal.upheld",
    "62-145": "status.appeal.changed",
    "62-147": "status.received.complaint",
    "62-148": "status.complaint_board",
    "62-152": "status.hearing_open",
    "62-160": "status.waiting_other",
    "62-166": "status.waiting_citizen",
}

PROMISES = {
    "62-101": PromiseState.AHEAD,
    "62-102": PromiseState.AHEAD,
    "62-103": PromiseState.TODAY,
    "62-120": None,
    "62-122": PromiseState.MISSED,
    "62-124": PromiseState.AHEAD,
    "62-125": PromiseState.MISSED,
    "62-126": PromiseState.AHEAD,
    "62-127": PromiseState.KEPT,
    "62-128": None,
    "62-175": PromiseState.AHEAD,
}

DEADLINES = {
    "62-101": DeadlineState.AHEAD,
    "62-102": DeadlineState.AHEAD,
    "62-103": DeadlineState.AHEAD,
    "62-105": DeadlineState.MET,
    "62-109": DeadlineState.AHEAD,
    "62-120": DeadlineState.PASSED,
    "62-121": DeadlineState.AHEAD,
    "62-122": DeadlineState.PASSED,
    "62-123": DeadlineState.NOT_BEGUN,
    "62-125": DeadlineState.AHEAD,
    "62-135": DeadlineState.MET,
    "62-175": DeadlineState.AHEAD,
}


@any_day
@given(anchors)
@example(date(2026, 11, 22))
@example(date(2026, 12, 27))
@example(date(2027, 1, 2))
@example(date(2027, 3, 29))
def test_each_case_stands_where_it_says(anchor: date) -> None:
    found = {reference: heading(_state(reference, anchor)).key for reference in HEADINGS}
    assert found == HEADINGS


@any_day
@given(anchors)
@example(date(2026, 11, 22))
@example(date(2026, 12, 27))
@example(date(2027, 1, 2))
def test_promises_and_deadlines_stand_as_they_say(anchor: date) -> None:
    promises = {ref: next_promise(_state(ref, anchor), anchor) for ref in PROMISES}
    assert {ref: made.state if made else None for ref, made in promises.items()} == PROMISES
    assert {ref: _deadline(ref, anchor) for ref in DEADLINES} == DEADLINES
    changed = promises["62-124"]
    assert changed is not None
    assert changed.moved_from is not None
    assert changed.reason == "waiting_for_papers"


def test_every_state_of_a_step_is_there() -> None:
    places = {step.place for case in CASES for step in place_steps(_state(case.reference, ANCHOR))}
    assert places == set(Place)


def test_every_party_is_waited_for_and_every_kind_of_case_and_outcome_is_there() -> None:
    states = [_state(case.reference, ANCHOR) for case in CASES]
    assert {waiting.on for state in states for waiting in state.waiting.values()} == set(Awaited)
    assert {state.kind for state in states} == set(CaseKind)
    assert {state.review_reason for state in states} >= set(ReviewReason)
    assert {state.decision.outcome for state in states if state.decision} == set(Outcome)


@any_day
@given(anchors)
def test_the_two_held_decisions_are_told_alike(anchor: date) -> None:
    held = [_read(BY_REFERENCE[reference], anchor) for reference in ("62-133", "62-134")]
    # But for the talk that goes before a refusal, which no page may show while it is held.
    told = [
        [
            (event.type, event.occurred_at.date())
            for event in case
            if event.type != EventType.TALK_NOTED
        ]
        for case in held
    ]
    assert told[0] == told[1]


def test_the_long_case_has_sixty_events() -> None:
    assert len(BY_REFERENCE["62-175"].events(ANCHOR)) == 60


def test_who_may_see_what() -> None:
    child = _parties("62-160", ANCHOR)
    assert [party.role for party in child.values()] == ["child", "parent", "parent"]
    seen = {ref: may_see(party, ANCHOR) for ref, party in _parties("62-165", ANCHOR).items()}
    assert seen == {"62-165-gerda": True, "62-165-troels": True, "62-165-viktor": False}
    assert not may_see(_parties("62-169", ANCHOR)["62-169-viktor"], ANCHOR)
    assert not may_see(_parties("62-163", ANCHOR)["62-163-steen"], ANCHOR)
    assert _parties("62-167", ANCHOR)["62-167-karen"].protected
    assert _parties("62-168", ANCHOR)["62-168-bjarne"].died


def test_a_correction_and_a_withdrawal_take_effect() -> None:
    state = _state("62-171", ANCHOR)
    assert [event.id for event in state.record.removed] == ["62-171.08"]
    (waiting,) = state.waiting.values()
    assert waiting.due_on is not None
    assert waiting.due_on > date(2026, 11, 30)


# --- the people ----------------------------------------------------------------------


def test_everybody_in_a_case_who_can_sign_in_is_on_the_page() -> None:
    in_cases = {citizen.key for case in CASES for citizen in case.people}
    assert in_cases - {one.key for one in DEMO_PEOPLE} == {"noah", "ida", "alma"}
    at_work = {one.key for one in DEMO_PEOPLE if one.role is not DemoRole.CITIZEN}
    # Who was given access here, or has a mandate, is in no case as its system tells it.
    let_in = {"solveig", "pia"}
    assert {one.key for one in DEMO_PEOPLE} - in_cases == at_work | let_in


def test_people_are_told_apart() -> None:
    for names in (
        [one.key for one in DEMO_PEOPLE],
        # A caseworker is at home somebody's sister, under the same name.
        [(one.name, one.role) for one in DEMO_PEOPLE],
        [one.identifier or one.key for one in DEMO_PEOPLE],
    ):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda one: one.key)
def test_a_person_is_invented_and_introduced(person: object) -> None:
    from portal.demo.people import DemoPerson

    assert isinstance(person, DemoPerson)
    assert person.shows.endswith(".")
    assert "!" not in person.shows
    assert max(len(sentence.split()) for sentence in person.shows.split(".")) <= 15
    if person.role is not DemoRole.CITIZEN:
        assert person.identifier is None
        return
    assert person.identifier is not None
    assert re.fullmatch(r"[6-9]\d{5}-\d{4}", person.identifier)


def test_the_demos_sources_are_named() -> None:
    assert demo_source_names == SOURCES


def test_free_text_is_plain() -> None:
    for case in CASES:
        for event in case.events(ANCHOR):
            note = event["data"].get("note")
            if note is None:
                continue
            assert "!" not in note
            assert "§" not in note
            assert max(len(sentence.split()) for sentence in note.split(".")) <= 15
