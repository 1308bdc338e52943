"""Whose turn it is: two lists, never empty, and nobody is asked for what is not theirs."""

import pytest

from portal.calendar_days import public_holidays
from portal.core.law import in_force
from portal.core.say import Phrase
from portal.core.turns import Turn, our_turn, your_turn
from portal.law import law_versions
from tests.building import Story, day
from tests.core.test_timeline import complained, decided

TODAY = "2026-04-02"


def yours(story: Story, today: str = TODAY, represents: bool = False) -> tuple[Turn, ...]:
    on = day(today)
    assert on is not None
    rules = in_force(law_versions(), on)
    return your_turn(story.state, on, rules, public_holidays(), represents)


def ours(story: Story, today: str = TODAY, represents: bool = False) -> tuple[Turn, ...]:
    on = day(today)
    assert on is not None
    return our_turn(story.state, on, in_force(law_versions(), on), represents)


def keys(turns: tuple[Turn, ...]) -> list[str]:
    return [turn.what.key for turn in turns]


def details(turns: tuple[Turn, ...]) -> list[str]:
    return [detail.key for turn in turns for detail in turn.details]


def gathering() -> Story:
    return Story().opened().steps("received", "information")


def request(story: Story, from_: str = "citizen", ref: str = "a", **more: str) -> Story:
    fields = {"request": ref, "from_": from_, "item": "receipts"} | more
    return story.say("information.requested", "2026-03-10", **fields)


def wait(story: Story, on: str = "hospital", ref: str = "v", **more: str) -> Story:
    fields = {"waiting": ref, "on": on, "item": "hospital_record", "since": "2026-03-10"} | more
    return story.say("waiting.started", "2026-03-10", **fields)


def test_nothing_to_do_is_said() -> None:
    assert keys(yours(gathering())) == ["turn.you.nothing"]
    assert keys(ours(gathering())) == ["turn.us.step.information"]


def test_what_is_asked_for_with_its_dates_reason_and_note() -> None:
    (turn,) = yours(request(gathering(), due_on="2026-04-10", why="count_costs", note="Kun i år."))
    assert turn.what.key == "turn.you.send.receipts"
    assert turn.note == "Kun i år."
    assert details((turn,)) == ["turn.since", "turn.waited", "turn.due", "why.count_costs"]


@pytest.mark.parametrize(
    ("due", "key"),
    [("2026-04-02", "turn.due"), ("2026-04-03", "turn.due"), ("2026-04-01", "turn.overdue")],
)
def test_the_last_day_is_still_in_time(due: str, key: str) -> None:
    assert key in details(yours(request(gathering(), due_on=due)))


def test_who_is_waited_for_and_for_what() -> None:
    first, last = ours(wait(gathering()))
    assert first.what.key == "turn.us.waiting"
    assert first.what.values["who"] == Phrase("who.hospital")
    assert first.what.values["item"] == Phrase("item.hospital_record")
    assert last.what.key == "turn.us.step.information"
    assert keys(yours(wait(gathering()))) == ["turn.you.nothing"]


def test_the_municipality_does_not_wait_for_itself() -> None:
    assert keys(ours(wait(gathering(), on="municipality")))[0] == "turn.us.own"


@pytest.mark.parametrize(
    ("story", "left"),
    [
        (request(gathering()).say("information.received", "2026-03-12", from_="citizen",
                                  item="receipts", request="a"), 0),
        (request(gathering()).say("information.received", "2026-03-12", from_="citizen",
                                  item="receipts"), 0),
        (request(gathering()).say("information.received", "2026-03-12", from_="citizen",
                                  item="consent"), 1),
        (request(gathering()).say("information.received", "2026-03-12", from_="doctor",
                                  item="receipts"), 1),
        (request(gathering()).say("information.received", "2026-03-12", from_="citizen",
                                  item="receipts", request="b"), 1),
        (request(request(gathering()), ref="b").say("information.received", "2026-03-12",
                                                    from_="citizen", item="receipts"), 1),
        (wait(gathering(), on="citizen").say("waiting.ended", "2026-03-12", waiting="v"), 0),
        (wait(gathering(), on="citizen").say("waiting.ended", "2026-03-12", waiting="w"), 1),
        (request(gathering()).say("case.closed", "2026-03-12", reason="moved"), 0),
    ],
    ids=["answered", "answered without a reference", "something else came", "from somebody else",
         "another request", "two asked and one answered", "no longer waited for",
         "another wait ended", "closed"],
)  # fmt: skip
def test_what_ends_a_wait(story: Story, left: int) -> None:
    assert len([key for key in keys(yours(story)) if key.startswith("turn.you.send")]) == left


def test_without_a_reference_the_oldest_request_is_the_one_answered() -> None:
    story = request(request(gathering(), note="Den ældste."), ref="b", note="Den nyeste.")
    story.say("information.received", "2026-03-12", from_="citizen", item="receipts")
    (turn,) = yours(story)
    assert turn.note == "Den nyeste."


# --- hearing ---------------------------------------------------------------------------


def heard(**more: str) -> Story:
    return gathering().say("hearing.opened", "2026-03-20", hearing="h", **more)


@pytest.mark.parametrize(
    ("story", "first", "detail"),
    [
        (heard(due_on="2026-04-10"), "turn.you.hearing", "turn.due"),
        (heard(due_on="2026-04-01"), "turn.you.hearing", "turn.you.hearing_over"),
        (heard(), "turn.you.hearing_no_date", None),
        (
            heard(due_on="2026-04-01").say(
                "hearing.extended", "2026-03-25", hearing="h", due_on="2026-04-10"
            ),
            "turn.you.hearing",
            "turn.due",
        ),
        (
            heard(due_on="2026-04-01").say(
                "hearing.extended", "2026-03-25", hearing="other", due_on="2026-04-10"
            ),
            "turn.you.hearing",
            "turn.you.hearing_over",
        ),
        (
            heard().say("hearing.answered", "2026-03-25", hearing="h", on="2026-03-25"),
            "turn.you.nothing",
            "turn.you.hearing_answered",
        ),
        (heard().say("step.entered", "2026-03-25", step="decision"), "turn.you.nothing", None),
    ],
    ids=["open", "over", "no date", "extended", "another extended", "answered", "gone on"],
)
def test_hearing(story: Story, first: str, detail: str | None) -> None:
    turns = yours(story)
    assert turns[0].what.key == first
    assert details(turns) == ([detail] if detail else [])


# --- the answer ------------------------------------------------------------------------


def lettered(outcome: str = "refused", available: str = "2026-03-05", **more: str) -> Story:
    story = decided(shown=False, outcome=outcome)
    return story.say(
        "letter.available", "2026-03-11", letter="b", kind="decision", channel="digital_post",
        decision="d-1", available_at=f"{available}T10:00:00+01:00", **more,
    )  # fmt: skip


def test_nothing_is_said_of_a_decision_that_is_held() -> None:
    assert keys(yours(decided(shown=False))) == ["turn.you.nothing"]
    assert keys(ours(decided(shown=False))) == ["turn.us.held"]


def test_the_last_day_to_complain_counts_from_when_the_letter_was_there() -> None:
    _, complain = yours(lettered())
    assert complain.what.key == "turn.you.complain_by"
    assert complain.what.values["date"] == day("2026-04-07"), "over Easter"


def test_the_letters_own_last_day_wins() -> None:
    _, complain = yours(lettered(complain_by="2026-04-20"))
    assert complain.what.values["date"] == day("2026-04-20")


def test_without_a_letter_no_day_is_invented() -> None:
    assert keys(yours(decided())) == ["turn.you.read_letter", "turn.you.complain"]


@pytest.mark.parametrize(
    ("today", "key"),
    [("2026-04-07", "turn.you.complain_by"), ("2026-04-08", "turn.you.complain_over")],
)
def test_a_day_that_has_passed_is_not_told_as_one_to_come(today: str, key: str) -> None:
    assert keys(yours(lettered(), today))[1] == key


@pytest.mark.parametrize("outcome", ["partly", "refused", "dismissed", "discontinued"])
def test_whoever_did_not_get_it_all_may_complain(outcome: str) -> None:
    assert "turn.you.complain_by" in keys(yours(lettered(outcome)))


def test_nobody_complains_over_a_full_yes() -> None:
    assert keys(yours(lettered("granted"))) == ["turn.you.read_letter"]


def test_a_letter_that_came_twice_counts_from_the_first() -> None:
    story = lettered()
    story.say(
        "letter.available", "2026-03-20", letter="b2", kind="decision", channel="paper",
        decision="d-1", available_at="2026-03-20T10:00:00+01:00",
    )  # fmt: skip
    assert yours(story)[1].what.values["date"] == day("2026-04-07")


# --- complaint -------------------------------------------------------------------------


def test_a_complaint_is_looked_at_within_four_weeks() -> None:
    (turn,) = ours(complained())
    assert turn.what.key == "turn.us.complaint"
    assert turn.details[0].values["date"] == day("2026-04-17")


def test_whoever_has_complained_is_not_asked_to() -> None:
    assert keys(yours(complained())) == ["turn.you.nothing"]


def test_with_ankestyrelsen() -> None:
    story = complained().say("complaint.forwarded", "2026-04-01", complaint="k-1", on="2026-04-01")
    assert keys(ours(story)) == ["turn.us.board"]
    assert keys(yours(story)) == ["turn.you.nothing"]


# --- other states ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Story().opened(), "turn.us.unknown"),
        (gathering().say("case.closed", "2026-03-10", reason="moved"), "turn.us.closed"),
        (gathering().say("case.paused", "2026-03-10", reason="illness"), "turn.us.paused"),
        (decided(), "turn.us.decided"),
    ],
)
def test_what_we_do(story: Story, expected: str) -> None:
    assert keys(ours(story)) == [expected]


def test_a_pause_tells_why_and_until_when() -> None:
    story = gathering().say("case.paused", "2026-03-10", reason="illness", until="2026-05-01")
    assert details(ours(story)) == ["pause_reason.illness", "turn.paused_until"]


@pytest.mark.parametrize(("today", "told"), [("2026-04-15", True), ("2026-04-16", False)])
def test_a_board_that_meets_is_told_until_it_has_met(today: str, told: bool) -> None:
    story = gathering().say("decider.named", "2026-03-10", decider="board", meets_on="2026-04-15")
    assert ("turn.us.meets_on" in keys(ours(story, today))) is told
