"""Corrections and withdrawals, in whatever order they arrive."""

from itertools import permutations

import pytest

from portal.core.events import CaseEvent, true_record
from portal.core.fold import read_case
from portal.core.history import history
from tests.building import Story


def asked() -> Story:
    """Return a case that waits for the hospital, event S-1-2."""
    return Story().opened().say(
        "waiting.started", "2026-03-03", waiting="v", on="hospital", item="hospital_record",
        since="2026-03-03", note="Vi har skrevet til sygehuset.",
    )  # fmt: skip


def correct(story: Story, event: str, type_: str, when: str = "2026-03-05", **data: str) -> Story:
    return story.say("event.corrected", when, event=event, type=f"sagsvej.{type_}", data=data)


DOCTOR = {"waiting": "v", "on": "doctor", "item": "medical_statement", "since": "2026-03-03"}


def waited_for(story: Story) -> set[str]:
    """Return whom the case waits for, checking that order of arrival does not matter."""
    found = set()
    for events in permutations(story.events):
        state = read_case(events)
        found.add(" ".join(sorted(str(wait.on) for wait in state.waiting.values())))
    assert len(found) == 1, found
    return set(found.pop().split())


def test_a_correction_replaces_the_payload_and_keeps_the_time() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    assert waited_for(story) == {"doctor"}
    event = story.state.record.events[1]
    assert event.occurred_at == story.events[1].occurred_at
    assert event.get("note") is None


def test_the_newest_correction_wins() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    correct(story, "S-1-2", "waiting.started", "2026-03-06", **DOCTOR | {"on": "specialist"})
    assert waited_for(story) == {"specialist"}


def test_a_correction_for_another_type_changes_nothing() -> None:
    story = correct(asked(), "S-1-2", "step.entered", step="decision")
    assert waited_for(story) == {"hospital"}
    assert story.state.step is None


def test_a_correction_for_another_type_does_not_hide_the_right_one() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    correct(story, "S-1-2", "step.entered", "2026-03-07", step="decision")
    assert waited_for(story) == {"doctor"}


def test_a_correction_of_something_that_never_came_waits() -> None:
    story = correct(Story().opened(), "S-1-99", "step.entered", step="decision")
    assert story.state.step is None
    assert [entry.what.key for entry in history(story.state, True, None)] == [
        "event.case.opened.application"
    ]


@pytest.mark.parametrize("first", ["correction", "withdrawal"])
def test_a_withdrawal_wins_over_a_correction(first: str) -> None:
    story = asked()
    if first == "withdrawal":
        story.say("event.withdrawn", "2026-03-04", event="S-1-2")
    correct(story, "S-1-2", "waiting.started", **DOCTOR)
    if first == "correction":
        story.say("event.withdrawn", "2026-03-06", event="S-1-2")
    assert waited_for(story) == set()


def test_a_withdrawn_correction_is_undone() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    story.say("event.withdrawn", "2026-03-06", event="S-1-3")
    assert waited_for(story) == {"hospital"}


def test_a_withdrawn_correction_leaves_that_something_was_removed() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    story.say("event.withdrawn", "2026-03-06", event="S-1-3")
    keys = [entry.what.key for entry in history(story.state, True, None)]
    assert keys == ["event.withdrawn", "event.waiting.started", "event.case.opened.application"]


def test_a_withdrawal_cannot_be_withdrawn() -> None:
    story = asked().say("event.withdrawn", "2026-03-04", event="S-1-2")
    story.say("event.withdrawn", "2026-03-05", event="S-1-3")
    assert waited_for(story) == set()


def test_the_content_of_what_was_withdrawn_is_gone() -> None:
    story = asked().say("event.withdrawn", "2026-03-06", event="S-1-2")
    record = true_record(story.events)
    assert [(event.id, event.data) for event in record.removed] == [("S-1-2", None)]
    assert "sygehuset" not in repr(record)
    state = story.state
    entries = history(state, True, None)
    assert "sygehuset" not in repr((state, entries))
    assert [entry.what.key for entry in entries] == [
        "event.withdrawn",
        "event.case.opened.application",
    ]


def test_a_withdrawal_that_comes_first_waits_for_its_event() -> None:
    events = asked().say("event.withdrawn", "2026-03-06", event="S-1-2").events
    assert read_case(events[:1] + events[2:]).record.removed == ()
    assert not read_case(events).waiting


def test_withdrawn_events_about_people_leave_nothing() -> None:
    story = Story().opened().party().say("event.withdrawn", "2026-03-06", event="S-1-2")
    keys = [entry.what.key for entry in history(story.state, True, "p-61")]
    assert keys == ["event.case.opened.application"]
    story = Story().opened().party()
    correct(story, "S-1-2", "party.added", party="p-61", role="person", identifier="620191-2345")
    story.say("event.withdrawn", "2026-03-06", event="S-1-3")
    keys = [entry.what.key for entry in history(story.state, True, None)]
    assert keys == ["event.case.opened.application"]


def test_corrected_lines_are_marked() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR)
    newest = history(story.state, True, None)[0]
    assert newest.mark is not None
    assert newest.mark.key == "event.corrected"
    assert newest.what.values["who"].key == "who.doctor"


@pytest.mark.parametrize(
    ("when", "sequence", "ids"),
    [
        (("2026-03-03", "2026-03-02"), (1, 2), "b a"),
        (("2026-03-03", "2026-03-03"), (2, 1), "b a"),
        (("2026-03-03", "2026-03-03"), (1, 1), "a b"),
    ],
    ids=["time first", "then sequence", "then id"],
)
def test_order(when: tuple[str, str], sequence: tuple[int, int], ids: str) -> None:
    story = Story()
    for id_, at_, number in zip(("a", "b"), when, sequence, strict=True):
        story.say("activity.noted", at_, id_=id_, sequence=number)
    for events in (story.events, story.events[::-1]):
        assert " ".join(event.id for event in true_record(events).events) == ids


def test_nothing_is_lost_or_made_up() -> None:
    story = correct(asked(), "S-1-2", "waiting.started", **DOCTOR).steps("received")
    kept: tuple[CaseEvent, ...] = true_record(story.events).events
    assert [event.id for event in kept] == ["S-1-1", "S-1-2", "S-1-4"]
