"""A worker to be killed: makes letters, puts them into the outbox, and sends what waits.

``python -m tests.services.outbox_worker DATABASE FOLDER STEP``: works until it is killed. Its
clock runs fast: each round is so many minutes later, so that pauses pass quickly.
"""

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select, update

from portal.core.contact import LetterWay, NoticeKind, NoticeWay
from portal.notifications import Channels
from portal.notifications.print import Print
from portal.notifications.shown import Shown
from portal.services.deliver import deliver
from portal.services.office import open_office
from portal.services.sending import Sending
from portal.services.tell import Teller, post_letter
from portal.store.engine import open_engine
from portal.store.models import LetterRow
from tests.building import IDENTIFIERS
from tests.services.posting import NOW, municipality, words


def sending_to(folder: Path) -> Sending:
    """Return an installation that writes everything into a folder."""
    return Sending(
        Channels(
            notices={NoticeWay.DIGITAL_POST: Shown(folder / "notices", "digital_post")},
            letters={way: Print(folder / "print") for way in LetterWay},
        ),
        IDENTIFIERS,
        open_office(municipality()),
        words(),
        "https://dinsag.eksempel.invalid",
    )


def make_one(engine: Engine, sending: Sending, now: datetime) -> bool:
    """Make one letter that is ordered, as the worker does: bytes and outbox row together."""
    with engine.begin() as connection:
        statement = select(LetterRow.id).where(LetterRow.state == "ordered").limit(1)
        if connection.dialect.name == "postgresql":
            statement = statement.with_for_update(skip_locked=True)
        letter = connection.scalar(statement)
        if letter is None:
            return False
        connection.execute(
            update(LetterRow)
            .where(LetterRow.id == letter)
            .values(state="made", pdf=f"%PDF {letter}".encode(), made_at=NOW, html="<h1>a</h1>")
        )
        post_letter(connection, letter, NoticeKind.DECISION, sending, now)
    return True


def main(database: str, folder: str, step: str) -> None:
    """Work until killed."""
    engine, sending, teller = open_engine(database), sending_to(Path(folder)), Teller()
    now = NOW + timedelta(hours=int(step))
    while True:
        os.write(1, b".")  # whoever kills us counts the rounds
        now += timedelta(minutes=1)
        made = make_one(engine, sending, now)
        told = teller.tell_what_came(engine, sending, now)
        sent = deliver(engine, sending, now, most=3)
        if not (made or told or sent):
            time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
