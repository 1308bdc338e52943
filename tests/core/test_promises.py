"""A promise and its honest state."""

import pytest

from portal.core.promises import PromiseState, next_promise
from tests.building import Story, day


def promised(
    what: str = "call", by: str = "2026-03-20", when: str = "2026-03-10", **more: str
) -> Story:
    return Story().opened().say("contact.promised", when, promise="l-1", what=what, by=by, **more)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-11", PromiseState.AHEAD),
        ("2026-03-19", PromiseState.AHEAD),
        ("2026-03-20", PromiseState.TODAY),
        ("2026-03-21", PromiseState.MISSED),
    ],
)
@pytest.mark.parametrize("what", ["contact", "call", "meeting", "letter", "answer"])
def test_standing(what: str, today: str, expected: PromiseState) -> None:
    promise = next_promise(promised(what).state, day(today))
    assert promise is not None
    assert promise.state is expected


def test_no_promise() -> None:
    assert next_promise(Story().opened().state, day("2026-03-20")) is None


@pytest.mark.parametrize(
    ("what", "kind", "data", "kept"),
    [
        ("contact", "contact.made", {"channel": "phone"}, True),
        ("contact", "letter.sent", {"letter": "b", "kind": "update", "channel": "paper"}, True),
        (
            "contact",
            "information.requested",
            {"request": "a", "from_": "citizen", "item": "receipts"},
            True,
        ),
        (
            "contact",
            "information.requested",
            {"request": "a", "from_": "doctor", "item": "receipts"},
            False,
        ),
        ("contact", "information.received", {"from_": "citizen", "item": "receipts"}, False),
        ("contact", "activity.noted", {"note": "x"}, False),
        ("call", "contact.made", {"channel": "phone"}, False),
        ("call", "contact.made", {"channel": "phone", "promise": "l-1"}, True),
        ("call", "contact.made", {"channel": "phone", "promise": "l-2"}, False),
        ("meeting", "contact.made", {"channel": "meeting", "promise": "l-1"}, True),
        ("answer", "contact.made", {"channel": "phone"}, False),
        ("answer", "contact.made", {"channel": "phone", "promise": "l-1"}, True),
    ],
)
def test_what_keeps_a_promise(what: str, kind: str, data: dict[str, str], kept: bool) -> None:
    story = promised(what).say(kind, "2026-03-15", **data)
    promise = next_promise(story.state, day("2026-03-25"))
    assert promise is not None
    assert (promise.state is PromiseState.KEPT) is kept


def test_an_answer_is_kept_by_the_decision_the_citizen_can_see_and_not_before() -> None:
    story = promised("answer").say("decision.made", "2026-03-15", decision="d", outcome="refused")
    held = next_promise(story.state, day("2026-03-25"))
    story.say("decision.released", "2026-03-18", decision="d")
    shown = next_promise(story.state, day("2026-03-25"))
    assert held is not None
    assert shown is not None
    assert (held.state, shown.state) == (PromiseState.MISSED, PromiseState.KEPT)


def test_a_contact_before_the_promise_does_not_keep_it() -> None:
    story = Story().opened().say("contact.made", "2026-03-05", channel="phone")
    story.say("contact.promised", "2026-03-10", promise="l-1", what="contact", by="2026-03-20")
    promise = next_promise(story.state, day("2026-03-25"))
    assert promise is not None
    assert promise.state is PromiseState.MISSED


def test_kept_late_is_said_to_be_late() -> None:
    story = promised().say("contact.made", "2026-03-23", channel="phone", promise="l-1")
    promise = next_promise(story.state, day("2026-03-25"))
    assert promise is not None
    assert promise.state is PromiseState.KEPT_LATE
    assert promise.kept_at is not None
    assert promise.kept_at.date() == day("2026-03-23")


def test_kept_on_the_last_day_is_in_time() -> None:
    story = promised().say("contact.made", "2026-03-20 23:30", channel="phone", promise="l-1")
    promise = next_promise(story.state, day("2026-03-25"))
    assert promise is not None
    assert promise.state is PromiseState.KEPT


def test_moved_tells_the_old_date_and_the_reason() -> None:
    story = promised().say(
        "contact.promised", "2026-03-19", promise="l-1", what="call", by="2026-03-27", reason="busy"
    )
    promise = next_promise(story.state, day("2026-03-22"))
    assert promise is not None
    assert promise.state is PromiseState.AHEAD
    assert (promise.moved_from, promise.reason) == (day("2026-03-20"), "busy")


def test_moved_twice_tells_the_date_before_and_the_last_reason() -> None:
    story = promised()
    for when, by, reason in (
        ("2026-03-19", "2026-03-27", "busy"),
        ("2026-03-26", "2026-04-10", "board_meeting"),
    ):
        story.say("contact.promised", when, promise="l-1", what="call", by=by, reason=reason)
    promise = next_promise(story.state, day("2026-04-01"))
    assert promise is not None
    assert (promise.by, promise.moved_from) == (day("2026-04-10"), day("2026-03-27"))
    assert promise.reason == "board_meeting"


def test_moved_without_a_reason_still_tells_the_old_date() -> None:
    story = promised().say(
        "contact.promised", "2026-03-25", promise="l-1", what="call", by="2026-04-10"
    )
    promise = next_promise(story.state, day("2026-03-28"))
    assert promise is not None
    assert promise.moved_from == day("2026-03-20")
    assert promise.reason == "other"


def test_the_same_date_again_is_not_a_move() -> None:
    story = promised().say(
        "contact.promised", "2026-03-12", promise="l-1", what="call", by="2026-03-20", reason="busy"
    )
    promise = next_promise(story.state, day("2026-03-15"))
    assert promise is not None
    assert (promise.moved_from, promise.reason) == (None, None)


def test_a_promise_made_again_after_it_was_kept_stands_again() -> None:
    story = promised().say("contact.made", "2026-03-15", channel="phone", promise="l-1")
    story.say("contact.promised", "2026-03-16", promise="l-1", what="call", by="2026-04-10")
    promise = next_promise(story.state, day("2026-03-28"))
    assert promise is not None
    assert promise.state is PromiseState.AHEAD


def test_a_missed_promise_is_not_hidden_by_a_new_one() -> None:
    story = promised().say(
        "contact.promised", "2026-03-25", promise="l-2", what="call", by="2026-04-10"
    )
    promise = next_promise(story.state, day("2026-03-28"))
    assert promise is not None
    assert (promise.ref, promise.state) == ("l-1", PromiseState.MISSED)


def test_the_nearest_open_promise_is_shown() -> None:
    story = promised(by="2026-04-20").say(
        "contact.promised", "2026-03-12", promise="l-2", what="letter", by="2026-04-01"
    )
    promise = next_promise(story.state, day("2026-03-28"))
    assert promise is not None
    assert promise.ref == "l-2"


def test_the_owner_is_the_last_one_told() -> None:
    story = promised(owner="Karen Eksempel", owner_unit="Teamet").say(
        "contact.promised",
        "2026-03-12",
        promise="l-1",
        what="call",
        by="2026-03-20",
        owner="Ole Eksempel",
    )
    promise = next_promise(story.state, day("2026-03-15"))
    assert promise is not None
    assert promise.owner == "Ole Eksempel"
