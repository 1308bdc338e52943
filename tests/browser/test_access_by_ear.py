"""By ear and keyboard alone: a sister reads a letter, and hears that her access has ended."""

from datetime import timedelta

import pytest
import requests
from bs4 import BeautifulSoup, Tag

from tests.browser.office import today
from tests.browser.orca import Orca
from tests.browser.running import Portal
from tests.browser.test_desk_screen_reader import follow, heard_by
from tests.browser.test_screen_reader import gather, go_to

pytestmark = [pytest.mark.browser, pytest.mark.screen_reader]

CASE, GIVER, SISTER = "62-175", "ingrid", "palle"
NAME = "Min bror Palle"


def test_a_letter_is_read_by_ear_until_access_is_taken_back(spare_portal: Portal) -> None:
    portal = spare_portal
    path = f"/sag/{portal.cases[CASE]}"

    def walk(orca: Orca) -> None:
        if visit(portal, SISTER).get(portal.url + path, timeout=60).status_code != 200:
            # The second chance, after one that came as far as to take it back.
            give(portal, path)
            orca.press("F5", wait=10)
        gather(orca, "h", 20, "Breve fra os overskrift")
        go_to(orca, "Tab", "shift+Tab", "Et brev om din sagsbehandler")
        follow(orca, "Færdig med at indlæse")
        orca.press("ctrl+Home")
        heard = gather(orca, "Down", 60, "er det Lise Holm Andersen")
        for words in ("Denne side handler om Ingrid Sørensen", "Du får en ny sagsbehandler"):
            assert words in heard, heard
        orca.press("ctrl+Home")
        go_to(orca, "Tab", "shift+Tab", "Tilbage til sagen")
        take_back(portal, path)
        follow(orca, "Du kan ikke se sagen her mere")

    give(portal, path)
    heard_by(portal, SISTER, path, walk)


def visit(portal: Portal, person: str) -> requests.Session:
    """Return a browser without a screen, in which somebody has signed in."""
    browser = requests.Session()
    for one in portal.cookies(person):
        browser.cookies.set(one["name"], one["value"])
    return browser


def give(portal: Portal, path: str) -> None:
    """Give access with the letters for two months, and take it with the code."""
    giver, sister = visit(portal, GIVER), visit(portal, SISTER)
    until = today() + timedelta(days=60)
    filled = {"name": NAME, "what": "read_letters", "until": f"{until:%d.%m.%Y}"}
    shown = send(giver, f"{portal.url}{path}/adgang/giv", filled)
    code = BeautifulSoup(shown, "html.parser").select_one(".code__signs")
    assert code is not None, shown
    send(sister, f"{portal.url}/kode", {"code": code.get_text(), "ja": "1"})


def take_back(portal: Portal, path: str) -> None:
    """Press the button of whoever was given access here last."""
    giver, page = visit(portal, GIVER), f"{portal.url}{path}/adgang"
    found = BeautifulSoup(giver.get(page, timeout=60).text, "html.parser")
    holders = [one for one in found.select(".holder") if NAME in one.get_text()]
    for holder in holders:
        form = holder.form
        assert isinstance(form, Tag)
        send(giver, page, {}, to=f"{portal.url}{form['action']}")


def send(browser: requests.Session, page: str, filled: dict[str, str], to: str = "") -> str:
    """Send the form of a page, as the page has it; return what comes of it."""
    shown = BeautifulSoup(browser.get(page, timeout=60).text, "html.parser")
    hidden = {str(one["name"]): str(one["value"]) for one in shown.select("main [type=hidden]")}
    answer = browser.post(to or page, data=hidden | filled, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.text
