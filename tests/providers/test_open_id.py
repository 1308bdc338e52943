"""Signing in by OpenID Connect: a real provider, a real browser, and everything that goes wrong."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from portal.store.models import SignInRow
from tests.providers.conftest import OpenIdHouse, heading

CITIZEN, STAFF = "Log ind med MitID", "Log ind som medarbejder"
OUT = "Du er logget af"
"""The page one comes to in the end; the page before it has the same address."""


def go_in(context: BrowserContext, who: str, way: str = CITIZEN, start: str = "/log-ind") -> Tab:
    """Sign in as one of the provider's people, as far as it goes."""
    tab = context.new_page()
    tab.goto(start)
    tab.get_by_role("link", name=way).click()
    button = tab.get_by_role("button", name=who, exact=True)
    if urlsplit(tab.url).hostname == "localhost":
        button.click()
        tab.wait_for_url(re.compile(r"127\.0\.0\.1"))
    return tab


def token(context: BrowserContext) -> str | None:
    """Return the session's token."""
    return next((one["value"] for one in context.cookies() if one["name"] == "sagsvej"), None)


def test_a_citizen_gets_in_and_back_to_the_page_she_wanted(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = context.new_page()
        answer = tab.goto("/mine-sager")
        assert answer.status == 401
        tab.get_by_role("link", name="Log ind", exact=True).click()
        assert heading(tab) == "Log ind"
        tab.get_by_role("link", name=CITIZEN).click()
        assert urlsplit(tab.url).netloc == urlsplit(by_open_id.providers.broker).netloc
        asked = tab.url
        tab.get_by_role("button", name="anna", exact=True).click()
        tab.wait_for_url(f"{by_open_id.url}/mine-sager")

        first = token(context)
        assert first
        again = go_in(context, "anna")
        again.wait_for_url(f"{by_open_id.url}/mine-sager")
        assert token(context) != first, "the token is new at each sign-in"
        assert "cpr" not in asked.casefold()


def test_the_request_is_bound_by_pkce_state_and_nonce(by_open_id: OpenIdHouse):
    answer = by_open_id.app.test_client().get("/log-ind/borger")

    assert answer.status_code == 303
    asked = answer.headers["Location"]
    for part in ("code_challenge_method=S256", "code_challenge=", "state=", "nonce="):
        assert part in asked
    assert "nsis%2FSubstantial" in asked


@pytest.mark.parametrize("who", ["anna", "idura", "signicat"])
def test_every_broker_tells_the_same_person(by_open_id: OpenIdHouse, who: str):
    provider = _providers(by_open_id)["citizen"]
    provider._settings = replace(provider._settings, scope="openid profile mitid ssn nin")
    _forget_discovery(by_open_id)
    with by_open_id.visitor() as context:
        tab = go_in(context, who)
        assert heading(tab) == "Mine sager"
        assert _person(by_open_id) == by_open_id.portal.identifiers.person("6101901234")


def test_staff_get_in_by_the_directory(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = go_in(context, "mette", STAFF)
        tab.wait_for_url(f"{by_open_id.url}/medarbejder")


@pytest.mark.parametrize(
    ("who", "way", "said"),
    [
        ("lav", CITIZEN, "Dit login er ikke sikkert nok til denne side"),
        ("udland", CITIZEN, "Vi kan ikke se, hvem du er"),
        ("Annuller", CITIZEN, "Du er ikke logget ind"),
        ("ny", STAFF, "Du har ikke en rolle her"),
        ("raadgiver", STAFF, "Du logger ind et andet sted"),
    ],
    ids=["too low", "no CPR", "cancelled", "a role the directory invents", "the adviser"],
)
def test_who_cannot_come_in_is_told_why_and_what_to_do(
    by_open_id: OpenIdHouse, who: str, way: str, said: str
):
    with by_open_id.visitor() as context:
        tab = go_in(context, who, way)

        assert heading(tab) == said
        assert token(context) is None
        assert tab.locator("main a[href^='tel:']").count() >= 1
        assert "hjælp" in tab.locator("main").inner_text().casefold()


def test_somebody_with_several_roles_chooses_one(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = go_in(context, "begge", STAFF)
        assert heading(tab) == "Hvad skal du være nu?"
        tab.get_by_role("button", name="Sagsbehandler").click()
        tab.wait_for_url(f"{by_open_id.url}/medarbejder")


@pytest.mark.parametrize("spoilt", ["person", "audience", "none"])
def test_a_token_that_was_changed_lets_nobody_in(by_open_id: OpenIdHouse, spoilt: str):
    by_open_id.providers.set(tamper=spoilt)
    with by_open_id.visitor() as context:
        assert heading(go_in(context, "anna")) == "Vi kunne ikke stole på svaret"
        assert token(context) is None


@pytest.mark.parametrize("seconds", [-3600, 3600], ids=["behind", "ahead"])
def test_clocks_that_differ_are_told_as_such(by_open_id: OpenIdHouse, seconds: int):
    by_open_id.providers.set(skew=seconds)
    with by_open_id.visitor() as context:
        assert heading(go_in(context, "anna")) == "Tiden i svaret passer ikke"


def test_clocks_that_differ_a_little_do_not_matter(by_open_id: OpenIdHouse):
    by_open_id.providers.set(skew=30)
    with by_open_id.visitor() as context:
        go_in(context, "anna").wait_for_url(f"{by_open_id.url}/mine-sager")


def test_a_provider_that_signs_with_a_new_key_is_believed(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        go_in(context, "anna").wait_for_url(f"{by_open_id.url}/mine-sager")
    by_open_id.providers.set(rotate=True)
    by_open_id.providers.set(rotate=False)
    with by_open_id.visitor() as context:
        go_in(context, "anna").wait_for_url(f"{by_open_id.url}/mine-sager")


def test_a_provider_that_is_down_is_told_by_a_page_of_ours(by_open_id: OpenIdHouse):
    _forget_discovery(by_open_id)
    by_open_id.providers.set(down="/")
    with by_open_id.visitor() as context:
        tab = context.new_page()
        answer = tab.goto("/log-ind/borger")
        assert answer.status == 503
        assert heading(tab) == "Man kan ikke logge ind lige nu"
        assert tab.locator("main a[href^='tel:']").count() >= 1


def test_a_provider_that_goes_down_on_the_way_is_told_too(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = context.new_page()
        tab.goto("/log-ind/borger")
        by_open_id.providers.set(down="/token")
        tab.get_by_role("button", name="anna", exact=True).click()
        tab.wait_for_url(re.compile("faerdig"))
        assert heading(tab) == "Man kan ikke logge ind lige nu"


def test_an_answer_is_used_once_and_by_the_browser_that_asked(by_open_id: OpenIdHouse):
    seen: list[str] = []
    with by_open_id.visitor() as context, by_open_id.visitor() as other:
        context.on("request", lambda one: "/retur?" in one.url and seen.append(one.url))
        go_in(context, "anna").wait_for_url(f"{by_open_id.url}/mine-sager")
        tab = context.new_page()
        tab.goto(seen[0])
        # Who has signed in already and went back is only led on.
        assert tab.url == f"{by_open_id.url}/mine-sager"
        context.clear_cookies(name="sagsvej")
        tab.goto(seen[0])
        assert heading(tab) == "Dette login er brugt"
        stranger = other.new_page()
        stranger.goto(seen[0])
        assert heading(stranger) == "Der gik for lang tid, eller vi kunne ikke kende browseren"
        assert token(other) is None


def test_an_answer_that_somebody_else_began_signs_nobody_in(by_open_id: OpenIdHouse):
    """An attacker signs in as himself and gives his victim the address to come back to."""
    theirs = _answer_for("bo", by_open_id)
    with by_open_id.visitor() as victim:
        hers = victim.new_page()
        hers.goto("/log-ind/borger")  # she has a cookie of her own
        hers.goto(theirs)
        assert token(victim) is None
        assert heading(hers) == "Der gik for lang tid, eller vi kunne ikke kende browseren"


def test_who_takes_too_long_begins_again(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = context.new_page()
        tab.goto("/log-ind/borger")
        by_open_id.clock.moved = timedelta(minutes=21)
        tab.get_by_role("button", name="anna", exact=True).click()
        tab.wait_for_url(re.compile("faerdig"))
        assert heading(tab) == "Der gik for lang tid, eller vi kunne ikke kende browseren"
        assert tab.get_by_role("link", name="Prøv at logge ind igen").count() == 1


def test_signing_out_ends_it_at_the_provider_and_leaves_nothing_behind(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = go_in(context, "mette", STAFF)
        tab.wait_for_url(f"{by_open_id.url}/medarbejder")
        tab.get_by_role("button", name="Log af").click()
        tab.wait_for_url(re.compile("localhost"))
        tab.get_by_role("button", name="Log ud").click()
        tab.get_by_role("heading", name=OUT).wait_for()
        assert token(context) is None
        # The provider asks who it is, instead of letting the next one in as her.
        tab.goto("/log-ind/medarbejder")
        assert tab.get_by_role("button", name="mette", exact=True).count() == 1


def _providers(house: OpenIdHouse):
    views = house.app.view_functions["enter.choose"]
    return views.__wrapped__.__self__._in.providers


def _answer_for(who: str, house: OpenIdHouse) -> str:
    """Sign in as somebody up to the address to come back to, and do not go there."""
    with requests.Session() as browser:
        form = browser.get(f"{house.url}/log-ind/borger", timeout=10)
        answer = browser.post(form.url, data={"login": who}, timeout=10, allow_redirects=False)
        while not answer.headers["Location"].startswith(house.url):
            at = answer.headers["Location"]
            answer = browser.get(at, timeout=10, allow_redirects=False)
        return str(answer.headers["Location"])


def _forget_discovery(house: OpenIdHouse) -> None:
    """Let half a minute pass for what is known of the providers."""
    for provider in _providers(house).values():
        provider._known = None


def _person(house: OpenIdHouse) -> str:
    with house.portal.engine.connect() as connection:
        statement = select(SignInRow.person).order_by(SignInRow.created_at.desc()).limit(1)
        return str(connection.scalar(statement))
