"""A draft for the demo's editor: one sentence that could be shorter."""

from datetime import datetime

from sqlalchemy import Engine

from portal.core.wording import Ground, Place
from portal.services.edit_wording import Change, Desk, write_draft
from portal.services.spoken_words import SpokenWords
from portal.settings import RESOURCES
from portal.store import wording
from portal.wording.catalogue import load_catalogue

_CHANGE = Change(
    Place("turn.you.hearing", "da", "normal"),
    "Læs det brev, vi har sendt dig. Der står, hvad vi vil bruge, når vi beslutter. "
    "Skriv eller ring, hvis noget er forkert eller mangler. Du bestemmer selv, om du svarer. "
    "Svarer du ikke, går vi videre efter fristen.",
    Ground.EXPLAINS,
    "Kortere og lettere at læse højt.",
)


def show_draft(engine: Engine, now: datetime) -> None:
    """Write the draft, unless something was written here already."""
    with engine.connect() as connection:
        if wording.number(connection):
            return
    words = SpokenWords(load_catalogue(RESOURCES / "translations"))
    write_draft(Desk(engine, words), _CHANGE, "Signe Dalgaard", now)
