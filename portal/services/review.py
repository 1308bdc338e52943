"""Begin a round, and write down what the council recommended. One transaction each."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from portal.core.review import RoundProblem, problem_of_meeting, problem_of_round, states_of
from portal.core.wording import AuditState, Place, Said
from portal.store import rounds, wording


class RoundRefusedError(Exception):
    """A round cannot be, or cannot be closed; ``problem`` says why."""

    def __init__(self, problem: RoundProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class MetError(Exception):
    """The meeting was entered already, or the round is not there."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a council recommended.

    Attributes:
        on: The meeting's date.
        whole: What it says of the set.
        apart: What it says of single texts instead, by their id.
        said: Why.
        dissent: What a minority says, "" when all agree. Nobody is named.
    """

    on: date
    whole: AuditState
    apart: Mapping[int, AuditState]
    said: str
    dissent: str


def begin_round(
    engine: Engine,
    name: str,
    period: tuple[date, date],
    texts: Sequence[tuple[Place, str]],
    by: str,
    now: datetime,
) -> str:
    """Begin a round and return its public id.

    Raises:
        RoundRefusedError: It ends before it begins, or has no texts or too many.
    """
    opens, closes = period
    if problem := problem_of_round(opens, closes, len(texts)):
        raise RoundRefusedError(problem)
    public_id = secrets.token_urlsafe(16)
    with engine.begin() as connection:
        rounds.add(
            connection,
            texts,
            public_id=public_id,
            name=name,
            opens_on=opens,
            closes_on=closes,
            created_by=by,
            created_at=now,
        )
    return public_id


def enter_meeting(
    engine: Engine,
    public_id: str,
    meeting: Meeting,
    minutes: Callable[[Mapping[int, AuditState]], bytes],
    by: str,
    now: datetime,
) -> None:
    """Write down what was recommended, for each text as it stood, with its minutes.

    Args:
        engine: The database.
        public_id: Of the round.
        meeting: What was said.
        minutes: Makes the PDF of what was said of each text, by the text's id.
        by: Key of the chair or secretary.
        now: The time.

    Raises:
        MetError: It was entered already.
        RoundRefusedError: The day lies ahead, or before the round began.
    """
    with engine.begin() as connection:
        row = rounds.one(connection, public_id, lock=True)
        if row is None or row.meeting_on is not None:
            raise MetError
        if problem := problem_of_meeting(row.opens_on, meeting.on, now.date()):
            raise RoundRefusedError(problem)
        texts = rounds.texts_of(connection, row.id)
        states = states_of(meeting.whole, meeting.apart, [text.id for text in texts])
        for text in texts:
            said = Said(text.digest, states[text.id], meeting.on, row.name)
            place = Place(text.key, text.language, text.register)
            wording.note_said(connection, place, said, by, now, row.id)
        rounds.close(
            connection,
            row.id,
            meeting_on=meeting.on,
            recommendation=meeting.whole,
            said=meeting.said,
            dissent=meeting.dissent or None,
            minutes=minutes(states),
            entered_by=by,
            entered_at=now,
        )
