"""What the demo's council does and is told: a comment that waits, a round, numbers of the desk."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from portal.core.audit import CommentState, due_on, sentences_of
from portal.core.desk_readability import Month
from portal.core.wording import AuditState, Place, Said, digest_of
from portal.identity.identifiers import Identifiers
from portal.services.measure_desk import write_months
from portal.settings import RESOURCES
from portal.store import comments, rounds, wording
from portal.wording.catalogue import load_catalogue

_PLACE = Place("turn.you.hearing", "da", "normal")
_SAID = "Sætningen er lang. Kan der stå først, hvad man skal gøre?"
_DAYS = 20
_SENTENCES = {
    "phrase.late": AuditState.RECOMMENDED,
    "phrase.your_turn": AuditState.DISCUSSED,
    "phrase.queue": AuditState.CHANGE_WANTED,
}
_ROUND = ("status.hearing", "turn.you.hearing", "note.why_we_ask")


def show_comment(engine: Engine, identifiers: Identifiers, now: datetime) -> None:
    """Write the comment, unless the council has said something already."""
    with engine.connect() as connection:
        if comments.every(connection):
            return
    text = load_catalogue(RESOURCES / "translations")["da", "normal"].texts[_PLACE.key]
    first = sentences_of(text, "da")[0]
    with engine.begin() as connection:
        comments.add(
            connection,
            _PLACE,
            public_id="demo-kommentar",
            digest=digest_of(text),
            quote=first.text,
            start=first.start,
            page="list",
            author="demo:raad",
            entered_by=None,
            text=identifiers.encrypt(_SAID),
            created_at=now,
            state=CommentState.OPEN,
            due_on=due_on(now.date(), _DAYS, frozenset()),
        )


def show_round(engine: Engine, now: datetime) -> None:
    """Begin a round, unless there is one already."""
    with engine.connect() as connection:
        if rounds.every(connection):
            return
    texts = load_catalogue(RESOURCES / "translations")["da", "normal"].texts
    today = now.date()
    with engine.begin() as connection:
        rounds.add(
            connection,
            [(Place(key, "da", "normal"), texts[key]) for key in _ROUND],
            public_id="demo-runde",
            name="Når kommunen hører dig",
            opens_on=today,
            closes_on=today + timedelta(days=28),
            created_by="demo:raad",
            created_at=now,
        )


def show_recommended(engine: Engine, now: datetime) -> None:
    """Let the council have said something of three sentences of the desk, unless it has already."""
    texts = load_catalogue(RESOURCES / "translations")["da", "normal"].texts
    on = now.date() - timedelta(days=45)
    with engine.begin() as connection:
        if wording.said_of(connection, tuple(_SENTENCES), "da", "normal"):
            return
        for key, state in _SENTENCES.items():
            said = Said(digest_of(texts[key]), state, on, "Mødet i handicaprådet")
            wording.note_said(connection, Place(key, "da", "normal"), said, "demo:raad", now)


def show_numbers(path: Path, today: date) -> None:
    """Write numbers of the desk's texts as invented as its cases, unless there are some."""
    if path.exists():
        return
    months = []
    before = today.replace(day=1)
    for texts, band, long in (
        (41, "easy", 9),
        (38, "easy", 14),
        (None, None, None),
        (29, "medium", 21),
    ):
        before = (before - timedelta(days=1)).replace(day=1)
        months.append(Month(before, texts, band, long))
    write_months(path, months)
