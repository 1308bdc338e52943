"""A round: a set of texts the council reads in a period, and what it recommends at a meeting."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from portal.core.wording import AuditState

SAID = (AuditState.RECOMMENDED, AuditState.CHANGE_WANTED, AuditState.DISCUSSED)
"""What a council can say of a text at a meeting, or of a set as a whole."""

MOST_TEXTS = 200
"""In a round: more than that is no round somebody can read."""


class RoundState(StrEnum):
    """How far a round has come."""

    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"
    MET = "met"


class RoundProblem(StrEnum):
    """Why a round cannot be, or cannot be closed."""

    BACKWARDS = "backwards"
    NO_TEXTS = "no_texts"
    TOO_MANY = "too_many"
    EARLY = "early"
    AHEAD = "ahead"


def round_state(opens: date, closes: date, met: date | None, today: date) -> RoundState:
    """Return how far a round has come.

    >>> round_state(date(2026, 4, 1), date(2026, 4, 30), None, date(2026, 4, 30)).value
    'open'
    """
    if met is not None:
        return RoundState.MET
    if today < opens:
        return RoundState.AHEAD
    return RoundState.OPEN if today <= closes else RoundState.OVER


def problem_of_round(opens: date, closes: date, texts: int) -> RoundProblem | None:
    """Return why a round cannot be, None when it can."""
    if closes < opens:
        return RoundProblem.BACKWARDS
    if not texts:
        return RoundProblem.NO_TEXTS
    return RoundProblem.TOO_MANY if texts > MOST_TEXTS else None


def problem_of_meeting(opens: date, met: date, today: date) -> RoundProblem | None:
    """Return why a meeting cannot be entered: it lies ahead, or before anybody could read."""
    if met > today:
        return RoundProblem.AHEAD
    return RoundProblem.EARLY if met < opens else None


def states_of(
    whole: AuditState, apart: Mapping[int, AuditState], texts: list[int]
) -> dict[int, AuditState]:
    """Return what was said of each text: of the set as a whole, unless it was said apart."""
    return {text: apart.get(text, whole) for text in texts}
