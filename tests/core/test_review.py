"""A round of the council: how far it has come, and what cannot be."""

from datetime import date

import pytest

from portal.core.review import (
    MOST_TEXTS,
    RoundProblem,
    RoundState,
    problem_of_meeting,
    problem_of_round,
    round_state,
    states_of,
)
from portal.core.wording import AuditState

OPENS, CLOSES = date(2026, 4, 1), date(2026, 4, 30)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 31), RoundState.AHEAD),
        (OPENS, RoundState.OPEN),
        (CLOSES, RoundState.OPEN),
        (date(2026, 5, 1), RoundState.OVER),
    ],
)
def test_a_round_comes_and_goes_by_its_days(today: date, state: RoundState) -> None:
    assert round_state(OPENS, CLOSES, None, today) is state
    assert round_state(OPENS, CLOSES, OPENS, today) is RoundState.MET


def test_what_is_no_round() -> None:
    assert problem_of_round(OPENS, CLOSES, 1) is None
    assert problem_of_round(CLOSES, OPENS, 1) is RoundProblem.BACKWARDS
    assert problem_of_round(OPENS, CLOSES, 0) is RoundProblem.NO_TEXTS
    assert problem_of_round(OPENS, CLOSES, MOST_TEXTS + 1) is RoundProblem.TOO_MANY


def test_a_meeting_has_been_and_not_before_the_round() -> None:
    assert problem_of_meeting(OPENS, OPENS, CLOSES) is None
    assert problem_of_meeting(OPENS, CLOSES, OPENS) is RoundProblem.AHEAD
    assert problem_of_meeting(OPENS, date(2026, 3, 31), CLOSES) is RoundProblem.EARLY


def test_a_text_is_said_of_as_the_set_unless_it_was_said_apart() -> None:
    found = states_of(AuditState.RECOMMENDED, {2: AuditState.CHANGE_WANTED}, [1, 2])
    assert found == {1: AuditState.RECOMMENDED, 2: AuditState.CHANGE_WANTED}
