"""The adviser's room with SimpleSAMLphp: a citizen comes in by OIOSAML 3, and goes out again.

The room is a system of its own at NemLog-in: its own name, certificate and sessions.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from portal.adviser_room.store.models import RoomSignInRow
from portal.municipality import Municipality
from portal.settings.providers import Saml, SignIns
from tests.providers.conftest import heading
from tests.providers.rooms import RoomHouse, open_room
from tests.providers.running import (
    NemLogIn,
    certificate_and_key,
    free_ports,
    nem_log_in,
    served,
)

ANNA = "6101901234"
OUT = "Du er logget af"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NemLogIn]:
    with nem_log_in(tmp_path_factory.mktemp("room-nemlogin")) as provider:
        yield provider


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    municipality: Municipality,
    chromium: Browser,
    provider: NemLogIn,
) -> Iterator[RoomHouse]:
    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("room-saml")
    with ExitStack() as stack:
        (folder / "idp.xml").write_bytes(provider.metadata)
        (folder / "room.pem").write_bytes(b"".join(certificate_and_key("room")))
        saml = Saml(
            folder / "idp.xml", "https://borgerraadgiver.eksempel.invalid", folder / "room.pem"
        )
        house = open_room(folder, municipality, chromium, port, SignIns(saml))
        described = house.app.test_client().get("/log-ind/metadata")
        assert described.status_code == 200
        provider.trust(described.data)
        stack.enter_context(served(house.app, port))
        yield house
        house.room.engine.dispose()


def go_in(context: BrowserContext, who: str, wanted: str = "/samtaler") -> Tab:
    """Ask for a page that needs a sign-in, and sign in as one of the provider's people."""
    tab = context.new_page()
    answer = tab.goto(wanted)
    assert answer is not None
    assert answer.status == 401
    tab.get_by_role("link", name="Log ind", exact=True).click()
    tab.get_by_role("link", name="Log ind med MitID").click()
    tab.locator("#username").fill(who)
    tab.locator("#password").fill(who)
    tab.locator("#password").press("Enter")
    tab.wait_for_url(re.compile(r"127\.0\.0\.1"))
    return tab


def test_the_room_is_described_as_a_system_of_its_own(house: RoomHouse) -> None:
    with house.visitor() as context:
        said = context.request.get("/log-ind/metadata").text()
    assert 'entityID="https://borgerraadgiver.eksempel.invalid"' in said
    assert f"{house.url}/log-ind/saml" in said


def test_a_citizen_comes_in_asks_and_goes_out(house: RoomHouse) -> None:
    with house.visitor() as context:
        tab = go_in(context, "anna", "/skriv")
        tab.wait_for_url(f"{house.url}/skriv")
        tab.get_by_label("Hvad vil du spørge om?").fill("Hvad kan jeg gøre?")
        tab.get_by_role("button", name="Send til borgerrådgiveren").click()
        assert heading(tab) == "Samtale med borgerrådgiveren"
        talk = tab.url
        assert house.sessions() == 1
        with house.room.engine.connect() as connection:
            row = connection.execute(select(RoomSignInRow.__table__)).one()
        assert row.person == house.room.seals.person(ANNA)
        assert ANNA.encode() not in row.sealed
        tab.get_by_role("button", name="Log af").click()
        tab.get_by_role("heading", name=OUT).wait_for()
        assert tab.url.startswith(house.url), "and comes back from the provider"
        assert house.sessions() == 0
        assert context.request.get(talk).status == 401
        tab.goto("/log-ind/borger")
        assert tab.locator("#username").count() == 1, "the provider asks who it is"


def test_what_ends_at_the_provider_ends_here(house: RoomHouse, provider: NemLogIn) -> None:
    with house.visitor() as context:
        tab = go_in(context, "bo")
        tab.wait_for_url(f"{house.url}/samtaler")
        tab.goto(f"{provider.url}/saml2/idp/initSLO.php?RelayState={provider.url}/")
        answer = tab.goto("/samtaler")
        assert answer is not None
        assert answer.status == 401
        assert house.sessions() == 0, "not by the cookie alone"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("lav", "Dit login er ikke sikkert nok til denne side"),
        ("firma", "Vi kan ikke se, hvem du er"),
    ],
    ids=["too low", "no CPR"],
)
def test_who_cannot_come_in_is_told_why(house: RoomHouse, who: str, said: str) -> None:
    with house.visitor() as context:
        assert heading(go_in(context, who)) == said
    assert house.sessions() == 0
