"""Somebody asks the adviser, lends a case and takes it back; a caseworker tries to read along."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from playwright.sync_api import Browser, expect

from portal.run import token_file
from tests.browser.hands import Hands
from tests.browser.running import Portal
from tests.browser.street import Street, button, everything_for, fits, heading, link

pytestmark = pytest.mark.browser

ASKS = "Jeg er bange for at spørge min sagsbehandler. Kenneth pipfugl."
"""Words that stand nowhere else in the demo."""
ANSWERS = "Du kan roligt spørge. Kald det bare Kenneth pipfugl."
ADVISER = "borgerraadgiver"
MANY = 30


@pytest.fixture
def street(chromium: Browser, spare_portal: Portal) -> Iterator[Street]:
    with ExitStack() as windows:
        yield Street(chromium, spare_portal, windows)


def asks_the_adviser(street: Street, person: str, case: str) -> Hands:
    """Go from the case's page to the room, sign in there too, and write."""
    hands = street.of(person, f"/sag/{{{case}}}")
    tab = hands.tab
    hands.past_the_head()
    hands.go(link(tab, "Spørg borgerrådgiveren"))
    assert tab.url.startswith(street.portal.room)
    limit = tab.locator("main").inner_text()
    for words in ("samme kommune", "Din sagsbehandler", "kan ikke læse det her"):
        assert words in limit, "who can read it stands before anything is written"
    street.signs_in(tab, person, street.portal.room)
    hands.go(link(tab, "Skriv til borgerrådgiveren"))
    hands.fill(tab.get_by_label("Hvad vil du spørge om?"), ASKS)
    hands.go(button(tab, "Send til borgerrådgiveren"))
    assert heading(tab) == "Samtale med borgerrådgiveren"
    assert ASKS in tab.locator("main").inner_text()
    return hands


def lends_a_summary(street: Street, hands: Hands, case: str) -> str:
    """Make a link, choose at the portal, and come back. Returns the copy's address."""
    tab, talk = hands.tab, hands.tab.url
    hands.go(link(tab, "Vis borgerrådgiveren noget af din sag"))
    hands.go(button(tab, "Lav et link"))
    hands.go(link(tab, "Gå til din sag, og vælg"))
    assert tab.url.startswith(street.portal.url)
    assert fits(tab)
    of_the_case = tab.locator(f"input[name=case][value='{street.portal.cases[case]}']")
    hands.choose(of_the_case)
    hands.choose(tab.locator("input[name=what][value=summary]"))
    hands.choose(tab.locator("input[name=until][value='14']"))
    hands.go(button(tab, "Giv kopien til borgerrådgiveren"))
    assert heading(tab) == "Borgerrådgiveren har fået kopien"
    hands.go(link(tab, "Tilbage til borgerrådgiveren"))
    tab.goto(talk)
    lent = tab.locator(".card").inner_text()
    assert re.search(r"Kan læses til og med \w+ den \d+\. \w+ \d{4}", lent), lent
    hands.go(tab.locator(".card a"))
    assert heading(tab) == "Kopi af en sag"
    return tab.url


def test_a_citizen_asks_lends_one_case_and_takes_it_back(street: Street):
    vibeke = asks_the_adviser(street, "vibeke", "62-126")
    talk = vibeke.tab.url
    copy = lends_a_summary(street, vibeke, "62-126")
    shown = vibeke.tab.locator("article.copy").inner_text()
    adviser = street.signs_in(street.phone(), ADVISER, street.portal.room)
    desk = adviser.tab
    adviser.go(link(desk, "Vibeke"))
    assert ASKS in desk.locator("main").inner_text()
    adviser.go(desk.locator(".card a"))
    copy_at_the_desk = desk.url
    assert desk.locator("article.copy").inner_text() == shown, "both read the same"
    desk.go_back()
    adviser.fill(desk.get_by_label("Hvad svarer du?"), ANSWERS)
    adviser.go(button(desk, "Send svaret"))
    vibeke.tab.goto(talk)
    assert ANSWERS in vibeke.tab.locator("main").inner_text()
    vibeke.go(vibeke.tab.locator(".card a"))
    vibeke.go(button(vibeke.tab, "Tag kopien tilbage"))
    said = vibeke.tab.locator("main").get_by_role("status")
    expect(said).to_contain_text("slettet")
    for tab, address in ((desk, copy_at_the_desk), (vibeke.tab, copy)):
        answer = tab.goto(address)
        assert answer is not None
        assert answer.status == 404
        assert shown[:40] not in tab.content()
    adviser.tab.goto(f"{street.portal.room}/raadgiver")
    adviser.go(link(desk, "Vibeke"))
    assert desk.locator("main .card").count() == 0


# --- a caseworker who tries everything -------------------------------------------------------


def test_neither_caseworker_nor_leader_finds_the_conversation(street: Street):
    portal = street.portal
    asked = asks_the_adviser(street, "samuel", "62-127")
    talk = asked.tab.url.rpartition("/")[2]
    copy = lends_a_summary(street, asked, "62-127").rpartition("/")[2]
    marks = ("pipfugl", "bange for at spørge", talk, copy)
    for who in ("medarbejder", "leder"):
        answers = everything_for(who, portal, "/medarbejder", is_a_way_of_staff)
        assert len(answers) > MANY, sorted(answers)
        for path, answer in answers.items():
            for mark in marks:
                assert mark.encode() not in answer.content, f"{who}: {path}"
    journal_says_nothing(portal, marks)
    guessed_addresses_open_nothing(portal, talk, copy, marks)
    for file in portal.var.glob("portal.sqlite*"):
        kept = file.read_bytes()
        for mark in marks:
            assert mark.encode() not in kept, file.name


def is_a_way_of_staff(path: str) -> bool:
    """Leave out what everybody can read."""
    return path.startswith("/medarbejder")


def journal_says_nothing(portal: Portal, marks: tuple[str, ...]) -> None:
    """Read all that the case system is told."""
    token = token_file(portal.var, "demo-sager").read_text(encoding="utf-8").strip()
    answer = requests.get(
        f"{portal.url}/api/v1/journal", headers={"Authorization": f"Bearer {token}"}, timeout=60
    )
    assert answer.status_code == 200
    for mark in marks:
        assert mark not in answer.text


def guessed_addresses_open_nothing(
    portal: Portal, talk: str, copy: str, marks: tuple[str, ...]
) -> None:
    """Ask the room for everything, with a caseworker's session under either cookie's name.

    Whoever guesses right, id and all, is asked to sign in; and learns no more from a right
    guess than from a wrong one.
    """
    (session,) = (one["value"] for one in portal.cookies("leder") if one["name"] == "sagsvej")
    places = [
        "/samtaler",
        "/raadgiver",
        "/samtale/{talk}",
        "/samtale/{talk}/vis-sag",
        "/samtale/{talk}/klage",
        "/samtale/{talk}/dukh",
        "/samtale/{talk}/kopi/{copy}",
        "/samtale/{talk}/kopi/{copy}/brev/1",
        "/raadgiver/samtale/{talk}",
        "/raadgiver/samtale/{talk}/kopi/{copy}",
        "/raadgiver/samtale/{talk}/kopi/{copy}/brev/1",
        "/raadgiver/samtale/{talk}/klage",
    ]
    cookies = {"sagsvej": session, "sagsvej-rum": session}
    for place in places:
        right = room_says(portal, place.format(talk=talk, copy=copy), cookies)
        wrong = room_says(portal, place.format(talk="A" * len(talk), copy="A" * len(copy)), cookies)
        assert right[0] == 401, place
        assert right == wrong, place
        for mark in marks[:2]:
            assert mark not in right[1]
    intake_takes_nothing(portal, session)


def room_says(portal: Portal, path: str, cookies: dict[str, str]) -> tuple[int, str]:
    answer = requests.get(portal.room + path, cookies=cookies, timeout=60, allow_redirects=False)
    text = re.sub(r'value="[^"]*"', "", answer.text).replace(path, "")
    return answer.status_code, text


def intake_takes_nothing(portal: Portal, session: str) -> None:
    """The way copies come in can be written to with the right token, and read with none."""
    address = f"{portal.room}/indlevering"
    token = token_file(portal.var, "demo-sager").read_text(encoding="utf-8").strip()
    for shown in ("", "Bearer ", "Bearer x", f"Bearer {session}", f"Bearer {token}"):
        answer = requests.post(
            address,
            json={"ticket": "A" * 22},
            headers={"Authorization": shown},
            cookies={"sagsvej": session, "sagsvej-rum": session},
            timeout=60,
        )
        assert answer.status_code == 401, shown
    assert requests.get(address, timeout=60).status_code == 405
