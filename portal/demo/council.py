"""What the demo's council has said of a text: one comment that waits for its answer."""

from datetime import datetime

from sqlalchemy import Engine

from portal.core.audit import CommentState, due_on, sentences_of
from portal.core.wording import Place, digest_of
from portal.identity.identifiers import Identifiers
from portal.settings import RESOURCES
from portal.store import comments
from portal.wording.catalogue import load_catalogue

_PLACE = Place("turn.you.hearing", "da", "normal")
_SAID = "Sætningen er lang. Kan der stå først, hvad man skal gøre?"
_DAYS = 20


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
