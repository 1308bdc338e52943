"""What waits for somebody here, and from which day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from portal.calendar_days import public_holidays
from portal.core.deadlines import Length, Unit
from portal.core.fold import read_case
from portal.core.law import in_force
from portal.core.promises import responsible
from portal.core.vocabulary import CountsFrom, CountsTo
from portal.core.worklist import Manners, Task, TaskKind, days_before, open_promises, tasks_of
from portal.law import law_versions
from tests.building import Story
from tests.core.contract_events import any_events
from tests.core.test_any_events import FEW

TEN_WEEKS = Length(10, Unit.WEEKS, CountsFrom.RECEIVED, CountsTo.SENT)
MANNERS = Manners(
    first_word_within=5,
    every_days=28,
    talk_within=5,
    published=None,
    law=in_force(law_versions(), date(2026, 4, 2)),
    closed=public_holidays(),
)
KAREN = {"name": "Karen", "phone": "79 75 50 00"}


def begun() -> Story:
    story = Story().opened("2026-03-02").party()
    return story.say("unit.assigned", "2026-03-02", unit="Teamet").say(
        "caseworker.assigned", "2026-03-02", **KAREN
    )


def tasks(story: Story, manners: Manners = MANNERS) -> dict[TaskKind, Task]:
    found = tasks_of(story.state, manners)
    assert len({task.kind for task in found}) == len(found)
    return {task.kind: task for task in found}


def test_nothing_is_known_and_nothing_waits() -> None:
    assert tasks_of(read_case([]), MANNERS) == ()


def test_a_new_case_waits_for_its_first_word() -> None:
    assert tasks(begun()) == {
        TaskKind.FIRST_WORD: Task(
            TaskKind.FIRST_WORD, date(2026, 3, 2), date(2026, 3, 9), "Karen", "Teamet"
        )
    }


def test_a_case_nobody_has_is_the_units() -> None:
    story = Story().opened("2026-03-02").say("unit.assigned", "2026-03-02", unit="Teamet")
    task = tasks(story)[TaskKind.FIRST_WORD]
    assert (task.owner, task.owner_unit) == (None, "Teamet")


def test_a_promise_stands_on_the_list_two_working_days_before() -> None:
    # 7 April 2026 is the Tuesday after Easter: the two working days before it are in March
    # and on 1 April.
    story = begun().say("contact.promised", "2026-03-10", promise="l", what="call", by="2026-04-07")
    task = tasks(story)[TaskKind.PROMISE]
    assert (task.from_day, task.due_on, task.ref) == (date(2026, 3, 31), date(2026, 4, 7), "l")
    assert TaskKind.SILENT not in tasks(story), "the promised day is what counts"


def test_a_promise_for_another_unit_is_that_units() -> None:
    story = begun().say(
        "contact.promised",
        "2026-03-10",
        promise="l",
        what="call",
        by="2026-04-07",
        owner_unit="Huset",
    )
    task = tasks(story)[TaskKind.PROMISE]
    assert (task.owner, task.owner_unit) == (None, "Huset")


def test_a_kept_promise_waits_no_more_and_silence_counts_from_the_last_word() -> None:
    story = begun().say("contact.promised", "2026-03-10", promise="l", what="call", by="2026-03-12")
    story.say("contact.made", "2026-03-11", channel="phone", promise="l")
    found = tasks(story)
    assert TaskKind.PROMISE not in found
    assert found[TaskKind.SILENT].due_on == date(2026, 4, 8)
    sooner = tasks(story, replace(MANNERS, every_days=14))
    assert sooner[TaskKind.SILENT].due_on == date(2026, 3, 25)


def test_a_letter_about_a_delay_is_proposed_before_the_deadline_also_while_papers_are_awaited() -> (
    None
):
    story = begun().say(
        "information.requested", "2026-03-03", request="a", from_="doctor", item="hospital_record"
    )
    task = tasks(story, replace(MANNERS, published=TEN_WEEKS))[TaskKind.DEADLINE]
    assert task.due_on == date(2026, 5, 11)
    assert task.from_day == days_before(date(2026, 5, 11), 10, public_holidays())


@pytest.mark.parametrize("answered", [False, True])
def test_what_came_in_waits_until_somebody_says_a_word(answered: bool) -> None:
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    story.say("information.received", "2026-03-10", from_="citizen", item="receipts")
    if answered:
        story.say("update.posted", "2026-03-11", update="o", kind="news", note="Vi har dem.")
    assert (TaskKind.ARRIVED in tasks(story)) is not answered


def test_a_message_waits_until_it_is_answered_and_its_reply_is_a_promise() -> None:
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    story.say("message.received", "2026-03-10", message="m", kind="question", promise="l")
    story.say("contact.promised", "2026-03-10", promise="l", what="reply", by="2026-03-17")
    assert tasks(story)[TaskKind.MESSAGE].due_on == date(2026, 3, 17)
    story.say("update.posted", "2026-03-12", update="o", kind="news", note="Ja.", answers="m")
    assert not {TaskKind.MESSAGE, TaskKind.PROMISE} & set(tasks(story))
    assert open_promises(story.state) == ()


def test_how_somebody_remembers_an_agreement_waits_until_somebody_says_a_word() -> None:
    story = begun().say("contact.promised", "2026-03-05", promise="l", what="call", by="2026-04-17")
    story.say("promise.disputed", "2026-03-10", promise="l", note="Det var i marts.")
    task = tasks(story)[TaskKind.MESSAGE]
    assert (task.ref, task.from_day, task.due_on) == ("l", date(2026, 3, 10), date(2026, 3, 17))
    story.say("update.posted", "2026-03-11", update="o", kind="news", note="Det var i april.")
    assert TaskKind.MESSAGE not in tasks(story)


def test_another_update_does_not_answer_a_question() -> None:
    story = begun().say("message.received", "2026-03-10", message="m", kind="question", promise="l")
    story.say("contact.promised", "2026-03-10", promise="l", what="reply", by="2026-03-17")
    story.say("update.posted", "2026-03-12", update="o", kind="news", note="Noget andet.")
    assert {TaskKind.MESSAGE, TaskKind.PROMISE} <= set(tasks(story))


def test_an_answer_keeps_the_promise_of_its_own_message_alone() -> None:
    story = begun().say("message.received", "2026-03-10", message="m", kind="question", promise="l")
    story.say("contact.promised", "2026-03-10", promise="l", what="contact", by="2026-03-17")
    story.say("message.received", "2026-03-10", message="n", kind="question", promise="k")
    story.say("contact.promised", "2026-03-10", promise="k", what="contact", by="2026-03-17")
    story.say("update.posted", "2026-03-12", update="o", kind="news", note="Ja.", answers="m")
    assert [promise.ref for promise in open_promises(story.state)] == ["k"]
    story.say("contact.made", "2026-03-13", channel="phone")
    assert [promise.ref for promise in open_promises(story.state)] == ["k"]
    story.say("contact.made", "2026-03-14", channel="phone", promise="k")
    assert open_promises(story.state) == ()


def test_the_promise_of_a_change_does_not_hide_that_nobody_has_said_a_word() -> None:
    first: dict[str, Any] = {"promise": "portal-1", "what": "contact", "by": "2026-09-20"}
    changed: dict[str, Any] = {"name": "Ole", "valid_from": "2026-09-10"}
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    story.say("caseworker.changed", "2026-09-10", **changed)
    story.say("contact.promised", "2026-09-10", **first)
    found = tasks(story)
    assert (found[TaskKind.SILENT].due_on, found[TaskKind.SILENT].owner) == (
        date(2026, 3, 31),
        "Ole",
    )
    assert TaskKind.PROMISE in found
    story.say("contact.made", "2026-09-11", channel="phone")
    assert tasks(story)[TaskKind.SILENT].due_on == date(2026, 10, 9)
    unheard = begun().say("caseworker.changed", "2026-09-10", **changed)
    unheard.say("contact.promised", "2026-09-10", **first)
    assert TaskKind.FIRST_WORD in tasks(unheard)


def test_the_promise_of_a_letter_about_a_change_is_no_word_and_that_of_another_letter_is() -> None:
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    for kind, silent in (("caseworker", True), ("update", False)):
        told: dict[str, Any] = {"letter": kind, "kind": kind, "channel": "portal"}
        told["available_at"] = "2026-09-10T08:00:00+02:00"
        story.say("letter.available", "2026-09-10", **told)
        promise: dict[str, Any] = {"promise": f"portal-{kind}", "what": "contact"}
        promise["by"] = "2026-09-20"
        story.say("contact.promised", "2026-09-10", **promise)
        assert (TaskKind.SILENT in {one.kind for one in tasks_of(story.state, MANNERS)}) is silent


@pytest.mark.parametrize(
    ("outcome", "waits"), [("granted", False), ("partly", True), ("refused", True)]
)
def test_a_refusal_waits_for_its_talk(outcome: str, waits: bool) -> None:
    story = begun().say("decision.made", "2026-03-30", decision="d", outcome=outcome)
    assert (TaskKind.TALK in tasks(story)) is waits
    story.say("decision.released", "2026-03-31", decision="d")
    assert TaskKind.TALK not in tasks(story)


def test_who_was_announced_has_the_case_from_their_day() -> None:
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    day: dict[str, Any] = {"valid_from": "2026-03-16", "first_contact_by": "2026-03-20"}
    story.say("caseworker.changed", "2026-03-10", name="Ole", **day)
    story.say("activity.noted", "2026-03-15", note="x")
    caseworker, coming = story.state.caseworker, story.state.coming
    assert (caseworker and caseworker.name, caseworker and caseworker.phone) == tuple(
        KAREN.values()
    )
    assert coming is not None
    assert tasks(story)[TaskKind.SILENT].owner == "Karen"
    first = tasks(story)[TaskKind.CHANGE]
    assert (first.owner, first.from_day, first.due_on) == (
        "Ole",
        date(2026, 3, 16),
        date(2026, 3, 20),
    )
    story.say("activity.noted", "2026-03-18", note="y")
    assert (story.state.caseworker, story.state.coming) == (coming, None)
    assert story.state.changed_at is not None
    assert story.state.changed_at.date() == date(2026, 3, 16)
    assert tasks(story)[TaskKind.CHANGE].owner == "Ole"


def test_a_new_caseworker_owes_a_first_word() -> None:
    story = begun().say("contact.made", "2026-03-03", channel="phone")
    story.say(
        "caseworker.changed",
        "2026-03-10",
        name="Ole",
        valid_from="2026-03-10",
        first_contact_by="2026-03-20",
    )
    assert tasks(story)[TaskKind.CHANGE].owner == "Ole"
    assert tasks(story)[TaskKind.CHANGE].due_on == date(2026, 3, 20)
    story.say("contact.made", "2026-03-12", channel="phone")
    assert TaskKind.CHANGE not in tasks(story)


def test_a_complaint_sent_here_is_followed_and_is_one_with_the_case_systems() -> None:
    story = (
        begun()
        .steps("decision")
        .say("decision.made", "2026-03-10", decision="d", outcome="refused")
    )
    story.say("decision.released", "2026-03-10", decision="d")
    story.say("complaint.received", "2026-03-20", complaint="portal-1", received_on="2026-03-20")
    story.say("complaint.received", "2026-03-23", complaint="k-1", received_on="2026-03-23")
    task = tasks(story)[TaskKind.COMPLAINT]
    assert (task.ref, task.from_day) == ("k-1", date(2026, 3, 20)), "never told as later"
    story.say("complaint.reassessed", "2026-04-01", complaint="k-1", outcome="upheld")
    assert TaskKind.COMPLAINT not in tasks(story)


def test_a_closed_case_asks_for_nothing_but_what_the_citizen_sent() -> None:
    story = begun().say("case.closed", "2026-03-10", reason="decided")
    assert tasks_of(story.state, MANNERS) == ()
    story.say("message.received", "2026-03-11", message="m", kind="question")
    assert set(tasks(story)) == {TaskKind.MESSAGE}


@given(any_events())
@FEW
def test_nothing_in_a_list_is_orphaned(events: list) -> None:  # type: ignore[type-arg]
    """An open promise is always somebody's who is there now, or their unit's."""
    state = read_case(events)
    for task in tasks_of(state, MANNERS):
        assert task.due_on is None or task.from_day <= task.due_on or task.kind is TaskKind.CHANGE
    for promise in open_promises(state):
        owner, unit = responsible(state, promise)
        assert owner not in state.former_caseworkers
        if state.caseworker or state.unit:
            assert owner or unit
