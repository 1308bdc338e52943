"""The talk before a refusal: what lifts the gate, and that it never makes a new delay."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.calendar_days import public_holidays
from portal.core.deadlines import Length, Unit, add_length
from portal.core.gate import Gate, Lifted, gate, last_day
from portal.core.vocabulary import CountsFrom, CountsTo, Outcome
from tests.building import Story

CLOSED = public_holidays()
MADE = date(2026, 3, 20)
CAP = date(2026, 3, 27)
TEN_WEEKS = Length(10, Unit.WEEKS, CountsFrom.RECEIVED, CountsTo.SENT)


def decided(outcome: str = "refused", kind: str = "application") -> Story:
    more = {"review_reason": "end_of_help"} if kind == "review" else {}
    story = Story().opened(kind=kind, **more).steps("received", "information", "casework")
    return story.say("decision.made", MADE.isoformat(), decision="d-1", outcome=outcome)


def found(
    story: Story, today: date, published: Length | None = None, *, no_phone: bool = False
) -> Gate:
    state = story.state
    assert state.decision is not None
    until = last_day(state, state.decision, 5, published, CLOSED)
    return gate(state, state.decision, until, today, no_phone=no_phone)


@pytest.mark.parametrize(
    ("outcome", "kind", "waits"),
    [
        ("refused", "application", True),
        ("partly", "application", True),
        ("dismissed", "application", True),
        ("granted", "application", False),
        ("discontinued", "application", False),
        ("granted", "review", True),
        ("refused", "complaint", True),
    ],
)
def test_who_is_talked_to_first(outcome: str, kind: str, waits: bool) -> None:
    assert found(decided(outcome, kind), MADE).is_open is not waits


@pytest.mark.parametrize("result", ["held", "declined", "tried"])
def test_a_talk_held_declined_or_tried_lifts_it_at_once(result: str) -> None:
    story = decided().say(
        "talk.noted", "2026-03-20 12:00", decision="d-1", result=result, on="2026-03-20"
    )
    gone = found(story, MADE)
    assert gone.lifted == result
    assert gone.talk is not None
    assert gone.talk.on == MADE


def test_a_talk_about_another_decision_lifts_nothing() -> None:
    story = decided().say(
        "talk.noted", "2026-03-20 12:00", decision="d-0", result="held", on="2026-03-20"
    )
    assert not found(story, MADE).is_open


def test_it_waits_five_working_days_and_goes_on_the_last() -> None:
    assert found(decided(), date(2026, 3, 26)) == Gate(None, CAP)
    assert found(decided(), CAP) == Gate(Lifted.TIME, CAP)


def test_the_deadline_for_an_answer_comes_first() -> None:
    story = decided().say("deadline.set", "2026-03-10", kind="own", due_on="2026-03-24")
    assert not found(story, date(2026, 3, 23)).is_open
    assert found(story, date(2026, 3, 24)) == Gate(Lifted.TIME, date(2026, 3, 24))


def test_a_deadline_that_had_passed_leaves_no_time() -> None:
    story = decided().say("deadline.set", "2026-03-10", kind="own", due_on="2026-03-12")
    assert found(story, MADE).lifted is Lifted.TIME


def test_who_cannot_use_a_phone_does_not_wait_for_a_call() -> None:
    assert found(decided(), MADE, no_phone=True).lifted is Lifted.NO_PHONE


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(list(Outcome)),
    st.sampled_from(["application", "review", "complaint"]),
    st.dates(date(2026, 3, 2), date(2026, 6, 1)) | st.none(),
    st.integers(0, 20),
)
def test_it_never_makes_a_new_delay(outcome: str, kind: str, due: date | None, later: int) -> None:
    story = decided(str(outcome), kind)
    if due is not None:
        story.say("deadline.set", "2026-03-10", kind="own", due_on=due.isoformat())
    state = story.state
    assert state.decision is not None
    for published in (None, TEN_WEEKS):
        until = last_day(state, state.decision, 5, published, CLOSED)
        assert MADE <= until <= CAP
        assert due is None or until <= max(due, MADE)
        today = add_length(MADE, later, Unit.DAYS, CLOSED)
        assert gate(state, state.decision, until, today).is_open or today < until
