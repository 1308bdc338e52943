"""What the reader is asked to do, and what the municipality owes: true for whoever reads."""

from datetime import date

import pytest

from portal.core import law
from portal.core.access import represents
from portal.core.deadlines import case_deadline
from portal.core.parties import Party
from portal.core.promises import next_open, next_promise
from portal.core.status import heading
from portal.core.timeline import place_steps
from portal.core.turns import Turn, our_turn, your_turn
from portal.core.vocabulary import Role, Scope
from portal.law import law_versions
from tests.building import Story, day
from tests.core.test_timeline import complained, decided

TODAY = date(2026, 3, 20)
RULES = law.in_force(law_versions(), TODAY)


def yours(story: Story, *, represents: bool = False) -> tuple[Turn, ...]:
    return your_turn(story.state, TODAY, RULES, frozenset(), represents)


def keys(turns: tuple[Turn, ...]) -> list[str]:
    return [say.key for turn in turns for say in (turn.what, *turn.details)]


def waits(on: str, due: str) -> Story:
    story = Story().opened().steps("information")
    return story.say(
        "waiting.started",
        "2026-03-10",
        waiting="v-1",
        on=on,
        item="own_description",
        since="2026-03-10",
        due_on=due,
    )


def test_whoever_represents_is_not_told_to_do_nothing_while_the_case_waits_for_them() -> None:
    story = waits("representative", "2026-03-30")
    assert keys(yours(story)) == ["turn.you.nothing"]
    assert keys(yours(story, represents=True))[0] == "turn.you.send.own_description"
    assert "turn.us.waiting" not in keys(our_turn(story.state, TODAY, RULES, represents=True))
    assert heading(story.state).key == "status.waiting_other"
    assert heading(story.state, represents=True).key == "status.waiting_citizen"


@pytest.mark.parametrize(
    ("role", "scope", "expected"),
    [
        (Role.PERSON, (), False),
        (Role.GUARDIAN, (Scope.SEE_STATUS,), True),
        (Role.REPRESENTATIVE, (Scope.SEE_STATUS,), False),
        (Role.REPRESENTATIVE, (Scope.SEE_STATUS, Scope.ACT), True),
    ],
)
def test_who_only_looks_has_nothing_to_deliver(
    role: Role, scope: tuple[str, ...], expected: bool
) -> None:
    assert represents(Party("p-1", role, "hash", scope=scope)) is expected


@pytest.mark.parametrize(("due", "said"), [("2026-03-30", "due"), ("2026-03-12", "overdue_own")])
def test_the_municipality_does_not_wait_for_itself(due: str, said: str) -> None:
    found = keys(our_turn(waits("municipality", due).state, TODAY, RULES))
    assert found[:4] == ["turn.us.own", "turn.since_own", "turn.waited", f"turn.{said}"]


def test_nobody_waits_for_an_answer_when_the_hearing_is_over() -> None:
    story = Story().opened().steps("casework")
    story.say("hearing.opened", "2026-03-05", hearing="h", due_on="2026-03-15")
    assert keys(yours(story)) == ["turn.you.hearing", "turn.you.hearing_over"]


def test_an_answer_to_a_complaint_is_there_to_be_read_once_it_is_shown() -> None:
    story = complained()
    story.say("complaint.reassessed", "2026-03-26", complaint="k-1", outcome="changed")
    assert keys(yours(story)) == ["turn.you.nothing"]
    story.say(
        "letter.available",
        "2026-03-27",
        kind="reassessment",
        decision="k-1",
        channel="paper",
        available_at="2026-03-27T10:00:00+01:00",
        letter="b",
    )
    assert keys(yours(story)) == ["turn.you.read_letter"]


def test_a_promise_still_to_be_kept_is_found_beside_a_missed_one() -> None:
    def promise(story: Story, ref: str, when: str, by: str) -> Story:
        return story.say("contact.promised", when, promise=ref, what="call", by=by)

    story = promise(Story().opened().steps("information"), "l-1", "2026-03-03", "2026-03-10")
    assert next_open(story.state, TODAY) is None
    newer = next_open(promise(story, "l-2", "2026-03-12", "2026-04-01").state, TODAY)
    assert newer is not None
    assert newer.by == day("2026-04-01")


def test_a_silent_source_makes_nobody_late() -> None:
    story = Story().opened(received_on="2026-03-02").steps("information")
    story.say("contact.promised", "2026-03-03", promise="l-1", what="call", by="2026-03-10")
    story.say("deadline.set", "2026-03-03", kind="own", due_on="2026-03-11")

    def found(told_until: str | None) -> tuple[str, str]:
        state, told = story.state, day(told_until)
        promise = next_promise(state, TODAY, told)
        deadline = case_deadline(state, None, TODAY, frozenset(), told)
        assert promise is not None
        assert deadline is not None
        return promise.state, deadline.state

    assert found(None) == ("missed", "passed")
    assert found("2026-03-12") == ("missed", "passed")
    assert found("2026-03-10") == ("unclear", "unclear")


def test_an_answer_that_came_too_late_is_not_owed_any_more() -> None:
    story = decided().say("deadline.set", "2026-03-03", kind="own", due_on="2026-03-04")
    deadline = case_deadline(story.state, None, TODAY, frozenset())
    assert deadline is not None
    assert deadline.state == "met_late"


def test_nothing_to_do_now_is_not_said_by_a_silent_source() -> None:
    state = Story().opened().steps("information").state
    assert keys(your_turn(state, TODAY, RULES, frozenset(), silent=True)) == [
        "turn.you.nothing_known"
    ]


def test_a_step_gone_through_before_the_case_went_back_was_not_unneeded() -> None:
    story = Story().opened().steps("received", "information", "casework")
    story.say("step.returned", "2026-03-10", step="information", reason="new_information")
    story.say("case.closed", "2026-03-12", reason="withdrawn_by_citizen")
    places = [str(one.place) for one in place_steps(story.state)]
    assert places == ["done", "done", "done", "not_needed", "not_needed"]
