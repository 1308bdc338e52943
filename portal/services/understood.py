"""Take an answer to "Forstod du det her?", and let an editor pass words on. One transaction each.

What is kept says nothing of who answered: the text, the month and the answer as a number, and
apart from it the words, if there are any. The words do not even say in their encryption when they
came. Nothing is logged, and it is no look at a case.
"""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from portal.core.understood import Answer, is_over, month_of
from portal.core.wording import Place, digest_of
from portal.identity.identifiers import Identifiers
from portal.store import understood


class DecidedError(Exception):
    """Somebody has decided on the word already, or it is not there, or not to be read yet."""


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
    """Keep the words for an editor to read, and apart from them count the answer.

    Two transactions: PostgreSQL keeps on each row which one wrote it. The words first, so that
    an answer that could not be kept was not counted either.
    """
    digest, month = digest_of(said.text), month_of(today)
    if said.words:
        with engine.begin() as connection:
            understood.add_word(
                connection,
                said.place,
                public_id=secrets.token_urlsafe(16),
                digest=digest,
                month=month,
                text=identifiers.encrypt_untimed(said.words),
            )
    with engine.begin() as connection:
        understood.count(connection, said.place, digest, said.answer, month)


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
        DecidedError: Somebody has decided on it already, it is not there, or its month is
            not over.
    """
    with engine.begin() as connection:
        row = understood.word(connection, public_id, lock=True)
        if row is None or row.passed_in is not None or not is_over(row.month, today):
            raise DecidedError
        text = identifiers.encrypt_untimed(left)
        understood.pass_on(
            connection, public_id, text=text, passed_in=month_of(today), passed_by=by
        )


def discard(engine: Engine, public_id: str, today: date) -> None:
    """Remove a word at once, whether it waits or was passed on.

    Raises:
        DecidedError: It is not there, or its month is not over.
    """
    with engine.begin() as connection:
        row = understood.word(connection, public_id, lock=True)
        if row is None or not is_over(row.month, today):
            raise DecidedError
        understood.remove_word(connection, public_id)
