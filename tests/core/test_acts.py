"""What can be done in a case, by whom and when; and what is promised back."""

from datetime import date
from typing import Any

import pytest

from portal.calendar_days import public_holidays
from portal.core import acts
from portal.core.acts import Times, may_act, open_acts, promised_back
from portal.core.law import Law
from portal.core.parties import Party
from portal.core.promises import next_promise, promises_of
from portal.core.vocabulary import MessageKind, Promised, Role
from tests.building import ANNA, BO, Story

TODAY = date(2026, 4, 2)
LAW = Law(date(2014, 1, 1), 4, 4, 7, (), None, None)
M = MessageKind


def party(role: str = "person", **more: Any) -> Party:
    return Party("p-1", Role(role), "hash", **more)


def times(closed: frozenset[date] = frozenset()) -> Times:
    holidays = public_holidays()
    return Times(5, 2, 1, 5, holidays | closed, holidays, LAW)


def begun(kind: str = "application") -> Story:
    more = {"review_reason": "end_of_help"} if kind == "review" else {}
    return Story().opened(kind=kind, **more).party(ANNA).steps("received", "information")


def heard() -> Story:
    return begun().say("hearing.opened", "2026-03-20", hearing="h", due_on="2026-03-28")


def decided(outcome: str = "refused", kind: str = "application") -> Story:
    story = begun(kind).say("decision.made", "2026-03-20", decision="d", outcome=outcome)
    return story.say("decision.released", "2026-03-21", decision="d")


def sent(story: Story, kind: str, by: str = "p-1", when: str = "2026-03-25", **more: Any) -> Story:
    number = len(story.payloads)
    return story.say("message.received", when, message=f"m-{number}", kind=kind, party=by, **more)


def can(story: Story, **more: Any) -> set[MessageKind]:
    return set(open_acts(story.state, party(**more), TODAY))


UNDECIDED = {M.BEFORE_ANSWER, M.INFORMATION, M.URGENT, M.EXPERT_VIEW}
ALWAYS = {M.QUESTION, M.CALL_BACK, M.ACCESS, M.DISAGREE}


@pytest.mark.parametrize(
    ("story", "more"),
    [
        (begun(), UNDECIDED),
        (Story().party(ANNA), UNDECIDED),
        (heard(), {M.HEARING_ANSWER, M.MORE_TIME, *UNDECIDED}),
        (decided(), {M.COMPLAINT, M.INFORMATION, M.URGENT}),
        (decided("granted"), {M.COMPLAINT, M.INFORMATION, M.URGENT}),
        (begun().say("case.closed", "2026-03-25", reason="moved"), set()),
        (
            decided().say("case.closed", "2026-03-25", reason="decided"),
            {M.COMPLAINT},
        ),
    ],
)  # fmt: skip
def test_what_is_open_follows_the_state(story: Story, more: set[MessageKind]) -> None:
    assert can(story) == ALWAYS | more


@pytest.mark.parametrize("outcome", ["granted", "partly", "refused", "dismissed", "discontinued"])
def test_a_decision_that_is_held_changes_nothing_by_what_it_is(outcome: str) -> None:
    story = begun().say("decision.made", "2026-03-20", decision="d", outcome=outcome)
    assert can(story) == ALWAYS | {M.INFORMATION, M.URGENT}


def test_a_hearing_is_open_after_its_day_and_until_this_party_has_answered() -> None:
    story = heard()
    assert M.HEARING_ANSWER in can(story), "the day to answer by is five days ago"
    sent(story, "hearing_answer", by="p-2")
    story.say("hearing.answered", "2026-03-25", hearing="h", on="2026-03-25")
    assert M.HEARING_ANSWER in can(story), "another party's answer is not ours"
    sent(story, "hearing_answer", by="p-1")
    assert M.HEARING_ANSWER not in can(story)
    assert M.BEFORE_ANSWER in can(story), "and there may be more to say"


def test_an_answer_the_case_system_tells_of_closes_the_hearing() -> None:
    story = heard().say("hearing.answered", "2026-03-25", hearing="h", on="2026-03-25")
    assert M.HEARING_ANSWER not in can(story)


def test_each_party_has_their_own_day_of_answering() -> None:
    story = sent(heard(), "hearing_answer", by="p-1", when="2026-03-21")
    story.say("hearing.answered", "2026-03-21", hearing="h", on="2026-03-21")
    assert acts.hearing_answered_by(story.state, "p-1") == date(2026, 3, 21)
    assert acts.hearing_answered_by(story.state, "p-2") is None
    sent(story, "hearing_answer", by="p-2", when="2026-03-24")
    story.say("hearing.answered", "2026-03-24", hearing="h", on="2026-03-24")
    assert acts.hearing_answered_by(story.state, "p-1") == date(2026, 3, 21)
    assert acts.hearing_answered_by(story.state, "p-2") == date(2026, 3, 24)
    told = heard().say("hearing.answered", "2026-03-25", hearing="h", on="2026-03-25")
    assert acts.hearing_answered_by(told.state, "p-1") == date(2026, 3, 25)


def test_a_new_hearing_is_answered_anew() -> None:
    story = sent(heard(), "hearing_answer", when="2026-03-21")
    story.say("hearing.answered", "2026-03-21", hearing="h", on="2026-03-21")
    story.say("hearing.opened", "2026-03-25", hearing="h-2", due_on="2026-04-20")
    assert M.HEARING_ANSWER in can(story)


def test_a_complaint_is_sent_once_by_each_and_never_too_late() -> None:
    story = decided()
    assert M.COMPLAINT in open_acts(story.state, party(), date(2027, 1, 1))
    sent(story, "complaint", when="2026-03-26")
    story.say("complaint.received", "2026-03-26", complaint="k", received_on="2026-03-26")
    assert M.COMPLAINT not in can(story)
    assert M.BEFORE_ANSWER in can(story), "while it is looked at again"
    other = Party("p-2", Role.PARENT, "hash-2")
    assert M.COMPLAINT in open_acts(story.state, other, TODAY)


def test_a_complaint_told_by_the_case_system_is_not_asked_for_again() -> None:
    story = decided().say(
        "complaint.received", "2026-03-26", complaint="k", received_on="2026-03-26"
    )
    assert M.COMPLAINT not in can(story)
    story.say("complaint.forwarded", "2026-03-30", complaint="k", on="2026-03-30")
    assert M.BEFORE_ANSWER not in can(story), "it lies with Ankestyrelsen"


def test_what_ankestyrelsen_answered_is_no_complaint_to_us_until_a_new_decision() -> None:
    story = decided().say("complaint.forwarded", "2026-03-25", complaint="k", on="2026-03-25")
    story.say("complaint.decided", "2026-03-30", complaint="k", outcome="upheld")
    story.say("decision.released", "2026-03-31", decision="k")
    assert M.COMPLAINT not in can(story)


def test_a_case_that_is_a_complaint_is_sent_on_without_asking() -> None:
    assert M.COMPLAINT not in can(decided("refused", "complaint"))


@pytest.mark.parametrize(
    ("role", "more", "may"),
    [
        ("person", {}, True),
        ("child", {}, True),
        ("parent", {"custody": "joint"}, True),
        ("parent", {"custody": "none"}, False),
        ("parent", {"custody": "sole", "scope": ("see_status",)}, False),
        ("guardian", {"scope": ("see_status", "act")}, True),
        ("guardian", {"scope": ("see_status",)}, False),
        ("representative", {"scope": ("read_letters",)}, False),
        ("representative", {"scope": ("act",)}, True),
        ("representative", {"scope": ("act",), "valid_to": date(2026, 4, 1)}, False),
        ("person", {"died": True}, False),
        ("person", {"wrong": True}, False),
    ],
)
def test_who_may_act(role: str, more: dict[str, Any], may: bool) -> None:
    who = party(role, **more)
    assert may_act(who, TODAY) is may
    assert bool(open_acts(begun().state, who, TODAY)) is may


# Danish rules 1.7: seven working days for access to the file, public holidays alone.
@pytest.mark.parametrize(
    ("asked", "by"),
    [("2026-04-01", "2026-04-15"), ("2026-06-01", "2026-06-10"), ("2026-12-22", "2027-01-04")],
)
def test_access_is_counted_by_the_law_and_not_by_when_the_office_is_closed(
    asked: str, by: str
) -> None:
    closed = frozenset({date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)})
    found = promised_back(M.ACCESS, date.fromisoformat(asked), times(closed))
    assert found == (Promised.ACCESS, date.fromisoformat(by))


def test_a_reply_waits_for_the_office_to_open() -> None:
    before_christmas = date(2026, 12, 23)
    closed = frozenset({date(2026, 12, 24), date(2026, 12, 31)})
    assert promised_back(M.CALL_BACK, before_christmas, times(closed)) == (
        Promised.CALL,
        date(2026, 12, 29),
    )


@pytest.mark.parametrize("kind", list(M))
def test_everything_but_a_complaint_is_answered_by_a_promise(kind: MessageKind) -> None:
    found = promised_back(kind, TODAY, times())
    assert (found is None) is (kind is M.COMPLAINT)
    if found:
        assert found[1] > TODAY


def test_what_another_party_was_promised_is_theirs() -> None:
    story = begun().party(BO)
    sent(story, "question", by="p-2", promise="l-2")
    story.say("contact.promised", "2026-03-25", promise="l-2", what="reply", by="2026-04-03")
    story.say("contact.promised", "2026-03-25", promise="l-1", what="call", by="2026-04-10")
    state = story.state
    assert [one.ref for one in promises_of(state, TODAY, party="p-1")] == ["l-1"]
    assert [one.ref for one in promises_of(state, TODAY, party="p-2")] == ["l-2", "l-1"]
    assert len(promises_of(state, TODAY)) == 2, "the desk sees them all"
    found = next_promise(state, TODAY, party="p-1")
    assert found is not None
    assert found.ref == "l-1"


def test_only_what_we_asked_for_is_ticked_off() -> None:
    story = begun()
    story.say("information.requested", "2026-03-10", request="a", from_="citizen", item="receipts")
    story.say("information.requested", "2026-03-10", request="b", from_="doctor", item="other")
    story.say(
        "waiting.started", "2026-03-10", waiting="v", on="citizen", item="consent",
        since="2026-03-10",
    )  # fmt: skip
    assert acts.open_requests(story.state, party()) == {"request:a": "receipts"}


def test_an_answer_does_not_end_the_time_that_was_given() -> None:
    def at(day: date) -> set[MessageKind]:
        return set(open_acts(story.state, party(), day))

    both = {M.HEARING_ANSWER, M.MORE_TIME}
    story = sent(heard(), "hearing_answer", when="2026-03-21")
    story.say("hearing.answered", "2026-03-21", hearing="h", on="2026-03-21")
    assert both <= at(date(2026, 3, 28)), "the last day"
    assert not both & at(date(2026, 3, 29))
    story.say("decision.made", "2026-03-24", decision="d", outcome="refused")
    assert not both & at(date(2026, 3, 25)), "there is a decision, seen or not"


def test_without_a_day_to_answer_by_more_can_be_said_until_there_is_a_decision() -> None:
    story = begun().say("hearing.opened", "2026-03-20", hearing="h")
    story.say("hearing.answered", "2026-03-21", hearing="h", on="2026-03-21")
    assert M.HEARING_ANSWER in can(story)


def test_who_says_that_something_is_wrong_hears_from_us_and_has_asked_nothing() -> None:
    found = promised_back(M.DISAGREE, TODAY, times())
    assert found is not None
    assert found[0] is Promised.CONTACT
