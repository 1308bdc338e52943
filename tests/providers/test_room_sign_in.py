"""Real sign-in at the adviser's room: a client of its own at each provider."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from portal.municipality import Municipality
from portal.settings.providers import BROKERS, Oidc, SignIns
from tests.providers.conftest import heading
from tests.providers.rooms import RoomHouse, open_room
from tests.providers.running import CLIENT, free_ports, open_id, served
from tests.providers.running import SECRET as SHOWN

CITIZEN, STAFF = "/log-ind/borger", "/log-ind/medarbejder"


@pytest.fixture(scope="module")
def room_house(
    tmp_path_factory: pytest.TempPathFactory, municipality: Municipality, chromium: Browser
) -> Iterator[RoomHouse]:
    (port,) = free_ports(1)
    with ExitStack() as stack:
        providers = stack.enter_context(open_id(f"http://127.0.0.1:{port}"))
        scope, asked = BROKERS["signaturgruppen"]
        sign_ins = SignIns(
            Oidc(providers.broker, CLIENT, SHOWN, scope, asked),
            Oidc(providers.directory, CLIENT, SHOWN),
        )
        house = open_room(tmp_path_factory.mktemp("room"), municipality, chromium, port, sign_ins)
        stack.enter_context(served(house.app, port))
        yield house
        house.room.engine.dispose()


def go_in(context: BrowserContext, who: str, way: str) -> Tab:
    """Sign in as somebody at the provider's own page."""
    tab = context.new_page()
    tab.goto(way)
    tab.get_by_role("button", name=who, exact=True).click()
    return tab


def test_a_citizen_comes_back_to_what_she_wanted_and_out_again(room_house: RoomHouse):
    with room_house.visitor() as context:
        tab = context.new_page()
        answer = tab.goto("/skriv")
        assert answer is not None
        assert answer.status == 401
        tab.get_by_role("link", name="Log ind", exact=True).click()
        tab.locator(f"main a[href^='{CITIZEN}']").click()
        tab.get_by_role("button", name="anna", exact=True).click()
        tab.wait_for_url(f"{room_house.url}/skriv")
        tab.get_by_label("Hvad vil du spørge om?").fill("Hvad kan jeg gøre?")
        tab.get_by_role("button", name="Send til borgerrådgiveren").click()
        assert heading(tab) == "Samtale med borgerrådgiveren"
        kept = {one["name"]: one["value"] for one in context.cookies()}
        assert "sagsvej-rum" in kept
        assert "sagsvej" not in kept
        talk = tab.url
        tab.get_by_role("button", name="Log af").click()
        tab.wait_for_load_state()
        assert context.request.get(talk).status == 401


def test_the_adviser_gets_in_by_the_directory(room_house: RoomHouse):
    with room_house.visitor() as context:
        tab = go_in(context, "raadgiver", STAFF)
        tab.wait_for_url(f"{room_house.url}/raadgiver")
        assert heading(tab) == "Samtaler med borgere"


@pytest.mark.parametrize("who", ["mette", "leder", "begge", "ny"])
def test_nobody_else_who_works_in_the_municipality_gets_in(room_house: RoomHouse, who: str):
    with room_house.visitor() as context:
        tab = go_in(context, who, STAFF)
        assert heading(tab) in ("Du har ikke en rolle her", "Du logger ind et andet sted")
        assert not [one for one in context.cookies() if one["name"] == "sagsvej-rum"]
        assert context.request.get(f"{room_house.url}/raadgiver").status == 401


def test_who_is_not_sure_enough_is_told_so(room_house: RoomHouse):
    with room_house.visitor() as context:
        tab = go_in(context, "lav", CITIZEN)
        assert heading(tab) == "Dit login er ikke sikkert nok til denne side"
