"""By ear: five minutes before a session ends one is asked, and stays with one key."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tests.browser.orca import Orca
from tests.browser.running import Portal
from tests.browser.test_desk_screen_reader import heard_by

pytestmark = [pytest.mark.browser, pytest.mark.screen_reader]

PERSON = "ingrid"
LIFETIME, IDLE = timedelta(hours=8), timedelta(minutes=30)
JUST_BEFORE = timedelta(minutes=5, seconds=25)
"""Long enough that the page itself is read first."""


def test_the_question_before_a_session_ends_is_heard_and_answered(spare_portal: Portal) -> None:
    portal = spare_portal

    def walk(orca: Orca) -> None:
        begun(portal, datetime.now(UTC) - LIFETIME + JUST_BEFORE)
        before = len(orca.heard)
        orca.press("F5", wait=10)
        assert orca.says("Vil du blive logget ind?", within=60, since=before), orca.transcript
        assert orca.says("Du bliver snart logget ud", within=10, since=before), orca.transcript
        assert orca.says("Bliv logget ind trykknap", within=10, since=before), orca.transcript
        begun(portal, datetime.now(UTC) - timedelta(minutes=1))
        answered = len(orca.heard)
        orca.press("Return")
        assert orca.says("Logget ind til kl.", within=15, since=answered), orca.transcript

    heard_by(portal, PERSON, f"/sag/{portal.cases['62-175']}/spoerg", walk)


def begun(portal: Portal, moment: datetime) -> None:
    """Let the session have begun at a moment: eight hours after it is over, whatever is done."""
    (token,) = (one["value"] for one in portal.cookies(PERSON) if one["name"] == "sagsvej")
    over = min(moment + LIFETIME, datetime.now(UTC) + IDLE)
    file = portal.var / "portal.sqlite"
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        changed = connection.execute(
            "update sign_in set created_at = ?, expires_at = ? where token_hash = ?",
            (*map(written, (moment, over)), sha256(token.encode()).hexdigest()),
        )
        assert changed.rowcount == 1


def written(moment: datetime) -> str:
    """Return a moment as SQLite keeps it."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
