"""Letters about a new caseworker: as many as changes that are still true when they go."""

import random as randoms
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.events import OWN_REF, CaseEvent
from portal.core.fold import read_case
from portal.core.handover import handover, mark, untold_change
from portal.core.law import Law
from portal.core.occasions import Known, change_occasion, told_in, wanted
from portal.core.parties import Party
from portal.core.promises import responsible
from portal.core.vocabulary import EventType, LetterKind, Role
from portal.core.worklist import open_promises
from tests.building import Story, at

MANY = settings(max_examples=300, deadline=None, derandomize=True)
TODAY = date(2026, 6, 1)
LAW = Law(date(2014, 1, 1), 4, 4, 7, (), None, None)
BEGAN = at("2026-03-02")
NAMES = ("Karen", "Ole", "Pia")
A, B, C = NAMES


class Post:
    """A case's events as they come in, and the letters about new caseworkers that went."""

    def __init__(self) -> None:
        self.events: dict[str, CaseEvent] = {}
        self.told: dict[str, str] = {}
        self.sent: list[str] = []

    def comes(self, event: CaseEvent) -> None:
        """Take an event; the same id again is the same event."""
        self.events.setdefault(event.id, event)

    def owed(self) -> str | None:
        """Return whom a letter would name now."""
        state = read_case(self.events.values())
        change = untold_change(state.record.events, state, self.told)
        return change.name if change else None

    def send(self) -> str | None:
        """Send what is owed, as the worker does, and keep that it was sent."""
        name = self.owed()
        if name is None:
            return None
        newest = max(event.occurred_at for event in self.events.values())
        ref = f"{OWN_REF}{len(self.sent)}"
        data = {"letter": ref, "kind": LetterKind.CASEWORKER, "channel": "portal"}
        occurred = newest + timedelta(minutes=1)
        self.comes(CaseEvent(ref, EventType.LETTER_SENT, occurred, data=data))
        self.told[ref] = mark(name)
        self.sent.append(name)
        return name


def assigned(name: str, hour: int, *, history: bool = False, first: bool = False) -> CaseEvent:
    kind = EventType.CASEWORKER_ASSIGNED if first else EventType.CASEWORKER_CHANGED
    moment = BEGAN + timedelta(hours=hour)
    data = {"name": name, "valid_from": moment.date().isoformat()}
    return CaseEvent(f"e-{hour}-{name}", kind, moment, hour, data=data, history=history)


def post(*names: str, history: int = 1) -> Post:
    """Return a case that went from one to the next; the first ones are history."""
    found = Post()
    for hour, name in enumerate(names):
        found.comes(assigned(name, hour, history=hour < history, first=hour == 0))
    return found


def test_a_to_b_to_c_unsent_is_one_letter_about_c() -> None:
    found = post(A, B, C)
    assert (found.send(), found.send()) == (C, None)


def test_a_to_b_to_a_unsent_is_no_letter() -> None:
    assert post(A, B, A).send() is None


def test_each_change_that_was_sent_before_the_next_is_a_letter() -> None:
    found = post(A, B)
    found.send()
    for hour, name in ((5, A), (6, B)):
        found.comes(assigned(name, hour))
        found.send()
    assert found.sent == [B, A, B]


def test_nothing_is_owed_for_history_nor_for_the_first() -> None:
    assert post(A, B, C, history=3).owed() is None
    assert post(A, history=0).owed() is None
    assert post(A, B, history=0).owed() == B
    closed = post(A, B)
    closed.comes(CaseEvent("x", EventType.CASE_CLOSED, BEGAN + timedelta(days=9)))
    assert closed.owed() is None


def test_a_case_that_changed_hands_before_we_knew_who_had_it_is_told() -> None:
    found = Post()
    found.comes(assigned(B, 1))
    assert found.owed() == B


def test_a_letter_of_the_case_systems_own_is_not_sent_again() -> None:
    found = post(A, B)
    data = {"letter": "b-7", "kind": "caseworker", "channel": "paper"}
    found.comes(CaseEvent("b", EventType.LETTER_SENT, BEGAN + timedelta(hours=3), data=data))
    assert found.owed() is None
    found.comes(assigned(C, 4))
    assert found.owed() == C


def test_a_change_told_late_of_somebody_in_between_is_no_letter() -> None:
    found = post(A, B)
    found.send()
    found.comes(assigned(A, 30))
    found.comes(assigned(B, 31))
    assert found.send() is None, "she was told of B, and B is true"


def test_a_correction_of_the_name_is_told_once() -> None:
    found = post(A, B)
    found.send()
    data = {"event": "e-1-Ole", "type": "sagsvej.caseworker.changed"}
    data["data"] = {"name": C, "valid_from": "2026-03-02"}  # type: ignore[assignment]
    moment = BEGAN + timedelta(days=5)
    found.comes(CaseEvent("c", EventType.EVENT_CORRECTED, moment, data=data))
    assert (found.send(), found.send()) == (C, None)


@st.composite
def feeds(draw: st.DrawFn) -> list[Any]:
    """Any feed: changes in any order of arrival, repeats, corrections, runs of the worker."""
    count = draw(st.integers(0, 8))
    past = draw(st.integers(0, count))
    events: list[Any] = []
    for hour in range(count):
        name = draw(st.sampled_from(NAMES))
        first = draw(st.booleans())
        events.append(assigned(name, hour, history=hour < past, first=first))
    for number in range(draw(st.integers(0, 2))):
        events.append(_revision(draw, events, number))
    told = list(events) + [event for event in events if draw(st.booleans())]
    if draw(st.booleans()):
        randoms.Random(draw(st.integers(0, 99))).shuffle(told)
    return [one for event in told for one in ((event, "run") if draw(st.booleans()) else (event,))]


def _revision(draw: st.DrawFn, events: list[CaseEvent], number: int) -> CaseEvent:
    moment = BEGAN + timedelta(days=3, hours=number)
    target = draw(st.sampled_from(events)).id if events else "none"
    if draw(st.booleans()):
        return CaseEvent(f"w{number}", EventType.EVENT_WITHDRAWN, moment, data={"event": target})
    kind = draw(st.sampled_from([EventType.CASEWORKER_ASSIGNED, EventType.CASEWORKER_CHANGED]))
    data = {"name": draw(st.sampled_from(NAMES)), "valid_from": "2026-03-02"}
    full = {"event": target, "type": str(kind), "data": data}
    return CaseEvent(f"k{number}", EventType.EVENT_CORRECTED, moment, data=full)


@MANY
@given(feeds())
def test_letters_sent_are_changes_still_true_at_sending(feed: list[Any]) -> None:
    found = Post()
    for one in [*feed, "run", "run"]:
        if isinstance(one, CaseEvent):
            found.comes(one)
            continue
        state = read_case(found.events.values())
        before = list(found.sent)
        name = found.send()
        now = state.caseworker.name if state.caseworker else None
        # It names who has the case now, and never whom the last letter named.
        assert name is None or name == now
        assert name is None or not before or before[-1] != name
        # Nothing is left owed, and a second look owes nothing either.
        assert found.owed() is None


@MANY
@given(st.lists(st.sampled_from([*NAMES, "run"]), max_size=14), st.integers(0, 3))
def test_the_count_is_that_of_a_simple_sum(told: list[str], past: int) -> None:
    """In the order it happened: one letter for each look that finds another than told of."""
    found, expected, last, now = Post(), 0, None, None
    hour = 0
    for one in [A, *told, "run"]:
        if one == "run":
            found.send()
            if hour > past and now != last:
                expected, last = expected + 1, now
            continue
        found.comes(assigned(one, hour, history=hour < past, first=hour == 0))
        if one != now:
            now = one
        if hour == 0 or hour < past:
            last = one
        hour += 1
    assert len(found.sent) == expected


@MANY
@given(feeds(), st.randoms(use_true_random=False))
def test_the_order_a_feed_comes_in_changes_no_letter(feed: list[Any], random: Any) -> None:
    """Everything before the first run: one letter at most, the same in every order."""
    events = [one for one in feed if isinstance(one, CaseEvent)]
    straight, mixed = Post(), Post()
    for event in events:
        straight.comes(event)
    random.shuffle(events)
    for event in events:
        mixed.comes(event)
    assert straight.send() == mixed.send()
    assert straight.send() is None


@MANY
@given(feeds())
def test_when_all_is_history_nothing_is_sent(feed: list[Any]) -> None:
    found = Post()
    for one in feed:
        if isinstance(one, CaseEvent):
            found.comes(one._replace(history=True))
        else:
            assert found.send() is None
    assert found.send() is None


def test_the_occasion_says_whom_it_tells_and_is_new_after_each_letter() -> None:
    found = post(A, B)
    party = Party("p", Role.PERSON, "hash")
    occasions = []
    for hour, name in ((5, B), (6, A), (7, B)):
        found.comes(assigned(name, hour))
        known = Known(read_case(found.events.values()), {"p": party}, dict(found.told))
        (due,) = [one for one in wanted(known, TODAY) if one.kind is LetterKind.CASEWORKER]
        assert due.occasion == change_occasion(known, name)
        assert told_in(due.occasion) == mark(name)
        occasions.append(due.occasion)
        found.send()
    assert len(set(occasions)) == 3


# --- what is handed over ---------------------------------------------------------------


@st.composite
def lives(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A case with promises by anybody, moved and kept, and caseworkers who come and go."""
    story = Story().opened()
    for number in range(draw(st.integers(1, 12))):
        when = f"2026-03-{number + 3:02} {draw(st.integers(8, 15)):02}:00"
        what = draw(st.sampled_from(["assign", "change", "promise", "keep", "unit", "deputy"]))
        name, ref = draw(st.sampled_from(NAMES)), draw(st.sampled_from("xyz"))
        if what == "assign":
            story.say("caseworker.assigned", when, name=name)
        elif what == "change":
            story.say("caseworker.changed", when, name=name, valid_from=when[:10])
        elif what == "unit":
            story.say("unit.assigned", when, unit=draw(st.sampled_from(["Teamet", "Huset"])))
        elif what == "deputy":
            story.say("deputy.assigned", when, name=name)
        elif what == "keep":
            story.say("contact.made", when, channel="phone", promise=ref)
        else:
            owner = draw(st.sampled_from([None, *NAMES]))
            unit = draw(st.sampled_from([None, "Teamet", "Andre"]))
            story.say(
                "contact.promised", when, promise=ref, what="call", by="2026-05-01",
                owner=owner, owner_unit=unit,
            )  # fmt: skip
    return story.payloads


@MANY
@given(lives(), st.randoms(use_true_random=False))
def test_no_open_promise_is_ever_orphaned(told: list[dict[str, Any]], random: Any) -> None:
    story = Story()
    story.payloads = list(told)
    random.shuffle(story.payloads)
    state = story.state
    assert not state.caseworker or state.caseworker.name not in state.former_caseworkers
    for promise in open_promises(state):
        owner, unit = responsible(state, promise)
        assert owner not in state.former_caseworkers
        assert owner or unit or (state.caseworker is None and state.unit is None)
    listed = handover(state, None, TODAY, frozenset(), LAW)
    assert {owed.promise.ref for owed in listed.promises} == {p.ref for p in open_promises(state)}


def test_the_list_holds_what_must_not_be_lost() -> None:
    story = Story().opened().steps("received", "information")
    story.say("caseworker.assigned", "2026-03-05", name=A)
    story.say("contact.promised", "2026-03-06", promise="l", what="call", by="2026-06-02", owner=A)
    story.say(
        "waiting.started", "2026-03-07", waiting="v", on="doctor",
        item="medical_statement", since="2026-03-07",
    )  # fmt: skip
    story.say("message.received", "2026-03-08", message="m", kind="question")
    story.say("deadline.set", "2026-03-08", kind="own", due_on="2026-06-10")
    story.say("caseworker.changed", "2026-03-09", name=B, valid_from="2026-03-09")
    found = handover(story.state, None, TODAY, frozenset(), LAW)
    assert [(owed.promise.ref, owed.owner) for owed in found.promises] == [("l", B)]
    assert [one.item for one in found.waiting] == ["medical_statement"]
    assert [one.ref for one in found.messages] == ["m"]
    assert found.answer_by == date(2026, 6, 10)
    assert found.reassess_by is None
    assert not found.is_empty
    assert handover(Story().opened().state, None, TODAY, frozenset(), LAW).is_empty


def complained() -> Story:
    """Return a case with a day to answer by, an answer, and a complaint over it."""
    story = Story().opened().steps("received", "decision")
    story.say("deadline.set", "2026-03-08", kind="own", due_on="2026-06-10")
    story.say("decision.made", "2026-05-18", decision="d", outcome="refused")
    story.say("decision.released", "2026-05-19", decision="d")
    return story.say("complaint.received", "2026-05-20", complaint="k", received_on="2026-05-20")


def test_in_a_complaint_the_day_is_the_complaints_until_it_is_looked_at_again() -> None:
    story = complained()
    found = handover(story.state, None, TODAY, frozenset(), LAW)
    assert (found.answer_by, found.reassess_by) == (None, date(2026, 6, 17))
    story.say("complaint.reassessed", "2026-05-28", complaint="k", outcome="upheld")
    found = handover(story.state, None, TODAY, frozenset(), LAW)
    assert (found.answer_by, found.reassess_by) == (None, None)
    sent_on = complained().say("complaint.forwarded", "2026-05-28", complaint="k", on="2026-05-28")
    found = handover(sent_on.state, None, TODAY, frozenset(), LAW)
    assert (found.answer_by, found.reassess_by) == (None, None)


def test_an_answered_case_has_no_day_to_answer_by() -> None:
    story = complained()
    story.payloads.pop()
    found = handover(story.state, None, TODAY, frozenset(), LAW)
    assert (found.answer_by, found.reassess_by) == (None, None)
