"""A shared phone after signing out, and a form that was sent too late; without JavaScript too."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.hands import Hands
from tests.browser.running import Portal
from tests.browser.street import Street, button, fits, heading

pytestmark = pytest.mark.browser

WORDS = "Jeg har brug for et svar, før min søn skal flytte. Kan I ringe?"


@pytest.fixture
def street(chromium: Browser, spare_portal: Portal) -> Iterator[Street]:
    with ExitStack() as windows:
        yield Street(chromium, spare_portal, windows)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_shared_phone_shows_nothing_after_signing_out(street: Street, *, scripts: bool):
    hodan = street.signs_in(street.phone(scripts=scripts), "hodan")
    tab = hodan.tab
    title = tab.locator("main h3 a").first.inner_text()
    hodan.past_the_head()
    hodan.go(tab.locator("main h3 a").first)
    tab.goto(f"{tab.url}/spoerg")
    hodan.fill(tab.locator("textarea"), WORDS)
    leaves(hodan)
    for _ in range(3):
        tab.go_back()
        for word in ("Hodan", title, WORDS):
            assert word not in tab.content(), f"{word} at {tab.url}"


def leaves(hands: Hands) -> None:
    """Sign out by the menu."""
    tab = hands.tab
    menu = tab.locator(".menu > summary")
    if menu.is_visible():
        menu.focus()
        hands.press("Enter")
    hands.go(tab.locator(".sign-out button"))
    assert tab.url.endswith("/log-af")


def test_what_came_too_late_waits_for_whoever_wrote_it_and_nobody_else(street: Street):
    hodan = street.signs_in(street.phone(scripts=False), "hodan")
    tab = hodan.tab
    hodan.past_the_head()
    hodan.go(tab.locator("main h3 a").first)
    form = f"{tab.url}/spoerg"
    tab.goto(form)
    hodan.fill(tab.locator("textarea"), WORDS)
    half_an_hour_passes(street.portal)
    hodan.go(button(tab, "Send til os"))
    said = tab.locator("main").inner_text()
    assert "ikke sendt" in said
    assert "vi har gemt det" in said
    assert fits(tab)
    assert WORDS not in tab.content(), "whoever stands here now may be somebody else"
    other = street.signs_in(tab, "troels")
    assert WORDS not in tab.content()
    tab.goto(f"{form}?gemt=1")
    assert WORDS not in tab.content()
    leaves(other)
    street.signs_in(tab, "hodan")
    if not tab.url.startswith(form):
        tab.goto(f"{form}?gemt=1")
    assert tab.locator("textarea").input_value() == WORDS
    assert "Det er ikke sendt endnu" in tab.locator("main").inner_text()
    hodan.go(button(tab, "Send til os"))
    assert heading(tab) == "Vi har fået det, du sendte"
    assert WORDS in tab.locator("main").inner_text()
    tab.goto(f"{form}?gemt=1")
    assert tab.locator("textarea").input_value() == "", "it waits no more"


def half_an_hour_passes(portal: Portal) -> None:
    """Let the newest session be one in which nothing has happened for half an hour."""
    over = datetime.now(UTC) - timedelta(minutes=1)
    file = portal.var / "portal.sqlite"
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        connection.execute(
            "update sign_in set expires_at = ? where created_at = "
            "(select max(created_at) from sign_in)",
            (f"{over:%Y-%m-%d %H:%M:%S.%f}",),
        )
