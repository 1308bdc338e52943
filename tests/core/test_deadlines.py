"""Deadlines: what the law fixes, what the council published, and only an extension moves one."""

from datetime import date

import pytest

from portal.calendar_days import closed_days, public_holidays
from portal.core.adviser import is_late
from portal.core.deadlines import (
    DeadlineState,
    Length,
    Unit,
    add_length,
    case_deadline,
    complain_by,
    next_working_day,
)
from portal.core.law import Law, in_force, reassess_by
from portal.core.vocabulary import CountsFrom, CountsTo
from portal.law import law_versions
from portal.municipality import Municipality
from tests.building import Story, day
from tests.core.test_timeline import complained, decided

TEN_WEEKS = Length(10, Unit.WEEKS, CountsFrom.RECEIVED, CountsTo.SENT)
WHEN_COMPLETE = Length(4, Unit.WEEKS, CountsFrom.COMPLETE, CountsTo.DECIDED)


@pytest.mark.parametrize(
    ("received", "raw", "safe"),
    [
        ("2026-01-05", "2026-02-02", "2026-02-02"),
        ("2026-01-10", "2026-02-07", "2026-02-09"),
        ("2026-03-05", "2026-04-02", "2026-04-07"),
        ("2026-04-16", "2026-05-14", "2026-05-15"),
        ("2026-05-08", "2026-06-05", "2026-06-05"),
        ("2026-11-26", "2026-12-24", "2026-12-24"),
        ("2026-12-03", "2026-12-31", "2026-12-31"),
    ],
    ids=[
        "an ordinary Monday",
        "ends on a Saturday",
        "ends on Maundy Thursday",
        "ends on Ascension Day, the Friday after is not a holiday",
        "5 June is not a holiday",
        "24 December is not a holiday",
        "31 December is not a holiday",
    ],
)
def test_last_day_to_complain(received: str, raw: str, safe: str) -> None:
    start = date.fromisoformat(received)
    assert add_length(start, 4, Unit.WEEKS, public_holidays()) == date.fromisoformat(raw)
    assert complain_by(start, 4, public_holidays()) == date.fromisoformat(safe)


@pytest.mark.parametrize(
    ("received", "holidays_only", "with_closing_days"),
    [
        ("2026-04-01", "2026-04-15", "2026-04-15"),
        ("2026-06-01", "2026-06-10", "2026-06-11"),
        ("2026-12-22", "2027-01-04", "2027-01-06"),
    ],
)
def test_seven_working_days(
    received: str, holidays_only: str, with_closing_days: str, municipality: Municipality
) -> None:
    start = date.fromisoformat(received)
    for closed, last in (
        (public_holidays(), holidays_only),
        (closed_days(municipality), with_closing_days),
    ):
        assert add_length(start, 7, Unit.WORKING_DAYS, closed) == date.fromisoformat(last)


def test_only_public_holidays_are_holidays() -> None:
    holidays = public_holidays()
    for not_one in ("2026-05-01", "2026-06-05", "2026-12-24", "2026-12-31", "2026-05-15"):
        assert date.fromisoformat(not_one) not in holidays
    # Store bededag is gone from 2024 on: the fourth Friday after Easter.
    assert date(2023, 5, 5) in holidays
    assert date(2024, 4, 26) not in holidays
    assert {
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6),
        date(2026, 5, 14), date(2026, 5, 24), date(2026, 5, 25), date(2026, 12, 25),
        date(2026, 12, 26),
    } == {found for found in holidays if found.year == 2026}  # fmt: skip


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2026-01-31", 1, Unit.MONTHS, "2026-02-28"),
        ("2028-01-31", 1, Unit.MONTHS, "2028-02-29"),
        ("2026-11-30", 3, Unit.MONTHS, "2027-02-28"),
        ("2026-12-31", 12, Unit.MONTHS, "2027-12-31"),
        ("2026-03-02", 10, Unit.DAYS, "2026-03-12"),
        ("2026-03-02", 1, Unit.WORKING_DAYS, "2026-03-03"),
        ("2026-03-06", 1, Unit.WORKING_DAYS, "2026-03-09"),
    ],
)
def test_lengths(start: str, amount: int, unit: Unit, last: str) -> None:
    found = add_length(date.fromisoformat(start), amount, unit, public_holidays())
    assert found == date.fromisoformat(last)


def test_next_working_day_over_easter() -> None:
    assert next_working_day(date(2026, 4, 2), public_holidays()) == date(2026, 4, 7)


def due(story: Story, published: Length | None = TEN_WEEKS, today: str = "2026-04-01"):
    return case_deadline(story.state, published, date.fromisoformat(today), public_holidays())


def test_a_published_deadline_counts_from_the_day_it_came() -> None:
    found = due(Story().opened("2026-03-02"))
    assert found is not None
    assert (found.due_on, found.state) == (day("2026-05-11"), DeadlineState.AHEAD)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-05-10", DeadlineState.AHEAD),
        ("2026-05-11", DeadlineState.TODAY),
        ("2026-05-12", DeadlineState.PASSED),
    ],
)
def test_standing(today: str, state: DeadlineState) -> None:
    story = Story().opened("2026-03-02")
    found = due(story, today=today)
    assert found is not None
    assert found.state is state
    assert is_late(story.state, found) is (state is DeadlineState.PASSED)


def test_a_deadline_that_counts_from_when_everything_is_there_has_not_begun() -> None:
    found = due(Story().opened(complete=False), WHEN_COMPLETE)
    assert found is not None
    assert (found.due_on, found.state) == (None, DeadlineState.NOT_BEGUN)


def test_it_begins_when_everything_is_there_and_stops_when_something_is_missing_after_all() -> None:
    story = (
        Story()
        .opened(complete=False)
        .say("case.completeness", "2026-03-20", complete=True, on="2026-03-20")
    )
    found = due(story, WHEN_COMPLETE)
    assert found is not None
    assert found.due_on == day("2026-04-17")
    story.say("case.completeness", "2026-03-25", complete=False, on="2026-03-25")
    found = due(story, WHEN_COMPLETE)
    assert found is not None
    assert found.state is DeadlineState.NOT_BEGUN


@pytest.mark.parametrize(
    ("story", "published"),
    [
        (Story().opened(), None),
        (Story().say("case.opened", "2026-03-02", kind="application", area="x"), TEN_WEEKS),
        (Story().say("activity.noted", "2026-03-02"), TEN_WEEKS),
    ],
    ids=["none published", "the day it came is unknown", "nothing known"],
)
def test_nothing_is_shown_when_the_input_is_unclear(story: Story, published: Length | None) -> None:
    assert due(story, published) is None


def test_what_the_source_says_wins() -> None:
    story = Story().opened().say("deadline.set", "2026-03-03", kind="own", due_on="2026-06-01")
    found = due(story)
    assert found is not None
    assert (found.due_on, found.length) == (day("2026-06-01"), None)


def test_a_pause_never_moves_a_deadline() -> None:
    plain = Story().opened()
    paused = Story().opened().say("case.paused", "2026-03-10", reason="illness", until="2026-04-10")
    resumed = Story().opened().say("case.paused", "2026-03-10", reason="illness")
    resumed.say("case.resumed", "2026-04-20")
    for story in (paused, resumed):
        for today in ("2026-03-12", "2026-05-11", "2026-05-12"):
            assert due(story, today=today) == due(plain, today=today)


def test_only_an_extension_moves_a_deadline() -> None:
    story = (
        Story().opened().say("deadline.extended", "2026-04-20", due_on="2026-06-15", reason="busy")
    )
    found = due(story, today="2026-05-20")
    assert found is not None
    assert (found.due_on, found.moved_from) == (day("2026-06-15"), day("2026-05-11"))
    assert (found.state, found.reason) == (DeadlineState.AHEAD, "busy")


def test_extended_twice_tells_the_deadline_it_had_first() -> None:
    story = (
        Story().opened().say("deadline.extended", "2026-04-20", due_on="2026-06-15", reason="busy")
    )
    story.say("deadline.extended", "2026-06-10", due_on="2026-07-15", reason="board_meeting")
    found = due(story, today="2026-06-20")
    assert found is not None
    assert (found.due_on, found.reason) == (day("2026-07-15"), "board_meeting")
    assert found.moved_from == day("2026-05-11")


def test_a_deadline_set_anew_is_not_overruled_by_an_old_extension() -> None:
    story = (
        Story().opened().say("deadline.extended", "2026-04-20", due_on="2026-06-15", reason="busy")
    )
    story.say("deadline.set", "2026-06-20", kind="own", due_on="2026-09-01")
    found = due(story, today="2026-06-21")
    assert found is not None
    assert (found.due_on, found.moved_from) == (day("2026-09-01"), None)


@pytest.mark.parametrize(
    ("released", "counts_to", "state"),
    [
        ("2026-05-11", "sent", DeadlineState.MET),
        ("2026-05-12", "sent", DeadlineState.MET_LATE),
        ("2026-05-12", "decided", DeadlineState.MET),
    ],
    ids=["sent in time", "sent too late", "decided in time and sent later"],
)
def test_met(released: str, counts_to: str, state: DeadlineState) -> None:
    story = Story().opened("2026-03-02")
    story.say("decision.made", "2026-05-10", decision="d", outcome="granted")
    story.say("decision.released", released, decision="d")
    length = Length(10, Unit.WEEKS, CountsFrom.RECEIVED, CountsTo(counts_to))
    found = due(story, length, today="2026-07-01")
    assert found is not None
    assert found.state is state
    assert not is_late(story.state, found)


def test_a_decision_that_is_held_does_not_meet_the_deadline_yet() -> None:
    story = Story().opened("2026-03-02")
    story.say("decision.made", "2026-05-10", decision="d", outcome="granted")
    found = due(story, today="2026-05-20")
    assert found is not None
    assert found.state is DeadlineState.PASSED
    assert is_late(story.state, found)


def test_a_new_round_has_no_deadline_until_one_is_set() -> None:
    story = decided()
    assert due(story) is not None
    story.say("step.returned", "2026-06-03", step="information", reason="sent_back")
    assert due(story, today="2026-09-01") is None
    story.say("deadline.set", "2026-06-04", kind="own", due_on="2026-08-01")
    found = due(story, today="2026-09-01")
    assert found is not None
    assert (found.due_on, found.state) == (day("2026-08-01"), DeadlineState.PASSED)
    assert is_late(story.state, found)


def test_a_closed_case_is_not_late() -> None:
    story = Story().opened("2026-03-02").say("case.closed", "2026-04-01", reason="moved")
    found = due(story, today="2026-07-01")
    assert found is not None
    assert not is_late(story.state, found)


def test_a_complaint_that_goes_on_does_not_make_the_answer_late() -> None:
    assert not is_late(complained().state, due(complained(), today="2026-12-01"))


# --- law as dated data -----------------------------------------------------------------


def _law(valid_from: str, weeks: int) -> Law:
    return Law(date.fromisoformat(valid_from), weeks, 4, 7, ("x",), None, None)


def test_the_law_in_force_on_a_day() -> None:
    versions = [_law("2026-01-01", 5), _law("2020-01-01", 4)]
    assert in_force(versions, date(2025, 12, 31)).complaint_weeks == 4
    assert in_force(versions, date(2026, 1, 1)).complaint_weeks == 5
    with pytest.raises(LookupError, match="2019-12-31"):
        in_force(versions, date(2019, 12, 31))


def test_our_law_says_where_each_length_comes_from() -> None:
    for version in law_versions():
        assert (version.complaint_weeks, version.reassessment_weeks) == (4, 4)
        assert version.access_working_days == 7
        assert version.sources
    assert reassess_by(date(2026, 3, 5), law_versions()[0]) == date(2026, 4, 2)
