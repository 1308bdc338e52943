"""Who may disagree with a decision, and with whom: it depends on what kind of case it is."""

import pytest

from portal.core.law import Law
from portal.core.turns import our_turn, your_turn
from portal.core.vocabulary import Outcome, ReviewReason
from tests.building import Story, day

TODAY = day("2026-03-12")
LAW = Law(day("2024-01-01"), 4, 4, 7, (), None, None)


def decided(kind: str, outcome: str, **more: str) -> Story:
    story = Story().opened(kind=kind, **more).steps("received", "casework", "decision")
    story.say("decision.made", "2026-03-10", decision="d-1", outcome=outcome)
    return story.say("decision.released", "2026-03-11", decision="d-1")


def yours(story: Story) -> list[str]:
    return [turn.what.key for turn in your_turn(story.state, TODAY, LAW, frozenset())]


def ours(story: Story) -> list[str]:
    return [turn.what.key for turn in our_turn(story.state, TODAY, LAW)]


@pytest.mark.parametrize("outcome", Outcome)
def test_over_an_application_one_may_complain_unless_it_is_a_full_yes(outcome: str) -> None:
    may = "turn.you.complain" in yours(decided("application", outcome))

    assert may == (outcome != Outcome.GRANTED)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("reason", ReviewReason)
def test_over_a_review_one_may_always_complain(reason: str, outcome: str) -> None:
    """A "granted" review may grant what the municipality wanted: less help."""
    assert "turn.you.complain" in yours(decided("review", outcome, review_reason=reason))


@pytest.mark.parametrize("outcome", ["refused", "partly"])
def test_what_is_kept_after_a_complaint_goes_on_without_the_citizen(outcome: str) -> None:
    story = decided("complaint", outcome)

    assert yours(story) == ["turn.you.read_letter"]
    assert ours(story) == ["turn.us.complaint_forwarding"]


def test_over_a_complaint_that_was_not_taken_up_one_may_complain() -> None:
    assert "turn.you.complain" in yours(decided("complaint", "dismissed"))


@pytest.mark.parametrize("reason", ReviewReason)
def test_a_review_says_what_is_at_stake_until_it_is_decided(reason: str) -> None:
    story = Story().opened(kind="review", review_reason=reason).steps("received", "casework")

    assert ours(story)[0] == f"turn.us.review.{reason}"
    assert [s.key for turn in your_turn(story.state, TODAY, LAW, frozenset()) for s in turn.details]
    held = story.say("decision.made", "2026-03-10", decision="d-1", outcome="refused")
    assert ours(held) == ["turn.us.held"]
    assert yours(held) == ["turn.you.nothing"]
