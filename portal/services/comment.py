"""Say something about a text, and answer it. One transaction each; no case is known here."""

import secrets
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from portal.core.audit import ANSWERS, CommentState, due_on
from portal.core.wording import Place, digest_of
from portal.identity.identifiers import Identifiers
from portal.store import comments


class AnsweredError(Exception):
    """Somebody has answered the comment already, or it is not there."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about a text or a sentence of it.

    Attributes:
        place: The text.
        text: The whole text as it stood.
        quote: The sentence it is about, "" for the text as a whole.
        start: Where the sentence begins.
        said: What the member says.
        page: Where it was met: "list", a page of the walk, or "paper".
        author: Key of the member; ``entered_by`` of whoever typed it for them.
    """

    place: Place
    text: str
    quote: str
    start: int
    said: str
    page: str
    author: str
    entered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many working days an answer is promised, and when nobody is at work."""

    working_days: int
    closed: Set[date]


def comment(
    engine: Engine, identifiers: Identifiers, what: Comment, promise: Promise, now: datetime
) -> str:
    """Keep a comment, with the day an answer is promised for; return its public id."""
    public_id = secrets.token_urlsafe(16)
    with engine.begin() as connection:
        comments.add(
            connection,
            what.place,
            public_id=public_id,
            digest=digest_of(what.text),
            quote=what.quote,
            start=what.start,
            page=what.page,
            author=what.author,
            entered_by=what.entered_by,
            text=identifiers.encrypt(what.said),
            created_at=now,
            state=CommentState.OPEN,
            due_on=due_on(now.date(), promise.working_days, promise.closed),
        )
    return public_id


def answer(
    engine: Engine,
    public_id: str,
    state: CommentState,
    text: str,
    by: str,
    now: datetime,
    led_to: int | None = None,
) -> None:
    """Answer a comment: once, and for the council and everybody to read.

    ``led_to`` is the own version that came of it, where the text was changed because of it.

    Raises:
        AnsweredError: It has its answer, or is not there.
    """
    if state not in ANSWERS:
        raise ValueError(state)
    with engine.begin() as connection:
        row = comments.one(connection, public_id, lock=True)
        if row is None or row.state != CommentState.OPEN:
            raise AnsweredError
        comments.answer(
            connection,
            row.id,
            state=state,
            answer=text,
            answered_by=by,
            answered_at=now,
            led_to=led_to if state is CommentState.CHANGED else None,
        )
