"""By ear and keyboard alone: a caseworker posts an update, a citizen asks to be called.

What is heard is asked for within a time, never in an exact order: speech comes when it comes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from portal.calendar_days import public_holidays
from portal.core.deadlines import is_working_day
from tests.browser.office import Office, office, story, today
from tests.browser.orca import Orca, OrcaError, listening
from tests.browser.running import Portal
from tests.browser.test_screen_reader import LAG, MOST_PRESSES, gather, go_to, loaded

pytestmark = [pytest.mark.browser, pytest.mark.screen_reader]

TITLE = "Eksempel Kommune"
WORDS = "Nu er der svar."
"""Letters that every keyboard has: others cannot always be typed for somebody."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one case, which nobody has written in."""
    with office(tmp_path_factory.mktemp("office")) as opened:
        opened.tell(story("S-1", "nadia"))
        yield opened


def heard_by(here: Portal, person: str, path: str, walk: Callable[[Orca], None]) -> None:
    """Walk with a screen reader, signed in.

    It is many programs that wait for each other, and a key pressed too early goes astray: there
    is a second chance.
    """
    for last in (False, True):
        try:
            with way_in(here, person, path) as address, listening(address) as orca:
                orca.come_to(TITLE)
                loaded(orca, 0)
                walk(orca)
        except (OrcaError, AssertionError):
            if last:
                raise
        else:
            return


@contextmanager
def way_in(here: Portal, person: str, path: str) -> Iterator[str]:
    """Yield an address that leads somebody who has signed in already to a page.

    How one signs in by ear is walked in `test_screen_reader`. A cookie holds for every port.
    """
    (session,) = (one["value"] for one in here.cookies(person) if one["name"] == "sagsvej")

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(303)
            self.send_header("Location", here.url + path)
            self.send_header("Set-Cookie", f"sagsvej={session}; Path=/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_caseworker_posts_an_update_by_ear(here: Office) -> None:
    heard_by(here, "medarbejder", "/medarbejder", by_ear_from_the_list)
    posted = "select json_extract(data, '$.note') from case_event where type like '%update.posted'"
    assert here.one(posted) == (WORDS,)


def by_ear_from_the_list(orca: Orca) -> None:
    go_to(orca, "Tab", "shift+Tab", "Skriv til borgeren Nadia Rahimi")
    follow(orca, "Hvad vil du fortælle?")
    orca.press("ctrl+a")
    orca.write(WORDS)
    tab_to(orca, "Hvornår hører borgeren fra jer igen")
    orca.write("1.2.2024")
    # A promise in the past: what is wrong is said at once, and leads to its field.
    follow(orca, "Den dag er gået")
    tab_to(orca, "Den dag er gået")
    follow(orca, "Hvornår hører borgeren fra jer igen", "ugyldig")
    orca.press("ctrl+a")
    orca.write(f"{open_day():%d.%m.%Y}")
    follow(orca, "borgeren kan se det")


def tab_to(orca: Orca, words: str) -> None:
    """Press Tab until something is heard, whatever else is said after it."""
    for _ in range(MOST_PRESSES):
        before = len(orca.heard)
        orca.press("Tab")
        if orca.says(words, within=LAG, since=before):
            return
    raise OrcaError(f"Tab never came to “{words}”:\n{orca.transcript}")


def follow(orca: Orca, *words: str) -> None:
    """Press Enter and wait until what it leads to is heard.

    Where a page puts the focus somewhere, that is heard instead of the page having come.
    """
    before = len(orca.heard)
    orca.press("Return")
    for one in words:
        assert orca.says(one, within=30, since=before), f"“{one}” is not heard:\n{orca.transcript}"
    orca.settle(LAG)


def open_day():
    day = today() + timedelta(days=10)
    while not is_working_day(day, public_holidays()):
        day += timedelta(days=1)
    return day


def test_a_citizen_asks_to_be_called_by_ear(here: Office) -> None:
    heard_by(here, "nadia", f"/sag/{here.cases['S-1']}", asking_to_be_called)
    assert here.one("select count(*) from message where kind = 'call_back'") == (1,)


def asking_to_be_called(orca: Orca) -> None:
    heard = gather(orca, "h", 12, "Det kan du gøre overskrift")
    assert "Det kan du gøre overskrift" in heard, heard
    go_to(orca, "Tab", "shift+Tab", "Ring mig op")
    follow(orca, "Færdig med at indlæse Ring mig op")
    go_to(orca, "e", "shift+e", "Hvilket nummer skal vi ringe til?")
    # The number is missing: that is heard, and the way back to the field.
    follow(orca, "Skriv noget i feltet")
    go_to(orca, "Tab", "shift+Tab", "Skriv noget i feltet")
    follow(orca, "Hvilket nummer skal vi ringe til?")
    orca.write("12 34 56 78")
    follow(orca, "Vi har fået det, du sendte")
    orca.press("ctrl+Home")
    heard = gather(orca, "h", 4, "Hvad sker der nu")
    heard += gather(orca, "Down", 3, "ringer til dig")
    assert "Vi ringer til dig senest" in heard, heard
