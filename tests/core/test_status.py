"""The sentence at the top: never more exact than what the source has said."""

import pytest

from portal.core.status import heading
from tests.building import Story
from tests.core.test_timeline import complained, decided


def key(story: Story) -> str:
    return heading(story.state).key


def in_step(*steps: str) -> Story:
    return Story().opened().steps(*steps)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Story().say("activity.noted", "2026-03-02"), "status.unknown"),
        (in_step(), "status.unknown"),
        (in_step("received"), "status.received.application"),
        (in_step("information"), "status.information"),
        (in_step("casework"), "status.casework"),
        (in_step("hearing"), "status.hearing"),
        (in_step("decision"), "status.decision"),
        (
            in_step("casework").say("hearing.opened", "2026-03-10", hearing="h"),
            "status.hearing_open",
        ),
        (
            in_step("decision").say("hearing.opened", "2026-03-10", hearing="h"),
            "status.hearing_open",
        ),
        (
            in_step("casework")
            .say("hearing.opened", "2026-03-10", hearing="h")
            .say("hearing.answered", "2026-03-12", hearing="h", on="2026-03-12"),
            "status.hearing_answered",
        ),
        (
            in_step("casework")
            .say("hearing.opened", "2026-03-10", hearing="h")
            .say("step.entered", "2026-03-20", step="decision"),
            "status.decision",
        ),
        (
            in_step("information").say("case.paused", "2026-03-10", reason="illness"),
            "status.paused",
        ),
        (in_step("information").say("case.closed", "2026-03-10", reason="moved"), "status.closed"),
        (
            in_step("information").say(
                "information.requested", "2026-03-10", request="a", from_="citizen", item="receipts"
            ),
            "status.waiting_citizen",
        ),
        (
            in_step("information").say(
                "waiting.started",
                "2026-03-10",
                waiting="v",
                on="hospital",
                item="hospital_record",
                since="2026-03-10",
            ),
            "status.waiting_other",
        ),
        (
            in_step("information").say(
                "waiting.started",
                "2026-03-10",
                waiting="v",
                on="municipality",
                item="assessment",
                since="2026-03-10",
            ),
            "status.information",
        ),
        (
            in_step("casework").say(
                "step.returned", "2026-03-10", step="information", reason="error_found"
            ),
            "status.returned",
        ),
        (decided(shown=False), "status.held"),
        (decided(outcome="granted"), "status.decided.granted"),
        (decided(outcome="discontinued"), "status.decided.discontinued"),
        (decided(shown=False).say("case.closed", "2026-03-12", reason="decided"), "status.held"),
        (complained(), "status.complaint_received"),
        (
            complained().say(
                "complaint.reassessed", "2026-04-01", complaint="k-1", outcome="upheld"
            ),
            "status.complaint_answered",
        ),
        (
            complained()
            .say("complaint.reassessed", "2026-04-01", complaint="k-1", outcome="upheld")
            .say("decision.released", "2026-04-02", decision="k-1"),
            "status.reassessed.upheld",
        ),
        (
            complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01"),
            "status.complaint_board",
        ),
    ],
)
def test_heading(story: Story, expected: str) -> None:
    found = key(story)
    assert found == expected or found.startswith(f"{expected}.")


@pytest.mark.parametrize("reason", ["follow_up", "reassessment", "reduction", "end_of_help"])
def test_a_review_says_what_it_is_about(reason: str) -> None:
    story = Story().opened(kind="review", review_reason=reason).steps("received")
    assert key(story) == f"status.review.{reason}"


def at_board() -> Story:
    return complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01")


@pytest.mark.parametrize(
    ("outcome", "shown", "expected"),
    [
        ("upheld", False, "status.complaint_board_answered"),
        ("changed", False, "status.complaint_board_answered"),
        ("sent_back", False, "status.complaint_board_answered"),
        ("upheld", True, "status.appeal.upheld"),
        ("changed", True, "status.appeal.changed"),
        ("sent_back", True, "status.sent_back"),
    ],
)
def test_ankestyrelsen(outcome: str, shown: bool, expected: str) -> None:
    story = at_board().say("complaint.decided", "2026-06-01", complaint="k-1", outcome=outcome)
    if shown:
        story.say("decision.released", "2026-06-02", decision="k-1")
    assert key(story) == expected


def test_a_release_of_the_reassessment_does_not_release_what_ankestyrelsen_says_later() -> None:
    story = complained()
    story.say("complaint.reassessed", "2026-04-01", complaint="k-1", outcome="upheld")
    story.say("decision.released", "2026-04-02", decision="k-1")
    story.say("complaint.forwarded", "2026-04-03", complaint="k-1", on="2026-04-03")
    story.say("complaint.decided", "2026-06-01", complaint="k-1", outcome="changed")
    assert key(story) == "status.complaint_board_answered"


def test_a_new_round_after_ankestyrelsen_is_not_about_the_complaint_any_more() -> None:
    story = at_board().say("complaint.decided", "2026-06-01", complaint="k-1", outcome="sent_back")
    story.say("decision.released", "2026-06-02", decision="k-1")
    story.say("step.returned", "2026-06-03", step="information", reason="sent_back")
    assert key(story) == "status.returned"
    story.say("step.entered", "2026-06-10", step="casework")
    assert key(story) == "status.casework"
    story.say("decision.made", "2026-06-20", decision="d-2", outcome="granted")
    assert key(story) == "status.held"


def test_a_case_taken_up_again_after_a_reassessment_is_a_new_round() -> None:
    story = complained()
    story.say("complaint.reassessed", "2026-04-01", complaint="k-1", outcome="changed")
    story.say("decision.released", "2026-04-02", decision="k-1")
    assert key(story) == "status.reassessed.changed"
    story.say("step.returned", "2026-04-03", step="information", reason="error_found")
    assert key(story) == "status.returned"
    story.say("decision.made", "2026-05-01", decision="d-2", outcome="granted")
    assert key(story) == "status.held"


def test_the_same_complaint_told_twice_keeps_where_it_is() -> None:
    story = at_board().say(
        "complaint.received", "2026-04-05", complaint="k-1", received_on="2026-03-19"
    )
    assert key(story) == "status.complaint_board"
    assert story.state.complaint is not None
    assert str(story.state.complaint.received_on) == "2026-03-19"
