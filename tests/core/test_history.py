"""What has happened, one line for each event, newest first."""

import pytest

from portal.core.history import history
from portal.core.say import Phrase
from portal.core.vocabulary import KNOWN_TYPES, EventType
from tests.building import ANNA, BO, Story, day


def keys(story: Story, names: bool = True, own: str | None = None) -> list[str]:
    return [entry.what.key for entry in history(story.state, names, own)]


def test_newest_first_also_within_the_same_minute() -> None:
    story = Story().opened("2026-03-02").say("step.entered", "2026-03-02", step="received")
    story.say("step.entered", "2026-03-02", step="information")
    assert keys(story) == [
        "event.step.entered.information",
        "event.step.entered.received",
        "event.case.opened.application",
    ]


def test_something_removed_stands_where_it_stood() -> None:
    story = Story().opened("2026-03-02").steps("received", "information", "casework")
    story.say("event.withdrawn", "2026-03-20", event="S-1-3")
    assert keys(story) == [
        "event.step.entered.casework",
        "event.withdrawn",
        "event.step.entered.received",
        "event.case.opened.application",
    ]


def test_an_event_from_the_future_is_told_neutrally_and_without_its_content() -> None:
    story = Story().opened().say("sagsvej.drone.sent", "2026-03-03", note="hemmeligt", step="x")
    newest = history(story.state, True, None)[0]
    assert (newest.what.key, newest.what.values, newest.note) == ("event.unknown", {}, None)


def test_a_withdrawn_event_from_the_future_is_removed_too() -> None:
    story = Story().opened().say("sagsvej.drone.sent", "2026-03-03")
    story.say("event.withdrawn", "2026-03-04", event="S-1-2")
    assert keys(story)[0] == "event.withdrawn"


@pytest.mark.parametrize("kind", ["party.added", "party.changed", "party.ended"])
def test_only_the_readers_own_party_events_are_told(kind: str) -> None:
    story = Story().party(ANNA, party="p-a").party(BO, party="p-b")
    more = {"on": "2026-04-01"} if kind == "party.ended" else {}
    if kind != "party.added":
        story.say(kind, "2026-03-05", party="p-b", **more)
    assert keys(story, own="p-a") == ["event.party.added"]
    assert keys(story, own=None) == []
    own = keys(story, own="p-b")
    assert own[0] == f"event.{kind}"


@pytest.mark.parametrize("kind", ["party.died", "party.wrong_person"])
def test_nobody_is_told_that_somebody_died_or_was_linked_by_mistake(kind: str) -> None:
    story = Story().opened().party(ANNA, party="p-a").say(kind, "2026-03-05", party="p-a")
    assert f"event.{kind}" not in keys(story, own="p-a")
    assert len(keys(story, own="p-b")) == 1


def test_caseworkers() -> None:
    story = Story().opened().say("caseworker.assigned", "2026-03-03", name="Karen")
    story.say("caseworker.assigned", "2026-03-04", name="Karen")
    story.say("caseworker.changed", "2026-03-05", name="Ole", valid_from="2026-03-06")
    story.say("caseworker.changed", "2026-03-06", name="Ole", valid_from="2026-03-06")
    assert keys(story)[:-1] == ["event.caseworker.changed", "event.caseworker.assigned"]
    hidden = history(story.state, False, None)
    assert [entry.what.key for entry in hidden][:-1] == [
        "event.caseworker.changed_hidden",
        "event.caseworker.assigned_hidden",
    ]
    assert "Karen" not in repr(hidden)
    assert "Ole" not in repr(hidden)
    assert story.state.caseworker_changes == 1


def test_a_change_is_a_change_also_when_the_one_before_was_never_told() -> None:
    story = (
        Story()
        .opened()
        .say("caseworker.changed", "2026-03-05", name="Ole", valid_from="2026-03-06")
    )
    assert keys(story)[0] == "event.caseworker.changed"
    assert story.state.changed_at is not None


def test_a_promise_that_moved() -> None:
    story = Story().say("contact.promised", "2026-03-02", promise="l", what="call", by="2026-03-20")
    story.say(
        "contact.promised", "2026-03-19", promise="l", what="call", by="2026-03-27", reason="busy"
    )
    newest = history(story.state, True, None)[0]
    assert newest.what.key == "event.contact.moved"
    assert newest.what.values["old"] == day("2026-03-20")
    assert newest.what.values["reason"] == Phrase("extension_reason.busy")


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("granted", "refused", "refused"), ("refused", "granted", "granted")],
)
def test_a_held_decision_is_not_told_because_another_one_was_shown(
    first: str, second: str, third: str
) -> None:
    """Two decisions at the same moment: what is shown of one says nothing of the other."""
    story = Story().opened().say("decision.made", "2026-03-10", decision="d-1", outcome=first)
    story.say("decision.made", "2026-03-10", decision="d-2", outcome=second)
    story.say("decision.made", "2026-03-10", decision="d-3", outcome=third)
    story.say("decision.released", "2026-03-11", decision="d-2")
    assert keys(story)[1:4] == [
        "event.decision.held",
        f"event.decision.made.{second}",
        "event.decision.held",
    ]


def test_every_known_event_type_has_a_line_or_a_reason_for_having_none() -> None:
    """A type without words would meet a citizen as its key."""
    from portal.wording.keys import required_keys

    silent = {EventType.PARTY_DIED, EventType.PARTY_WRONG}
    silent |= {EventType.EVENT_CORRECTED, EventType.EVENT_WITHDRAWN}
    known = required_keys()
    for kind in KNOWN_TYPES - silent:
        name = "event." + kind.removeprefix("sagsvej.")
        stems = (name, f"{name}.", f"{name}_")
        short = {
            EventType.CASE_COMPLETENESS: "event.case.complete",
            EventType.DECISION_MADE: "event.decision.held",
        }
        stems = (short[EventType(kind)],) if kind in short else stems
        assert any(key == stems[0] or key.startswith(tuple(stems[1:]) or stems) for key in known), (
            kind
        )


def test_an_answer_to_what_somebody_sent_is_for_them_alone() -> None:
    story = Story().opened().party(ANNA, party="p-a").party(BO, party="p-b")
    sent = {"message": "m-1", "kind": "question", "party": "p-a"}
    story.say("message.received", "2026-03-05", **sent)
    story.say("update.posted", "2026-03-06", update="o-1", kind="news", note="X", answers="m-1")
    story.say("update.posted", "2026-03-07", update="o-2", kind="news", note="Y")

    def notes(own: str) -> list[str]:
        return [entry.note for entry in history(story.state, True, own) if entry.note]

    assert notes("p-a") == ["Y", "X"]
    assert notes("p-b") == ["Y"]
