"""Take an answer to "Forstod du det her?", and let an editor pass words on. One transaction each.

What is kept says nothing of who answered: the text, the month and the answer as a number, and
apart from it the words, if there are any. Nothing is logged, and it is no look at a case.
"""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from portal.core.understood import Answer, month_of
from portal.core.wording import Place, digest_of
from portal.identity.identifiers import Identifiers
from portal.store import understood


class DecidedError(Exception):
    """Somebody has decided on the word already, or it is not there."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers about a text as it stands.

    Attributes:
        place: The text.
        text: Its words, with the names of their places.
        answer: The answer.
        words: Why, "" when nothing was written.
    """

    place: Place
    text: str
    answer: Answer
    words: str = ""


def answer(engine: Engine, identifiers: Identifiers, said: Said, today: date) -> None:
    """Count an answer, and keep the words apart from it for an editor to read."""
    digest, month = digest_of(said.text), month_of(today)
    with engine.begin() as connection:
        understood.count(connection, said.place, digest, said.answer, month)
        if said.words:
            understood.add_word(
                connection,
                said.place,
                public_id=secrets.token_urlsafe(16),
                digest=digest,
                month=month,
                text=identifiers.encrypt(said.words),
            )


def pass_on(
    engine: Engine, identifiers: Identifiers, public_id: str, left: str, by: str, today: date
) -> None:
    """Let the council read what an editor has left of a word. What was written before is gone.

    Args:
        engine: The store.
        identifiers: What hides the words.
        public_id: The word.
        left: What is left of it.
        by: The editor's name.
        today: Its month alone is kept.

    Raises:
        DecidedError: Somebody has decided on it already, or it is not there.
    """
    with engine.begin() as connection:
        row = understood.word(connection, public_id, lock=True)
        if row is None or row.passed_in is not None:
            raise DecidedError
        text = identifiers.encrypt(left)
        understood.pass_on(
            connection, public_id, text=text, passed_in=month_of(today), passed_by=by
        )


def discard(engine: Engine, public_id: str) -> None:
    """Remove a word at once, whether it waits or was passed on.

    Raises:
        DecidedError: It is not there.
    """
    with engine.begin() as connection:
        if not understood.remove_word(connection, public_id):
            raise DecidedError
