"""Which letters are due, read out of how a case stands now."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.ages import of_age_on
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.core.occasions import (
    Known,
    delay_occasion,
    readers,
    wanted,
)
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import LetterKind, Role
from tests.building import ANNA, BO, CARL, Story
from tests.core.contract_events import any_events
from tests.core.test_any_events import FEW

TODAY = date(2026, 4, 2)


def due(story: Story, today: date = TODAY, *, history: bool = False) -> dict[str, str]:
    """Return the occasions that are due, with the kind of letter of each."""
    events = [event._replace(history=history) for event in story.events]
    known = Known(read_case(events), read_parties(events), {})
    return {one.occasion: str(one.kind) for one in wanted(known, today)}


def begun() -> Story:
    return Story().opened().party(ANNA)


def asked(story: Story, ref: str = "a", **more: Any) -> Story:
    return story.say(
        "information.requested", "2026-03-10", request=ref, from_="citizen", item="receipts",
        why="count_costs", **more,
    )  # fmt: skip


def test_one_receipt_for_a_case_however_often_it_is_told() -> None:
    story = begun().opened("2026-03-03").opened("2026-03-04")
    assert due(story) == {"case": "receipt"}


def test_history_sends_nothing() -> None:
    story = asked(begun()).say(
        "deadline.extended", "2026-03-11", due_on="2026-06-01", reason="busy"
    )
    story.say("complaint.received", "2026-03-12", complaint="k", received_on="2026-03-12")
    assert due(story)
    assert due(story, history=True) == {}


def test_nothing_when_the_person_died_or_is_somebody_else() -> None:
    for what in ("party.died", "party.wrong_person"):
        story = asked(begun()).say(what, "2026-03-20", party="p-61")
        assert due(story) == {}
        assert readers(read_parties(story.events).values(), TODAY) == ()


def test_a_request_is_due_as_long_as_it_is_open() -> None:
    story = asked(asked(begun()), "b")
    assert set(due(story)) == {"case", "request:a", "request:b"}
    story.say("information.received", "2026-03-12", from_="citizen", item="receipts", request="a")
    assert set(due(story)) == {"case", "request:b"}


def test_what_is_asked_of_others_is_no_letter_to_the_citizen() -> None:
    story = begun().say(
        "information.requested", "2026-03-10", request="a", from_="doctor",
        item="medical_statement",
    )  # fmt: skip
    assert set(due(story)) == {"case"}


def test_a_moved_deadline_is_told_once_for_each_new_day() -> None:
    story = begun()
    for when in ("2026-03-11", "2026-03-12"):
        story.say("deadline.extended", when, due_on="2026-06-01", reason="busy")
    assert delay_occasion(date(2026, 6, 1)) in due(story)
    assert list(due(story).values()).count("delay") == 1
    story.say("deadline.extended", "2026-03-13", due_on="2026-07-01", reason="busy")
    assert delay_occasion(date(2026, 7, 1)) in due(story)
    assert list(due(story).values()).count("delay") == 1
    story.say("deadline.extended", "2026-03-14", due_on="2026-07-03", reason="busy", letter="b-1")
    assert "delay" not in due(story).values(), "the case system wrote itself"


@pytest.mark.parametrize("kind", ["receipt", "request", "delay"])
def test_a_letter_the_case_system_sent_is_not_sent_again(kind: str) -> None:
    story = asked(begun()).say(
        "deadline.extended", "2026-03-11", due_on="2026-06-01", reason="busy"
    )
    assert kind in due(story).values()
    sent = {"letter": "b", "kind": kind, "channel": "paper"}
    story.say("letter.sent", "2026-03-12", **sent)
    assert kind not in due(story).values()


def test_a_complaint_has_a_receipt_of_its_own_and_one_only() -> None:
    story = begun().steps("decision").say("case.opened", "2026-03-02", kind="application", area="x")
    story.say("decision.made", "2026-03-10", decision="d", outcome="refused")
    story.say("decision.released", "2026-03-10", decision="d")
    assert due(story) == {}
    assert "case" not in due(story)
    story.say("complaint.received", "2026-03-20", complaint="portal-1", received_on="2026-03-20")
    before = {occasion for occasion in due(story) if occasion.startswith("complaint")}
    story.say("complaint.received", "2026-03-23", complaint="k-1", received_on="2026-03-23")
    assert set(due(story)) == before, "one, and none about the application"
    story.say("complaint.reassessed", "2026-04-01", complaint="k-1", outcome="upheld")
    assert not any(occasion.startswith("complaint") for occasion in due(story))


def test_a_closed_case_owes_nothing() -> None:
    assert due(asked(begun()).say("case.closed", "2026-03-20", reason="decided")) == {}


def turning(born: str) -> Story:
    story = Story().say(
        "case.opened", "2026-03-02", kind="application", area="respite", received_on="2026-03-02"
    )
    story.party(ANNA, role="child", birth_date=born)
    return story.party(BO, role="parent", custody="joint").party(
        CARL, role="parent", custody="none"
    )


@pytest.mark.parametrize(
    ("today", "months"),
    [("2026-01-14", []), ("2026-01-15", ["6"]), ("2026-06-14", ["6"]), ("2026-06-15", ["1"]),
     ("2026-07-14", ["1"]), ("2026-07-15", [])],
)  # fmt: skip
def test_turning_18_is_told_six_months_and_one_month_before(today: str, months: list[str]) -> None:
    for history in (False, True):
        found = due(turning("2008-07-15"), date.fromisoformat(today), history=history)
        eighteen = [one for one in found if one.startswith("18:")]
        assert eighteen == [f"18:2026-07-15:{number}" for number in months]


def test_turning_18_goes_to_the_young_person_and_those_with_custody() -> None:
    story = turning("2008-07-15")
    known = Known(story.state, read_parties(story.events), {})
    (letter,) = [one for one in wanted(known, TODAY) if one.kind is LetterKind.TURNING_18]
    assert letter.to == ("p-61", "p-62")


def test_help_that_does_not_end_at_18_and_a_refusal_are_no_occasion() -> None:
    other = turning("2008-07-15").say(
        "case.opened", "2026-03-03", kind="application", area="assistive_aids"
    )
    assert not any(one.startswith("18:") for one in due(other))
    refused = turning("2008-07-15").say("case.closed", "2026-03-20", reason="decided")
    assert not any(one.startswith("18:") for one in due(refused))


def test_born_on_29_february() -> None:
    assert of_age_on(date(2008, 2, 29)) == date(2026, 3, 1)


PERSON = Party("p", Role.PERSON, "a", birth_date=date(1960, 1, 1))


@pytest.mark.parametrize(
    ("party", "reads"),
    [
        (PERSON, True),
        (replace(PERSON, died=True), False),
        (replace(PERSON, valid_to=date(2026, 4, 1)), False),
        (Party("c", Role.CHILD, "b", birth_date=date(2018, 1, 1)), False),
        (Party("c", Role.CHILD, "b", birth_date=date(2010, 1, 1)), True),
        (Party("m", Role.PARENT, "c", custody="joint"), True),
        (Party("m", Role.PARENT, "c", custody="none"), False),
        (Party("r", Role.REPRESENTATIVE, "d", scope=("see_status",)), False),
        (Party("r", Role.REPRESENTATIVE, "d", scope=("read_letters",)), True),
        (Party("g", Role.GUARDIAN, "e", scope=("act",)), True),
    ],
)
def test_who_gets_the_letters(party: Party, reads: bool) -> None:
    assert bool(readers([party], TODAY)) is reads


def test_the_same_human_being_gets_one_letter() -> None:
    guardian = Party("g", Role.GUARDIAN, "a", scope=("act",))
    assert [party.ref for party in readers([guardian, PERSON], TODAY)] == ["p"]


@FEW
@given(any_events(unknown=True), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(events: list[CaseEvent], random: Any) -> None:
    mixed = list(events)
    random.shuffle(mixed)
    for today in (TODAY, date(2026, 12, 31)):
        found = [
            wanted(Known(read_case(told), read_parties(told), {}), today)
            for told in (events, mixed)
        ]
        assert found[0] == found[1]
        occasions = [(one.kind, one.occasion) for one in found[0]]
        assert len(occasions) == len(set(occasions))
        assert all(len(occasion) <= 120 for _, occasion in occasions)


@FEW
@given(any_events())
def test_a_case_that_is_all_history_owes_no_letter(events: list[CaseEvent]) -> None:
    told = [event._replace(history=True) for event in events]
    found = wanted(Known(read_case(told), read_parties(told), {}), TODAY)
    assert all(one.kind is LetterKind.TURNING_18 for one in found)
