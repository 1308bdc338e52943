"""Where the case is: the five steps in every state, as tables of words."""

import pytest

from portal.core.timeline import AppealPlace, Place, appeal_place, place_steps, with_appeals_board
from tests.building import Story


def places(story: Story) -> str:
    """Return the five states in words: ``done now ahead ahead ahead``."""
    return " ".join(str(step.place) for step in place_steps(story.state))


def decided(shown: bool = True, outcome: str = "refused") -> Story:
    """Return a case that went all the way to a decision."""
    story = Story().opened().steps("received", "information", "casework", "hearing")
    story.say("decision.made", "2026-03-10", decision="d-1", outcome=outcome)
    if shown:
        story.say("decision.released", "2026-03-11", decision="d-1")
    return story


def complained() -> Story:
    """Return a decided case over which somebody has complained."""
    return decided().say(
        "complaint.received", "2026-03-20", complaint="k-1", received_on="2026-03-20"
    )


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ((), "done unknown unknown unknown unknown"),
        (("received",), "now ahead ahead ahead ahead"),
        (("received", "information"), "done now ahead ahead ahead"),
        (("information",), "done now ahead ahead ahead"),
        (("received", "information", "casework"), "done done now ahead ahead"),
        (("received", "information", "casework", "hearing"), "done done done now ahead"),
        (("received", "information", "casework", "decision"), "done done done unknown now"),
        (("received", "casework"), "done unknown now ahead ahead"),
        (("decision",), "done unknown unknown unknown now"),
        (("received", "casework", "information"), "done now ahead ahead ahead"),
        (("received", "received"), "now ahead ahead ahead ahead"),
    ],
    ids=[
        "nothing but that it came",
        "received",
        "information",
        "never told that it was received",
        "casework",
        "hearing",
        "hearing never reported is not claimed as done",
        "information skipped is not claimed as done",
        "straight to the decision",
        "an earlier step without a reason",
        "the same step twice",
    ],
)
def test_steps(entered: tuple[str, ...], expected: str) -> None:
    assert places(Story().opened().steps(*entered)) == expected


def test_nothing_known_at_all() -> None:
    assert places(Story().say("activity.noted", "2026-03-02")) == " ".join(["unknown"] * 5)


def test_gone_back_shows_the_reason_and_later_steps_as_not_begun() -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("step.returned", "2026-03-10", step="information", reason="new_information")
    assert places(story) == "done returned ahead ahead ahead"
    assert place_steps(story.state)[1].reason == "new_information"


def test_forward_again_after_a_return() -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("step.returned", "2026-03-10", step="information", reason="new_information")
    story.say("step.entered", "2026-03-12", step="casework")
    assert places(story) == "done done now ahead ahead"


def test_paused_and_resumed() -> None:
    story = Story().opened().steps("received", "information")
    story.say("case.paused", "2026-03-10", reason="illness")
    assert places(story) == "done paused ahead ahead ahead"
    assert place_steps(story.state)[1].reason == "illness"
    story.say("case.resumed", "2026-03-12")
    assert places(story) == "done now ahead ahead ahead"


@pytest.mark.parametrize("later", [False, True], ids=["in casework", "at the decision"])
def test_hearing_not_needed(later: bool) -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("hearing.not_needed", "2026-03-10", reason="nothing_against")
    if later:
        story.say("step.entered", "2026-03-11", step="decision")
    assert places(story) == f"done done {'done' if later else 'now'} not_needed " + (
        "now" if later else "ahead"
    )
    assert place_steps(story.state)[3].reason == "nothing_against"


def test_hearing_not_needed_belongs_to_its_round() -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("hearing.not_needed", "2026-03-10", reason="nothing_new")
    story.say("step.returned", "2026-03-11", step="information", reason="new_information")
    assert places(story) == "done returned ahead ahead ahead"


def test_a_hearing_that_opens_is_where_the_case_is() -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("hearing.opened", "2026-03-10", hearing="h-1", due_on="2026-03-24")
    assert places(story) == "done done done now ahead"


def test_a_hearing_opened_after_the_decision_step_was_entered_is_still_answered_now() -> None:
    story = Story().opened().steps("received", "information", "casework", "decision")
    story.say("hearing.opened", "2026-03-10", hearing="h-1", due_on="2026-03-24")
    assert places(story) == "done done done now ahead"


def test_a_decision_that_is_held_is_where_the_case_is() -> None:
    assert places(decided(shown=False)) == "done done done done now"


def test_a_decision_that_reached_the_citizen_ends_the_road() -> None:
    assert places(decided()) == "done done done done done"


def test_closed() -> None:
    story = Story().opened().steps("received", "information")
    story.say("case.closed", "2026-03-10", reason="withdrawn_by_citizen")
    assert places(story) == "done done not_needed not_needed not_needed"


def test_a_closed_case_that_goes_on_is_open_again() -> None:
    story = Story().opened().steps("received", "information")
    story.say("case.closed", "2026-03-10", reason="other")
    story.say("step.entered", "2026-03-12", step="casework")
    assert places(story) == "done done now ahead ahead"
    story = Story().opened().steps("received", "information")
    story.say("case.closed", "2026-03-10", reason="other")
    story.say("hearing.opened", "2026-03-12", hearing="h-1")
    assert story.state.closed_at is None


def test_with_ankestyrelsen_no_municipal_step_is_current() -> None:
    story = complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01")
    assert with_appeals_board(story.state)
    assert appeal_place(story.state) is AppealPlace.NOW
    assert not {Place.NOW, Place.RETURNED, Place.PAUSED} & {
        step.place for step in place_steps(story.state)
    }


def test_while_the_municipality_looks_again_the_decision_is_current() -> None:
    story = complained()
    assert places(story) == "done done done done now"
    assert appeal_place(story.state) is AppealPlace.AHEAD


@pytest.mark.parametrize("shown", [False, True], ids=["held", "shown"])
@pytest.mark.parametrize("outcome", ["upheld", "changed", "sent_back"])
def test_after_ankestyrelsen_no_step_is_current_until_a_new_round_begins(
    outcome: str, shown: bool
) -> None:
    story = complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01")
    story.say("complaint.decided", "2026-06-01", complaint="k-1", outcome=outcome)
    if shown:
        story.say("decision.released", "2026-06-02", decision="k-1")
    assert places(story) == "done done done done done"
    assert appeal_place(story.state) is AppealPlace.DONE


def test_sent_back_is_a_new_round() -> None:
    story = complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01")
    story.say("complaint.decided", "2026-06-01", complaint="k-1", outcome="sent_back")
    story.say("decision.released", "2026-06-02", decision="k-1")
    story.say("step.returned", "2026-06-03", step="information", reason="sent_back")
    assert places(story) == "done returned ahead ahead ahead"


def test_a_complaint_changed_by_the_municipality_leaves_nothing_to_do() -> None:
    story = complained().say(
        "complaint.reassessed", "2026-04-01", complaint="k-1", outcome="changed"
    )
    held = places(story)
    story.say("decision.released", "2026-04-02", decision="k-1")
    assert (held, places(story)) == ("done done done done now", "done done done done done")


def test_each_step_keeps_what_happened_in_it() -> None:
    story = Story().opened().steps("received", "information")
    story.say("activity.noted", "2026-03-05", note="x").steps("casework", when="2026-03-1{}")
    story.say("step.returned", "2026-03-20", step="information", reason="error_found")
    story.say("activity.noted", "2026-03-21", note="y")
    ids = {step.step: [event.id for event in step.events] for step in place_steps(story.state)}
    assert ids["information"] == ["S-1-3", "S-1-4", "S-1-6", "S-1-7"]
    assert ids["casework"] == ["S-1-5"]
